"""What the styles of a Word document say of its paragraphs and letters, each with those that it is based on."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Final
from xml.etree.ElementTree import Element

from audiogen.documents.package import attribute, child, descendants, local

_LETTERS: Final = frozenset(("b", "i", "vanish", "strike", "dstrike", "sz"))
_PARAGRAPH: Final = frozenset(("outlineLvl", "numPr"))
_OFF: Final = frozenset(("0", "false", "off", "none"))
_HEADING: Final = re.compile(
    r"(?:heading|\u00fcberschrift|titre|t\u00edtulo|titolo|kop|rubrik|overskrift) ?([1-9])", re.IGNORECASE
)
"""Word itself writes the names of its own styles in English; other programs write them in the author's language."""
_TITLES: Final = frozenset(("title", "titel", "titre"))
_CONTENTS: Final = re.compile(r"toc (\d|heading)|contents \d", re.IGNORECASE)

Properties = dict[str, str]
"""Values of what is said of letters or a paragraph; "0" for what is switched off."""


def properties_of(element: Element | None) -> Properties:
    """What `rPr` or `pPr` says, as far as it is of use."""
    found: Properties = {}
    for inner in element if element is not None else ():
        name = local(inner)
        if name == "numPr":
            found[name] = attribute(child(inner, "numId"), "val") or "1"
        elif name in _LETTERS | _PARAGRAPH:
            value = attribute(inner, "val") or "1"
            found[name] = "0" if value in _OFF else value
    return found


@dataclass(frozen=True, slots=True)
class WordStyles:
    """All styles of a document."""

    styles: dict[str, Element] = field(default_factory=dict)
    """By their ids."""
    usual: Properties = field(default_factory=dict)
    """Of letters that no style says anything about."""
    default: str = ""
    """The id of the style of paragraphs that name none."""
    language: str | None = None

    @classmethod
    def of(cls, root: Element | None) -> WordStyles:
        """Read the part that holds the styles."""
        if root is None:
            return cls()
        styles = {attribute(style, "styleId") or "": style for style in descendants(root, "style")}
        usual = next(descendants(root, "rPrDefault"), None)
        letters = child(usual, "rPr")
        default = next(
            (
                name
                for name, style in styles.items()
                if attribute(style, "type") == "paragraph" and attribute(style, "default") in {"1", "true"}
            ),
            "",
        )
        return cls(styles, properties_of(letters), default, attribute(child(letters, "lang"), "val"))

    def letters(self, style: str | None) -> Properties:
        """What a style says of letters."""
        return self._merged(style, "rPr")

    def paragraph(self, style: str | None) -> Properties:
        """What a style says of paragraphs."""
        return self._merged(style, "pPr")

    def heading_level(self, style: str | None) -> int | None:
        """From 1, of a style for headings; 0 of that for the title of a document; None of all others."""
        for name in map(self._name, self._chain(style)):
            heading = _HEADING.fullmatch(name)
            if heading or name in _TITLES:
                return int(heading[1]) if heading else 0
        return None

    def is_contents(self, style: str | None) -> bool:
        """Whether a style is one for lines of the table of contents."""
        return any(_CONTENTS.fullmatch(self._name(name)) for name in self._chain(style))

    def _merged(self, style: str | None, part: str) -> Properties:
        found: Properties = {}
        for name in reversed(self._chain(style)):
            found |= properties_of(child(self.styles[name], part))
        return found

    def _name(self, style: str) -> str:
        return (attribute(child(self.styles[style], "name"), "val") or style).casefold()

    def _chain(self, style: str | None) -> list[str]:
        """A style and those that it is based on; a circle ends where it closes."""
        chain = list[str]()
        while style and style in self.styles and style not in chain:
            chain.append(style)
            style = attribute(child(self.styles[style], "basedOn"), "val")
        return chain
