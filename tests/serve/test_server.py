from __future__ import annotations

import re
import socket
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
import uvicorn
from support.asking import Ask, asking, served
from support.publishing import GUID, episode, media_bytes, publish_small, put_in_place, show, undrawn_covers

from audiogen.errors import AudiogenError, OutputError
from audiogen.manifest import file_of_content
from audiogen.publish.chapters import chapters_json
from audiogen.publish.facts import ForClient
from audiogen.publish.kinds import headers_of, is_served, media_type
from audiogen.publish.site import publish
from audiogen.publish.transcript import subrip, webvtt
from audiogen.serve.listening import listen
from audiogen.serve.server import serve
from audiogen.serve.settings import ServeSettings

ONE = episode(1)
MP3 = f"/{ONE.media[0].file}"
VTT = f"/{file_of_content('01-session', webvtt(ONE).encode(), '.vtt')}"
SRT = f"/{file_of_content('01-session', subrip(ONE).encode(), '.srt')}"
CHAPTERS = f"/{file_of_content('01-session', chapters_json(ONE).encode(), '.chapters.json')}"
SOUND = media_bytes("01-session")
SIZE = len(SOUND)


@pytest.fixture(scope="module", autouse=True)
def quick_covers() -> Iterator[None]:
    with undrawn_covers():
        yield


