"""What stands at the beginning of a line for whoever reads: who speaks, and the time of a recording."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import Final

from audiogen.drafting.imported.pieces import PlacedPiece, Speaker, StageDirection, Uncertain
from audiogen.drafting.imported.vocabulary import Vocabulary, plain, words

_CLOCK: Final = r"\d{1,2}:[0-5]\d(?::[0-5]\d)?"
_TIME: Final = re.compile(
    rf"\s*(?:[\[(]{_CLOCK}(?:\s*[-\u2013\u2014]\s*{_CLOCK})?[\])]|{_CLOCK}(?:\s*[-\u2013\u2014]\s*{_CLOCK})?"
    r"(?=\s*$|\s*[-\u2013\u2014:|]?\s+[^\W\d_a-z]|\s*[\[(]))\s*(?:[-\u2013\u2014:|](?=\s))?"
)
_SIGNS: Final = "*_: \t-\u2013\u2014\uff1a"
_UNKNOWN: Final = re.compile(
    r"\s*[*_]*(?P<name>[A-Z\u00c0-\u00de][A-Z\u00c0-\u00de .'-]{2,30}(?:\s\d+)?)[*_]*:[*_]*(?=\s+\S)"
)
_LONGEST_NAME: Final = 3
"""In words."""
_SHORTEST_SPELLED: Final = 3
"""In letters; a shorter label, like T, is one only in capitals."""


def labels(line: str, start: int, known: Sequence[Vocabulary]) -> Iterator[PlacedPiece]:
    """The labels that a line begins with.

    Args:
        line: without its line break.
        start: where it stands in its text.
        known: the words to look for.
    """
    at = 0
    while found := _TIME.match(line, at):
        text = found[0].strip()
        yield PlacedPiece(start + line.index(text, at), start + found.end(), StageDirection(text, "time"))
        at = found.end()
    for vocabulary in known:
        if found := _speakers(vocabulary).match(line, at):
            name = found["name"]
            if len(name) >= _SHORTEST_SPELLED or name.isupper():
                text = found[0].strip()
                listener = found["client"] is not None
                begin = start + line.index(text, at)
                yield PlacedPiece(begin, begin + len(text), Speaker(text, name.strip(_SIGNS), listener))
                return
    unknown = _UNKNOWN.match(plain(line), at)
    headed = any(words(one.directions.headed).match(plain(line), at) for one in known)
    if unknown and not headed and len(unknown["name"].split()) <= _LONGEST_NAME and any(map(str.islower, line)):
        text = line[at : unknown.end()].strip()
        begin = start + line.index(text, at)
        question = "does this say who speaks, is it a heading, or is it for listeners? It is spoken for now."
        yield PlacedPiece(begin, begin + len(text), Uncertain(text, question))


@cache
def _speakers(vocabulary: Vocabulary) -> re.Pattern[str]:
    said = vocabulary.speakers
    return re.compile(
        rf"\s*[*_\"]*(?P<name>(?:(?P<guide>{said.guide})|(?P<client>{said.client}))(?:\s*#?\d{{1,2}}|\s+[A-Z](?=\s*[:*_(]))?)[*_]*"
        rf"\s*(?:\([^()]{{1,40}}\)|\[[^\[\]]{{1,40}}\])?\s*[*_]*(?:[:\uff1a][*_]*|\s[-\u2013\u2014](?=\s+[\"\u201c\u00ab\u201e]?[A-Z\u00c0-\u00de]))",
        re.IGNORECASE,
    )
