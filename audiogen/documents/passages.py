"""What a reader of one format finds, before headings and the parts of a web page are told apart."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Final

from audiogen.documents.letters import folded, lines_of, of_lines, said_by
from audiogen.documents.manuscript import BlockKind, Omission, TextBlock, TextRun


@dataclass(frozen=True, slots=True)
class TableCell:
    """Where in a table something stands."""

    table: int
    """A number of its own for each table."""
    row: int = 0
    """A larger number for a later row."""
    column: int = 0
    """From 1."""


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of a document that stands by itself; of text that is not used, with the reason why."""

    kind: BlockKind
    runs: tuple[TextRun, ...]
    line: int
    """As that of a `TextBlock`."""
    level: int = 0
    """Of a heading that the file declares, from 1."""
    size: float = 0.0
    """Of its letters, in any unit that is the same for the whole document; 0 where the format does not tell."""
    reason: str = ""
    """Why it is left out, in plain words; empty for what is read."""
    cell: TableCell | None = None
    """Of the innermost table in which it stands."""

    @property
    def text(self) -> str:
        """All that it says."""
        return said_by(self.runs)

    def block(self) -> TextBlock:
        """The same for who reads on."""
        return TextBlock(self.kind, self.runs, self.line, self.level if self.kind == "heading" else 0)


@dataclass(frozen=True, slots=True)
class PassagePart:
    """Letters of one paragraph that look alike, before white space is folded."""

    run: TextRun
    size: float = 0.0
    """As that of a `Passage`."""
    reason: str = ""
    """As that of a `Passage`; hidden letters stand in the midst of others."""


def paragraph_of(stretches: Iterable[PassagePart], like: Passage) -> Iterator[Passage]:
    """What a paragraph says, and behind it what is left out of it; nothing where there are no letters.

    Args:
        stretches: in their order.
        like: what else is known of the paragraph; its reason holds for all of it.
    """
    by_reason = sorted(stretches, key=lambda stretch: stretch.reason)
    for reason, group in groupby(by_reason, key=lambda stretch: stretch.reason):
        alike = list(group)
        size = max(alike, key=lambda stretch: len(stretch.run.text.strip())).size
        for runs in _between_empty_lines(folded(stretch.run for stretch in alike)):
            yield replace(like, runs=runs, size=size, reason=like.reason or reason)


def _between_empty_lines(runs: tuple[TextRun, ...]) -> Iterator[tuple[TextRun, ...]]:
    """Paragraphs that their author has made of one with empty lines."""
    for is_filled, lines in groupby(lines_of(runs), key=lambda line: bool(said_by(line).strip())):
        if is_filled:
            yield of_lines(lines)


@dataclass(frozen=True, slots=True)
class RawManuscript:
    """All that a file holds, in its order."""

    passages: tuple[Passage, ...]
    title: str | None = None
    """What the file says of itself that it is called."""
    language: str | None = None
    """What the file says of itself that it is written in; programs often write their own language there."""


PICTURE: Final = TextRun("[picture]")
"""Stands in the account of what is left out for words that only an eye can read."""
NOT_READ: Final = "a picture: words in it are not read, and have to be typed"


def blocks_of(passages: Iterable[Passage]) -> tuple[TextBlock, ...]:
    """What is read."""
    return tuple(passage.block() for passage in passages if not passage.reason)


def omissions_of(passages: Iterable[Passage]) -> tuple[Omission, ...]:
    """What is left out."""
    return tuple(Omission(passage.text, passage.line, passage.reason) for passage in passages if passage.reason)


def under_titles(passages: Iterable[Passage]) -> tuple[Passage, ...]:
    """The same passages; where headings of level 0, which are titles, stand above the others, all go a level deeper."""
    found = tuple(passages)
    if not any(passage.kind == "heading" and passage.level == 0 for passage in found):
        return found
    return tuple(
        replace(passage, level=passage.level + 1) if passage.kind == "heading" else passage for passage in found
    )
