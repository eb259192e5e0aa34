"""Texts on the sheet: where each begins, and how much of it has room, so that none ever meets another."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from audiogen.chart.fitting import ems, from_right, is_wide, shortened

APART_PX: Final = 14.0
"""Between two texts in a row."""
BETWEEN: Final = " \u00b7 "
"""Between what is said and what stands beside it."""
_LEAST_PX: Final = 40.0
"""In less room, no text begins that is longer."""
_ROUNDING: Final = 0.01
_TITLE_PX, _IN_TWO_PX = (54, 46), (42, 34)


@dataclass(frozen=True, slots=True)
class Label:
    """A text in its place."""

    at: float
    """Where it belongs, in pixels from the left."""
    x: float
    """Where it begins, or, written from right to left, ends."""
    text: str
    """Empty where it has no room."""
    beside: str = ""
    """What is said of it in smaller letters, where that has room, too."""

    @property
    def from_right(self) -> bool:
        """Whether it is written from right to left."""
        return from_right(self.text)


def in_a_row(wanted: Sequence[tuple[float, str, str]], size: float, edges: tuple[float, float]) -> Iterator[Label]:
    """The texts of one row, each up to the next; the last one begins before its place where that helps it.

    Args:
        wanted: where each belongs, what it says, and what stands beside that; from left to right.
        size: of the letters, in pixels.
        edges: where the row begins and ends.
    """
    free, end = edges
    for number, (at, text, beside) in enumerate(wanted, 1):
        last = number == len(wanted)
        limit = end if last else wanted[number][0] - APART_PX
        begin = min(at, free) if last else at
        whole = f"{text}{BETWEEN}{beside}" if beside else text
        fits = ems(whole) * size <= limit - begin
        x = max(begin, min(at, limit - ems(whole if fits else text) * size))
        label = Label(at, x, text if fits else _begun(text, limit - x, size), beside if fits else "")
        yield label
        free = x + ems(whole if fits else label.text) * size + APART_PX


def _begun(text: str, room: float, size: float) -> str:
    """As much of a text as has room; nothing where that would be a few letters of a longer one."""
    return "" if room < min(ems(text) * size - _ROUNDING, _LEAST_PX) else fitted(text, room, size)


def fitted(text: str, room: float, size: float) -> str:
    """As much of a text as has room, in pixels."""
    return shortened(text, (room + _ROUNDING) / size, ems)


def title_lines(title: str, room: float) -> tuple[int, tuple[str, ...]]:
    """The size of a title in pixels, and its lines: one, else two of about the same length; smaller if that helps."""
    for size in _TITLE_PX:
        if ems(title) * size <= room:
            return size, (title,)
    for size in _IN_TWO_PX:
        lines = _halves(title)
        if all(ems(line) * size <= room for line in lines):
            return size, tuple(filter(None, lines))
    least = _IN_TWO_PX[-1]
    first = next((each for each in _beginnings(title) if ems(each) * least <= room), "")
    return least, tuple(filter(None, (first, fitted(title[len(first) :], room, least))))


def _halves(text: str) -> tuple[str, str]:
    cuts = [(begun, text[len(begun) :].strip()) for begun in _beginnings(text)]
    return min(cuts, key=lambda lines: max(map(ems, lines)))


def _beginnings(text: str) -> list[str]:
    """What may be the first of two lines of a text, the longest first: cut between words, or signs that are words."""
    cuts = (at for at in range(1, len(text)) if text[at - 1] == " " or (is_wide(text[at - 1]) and is_wide(text[at])))
    return [text, *(text[:at].rstrip() for at in sorted(cuts, reverse=True))]
