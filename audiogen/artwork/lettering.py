"""Words on a cover: as large as a box allows, in a font that has their letters, so that none is an empty box."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

from PIL import ImageDraw, ImageFont, features

_FONTS: Final = tuple(
    Path(__file__).parent / "fonts" / f"{family}-SemiBold.ttf"
    for family in ("NotoSans", "NotoSansHebrew", "NotoSansArabic")
)
_SHRINK: Final = 0.93
_SMALLEST_PX: Final = 8
_LINE_HEIGHT: Final = 1.18
# a private-use character that none of the fonts has: a font draws the same for every letter that it lacks
_MISSING: Final = "\U0010fffd"
_OF_EMOJI: Final = frozenset("\ufe0e\ufe0f\u20e3")
"""How a sign before it is shown; it would be drawn as a box."""


@dataclass(frozen=True, slots=True)
class Box:
    """A place for words, in pixels: its left and bottom edges, its width, and the height that words may take up."""

    left: float
    bottom: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class LinesOfWords:
    """Words set in lines."""

    lines: tuple[str, ...]
    font: ImageFont.FreeTypeFont
    rtl: bool

    @property
    def line_height(self) -> float:
        """From one baseline to the next, in pixels."""
        return self.font.size * _LINE_HEIGHT

    @property
    def height(self) -> float:
        """In pixels."""
        return len(self.lines) * self.line_height


def set_in(words: str, box: Box, largest_px: float) -> LinesOfWords | None:
    """The words at the largest size, up to `largest_px`, at which they fit the box; None if no font has them."""
    face, text = _face(words)
    if face is None:
        return None
    rtl = any(unicodedata.bidirectional(character) in ("R", "AL") for character in text)
    size_px = largest_px
    while True:
        font = _font(face, round(size_px))
        block = LinesOfWords(_wrap(text.split(), font, box.width), font, rtl)
        fits = block.height <= box.height and all(font.getlength(line) <= box.width for line in block.lines)
        if fits or size_px < _SMALLEST_PX:
            return block
        size_px *= _SHRINK


def draw_block(draw: ImageDraw.ImageDraw, block: LinesOfWords, box: Box, colour: tuple[int, int, int]) -> None:
    """Draw the words with their last line at the bottom of the box, at the side where reading begins."""
    x = box.left + box.width if block.rtl else box.left
    top = box.bottom - block.height
    # Pillow raises when it is given a direction and has no Raqm
    direction = "rtl" if block.rtl and features.check("raqm") else None
    anchor = "rs" if block.rtl else "ls"
    for number, line in enumerate(block.lines, start=1):
        # about a quarter of a line lies below the baseline, for descenders
        baseline = top + (number - 0.24) * block.line_height
        draw.text((x, baseline), line, fill=colour, font=block.font, anchor=anchor, direction=direction)


def _wrap(words: list[str], font: ImageFont.FreeTypeFont, width: float) -> tuple[str, ...]:
    lines: list[str] = []
    for word in words:
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and font.getlength(longer) <= width:
            lines[-1] = longer
        else:
            lines.append(word)
    return tuple(lines)


def _face(words: str) -> tuple[Path | None, str]:
    """The first font that has every letter, and the words without the signs that it lacks (emoji, ornaments)."""
    for face in _FONTS:
        drawn = [_drawable(face, character) for character in words]
        lacks_letters = any(_is_letter(one) and not other for one, other in zip(words, drawn, strict=True))
        known = "".join(drawn)
        if known.strip() and not lacks_letters:
            return face, known
    return None, ""


def _is_letter(character: str) -> bool:
    """Whether words without it would not be the same words; numbers in circles and the like are signs."""
    return unicodedata.category(character) in {"Lu", "Ll", "Lt", "Lo", "Nd"}


def _drawable(face: Path, character: str) -> str:
    """A character as a font can draw it: itself, a plain one that stands for it, or nothing."""
    if character.isspace():
        return character
    if character in _OF_EMOJI:
        return ""
    plain = unicodedata.normalize("NFKC", character)
    return next((form for form in (character, plain) if all(_has(face, letter) for letter in form)), "")


@cache
def _has(face: Path, character: str) -> bool:
    # a mark is drawn together with its letter; its shape alone says nothing
    if unicodedata.category(character)[0] == "M":
        return True
    font = _font(face, 24)
    return bytes(font.getmask(character)) != bytes(font.getmask(_MISSING))


@cache
def _font(face: Path, size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(face, size)
