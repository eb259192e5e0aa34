"""WebDAV servers: signing in, and what is said of everything that they may refuse."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from support.answering import AnsweringServer, answering_server
from support.cutting import cutting_proxy
from support.destinations import MP3, SECRET, Place, put, read, webdav_place

from audiogen.upload.address import PASSWORD
from audiogen.upload.destination import Destination, DestinationError, open_destination
from audiogen.upload.webdav import WebdavDestination


@pytest.fixture(scope="module")
def answering() -> Iterator[AnsweringServer]:
    with answering_server() as server:
        yield server


@pytest.fixture
def refusing(answering: AnsweringServer, monkeypatch: pytest.MonkeyPatch) -> Iterator[Destination]:
    """A server that let us in, and then gives one answer to everything."""
    monkeypatch.setenv(PASSWORD, SECRET)
    destination = open_destination(f"webdav://ana@127.0.0.1:{answering.server_port}/dav", timeout_s=10)
    assert isinstance(destination, WebdavDestination)
    answering.answer(207)
    destination._session()
    answering.asked.clear()
    yield destination
    destination.close()


@pytest.mark.parametrize(
    ("status", "says", "transient"),
    [
        (401, "does not take this name and password", False),
        (403, "this login may not do that", False),
        (405, "speaks no WebDAV there", False),
        (409, "with 409", True),
        (413, "larger than the host allows", False),
        (423, "a little later", True),
        (429, "a little later", True),
        (500, "a little later", True),
        (501, "speaks no WebDAV there", False),
        (503, "a little later", True),
        (507, "there is no room left", False),
        (418, "with 418", False),
        (207, "with 207", False),
    ],
)
def test_what_a_server_refuses_is_told_in_words(
    answering: AnsweringServer, refusing: Destination, status: int, says: str, transient: object
) -> None:
    answering.answer(status)
    with pytest.raises(DestinationError) as refused:
        put(refusing, "episodes/a.mp3", b"sound", MP3)
    told = f"{refused.value.message}. {refused.value.hint}"
    assert says in told
    assert "/dav" in told
    assert SECRET not in told
    assert refused.value.transient is transient


def test_a_full_disk_leaves_nothing_half_under_the_name(answering: AnsweringServer, refusing: Destination) -> None:
    answering.answer(201)
    put(refusing, "a/first.mp3", b"sound", MP3)
    answering.answer(507)
    answering.asked.clear()
    with pytest.raises(DestinationError, match="no room left"):
        put(refusing, "a/a.mp3", b"sound", MP3)
    assert [asked.split()[0] for asked in answering.asked] == ["PUT", "DELETE"]
    assert not any("a.mp3" in asked for asked in answering.asked)


@pytest.mark.parametrize("status", [301, 302, 307, 308])
def test_nothing_is_sent_to_where_a_server_leads(
    answering: AnsweringServer, refusing: Destination, status: int
) -> None:
    answering.answer(status, headers={"Location": f"http://me:{SECRET}@elsewhere.example.org/dav/?key={SECRET}"})
    for ask in (lambda: put(refusing, "feed.xml", b"x"), refusing.list, lambda: read(refusing, "feed.xml")):
        with pytest.raises(DestinationError, match=r"lies elsewhere: elsewhere\.example\.org/dav/ ") as moved:
            ask()
        assert SECRET not in moved.value.message


@pytest.mark.parametrize(("status", "says"), [(200, "no WebDAV"), (401, "name and a password"), (501, "no WebDAV")])
def test_a_server_is_asked_who_it_is_before_anything_is_sent(
    answering: AnsweringServer, status: int, says: str
) -> None:
    answering.answer(status)
    answering.asked.clear()
    with pytest.raises(DestinationError, match=says):
        put(open_destination(f"webdav://127.0.0.1:{answering.server_port}/dav"), "feed.xml", b"x")
    assert answering.asked == ["PROPFIND /dav/"]


def test_an_answer_that_is_no_list_is_not_taken_for_an_empty_one(
    answering: AnsweringServer, refusing: Destination
) -> None:
    answering.answer(207, b"<html><br></html>")
    with pytest.raises(DestinationError, match="with something else"):
        refusing.list()


def test_a_server_that_wants_a_digest_gets_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with webdav_place(tmp_path, digest=True) as place:
        monkeypatch.setenv(PASSWORD, SECRET)
        destination = open_destination(place.address)
        put(destination, "episodes/a.mp3", b"sound" * 100_000, MP3)
        assert place.stored() == {"episodes/a.mp3": b"sound" * 100_000}
        destination.close()
        monkeypatch.setenv(PASSWORD, "another")
        with pytest.raises(DestinationError, match="does not take this name and password"):
            open_destination(place.address).list()


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    with webdav_place(tmp_path_factory.mktemp("webdav")) as place:
        yield place


def test_a_wrong_password_is_told_and_not_shown(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(PASSWORD, "ein-falsches-€")
    with pytest.raises(DestinationError, match="does not take this name and password") as refused:
        open_destination(place.address).list()
    assert "falsches" not in f"{refused.value.message}{refused.value.hint}"


def test_a_folder_that_somebody_took_away_is_made_anew(
    place: Place, monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory
) -> None:
    monkeypatch.setenv(PASSWORD, SECRET)
    destination = open_destination(place.address)
    put(destination, "gone/a.mp3", b"1", MP3)
    for folder in tmp_path_factory.getbasetemp().glob("webdav*/served/*"):
        shutil.rmtree(folder)
    with pytest.raises(DestinationError) as refused:
        put(destination, "gone/a.mp3", b"2", MP3)
    assert refused.value.transient
    put(destination, "gone/a.mp3", b"2", MP3)
    assert place.stored()["gone/a.mp3"] == b"2"
    destination.close()


def test_a_certificate_is_asked_for(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(PASSWORD, SECRET)
    assert place.port is not None
    with cutting_proxy(place.port) as proxy, pytest.raises(DestinationError, match="does not speak https"):
        open_destination(f"webdavs://ana@127.0.0.1:{proxy.port}/dav").list()


def test_a_password_is_never_part_of_what_is_shown(refusing: Destination) -> None:
    assert SECRET not in refusing.shown
    assert SECRET not in repr(vars(refusing))
