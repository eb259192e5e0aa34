"""Text as voices need it: plain marks, and pieces of a length that they can take. Meaning is never changed here."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

_MARKS: Final = str.maketrans(
    {
        **dict.fromkeys("\u2018\u2019\u201a\u201b\u2032\u02bc\uff07", "'"),
        **dict.fromkeys("\u201c\u201d\u201e\u201f\u2033\u00ab\u00bb\uff02", '"'),
        "\u2026": "...",
        **dict.fromkeys("\u2010\u2011", "-"),
        # invisible, and meaningless to a voice; joiners stay, since some scripts are written with them
        **dict.fromkeys("\u00ad\u200b\u2060\ufeff", None),
    }
)

# from the best place to cut down to the least good; each match ends where the next piece begins
_SENTENCE_END: Final = re.compile(r"[.!?]+[\"')\]]*\s+|[\u0964\u061f\u3002\uff01\uff1f]+[\"'\u300d\u300f]*\s*")
_CLAUSE_END: Final = re.compile(
    r"[,;:)]+[\"']?\s+|\s[-\u2013\u2014]\s|\u2014|[\u060c\u061b\u3001\uff0c\uff1a\uff1b]\s*"
)
_WORD_END: Final = re.compile(r"\s+")
_SMALLEST_SHARE: Final = 4
"""A cut before this part of the room is a stump: better cut at a lesser place than there."""


def plain(text: str) -> str:
    """The text in Unicode NFC with typewriter quotes, three dots for an ellipsis and single spaces."""
    return " ".join(unicodedata.normalize("NFC", text).translate(_MARKS).split())


def has_words(text: str) -> bool:
    """Whether there is anything to say: a letter or a digit of any script."""
    return any(character.isalnum() for character in text)


def pieces(text: str, limit: int) -> Iterator[str]:
    """The text cut into pieces of at most `limit` characters: at sentences, else at clauses, else at words.

    Only where one word is longer is it cut within. White space between pieces and pieces without words are left out.
    """
    rest = text.strip()
    while rest:
        end = len(rest) if len(rest) <= limit else _cut(rest, limit)
        piece, rest = rest[:end].strip(), rest[end:].strip()
        if has_words(piece):
            yield piece


def _cut(text: str, limit: int) -> int:
    for boundary in (_SENTENCE_END, _CLAUSE_END, _WORD_END):
        ends = [match.end() for match in boundary.finditer(text) if len(text[: match.end()].rstrip()) <= limit]
        if ends and ends[-1] > limit // _SMALLEST_SHARE:
            return ends[-1]
    cut = limit
    while cut > 1 and unicodedata.combining(text[cut]):
        cut -= 1
    return cut
