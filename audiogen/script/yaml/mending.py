"""One look through the lines of a file for a habit, which is told once and mended on every line that has it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, field

from audiogen.script.yaml.nodes import Fault, Place
from audiogen.script.yaml.outline import structure


@dataclass(frozen=True, slots=True)
class Found:
    """A habit on one line."""

    column: int
    """From 0."""
    message: str
    """What is wrong, and what to write instead."""
    line: str
    """The line without the habit."""
    sure: bool = True
    """Whether it is what its author meant, and not only a line that can be read."""


@dataclass(slots=True)
class Mender:
    """The lines of a file, on their way to what their author meant."""

    lines: list[str]
    keys: Collection[str]
    """What may be a key in the file."""
    verbs: Collection[str]
    """Those of them that begin a step."""
    faults: list[Fault] = field(default_factory=list)
    unsure: set[int] = field(default_factory=set)
    """The lines, from 0, of which only their author knows how they are meant."""

    def each(self, look: Callable[[int, str], Found | None]) -> list[int]:
        """Look at every line that is no text in a block; told is the first that has the habit, mended are all.

        Returns:
            The lines that had it, from 0.
        """
        found: list[tuple[int, Found]] = []
        for index in structure(self.lines):
            habit = look(index, self.lines[index])
            if habit:
                self.lines[index] = habit.line
                self.unsure |= set() if habit.sure else {index}
                found.append((index, habit))
        self.tell(found)
        return [index for index, _ in found]

    def tell(self, found: Iterable[tuple[int, Found]]) -> None:
        """Note the first line that has a habit, and how many more have it."""
        lines = tuple(found)
        if lines:
            more = len(lines) - 1
            tail = f" (and on {more} more line{'s' if more > 1 else ''})" if more else ""
            index, habit = lines[0]
            self.faults.append(Fault(Place(index + 1, habit.column + 1), habit.message + tail))
