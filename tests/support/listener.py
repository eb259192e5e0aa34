"""Somebody who uses the page: what they press, and what they wait for. It is found by what the page calls it."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final

from playwright.sync_api import Locator, Page, expect
from support.listening_shows import breathing_s
from support.visits import Visit

_SEEK: Final = """(range, at_s) => {
  range.value = at_s;
  range.dispatchEvent(new Event("input", { bubbles: true }));
  range.dispatchEvent(new Event("change", { bubbles: true }));
}"""
_SOUNDS_AT: Final = """(at_s) => {
  const sound = document.getElementById("sound");
  return !!sound && !sound.paused && !sound.seeking && sound.readyState > 2 && sound.currentTime >= at_s;
}"""


class Listener:
    """One who has opened the page."""

    def __init__(self, visit: Visit) -> None:
        self.visit = visit
        self.page: Page = visit.page

    @property
    def sound(self) -> Locator:
        """What sounds, in whatever page."""
        return self.page.locator("#sound")

    @property
    def key(self) -> Locator:
        """The large key, Play or Pause."""
        return self.page.locator("main [data-play]")

    @property
    def circle(self) -> Locator:
        """All of it, with the ring that is the goal of a breath."""
        return self.page.locator("main .orb")

    @property
    def told(self) -> Locator:
        """What the page says about the sound, where readers hear it too."""
        return self.page.locator("main [data-told]")

    def open(self, number: int = 1) -> Listener:
        """Go to a session."""
        self.visit.open(f"sessions/{number:02}-session.html")
        return self.ready()

    def ready(self) -> Listener:
        """Wait until the program has taken the keys of a session, and the choices say what they are."""
        expect(self.page.locator("main [data-choice=timer]")).to_have_attribute("aria-label", re.compile("."))
        return self

    def play(self) -> Listener:
        """Press the large key, and wait until something is heard."""
        self.key.click()
        return self.hear()

    def hear(self, at_s: float = 0.0) -> Listener:
        """Wait until the sound is there, or further on."""
        # asked for in every frame, the page would be drawn as often
        self.page.wait_for_function(_SOUNDS_AT, arg=at_s, polling=50)
        return self

    def move(self, to_s: float) -> Listener:
        """Go to another moment, as by a tap on the line."""
        self.page.locator("main [data-seek]").evaluate(_SEEK, to_s)
        return self

    def breathe(self, at_s: float | None = None) -> Listener:
        """Go to the breathing, and wait for the circle."""
        at_s = breathing_s("course") + 1 if at_s is None else at_s
        self.move(at_s).hear(at_s)
        self.page.locator("main .is-breathing").wait_for()
        return self

    def end(self) -> Listener:
        """Hear the last moments of the session."""
        self.move(self.sound.evaluate("(sound) => sound.duration") - 0.3)
        self.page.locator("main .is-over").wait_for()
        return self


def _help(listener: Listener) -> None:
    listener.page.locator("[data-help]").filter(visible=True).first.click()
    listener.page.locator("dialog[open]").wait_for()


def _before(listener: Listener) -> None:
    listener.page.keyboard.press("Escape")
    listener.page.locator(".rows a").first.click()
    listener.ready()


def _choices(listener: Listener) -> None:
    listener.page.locator("main [data-choices] button").first.click()
    listener.page.locator("dialog[open]").wait_for()


def _playing(listener: Listener) -> None:
    listener.page.locator("dialog[open] [data-close]").click()
    listener.play()


def _rest(listener: Listener) -> None:
    listener.page.locator("main .stage").click(position={"x": 20, "y": 20})
    listener.page.locator("main .is-rest").wait_for()


def _bright(listener: Listener) -> None:
    listener.page.locator("main .stage").click(position={"x": 20, "y": 20}, force=True)
    expect(listener.page.locator("main .is-rest")).to_have_count(0)


def _dim(listener: Listener) -> None:
    _bright(listener)
    listener.page.locator("main [data-dim]").click()
    listener.page.locator("main .is-dim").wait_for()


def _breathing(listener: Listener) -> None:
    _bright(listener)
    listener.breathe()


def _mini(listener: Listener) -> None:
    listener.page.locator("main .bar a").click()
    listener.page.locator("[data-mini]").wait_for()


def _end(listener: Listener) -> None:
    listener.page.locator("[data-mini-link]").click()
    listener.ready()
    listener.end()


def _broken(listener: Listener) -> None:
    listener.open(3).key.click()
    expect(listener.told).not_to_be_empty()
    listener.visit.expect("404")


SCREENS: Final[dict[str, Callable[[Listener], object]]] = {
    "show": lambda listener: listener.visit.open(),
    "help": _help,
    "before": _before,
    "choices": _choices,
    "playing": _playing,
    "rest": _rest,
    "dim": _dim,
    "breathing": _breathing,
    "mini": _mini,
    "end": _end,
}
"""By their names in the design, how one comes from each screen to the next one."""
OF_SPOILED: Final = {"broken": _broken}
"""The same of the show whose files are not whole."""
