"""What was published is looked at as listeners get it, over real connections; all that is found is advice."""

from __future__ import annotations

import contextlib
import datetime as dt
import http.server
import threading
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import pytest
from support.asking import served
from support.publishing import episode, publish_small, sent_on, show, undrawn_covers

from audiogen.publish.outgoing import OutgoingFile
from audiogen.upload.look import LookedAt, Looking, look_at_page, look_at_podcast, look_for_list

DAY = dt.date(2026, 11, 30)
FEED = b"<rss/>"
SOUND = b"sound" * 10
SENT = {
    "episodes/a-01234567.mp3": OutgoingFile(SOUND, "", len(SOUND)),
    "feed.xml": OutgoingFile(FEED, "", len(FEED)),
}
Answering = Callable[[http.server.BaseHTTPRequestHandler], None]


@contextlib.contextmanager
def answering(answer: Answering) -> Iterator[str]:
    """A host that answers so; its address."""

    class Host(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            answer(self)

        do_HEAD = do_GET  # noqa: N815 - the name that the server asks for

        def log_message(self, *_: object) -> None:
            pass

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Host) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_address[1]}"
        finally:
            server.shutdown()
            thread.join()


def say(to: http.server.BaseHTTPRequestHandler, status: int, content: bytes = b"", **headers: str) -> None:
    to.send_response(status)
    for name, value in {"Content-Length": str(len(content)), **headers}.items():
        to.send_header(name.replace("_", "-"), value)
    to.end_headers()
    if to.command == "GET":
        to.wfile.write(content)


def plain_host(*, feed: bytes = FEED, kind: str = "audio/mpeg", ranges: bool = True, sound: bytes = SOUND) -> Answering:
    """A host with the files that were sent."""

    def answer(to: http.server.BaseHTTPRequestHandler) -> None:
        if to.path == "/feed.xml":
            say(to, 200, feed, Content_Type="text/xml")
        elif ranges and to.headers.get("Range") == "bytes=0-1":
            say(to, 206, sound[:2], Content_Range=f"bytes 0-1/{len(sound)}")
        else:
            say(to, 200, sound, Content_Type=kind)

    return answer


def looked(answer: Answering, sent: Mapping[str, OutgoingFile] = SENT, how: Looking | None = None) -> tuple[str, ...]:
    with answering(answer) as address:
        return tuple(each.replace(address, "HOST") for each in look_at_podcast(address, sent, how))


def test_of_a_podcast_that_is_there_as_it_was_sent_nothing_is_said(tmp_path: Path) -> None:
    with undrawn_covers():
        publish_small(tmp_path / "dist", episode(1), of=show())
    with served(tmp_path / "dist") as port:
        address = f"http://127.0.0.1:{port}"
        assert look_at_podcast(address, sent_on(tmp_path / "dist", DAY, address)) == ()


def test_a_host_that_does_all_it_has_to_is_told_nothing() -> None:
    assert looked(plain_host()) == ()


@pytest.mark.parametrize(
    ("status", "told"),
    [
        (404, "HOST/feed.xml answers 404: is the destination the folder that this address leads to?"),
        (401, "it asks for a password"),
        (403, "the server may not hand it out"),
        (500, "something is wrong at the host"),
    ],
)
def test_a_feed_that_is_refused_is_told_with_what_that_may_mean(status: int, told: str) -> None:
    (only,) = looked(lambda to: say(to, status))
    assert told in only


@pytest.mark.parametrize("feed", [b"<rsz/>", b"<rss", b"<rss/> and more"])
def test_another_feed_than_the_one_that_was_sent_is_told(feed: bytes) -> None:
    (only,) = looked(plain_host(feed=feed))
    assert only.startswith("HOST/feed.xml answers with something else than what was just sent.")


@pytest.mark.parametrize(
    ("host", "told"),
    [
        (plain_host(kind="text/plain"), 'is sent as "text/plain", not as audio/mpeg'),
        (plain_host(ranges=False), "iPhones play nothing"),
        (plain_host(sound=SOUND + b"!"), "has 51 bytes there, and 50 here"),
    ],
)
def test_sound_that_players_cannot_use_is_told(host: Answering, told: str) -> None:
    (only,) = looked(host)
    assert told in only


def test_an_address_that_leads_on_to_another_one_is_told_with_that() -> None:
    with answering(plain_host()) as there:
        moved = f"{there.replace('127.0.0.1', 'localhost')}/feed.xml"

        def host(to: http.server.BaseHTTPRequestHandler) -> None:
            if to.path == "/feed.xml":
                say(to, 301, Location=moved)
            else:
                plain_host()(to)

        (only,) = looked(host)
    assert only.startswith(f"HOST/feed.xml leads on to {moved.removesuffix('/feed.xml')}: write that into base_url")


def test_a_host_that_is_not_there_is_told_and_fails_nothing() -> None:
    with answering(plain_host()) as address:
        pass
    (only,) = look_at_podcast(address, SENT)
    assert "cannot be reached from here" in only


def test_a_host_that_never_ends_its_answer_is_not_waited_for() -> None:
    # each look at the clock is an hour later
    hours = iter(range(0, 36_000_000, 3600))
    (only,) = looked(plain_host(), how=Looking(timeout_s=60, clock=lambda: next(hours)))
    assert "did not answer within 60 s" in only


def test_an_address_with_a_token_is_told_without_it() -> None:
    page = OutgoingFile(b"page", "", 4)
    with answering(lambda to: say(to, 404)) as address:
        (only,) = look_at_page(LookedAt(f"{address}/p/Quibble/", f"{address}/p/Quib…/"), page)
    (gone,) = look_at_page(LookedAt(f"{address}/p/Quibble/", f"{address}/p/Quib…/"), page)
    assert "Quibble" not in only + gone
    assert "/p/Quib…/ answers 404" in only


def test_a_host_that_lists_the_folders_of_clients_is_told_of_at_once() -> None:
    with answering(lambda to: say(to, 200, b'<a href="Quibble/">Quibble</a>')) as address:
        at = LookedAt(f"{address}/p/", "HOST/p/")
        (only,) = look_for_list(at, ["Quibble"])
        assert look_for_list(at, ["Persimmon"]) == ()
    assert only.startswith("HOST/p/ lists the folders of your clients, so that everybody can open them.")
    assert "Quibble" not in only
    assert look_for_list(at, ["Quibble"]) == ()
