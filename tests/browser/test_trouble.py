"""What is seen when sound is late, stops, or is none."""

from __future__ import annotations

import math
import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Route, expect
from support.listener import Listener
from support.served_folder import ServedFolder
from support.visits import STILL, Visit

SOUND_BEFORE_THE_FIRST_MOMENT = 200_000
ALL_BEFORE_THE_FIRST_MOMENT = 300_000
"""What a connection of 1.6 Mbit/s brings in a second and a half."""


def ticks(visit: Visit) -> Locator:
    """The marks of sessions that were heard, on the show page."""
    return visit.page.locator(".rows").get_by_role("img", name="Heard")


def test_sound_begins_with_what_a_slow_connection_brings_in_a_second_and_a_half(
    visiting: Callable[..., Visit], shows: Callable[[str], ServedFolder]
) -> None:
    listener, connection = Listener(visiting(window=STILL, fresh=True)), shows("course").connection
    listener.visit.open()
    before = listener.visit.weight
    connection.hold_behind(SOUND_BEFORE_THE_FIRST_MOMENT)
    listener.page.locator("[data-begin]").click()
    listener.hear()
    connection.hold_behind(math.inf)
    assert listener.visit.weight - before + SOUND_BEFORE_THE_FIRST_MOMENT <= ALL_BEFORE_THE_FIRST_MOMENT


@pytest.mark.parametrize(
    ("number", "at_s", "told"), [(1, 29, "0:29|0:30"), (2, 0, "does not start"), (3, 0, "does not start")]
)
def test_a_spoiled_file_says_so_keeps_the_place_and_gets_no_tick(
    visiting: Callable[..., Visit], number: int, at_s: float, told: str
) -> None:
    listener = Listener(visiting("spoiled", STILL)).open(number)
    listener.key.click()
    if at_s:
        listener.hear().move(at_s)
    expect(listener.told).to_contain_text(re.compile(told))
    expect(listener.key).to_have_accessible_name(re.compile("^Play"))
    if number == 3:
        listener.visit.expect("404")
    listener.visit.open()
    expect(ticks(listener.visit)).to_have_count(0)


def test_a_tap_that_comes_before_the_program_is_not_lost(visiting: Callable[..., Visit]) -> None:
    listener = Listener(visiting(window=STILL, fresh=True))
    held: list[Route] = []
    listener.page.route("**/companion.js", lambda route: held.append(route))  # noqa: PLW0108 - Playwright marks it
    with listener.page.expect_request("**/companion.js"):
        listener.visit.open("sessions/01-session.html")
    listener.key.click()
    held[0].continue_()
    listener.hear()


def test_a_connection_that_is_cut_is_waited_for_and_the_session_goes_on(
    visiting: Callable[..., Visit], shows: Callable[[str], ServedFolder]
) -> None:
    listener, connection = Listener(visiting(window=STILL)), shows("course").connection
    listener.open().play()
    connection.hold_behind(0)
    listener.move(400)
    expect(listener.told).to_contain_text("Loading")
    expect(listener.key).to_have_accessible_name(re.compile("^Pause"))
    connection.hold_behind(math.inf)
    listener.hear(400)
    expect(listener.told).to_be_empty()


def test_whoever_waits_long_is_told_that_the_connection_is_slow(
    visiting: Callable[..., Visit], shows: Callable[[str], ServedFolder]
) -> None:
    listener, connection = Listener(visiting(window=STILL, fresh=True)), shows("course").connection
    listener.page.clock.install()
    connection.hold_behind(0)
    listener.open().key.click()
    listener.page.clock.run_for(9_000)
    expect(listener.told).to_contain_text("The connection is slow")
    connection.hold_behind(math.inf)
    listener.hear()


def test_a_browser_that_refuses_to_remember_plays_all_the_same(visiting: Callable[..., Visit]) -> None:
    listener = Listener(visiting(window=STILL, fresh=True))
    listener.page.add_init_script(
        "Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('', 'SecurityError'); } })"
    )
    listener.open().play().move(100).hear(100)
    listener.page.get_by_role("link", name="All sessions").first.click()
    expect(listener.page.locator("[data-mini]")).to_be_visible()


def test_the_place_is_kept_and_offered_at_the_next_visit(visiting: Callable[..., Visit]) -> None:
    listener = Listener(visiting(window=STILL)).open(2).play().move(200).hear(200)
    listener.key.click()
    page = listener.visit.open()
    expect(page.locator("[data-begin]")).to_contain_text("Go on, 6:")
    page.locator("[data-begin]").click()
    listener.hear(200)
    expect(page.get_by_role("heading", level=1)).to_have_text("Seen from the Balcony")


def test_a_session_heard_to_its_end_has_a_tick_and_the_next_one_is_offered(visiting: Callable[..., Visit]) -> None:
    listener = Listener(visiting(window=STILL)).open().play().end()
    page = listener.visit.open()
    expect(ticks(listener.visit)).to_have_count(1)
    expect(page.locator("[data-begin]")).to_contain_text("Next: 2")
