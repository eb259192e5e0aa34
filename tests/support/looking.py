"""What somebody sees of a page: where things are, what is cut, what lies over what."""

from __future__ import annotations

from dataclasses import dataclass

from playwright.sync_api import Locator, Page

_CUT_WORDS = """() => {
  const found = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const range = document.createRange();
    range.selectNodeContents(node);
    const seen = node.textContent.trim() && node.parentElement.checkVisibility({ opacityProperty: true,
      visibilityProperty: true });
    const sides = [...range.getClientRects()].filter(({ width, height }) => seen && width && height);
    if (sides.some(({ left, right }) => left < -0.5 || right > innerWidth + 0.5)) found.push(node.textContent.trim());
  }
  return found;
}"""
_WORDS_OVER = """([left, top, right, bottom, own]) => {
  const found = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    if (!node.textContent.trim() || node.parentElement.closest(own)) continue;
    if (!node.parentElement.checkVisibility({ opacityProperty: true, visibilityProperty: true })) continue;
    const range = document.createRange();
    range.selectNodeContents(node);
    const over = [...range.getClientRects()].some((each) => each.left < right && each.right > left
      && each.top < bottom && each.bottom > top);
    if (over) found.push(node.textContent.trim());
  }
  return found;
}"""
_ON_TOP = """(element) => {
  const { left, top, width, height } = element.getBoundingClientRect();
  const found = document.elementFromPoint(left + width / 2, top + height / 2);
  return element === found || element.contains(found);
}"""

_SMALL_TYPE = """(least) => [...document.querySelectorAll("body *")].filter((each) =>
  [...each.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.textContent.trim())
  && each.checkVisibility({ opacityProperty: true, visibilityProperty: true })
  && parseFloat(getComputedStyle(each).fontSize) < least).map((each) => each.outerHTML.slice(0, 120))"""
_SMALL_TARGETS = """(least) => [...document.querySelectorAll("button, input, summary, a")].filter((each) =>
  each.checkVisibility({ opacityProperty: true, visibilityProperty: true })
  && getComputedStyle(each).display !== "inline"
  && Math.min(each.getBoundingClientRect().height, each.getBoundingClientRect().width) < least - 0.5)
  .map((each) => each.outerHTML.slice(0, 120))"""
_FINISH = """() => {
  for (const each of document.getAnimations()) if (each.effect.getComputedTiming().endTime < 60000) each.finish();
}"""
_OUT_OF_KEYS = """() => {
  const found = [];
  for (const key of document.querySelectorAll("button, summary, .begin, .help, .outline, .picks label, .text")) {
    if (!key.checkVisibility({ opacityProperty: true, visibilityProperty: true })) continue;
    const around = key.getBoundingClientRect();
    const range = document.createRange();
    range.selectNodeContents(key);
    const out = [...range.getClientRects()].some(({ left, top, right, bottom, width }) => width
      && (left < around.left - 1 || top < around.top - 1 || right > around.right + 1 || bottom > around.bottom + 1));
    if (out) found.push(key.innerText);
  }
  return found;
}"""
_OUT_OF_CORE = """(words) => {
  const [core, place] = [document.querySelector("main .core"), document.querySelector("main [data-phase]")];
  const { left, top, width, height } = core.getBoundingClientRect();
  const before = place.textContent;
  const range = document.createRange();
  const found = words.filter((word) => {
    place.textContent = word;
    range.selectNodeContents(place);
    return [...range.getClientRects()].some((each) => [each.left, each.right].some((x) => (
      Math.hypot(x - left - width / 2, (each.top + each.bottom) / 2 - top - height / 2) > width / 2 - 1)));
  });
  place.textContent = before;
  return found;
}"""


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle in the window, in CSS pixels."""

    left: float
    top: float
    right: float
    bottom: float

    def inside(self, page: Page) -> bool:
        """Whether all of it is in the window; half a pixel is lost in rounding."""
        size = page.viewport_size
        assert size
        within = self.left >= -0.5 and self.top >= -0.5
        return within and self.right <= size["width"] + 0.5 and self.bottom <= size["height"] + 0.5


def box(element: Locator) -> Box:
    """Where an element is in the window."""
    found = element.evaluate(
        "(element) => { const { left, top, right, bottom } = element.getBoundingClientRect(); "
        "return [left, top, right, bottom]; }"
    )
    return Box(*found)


def can_be_pressed(element: Locator) -> bool:
    """Whether all of it is in the window and nothing lies over its middle."""
    return box(element).inside(element.page) and bool(element.evaluate(_ON_TOP))


def cut_words(page: Page) -> list[str]:
    """Texts that begin or end beside the window, whether one could scroll there or not."""
    return list(page.evaluate(_CUT_WORDS))


def overflow(page: Page) -> float:
    """How many pixels wider than the window the page is."""
    return float(page.evaluate("document.scrollingElement.scrollWidth - innerWidth"))


def words_over(element: Locator) -> list[str]:
    """Texts that lie over an element and are no part of it."""
    where = box(element)
    own = str(element.evaluate("(element) => '.' + element.className.split(' ')[0]"))
    return list(element.page.evaluate(_WORDS_OVER, [where.left, where.top, where.right, where.bottom, own]))


def out_of_keys(page: Page) -> list[str]:
    """What buttons say that does not fit into them."""
    return list(page.evaluate(_OUT_OF_KEYS))


def out_of_core(page: Page, words: list[str]) -> list[str]:
    """Which of these words would not fit into the middle of the circle; they are tried there."""
    return list(page.evaluate(_OUT_OF_CORE, words))


def small_type(page: Page, least_px: float = 15) -> list[str]:
    """Elements whose words are too small to be read in the dark."""
    return list(page.evaluate(_SMALL_TYPE, least_px))


def small_targets(page: Page, least_px: float = 48) -> list[str]:
    """What is pressed, and too small for a tired finger; links within a text are words."""
    return list(page.evaluate(_SMALL_TARGETS, least_px))


def after_drawing(page: Page) -> None:
    """Wait until what was asked for is drawn."""
    page.evaluate("() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")


def settled(page: Page) -> None:
    """Bring what is fading or rising to where it goes."""
    page.evaluate(_FINISH)
    after_drawing(page)
