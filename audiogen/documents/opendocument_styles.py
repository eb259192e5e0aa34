"""What the styles of a LibreOffice document say, each with those that it is based on."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final
from xml.etree.ElementTree import Element

from audiogen.documents.package import attribute, child, local, whole_number

_POINTS: Final = {"pt": 1.0, "in": 72.0, "cm": 72 / 2.54, "mm": 72 / 25.4, "pc": 12.0, "px": 0.75}
_LENGTH: Final = re.compile(r"(\d{1,4}(?:\.\d+)?)(pt|in|cm|mm|pc|px|%)")
_USUAL_PT: Final = 12.0
"""Of letters that nothing says a size of."""


@dataclass(frozen=True, slots=True)
class LetterStyle:
    """How letters look."""

    bold: bool = False
    italic: bool = False
    size_pt: float = _USUAL_PT
    reason: str = ""
    """Why such letters are left out: hidden, or struck through."""


@dataclass(frozen=True, slots=True)
class OpenStyles:
    """All styles of a document, by their families and names."""

    styles: dict[tuple[str, str], Element] = field(default_factory=dict)

    @classmethod
    def of(cls, roots: Iterable[Element | None]) -> OpenStyles:
        """Gather the styles of all parts."""
        found = dict[tuple[str, str], Element]()
        for root in roots:
            for element in root.iter() if root is not None else ():
                if local(element) in {"style", "default-style"}:
                    found[attribute(element, "family") or "", attribute(element, "name") or ""] = element
        return cls(found)

    def letters(self, family: str, name: str | None, outer: LetterStyle) -> LetterStyle:
        """How letters look in a paragraph (`paragraph`) or a stretch (`text`) of a style, standing in others."""
        looks = outer
        for style in reversed(self._chain(family, name)):
            looks = _changed(looks, child(style, "text-properties"))
        return looks

    def names(self, family: str, name: str | None) -> list[str]:
        """A style and those that it is based on, as their authors see them, in small letters."""
        return [
            (attribute(style, "display-name") or attribute(style, "name") or "").replace("_20_", " ").casefold()
            for style in self._chain(family, name)
        ]

    def level(self, name: str | None) -> int:
        """The level of a heading that a style of paragraphs says; 0 where it says none."""
        levels = (attribute(style, "default-outline-level") for style in self._chain("paragraph", name))
        return next((whole_number(level, 0) for level in levels if level), 0)

    def is_hidden(self, name: str | None) -> bool:
        """Whether a style of sections hides them."""
        return any(
            attribute(child(style, "section-properties"), "display") == "none" for style in self._chain("section", name)
        )

    def _chain(self, family: str, name: str | None) -> list[Element]:
        """A style and those that it is based on, up to what the whole family has; a circle ends where it closes."""
        chain = list[Element]()
        while name and (style := self.styles.get((family, name))) is not None and style not in chain:
            chain.append(style)
            name = attribute(style, "parent-style-name")
        usual = self.styles.get((family, "")) if family == "paragraph" else None
        return [*chain, usual] if usual is not None else chain


def _changed(looks: LetterStyle, said: Element | None) -> LetterStyle:
    if said is None:
        return looks
    weight, slant, size = (attribute(said, name) for name in ("font-weight", "font-style", "font-size"))
    struck = attribute(said, "text-line-through-style") or attribute(said, "text-line-through-type")
    reason = looks.reason
    if attribute(said, "display") == "none":
        reason = "hidden text"
    elif struck:
        reason = "" if struck == "none" else "text that is struck through"
    return LetterStyle(
        weight in {"bold", "600", "700", "800", "900"} if weight else looks.bold,
        slant in {"italic", "oblique"} if slant else looks.italic,
        _size_pt(size, looks.size_pt),
        reason,
    )


def _size_pt(said: str | None, outer: float) -> float:
    length = _LENGTH.fullmatch(said or "")
    if not length:
        return outer
    return float(length[1]) * (outer / 100 if length[2] == "%" else _POINTS[length[2]])
