"""Text as engines need it: plain punctuation, and pieces of a length that they can take. Its meaning never changes."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from typing import Final

CAPITAL: Final = "A-Z\u00c0-\u00d6\u00d8-\u00de\u0152\u0178\u1e9e"
"""Capital letters of the languages that are read out, as a regular expression has them in brackets."""

_PLAIN: Final = str.maketrans(
    {
        **dict.fromkeys("\u2018\u2019\u201a\u201b\u2032\u02bc\uff07", "'"),
        **dict.fromkeys("\u201c\u201d\u201e\u201f\u2033\u00ab\u00bb\uff02", '"'),
        "\u2026": "...",
        **dict.fromkeys("\u2010\u2011", "-"),
        # invisible, and meaningless to a voice; joiners stay, since some scripts are written with them
        **dict.fromkeys("\u00ad\u200b\u2060\ufeff", None),
    }
)

_FORMS: Final = re.compile(
    "[\u2080-\u2089\u2160-\u2188\u2460-\u2473\ufb00-\ufb06\uff10-\uff19\uff21-\uff3a\uff41-\uff5a\U0001d400-\U0001d7ff]"
)
"""Other forms of plain letters and digits: ligatures, small and wide ones, those of formulas and decoration."""
_DOTS: Final = re.compile(r"\.(?: ?\.){2,}")
"""An ellipsis, with spaces between its dots or not."""

# from the best place to cut down to the least good; each match ends where the next piece begins
_BOUNDARIES: Final = (
    re.compile(r"[.!?]+[\"')\]]*\s+|[\u0964\u061f\u3002\uff01\uff1f]+[\"'\u300d\u300f]*\s*"),
    re.compile(r"[,;:)]+[\"']?\s+|\s[-\u2013\u2014]\s|\u2014|[\u060c\u061b\u3001\uff0c\uff1a\uff1b]\s*"),
    re.compile(r"\s+"),
)
_BEHIND: Final = 20
"""Letters behind the limit that are looked at: a mark and a space may end there."""
_SHORTEST_PART: Final = 4
"""A piece shorter than the limit divided by this sounds cut off: a less good boundary further on is better."""


def plain(text: str) -> str:
    """The text in Unicode NFC with typewriter quotes, plain letters, three dots for an ellipsis and single spaces."""
    single_spaced = " ".join(unicodedata.normalize("NFC", text).translate(_PLAIN).split())
    single_spaced = _FORMS.sub(lambda at: unicodedata.normalize("NFKC", at[0]), single_spaced)
    return _DOTS.sub("...", single_spaced)


def has_words(text: str) -> bool:
    """Whether there is anything to say: a letter or a digit of any script."""
    return any(character.isalnum() for character in text)


def pieces(text: str, limit: int) -> Iterator[str]:
    """The text cut into pieces of at most `limit` characters: after sentences, else after clauses, else after words.

    A word is cut only when it is longer than the limit. White space between pieces and pieces without words are left
    out.
    """
    text = text.strip()
    start, end = 0, len(text)
    while start < end:
        cut = min(start + _cut(text[start : start + limit + _BEHIND], limit), end)
        piece = text[start:cut].strip()
        start = cut
        while start < end and text[start].isspace():
            start += 1
        if has_words(piece):
            yield piece


def _cut(text: str, limit: int) -> int:
    """Where the first piece of a text ends; the text may be cut a few letters behind the limit."""
    if len(text) <= limit:
        return len(text)
    for boundary in _BOUNDARIES:
        ends = [match.end() for match in boundary.finditer(text) if len(text[: match.end()].rstrip()) <= limit]
        if ends and ends[-1] > limit // _SHORTEST_PART:
            return ends[-1]
    cut = limit
    # a letter and the accents that combine with it stay together
    while cut > 1 and unicodedata.combining(text[cut]):
        cut -= 1
    return cut
