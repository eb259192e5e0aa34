"""Which elements of a web page are its furniture: navigation, buttons, comments, and what nobody sees."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

from selectolax.lexbor import LexborHTMLParser, LexborNode

_LARGEST_SHARE: Final = 0.34
"""Of all letters of a page. An element with more of them is no furniture, whatever its class is called."""
_LEAST_SHARE: Final = 0.5
"""Of all letters that an article within the main part has, if the rest is to be left out."""
_NAME: Final = re.compile(r"[A-Z]?[a-z]+")
_WHOLE_PAGE: Final = frozenset(("html", "body", "main", "article"))
_OUTSIDE: Final = "outside the article of the web page"
_NOTE: Final = re.compile(r"[\[(]?(\d{1,3}|[a-z*\u2020\u2021])[\])]?")
_HIDDEN: Final = re.compile(r"display:none|visibility:hidden|mso-hide:all")


def is_unseen(node: LexborNode) -> bool:
    """Whether no browser shows the element, so that there is nothing to leave out."""
    return node.tag in _named("unseen") or node.is_comment_node


def is_within_lines(name: str) -> bool:
    """Whether an element of this name stands within a line, or beside the text."""
    return name in _named("inline") | _named("unseen") | _named("beside") | _elements().keys()


def is_inline(node: LexborNode) -> bool:
    """Whether an element stands within a line, so that no paragraph ends where it does."""
    return node.tag in _named("inline")


@dataclass(frozen=True, slots=True)
class PageParts:
    """What is known of one page before it is read."""

    main: int = 0
    """The element that holds the text, by its `mem_id`; 0 where none says so."""
    letters: int = 0
    """Of the whole page."""
    title_in_header: bool = False
    """Whether the only heading of the first level stands in the header."""

    @classmethod
    def of(cls, tree: LexborHTMLParser) -> PageParts:
        """Look for the part that holds the text."""
        main = _main(tree)
        titles = [heading for heading in tree.css("h1") if heading.text(strip=True)]
        return cls(
            main.mem_id if main else 0,
            len(tree.body.text()) if tree.body else 0,
            len(titles) == 1 and len(tree.css("header h1")) == 1,
        )

    def reason(self, node: LexborNode, outer: str) -> str:
        """Why an element is left out; `outer` where nothing of its own decides that."""
        if node.mem_id == self.main or (self.title_in_header and node.tag == "h1"):
            return ""
        if self.main and node.tag == "body":
            return _OUTSIDE
        return outer if outer not in {"", _OUTSIDE} else self._own_reason(node) or outer

    def _own_reason(self, node: LexborNode) -> str:
        attributes = node.attributes
        style = (attributes.get("style") or "").replace(" ", "").lower()
        if "hidden" in attributes or _HIDDEN.search(style):
            return "hidden text"
        if (
            node.tag == "sup"
            and _NOTE.fullmatch(node.text(strip=True))
            and (node.css_first("a") or _is_link(node.parent))
        ):
            return "the mark of a note"
        tag = node.tag or ""
        # LibreOffice writes the header and the footer of its pages with titles, and no other program has such
        named = [tag, attributes.get("role"), attributes.get("title") if tag == "div" else None]
        said = next((_elements()[name] for name in named if name in _elements()), "")
        if said and not (tag == "header" and _stands_in_text(node)):
            return said
        names = f"{attributes.get('class') or ''} {attributes.get('id') or ''}"
        if tag in _WHOLE_PAGE or not names.strip():
            return ""
        known = next((_classes()[word] for word in _words(names) if word in _classes()), "")
        return known if known and len(node.text()) < _LARGEST_SHARE * self.letters else ""


def _main(tree: LexborHTMLParser) -> LexborNode | None:
    mains, articles = tree.css("main, [role=main]"), tree.css("article")
    main = mains[0] if len(mains) == 1 else None
    longest = max(articles, key=lambda article: len(article.text()), default=None)
    whole = main or tree.body
    if longest and whole and len(longest.text()) > _LEAST_SHARE * len(whole.text()):
        return longest
    return main


def _stands_in_text(node: LexborNode) -> bool:
    """Whether a header is that of an article or a section, with its title."""
    parent = node.parent
    while parent:
        if parent.tag in {"article", "main", "section"}:
            return True
        parent = parent.parent
    return False


def _is_link(node: LexborNode | None) -> bool:
    return node is not None and node.tag == "a"


def _words(names: str) -> list[str]:
    return [word.lower() for word in _NAME.findall(names)]


@cache
def _tables() -> dict[str, dict[str, str]]:
    return tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))


def _elements() -> dict[str, str]:
    return _tables()["elements"]


@cache
def _classes() -> dict[str, str]:
    return {word: reason for reason, words in _tables()["classes"].items() for word in words.split()}


@cache
def _named(table: str) -> frozenset[str]:
    return frozenset(_tables()[table]["elements"].split())
