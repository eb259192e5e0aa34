"""The page in the languages that it speaks, and from right to left."""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page
from support.listener import SCREENS, Listener
from support.listening_shows import breathing_s, pages_in
from support.looking import (
    box,
    can_be_pressed,
    cut_words,
    out_of_core,
    out_of_keys,
    overflow,
    settled,
    words_over,
)
from support.visits import STILL, Visit

from audiogen.publish import layout
from audiogen.publish.words.language import Language
from audiogen.publish.words.page_words import PageWords
from audiogen.script.page_texts import ENGLISH, languages

_SESSION: Final = "sessions/01-session.html"
WALK: Final = {
    "show": "",
    "help": "",
    "before": _SESSION,
    "choices": _SESSION,
    "playing": _SESSION,
    "breathing": _SESSION,
    "mini": "",
    "end": _SESSION,
}
"""Screens, and the page of each."""
FROM_RIGHT: Final = (
    ("arabic", "rtl", tuple(WALK)),
    ("rtl", "ltr", ("show", "before", "choices", "playing", "end")),
)
"""Shows that are laid out so, how the page's own words run in them, and which of the screens are looked at: one has
words in its language, the other English ones."""
CROWDED: Final = ("show", "before", "choices", "breathing", "mini", "end")
GROWING: Final = ("show", "before", "choices", "end")
"""Where words stand in lines and keys that large text makes higher."""
USUAL: Final = 16
SIZES: Final = (2 * USUAL, USUAL)
"""Of text, in pixels."""
MOST_SHIFT: Final = 0.02
_PHASES: Final = """() => {
  const { texts } = JSON.parse(document.getElementById("page-words").textContent);
  return ["in", "hold", "out", "rest"].map((kind) => texts[`breath_${kind}`]);
}"""
_SWAP: Final = """async (pages) => {
  const [before, after] = pages.map((page) => new DOMParser().parseFromString(page, "text/html"));
  const textsOf = (root) => {
    const found = [];
    const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) if (!walker.currentNode.parentElement.closest("script")) found.push(walker.currentNode);
    return found;
  };
  const [old, others] = [before, after].map((page) => textsOf(page.body).map((node) => node.data));
  if (old.length !== others.length) throw new Error("the pages differ in more than words");
  const known = new Map(old.map((text, at) => [text, others[at]]));
  for (const node of textsOf(document.body)) node.data = known.get(node.data) ?? node.data;
  const loaded = performance.getEntriesByType("resource").map(({ name }) => name);
  const part = (file) => import(loaded.find((name) => name.endsWith(`/${file}`)));
  const words = document.getElementById("page-words");
  words.textContent = after.getElementById("page-words").textContent;
  (await part("words.js")).speak(JSON.parse(words.textContent));
  const circle = document.querySelector("main .orb");
  circle?.style.setProperty("--letters", (await part("breath.js")).mostLetters());
  for (const name of ["visibilitychange", "storage"]) document.dispatchEvent(new Event(name, { bubbles: true }));
}"""
"""Says all on a page in another language: what the builder has written, and what the program will write."""
_RUNS: Final = """(element) => {
  const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
  const nodes = [];
  while (walker.nextNode()) if (walker.currentNode.data.trim()) nodes.push(walker.currentNode);
  const [first, last] = [nodes[0], nodes[nodes.length - 1]];
  const left = (node, at) => {
    const range = document.createRange();
    range.setStart(node, at);
    range.setEnd(node, at + 1);
    return range.getBoundingClientRect().left;
  };
  return left(first, first.data.search(/[\\p{L}\\p{N}]/u)) < left(last, last.data.trimEnd().length - 1) ? "ltr" : "rtl";
}"""
_ENDS_RIGHT: Final = """(heading) => {
  const range = document.createRange();
  range.selectNodeContents(heading);
  return Math.abs(range.getBoundingClientRect().right - heading.parentElement.getBoundingClientRect().right) < 1;
}"""
_IS_TURNED: Final = "(arrow) => new DOMMatrix(getComputedStyle(arrow).transform).a === -1"
_NUMBERS: Final = """async () => {
  const told = (page) => [
    ...[...page.querySelectorAll("main .number:not(.lines *)")].map((each) => each.textContent),
    ...[...page.querySelectorAll("[data-skip]")].map((each) => each.getAttribute("aria-label")),
    page.querySelector("[data-seek]").getAttribute("aria-valuetext").split("،")[0],
  ];
  const built = new DOMParser().parseFromString(await (await fetch(location)).text(), "text/html");
  return [told(built), told(document)];
}"""
_FORMAT: Final = """([digits, values]) => {
  const form = new Intl.NumberFormat(digits, { useGrouping: false, maximumFractionDigits: 1 });
  return values.map((value) => form.format(value));
}"""
VALUES: Final = (0.8, 15, 7.25, 1234)
MIRRORED: Final = {
    "show": (
        ("[data-begin-words]", "[data-begin] svg"),
        (".edge .help", ".cover > .text"),
        (".rows h2", ".rows .picture"),
        ("[data-copy]", "#feed"),
    ),
    "help": (("dialog[open] .lines .number", "dialog[open] .lines b"),),
    "before": (
        (".tools", ".bar a"),
        ("[data-choice=save]", "[data-choice=timer]", "[data-choice=length]"),
        ("[data-skip='-15']", "[data-play]", "[data-skip='15']"),
        ("[data-chapter]", "[data-left]"),
    ),
    "choices": (
        ("[data-group=length] label + label", "[data-group=length] label"),
        ("dialog[open] .help", "dialog[open] .done"),
        ("summary svg", "summary span"),
    ),
    "breathing": ((".thumb", "main [data-play]"),),
    "mini": ((".edge .help", "[data-mini-title]", "[data-mini-play]"),),
    "end": ((".again a", ".again button"), (".next .turn", ".next b", ".next .picture")),
}
"""What stands beside each other on a screen, from left to right."""
SAID: Final = {
    "show": ("[data-row-note]", "#subscribe p", ".edge .help"),
    "before": ("[data-left]", ".bar a"),
    "choices": ("[data-group=timer] legend", "[data-group=timer] span"),
    "breathing": ("[data-pattern]", "[data-beat]"),
    "end": ("[data-title]", "[data-told]"),
}
"""What the page says by itself there."""
LOOKS: Final = {"before": {"#words h2": _ENDS_RIGHT}, "end": {".next .turn": _IS_TURNED}}
_AXE: Final = {"resultTypes": ["violations"], "rules": {"color-contrast": {"enabled": False}}}
"""Colours are those of all languages."""


