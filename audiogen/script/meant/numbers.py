"""Numbers as people write them: in figures or in words of the languages that are read out, with a word beside them."""

from __future__ import annotations

import re
from typing import Final

from audiogen.script.meant.tables import meanings, words_for

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


def range_meant(text: str) -> tuple[int, int] | None:
    """The two whole numbers of a range in a short text, `4-12` or `four to six times`; None when it is none.

    >>> range_meant("4 bis 12"), range_meant("4-6 min")
    ((4, 12), None)
    """
    if len(text) > _LONGEST or text.lstrip().startswith(("-", "−")):  # noqa: RUF001
        return None
    between = "|".join(rf"\b{word}\b" if word.isalpha() else re.escape(word) for word in words_for("lengths", "range"))
    parts = re.split(rf"\s*(?:{between})+\s*", text.casefold())
    if len(parts) != 2 or {*re.findall(r"[^\W\d_]+", text.casefold())} & meanings("units").keys():
        return None
    low, high = map(number_meant, parts)
    if low is None or high is None or not (low.is_integer() and high.is_integer()):
        return None
    return int(min(low, high)), int(max(low, high))


def _value(word: str) -> float | None:
    # a comma before three figures parts thousands, in the language that most of this is written in
    figures = word.replace(",", "") if _THOUSANDS.fullmatch(word) else word.replace(",", ".")
    # a word that `float` takes, like nan, is no number to people
    return float(figures) if figures[-1].isdecimal() else word_value(word)
