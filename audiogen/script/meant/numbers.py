"""Numbers as people write them: in figures or in words of the languages that are read out, with a word beside them."""

from __future__ import annotations

import re
from typing import Final

from audiogen.script.meant.tables import meanings

_NUMBER: Final = re.compile(r"-?\d+(?:[.,]\d+)?|[^\W\d_]+(?:-[^\W\d_]+)*")
_THOUSANDS: Final = re.compile(r"-?[1-9]\d{0,2},\d{3}")
_LONGEST: Final = 60
"""No number is written with more characters."""


def word_value(word: str) -> float | None:
    """The number that a word in small letters stands for; None for other words."""
    value = meanings("numbers").get(word)
    return float(value) if value else None


def number_meant(text: str) -> float | None:
    """The only number in a short text, `6` of `six`, `6 times` or `6x`; None when there is none or more than one."""
    if len(text) > _LONGEST:
        return None
    written = [_value(word) for word in _NUMBER.findall(text.casefold())]
    numbers = [value for value in written if value is not None]
    return numbers[0] if len(numbers) == 1 else None


def _value(word: str) -> float | None:
    # a comma before three figures parts thousands, in the language that most of this is written in
    figures = word.replace(",", "") if _THOUSANDS.fullmatch(word) else word.replace(",", ".")
    # a word that `float` takes, like nan, is no number to people
    return float(figures) if figures[-1].isdecimal() else word_value(word)