def walk(listener: Listener, show: str, screen: str) -> None:
    """Go on to a screen."""
    if screen == "breathing":
        listener.breathe(breathing_s(show) + 1)
    elif screen == "end" and listener.key.count():
        listener.end()
    else:
        SCREENS[screen](listener)
    settled(listener.page)


def test_in_every_language_all_words_have_room(visiting: Callable[..., Visit], made: Callable[[str], Path]) -> None:
    listener = Listener(visiting("evening", STILL))
    page, found = listener.page, dict[str, object]()
    pages = {language: pages_in(language, made("evening")) for language in languages()}
    for screen, path in WALK.items():
        walk(listener, "evening", screen)
        if screen not in CROWDED:
            continue
        texts = {language: each[path or layout.PAGE] for language, each in pages.items()}
        for px in SIZES if screen in GROWING else (USUAL,):
            listener.visit.cdp.send("Page.setFontSizes", {"fontSizes": {"standard": px}})
            # in one document, as loading it is most of the work; it ends in the language in which the next page comes
            for before, language in itertools.pairwise((ENGLISH, *list(texts)[1:], ENGLISH)):
                page.evaluate(_SWAP, [texts[before], texts[language]])
                if wrong := crowded(listener, screen, px):
                    found[f"{screen} in {language}, {px} px"] = wrong
    assert found == {}


