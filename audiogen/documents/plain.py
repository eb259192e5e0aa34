"""Plain text: where its paragraphs end, and which lines are only broken at a margin."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby
from typing import Final

from audiogen.documents.joining import joined_lines, known_words
from audiogen.documents.letters import as_meant, folded
from audiogen.documents.manuscript import TextRun
from audiogen.documents.passages import Passage, RawManuscript
from audiogen.script.meant.furniture import is_furniture

_ITEM: Final = re.compile(r"\s*(?:[-*\u2022\u00b7\u2023\u25aa\u25e6\u2013\u2014]|\(?\d{1,2}[.)])\s+(?=\S)")
_BULLET: Final = re.compile(r"^\s*[-*\u2022\u00b7\u2023\u25aa\u25e6\u2013\u2014]\s+")
_RULE: Final = re.compile(r"\W{3,}")
"""A line of dashes, stars or signs of equality."""
_SHORT: Final = 50
"""In characters: whoever breaks lines at a margin writes longer ones."""
_MARGIN: Final = 100
"""In characters: longer lines are paragraphs, which the program on screen breaks."""

_Line = tuple[int, str]


def read_plain(text: str) -> RawManuscript:
    """The paragraphs of a text, at the lines where they begin."""
    lines = list(enumerate(as_meant(text).split("\n"), 1))
    words = known_words(line for _, line in lines)
    filled = (group for is_filled, group in groupby(lines, key=_has_letters) if is_filled)
    return RawManuscript(tuple(passage for group in filled for passage in _passages(list(group), words)))


def _has_letters(line: _Line) -> bool:
    return bool(line[1].strip()) and not _RULE.fullmatch(line[1].strip())


def _passages(lines: list[_Line], words: frozenset[str]) -> Iterator[Passage]:
    """What stands between two empty lines: one paragraph, or several."""
    for part in _parts(lines):
        number, first = part[0]
        item = _ITEM.match(first) is not None
        texts = [_BULLET.sub("", first, count=1) if item else first, *(line for _, line in part[1:])]
        runs = folded([TextRun(joined_lines(texts, words) if _at_margin(texts) else "\n".join(texts))])
        if runs:
            yield Passage("item" if item else "paragraph", runs, number)


def _parts(lines: list[_Line]) -> Iterator[list[_Line]]:
    """Lines that belong together; one of a list begins anew, and so do long lines, which are whole paragraphs."""
    if len(lines) > 2 and not _at_margin([line for _, line in lines]) and _at_margin([line for _, line in lines[1:]]):
        # a heading right above its paragraph
        yield lines[:1]
        lines = lines[1:]
    part = list[_Line]()
    for line in lines:
        last = part[-1][1] if part else ""
        if part and (max(len(line[1]), len(last)) > _MARGIN or _ITEM.match(line[1]) or is_furniture(line[1].strip())):
            yield part
            part = []
        part.append(line)
    yield part


def _at_margin(lines: list[str]) -> bool:
    """Whether lines look as if they were broken where there was no more room, not where their author wanted it."""
    widths = [len(line.rstrip()) for line in lines]
    widest = max(widths)
    if len(lines) == 1 or not _SHORT <= widest <= _MARGIN:
        return False
    # the first word of the next line would not have gone into this one any more
    full = [width + 1 + len(following.split()[0]) > widest for width, following in zip(widths, lines[1:], strict=False)]
    return sum(full) >= 0.8 * len(full)
