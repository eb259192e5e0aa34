"""Pause and the circle are always in the window, whole and uncovered."""

from __future__ import annotations

from collections.abc import Callable

from support.listener import Listener
from support.listening_shows import SESSIONS, breathing_s
from support.looking import after_drawing, box, can_be_pressed, settled, words_over
from support.visits import DESK, ON_ITS_SIDE, PHONE, SMALL_PHONE, STILL, Visit, Window


def hidden(listener: Listener) -> list[str]:
    """What cannot be seen, or pressed, in a phone's window that stands or lies."""
    found = []
    for size in (PHONE, ON_ITS_SIDE, SMALL_PHONE):
        listener.page.set_viewport_size({"width": size[0], "height": size[1]})
        after_drawing(listener.page)
        if not can_be_pressed(listener.key):
            found.append(f"Pause at {size}: {box(listener.key)}")
        if not box(listener.circle).inside(listener.page):
            found.append(f"the circle at {size}: {box(listener.circle)}")
        if over := words_over(listener.circle):
            found.append(f"the circle at {size} under {over}")
    return found


def test_after_begin_pause_and_the_whole_circle_are_in_the_window(visiting: Callable[..., Visit]) -> None:
    listener = Listener(visiting(window=STILL))
    listener.visit.open().locator("[data-begin]").click()
    listener.hear()
    assert hidden(listener) == []


def test_in_the_breathing_of_every_session_pause_and_the_whole_circle_are_in_the_window(
    visiting: Callable[..., Visit],
) -> None:
    listener, found = Listener(visiting(window=STILL)), {}
    for number in range(1, SESSIONS + 1):
        listener.page.set_viewport_size({"width": PHONE[0], "height": PHONE[1]})
        found[number] = hidden(listener.open(number).play().breathe(breathing_s("course") + 1))
        assert listener.page.locator(".orb").count() == 1
    assert found == {number: [] for number in found}


def test_on_a_desk_everything_of_a_session_is_in_the_window(visiting: Callable[..., Visit]) -> None:
    listener = Listener(visiting(window=Window(DESK, still=True))).open().play().breathe()
    assert can_be_pressed(listener.key)
    assert box(listener.circle).inside(listener.page)


def test_the_light_is_where_it_was_when_breathing_begins_and_when_pause_is_pressed(
    visiting: Callable[..., Visit],
) -> None:
    listener = Listener(visiting(window=STILL)).open()
    before = (box(listener.circle), box(listener.key))
    assert (box(listener.play().breathe().circle), box(listener.key)) == before
    listener.key.click()
    after_drawing(listener.page)
    assert (box(listener.circle), box(listener.key)) == before


def test_the_first_screen_holds_title_note_and_the_large_button(visiting: Callable[..., Visit]) -> None:
    visit = visiting()
    page = visit.open()
    for size in (PHONE, ON_ITS_SIDE):
        visit.look_as(Window(size))
        assert can_be_pressed(page.locator("[data-begin]"))
        assert box(page.get_by_role("heading", level=1)).inside(page)
        assert box(page.locator("[data-begin-note]")).inside(page)
        assert can_be_pressed(page.locator("[data-help]").filter(visible=True).first)


def test_large_text_takes_the_place_of_the_picture_and_never_stands_on_its_light(
    visiting: Callable[..., Visit],
) -> None:
    visit = visiting(window=STILL)
    page = visit.open()
    for text in (1, 1.25, 1.5, 2):
        visit.look_as(Window(text=text, still=True))
        title, light = box(page.get_by_role("heading", level=1)), box(page.locator(".cover .art"))
        # half of the picture fades out
        assert title.top >= max(0, light.top + (light.bottom - light.top) * 0.68), text


def test_what_lies_under_the_large_button_is_read_while_something_plays(visiting: Callable[..., Visit]) -> None:
    listener = Listener(visiting(window=STILL)).open(2).play()
    listener.page.get_by_role("link", name="All sessions").first.click()
    mini = listener.page.locator("[data-mini]")
    mini.wait_for()
    assert box(listener.page.locator("[data-begin-note]")).bottom <= box(mini).top


def test_the_end_fits_a_small_phone(visiting: Callable[..., Visit]) -> None:
    listener = Listener(visiting(window=Window(SMALL_PHONE, still=True))).open().play().end()
    settled(listener.page)
    follows, help_now = box(listener.page.locator(".next")), box(listener.page.locator(".edge .help"))
    assert help_now.top - follows.bottom >= 5
    assert can_be_pressed(listener.page.locator(".next"))