@pytest.mark.parametrize(("show", "runs", "way"), FROM_RIGHT)
def test_from_right_to_left_places_are_mirrored_whatever_runs_in_them_and_time_does_not_turn(
    visiting: Callable[..., Visit], show: str, runs: str, way: Sequence[str]
) -> None:
    listener, found = Listener(visiting(show, STILL)), dict[str, list[str]]()
    for screen in way:
        walk(listener, show, screen)
        found[screen] = turned(listener.page, screen, runs) + crowded(listener, screen, USUAL)
        found[screen] += axe(listener.page, screen)
    assert listener.visit.shift <= MOST_SHIFT
    listener.visit.cdp.send("Page.setFontSizes", {"fontSizes": {"standard": 2 * USUAL}})
    found["end, large"] = crowded(listener, "end", 2 * USUAL)
    assert {screen: wrong for screen, wrong in found.items() if wrong} == {}


def crowded(listener: Listener, screen: str, px: int) -> list[str]:
    """What has no room on a screen, in text of this size."""
    page = listener.page
    found = [*cut_words(page), *out_of_keys(page), *(["the window"] if overflow(page) else [])]
    if screen == "breathing":
        found += out_of_core(page, page.evaluate(_PHASES))
    if px == USUAL:
        found += [what for what, fits in PLACES.get(screen, {}).items() if not fits(listener)]
    return found


def is_beside_help(listener: Listener) -> bool:
    """Whether nothing runs beneath Help now."""
    return not words_over(listener.page.locator(".edge .help"))


def is_in_sight(listener: Listener) -> bool:
    """Whether the large key and the whole circle are in the window."""
    return can_be_pressed(listener.key) and box(listener.circle).inside(listener.page)


def is_in_place(listener: Listener) -> bool:
    """Whether the row of choices is in the place of the words."""
    choices, place = box(listener.page.locator("main .choices")), box(listener.page.locator("main .say"))
    return place.top <= choices.top and choices.bottom <= place.bottom


def is_one_line(listener: Listener) -> bool:
    """Whether the small player stands beside Help now."""
    small, help_now = box(listener.page.locator("[data-mini]")), box(listener.page.locator(".edge .help"))
    return small.top < help_now.bottom and help_now.top < small.bottom


PLACES: Final[dict[str, dict[str, Callable[[Listener], bool]]]] = {
    "show": {"all sessions": is_beside_help},
    "before": {"the foot": is_beside_help, "play and circle": is_in_sight, "choices": is_in_place},
    "breathing": {"pause and circle": is_in_sight},
    "mini": {"the small player": is_one_line},
    "end": {"the foot": is_beside_help},
}


def turned(page: Page, screen: str, runs: str) -> list[str]:
    """What does not stand, or run, as it has to from right to left."""
    rows = [" ".join(row) for row in MIRRORED.get(screen, ()) if not in_order(page, row)]
    words = [each for each in SAID.get(screen, ()) if page.locator(each).first.evaluate(_RUNS) != runs]
    looks = [each for each, fits in LOOKS.get(screen, {}).items() if not page.locator(each).first.evaluate(fits)]
    return rows + words + looks


def in_order(page: Page, row: Sequence[str]) -> bool:
    """Whether things stand in this order from left to right, with no one within another."""
    boxes = [box(page.locator(each).first) for each in row]
    return all(one.left < other.left and one.right < other.right for one, other in itertools.pairwise(boxes))


def axe(page: Page, screen: str) -> list[str]:
    """What axe finds wrong on some of the screens."""
    if screen not in ("show", "choices"):
        return []
    if page.evaluate("typeof axe === 'undefined'"):
        page.evaluate(AXE_SCRIPT)
    wrong = page.evaluate("(options) => axe.run(options)", _AXE)["violations"]
    return [f"{each['id']}: {each['nodes'][0]['html'][:160]}" for each in wrong]


def test_the_program_writes_times_and_numbers_as_the_builder_does(visiting: Callable[..., Visit]) -> None:
    page = Listener(visiting("arabic", STILL)).open().page
    built, shown = page.evaluate(_NUMBERS)
    assert built == shown
    assert not re.search("[0-9]", "".join(shown))
    for tag in (*languages(), "ar", "ar-EG", "ar-MA", "bn", "de-CH", "fa", "hi", "mr", "pt-PT"):
        words = PageWords(Language(tag), {}, {})
        assert page.evaluate(_FORMAT, [words.digits, VALUES]) == [words.number(value) for value in VALUES], tag
