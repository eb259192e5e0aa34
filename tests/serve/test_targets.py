"""What is asked for, at which address, with something in front of the server."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from support.asking import Ask, asking, served
from support.publishing import episode, media_bytes, publish_small, undrawn_covers

from audiogen.serve.settings import ServeSettings

BASE = "https://example.org/podcast"
MP3 = f"/{episode(1).media[0].file}"


@pytest.fixture(scope="module")
def dist(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("targets") / "dist"
    with undrawn_covers():
        publish_small(folder, episode(1), episode(2))
    return folder


@pytest.fixture(scope="module")
def ask(dist: Path) -> Iterator[Ask]:
    with served(dist, ServeSettings(base_url=BASE)) as port, asking(port) as ask:
        yield ask


def addresses(feed: bytes) -> list[str]:
    root = ET.fromstring(feed)  # noqa: S314 - our own
    return [text for element in root.iter() for text in (element.get("url"), element.get("href")) if text]


@pytest.mark.parametrize("host", ["example.org", "127.0.0.1:8000", "localhost", "192.168.1.5"])
@pytest.mark.parametrize("below", ["", "/podcast"], ids=["taken off", "left"])
def test_whatever_host_is_named_feed_and_page_say_the_address_that_was_told(ask: Ask, host: str, below: str) -> None:
    named = addresses(ask(f"{below}/feed.xml", Host=host, X_Forwarded_Proto="http").body)
    assert named
    assert all(each.startswith(f"{BASE}/") for each in named)
    page = ask(f"{below}/", Host=host).body.decode()
    assert f'value="{BASE}/feed.xml"' in page
    assert host not in page.replace("example.org/podcast", "").replace("example.org%2Fpodcast", "")


def test_a_proxy_may_take_the_path_off_or_leave_it(ask: Ask) -> None:
    for path in ("/", "/index.html", "/feed.xml", "/sw.js", MP3):
        assert ask(f"/podcast{path}").body == ask(path).body
    assert ask(f"/podcast{MP3}", Range="bytes=0-9").body == media_bytes("01-session")[:10]
    assert ask("/podcast/podcast/feed.xml").status == 404
    assert ask("/podcastfeed.xml").status == 404


def test_the_folder_without_its_slash_leads_to_it_at_the_address_that_was_told(ask: Ask) -> None:
    answer = ask("/podcast", Host="127.0.0.1:8000")
    assert (answer.status, answer.headers["location"]) == (308, f"{BASE}/")


def test_where_nothing_is_the_page_leads_to_the_folder(ask: Ask) -> None:
    page = ask("/podcast/none", Accept="text/html").body.decode()
    assert 'href="/podcast/"' in page
    styles = re.findall(r'<link rel="stylesheet" href="([^"]+)">', page)
    assert len(styles) == 2
    assert {ask(style).status for style in styles} == {200}


def test_a_program_in_front_is_believed_only_where_it_was_named(dist: Path) -> None:
    """The tests' own address is not that of a stranger, so the believed one is another."""
    with served(dist, ServeSettings(trusted_proxies=("172.17.0.0/16",))) as port, asking(port) as ask:
        # on this machine: believed as well
        assert b"https://studio.local/" in ask("/feed.xml", Host="studio.local", X_Forwarded_Proto="https").body


def test_who_the_client_was_is_never_what_the_client_says(dist: Path) -> None:
    with served(dist) as port, asking(port) as ask:
        told = {"X_Forwarded_Host": "evil.example", "Forwarded": "host=evil.example", "X_Original_URL": "/none"}
        answer = ask("/feed.xml", Host="studio.local", **told)
    assert b"evil" not in answer.body
    assert answer.status == 200


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH", "TRACE", "PROPFIND", "BREW"])
def test_nothing_can_be_done_but_to_ask(ask: Ask, method: str) -> None:
    answer = ask("/", method)
    assert (answer.status, answer.headers["allow"]) == (405, "GET, HEAD, OPTIONS")


def test_what_is_brought_along_is_not_read(dist: Path) -> None:
    with served(dist) as port:
        for headers in ({"Content_Length": "5"}, {"Transfer_Encoding": "chunked"}):
            with asking(port) as ask:
                answer = ask("/", **headers)
            assert (answer.status, answer.headers["connection"]) == (413, "close")
        with asking(port) as ask:
            assert ask("/", Content_Length="0").status == 200
