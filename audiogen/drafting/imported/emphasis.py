"""Words that stand out among others are emphasised: letters that lean or are bold, in a text that does neither."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from itertools import groupby
from typing import Final

from audiogen.documents.manuscript import TextBlock

_MOST_WORDS: Final = 4
"""Of an emphasis; a longer stretch looks different for another reason."""
_MOST_SHARE: Final = 0.5
"""Of the letters of a text: where more look different, none stand out."""
_WHOLE_WORDS: Final = re.compile(r"\w(?:[^\n]*\w)?")


def emphasised(block: TextBlock, start: int, words: str) -> str:
    """Words of a block, with stars around those that stand out.

    Args:
        block: with the looks of its letters.
        start: where in the text of the block the words begin.
        words: as they stand there.
    """
    end = start + len(words)
    spans = [(max(first, start) - start, min(last, end) - start) for first, last in _standing_out(block)]
    spans = [(first, last) for first, last in spans if first < last]
    if "*" in words or sum(last - first for first, last in spans) > _MOST_SHARE * len(words):
        return words
    for first, last in reversed(spans):
        found = _WHOLE_WORDS.search(words, first, last)
        if found is None or len(found[0].split()) > _MOST_WORDS:
            continue
        before, after = words[: found.start()], words[found.end() :]
        # an accent may be a sign of its own behind its letter
        goes_on = after[:1].isalnum() or bool(unicodedata.combining(after[:1] or " "))
        if not (before[-1:].isalnum() or goes_on):
            words = f"{before}*{found[0]}*{after}"
    return words


def _standing_out(block: TextBlock) -> Iterator[tuple[int, int]]:
    """Where letters lean or are bold."""
    at = 0
    for stands_out, runs in groupby(block.runs, key=lambda run: run.italic or run.bold):
        length = sum(len(run.text) for run in runs)
        if stands_out:
            yield at, at + length
        at += length
