"""What the program puts on the page is translated as all else is: with a pseudo-translation, no English is left."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page
from support.listener import Listener
from support.pseudo import READ_OUT, pseudo, untranslated
from support.visits import STILL, Visit

from audiogen.publish.address import app_links

NAMES = {link.app for link in app_links("https://pods.example/feed.xml")}
"""Of apps, which are the same in all languages."""
_ALL = """(names) => {
  const { title, artist, album } = navigator.mediaSession.metadata ?? {};
  const found = [document.title, title ?? "", artist ?? "", album ?? ""];
  const within = document.createTreeWalker(document.body, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT);
  for (let node = within.nextNode(); node; node = within.nextNode()) {
    if (node instanceof Text && !node.parentElement.closest("script, style")) found.push(node.data);
    if (node instanceof Element) found.push(...names.map((name) => node.getAttribute(name) ?? ""));
  }
  return found;
}"""
"""All of a page that somebody reads or has read out, also where it is hidden just now."""


@pytest.fixture
def walk(visiting: Callable[..., Visit]) -> Walk:
    """Through the show that is translated so."""
    return Walk(Listener(visiting("pseudo", STILL, fresh=True)))


class Walk:
    """Gathers what is read on its way."""

    def __init__(self, listener: Listener) -> None:
        self.listener = listener
        self.page: Page = listener.page
        self.texts: set[str] = set()

    def look(self, *, waiting_for: str = "") -> None:
        """Gather what is there.

        Args:
            waiting_for: the name of a text that has to come first, in the page's own words.
        """
        if waiting_for:
            self.page.get_by_text(waiting_for).filter(visible=True).first.wait_for()
        self.texts |= {text.strip() for text in self.page.evaluate(_ALL, READ_OUT)}

    def tap(self, selector: str) -> None:
        self.page.locator(selector).filter(visible=True).first.click()
        self.look()

    @property
    def left(self) -> set[str]:
        """What is English of all that was gathered."""
        return {text for text in self.texts if untranslated(text)} - NAMES


def test_whatever_the_program_says_is_translated(walk: Walk) -> None:
    listener = walk.listener
    broken(walk)
    listener.visit.open()
    walk.look()
    walk.tap("[data-copy]")
    walk.tap("[data-begin]")
    listener.hear().breathe(20)
    walk.look()
    walk.tap("[data-help]")
    walk.tap("dialog[open] [data-close]")
    walk.tap("main [data-play]")
    walk.tap("main .bar a")
    walk.tap("[data-mini-link]")
    listener.hear().end()
    walk.look()
    listener.visit.open("sessions/01-session.html")
    walk.tap("main [data-choice=save]")
    walk.look(waiting_for=pseudo("Saved on this phone"))
    choices(walk)
    walk.tap("main [data-play]")
    walk.look(waiting_for=pseudo("Begins in"))
    assert walk.left == set()


def broken(walk: Walk) -> None:
    """A session that does not sound."""
    walk.listener.visit.open("sessions/02-session.html")
    walk.tap("main [data-play]")
    walk.look(waiting_for=pseudo("Try again later"))


def choices(walk: Walk) -> None:
    """Each of them; the last one of each kind stays chosen, a late start among them."""
    walk.tap("main [data-choices] button")
    offered = walk.page.locator("dialog[open] input")
    for number in range(offered.count()):
        offered.nth(number).evaluate("(input) => input.click()")
        walk.look()
    walk.tap("dialog[open] [data-close]")
