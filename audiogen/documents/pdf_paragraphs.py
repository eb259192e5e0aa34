"""Paragraphs out of the lines of a PDF, in which nothing says where one ends."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from statistics import median
from typing import Final

from audiogen.documents.joining import known_words, seamed
from audiogen.documents.manuscript import TextRun
from audiogen.documents.passages import Passage, PassagePart
from audiogen.documents.pdf_lines import PrintedLine

_ITEM: Final = re.compile(
    r"[-*\u2022\u00b7\u2023\u25aa\u25cf\u25e6\u2013\u2014\uf0b7](?:\s+|(?=[^\W\d]))|\(?\d{1,2}[.)]\s"
)
_BULLET: Final = re.compile(r"^\s*[-*\u2022\u00b7\u2023\u25aa\u25cf\u25e6\u2013\u2014\uf0b7]\s*")
_END: Final = re.compile(r"[.!?:\u2026][\"'\u2019\u201d\u00bb)\]*]*$")
_GAP: Final = 1.25
"""Times the usual distance of lines: more of it stands between paragraphs."""
_USUAL: Final = 1.2
"""Times the size: the distance of lines where no two belong together."""
_FURTHEST: Final = 3.5
"""Times the size: the largest distance of lines that are looked at."""
_OTHER_SIZE: Final = 0.06
"""Of the size: letters that differ by more are of two paragraphs."""
_INDENT: Final = 0.8
"""Of the size: a line that begins further to the right is the first of a paragraph."""
_UNEVEN: Final = 0.04
"""Of the width of a column: as much is left over in any line."""
_NO_ROOM: Final = 0.6
"""Of the size, for the space in front of a word that would have gone into the line before."""


@dataclass(frozen=True, slots=True)
class _Printing:
    """What holds for all pages."""

    words: frozenset[str]
    pages: dict[int, list[PrintedLine]]
    """The lines of each page, which show how wide its columns are."""
    distances: dict[float, float] = field(default_factory=dict)
    """From line to line, by the size of letters, in points."""

    @classmethod
    def of(cls, lines: Sequence[PrintedLine]) -> _Printing:
        pages = defaultdict[int, list[PrintedLine]](list)
        for line in lines:
            pages[line.page].append(line)
        printing = cls(known_words(line.text for line in lines), dict(pages))
        steps = defaultdict[float, list[float]](list)
        for above, below in pairwise(lines):
            step = above.bottom - below.bottom
            alike = above.page == below.page and above.size == below.size and 0 < step < _FURTHEST * above.size
            if alike and not printing.ends_by_intention(above, below):
                steps[above.size].append(step)
        return replace(printing, distances={size: median(found) for size, found in steps.items()})

    def ends_by_intention(self, line: PrintedLine, below: PrintedLine) -> bool:
        """Whether the first word of the next line would have gone into this one."""
        column = [other for other in self.pages[line.page] if other.left < line.right and other.right > line.left]
        left, right = min(other.left for other in column), max(other.right for other in column)
        letters = max(len(other.text) for other in column) - len(line.text)
        room, word = right - line.right, below.text.split(maxsplit=1)[0]
        # programs that break lines after so many letters leave room for words
        if room < _UNEVEN * (right - left) or letters <= len(word):
            return False
        return below.width_of_first_word() < room - _NO_ROOM * line.size


def paragraphs(lines: Sequence[PrintedLine]) -> Iterator[tuple[Passage, list[PassagePart]]]:
    """What belongs together, and what each of it says.

    Args:
        lines: those that are read, in their order.
    """
    printing = _Printing.of(lines)
    part = list[PrintedLine]()
    for line, following in zip(lines, [*lines[1:], None], strict=True):
        if part and (_begins_anew(part, line, printing) or _is_headed(part, line, following, printing)):
            yield _whole(part, printing)
            part = []
        part.append(line)
    if part:
        yield _whole(part, printing)


def _begins_anew(part: list[PrintedLine], line: PrintedLine, printing: _Printing) -> bool:
    last = part[-1]
    size = last.size
    if _ITEM.match(line.text) or abs(line.size - size) > _OTHER_SIZE * size:
        return True
    meant = printing.ends_by_intention(last, line)
    if line.is_bold != last.is_bold and meant:
        return True
    step, ended = last.bottom - line.bottom, _END.search(last.text) is not None
    if line.page != last.page or step <= 0:
        # the next page or column
        return meant and (ended or not line.text[0].islower())
    if step > _GAP * printing.distances.get(size, _USUAL * size):
        return True
    indented = line.left - last.left > _INDENT * size and not (len(part) == 1 and _ITEM.match(last.text))
    return (indented or meant) and ended


def _is_headed(part: list[PrintedLine], line: PrintedLine, following: PrintedLine | None, printing: _Printing) -> bool:
    """Whether a short line stands right above a paragraph that is broken at the margin, and so is its heading."""
    if len(part) > 1 or following is None or not line.text[0].isupper():
        return False
    return printing.ends_by_intention(part[0], line) and not printing.ends_by_intention(line, following)


def _whole(part: list[PrintedLine], printing: _Printing) -> tuple[Passage, list[PassagePart]]:
    item = _ITEM.match(part[0].text) is not None
    stretches = list[PassagePart]()
    for above, line in zip([None, *part], part, strict=False):
        begun = [_with_text(line.stretches[0], line.stretches[0].run.text.lstrip()), *line.stretches[1:]]
        if above and printing.ends_by_intention(above, line):
            stretches.append(PassagePart(TextRun("\n"), line.size))
        elif above:
            end = seamed(stretches[-1].run.text, line.text, printing.words)
            stretches[-1] = _with_text(stretches[-1], end)
        stretches += begun
    if item:
        stretches[0] = _with_text(stretches[0], _BULLET.sub("", stretches[0].run.text, count=1))
    return Passage("item" if item else "paragraph", (), 0), stretches


def _with_text(stretch: PassagePart, text: str) -> PassagePart:
    return replace(stretch, run=replace(stretch.run, text=text))
