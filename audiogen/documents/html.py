"""HTML, that of web pages and that which other formats are turned into: what a reader sees of it, in its order."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from itertools import groupby
from operator import itemgetter
from typing import Final

from selectolax.lexbor import LexborHTMLParser, LexborNode

from audiogen.documents.letters import folded
from audiogen.documents.looks import Looks, StyleSheet
from audiogen.documents.manuscript import BlockKind, TextRun
from audiogen.documents.page_parts import PageParts, is_inline, is_unseen
from audiogen.documents.passages import Passage, RawManuscript

LINE: Final = "data-line"
"""The attribute of an element that says where it stands in the file that was turned into HTML."""
_HEADINGS: Final = {f"h{level}": level for level in range(1, 7)}
_SPACE: Final = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class _Around:
    """What holds for the text of an element because of the elements around it."""

    kind: BlockKind = "paragraph"
    level: int = 0
    line: int = 0
    item: int = 0
    """The item of a list that it stands in, by its `mem_id`."""
    reason: str = ""
    looks: Looks = field(default_factory=Looks)


@dataclass(slots=True)
class _Gathered:
    """What was read of a page so far."""

    passages: list[Passage] = field(default_factory=list)
    runs: list[tuple[str, TextRun, float]] = field(default_factory=list)
    """Of the paragraph that is being read: why each is left out, what it says, and its size."""
    begun_items: set[int] = field(default_factory=set)

    def add(self, text: str, place: _Around) -> None:
        looks = place.looks
        self.runs.append((place.reason, TextRun(text, looks.italic, looks.bold), looks.size_pt))

    def end_paragraph(self, place: _Around) -> None:
        """Keep the paragraph that ends here; what is hidden within it stands behind it."""
        by_reason = sorted(self.runs, key=lambda run: run[0] != place.reason)
        self.runs = []
        for reason, group in groupby(by_reason, key=itemgetter(0)):
            parts = list(group)
            runs = folded(run for _, run, _ in parts)
            if runs:
                size = max(parts, key=lambda part: len(part[1].text))[2]
                self._keep(Passage(self._kind(place), runs, place.line, place.level, size, reason))

    def _keep(self, passage: Passage) -> None:
        self.passages.append(passage if passage.line else replace(passage, line=len(self.passages) + 1))

    def _kind(self, place: _Around) -> BlockKind:
        """The second paragraph of an item is no item of its own."""
        if place.kind != "item":
            return place.kind
        first = place.item not in self.begun_items
        self.begun_items.add(place.item)
        return "item" if first else "paragraph"


def read_html(html: str) -> RawManuscript:
    """The paragraphs of a page, with what belongs to the page rather than to its text marked as left out."""
    tree = LexborHTMLParser(html)
    if tree.root is None:
        return RawManuscript(())
    passages = _read(tree.root, PageParts.of(tree), StyleSheet.of(tree))
    title = tree.css_first("title")
    language = tree.root.attributes.get("lang") or tree.root.attributes.get("xml:lang")
    return RawManuscript(tuple(passages), _SPACE.sub(" ", title.text()).strip() or None if title else None, language)


def _read(root: LexborNode, parts: PageParts, sheet: StyleSheet) -> list[Passage]:
    """Walk through the elements without recursion: pages may lie in each other deeper than Python calls."""
    reading = _Gathered()
    open_ones: list[tuple[LexborNode, _Around, bool]] = [(root, _Around(), True)]
    while open_ones:
        node, outer, begins = open_ones.pop()
        if node.is_text_node:
            text = node.text_content or ""
            reading.add(text if outer.looks.keeps_lines else _SPACE.sub(" ", text), outer)
            continue
        if is_unseen(node):
            continue
        if not is_inline(node):
            reading.end_paragraph(outer if begins else _place(node, outer, parts, sheet))
        if begins:
            place = _place(node, outer, parts, sheet)
            _add_own_text(node, place, reading)
            open_ones.append((node, outer, False))
            open_ones += [(child, place, True) for child in reversed(list(node.iter(include_text=True)))]
    return reading.passages


def _place(node: LexborNode, outer: _Around, parts: PageParts, sheet: StyleSheet) -> _Around:
    tag, attributes = node.tag or "", node.attributes
    looks = sheet.looks(node, outer.looks)
    place = replace(
        outer, looks=looks, reason=parts.reason(node, outer.reason) or ("hidden text" if looks.hidden else "")
    )
    if LINE in attributes:
        place = replace(place, line=int(attributes[LINE] or 0))
    if tag in _HEADINGS:
        return replace(place, kind="heading", level=_HEADINGS[tag])
    if tag == "li":
        return replace(place, kind="item", item=node.mem_id)
    return place


def _add_own_text(node: LexborNode, place: _Around, reading: _Gathered) -> None:
    if node.tag == "br":
        reading.add("\n", place)
    elif node.tag == "input" and node.attributes.get("type") in {"submit", "button", "reset"}:
        reading.add(node.attributes.get("value") or "", replace(place, reason="a button of the web page"))
