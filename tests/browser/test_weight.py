"""What comes over the wire before anybody presses anything."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from support.listening_shows import MANY, SESSIONS
from support.visits import Visit

SHOW_PAGE: Final = 38_000
"""Of seven sessions; a show with more lengths and longer notes has a kilobyte more, and listeners get at most 40 kB."""
OF_MANY_SESSIONS: Final = 100_000
A_SESSION_MORE: Final = 1_000


def weight_of(visit: Visit, path: str = "") -> int:
    visit.open(path)
    return visit.weight


def test_the_show_page_is_light_and_grows_little_with_each_session(visiting: Callable[..., Visit]) -> None:
    few, many = weight_of(visiting("course", fresh=True)), weight_of(visiting("many", fresh=True))
    assert few <= SHOW_PAGE
    assert many <= OF_MANY_SESSIONS
    assert (many - few) / (MANY - SESSIONS) < A_SESSION_MORE


def test_a_page_of_a_session_after_the_show_page_is_light_and_its_sound_waits(visiting: Callable[..., Visit]) -> None:
    visit = visiting("course", fresh=True)
    shown = weight_of(visit)
    assert weight_of(visit, "sessions/01-session.html") - shown <= SHOW_PAGE
    assert not visit.sounds
