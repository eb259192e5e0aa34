"""HTML, that of web pages and that which other formats are turned into: what a reader sees of it, in its order."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import Final

from selectolax.lexbor import LexborHTMLParser, LexborNode

from audiogen.documents.looks import Looks, StyleSheet
from audiogen.documents.manuscript import BlockKind, TextRun
from audiogen.documents.package import whole_number
from audiogen.documents.page_parts import PageParts, is_inline, is_unseen
from audiogen.documents.passages import Passage, PassagePart, RawManuscript, TableCell, paragraph_of, under_titles
from audiogen.documents.tables import CellCount
from audiogen.errors import AudiogenError

LINE: Final = "data-line"
"""The attribute of an element that says where it stands in the file that was turned into HTML."""
_HEADINGS: Final = {f"h{level}": level for level in range(1, 7)}
_OF_TABLES: Final = {"table": "table", "tr": "row", "td": "cell", "th": "cell"}
_TITLES: Final = frozenset(("title", "msotitle"))
"""Classes by which word processors mark the title of a document when they save it as HTML."""
_DEEPEST: Final = 2000
_TAG: Final = re.compile(r"<(/?)([a-zA-Z][^\s/>]*)")
_NEVER_DEEP: Final = frozenset(
    ("p", "li", "br", "img", "hr", "td", "tr", "th", "dt", "dd", "meta", "link", "input", "option", "wbr", "path")
)
"""Elements that are often not closed, because the next one or nothing at all ends them."""
_SPACE: Final = re.compile(r"\s+")


def _depth(html: str) -> int:
    """How deeply elements may lie in each other, counted without taking them apart."""
    depth = deepest = 0
    for closing, name in _TAG.findall(html):
        if name.lower() not in _NEVER_DEEP:
            depth = max(0, depth + (-1 if closing else 1))
            deepest = max(deepest, depth)
    return deepest


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
    cell: TableCell | None = None


@dataclass(slots=True)
class _Gathered:
    """What was read of a page so far."""

    passages: list[Passage] = field(default_factory=list)
    stretches: list[PassagePart] = field(default_factory=list)
    """Of the paragraph that is being read."""
    begun_items: set[int] = field(default_factory=set)
    cells: CellCount = field(default_factory=CellCount)

    def add(self, text: str, around: _Around) -> None:
        looks = around.looks
        self.stretches.append(PassagePart(TextRun(text, looks.italic, looks.bold), looks.size_pt, around.reason))

    def end_paragraph(self, around: _Around) -> None:
        """Keep the paragraph that ends here."""
        for passage in paragraph_of(
            self.stretches, Passage(around.kind, (), around.line, around.level, cell=around.cell)
        ):
            kind, line = passage.kind, passage.line or len(self.passages) + 1
            if kind == "item":
                # the second paragraph of an item is no item of its own
                kind = "paragraph" if around.item in self.begun_items else "item"
                self.begun_items.add(around.item)
            self.passages.append(replace(passage, kind=kind, line=line))
        self.stretches = []


def read_html(html: str) -> RawManuscript:
    """The paragraphs of a page, with what belongs to the page rather than to its text marked as left out.

    Raises:
        AudiogenError: its elements lie in each other so deeply that reading them would take minutes.
    """
    if _depth(html) > _DEEPEST:
        msg = f"more than {_DEEPEST} elements of the web page lie within each other"
        raise AudiogenError(msg, hint="copy what the browser shows into a document, and save that as .docx or .txt")
    tree = LexborHTMLParser(html)
    if tree.root is None:
        return RawManuscript(())
    passages = under_titles(_read(tree.root, PageParts.of(tree), StyleSheet.of(tree)))
    title = tree.css_first("title")
    language = tree.root.attributes.get("lang") or tree.root.attributes.get("xml:lang")
    return RawManuscript(passages, _SPACE.sub(" ", title.text()).strip() or None if title else None, language)


def _read(root: LexborNode, parts: PageParts, sheet: StyleSheet) -> list[Passage]:
    """Walk through the elements without recursion: pages may lie in each other deeper than Python calls."""
    gathered = _Gathered()
    # None stands for the end of an element that is no part of a line
    waiting: list[tuple[LexborNode | None, _Around]] = [(root, _Around())]
    while waiting:
        node, around = waiting.pop()
        if node is None:
            gathered.end_paragraph(around)
        elif node.is_text_node:
            text = node.text_content or ""
            gathered.add(text if around.looks.keeps_lines else _SPACE.sub(" ", text), around)
        elif not is_unseen(node):
            cell = gathered.cells.within(_OF_TABLES.get(node.tag or "", ""), around.cell)
            inside = replace(_inside(node, around, parts, sheet), cell=cell)
            if not is_inline(node):
                gathered.end_paragraph(around)
                waiting.append((None, inside))
            _add_own_text(node, inside, gathered)
            waiting += [(child, inside) for child in reversed(list(node.iter(include_text=True)))]
    return gathered.passages


def _inside(node: LexborNode, outer: _Around, parts: PageParts, sheet: StyleSheet) -> _Around:
    tag, attributes = node.tag or "", node.attributes
    looks = sheet.looks(node, outer.looks)
    inside = replace(
        outer, looks=looks, reason=parts.reason(node, outer.reason) or ("hidden text" if looks.hidden else "")
    )
    if LINE in attributes:
        inside = replace(inside, line=whole_number(attributes[LINE], 0))
    if tag in _HEADINGS:
        return replace(inside, kind="heading", level=_HEADINGS[tag])
    if tag == "p" and _TITLES & set((attributes.get("class") or "").casefold().split()):
        return replace(inside, kind="heading", level=0)
    if tag == "li":
        return replace(inside, kind="item", item=node.mem_id)
    return inside


def _add_own_text(node: LexborNode, inside: _Around, gathered: _Gathered) -> None:
    if node.tag == "br":
        gathered.add("\n", inside)
    elif node.tag == "input" and node.attributes.get("type") in {"submit", "button", "reset"}:
        gathered.add(node.attributes.get("value") or "", replace(inside, reason="a button of the web page"))
