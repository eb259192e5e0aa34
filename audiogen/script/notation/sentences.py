"""Splitting written lines into sentences, losing nothing.

A sentence is what a voice speaks in one go. A wrong split only adds a short silence, so the rules are few and plain.
"""

from __future__ import annotations

import re
import unicodedata
from itertools import pairwise
from typing import Final

_END: Final = re.compile(r"[.!?…؟।。！？]+[\"'”’»)\]]*(?=\s+\S)|[。！？]+(?=\S)")  # noqa: RUF001 - other scripts' full stops
_ABBREVIATIONS: Final = frozenset(
    {"dr", "mr", "mrs", "ms", "prof", "st", "vs", "e.g", "i.e", "bzw", "z.b", "d.h", "ca"}
)
_QUOTES: Final = "\"'\u201c\u201e\u00ab("


def fold(text: str) -> str:
    """The text in Unicode NFC, every run of white space one space."""
    return " ".join(unicodedata.normalize("NFC", text).split())


def sentences(line: str) -> tuple[str, ...]:
    """The sentences of one folded line; apart from spaces between them, together they are the line again."""
    cuts = [match.end() for match in _END.finditer(line) if _ends_sentence(line, match)]
    pieces: list[str] = []
    for start, end in pairwise([0, *cuts, len(line)]):
        piece = line[start:end].strip()
        if pieces and not any(map(str.isalnum, piece)):
            # a stray mark is no phrase: no voice can say it
            pieces[-1] += line[start:end].rstrip()
        elif piece:
            pieces.append(piece)
    return tuple(pieces)


def _ends_sentence(line: str, match: re.Match[str]) -> bool:
    following = line[match.end() :].lstrip()
    if following[:1].islower():
        return False
    word = line[: match.start()].rsplit(maxsplit=1)[-1:] or [""]
    bare = word[0].strip(_QUOTES).lower()
    initial = len(bare) == 1 and bare.isalpha() and bare != "i"
    return match[0] != "." or not (bare in _ABBREVIATIONS or initial)
