"""Which phrases are a client's: those that differ when other words stand in place of the values, and no others."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support.clients import SHOW
from support.projects import write_project

from audiogen.clients.client import Client
from audiogen.clients.private import private_phrases
from audiogen.clients.tracks import client_tracks
from audiogen.plan.planner import plan_session
from audiogen.script.load import load_library
from audiogen.script.yaml.nodes import Place


def phrases(root: Path, say: str, values: dict[str, str]) -> tuple[dict[str, str], list[str]]:
    """The client's own phrases of a text, each as it is written; and all others."""
    script = f"title: T\nsummary: A session.\nsteps:\n  - say: |\n      {say}\n  - say: The same for all.\n"
    library = load_library(write_project(root, show=SHOW, s01_t=script).scripts)
    (pair,) = client_tracks(Client("c1", Place(1, 1), values), library.scripts[0])
    own = private_phrases(library.show, pair)
    spoken = plan_session(library.show, pair.track.script).utterances
    shared = [each.text for each in spoken if each not in own]
    return {phrase.text: written for phrase, written in own.items()}, shared


@pytest.mark.parametrize(
    ("say", "values", "own", "shared"),
    [
        ("Hello {name}. Rest.", {"name": "Bo"}, {"Hello Bo.": "Hello {name}."}, ["Rest.", "The same for all."]),
        ("Hello {name}.", {"name": "[Bo](BOH)"}, {"Hello Bo.": "Hello {name}."}, ["The same for all."]),
        ("Hello {Name or you}.", {"name": "Bo"}, {"Hello Bo.": "Hello {Name}."}, ["The same for all."]),
        ("Hello {name or you}.", {}, {}, ["Hello you.", "The same for all."]),
        # a value that is several sentences long, and one that is what everybody hears
        (
            "Now {wish}. Rest.",
            {"wish": "be here. Breathe"},
            {"Now be here.": "Now {wish}. Rest.", "Breathe.": "Now {wish}. Rest."},
            ["Rest.", "The same for all."],
        ),
        ("{name}", {"name": "The same for all."}, {}, ["The same for all."]),
        # what would be said in a value's stead is one
        ("Hello {name}.", {"name": "Quandreba"}, {"Hello Quandreba.": "Hello {name}."}, ["The same for all."]),
    ],
)
def test_a_phrase_is_private_when_it_differs(
    tmp_path: Path, say: str, values: dict[str, str], own: dict[str, str], shared: list[str]
) -> None:
    assert phrases(tmp_path, say, values) == (own, shared)


_TEXT = st.lists(st.sampled_from(["Rest.", "{name}", "now", "{place}", "Hello", "Be here."]), min_size=1, max_size=6)
_VALUE = st.lists(st.sampled_from(["Zorba", "Rest.", "now", "Quandreba", "Velmora"]), min_size=1, max_size=3)


@settings(max_examples=40)
@given(text=_TEXT, name=_VALUE, place=_VALUE)
def test_no_phrase_with_a_word_of_a_value_is_shared_unless_the_script_has_it(
    tmp_path_factory: pytest.TempPathFactory, text: list[str], name: list[str], place: list[str]
) -> None:
    values = {"name": " ".join(name), "place": " ".join(place)}
    _, shared = phrases(tmp_path_factory.mktemp("private"), " ".join(text), values)
    assert not any(word in phrase for phrase in shared for word in ("Zorba", "Quandreba", "Velmora"))
