"""Nothing moves from its place, and nothing begins by itself."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, expect
from support.listener import Listener
from support.listening_shows import breathing_s
from support.looking import after_drawing, box
from support.visits import DESK, ON_ITS_SIDE, STILL, Visit, Window

MOST_SHIFT = 0.02
A_NIGHT = "08:00:00"


@pytest.mark.parametrize(
    "window",
    [Window(), Window(ON_ITS_SIDE, still=True), Window(DESK, still=True)],
    ids=["standing", "on its side", "on a desk"],
)
def test_from_the_first_page_to_the_end_of_a_session_and_back_nothing_moves(
    visiting: Callable[..., Visit], window: Window
) -> None:
    listener = Listener(visiting(window=window))
    shifts = {}

    def note(where: str) -> None:
        after_drawing(listener.page)
        shifts[where] = listener.visit.shift - sum(shifts.values())

    listener.visit.open()
    note("the show page comes")
    listener.page.locator("[data-begin]").click()
    listener.hear()
    note("a session begins")
    listener.breathe(breathing_s("course") - 0.5).hear(breathing_s("course") + 0.5)
    note("breathing begins")
    listener.key.click()
    note("pause")
    listener.play()
    listener.page.get_by_role("link", name="All sessions").first.click()
    listener.page.locator("[data-mini]").wait_for()
    note("back to the show page")
    listener.page.locator("[data-mini-link]").click()
    expect(listener.key).to_be_visible()
    note("to the session again")
    listener.end()
    note("the end")
    moved = "\n".join(str(each) for each in listener.page.evaluate("window.moved"))
    assert max(shifts.values()) <= MOST_SHIFT, f"{shifts}\n{moved}"


def is_silent(listener: Listener) -> bool:
    """Whether nothing sounds anywhere in the document."""
    return bool(listener.page.evaluate("[...document.querySelectorAll('audio')].every((audio) => audio.paused)"))


def test_nothing_begins_by_itself_however_long_one_waits(visiting: Callable[..., Visit]) -> None:
    listener = Listener(visiting(window=STILL, fresh=True))
    listener.page.clock.install()
    for path in ("", "sessions/01-session.html"):
        listener.visit.open(path)
        listener.page.clock.fast_forward(A_NIGHT)
        assert is_silent(listener)
    assert not listener.visit.sounds


def test_at_the_end_nothing_follows_by_itself_and_nothing_is_praised(visiting: Callable[..., Visit]) -> None:
    listener = Listener(visiting(window=STILL, fresh=True)).open().play()
    listener.page.clock.install()
    listener.end()
    asked = len(listener.visit.sounds)
    listener.page.clock.fast_forward(A_NIGHT)
    assert is_silent(listener)
    assert len(listener.visit.sounds) == asked
    expect(listener.page.locator("main .is-over")).to_be_visible()
    expect(listener.page.get_by_text("That was it.")).to_be_visible()


def test_a_second_tap_where_the_first_one_was_does_nothing_on_the_page_that_came(
    visiting: Callable[..., Visit],
) -> None:
    listener = Listener(visiting(window=STILL, fresh=True))
    page = listener.page
    page.clock.install()
    listener.visit.open()
    # on a busy machine a second is over soon
    page.clock.pause_at(page.evaluate("Date.now() + 1000"))
    begin = middle(page.locator("[data-begin]"))
    page.mouse.click(*begin)
    page.locator("main.session").wait_for()
    page.mouse.click(*begin)
    assert listener.hear().sound.evaluate("(sound) => sound.currentTime") < 30
    page.clock.run_for(1000)
    listener.end()
    back = middle(page.locator("[data-last]").get_by_role("link", name="All sessions"))
    page.mouse.click(*back)
    page.locator("main.show").wait_for()
    page.mouse.click(*back)
    assert is_silent(listener)
    page.clock.run_for(1000)
    page.mouse.click(*back)
    listener.hear()


def middle(element: Locator) -> tuple[float, float]:
    """Where a finger goes."""
    where = box(element)
    return (where.left + where.right) / 2, (where.top + where.bottom) / 2


def test_help_pauses_and_closing_it_starts_nothing(visiting: Callable[..., Visit]) -> None:
    listener = Listener(visiting(window=STILL)).open().play().move(120).hear(120)
    listener.page.locator("[data-help]").filter(visible=True).first.click()
    dialog = listener.page.locator("dialog[open]")
    expect(dialog.locator("a").first).to_have_attribute("href", "tel:112")
    assert is_silent(listener)
    dialog.locator("[data-close]").click()
    expect(listener.page.locator("dialog[open]")).to_have_count(0)
    assert is_silent(listener)
    assert listener.sound.evaluate("(sound) => sound.currentTime") == pytest.approx(120, abs=3)


def test_in_the_dark_a_tap_brings_the_page_and_only_one_on_pause_pauses(visiting: Callable[..., Visit]) -> None:
    listener = Listener(visiting(window=STILL)).open().play()
    dim, dark = listener.page.locator("main [data-dim]"), listener.page.locator("main .is-dim")
    dim.click()
    dark.wait_for()
    listener.page.mouse.click(180, 300)
    expect(dark).to_have_count(0)
    assert not is_silent(listener)
    dim.click()
    dark.wait_for()
    listener.key.click()
    assert is_silent(listener)


def test_help_from_a_sheet_takes_its_place_and_leaves_the_focus_on_what_leads_to_it(
    visiting: Callable[..., Visit],
) -> None:
    listener = Listener(visiting(window=STILL)).open().play()
    page = listener.page
    page.locator("[data-open-timer]").focus()
    page.keyboard.press("Enter")
    page.get_by_label("After this part").check()
    expect(page.locator("[data-open-timer]")).to_have_accessible_name("Sleep timer: After this part")
    page.locator("dialog[open] [data-help]").click()
    expect(page.locator("dialog[open]")).to_have_attribute("id", "help")
    assert is_silent(listener)
    page.locator("dialog[open] [data-close]").click()
    expect(page.locator("dialog[open]")).to_have_count(0)
    # the timer, which opened the first one, is gone with the sound
    expect(page.locator(".edge [data-help]")).to_be_focused()


def test_a_tap_on_the_words_jumps_nowhere_and_their_times_lead_there(visiting: Callable[..., Visit]) -> None:
    listener = Listener(visiting(window=STILL)).open().play()
    listener.page.locator(".words.is-chosen span").nth(20).click()
    assert listener.sound.evaluate("(sound) => sound.currentTime") < 30
    link = listener.page.locator(".words.is-chosen h3 a").nth(2)
    expect(link).to_have_accessible_name(f"Play from {link.inner_text()}")
    link.click()
    listener.hear(180)


def test_only_one_sound_is_in_the_document_whatever_page_is_shown(visiting: Callable[..., Visit]) -> None:
    listener = Listener(visiting(window=STILL)).open().play().breathe()
    listener.page.get_by_role("link", name="All sessions").first.click()
    listener.page.locator(".rows a").nth(1).click()
    expect(listener.page.get_by_role("heading", level=1)).to_have_text("Seen from the Balcony")
    listener.hear()
    assert listener.sound.count() == 1
    assert "01-session" in listener.sound.evaluate("(sound) => sound.currentSrc")
    assert listener.page.locator(".is-breathing").count() == 0
