"""How letters of a web page look, as far as that tells headings and stage directions: CSS of classes and elements."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from selectolax.lexbor import LexborHTMLParser, LexborNode

_RULE: Final = re.compile(r"([^{}]+)\{([^{}]*)\}")
_SELECTOR: Final = re.compile(r"(?:[a-z][a-z0-9]*)?\.[\w-]+|[a-z][a-z0-9]*", re.IGNORECASE)
_SIZE: Final = re.compile(r"(\d{0,4}(?:\.\d+)?)(?<=\d)(pt|px|em|rem|%)")
_POINTS: Final = {"pt": 1.0, "px": 0.75, "rem": 12.0}
_BOLD: Final = frozenset(("b", "strong", "th"))
_ITALIC: Final = frozenset(("i", "em", "cite", "var", "dfn"))
_FONT_SIZES_PT: Final = {"1": 7.5, "2": 10.0, "3": 12.0, "4": 13.5, "5": 18.0, "6": 24.0, "7": 36.0}
"""Of the element `font`, as browsers show them."""


@dataclass(frozen=True, slots=True)
class Looks:
    """Of the letters at one place."""

    bold: bool = False
    italic: bool = False
    size_pt: float = 12.0
    hidden: bool = False
    keeps_lines: bool = False
    """Whether line ends in the file are shown."""


@dataclass(frozen=True, slots=True)
class StyleSheet:
    """What a page says of its classes and elements: declarations by selector, `.c1`, `p` or `p.c1`."""

    rules: dict[str, dict[str, str]]

    @classmethod
    def of(cls, tree: LexborHTMLParser) -> StyleSheet:
        """The style sheets within a page; no other is fetched."""
        rules = dict[str, dict[str, str]]()
        for sheet in tree.css("style"):
            text = re.sub(r"/\*.*?\*/|<!--|-->", "", sheet.text(), flags=re.DOTALL)
            for selectors, body in _RULE.findall(text):
                for selector in map(str.strip, selectors.split(",")):
                    if _SELECTOR.fullmatch(selector):
                        rules.setdefault(selector, {}).update(_declarations(body))
        return cls(rules)

    def looks(self, node: LexborNode, outer: Looks) -> Looks:
        """Of the letters in an element that stands among letters with these looks."""
        tag, attributes = node.tag or "", node.attributes
        said = dict[str, str]()
        names = (attributes.get("class") or "").split()
        for selector in (tag, *(f".{name}" for name in names), *(f"{tag}.{name}" for name in names)):
            said |= self.rules.get(selector, {})
        said |= _declarations(attributes.get("style") or "")
        weight, slant, space = said.get("font-weight", ""), said.get("font-style", ""), said.get("white-space", "")
        return Looks(
            bold=(weight in {"bold", "bolder"} or weight[:1] in set("6789")) if weight else outer.bold or tag in _BOLD,
            italic=slant in {"italic", "oblique"} if slant else outer.italic or tag in _ITALIC,
            size_pt=_size_pt(said.get("font-size", ""), attributes.get("size") if tag == "font" else None, outer),
            hidden=outer.hidden or said.get("display") == "none" or said.get("visibility") == "hidden",
            keeps_lines=space.startswith("pre") if space else outer.keeps_lines or tag in {"pre", "textarea"},
        )


def _size_pt(said: str, of_font: str | None, outer: Looks) -> float:
    size = _SIZE.fullmatch(said)
    if not size:
        return _FONT_SIZES_PT.get(of_font or "", outer.size_pt)
    number, unit = float(size[1]), size[2]
    return number * (_POINTS.get(unit) or outer.size_pt / (100 if unit == "%" else 1))


def _declarations(style: str) -> dict[str, str]:
    pairs = (part.partition(":") for part in style.lower().split(";") if ":" in part)
    return {key.strip(): value.replace("!important", "").strip() for key, _, value in pairs}
