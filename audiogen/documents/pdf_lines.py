"""The lines of a page of a PDF, out of the pieces of text that its program drew."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Final

from pdf_oxide import TextSpan

from audiogen.documents.manuscript import TextRun
from audiogen.documents.passages import PassagePart

_SAME_HEIGHT: Final = 0.5
"""Of the size of letters: as far up or down, a note's number or an accent still stands in the line."""
_SPACE: Final = 0.15
"""Of the size: what lies further apart are two words."""
_CELL: Final = 3.0
"""Of the size: what lies further apart are two columns, or cells of a table."""
_SMALL: Final = 0.8
"""Of the size of the letters around them: so small are the numbers of notes."""
_OVERLAP: Final = 1.0
"""Of the size: pieces of a line begin no further before the end of the one before."""


@dataclass(frozen=True, slots=True)
class PrintedLine:
    """One line, or the part of it in one column. Lengths are in points."""

    page: int
    """From 0."""
    left: float
    bottom: float
    """From the lower end of the page."""
    right: float
    size: float
    """Of most of its letters."""
    stretches: tuple[PassagePart, ...]

    @property
    def text(self) -> str:
        """All that it says."""
        return "".join(stretch.run.text for stretch in self.stretches).strip()

    @property
    def is_bold(self) -> bool:
        """Whether all its letters are."""
        return all(stretch.run.bold or not stretch.run.text.strip() for stretch in self.stretches)

    def width_of_first_word(self) -> float:
        """About how wide it is."""
        text = self.text
        return (self.right - self.left) * len(text.split(maxsplit=1)[0]) / len(text)


def printed_lines(page: int, pieces: Iterable[TextSpan]) -> list[PrintedLine]:
    """The lines of one page in the order in which they were drawn: columns follow upon each other in it."""
    lines = list[PrintedLine]()
    for piece in sorted(pieces, key=lambda piece: piece.sequence):
        left, bottom, width, _ = piece.bbox
        size = piece.font_size or 1.0
        run = TextRun(piece.text, piece.is_italic, piece.is_bold)
        drawn = PrintedLine(page, left, bottom, left + width, size, (PassagePart(run, size),))
        if lines and _goes_on(lines[-1], drawn):
            lines[-1] = _joined(lines[-1], drawn)
        elif piece.text.strip():
            lines.append(drawn)
    return lines


def _goes_on(line: PrintedLine, piece: PrintedLine) -> bool:
    size = max(line.size, piece.size)
    if abs(line.bottom - piece.bottom) > _SAME_HEIGHT * size:
        return False
    return -_OVERLAP * size <= piece.left - line.right <= _CELL * size


def _joined(line: PrintedLine, piece: PrintedLine) -> PrintedLine:
    apart = piece.left - line.right > _SPACE * max(line.size, piece.size)
    [drawn], last = piece.stretches, line.stretches[-1]
    if _is_mark(piece, line):
        drawn = replace(drawn, reason="the mark of a note")
    text = (" " if apart else "") + drawn.run.text
    alike = replace(last, run=replace(last.run, text="")) == replace(drawn, run=replace(drawn.run, text=""))
    before = line.stretches[:-1] if alike else line.stretches
    run = replace(drawn.run, text=last.run.text + text if alike else text)
    longer = len(line.text) >= len(piece.text)
    return replace(
        line,
        right=max(line.right, piece.right),
        bottom=line.bottom if longer else piece.bottom,
        size=line.size if longer else piece.size,
        stretches=(*before, replace(drawn, run=run)),
    )


def _is_mark(piece: PrintedLine, line: PrintedLine) -> bool:
    """Whether a figure is small and stands right behind a word, as the number of a note does."""
    return piece.size < _SMALL * line.size and piece.text.isdecimal() and piece.left - line.right < _SPACE * line.size
