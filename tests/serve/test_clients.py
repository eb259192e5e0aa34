"""What was made for clients, at the addresses of their links and nowhere else."""

from __future__ import annotations

import datetime as dt
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from support.asking import Ask, asking, running
from support.practices import TODAY, Practice
from support.publishing import episode, media_bytes, undrawn_covers

from audiogen.clients.lock import CLIENTS_LOCK
from audiogen.clients.secret import made_secret, secret_path
from audiogen.serve.server import make_clients_app
from audiogen.serve.settings import ServeSettings

TOMORROW = TODAY + dt.timedelta(days=1)
ONE, TWO = episode(1), episode(2)
SOUND = f"/{ONE.media[0].file}"
PAGES = ("/", "/index.html", "/sessions/01-session.html")
BASE = "https://for-you.example.org"
HTML = {"Accept": "text/html,*/*;q=0.8"}


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    practice = Practice(tmp_path_factory.mktemp("built"))
    with undrawn_covers():
        for client in ("c1", "c2", "c3"):
            practice.build(client, ONE, TWO)
    return practice.root


@pytest.fixture
def practice(built: Path, tmp_path: Path) -> Practice:
    """c1 has a link, c2 one with a feed, c3 none."""
    practice = Practice(shutil.copytree(built, tmp_path / "practice"))
    practice.change("c1", linked=True)
    made_secret(practice.root)
    practice.change("c2", linked=True, feed=True)
    practice.change("c3")
    return practice


@pytest.fixture
def port(practice: Practice) -> Iterator[int]:
    app = make_clients_app(practice.root, ServeSettings(), lambda: practice.day)
    with running(app, ServeSettings()) as port:
        yield port


@pytest.fixture
def ask(port: int) -> Iterator[Ask]:
    with asking(port) as ask:
        yield ask


def test_a_link_opens_the_page_of_its_client_with_all_that_belongs_to_it(ask: Ask, practice: Practice) -> None:
    for client in ("c1", "c2"):
        at = practice.path(client)
        assert f"For {client}." in ask(f"{at}/").body.decode()
        assert ask(f"{at}{SOUND}").body == media_bytes("01-session")
        part = ask(f"{at}{SOUND}", Range="bytes=5-9")
        assert (part.status, part.body) == (206, media_bytes("01-session")[5:10])
        for path in ("/sw.js", "/offline.json", "/app.webmanifest", "/sessions/01-session.html"):
            assert ask(f"{at}{path}").status == 200
        worker = ask(f"{at}/sw.js").headers
        # without it, a worker answers for its own folder alone
        assert "service-worker-allowed" not in worker


def test_there_is_a_feed_only_where_the_link_has_one_and_it_names_the_address_of_the_link(
    ask: Ask, practice: Practice
) -> None:
    assert ask(f"{practice.path('c1')}/feed.xml").status == 404
    at = practice.path("c2")
    feed = ask(f"{at}/feed.xml", Host="studio.local", X_Forwarded_Proto="https").body.decode()
    assert f"https://studio.local{at}{SOUND}" in feed
    practice.change("c2", feed=False)
    assert ask(f"{at}/feed.xml").status == 404


def test_a_link_that_was_taken_back_is_dead_at_once_on_an_open_connection(ask: Ask, practice: Practice) -> None:
    at = practice.path("c1")
    assert ask(f"{at}/").status == 200
    practice.change("c1", linked=False, generation=2)
    assert {ask(f"{at}{path}").status for path in (*PAGES, SOUND, "/sw.js")} == {404}
    practice.change("c1", linked=True)
    assert ask(f"{at}/").status == 404
    assert ask(f"{practice.path('c1')}/").status == 200


def test_a_link_with_a_last_day_ends_with_it(ask: Ask, practice: Practice) -> None:
    practice.change("c1", expiry=TODAY)
    at = practice.path("c1")
    assert ask(f"{at}/").status == 200
    practice.day = TOMORROW
    assert ask(f"{at}/").status == 404


def test_what_is_built_and_linked_meanwhile_is_there_at_once(ask: Ask, practice: Practice) -> None:
    practice.change("c4", linked=True)
    with undrawn_covers():
        practice.build("c4", ONE)
        at = practice.path("c4")
        assert ask(f"{at}/").status == 200
        practice.build("c4", ONE, TWO)
    assert "02-session" in ask(f"{at}/").body.decode()


def test_nobody_learns_whether_a_link_ever_was_one(ask: Ask, practice: Practice) -> None:
    revoked, expired = practice.path("c1"), practice.path("c2")
    practice.change("c1", generation=2, linked=False)
    practice.change("c2", expiry=TODAY - dt.timedelta(days=1))
    never = ["/p/AAAAAAAAAAAAAAAAAAAAAA", "/p/x", "/p", "/none", "/p/c1", f"{revoked}x", f"/P{revoked[2:]}"]
    answers = [
        ask(f"{at}{end}", **HTML)
        for at in (revoked, expired, *never)
        for end in ("", "/", "/feed.xml", SOUND, "/../../secret")
    ]
    assert {each.status for each in answers} == {404}
    assert len({each.body for each in answers}) == 1
    for each in answers:
        each.headers.pop("date")
    assert all(each.headers == answers[0].headers for each in answers)


