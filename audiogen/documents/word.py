"""Word documents (DOCX): what stands in them, with what their author has deleted, hidden or put beside the text.

Paragraphs are read from the XML itself: what tells headings, hidden and deleted text lies in styles, in outline levels,
in sizes and in changes that were tracked, and whoever turns a document into HTML has lost these.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Final
from xml.etree.ElementTree import Element

from audiogen.documents.manuscript import BlockKind, TextRun
from audiogen.documents.package import (
    BrokenPackageError,
    Package,
    attribute,
    child,
    descendants,
    local,
    spaced,
    whole_number,
)
from audiogen.documents.passages import (
    NOT_READ,
    PICTURE,
    Passage,
    PassagePart,
    RawManuscript,
    TableCell,
    paragraph_of,
    under_titles,
)
from audiogen.documents.tables import CellCount
from audiogen.documents.word_styles import Properties, WordStyles, properties_of

_SIGNS: Final = {"tab": "\t", "ptab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}
"""Elements that stand for one sign within letters."""
_OF_TABLES: Final = {"tbl": "table", "tr": "row", "tc": "cell"}
_PICTURES: Final = frozenset(("blip", "imagedata"))
_CHANGES: Final = {
    "del": "text that was deleted while changes were tracked",
    "moveFrom": "text that was moved elsewhere while changes were tracked",
    "oMath": "a formula",
}
"""Elements around letters that are not read."""
_BESIDE: Final = {
    "header": "the header of each page",
    "footer": "the footer of each page",
    "footnote": "a footnote",
    "endnote": "a note at the end",
    "comment": "a comment in the margin",
}
"""What stands beside the text in parts of its own."""
_USUAL_HALF_POINTS: Final = 20
"""The size of letters that nothing says a size of."""
_REFERENCE: Final = "Reference"
"""How the names of elements end that stand in the text for notes and comments."""


def read_word(data: bytes, name: str) -> RawManuscript:
    """The paragraphs of a document.

    Args:
        data: the file.
        name: of the file, for messages.

    Raises:
        AudiogenError: the file is damaged.
    """
    package = Package.of(data, name)
    main = _main_part(package)
    body = child(package.part(main), "body")
    if body is None:
        msg = f"{name} is damaged: it has no text"
        raise BrokenPackageError(msg, hint="open it in Word or LibreOffice, and save it again")
    folder = main.rpartition("/")[0]
    styles = WordStyles.of(package.part(f"{folder}/styles.xml"))
    reader = _WordWalk(styles)
    passages = [*reader.passages(body), *_beside(package, folder, reader)]
    title = child(package.part("docProps/core.xml"), "title")
    said = (title.text or "").strip() if title is not None else ""
    return RawManuscript(under_titles(passages), said or None, styles.language)


def _main_part(package: Package) -> str:
    relations = package.part("_rels/.rels")
    for relation in relations if relations is not None else ():
        if (attribute(relation, "Type") or "").endswith("/officeDocument"):
            return (attribute(relation, "Target") or "").lstrip("/")
    return "word/document.xml"


@dataclass(slots=True)
class _WordWalk:
    """Reads paragraphs in their order, and remembers what it needs for those to come."""

    styles: WordStyles
    count: int = 0
    """Of the paragraphs so far."""
    carried: list[PassagePart] = field(default_factory=list)
    """Of a paragraph whose end was deleted, so that it goes on in the next."""
    references: dict[tuple[str, str | None], int] = field(default_factory=dict)
    """The paragraphs in which notes and comments are referred to, by kind and id."""
    cells: CellCount = field(default_factory=CellCount)
    letters: dict[str | None, Properties] = field(default_factory=dict)
    """What styles say of letters, as far as they were asked for."""

    def passages(self, root: Element, reason: str = "") -> Iterator[Passage]:
        """The paragraphs within an element."""
        waiting: list[tuple[Element, str, TableCell | None]] = [(root, reason, None)]
        while waiting:
            element, why, around = waiting.pop()
            if local(element) == "p":
                boxes = list[Element]()
                for passage in self._paragraph(element, why, boxes):
                    yield replace(passage, cell=around)
                waiting += [(box, why, around) for box in reversed(boxes)]
            else:
                why, cell = (
                    why or _reason_around(element),
                    self.cells.within(_OF_TABLES.get(local(element), ""), around),
                )
                waiting += [(inner, why, cell) for inner in reversed(_alternative(element))]

    def _paragraph(self, paragraph: Element, reason: str, boxes: list[Element]) -> Iterator[Passage]:
        properties = child(paragraph, "pPr")
        style = attribute(child(properties, "pStyle"), "val") or self.styles.default
        stretches = [*self.carried, *self._stretches(paragraph, style, boxes)]
        self.carried = []
        if child(child(properties, "rPr"), "del") is not None:
            self.carried = stretches
            return
        said = self.styles.paragraph(style) | properties_of(properties)
        level = self.styles.heading_level(style)
        if level is None and said.get("outlineLvl", "9") in set("012345678"):
            level = int(said["outlineLvl"]) + 1
        kind: BlockKind = "heading" if level is not None else "item" if said.get("numPr", "0") != "0" else "paragraph"
        if self.styles.is_contents(style):
            reason = "the table of contents"
        like = Passage(kind, (), self.count + 1, level or 0, reason=reason)
        for passage in paragraph_of(stretches, like):
            self.count = like.line
            yield passage

    def _stretches(self, paragraph: Element, style: str, boxes: list[Element]) -> Iterator[PassagePart]:
        """The letters of one paragraph; text boxes that hang on it are kept for later."""
        waiting = [(inner, "") for inner in reversed(paragraph)]
        while waiting:
            element, reason = waiting.pop()
            name = local(element)
            if name == "txbxContent":
                boxes.append(element)
            elif name in _PICTURES:
                yield PassagePart(PICTURE, reason=NOT_READ)
            elif name == "r":
                yield from self._run(element, style, reason)
                waiting += [(inner, reason) for inner in reversed(element) if len(inner)]
            else:
                why = reason or _CHANGES.get(name, "")
                waiting += [(inner, why) for inner in reversed(_alternative(element))]

    def _run(self, run: Element, style: str, reason: str) -> Iterator[PassagePart]:
        direct = child(run, "rPr")
        of_run = attribute(child(direct, "rStyle"), "val")
        looks = self.styles.usual | self._letters(style) | self._letters(of_run) | properties_of(direct)
        text = ""
        for inner in run:
            name = local(inner)
            text += spaced(inner.text) if name in {"t", "delText"} else _SIGNS.get(name, "")
            if name.endswith(_REFERENCE):
                self.references[name.removesuffix(_REFERENCE), attribute(inner, "id")] = self.count + 1
        said = TextRun(text, _is(looks, "i"), _is(looks, "b"))
        why = "hidden text" if _is(looks, "vanish") else ""
        if _is(looks, "strike") or _is(looks, "dstrike"):
            why = "text that is struck through"
        yield PassagePart(said, whole_number(looks.get("sz"), _USUAL_HALF_POINTS) / 2, reason or why)

    def _letters(self, style: str | None) -> Properties:
        if style not in self.letters:
            self.letters[style] = self.styles.letters(style)
        return self.letters[style]


def _is(looks: Properties, what: str) -> bool:
    return looks.get(what, "0") != "0"


def _reason_around(element: Element) -> str:
    """Why all of a row of a table, or of another element around paragraphs, is left out."""
    deleted = local(element) == "tr" and child(child(element, "trPr"), "del") is not None
    return _CHANGES["del" if deleted else local(element)] if deleted or local(element) in _CHANGES else ""


def _alternative(element: Element) -> list[Element]:
    """What stands within an element; of the same written for new and for old programs, only one."""
    if local(element) != "AlternateContent":
        return list(element)
    written = [inner for inner in element if any(True for _ in descendants(inner, "t"))]
    return written[:1]


def _beside(package: Package, folder: str, reader: _WordWalk) -> Iterator[Passage]:
    """Headers, footers, notes and comments, each at the paragraph that refers to it."""
    for part in package.names():
        file = part.removeprefix(f"{folder}/")
        kind = next((kind for kind in _BESIDE if file.startswith(kind) and file.endswith(".xml")), None)
        root = package.part(part) if kind else None
        if kind is None or root is None:
            continue
        for element in [root] if kind in {"header", "footer"} else root:
            line = reader.references.get((kind, attribute(element, "id")), 1)
            for passage in reader.passages(element, _BESIDE[kind]):
                yield replace(passage, line=line)
