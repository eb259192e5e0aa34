"""For eyes, ears and hands of every kind: readers, keys, large text, few colours, other directions."""

from __future__ import annotations

import json
import re
from collections.abc import Callable

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page, expect
from support.listener import OF_SPOILED, SCREENS, Listener
from support.looking import box, can_be_pressed, cut_words, overflow, settled, small_targets, small_type
from support.visits import ON_ITS_SIDE, SMALL_PHONE, STILL, Visit, Window

NARROW = Window(SMALL_PHONE, still=True)
LARGE_TEXT = Window(text=2, still=True)
ONLY_CONTRAST = {"resultTypes": ["violations"], "runOnly": ["color-contrast"]}


def violations(page: Page, options: dict[str, object]) -> list[str]:
    """What axe finds wrong, and in what."""
    if page.evaluate("typeof axe === 'undefined'"):
        page.evaluate(AXE_SCRIPT)
    found = page.evaluate("(options) => axe.run(options)", options)["violations"]
    return [f"{each['id']}: {json.dumps([node['html'][:160] for node in each['nodes'][:3]])}" for each in found]


def test_on_every_screen_axe_finds_nothing_wrong_and_help_is_a_tap_away(visiting: Callable[..., Visit]) -> None:
    found = {}
    for show, screens in (("course", SCREENS), ("spoiled", OF_SPOILED)):
        # one window after the other: browsers draw only the one in front
        listener = Listener(visiting(show, STILL))
        for screen, reach in screens.items():
            listener.page.emulate_media(color_scheme="dark")
            reach(listener)
            settled(listener.page)
            found[screen] = violations(listener.page, {"resultTypes": ["violations"]})
            # all that differs by day is colours
            listener.page.emulate_media(color_scheme="light")
            settled(listener.page)
            found[f"{screen} by day"] = violations(listener.page, ONLY_CONTRAST)
            if not help_can_be_pressed(listener.page):
                found[f"Help now on {screen}"] = ["cannot be pressed"]
    assert {screen: wrong for screen, wrong in found.items() if wrong} == {}


def help_can_be_pressed(page: Page) -> bool:
    """Whether a tap leads to the helplines, or they are there."""
    here = "dialog[open] [data-help], dialog[open] .lines" if page.locator("dialog[open]").count() else ".edge .help"
    return can_be_pressed(page.locator(here).first)


def test_keys_alone_lead_through_a_whole_session(visiting: Callable[..., Visit]) -> None:
    listener = Listener(visiting(window=STILL))
    page = listener.visit.open()
    tab_to(page, "[data-begin]")
    page.keyboard.press("Enter")
    listener.hear()
    tab_to(page, "[data-play]")
    page.keyboard.press("Space")
    expect(listener.key).to_have_accessible_name(re.compile("^Play"))
    page.keyboard.press("Space")
    tab_to(page, "[data-seek]")
    page.keyboard.press("ArrowRight")
    listener.hear(15)
    page.keyboard.press("PageUp")
    listener.hear(60)
    expect(page.locator("[data-seek]")).to_have_attribute("aria-valuetext", "1:00 of 10:00, The beam")
    page.keyboard.press("End")
    page.locator("main .is-over").wait_for()


def tab_to(page: Page, selector: str, most: int = 40) -> None:
    """Press Tab until the element has the focus, which must then be seen."""
    for _ in range(most):
        page.keyboard.press("Tab")
        if page.evaluate("(selector) => document.activeElement.matches(selector)", selector):
            outline = page.evaluate("() => getComputedStyle(document.activeElement).outlineStyle")
            assert outline != "none" or selector == "[data-seek]"
            return
    pytest.fail(f"Tab does not reach {selector}")


def test_sheets_keep_the_focus_and_give_it_back(visiting: Callable[..., Visit]) -> None:
    page = Listener(visiting(window=STILL)).open().page
    for opener in (page.locator("[data-choices] button").first, page.locator("[data-help]").filter(visible=True).first):
        opener.focus()
        page.keyboard.press("Enter")
        dialog = page.locator("dialog[open]")
        expect(dialog).to_be_visible()
        for _ in range(12):
            page.keyboard.press("Tab")
            assert page.evaluate(
                "document.activeElement === document.body || !!document.activeElement.closest('dialog')"
            )
        page.keyboard.press("Escape")
        expect(dialog).to_have_count(0)
        expect(opener).to_be_focused()


