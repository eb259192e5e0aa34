"""Lines that were broken at a margin, joined again without losing or gluing a word."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

_DIVIDED: Final = re.compile(r"([^\W\d_]+)([-\u2010\u00ad])$")
_WORD: Final = re.compile(r"[^\W\d_]+(?:[-\u2010][^\W\d_]+)*(?![-\u2010]?\s*$)")
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
    text = ""
    for line in lines:
        piece = line.strip()
        text = seamed(text, piece, words) + piece if text else piece
    return text


def seamed(before: str, after: str, words: frozenset[str]) -> str:
    """The end of a line as it is in front of the next one: with a space, or with a divided word whole again.

    Args:
        before: the line, or its end.
        after: the next line, or its beginning.
        words: of the whole document, from `known_words`.
    """
    before = before.rstrip()
    divided = _DIVIDED.search(before)
    if not divided or not after[:1].isalpha():
        return f"{before} "
    return before[: divided.start(2)] + ("-" if _keeps_hyphen(divided, after, words) else "")


def _keeps_hyphen(divided: re.Match[str], following: str, words: frozenset[str]) -> bool:
    """Whether the hyphen belongs to the word, as in self-awareness: as it is written elsewhere, or as it must be."""
    if divided[2] == "\N{SOFT HYPHEN}" or not following[0].islower():
        return divided[2] != "\N{SOFT HYPHEN}"
    first, second = divided[1].casefold(), (_WORD.match(following + " ") or [""])[0].casefold()
    if first + second in words:
        return False
    if f"{first}-{second}" in words:
        return True
    return (first in _OWN_HYPHEN and second not in _ENDINGS) or {first, second} <= words