@pytest.fixture(scope="module")
def dist(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("served") / "dist"
    publish_small(folder, ONE, episode(2))
    (folder / ".hidden").write_text("not for you")
    (folder.parent / "secret.txt").write_text("not for you")
    (folder / "way-out").symlink_to(folder.parent / "secret.txt")
    (folder / "empty.mp3").write_bytes(b"")
    return folder


@pytest.fixture(scope="module")
def port(dist: Path) -> Iterator[int]:
    with served(dist) as own_port:
        yield own_port


@pytest.fixture
def ask(port: int) -> Iterator[Ask]:
    with asking(port) as ask:
        yield ask


def test_a_file_comes_whole_with_all_that_a_client_needs_to_ask_again(ask: Ask) -> None:
    answer = ask(MP3)
    assert (answer.status, answer.body) == (200, SOUND)
    assert answer.headers["accept-ranges"] == "bytes"
    assert answer.headers["content-type"] == "audio/mpeg"
    assert answer.headers["content-length"] == str(SIZE)
    assert re.fullmatch(r'"[^"]+"', answer.headers["etag"])
    assert answer.headers["last-modified"].endswith(" GMT")


@pytest.mark.parametrize("path", ["/", "/feed.xml", MP3, VTT])
def test_head_says_what_get_would_and_sends_nothing(ask: Ask, path: str) -> None:
    head, get = ask(path, "HEAD"), ask(path)
    assert (head.status, head.body) == (200, b"")
    for name in ("content-length", "content-type", "etag", "last-modified"):
        assert head.headers[name] == get.headers[name]


@pytest.mark.parametrize(
    ("asked", "first", "end"),
    [
        ("bytes=0-0", 0, 1),
        ("bytes=100-199", 100, 200),
        ("bytes=100-", 100, SIZE),
        ("bytes=-50", SIZE - 50, SIZE),
        ("bytes=100-999999999", 100, SIZE),
        (f"bytes=-{SIZE + 100}", 0, SIZE),
        ("BYTES=5-9", 5, 10),
        (f"bytes=5-9, {SIZE}-", 5, 10),
    ],
)
def test_one_range_is_answered_with_that_part(ask: Ask, asked: str, first: int, end: int) -> None:
    answer = ask(MP3, Range=asked)
    assert (answer.status, answer.body) == (206, SOUND[first:end])
    assert answer.headers["content-range"] == f"bytes {first}-{end - 1}/{SIZE}"
    assert answer.headers["content-length"] == str(end - first)


def test_several_ranges_come_as_parts_of_one_answer(ask: Ask) -> None:
    answer = ask(MP3, Range="bytes=0-9,100-119,-5")
    assert answer.status == 206
    assert "content-range" not in answer.headers
    boundary = answer.headers["content-type"].removeprefix("multipart/byteranges; boundary=")
    parts = answer.body.split(f"--{boundary}".encode())[1:-1]
    found = [(re.search(rb"Content-Range: bytes (\d+)-(\d+)/", part), part.split(b"\r\n\r\n", 1)[1]) for part in parts]
    assert [(int(match[1]), int(match[2])) for match, _ in found if match] == [(0, 9), (100, 119), (SIZE - 5, SIZE - 1)]
    assert [body.removesuffix(b"\r\n") for _, body in found] == [SOUND[:10], SOUND[100:120], SOUND[-5:]]
    assert len(answer.body) == int(answer.headers["content-length"])


@pytest.mark.parametrize("asked", [f"bytes={SIZE}-", f"bytes={SIZE + 5}-{SIZE + 9}", "bytes=-0"])
def test_a_range_behind_the_end_cannot_be_met(ask: Ask, asked: str) -> None:
    answer = ask(MP3, Range=asked)
    assert answer.status == 416
    assert answer.headers["content-range"] == f"bytes */{SIZE}"


def test_no_range_of_an_empty_file_can_be_met(ask: Ask) -> None:
    assert ask("/empty.mp3", Range="bytes=0-").headers["content-range"] == "bytes */0"


@pytest.mark.parametrize("asked", ["s=1-2", "bytes", "bytes=", "bytes=9-5", "bytes=a-b", "bytes=1-2,x", "bytes=--1"])
def test_a_range_that_makes_no_sense_is_ignored(ask: Ask, asked: str) -> None:
    answer = ask(MP3, Range=asked)
    assert (answer.status, answer.body) == (200, SOUND)


def test_a_range_means_nothing_to_head(ask: Ask) -> None:
    answer = ask(MP3, "HEAD", Range="bytes=0-9")
    assert (answer.status, answer.headers["content-length"]) == (200, str(SIZE))


@pytest.mark.parametrize("name", ["etag", "last-modified"])
def test_if_range_gives_the_part_when_the_file_is_still_the_same(ask: Ask, name: str) -> None:
    answer = ask(MP3, Range="bytes=0-9", If_Range=ask(MP3).headers[name])
    assert (answer.status, answer.body) == (206, SOUND[:10])


@pytest.mark.parametrize("stale", ['"another"', "Mon, 01 Jan 2001 00:00:00 GMT"])
def test_if_range_gives_the_whole_file_when_it_has_changed(ask: Ask, stale: str) -> None:
    answer = ask(MP3, Range="bytes=0-9", If_Range=stale)
    assert (answer.status, answer.body) == (200, SOUND)


@pytest.mark.parametrize("path", ["/", "/feed.xml", MP3])
@pytest.mark.parametrize("form", ["{}", "W/{}", '"x", {}', "*"])
def test_what_the_client_has_already_is_not_sent_again(ask: Ask, path: str, form: str) -> None:
    etag = ask(path).headers["etag"]
    answer = ask(path, If_None_Match=form.format(etag))
    assert (answer.status, answer.body) == (304, b"")
    assert answer.headers["etag"] == etag


@pytest.mark.parametrize("path", ["/feed.xml", MP3])
def test_a_date_alone_is_enough_to_learn_that_nothing_changed(ask: Ask, path: str) -> None:
    assert ask(path, If_Modified_Since=ask(path).headers["last-modified"]).status == 304
    assert ask(path, If_Modified_Since="Mon, 01 Jan 2001 00:00:00 GMT").status == 200


def test_the_etag_decides_before_the_date(ask: Ask) -> None:
    date = ask(MP3).headers["last-modified"]
    assert ask(MP3, If_None_Match='"another"', If_Modified_Since=date).status == 200


def test_not_modified_comes_before_any_range(ask: Ask) -> None:
    assert ask(MP3, If_None_Match=ask(MP3).headers["etag"], Range="bytes=0-9").status == 304


@pytest.mark.parametrize("path", ["/feed.xml", CHAPTERS, VTT, MP3])
def test_pages_from_anywhere_may_read_it(ask: Ask, path: str) -> None:
    assert ask(path, Origin="https://player.example").headers["access-control-allow-origin"] == "*"
    answer = ask(path, "OPTIONS", Origin="https://player.example", Access_Control_Request_Method="GET")
    assert answer.status == 204
    assert answer.headers["access-control-allow-origin"] == "*"
    assert "GET" in answer.headers["access-control-allow-methods"]
    assert "Range" in answer.headers["access-control-allow-headers"]


@pytest.mark.parametrize(
    ("path", "media_type"),
    [
        ("/", "text/html; charset=utf-8"),
        ("/feed.xml", "application/rss+xml; charset=utf-8"),
        (VTT, "text/vtt; charset=utf-8"),
        (SRT, "application/x-subrip; charset=utf-8"),
        (CHAPTERS, "application/json+chapters; charset=utf-8"),
        (f"/{ONE.file}", "application/json; charset=utf-8"),
        (MP3, "audio/mpeg"),
    ],
)
def test_every_kind_of_file_has_its_type(ask: Ask, path: str, media_type: str) -> None:
    assert ask(path).headers["content-type"] == media_type


@pytest.mark.parametrize(
    "path",
    [
        "/../secret.txt",
        "/%2e%2e/secret.txt",
        "/episodes/..%2f..%2fsecret.txt",
        "//etc/passwd",
        "/way-out",
        "/.hidden",
        "/episodes",
        "/episodes/",
        "/none.mp3",
        "/%00",
    ],
)
def test_nothing_outside_nothing_hidden_and_no_listing_is_served(ask: Ask, path: str) -> None:
    answer = ask(path)
    assert answer.status == 404
    assert b"not for you" not in answer.body


@pytest.mark.parametrize(
    ("path", "headline"),
    [("/none", "nothing here"), ("/sessions/none.html", "no session here"), ("/assets", "nothing")],
)
def test_where_nothing_is_a_page_in_the_colours_of_the_show_leads_back(ask: Ask, path: str, headline: str) -> None:
    answer = ask(path, Accept="text/html,*/*;q=0.8")
    page = answer.body.decode()
    assert answer.status == 404
    assert answer.headers["cache-control"] == "no-cache"
    assert answer.headers["content-security-policy"] == ask("/").headers["content-security-policy"]
    assert headline in page
    assert 'href="/"' in page
    assert "<script" not in page
    for style in re.findall(r'<link rel="stylesheet" href="([^"]+)">', page):
        assert ask(style).status == 200
    assert show().title not in page


def test_programs_are_told_in_two_words_that_nothing_is_there(ask: Ask) -> None:
    assert ask("/favicon.ico", Accept="image/*,*/*;q=0.8").body == b"Not Found"


@pytest.mark.parametrize("path", ["/", "/feed.xml", MP3])
def test_nothing_can_be_sent_in(ask: Ask, path: str) -> None:
    assert ask(path, "POST").status == 405


@pytest.mark.parametrize("host", ["192.168.1.5:8000", "studio.local", "[fe80::1]:8000"])
def test_a_phone_that_subscribes_gets_its_media_from_the_address_it_used(ask: Ask, host: str) -> None:
    feed = ET.fromstring(ask("/feed.xml", Host=host).body)  # noqa: S314 - our own
    addresses = [text for element in feed.iter() for text in (element.get("url"), element.get("href")) if text]
    assert addresses
    assert all(address.startswith(f"http://{host}/") for address in addresses)


def test_the_page_names_the_feed_at_the_address_that_was_used(ask: Ask) -> None:
    assert b'value="http://192.168.1.5:8000/feed.xml"' in ask("/", Host="192.168.1.5:8000").body


@pytest.mark.parametrize("host", ["<script>", "a b", "evil.example/path", "user@evil.example", "x:notaport", ""])
def test_a_host_header_that_is_no_address_is_refused(ask: Ask, host: str) -> None:
    assert ask("/feed.xml", Host=host).status == 400


@pytest.mark.parametrize("path", ["/feed.xml", "/", MP3])
@pytest.mark.parametrize(
    "host", ["a:99999", "a:0", "a..b", ".", "[::::]", "[::1", f"{'a' * 64}.org", "1.2.3.999", "a b", "you@a", "a/b"]
)
def test_a_host_that_no_address_can_have_is_refused(ask: Ask, host: str, path: str) -> None:
    assert ask(path, Host=host).status == 400


def test_a_target_that_names_the_whole_address_is_what_its_path_says(ask: Ask, port: int) -> None:
    """RFC 9112, 3.2.2: and its host counts, whatever the Host header says."""
    assert ask(f"http://127.0.0.1:{port}{MP3}").body == SOUND
    assert ask(f"HTTP://a.local{MP3}?x=1", Host="[::::]").status == 200
    feed = ask("http://192.168.1.7:8000/feed.xml", Host="localhost:8000").body
    assert f"http://192.168.1.7:8000{MP3}".encode() in feed
    assert b"localhost" not in feed
    assert ask("http://192.168.1.7:8000").body == ask("/", Host="192.168.1.7:8000").body
    assert ask("http://a..b/feed.xml").status == 400
    assert ask("http:///feed.xml").status == 400
    assert ask("http://you@a.org/feed.xml").status == 400
    assert ask("http://a.local/../secret.txt").status == 404
    assert ask("http://a.local", "OPTIONS").status == 204


@pytest.mark.parametrize(("said", "scheme"), [("https", "https"), ("http", "http"), ("wss", "http"), ("x", "http")])
def test_behind_a_server_with_https_on_this_machine_feed_and_page_name_the_address_that_was_used(
    ask: Ask, said: str, scheme: str
) -> None:
    address = f"{scheme}://studio.local"
    proxied = {"Host": "studio.local", "X_Forwarded_Proto": said, "X_Forwarded_For": "192.168.1.7"}
    feed = ET.fromstring(ask("/feed.xml", **proxied).body)  # noqa: S314 - our own
    named = [text for element in feed.iter() for text in (element.get("url"), element.get("href")) if text]
    assert named
    assert all(each.startswith(f"{address}/") for each in named)
    assert f'value="{address}/feed.xml"'.encode() in ask("/", **proxied).body


def test_opened_on_this_machine_the_page_shows_a_code_for_the_phone(ask: Ask) -> None:
    assert b'class="qr"' in ask("/", Host="localhost:8000").body


def test_what_a_build_publishes_meanwhile_is_served_at_once(tmp_path: Path) -> None:
    publish_small(tmp_path / "dist", episode(1))
    with served(tmp_path / "dist") as port, asking(port) as ask:
        before = ask("/feed.xml")
        publish_small(tmp_path / "dist", episode(1, title="Renamed"))
        after = ask("/feed.xml", If_None_Match=before.headers["etag"])
    assert b"Renamed" in after.body


def test_a_port_in_use_gives_way_to_the_next() -> None:
    with listen("127.0.0.1", 0) as first, listen("127.0.0.1", first.getsockname()[1]) as second:
        assert 0 < second.getsockname()[1] - first.getsockname()[1] < 10


def test_no_answer_waits_until_the_client_has_confirmed_its_beginning() -> None:
    with listen("127.0.0.1", 0) as listener, socket.create_connection(listener.getsockname()):
        connection, _ = listener.accept()
        with connection:
            assert connection.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY)