def test_the_page_where_a_link_opens_nothing_says_in_the_words_of_the_show_what_can_be_done(ask: Ask) -> None:
    answer = ask("/p/AAAAAAAAAAAAAAAAAAAAAA/", **HTML)
    page = answer.body.decode()
    assert '<html lang="de"' in page
    assert "Wer ihn dir gegeben hat, kann dir einen neuen geben." in page
    assert "Small Show" not in page
    assert not re.search("<a |<script|<link|src=", page)
    assert "default-src 'none'" in answer.headers["content-security-policy"]
    assert ask("/p/AAAAAAAAAAAAAAAAAAAAAA/episodes/a.mp3").body == b"Not Found"


def test_the_address_of_the_server_itself_lists_nothing(ask: Ask, practice: Practice) -> None:
    answer = ask("/")
    assert answer.status == 200
    assert answer.body == ask("/p/", **HTML).body
    assert practice.path("c1") not in answer.body.decode()
    assert "c1" not in answer.body.decode()


def test_a_link_without_its_slash_leads_to_the_folder(ask: Ask, practice: Practice) -> None:
    at = practice.path("c1")
    answer = ask(at)
    assert (answer.status, answer.headers["location"]) == (308, f"{at.removeprefix('/p/')}/")
    assert answer.headers["cache-control"] == "private, no-store"
    assert answer.body == b""


def test_nothing_of_it_is_kept_by_others_indexed_told_or_read_elsewhere(ask: Ask, practice: Practice) -> None:
    at = practice.path("c2")
    paths = (*PAGES, SOUND, "/feed.xml", "/offline.json", "/show.json", "/none")
    for answer in (*(ask(f"{at}{path}", Origin="https://player.example") for path in paths), ask("/"), ask("/none")):
        headers = answer.headers
        assert headers["cache-control"].startswith("private")
        assert headers["x-robots-tag"] == "noindex, nofollow"
        assert headers["referrer-policy"] == "no-referrer"
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["cross-origin-resource-policy"] == "same-origin"
        assert not [name for name in headers if name.startswith("access-control")]
    assert ask(f"{at}{SOUND}").headers["cache-control"] == "private, max-age=31536000, immutable"
    assert ask(f"{at}/").headers["cache-control"] == "private, no-cache"
    assert ask(f"{at}/", "OPTIONS", Origin="https://player.example").status == 204


@pytest.mark.parametrize(
    "path", ["/cache/a.flac", "/plans/a.svg", "/stems/a.flac", "/../c2/index.html", "/.x", "/%2e%2e/secret"]
)
def test_what_no_client_gets_lies_behind_no_link(ask: Ask, practice: Practice, path: str) -> None:
    for name in ("cache/a.flac", "plans/a.svg", "stems/a.flac", ".x"):
        file = practice.root / "private" / "c1" / name
        file.parent.mkdir(exist_ok=True)
        file.write_text("not for you")
    answer = ask(f"{practice.path('c1')}{path}")
    assert (answer.status, b"not for you" in answer.body) == (404, False)


def test_where_nothing_is_behind_a_link_the_page_leads_back_to_the_clients_own(ask: Ask, practice: Practice) -> None:
    at = practice.path("c1")
    page = ask(f"{at}/sessions/none.html", **HTML).body.decode()
    assert f'href="{at}/"' in page
    assert {ask(style).status for style in re.findall(r'<link rel="stylesheet" href="([^"]+)">', page)} == {200}


def test_clients_whose_links_cannot_be_read_are_asked_for_patience_and_told_no_place(
    ask: Ask, practice: Practice
) -> None:
    at = practice.path("c1")
    whole = secret_path(practice.root).read_bytes()
    secret_path(practice.root).write_bytes(b"damaged")
    answers = [ask(path) for path in (f"{at}/", "/p/AAAAAAAAAAAAAAAAAAAAAA/")]
    assert [each.status for each in answers] == [503, 503]
    assert answers[0].body == answers[1].body
    assert str(practice.root).encode() not in answers[0].body
    secret_path(practice.root).write_bytes(whole)
    lock = practice.root / CLIENTS_LOCK
    lock.rename(lock.with_suffix(".gone"))
    assert (ask(f"{at}/").status, ask(f"{at}/").body) == (503, answers[0].body)
    lock.with_suffix(".gone").rename(lock)
    assert ask(f"{at}/").status == 200


def test_below_a_path_behind_a_proxy_links_work_whether_it_is_taken_off_or_left(practice: Practice) -> None:
    settings = ServeSettings(base_url=f"{BASE}/clients")
    app = make_clients_app(practice.root, settings, lambda: TODAY)
    at = practice.path("c2")
    with running(app, settings) as port, asking(port) as ask:
        for below in ("", "/clients"):
            assert ask(f"{below}{at}/").status == 200
            assert f"{BASE}/clients{at}{SOUND}" in ask(f"{below}{at}/feed.xml").body.decode()
        missing = ask(f"{at}/none", **HTML).body.decode()
        assert f'href="/clients{at}/"' in missing
        assert ask(f"{at}/", Host="evil.example").status == 421
