from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

import pytest
from support.publishing import GUID, episode, publication, put_in_place, show, undrawn_covers

from audiogen.manifest import Manifest
from audiogen.publish.dated import as_of, shows_day, undue_files
from audiogen.publish.facts import ClientSession, ForClient, Publication, read_published
from audiogen.publish.site import publish

MONDAY = dt.date(2026, 3, 2)
NEXT_DAY = dt.timedelta(days=1)
NOW, AHEAD = episode(1, published=MONDAY), episode(2, published=MONDAY + NEXT_DAY)


def of_client(*, drip: bool) -> tuple[Publication, tuple[Manifest, ...]]:
    sessions = (
        ClientSession(slug=AHEAD.slug, day=MONDAY),
        ClientSession(slug=NOW.slug, day=MONDAY + NEXT_DAY),
    )
    whole = publication(show(), (NOW, AHEAD))
    return whole.model_copy(update={"client": ForClient(sessions=sessions, drip=drip)}), (NOW, AHEAD)


def slugs(told: tuple[Publication, tuple[Manifest, ...]]) -> list[str]:
    assert [each.slug for each in told[0].episodes] == [each.slug for each in told[1]]
    return [each.slug for each in told[1]]


def test_a_session_that_is_dated_ahead_is_told_of_on_its_day_and_not_before() -> None:
    whole = publication(show(), (NOW, AHEAD))
    assert slugs(as_of(whole, (NOW, AHEAD), MONDAY)) == [NOW.slug]
    assert slugs(as_of(whole, (NOW, AHEAD), MONDAY + NEXT_DAY)) == [NOW.slug, AHEAD.slug]


def test_clients_sessions_that_come_one_by_one_are_there_from_their_days_on() -> None:
    assert slugs(as_of(*of_client(drip=True), MONDAY)) == [AHEAD.slug]
    assert slugs(as_of(*of_client(drip=True), MONDAY + NEXT_DAY)) == [NOW.slug, AHEAD.slug]


def test_clients_whose_sessions_have_days_and_do_not_come_one_by_one_get_all_of_them_at_once() -> None:
    assert slugs(as_of(*of_client(drip=False), MONDAY - NEXT_DAY)) == [NOW.slug, AHEAD.slug]


def test_of_what_comes_later_a_client_is_told_the_day_and_nothing_else() -> None:
    told, _ = as_of(*of_client(drip=True), MONDAY)
    assert told.client
    assert told.client.next_day == MONDAY + NEXT_DAY
    assert NOW.slug not in told.to_json()


def test_once_all_sessions_are_there_no_day_is_told() -> None:
    told, _ = as_of(*of_client(drip=True), MONDAY + NEXT_DAY)
    assert told.client
    assert told.client.next_day is None


@pytest.fixture(scope="module")
def dist(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Published on Monday."""
    folder = tmp_path_factory.mktemp("show") / "dist"
    put_in_place(folder, (NOW, AHEAD))
    with undrawn_covers():
        publish(show(), GUID, (NOW, AHEAD), folder, folder.parent, day=MONDAY)
    return folder


def test_feed_pages_and_what_phones_keep_say_nothing_of_a_session_before_its_day(dist: Path) -> None:
    texts = [*dist.glob("*.html"), *dist.glob("sessions/*.html"), dist / "feed.xml", dist / "offline.json"]
    assert len(texts) == 4
    assert all(NOW.slug in each.read_text(encoding="utf-8") for each in texts)
    assert not any(AHEAD.slug in each.read_text(encoding="utf-8") for each in texts)


def test_show_json_names_what_is_dated_ahead_so_that_nothing_of_it_is_taken_away(dist: Path) -> None:
    listed = json.loads((dist / "show.json").read_text(encoding="utf-8"))["episodes"]
    assert [each["slug"] for each in listed] == [NOW.slug, AHEAD.slug]


def test_pages_are_of_the_day_on_which_they_were_published_until_another_session_is_due(dist: Path) -> None:
    published = read_published(dist)
    assert shows_day(*published, MONDAY)
    assert not shows_day(*published, MONDAY + NEXT_DAY)


def test_files_of_a_session_are_nobodys_before_its_day(dist: Path) -> None:
    undue = undue_files(*read_published(dist), MONDAY)
    assert {AHEAD.media[0].file, f"sessions/{AHEAD.slug}.html"} <= undue
    assert not any(NOW.slug in path for path in undue)
    assert undue_files(*read_published(dist), MONDAY + NEXT_DAY) == frozenset()


def test_a_show_whose_first_session_is_dated_ahead_is_published_without_any(tmp_path: Path) -> None:
    put_in_place(tmp_path / "dist", (AHEAD,))
    with undrawn_covers():
        publish(show(), GUID, (AHEAD,), tmp_path / "dist", tmp_path, day=MONDAY)
    assert "<item>" not in (tmp_path / "dist/feed.xml").read_text(encoding="utf-8")
    page = (tmp_path / "dist/index.html").read_text(encoding="utf-8")
    assert show().title in page
    assert "All sessions" not in page
