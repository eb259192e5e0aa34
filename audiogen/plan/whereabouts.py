"""Where in its file each phrase of a session stands: its line and column, and those of each of its words."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Protocol, TypeAlias, TypeVar

from audiogen.script.model import Origin
from audiogen.script.step_place import StepPlace
from audiogen.script.variables import variables_of
from audiogen.script.yaml.nodes import Place

_WORD: Final = re.compile(r"[^\W_]+")
_FAR: Final = 400
"""In words. Between two phrases stands at most so much notation."""
_NEAR: Final = 40
"""In words. Between two words of a phrase stands at most so much notation."""
_Placed: TypeAlias = tuple[str, Place]


class _Worded(Protocol):
    @property
    def text(self) -> str: ...


_Words = TypeVar("_Words", bound=_Worded)
"""A phrase, or whatever else a step says."""


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a phrase stands."""

    path: Path
    """The file: that of the script, or one that is included in it."""
    place: Place
    """Of its first word; the beginning of its step where that is not known."""
    words: tuple[_Placed, ...] = ()
    """All that stands there, word by word."""

    def of(self, word: str) -> Place:
        """The place where a word of the phrase stands first, in whatever capitals; else that of the phrase."""
        parts = _words(word.casefold())
        for number, (_, place) in enumerate(self.words):
            if parts and [each.casefold() for each, _ in self.words[number : number + len(parts)]] == parts:
                return place
        return self.place


def placed(origin: Origin, spoken: Iterable[tuple[int, _Words]]) -> Iterator[tuple[int, _Words, Spot]]:
    """Each phrase with its step and its place.

    Args:
        origin: of the script.
        spoken: all phrases in their order, each with the index of its step.
    """
    step: int | None = None
    written: list[_Placed] = []
    at = 0
    for index, utterance in spoken:
        if index != step:
            step, at = index, 0
            written = list(_written(origin.steps[index]))
        found, at = _found(utterance.text, written, at)
        if found:
            yield index, utterance, Spot(origin.steps[index].path, found[0][1], found)
        else:
            yield index, utterance, Spot(origin.steps[index].path, Place(origin.steps[index].line, 1))


def _found(text: str, written: Sequence[_Placed], at: int) -> tuple[tuple[_Placed, ...], int]:
    """The words of a phrase among those of a step from a position on, and the position behind them."""
    begun: int | None = None
    for word in _words(text):
        # the first word may stand far behind the phrase before, the others stand near one another
        end = min(at + (_FAR if begun is None else _NEAR), len(written))
        here = next((number for number in range(at, end) if written[number][0] == word), None)
        if here is None:
            continue
        begun = here if begun is None else begun
        at = here + 1
    return (tuple(written[begun:at]) if begun is not None else ()), at


def _words(text: str) -> list[str]:
    return [match[0] for match in _WORD.finditer(unicodedata.normalize("NFC", text))]


def _written(step: StepPlace) -> Iterator[_Placed]:
    """The words of a step; those that fill a variable stand where that stands."""
    for text in step.texts:
        for place, line in text.lines:
            at = 0
            for variable in variables_of(line):
                yield from _placed_words(line[at : variable.start], place, at)
                for word in _words(step.values.get(variable.name, variable.default or "")):
                    yield word, Place(place.line, place.column + variable.start)
                at = variable.end
            yield from _placed_words(line[at:], place, at)


def _placed_words(part: str, place: Place, column: int) -> Iterator[_Placed]:
    for match in _WORD.finditer(part):
        yield unicodedata.normalize("NFC", match[0]), Place(place.line, place.column + column + match.start())
