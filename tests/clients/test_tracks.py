"""Which sessions a client gets."""

from __future__ import annotations

from pathlib import Path

from support.script_files import SCRIPT, library

from audiogen.clients.client import Client
from audiogen.clients.tracks import slugs_of
from audiogen.script.yaml.nodes import Place, Text

HIDDEN = SCRIPT.replace("steps:", "unlisted: yes\nsteps:")


def client(*sessions: str) -> Client:
    return Client("c1", Place(1, 1), {}, tuple(Text(Place(1, 1), each) for each in sessions))


def test_a_client_gets_what_is_unlisted_only_where_the_entry_names_it(tmp_path: Path) -> None:
    names = library(tmp_path, s01_a=SCRIPT, s02_b=HIDDEN, s03_c=SCRIPT.replace("Arriving", "Leaving")).names
    assert slugs_of(client(), names) == (("01-a", "03-c"), ())
    assert slugs_of(client("03", "02"), names) == (("03-c", "02-b"), ())