def test_a_keyboard_or_a_reader_never_loses_the_keys_to_rest(visiting: Callable[..., Visit]) -> None:
    page = Listener(visiting(window=STILL, fresh=True)).open().page
    page.clock.install()
    tab_to(page, "[data-play]")
    page.keyboard.press("Enter")
    Listener(visiting(window=STILL, fresh=True))
    page.clock.fast_forward(20_000)
    assert page.locator(".is-rest").count() == 0


@pytest.mark.parametrize("show", ["course", "rtl", "narrow"])
def test_nothing_is_cut_in_narrow_windows_and_with_large_text(visiting: Callable[..., Visit], show: str) -> None:
    listener = Listener(visiting(show, NARROW))
    found = dict[str, list[str]]()
    for name, path in {"show": "", "session": "sessions/01-session.html"}.items():
        listener.visit.open(path)
        found[name] = cut(listener)
    listener.play()
    found["playing"] = cut(listener)
    assert {name: wrong for name, wrong in found.items() if wrong} == {}


def cut(listener: Listener) -> list[str]:
    """What goes beyond a narrow window, or beyond a usual one where text is large; the large key, where it does."""
    page, found = listener.page, list[str]()
    for window in (LARGE_TEXT, NARROW):
        listener.visit.look_as(window)
        found += [f"{text} in {window}" for text in cut_words(page)]
        found += [f"the page in {window}"] if overflow(page) else []
        if listener.key.count() and not can_be_pressed(listener.key):
            found.append(f"the large key in {window}")
    return found


def test_sheets_are_whole_with_large_text_and_on_their_side(visiting: Callable[..., Visit]) -> None:
    listener = Listener(visiting(window=STILL))
    for screen in ("show", "help", "before", "choices"):
        SCREENS[screen](listener)
        for window in (LARGE_TEXT, Window(ON_ITS_SIDE, still=True), STILL):
            listener.visit.look_as(window)
            settled(listener.page)
            assert (overflow(listener.page), cut_words(listener.page)) == (0, [])
            for dialog in listener.page.locator("dialog[open]").all():
                assert box(dialog).inside(listener.page)
                close = dialog.locator("[data-close]")
                close.scroll_into_view_if_needed()
                assert can_be_pressed(close)


def test_nothing_is_too_small_to_be_read_or_pressed(visiting: Callable[..., Visit]) -> None:
    listener = Listener(visiting(window=NARROW))
    for screen in SCREENS:
        SCREENS[screen](listener)
        settled(listener.page)
        assert (small_type(listener.page), small_targets(listener.page)) == ([], []), screen


def test_where_colours_are_forced_the_circle_has_an_edge_and_buttons_have_a_shape(
    visiting: Callable[..., Visit],
) -> None:
    listener = Listener(visiting(window=Window(forced_colours=True, still=True))).open().play().breathe()
    edges = listener.page.locator("main .breath, main .ring, main .play").evaluate_all(
        "(all) => all.map((each) => { const { borderTopWidth, borderTopStyle, backgroundColor, display } = "
        "getComputedStyle(each); return [borderTopStyle, parseFloat(borderTopWidth), backgroundColor, display]; })"
    )
    shown = [each for each in edges if each[3] != "none"]
    assert any(style == "solid" and width >= 1 for style, width, _, _ in shown)
    key = listener.key.evaluate(
        "(key) => [getComputedStyle(key).backgroundColor, getComputedStyle(document.body).backgroundColor]"
    )
    assert key[0] != key[1]


def test_from_right_to_left_all_is_mirrored_but_the_transport(visiting: Callable[..., Visit]) -> None:
    listener = Listener(visiting("rtl", Window(ON_ITS_SIDE, still=True))).open().play()
    page = listener.page
    back, on = (box(page.locator(f"main [data-skip='{by}']")) for by in ("-15", "15"))
    assert back.right <= box(listener.key).left <= on.left
    assert box(listener.circle).left > box(listener.key).right
    listener.move(60).hear(60)
    thumb = box(page.locator("main .thumb"))
    track = box(page.locator("main [data-track]"))
    assert (thumb.left + thumb.right) / 2 == pytest.approx((track.left + track.right) / 2, abs=12)
    rows = listener.visit.open().locator(".rows li").first
    assert box(rows.locator("svg").first).left > box(rows.locator("h2")).left
