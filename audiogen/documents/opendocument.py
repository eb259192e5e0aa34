"""LibreOffice documents (ODT, and the same as one XML file): what stands in them, and what beside the text."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Final
from xml.etree.ElementTree import Element

from audiogen.documents.manuscript import BlockKind, TextRun
from audiogen.documents.opendocument_styles import LetterStyle, OpenStyles
from audiogen.documents.package import (
    BrokenPackageError,
    Package,
    attribute,
    child,
    descendants,
    local,
    spaced,
    whole_number,
    xml_root,
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
from audiogen.errors import AudiogenError

_REASONS: Final = {
    "note": "a footnote",
    "annotation": "a comment in the margin",
    "tracked-changes": "text that was deleted while changes were tracked",
    "table-of-content": "the table of contents",
    "hidden-text": "hidden text",
    "hidden-paragraph": "hidden text",
    "math": "a formula",
}
"""Elements that are left out with all that they hold."""
_UNSEEN: Final = frozenset(
    [
        "note-citation",
        "event-listeners",
        "forms",
        "scripts",
        "ruby-text",
        "sequence-decls",
        "user-field-decls",
        "variable-decls",
    ]
)
"""Elements whose text nobody sees on a page, or only as the mark of a note."""
_UNSEEN_NAMESPACES: Final = ("purl.org/dc/", ":svg-compatible:", ":meta:")
"""Of what is said of comments and pictures: who wrote them, and when."""
_OF_TABLES: Final = {"table": "table", "table-row": "row", "table-cell": "cell"}
_SIGNS: Final = {"tab": "\t", "line-break": "\n"}
"""Elements that stand for one sign; `s` stands for several spaces."""
_MOST_SPACES: Final = 1000
_TITLES: Final = frozenset(("title", "titel", "titre"))


def read_opendocument(data: bytes, name: str) -> RawManuscript:
    """The paragraphs of a document.

    Args:
        data: the file.
        name: of the file, for messages.

    Raises:
        AudiogenError: the file is damaged, or protected by a password.
    """
    content, styles, meta = _parts(data, name)
    text = next((body for body in descendants(content, "text") if "office" in body.tag), None)
    if text is None:
        msg = f"{name} is damaged: it has no text"
        raise BrokenPackageError(msg, hint="open it in LibreOffice, and save it again")
    known = OpenStyles.of((styles, content))
    passages = [*_OpenWalk(known).passages(text), *_beside(styles, known)]
    title = next(descendants(meta, "title"), None) if meta is not None else None
    said = (title.text or "").strip() if title is not None else ""
    return RawManuscript(under_titles(passages), said or None, _language(known))


def _parts(data: bytes, name: str) -> tuple[Element, Element | None, Element | None]:
    """The content, the styles and what is said of the document; one file holds all three where it is flat."""
    if not data.startswith(b"PK"):
        root = xml_root(data, name)
        return root, root, root
    package = Package.of(data, name)
    manifest = package.part("META-INF/manifest.xml")
    if manifest is not None and next(descendants(manifest, "encryption-data"), None) is not None:
        msg = f"{name} is protected by a password"
        raise AudiogenError(msg, hint="open it, remove the password, and save it again")
    content = package.part("content.xml")
    if content is None:
        msg = f"{name} is damaged: it has no text"
        raise BrokenPackageError(msg, hint="open it in LibreOffice, and save it again")
    return content, package.part("styles.xml"), package.part("meta.xml")


@dataclass(frozen=True, slots=True)
class _Within:
    """What holds for the text of an element because of the elements around it."""

    looks: LetterStyle = field(default_factory=LetterStyle)
    reason: str = ""
    item: Element | None = None
    """The item of a list that it stands in."""
    cell: TableCell | None = None


@dataclass(slots=True)
class _OpenParagraph:
    """A paragraph that is being read; another may stand in it, within a text box or a note."""

    like: Passage
    stretches: list[PassagePart] = field(default_factory=list)


@dataclass(slots=True)
class _OpenWalk:
    """Reads an element from its beginning to its end."""

    styles: OpenStyles
    paragraphs: list[_OpenParagraph] = field(default_factory=list)
    """All, in the order of their beginnings."""
    open_ones: list[_OpenParagraph] = field(default_factory=list)
    """Those that have not ended yet, the innermost last."""
    cells: CellCount = field(default_factory=CellCount)
    items: set[Element] = field(default_factory=set)
    """Items of lists that have a paragraph already."""

    def passages(self, root: Element) -> Iterator[Passage]:
        """Its paragraphs."""
        # None stands for the end of a paragraph, a text for what follows upon an element
        waiting: list[tuple[Element | str | None, _Within]] = [(root, _Within())]
        while waiting:
            part, within = waiting.pop()
            if part is None:
                self.open_ones.pop()
            elif isinstance(part, str):
                self._add(part, within)
            else:
                waiting += reversed(self._begun(part, within))
        line = 0
        for paragraph in self.paragraphs:
            found = list(paragraph_of(paragraph.stretches, replace(paragraph.like, line=line + 1)))
            line += bool(found)
            yield from found

    def _begun(self, element: Element, outer: _Within) -> list[tuple[Element | str | None, _Within]]:
        """What an element holds, in its order."""
        name = local(element)
        if name in _UNSEEN or any(part in element.tag for part in _UNSEEN_NAMESPACES):
            return []
        cell = self.cells.within(_OF_TABLES.get(name, ""), outer.cell)
        within = replace(self._within(element, outer), cell=cell)
        if name == "s":
            return [(" " * min(whole_number(attribute(element, "c"), 1), _MOST_SPACES), within)]
        parts: list[tuple[Element | str | None, _Within]] = [(_SIGNS.get(name) or spaced(element.text), within)]
        for inner in element:
            parts += [(inner, within), (spaced(inner.tail), within)]
        if name == "image":
            parts = [(PICTURE.text, replace(within, reason=within.reason or NOT_READ))]
        if name in {"p", "h"}:
            self._begin_paragraph(element, within)
            parts.append((None, within))
        return parts

    def _within(self, element: Element, outer: _Within) -> _Within:
        name, style = local(element), attribute(element, "style-name")
        if name == "list-item":
            return replace(outer, item=element)
        if name in {"p", "h", "span"}:
            looks = self.styles.letters("text" if name == "span" else "paragraph", style, outer.looks)
            return replace(outer, looks=looks)
        hidden = name == "section" and (attribute(element, "display") == "none" or self.styles.is_hidden(style))
        return replace(outer, reason=outer.reason or ("hidden text" if hidden else _REASONS.get(name, "")))

    def _begin_paragraph(self, element: Element, within: _Within) -> None:
        style = attribute(element, "style-name")
        level = self.styles.level(style)
        if local(element) == "h":
            level = whole_number(attribute(element, "outline-level"), level or 1)
        kind: BlockKind = "heading" if level else "paragraph"
        if _TITLES & set(self.styles.names("paragraph", style)):
            kind, level = "heading", 0
        elif not level and within.item is not None and within.item not in self.items:
            kind = "item"
            self.items.add(within.item)
        paragraph = _OpenParagraph(Passage(kind, (), 0, level, reason=within.reason, cell=within.cell))
        self.paragraphs.append(paragraph)
        self.open_ones.append(paragraph)

    def _add(self, text: str, within: _Within) -> None:
        if text and self.open_ones:
            looks = within.looks
            run = TextRun(text, looks.italic, looks.bold)
            self.open_ones[-1].stretches.append(PassagePart(run, looks.size_pt, within.reason or looks.reason))


def _beside(styles: Element | None, known: OpenStyles) -> Iterator[Passage]:
    """The headers and footers of pages."""
    for element in descendants(styles, "master-page") if styles is not None else ():
        for part in element:
            kind = local(part).partition("-")[0]
            for passage in _OpenWalk(known).passages(part):
                yield replace(passage, line=1, reason=f"the {kind} of each page")


def _language(known: OpenStyles) -> str | None:
    """What the document says of its usual paragraphs."""
    said = child(known.styles.get(("paragraph", "")), "text-properties")
    language, country = attribute(said, "language"), attribute(said, "country")
    return f"{language}-{country}" if language and country not in {None, "none"} else language
