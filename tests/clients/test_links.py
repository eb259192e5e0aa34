"""Private links: nobody can guess one, nothing but a valid one opens anything, and each is the same on every day."""

from __future__ import annotations

import datetime as dt
import re
import uuid
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audiogen.clients.links import (
    TOKEN_LETTERS,
    Link,
    built_folder,
    find_link,
    links_of,
    owner_of,
    page_address,
    token_of,
)
from audiogen.clients.lock import CLIENTS_LOCK, ClientIdentity, write_clients_lock
from audiogen.clients.secret import made_secret, secret_path
from audiogen.errors import AudiogenError

TODAY = dt.date(2026, 11, 30)
SECRET = bytes(range(32))
ROOT = uuid.UUID("12345678-1234-4234-8234-123456789abc")
OTHER = uuid.UUID("12345678-1234-4234-8234-123456789abd")
LINKED = ClientIdentity(ROOT, linked=True)
secrets = st.binary(min_size=32, max_size=32)
ids = st.text("abkXYZ01279", min_size=1, max_size=8)
generations = st.integers(1, 10**9)


def shown(root: Path, *built: str, **identities: ClientIdentity) -> Path:
    """A project in which something is built for some clients, with these identities."""
    write_clients_lock(root, identities)
    for client in built:
        folder = root / "private" / client
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "show.json").write_text("{}", encoding="utf-8")
    return root


@pytest.mark.parametrize(
    ("client", "root", "generation", "token"),
    [
        ("c1", ROOT, 1, "tF3xVeCFOLgbmBEkAfeTj7"),
        ("C1", ROOT, 1, "tF3xVeCFOLgbmBEkAfeTj7"),
        ("c1", ROOT, 2, "ToreWIzI87ryxArYBCs0Jf"),
        ("c1", OTHER, 1, "cLO6kaE3zopWRN2I2GYNxn"),
        ("k-27", ROOT, 1, "_C0v5Kl-IoPvjdiu763Cix"),
    ],
)
def test_links_that_were_given_lead_where_they_led_after_every_update(
    client: str, root: uuid.UUID, generation: int, token: str
) -> None:
    assert token_of(SECRET, client, root, generation) == token


def test_folders_on_other_computers_are_known_after_every_update() -> None:
    assert owner_of(SECRET) == "87d0629bb420f586e4d72a8cd230cc683ad8e951ec020664d2eb0d00a54b3539"


@given(secrets, ids, st.uuids(), generations)
def test_a_token_is_132_bits_that_stand_in_any_address(
    secret: bytes, client: str, root: uuid.UUID, generation: int
) -> None:
    token = token_of(secret, client, root, generation)
    assert re.fullmatch(rf"[A-Za-z0-9_-]{{{TOKEN_LETTERS}}}", token)
    assert client.casefold() not in token.casefold() or len(client) < 4


@given(st.sets(st.tuples(secrets, ids.map(str.casefold), st.uuids(), generations), min_size=2, max_size=8))
def test_no_two_are_the_same_unless_all_they_follow_from_is(known: set[tuple[bytes, str, uuid.UUID, int]]) -> None:
    assert len({token_of(*each) for each in known}) == len(known)


@given(secrets, ids, st.uuids(), generations)
def test_capitals_of_an_id_make_no_other_link(secret: bytes, client: str, root: uuid.UUID, generation: int) -> None:
    tokens = {token_of(secret, each, root, generation) for each in (client, client.upper(), client.lower())}
    assert len(tokens) == 1


@given(secrets, st.text())
def test_nothing_but_the_token_itself_opens_a_page(secret: bytes, asked: str) -> None:
    link = Link("c1", token_of(secret, "c1", ROOT, 1), feed=False, expiry=None, folder=Path())
    assert find_link([link], asked) is (link if asked == link.token else None)
    assert find_link([link], link.token) is link
    assert find_link([link], link.token.swapcase()) is None
    assert find_link([], asked) is None


