"""A pseudo-translation of all that pages say: every letter is another one, so that what is left untranslated shows."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from typing import Final

from audiogen.script.own_words import OwnTexts
from audiogen.script.page_texts import page_texts

LANGUAGE: Final = "ja"
"""Of shows with these words: it has no catalogue, and no letter of ours in its lengths and days."""
_WIDE: Final = {letter: letter + 0xFEE0 for letter in (*range(ord("A"), ord("Z") + 1), *range(ord("a"), ord("z") + 1))}
READ_OUT: Final = ("aria-label", "aria-valuetext", "aria-roledescription", "alt", "title", "placeholder", "label")
_META: Final = ("description", "apple-mobile-web-app-title", "application-name", "author")
_LETTERS: Final = re.compile(r"[A-Za-z][A-Za-z'\u2019 ]*")
_SILENT: Final = ("script", "style")


def pseudo(text: str) -> str:
    """A text with wide letters; what stands in braces stays."""
    return "".join(part if part.startswith("{") else part.translate(_WIDE) for part in re.split(r"(\{\w+\})", text))


def pseudo_words() -> OwnTexts:
    """All words of pages, as `words:` of show.yaml has them."""
    texts = [(each.name, each.english) for each in page_texts().values()]
    return tuple(
        (name, pseudo(text) if isinstance(text, str) else tuple((form, pseudo(each)) for form, each in text.items()))
        for name, text in texts
    )


def untranslated(text: str) -> list[str]:
    """The letters in a text that no translation has gone over."""
    return _LETTERS.findall(text)


class ReadOut(HTMLParser):
    """All of a page that somebody reads, or has read out."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.texts: list[str] = []
        self._silent = False
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        facts = {name: value or "" for name, value in attrs}
        self._silent = tag in _SILENT
        self.texts += (facts[name] for name in READ_OUT if name in facts)
        if facts.get("name") in _META or facts.get("property", "") in ("og:title", "og:description", "og:site_name"):
            self.texts.append(facts.get("content", ""))

    def handle_endtag(self, tag: str) -> None:
        self._silent = False

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self.texts.append(data)
