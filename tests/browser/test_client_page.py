"""The page of one client: the session of the day by the listener's own date, and no word and no file of the show."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect
from support.looking import can_be_pressed, overflow, small_targets, small_type, words_over
from support.served_folder import ServedFolder
from support.visits import DESK, ON_ITS_SIDE, PHONE, Visit, Window

SECOND_DAY = dt.datetime(2026, 11, 3, 22, 30, tzinfo=dt.UTC)
OF_SHOW = "zanzibar"
ALBUM = "() => [navigator.mediaSession.metadata.album, document.title, document.documentElement.outerHTML]"


@pytest.fixture
def visit(visiting: Callable[..., Visit]) -> Visit:
    """To the page of a client, on the second day of three."""
    found = visiting("client", window=Window(still=True), fresh=True)
    found.page.clock.set_fixed_time(SECOND_DAY)
    return found


def heard(page: Page, *numbers: int) -> None:
    """Come back as somebody who has heard these sessions to their ends."""
    facts = json.loads(page.locator("#facts").text_content() or "")
    guids = [facts["sessions"][number - 1]["tracks"][0]["sounds"][0]["guid"] for number in numbers]
    record = {"version": 1, "places": [], "heard": guids, "last": guids[-1], "choices": {}}
    page.evaluate(
        "([key, text]) => localStorage.setItem(key, text)",
        [f"audiogen:{facts['show']['guid']}", json.dumps(record)],
    )
    page.reload()


def today(page: Page, day: str, title: str) -> None:
    expect(page.locator(".is-known h1")).to_have_text(f"{day} {title}".strip())


def test_a_clients_page_asks_for_nothing_outside_its_folder_and_names_nothing_of_the_show(
    visit: Visit, shows: Callable[[str], ServedFolder]
) -> None:
    page, asked = visit.open(), shows("client").asked
    found = visit.cdp.send("Page.getAppManifest")
    page.locator("[data-begin]").click()
    expect(page.locator("h1")).to_have_text("One Plain Sentence")
    page.wait_for_function("() => document.getElementById('sound').currentTime > 0")
    album, title, text = page.evaluate(ALBUM)
    assert (album, title) == ("Your practice", "One Plain Sentence")
    page.get_by_role("link", name="All sessions").first.click()
    expect(page).to_have_title("From Your practice")
    told = f"{found['data']}{text}{page.content()}".casefold()
    assert OF_SHOW not in told
    assert {"/p/c1/", "/p/c1/app.webmanifest"} <= set(asked)
    assert len(asked) > 20
    assert [path for path in asked if not path.startswith("/p/c1/") or "feed" in path] == []


def test_each_day_has_its_session_and_what_was_heard_has_its_tick(visit: Visit) -> None:
    page = visit.open()
    today(page, "Today:", "One Plain Sentence")
    rows = page.locator(".rows li:visible")
    expect(rows).to_have_text(["The Keeper's Logbook1 min", "A Finer Word for ItWed, Nov 4 · 1 min"])
    heard(page, 2)
    today(page, "Whenever you like:", "The Keeper's Logbook")
    expect(rows.locator("[data-row-tick]:visible")).to_have_count(1)
    heard(page, 1, 2)
    today(page, "Today:", "One Plain Sentence")
    expect(page.locator("[data-begin]")).to_have_text("Hear it again")
    page.clock.set_fixed_time(SECOND_DAY + dt.timedelta(days=1))
    # the page was left open overnight
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    today(page, "Today:", "A Finer Word for It")


def test_the_button_and_help_are_in_reach_and_nothing_lies_over_the_words(visit: Visit) -> None:
    page = visit.open()
    today(page, "Today:", "One Plain Sentence")
    assert visit.shift <= 0.02
    for width, height in (PHONE, ON_ITS_SIDE, DESK):
        page.set_viewport_size({"width": width, "height": height})
        assert can_be_pressed(page.locator("[data-begin]")), (width, height)
        assert can_be_pressed(page.locator(".edge .help")), (width, height)
        assert words_over(page.locator(".edge .help")) == []
        assert (overflow(page), small_type(page), small_targets(page)) == (0, [], [])
