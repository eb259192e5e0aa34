"""Gathers what is spoken between two other steps, as texts of `say` that are no walls."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

from audiogen.drafting.imported.wording import SLOT

_MOST_WORDS: Final = 80
"""Of a `say` to which another paragraph is added."""
_WALL_WORDS: Final = 130
"""Of a `say`: a longer paragraph is cut at a thought."""


@dataclass(slots=True)
class SpokenText:
    """What a block says up to the next step, with notation in its places."""

    words: str = ""
    """With a letter of its own in each place of notation, so that sentences are cut as they are heard."""
    notation: list[str] = field(default_factory=list)

    def add(self, words: str) -> None:
        """Add words as they were written."""
        self.words += words
        # where a document has this very letter, it comes back into its place as notation does
        self.notation += [SLOT] * words.count(SLOT)

    def mark(self, notation: str) -> None:
        """Add notation, like `[pause 3s]`."""
        self.words += SLOT
        self.notation.append(notation)

    def take(self, thought: str) -> list[str]:
        """The notation in a thought; called for each thought once, in their order."""
        count = thought.count(SLOT)
        taken, self.notation = self.notation[:count], self.notation[count:]
        return taken


@dataclass(slots=True)
class Paragraphs:
    """What is said, as lines of paragraphs."""

    written: list[list[str]] = field(default_factory=list)

    def has_room(self, lines: Sequence[str]) -> bool:
        """Whether a paragraph more leaves one text that is easily read; there is always room for the first."""
        return not self.written or sum(map(_count, self.written)) + _count(lines) <= _MOST_WORDS

    def add(self, lines: Sequence[str], *, joins: bool) -> None:
        """Add a paragraph, or more lines of the last one."""
        if joins and self.written:
            self.written[-1] += lines
        else:
            self.written.append([*lines])

    @property
    def last_line(self) -> str:
        """The line that was said last; empty where none was."""
        return self.written[-1][-1] if self.written else ""

    def drop_last_line(self) -> None:
        """Take the last line away."""
        self.written[-1].pop()
        self.written = [lines for lines in self.written if lines]

    def texts(self) -> Iterator[str]:
        """All of it, for one step or for several."""
        said, count = "", 0
        for lines in self.written:
            for number, line in enumerate(lines):
                if said and count + _count([line]) > _WALL_WORDS:
                    yield _ended(said)
                    said, count = "", 0
                between = "" if not said else "\n" if number else "\n\n"
                said, count = f"{said}{between}{line}", count + _count([line])
        if said:
            yield _ended(said)


def _ended(text: str) -> str:
    """A text as it stands in a block: its last line ends, too."""
    return f"{text}\n" if "\n" in text else text


def _count(lines: Sequence[str]) -> int:
    return sum(len(line.split()) for line in lines)
