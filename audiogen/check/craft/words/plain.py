"""Sentences as the word lists see them: in small letters, with one kind of apostrophe, and without what is quoted."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

_APOSTROPHES: Final = str.maketrans("\u2019\u02bc", "''")
_QUOTED: Final = re.compile(
    "\u201c[^\u201d]*(?:\u201d|$)|\u201e[^\u201c\u201d]*(?:[\u201c\u201d]|$)|\u00ab[^\u00bb]*(?:\u00bb|$)"
    "|^[^\u201c]*\u201d|^[^\u00ab]*\u00bb"
    r"""|"[^"]*(?:"|$)|(?<![^\s(])'(?=\w)[^']+'(?!\w)|\u2018(?=\w)[^\u2018]+?\u2019(?!\w)"""
)
"""What stands in quotation marks; where one of the two is in another line, all up to there."""
_BETWEEN: Final = "\x00"
"""Two sentences of one line; no file has it."""
_LETTER: Final = re.compile(f"[^{_BETWEEN}]")
_WORD: Final = re.compile(r"[^\W_]+(?:['\u2019.-][^\W_]+)*")
# a voice rests at these marks, and so does who listens
_REST: Final = re.compile(r"\.\.\.|[\u2026;:\u2014\u2013()]| - ")


@lru_cache(maxsize=4096)
def plain(text: str) -> str:
    """A sentence in small letters, letter for letter as long as before."""
    small = text.lower()
    return (small if len(small) == len(text) else text).translate(_APOSTROPHES)


@lru_cache(maxsize=4096)
def without_quotations(sentences: tuple[str, ...]) -> tuple[str, ...]:
    """The sentences of one line, with a sign in place of each letter that somebody else says or might say."""
    line = _QUOTED.sub(lambda found: _LETTER.sub("\u00a4", found[0]), _BETWEEN.join(sentences))
    return tuple(line.split(_BETWEEN))


def words(text: str) -> list[str]:
    """The words of a text."""
    return _WORD.findall(text)


def longest_stretch(text: str) -> int:
    """How many words of a sentence follow one another without a rest."""
    return max(len(words(part)) for part in _REST.split(text))