def test_an_address_of_another_machine_cannot_be_listened_on() -> None:
    with pytest.raises(AudiogenError, match=r"192\.0\.2\.1") as refusal:
        listen("192.0.2.1", 8000)
    assert "--host" in refusal.value.hint


def test_serving_an_empty_folder_says_what_to_do_first(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match="nothing is published") as refusal:
        serve(tmp_path, ServeSettings("127.0.0.1", 0), lambda *_: None)
    assert "audiogen build" in refusal.value.hint


def test_serving_tells_where_it_listens_and_ends_when_interrupted(dist: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[tuple[str, str | None]] = []

    def interrupted(_server: uvicorn.Server, sockets: list[socket.socket]) -> None:
        assert sockets[0].getsockname()[1] > 0
        raise KeyboardInterrupt

    monkeypatch.setattr(uvicorn.Server, "run", interrupted)
    serve(dist, ServeSettings("127.0.0.1", 0), lambda url, phone: told.append((url, phone)))
    [(url, phone)] = told
    assert re.fullmatch(r"http://127\.0\.0\.1:\d+/", url)
    assert phone is None


@pytest.mark.parametrize(
    ("path", "kind", "kept"),
    [
        ("sw.js", "text/javascript; charset=utf-8", False),
        ("offline.json", "application/json; charset=utf-8", False),
        ("app.webmanifest", "application/manifest+json; charset=utf-8", False),
        ("show.json", "application/json; charset=utf-8", False),
        ("sessions/a-01234567.html", "text/html; charset=utf-8", False),
        ("assets/icon-01234567.svg", "image/svg+xml; charset=utf-8", True),
        ("episodes/a-01234567.opus", "audio/ogg", True),
    ],
)
def test_what_keeps_its_name_is_asked_for_each_time(path: str, kind: str, *, kept: bool) -> None:
    assert media_type(path) == kind
    assert ("immutable" in headers_of(path)["cache-control"]) is kept


@pytest.mark.parametrize("path", ["stems/a.flac", "Plans/a.svg", "cache/a.wav", ".git/config", "episodes/.a.mp3.part"])
def test_what_is_not_published_is_served_to_nobody(path: str) -> None:
    assert not is_served(path)


def test_what_is_for_one_client_has_a_page_and_no_feed(tmp_path: Path) -> None:
    dist = tmp_path / "private"
    put_in_place(dist, (ONE,))
    publish(show(), GUID, (ONE,), dist, tmp_path, client=ForClient())
    assert not (dist / "feed.xml").exists()
    with served(dist) as port, asking(port) as ask:
        page, feed, missing = ask("/"), ask("/feed.xml"), ask("/none", Accept="text/html")
        styles = [
            ask(style).status for style in re.findall(r'<link rel="stylesheet" href="([^"]+)">', str(missing.body))
        ]
    assert b'name="robots" content="noindex"' in page.body
    assert feed.status == missing.status == 404
    assert styles == [200, 200]
