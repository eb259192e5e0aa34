"""What works where no program may run: reading, going from page to page, and the browser's own player."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import expect
from support.looking import can_be_pressed, cut_words, overflow
from support.visits import ON_ITS_SIDE, PHONE, Visit, Window


@pytest.mark.parametrize("size", [PHONE, ON_ITS_SIDE], ids=str)
def test_links_lead_to_a_session_that_the_browsers_own_player_plays(
    visiting: Callable[..., Visit], size: tuple[int, int]
) -> None:
    page = visiting(window=Window(size, script=False)).open()
    begin = page.locator("[data-begin]")
    assert can_be_pressed(begin)
    begin.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("The Keeper's Logbook")
    player = page.locator(".keys audio")
    assert can_be_pressed(player)
    player.evaluate("(audio) => { audio.muted = true; return audio.play(); }")
    assert player.evaluate("(audio) => audio.duration") == pytest.approx(600, abs=0.05)
    expect(page.locator(".words").first).to_contain_text("Every rock that ever scraped a hull")
    assert page.locator("[data-play], [data-seek], [data-dim]").filter(visible=True).count() == 0
    assert (overflow(page), cut_words(page)) == (0, [])


def test_a_session_leads_back_to_all_of_them(visiting: Callable[..., Visit]) -> None:
    page = visiting(window=Window(script=False)).open("sessions/02-session.html")
    page.get_by_role("link", name="All sessions").first.click()
    expect(page.locator(".rows a")).to_have_count(7)


def test_programs_that_a_browser_cannot_read_leave_its_own_player(visiting: Callable[..., Visit]) -> None:
    visit = visiting(fresh=True)
    visit.page.route("**/player.js", lambda route: route.fulfill(content_type="text/javascript", body="class { %new }"))
    page = visit.open("sessions/01-session.html")
    expect(page.locator(".keys audio")).to_be_visible()
    expect(page.locator("[data-play]")).to_be_hidden()
    visit.expect("Unexpected token")
