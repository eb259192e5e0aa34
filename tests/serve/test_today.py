"""What is there on a day: sessions that are dated ahead are for nobody before, and come at midnight by themselves."""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from support.asking import Ask, asking, served
from support.publishing import GUID, episode, media_bytes, put_in_place, show, undrawn_covers

from audiogen.publish import layout
from audiogen.publish.facts import ClientSession, ForClient
from audiogen.publish.site import publish

MONDAY, TUESDAY, WEDNESDAY = (dt.date(2026, 3, day) for day in (2, 3, 4))
ONE, TWO, THREE = (episode(number + 1, published=day) for number, day in enumerate((MONDAY, TUESDAY, WEDNESDAY)))
ALL = (ONE, TWO, THREE)


class Calendar:
    """A day that the test turns."""

    def __init__(self, day: dt.date) -> None:
        self.day = day

    def __call__(self) -> dt.date:
        return self.day


@pytest.fixture(scope="module")
def dist(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Built on Monday."""
    folder = tmp_path_factory.mktemp("today") / "dist"
    put_in_place(folder, ALL)
    with undrawn_covers():
        publish(show(), GUID, ALL, folder, folder.parent, day=MONDAY)
    return folder


@pytest.fixture
def calendar() -> Calendar:
    return Calendar(MONDAY)


@pytest.fixture
def ask(dist: Path, calendar: Calendar) -> Iterator[Ask]:
    with served(dist, today=calendar) as port, asking(port) as ask:
        yield ask


def test_sessions_come_at_midnight_without_a_build_or_a_new_start(ask: Ask, calendar: Calendar) -> None:
    for calendar.day, due in ((MONDAY, 1), (TUESDAY, 2), (WEDNESDAY, 3), (MONDAY, 1)):
        texts = [ask(path).body.decode() for path in ("/", "/feed.xml", "/offline.json", "/show.json")]
        assert [[each.slug in text for each in ALL] for text in texts] == [[n < due for n in range(3)]] * 4


def test_nothing_of_a_session_is_there_before_its_day_and_all_of_it_is_from_then_on(
    ask: Ask, calendar: Calendar, dist: Path
) -> None:
    ahead = [each.relative_to(dist).as_posix() for each in dist.rglob(f"{TWO.slug}*") if each.is_file()]
    ahead += [layout.session_page(TWO.slug)]
    assert len(ahead) > 6
    assert {ask(f"/{path}").status for path in ahead} == {404}
    assert {ask(f"/{path.replace('/', '/./')}").status for path in ahead} == {404}
    assert {ask(f"/{path.upper()}").status for path in ahead} == {404}
    calendar.day = TUESDAY
    assert {ask(f"/{path}").status for path in ahead} == {200}
    assert ask(f"/{TWO.media[0].file}", Range="bytes=0-9").body == media_bytes(TWO.slug)[:10]


@pytest.mark.parametrize("day", [MONDAY, TUESDAY, WEDNESDAY])
def test_what_phones_keep_fits_together_on_every_day(ask: Ask, calendar: Calendar, day: dt.date) -> None:
    calendar.day = day
    kept = json.loads(ask("/offline.json").body)
    for page in (kept["shell"], *kept["sessions"]):
        assert {
            ask(f"/{path}").status for path in (*page["files"], *(each["file"] for each in page.get("sounds", [])))
        } == {200}
        stamp = re.search(r'"stamp": "([0-9a-f]+)"', ask(f"/{page['page']}").body.decode())
        assert stamp
        assert stamp[1] == page["stamp"]


def test_the_session_before_leads_to_the_next_one_once_that_is_there(ask: Ask, calendar: Calendar) -> None:
    page = f"/{layout.session_page(ONE.slug)}"
    before = ask(page)
    assert TWO.slug not in before.body.decode()
    calendar.day = TUESDAY
    after = ask(page, If_None_Match=before.headers["etag"])
    assert (after.status, f"{TWO.slug}.html" in after.body.decode()) == (200, True)
    assert after.headers["cache-control"] == "no-cache"
    again = ask(page, If_None_Match=after.headers["etag"], Accept_Encoding="identity")
    assert again.status == 304


def test_apps_that_go_by_the_date_learn_of_a_session_that_has_come(ask: Ask, calendar: Calendar) -> None:
    before = ask("/feed.xml")
    calendar.day = TUESDAY
    after = ask("/feed.xml", If_None_Match=before.headers["etag"])
    assert after.status == 200
    assert ask("/feed.xml", If_None_Match=after.headers["etag"]).status == 304
    calendar.day = MONDAY
    assert ask("/feed.xml").headers["etag"] == before.headers["etag"]


def test_of_a_client_whose_sessions_come_one_by_one_nothing_is_there_before_its_day(
    tmp_path: Path, calendar: Calendar
) -> None:
    folder = tmp_path / "private"
    put_in_place(folder, ALL)
    sessions = tuple(ClientSession(slug=each.slug, day=each.published) for each in ALL)
    with undrawn_covers():
        client = ForClient(sessions=sessions, drip=True)
        publish(show(), GUID, ALL, folder, tmp_path, client=client, day=MONDAY)
    with served(folder, today=calendar) as port, asking(port) as ask:
        for calendar.day, due in ((MONDAY, 1), (WEDNESDAY, 3)):
            assert [each.slug in ask("/").body.decode() for each in ALL] == [n < due for n in range(3)]
            assert [ask(f"/{each.media[0].file}").status for each in ALL] == [200] * due + [404] * (3 - due)
