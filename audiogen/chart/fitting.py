"""Texts that must fit: how wide they will be whatever font sets them, and where they are shortened."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from typing import Final

_ELLIPSIS: Final = "\u2026"
_NARROW: Final = frozenset("ijlftrI.,;:'\u2018\u2019!|()[] -")
_BROAD: Final = frozenset("mwMW@%&\u2014\u2026")
_EM: Final = {"none": 0.0, "wide": 1.05, "narrow": 0.36, "broad": 1.0, "capital": 0.78, "other": 0.65}
"""In parts of the size: what the broader of the usual fonts take."""


def shortened(text: str, room: float, width: Callable[[str], float]) -> str:
    """A text, or as many of its first words as have room with an ellipsis; of a single word, as many letters.

    Args:
        text: any; white space in it is folded.
        room: in the unit of `width`.
        width: how wide a text is.

    Returns:
        nothing where not even one letter has room.
    """
    text = " ".join(text.split())
    if width(text) <= room:
        return text
    words = text.split(" ")
    for count in range(len(words) - 1, 0, -1):
        begun = " ".join(words[:count]).rstrip(" ,;:-\u2013\u2014") + _ELLIPSIS
        if width(begun) <= room:
            return begun
    for count in range(len(words[0]) - 1, 0, -1):
        # a sign that is set above the letter before it stays with that
        if not unicodedata.combining(words[0][count]) and width(words[0][:count] + _ELLIPSIS) <= room:
            return words[0][:count] + _ELLIPSIS
    return ""


def ems(text: str) -> float:
    """How wide a text is at the most, in parts of the font's size."""
    return sum(_EM[_breadth(letter)] for letter in text)


def from_right(text: str) -> bool:
    """Whether a text is written from right to left, by its first letter that says so."""
    directions = (unicodedata.bidirectional(letter) for letter in text)
    return next((each in {"R", "AL"} for each in directions if each in {"L", "R", "AL"}), False)


def is_wide(letter: str) -> bool:
    """Whether it is one of the signs that are as broad as high, between which lines may end."""
    return unicodedata.east_asian_width(letter) in {"W", "F"}


def _breadth(letter: str) -> str:
    if unicodedata.category(letter) in {"Mn", "Me", "Cf"}:
        return "none"
    if is_wide(letter):
        return "wide"
    if letter in _NARROW:
        return "narrow"
    if letter in _BROAD:
        return "broad"
    return "capital" if letter.isupper() else "other"
