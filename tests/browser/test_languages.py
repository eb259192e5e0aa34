"""The page in the languages that it speaks, and from right to left."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from support.listener import SCREENS, Listener
from support.listening_shows import breathing_s
from support.looking import after_drawing, box, can_be_pressed, cut_words, out_of_core, out_of_keys, overflow, settled
from support.visits import STILL, Visit

from audiogen.publish.words.page_words import languages, page_words

LARGE = {"fontSizes": {"standard": 32}}
USUAL = {"fontSizes": {"standard": 16}}
MOST_SHIFT = 0.02
PHASES = ("breath_in", "breath_hold", "breath_out", "breath_rest")


@pytest.mark.parametrize("language", languages())
def test_in_every_language_all_words_have_room(visiting: Callable[..., Visit], language: str) -> None:
    show = f"evening in {language}"
    listener, words = Listener(visiting(show, STILL)), page_words(language)
    page, found = listener.page, {}
    shift = after = 0.0
    phases = [words.say(each) for each in PHASES]
    for screen in ("show", "help", "before", "choices", "playing", "breathing", "mini", "end"):
        if screen == "breathing":
            listener.breathe(breathing_s(show) + 1)
        else:
            SCREENS[screen](listener)
        settled(page)
        shift += listener.visit.shift - after
        found[screen] = crowded(listener, screen, phases)
        # text that has changed its size moves for some frames
        for _ in range(2):
            after_drawing(page)
        after = listener.visit.shift
    assert {screen: wrong for screen, wrong in found.items() if wrong} == {}
    assert shift <= MOST_SHIFT


def crowded(listener: Listener, screen: str, phases: list[str]) -> list[object]:
    """What has no room on a screen, in text of the usual size and twice as large."""
    page, found = listener.page, list[object]()
    if screen in ("before", "playing", "breathing"):
        found += [] if can_be_pressed(listener.key) else ["the large key"]
        found += [] if box(listener.circle).inside(page) else ["the circle"]
    if screen == "before":
        choices, place = box(page.locator("main .choices")), box(page.locator("main .say"))
        found += [] if place.top <= choices.top and choices.bottom <= place.bottom else ["the choices"]
    for size in (LARGE, USUAL):
        listener.visit.cdp.send("Page.setFontSizes", size)
        found += [overflow(page)] if overflow(page) else []
        found += cut_words(page) + [f"{each} at {size}" for each in out_of_keys(page)]
        found += out_of_core(page, phases) if screen == "breathing" else []
    return found
