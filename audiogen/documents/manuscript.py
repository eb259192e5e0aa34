"""A manuscript, as what reads it understands it: blocks in their order, whatever its format was."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Literal, TypeAlias

BlockKind: TypeAlias = Literal["heading", "paragraph", "item"]
"""What a block is to who reads it; an item is one of a list."""


@dataclass(frozen=True, slots=True)
class TextRun:
    """A stretch of letters that look alike."""

    text: str
    """With white space folded; a line break that its author made is a newline."""
    italic: bool = False
    bold: bool = False


@dataclass(frozen=True, slots=True)
class TextBlock:
    """A heading, a paragraph or an item of a list."""

    kind: BlockKind
    runs: tuple[TextRun, ...]
    line: int
    """Where it stands, from 1: the line of a text file, of other formats the number of its paragraph."""
    level: int = 0
    """Of a heading, from 1; 0 for what is none."""

    @property
    def text(self) -> str:
        """All that it says."""
        return "".join(run.text for run in self.runs)


@dataclass(frozen=True, slots=True)
class Omission:
    """Something that stands in a document and is not used."""

    text: str
    line: int
    """As that of a block."""
    reason: str
    """In plain words, for the author: "a button of the web page"."""


@dataclass(frozen=True, slots=True)
class Manuscript:
    """What a file says. Every word of the file is in `blocks` or in `left_out`."""

    path: Path
    """As the user named it."""
    blocks: tuple[TextBlock, ...]
    left_out: tuple[Omission, ...] = ()
    title: str | None = None
    """What the file itself says that it is called, where that is no block; None where it does not say."""
    language: str | None = None
    """BCP 47, in which it is written, as far as the file or its words tell; None where that is uncertain."""
