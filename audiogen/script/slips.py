"""What is wrong in a spoken text, each mistake with its place in it, so that all are told at once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import groupby
from operator import attrgetter
from typing import Final

_MOST_ALIKE: Final = 3
"""A habit is told on so many lines one by one; the last of them says on how many more it stands."""


@dataclass(frozen=True, slots=True, order=True)
class Slip:
    """One mistake in a text."""

    offset: int
    """Of its first character in the text, from 0."""
    message: str
    """What is wrong, and what to write instead."""
    habit: str = ""
    """What is the same in every mistake of its kind."""
    rule: str = ""
    """The id of the rule of craft that it is against; empty for what is wrong in itself."""


class MeantError(ValueError):
    """A value that is written in another way than the script language has it, while only one thing can be meant."""

    def __init__(self, message: str, meant: str) -> None:
        """The sentence that says so, and what to write, letter for letter."""
        self.meant = meant
        super().__init__(message)


class SpokenTextError(ValueError):
    """A text with mistakes; as a sentence it is the first of them."""

    def __init__(self, slips: Iterable[Slip]) -> None:
        """Of one mistake or more."""
        self.slips = tuple(sorted(slips))
        super().__init__(self.slips[0].message)


def grouped(slips: Iterable[Slip]) -> Iterator[Slip]:
    """The mistakes, of a habit that runs through a text only the first ones."""
    by_habit = attrgetter("habit")
    for habit, group in groupby(sorted(slips, key=by_habit), by_habit):
        found = sorted(group)
        more = len(found) - _MOST_ALIKE
        if not habit or more <= 0:
            yield from found
            continue
        *first, last = found[:_MOST_ALIKE]
        yield from first
        tail = f" (and on {more} more line{'s' if more > 1 else ''})"
        yield replace(last, message=last.message + tail)
