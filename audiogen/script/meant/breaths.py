"""Breathing patterns as people write them, `478`, `4/6`, `box breathing`, and how the script language has them."""

from __future__ import annotations

import re
from typing import Final

from audiogen.script.meant.numbers import word_value
from audiogen.script.meant.tables import meanings

_LONGEST: Final = 80
_WORD: Final = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_COUNT: Final = re.compile(r"\d+(?:[.,]\d+)?")
_MULTIPLIED: Final = re.compile(r"(\d+)\s*[x\u00d7*]\s*(\d+)")
MOST_COUNTS: Final = 4


def pattern_meant(text: str) -> str | None:
    """The pattern that is meant, as it is to be written; None where nothing is like it.

    >>> pattern_meant("478"), pattern_meant("in 4, out 6"), pattern_meant("Box breathing"), pattern_meant("yes")
    ('4-7-8', '4-6', 'box', None)
    """
    words = text.strip().casefold()
    if len(words) > _LONGEST or words.startswith("-"):
        return None
    counts = _counts(words)
    if 1 <= len(counts) <= MOST_COUNTS:
        # one count alone is most likely as long for both ways
        return "-".join(counts if len(counts) > 1 else counts * 2)
    if not counts:
        known = {**meanings("breathe"), **{name: name for name in meanings("breathe").values()}}
        return next((known[word] for word in _WORD.findall(words) if word in known), None)
    return None


def _counts(words: str) -> tuple[str, ...]:
    """The counts in a text: figures or words; of figures without a sign between them, each is one."""
    multiplied = _MULTIPLIED.fullmatch(words)
    if multiplied and 2 <= int(multiplied[2][:2]) <= MOST_COUNTS:
        return (multiplied[1],) * int(multiplied[2])
    figures = _COUNT.findall(words)
    if figures == [words] and 2 <= len(words) <= MOST_COUNTS and words.isdecimal() and min(words) > "1":
        return tuple(words)
    if any(len(figure.partition(".")[0]) > 3 for figure in figures):
        return ()
    if figures:
        return tuple(f"{float(figure.replace(',', '.')):g}" for figure in figures)
    # `a` and `en` are words of their own oftener than they are one
    values = filter(None, map(word_value, _WORD.findall(words)))
    return tuple(f"{value:g}" for value in values if value > 1)
