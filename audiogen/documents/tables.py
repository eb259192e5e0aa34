"""Tables of a script: their first row may name the columns, and their first column tell times; neither is its text."""

from __future__ import annotations

import re
import tomllib
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from typing import Final

from audiogen.documents.passages import Passage, TableCell

_HEAD: Final = "the head of a table"
_TIME: Final = "the time or the number of a row of a table"
_MOST_WORDS: Final = 4
"""Of the name of a column."""
_LONG: Final = 5
"""Words of a text: where no cell has so many, the first row may be as good as any other."""
_NO_NAME: Final = re.compile(r".*[\d.!?\u2026()\[\]]", re.DOTALL)
_WORD: Final = re.compile(r"[^\W\d_]+")


@dataclass(slots=True)
class CellCount:
    """Numbers tables, rows and cells as a reader comes upon them."""

    count: int = 0
    """Of tables and rows so far."""
    columns: Counter[int] = field(default_factory=Counter)
    """Of each row so far."""

    def within(self, part: str, outer: TableCell | None) -> TableCell | None:
        """Where the text of a part of a table stands.

        Args:
            part: what begins: `table`, `row`, `cell`, or anything else, which changes nothing.
            outer: where the text around it stands.
        """
        if part == "table":
            self.count += 1
            return TableCell(self.count)
        if outer and part == "row":
            self.count += 1
            return replace(outer, row=self.count)
        if outer and part == "cell":
            self.columns[outer.row] += 1
            return replace(outer, column=self.columns[outer.row])
        return outer


_Cells = Mapping[tuple[int, int], list[int]]
"""The positions of passages by the row and the column of their cell."""


def without_table_furniture(passages: Sequence[Passage]) -> tuple[Passage, ...]:
    """The same passages; those that name columns, or tell the time of a row, say so as their reason."""
    tables = defaultdict[int, dict[tuple[int, int], list[int]]](lambda: defaultdict(list))
    for at, passage in enumerate(passages):
        if passage.cell and not passage.reason:
            tables[passage.cell.table][passage.cell.row, passage.cell.column].append(at)
    reasons = {at: reason for cells in tables.values() for at, reason in _furniture(cells, passages)}
    return tuple(
        replace(passage, reason=reasons[at]) if at in reasons else passage for at, passage in enumerate(passages)
    )


def _furniture(cells: _Cells, passages: Sequence[Passage]) -> Iterator[tuple[int, str]]:
    first_row, first_column = min(row for row, _ in cells), min(column for _, column in cells)
    texts = {place: " ".join(passages[at].text for at in found) for place, found in cells.items()}
    head = {place: text for place, text in texts.items() if place[0] == first_row}
    below = {place: text for place, text in texts.items() if place[0] != first_row}
    if not below or max(column for _, column in cells) == first_column:
        return
    named = len(head) > 1 and all(map(_is_name, head.values())) and any(map(_is_long, below.values()))
    for place in head if named else ():
        yield from ((at, _HEAD) for at in cells[place])
    told = {place: text for place, text in (below if named else texts).items() if place[1] == first_column}
    if told and all(map(_tells_time, told.values())) and not _is_of_pauses(head.get((first_row, first_column), "")):
        yield from ((at, _TIME) for place in told for at in cells[place])


def _is_name(text: str) -> bool:
    return len(text.split()) <= _MOST_WORDS and not _NO_NAME.match(text)


def _is_long(text: str) -> bool:
    return len(text.split()) >= _LONG


def _tells_time(text: str) -> bool:
    return any(map(str.isdigit, text)) and all(word.casefold() in _words("units") for word in _WORD.findall(text))


def _is_of_pauses(text: str) -> bool:
    return any(word.casefold() in _words("pauses") for word in _WORD.findall(text))


@cache
def _words(table: str) -> frozenset[str]:
    return frozenset(tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))[table].split())
