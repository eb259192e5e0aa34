"""What every kind of destination promises, against a real server of each."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path

import pytest
from support.destinations import MP3, PLACES, Place, put, read

from audiogen.network.retry import RetryPolicy
from audiogen.upload.destination import Destination, DestinationError, FileContent, MissingFileError, open_destination
from audiogen.upload.paths import is_unfinished
from audiogen.upload.progress import TryingAgain, UploadEvent
from audiogen.upload.transfer import SendOptions, look

LARGE = bytes(range(256)) * (20 * 4096)
"""20 MB, as an MP3 of 20 minutes has."""


@pytest.fixture(scope="module", params=list(PLACES))
def place(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    with PLACES[request.param](tmp_path_factory.mktemp(request.param)) as place, pytest.MonkeyPatch.context() as patch:
        for name, value in place.environment.items():
            patch.setenv(name, value)
        yield place


@pytest.fixture
def destination(place: Place) -> Iterator[Destination]:
    """Empty at first."""
    destination = open_destination(place.address, timeout_s=10)
    for path in place.stored():
        destination.delete(path)
    yield destination
    destination.close()


def test_a_file_is_put_read_listed_and_deleted(place: Place, destination: Destination) -> None:
    put(destination, "sessions/01-plain.html", b"page")
    put(destination, "feed.xml", b"feed of a show")
    assert place.stored() == {"sessions/01-plain.html": b"page", "feed.xml": b"feed of a show"}
    assert read(destination, "sessions/01-plain.html") == b"page"
    assert destination.list() == {"sessions/01-plain.html": 4, "feed.xml": 14}
    assert destination.list("sessions") == {"sessions/01-plain.html": 4}
    assert destination.list(deep=False) == {"feed.xml": 14}
    assert destination.list("sessions", deep=False) == {"sessions/01-plain.html": 4}
    destination.delete("sessions/01-plain.html")
    assert place.stored() == {"feed.xml": b"feed of a show"}


def test_a_file_takes_the_place_of_the_one_before(place: Place, destination: Destination) -> None:
    put(destination, "feed.xml", b"a long old feed")
    put(destination, "feed.xml", b"new")
    assert place.stored() == {"feed.xml": b"new"}
    assert read(destination, "feed.xml") == b"new"


def test_an_empty_destination_is_listed_as_empty_and_misses_what_is_asked_of_it(destination: Destination) -> None:
    assert destination.list() == {}
    assert destination.list("episodes/x") == {}
    assert destination.unfinished() == {}
    with pytest.raises(MissingFileError, match=r"published\.json"):
        read(destination, "published.json")


def test_an_empty_destination_is_read_at_once_and_not_as_one_that_fails(destination: Destination) -> None:
    told: list[UploadEvent] = []
    how = SendOptions(retry=RetryPolicy(sleep=lambda _: pytest.fail("nothing is waited for")))
    view = look(destination, {}, "owner", today=dt.date(2026, 11, 30), how=how, on_event=told.append)
    assert view.noted is None
    assert not [event for event in told if isinstance(event, TryingAgain)]


def test_what_is_gone_already_is_deleted_quietly(destination: Destination) -> None:
    destination.delete("feed.xml")
    destination.delete("a/b/c.mp3")


def test_a_folder_whose_name_begins_alike_is_another_one(destination: Destination) -> None:
    put(destination, "app/a", b"1")
    put(destination, "app-2/a", b"2")
    assert destination.list("app") == {"app/a": 1}
    destination.delete("app/a")
    assert destination.list() == {"app-2/a": 1}


def test_empty_files_and_odd_names_are_files_like_others(place: Place, destination: Destination) -> None:
    odd = {".htaccess": b"", "a+b & c %20 #1.txt": b"x", "p/Z_-~'=@!/ü.html": b"y"}
    for path, data in odd.items():
        put(destination, path, data)
    assert place.stored() == odd
    assert destination.list() == {path: len(data) for path, data in odd.items()}
    assert {path: read(destination, path) for path in odd} == odd


def test_a_large_file_goes_and_comes_whole(place: Place, destination: Destination, tmp_path: Path) -> None:
    (tmp_path / "a.mp3").write_bytes(LARGE)
    destination.put("episodes/a.mp3", FileContent(tmp_path / "a.mp3", len(LARGE)), MP3)
    assert place.stored() == {"episodes/a.mp3": LARGE}
    blocks = list(destination.read("episodes/a.mp3"))
    assert b"".join(blocks) == LARGE
    assert max(map(len, blocks)) <= 1024 * 1024


def test_several_threads_may_send_at_once(place: Place, destination: Destination) -> None:
    wanted = {f"sessions/{number % 3}/{number}.html": b"%d" % number for number in range(24)}
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda path: put(destination, path, wanted[path]), wanted))
    assert place.stored() == wanted


def test_a_file_that_changes_while_it_is_sent_is_not_published(place: Place, destination: Destination) -> None:
    put(destination, "a.mp3", b"old")
    for size_bytes in (4, 600_000):
        with pytest.raises(DestinationError, match="has changed while it was sent"):
            destination.put("a.mp3", FileContent(b"x" * 500_000, size_bytes), MP3)
    # a server may still be writing what it has got
    assert {path: data for path, data in place.stored().items() if not is_unfinished(path)} == {"a.mp3": b"old"}


@pytest.mark.parametrize("path", ["../x", "/x", "a/../../x", "a//b"])
def test_no_path_leads_out_of_the_destination(place: Place, destination: Destination, path: str) -> None:
    for ask in (lambda: put(destination, path, b"x"), lambda: read(destination, path)):
        with pytest.raises(DestinationError, match="no name of a file"):
            ask()
    with pytest.raises(DestinationError):
        destination.delete(path)
    with pytest.raises(DestinationError):
        destination.list(path)
    assert place.stored() == {}


def test_a_folder_is_never_deleted_in_place_of_a_file(place: Place, destination: Destination) -> None:
    put(destination, "episodes/a.mp3", b"x")
    with suppress(DestinationError):
        destination.delete("episodes")
    assert place.stored() == {"episodes/a.mp3": b"x"}


def test_a_folder_is_never_replaced_by_a_file(place: Place, destination: Destination) -> None:
    put(destination, "taken/of/mine", b"x")
    with suppress(DestinationError):
        put(destination, "taken", b"feed")
    assert place.stored()["taken/of/mine"] == b"x"
    # only a bucket has no folders
    assert ("taken" in place.stored()) is (place.kind == "s3")


def test_a_destination_that_was_closed_has_kept_everything(place: Place, destination: Destination) -> None:
    put(destination, "feed.xml", b"feed")
    destination.close()
    destination.close()
    again = open_destination(place.address, timeout_s=10)
    assert read(again, "feed.xml") == b"feed"
    again.close()
    # whoever goes on with the first one gets another connection
    assert destination.list() == {"feed.xml": 4}
