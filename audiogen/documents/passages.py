"""What a reader of one format finds, before headings and the parts of a web page are told apart."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from audiogen.documents.manuscript import BlockKind, Omission, TextBlock, TextRun


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

    @property
    def text(self) -> str:
        """All that it says."""
        return "".join(run.text for run in self.runs)

    def block(self) -> TextBlock:
        """The same for who reads on."""
        return TextBlock(self.kind, self.runs, self.line, self.level if self.kind == "heading" else 0)


@dataclass(frozen=True, slots=True)
class RawManuscript:
    """All that a file holds, in its order."""

    passages: tuple[Passage, ...]
    title: str | None = None
    """What the file says of itself that it is called."""
    language: str | None = None
    """What the file says of itself that it is written in; programs often write their own language there."""


def blocks_of(passages: Iterable[Passage]) -> tuple[TextBlock, ...]:
    """What is read."""
    return tuple(passage.block() for passage in passages if not passage.reason)


def omissions_of(passages: Iterable[Passage]) -> tuple[Omission, ...]:
    """What is left out."""
    return tuple(Omission(passage.text, passage.line, passage.reason) for passage in passages if passage.reason)
