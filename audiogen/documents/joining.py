"""Lines that were broken at a margin, joined again without losing or gluing a word."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import pairwise
from typing import Final

_HYPHENS: Final = "-\u2010\u00ad"
"""The last is the soft one, which shows only where it divides a word."""
_LETTERS: Final = re.compile(r"[^\W\d_]+$")
_LONGEST: Final = 60
"""Letters of the first part of a word."""
_WORD: Final = re.compile(r"(?<![^\W\d_])[^\W\d_]++(?:[-\u2010][^\W\d_]++)*+(?![-\u2010]?\s*$)")
"""A word with its own hyphens, and not one that the end of a line may have divided."""
_OWN_HYPHEN: Final = frozenset(("self", "well", "half", "long", "short", "deep", "two", "three"))
"""First parts after which English keeps the hyphen, as in self-awareness,"""
_ENDINGS: Final = frozenset(
    ("age", "en", "ened", "er", "est", "hood", "ing", "ings", "ish", "less", "ly", "ness", "some", "th")
)
"""but not before these, as in selfish and longing."""


def known_words(lines: Iterable[str]) -> frozenset[str]:
    """The words of a document, in small letters, that tell how one that is divided is written elsewhere."""
    return frozenset(word.casefold().replace("\u2010", "-") for line in lines for word in _WORD.findall(line))


def joined_lines(lines: Iterable[str], words: frozenset[str]) -> str:
    """One paragraph out of lines.

    Args:
        lines: of the paragraph, in their order.
        words: of the whole document, from `known_words`.
    """
    pieces = [line.strip() for line in lines]
    return "".join([seamed(before, after, words) for before, after in pairwise(pieces)] + pieces[-1:])


def seamed(before: str, after: str, words: frozenset[str]) -> str:
    """The end of a line as it is in front of the next one: with a space, or with a divided word whole again.

    Args:
        before: the line, or its end.
        after: the next line, or its beginning.
        words: of the whole document, from `known_words`.
    """
    before = before.rstrip()
    first = _LETTERS.search(before[-_LONGEST:-1])
    if before[-1:] not in _HYPHENS or not first or not after[:1].isalpha():
        return f"{before} " if before else ""
    return before[:-1] + ("-" if _keeps_hyphen(first[0], before[-1], after, words) else "")


def _keeps_hyphen(start: str, hyphen: str, after: str, words: frozenset[str]) -> bool:
    """Whether the hyphen belongs to the word, as in self-awareness: as it is written elsewhere, or as it must be."""
    if hyphen == "\N{SOFT HYPHEN}" or not after[0].islower():
        return hyphen != "\N{SOFT HYPHEN}"
    first, second = start.casefold(), (_WORD.match(after[:_LONGEST] + " .") or [""])[0].casefold()
    if first + second in words:
        return False
    if f"{first}-{second}" in words:
        return True
    return (first in _OWN_HYPHEN and second not in _ENDINGS) or {first, second} <= words