def test_a_link_among_many_is_found() -> None:
    links = [
        Link(f"c{n}", token_of(SECRET, f"c{n}", ROOT, 1), feed=False, expiry=None, folder=Path()) for n in range(50)
    ]
    assert [find_link(links, each.token) for each in links] == links


def test_no_text_that_a_link_gives_of_itself_holds_the_token() -> None:
    link = Link("c1", token_of(SECRET, "c1", ROOT, 1), feed=False, expiry=None, folder=Path())
    assert link.token not in repr(link)


def test_nobody_has_a_page_on_the_web_before_a_link_was_asked_for(tmp_path: Path) -> None:
    shown(tmp_path, "c1", c1=ClientIdentity(ROOT))
    assert links_of(tmp_path, TODAY) == ()
    assert links_of(tmp_path / "nothing", TODAY) == ()
    assert not secret_path(tmp_path).exists()


def test_a_link_leads_to_the_clients_folder_and_says_what_may_be_had(tmp_path: Path) -> None:
    secret = made_secret(tmp_path)
    shown(tmp_path, "c1", "c2", c1=LINKED, c2=replace(LINKED, root=OTHER, feed=True, expiry=TODAY))
    assert links_of(tmp_path, TODAY) == (
        Link("c1", token_of(secret, "c1", ROOT, 1), feed=False, expiry=None, folder=tmp_path / "private/c1"),
        Link("c2", token_of(secret, "c2", OTHER, 1), feed=True, expiry=TODAY, folder=tmp_path / "private/c2"),
    )


def test_a_link_is_good_on_its_last_day_and_not_on_the_next(tmp_path: Path) -> None:
    made_secret(tmp_path)
    shown(tmp_path, "c1", c1=replace(LINKED, expiry=TODAY))
    assert [len(links_of(tmp_path, TODAY + dt.timedelta(days=n))) for n in (-1, 0, 1)] == [1, 1, 0]


def test_nothing_leads_to_where_nothing_is_built(tmp_path: Path) -> None:
    made_secret(tmp_path)
    shown(tmp_path, "c2", c1=LINKED)
    (tmp_path / "private/c1/cache").mkdir(parents=True)
    assert links_of(tmp_path, TODAY) == ()
    assert built_folder(tmp_path, "c1") is None


def test_a_folder_is_found_by_an_id_in_other_capitals(tmp_path: Path) -> None:
    made_secret(tmp_path)
    shown(tmp_path, "C1", c1=LINKED)
    assert links_of(tmp_path, TODAY)[0].folder == tmp_path / "private/C1"
    assert built_folder(tmp_path, "c1") == tmp_path / "private/C1"


def test_of_two_folders_a_link_leads_to_the_one_that_is_written_as_the_id_is(tmp_path: Path) -> None:
    made_secret(tmp_path)
    shown(tmp_path, "C1", C1=LINKED)
    (tmp_path / "private/c1").mkdir(exist_ok=True)  # some systems take it for the same
    (tmp_path / "private/c1/show.json").write_text("{}", encoding="utf-8")
    assert links_of(tmp_path, TODAY)[0].folder == tmp_path / "private/C1"


def test_a_link_without_its_secret_is_told_of_and_no_other_one_is_made(tmp_path: Path) -> None:
    shown(tmp_path, "c1", c1=LINKED)
    with pytest.raises(AudiogenError, match="is missing"):
        links_of(tmp_path, TODAY)
    assert not secret_path(tmp_path).exists()


def test_a_damaged_lock_is_told_of_and_opens_nothing(tmp_path: Path) -> None:
    made_secret(tmp_path)
    shown(tmp_path, "c1", c1=LINKED)
    lock = tmp_path / CLIENTS_LOCK
    lock.write_bytes(lock.read_bytes()[:-20])
    with pytest.raises(AudiogenError, match="is damaged"):
        links_of(tmp_path, TODAY)


def test_the_address_of_a_page_is_that_of_a_folder() -> None:
    assert page_address("https://example.org/c/", "x") == page_address("https://example.org/c", "x")
    assert page_address("https://example.org/c", "x") == "https://example.org/c/p/x/"
