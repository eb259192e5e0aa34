"""Pages that take one another's place in one document, so that the sound goes on; and what is left to the browser."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, Route, expect
from support.looking import box, can_be_pressed
from support.visits import STILL, Visit, Window

SHOW = "Lighthouse Evenings"
KEEPER = "The Keeper's Logbook"
SEEN = "Seen from the Balcony"


@pytest.fixture
def visit(visiting: Callable[..., Visit]) -> Visit:
    """To the page of the show, without movement, as none of this is about it."""
    return visiting(window=Window(still=True))


def begun(visit: Visit) -> Page:
    page = visit.open()
    page.evaluate("window.first = true")
    page.locator("[data-begin]").click()
    sounds(page)
    expect(page).to_have_title(f"{KEEPER} · {SHOW}")
    return page


def sounds(page: Page) -> None:
    expect(page.locator("html")).to_have_class("live")
    page.wait_for_function("({ paused, currentTime }) => !paused && currentTime > 0", arg=page.query_selector("#sound"))


def is_one_document(page: Page) -> bool:
    return bool(page.evaluate("window.first === true"))


def row(page: Page, title: str) -> None:
    page.locator(".rows a", has_text=title).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(title)


def held_back(page: Page) -> list[Route]:
    """Ask for the page of the second session, which comes once what is given back is let go on."""
    held: list[Route] = []
    page.route("**/02-session.html", lambda route: held.append(route))  # noqa: PLW0108 - Playwright takes no built-in
    page.locator(".rows a", has_text=SEEN).click()
    return held


def test_the_sound_goes_on_from_page_to_page_and_back_and_forward(visit: Visit) -> None:
    page = begun(visit)
    expect(page).to_have_title(f"{KEEPER} · {SHOW}")
    colours = page.evaluate("getComputedStyle(document.documentElement).getPropertyValue('--press')")
    page.get_by_role("link", name="All sessions").first.click()
    expect(page.locator(".mini")).to_be_visible()
    row(page, SEEN)
    page.go_back()
    expect(page).to_have_title(SHOW)
    page.go_back()
    expect(page).to_have_title(f"{KEEPER} · {SHOW}")
    assert page.evaluate("getComputedStyle(document.documentElement).getPropertyValue('--press')") == colours
    page.go_forward()
    expect(page).to_have_title(SHOW)
    sounds(page)
    assert is_one_document(page)


def test_back_and_a_reload_find_the_window_where_it_was_and_a_new_page_begins_at_its_top(visit: Visit) -> None:
    page = visit.open()
    page.evaluate("scrollTo(0, 500)")
    page.wait_for_function("() => history.state.top === 500")
    row(page, SEEN)
    assert page.evaluate("scrollY") == 0
    assert page.evaluate("document.activeElement.id") == "main"
    page.go_back()
    expect(page).to_have_title(SHOW)
    assert page.evaluate("scrollY") == 500
    page.reload()
    page.wait_for_function("() => scrollY === 500")


def test_links_for_a_new_window_and_downloads_are_the_browsers(visit: Visit) -> None:
    page = visit.open()
    with page.context.expect_page() as opened:
        page.locator("[data-begin]").click(modifiers=["ControlOrMeta"])
    expect(opened.value).to_have_title(f"{KEEPER} · {SHOW}")
    assert page.evaluate("document.querySelector('#sound').paused")
    row(page, SEEN)
    with page.expect_download() as download:
        page.get_by_role("link", name="Download").filter(visible=True).first.click()
    assert download.value.suggested_filename.endswith(".mp3")
    expect(page).to_have_title(f"{SEEN} · {SHOW}")


def test_a_page_that_does_not_load_ends_no_sound(visit: Visit) -> None:
    page = begun(visit)
    page.context.set_offline(True)
    page.get_by_role("link", name="All sessions").first.click()
    expect(page.get_by_role("status").filter(has_text="The sound goes on.")).to_be_visible()
    page.go_back()
    page.wait_for_url("**/01-session.html")
    expect(page).to_have_title(f"{KEEPER} · {SHOW}")
    page.context.set_offline(False)
    page.get_by_role("link", name="All sessions").first.click()
    expect(page).to_have_title(SHOW)
    expect(page.get_by_role("status").filter(has_text="The sound goes on.")).to_have_count(0)
    assert is_one_document(page)
    visit.expect("ERR_INTERNET_DISCONNECTED")


def test_a_page_of_a_newer_program_is_loaded_anew_once_nothing_sounds(visit: Visit) -> None:
    def newer(route: Route) -> None:
        answer = route.fetch()
        route.fulfill(response=answer, body=answer.text().replace('/main.js"', '/main.js?newer"'))

    page = begun(visit)
    page.route("**/02-session.html", newer)
    page.get_by_role("link", name="All sessions").first.click()
    row(page, SEEN)
    assert is_one_document(page)
    page.go_back()
    page.locator("[data-mini-play]").click()
    row(page, SEEN)
    assert not is_one_document(page)


@pytest.mark.parametrize(("show", "direction"), [("guest", "rtl"), ("guest_in_rtl", "ltr")])
def test_a_session_that_is_written_the_other_way_leaves_everything_else_in_its_place(
    visiting: Callable[..., Visit], show: str, direction: str
) -> None:
    page = visiting(show, STILL).open()
    edge, title = page.locator(".edge .help"), page.get_by_role("heading", level=1)
    before = box(edge)
    page.locator(".rows a").first.click()
    expect(title).to_have_css("direction", direction)
    assert box(edge) == before
    for name in ("Care and words", "Help now"):
        assert can_be_pressed(page.get_by_role("link", name=name))
    page.go_back()
    expect(page.locator(".rows")).to_be_visible()
    assert box(edge) == before


def test_of_two_pages_that_were_asked_for_the_later_one_comes_with_its_own_colours(visit: Visit) -> None:
    page = visit.open()
    held = held_back(page)
    page.locator(".rows a", has_text=KEEPER).click()
    held[0].continue_()
    expect(page.get_by_role("heading", level=1)).to_have_text(KEEPER)
    own = "() => fetch(location).then((page) => page.text()).then((text) => text.match(/colours-[0-9a-f]+/)[0])"
    expect(page.locator("link[data-colours]")).to_have_attribute("href", re.compile(page.evaluate(own)))


def test_what_sessions_need_is_asked_for_again_where_it_did_not_come(visit: Visit) -> None:
    page = visit.open()
    asked: list[Route] = []

    def refuse_the_first(route: Route) -> None:
        asked.append(route)
        route.abort() if len(asked) == 1 else route.continue_()

    # the route stays: requests hang, now and then, that come while one is taken away
    page.route("**/companion.js*", refuse_the_first)
    page.locator("[data-begin]").click()
    sounds(page)
    expect(page.get_by_role("heading", level=1)).to_have_text(KEEPER)
    visit.expect("request failed.*companion", "ERR_FAILED")


def test_a_page_that_comes_while_help_is_open_waits_until_it_is_closed(visit: Visit) -> None:
    page = visit.open()
    held = held_back(page)
    page.get_by_role("link", name="Help now").click()
    held[0].continue_()
    page.wait_for_function("() => document.querySelectorAll('link[data-colours]').length === 2")
    expect(page.get_by_role("dialog", name="Help now")).to_be_visible()
    expect(page).to_have_title(SHOW)
    page.keyboard.press("Escape")
    expect(page).to_have_title(f"{SEEN} · {SHOW}")
    page.go_back()
    expect(page).to_have_title(SHOW)


def test_each_length_has_its_place_and_another_sound_goes_on_at_the_same_place(visit: Visit) -> None:
    page = begun(visit)
    page.evaluate("document.querySelector('#sound').currentTime = 200")
    page.wait_for_function("() => document.querySelector('#sound').currentTime > 200")
    choose(page, "Sound", "Voice only")
    sounds(page)
    src, at = page.evaluate("(({ src, currentTime }) => [src, currentTime])(document.querySelector('#sound'))")
    assert ".voice." in src
    assert at == pytest.approx(201, abs=3)
    choose(page, "Length", "5 min")
    expect(page.locator("[data-play]")).to_have_accessible_name(f"Play {KEEPER}")
    expect(page.locator("[data-left]")).to_have_text("5:00 left")
    choose(page, "Length", "10 min")
    expect(page.locator("[data-left]")).to_have_text(re.compile("^6:[34]"))
    page.get_by_role("link", name="All sessions").first.click()
    expect(page.locator("[data-begin]")).to_contain_text("Go on")


def choose(page: Page, what: str, chosen: str) -> None:
    page.locator("[data-open-timer]").or_(page.locator("[data-choice=timer]")).filter(visible=True).first.click()
    group = page.get_by_role("group", name=what)
    group.get_by_label(chosen).check(force=True)
    expect(group.get_by_label(chosen)).to_be_focused()
    page.get_by_role("button", name="Done").click()


def test_whoever_goes_through_the_rows_by_keys_sees_each_above_the_small_player(visit: Visit) -> None:
    page = begun(visit)
    page.get_by_role("link", name="All sessions").first.click()
    rows = page.locator(".rows a")
    rows.first.focus()
    for at in range(rows.count()):
        expect(rows.nth(at)).to_be_focused()
        assert box(rows.nth(at)).bottom <= box(page.locator(".edge")).top + 1
        page.keyboard.press("Tab")
