"""Lines that were broken at a margin, joined again without losing or gluing a word."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

_DIVIDED: Final = re.compile(r"([^\W\d_]+)([-\u2010\u00ad])$")
_WORD: Final = re.compile(r"[^\W\d_]+(?:[-\u2010][^\W\d_]+)*(?![-\u2010]?\s*$)")
"""A word with its own hyphens, and not one that the end of a line may have divided."""
_OWN_HYPHEN: Final = frozenset(
    ("self", "well", "half", "all", "ex", "non", "anti", "semi", "mid", "long", "short", "deep", "two", "three")
)
"""First parts after which English keeps the hyphen."""


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
        divided = _DIVIDED.search(text)
        if divided and piece[:1].isalpha():
            text = text[: divided.start(2)] + ("-" if _keeps_hyphen(divided, piece, words) else "") + piece
        else:
            text = f"{text} {piece}" if text else piece
    return text


def _keeps_hyphen(divided: re.Match[str], following: str, words: frozenset[str]) -> bool:
    """Whether the hyphen belongs to the word, as in self-awareness: as it is written elsewhere, or as it must be."""
    if divided[2] == "\N{SOFT HYPHEN}" or not following[0].islower():
        return divided[2] != "\N{SOFT HYPHEN}"
    first, second = divided[1].casefold(), (_WORD.match(following + " ") or [""])[0].casefold()
    if first + second in words:
        return False
    if f"{first}-{second}" in words:
        return True
    return first in _OWN_HYPHEN or {first, second} <= words
