"""How each phrase stands among the others: its place in its paragraph, and how often it was said before.

Pure. A voice that shapes its speech follows both: readers begin a paragraph high and end it low, and no reader says the
same words twice in quite the same way. Other voices say a phrase the same way everywhere.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from audiogen.plan.cues import VARIANTS, Cue, Gap, Phrase, Place, Utterance
from audiogen.script.step_place import StepPlace
from audiogen.units import to_frames

_PARTING_FRAMES: Final = to_frames(4.0)
"""A silence as long as one between paragraphs parts sentences as well: nobody keeps up a falling tone across it."""


def in_paragraph(cues: Sequence[Cue]) -> Iterator[Cue]:
    """The cues of one paragraph as it is written, each phrase with its place; without prosody they stay as they are."""
    rows: list[list[int]] = [[]]
    for at, cue in enumerate(cues):
        if isinstance(cue, Gap) and cue.ideal_frames >= _PARTING_FRAMES:
            rows.append([])
        elif isinstance(cue, Phrase):
            rows[-1].append(at)
    places = {at: _place(number, len(row)) for row in rows for number, at in enumerate(row)}
    for at, cue in enumerate(cues):
        if isinstance(cue, Phrase) and isinstance(cue.utterance, Utterance) and cue.utterance.place:
            placed = replace(cue.utterance, place=places[at])
            yield Phrase(placed, cue.step, cue.paragraph, cue.discloses)
        else:
            yield cue


def _place(number: int, length: int) -> Place:
    if length == 1:
        return "alone"
    return "start" if number == 0 else "end" if number == length - 1 else "middle"


@dataclass(frozen=True, slots=True)
class Variants:
    """Counts what has been said, while the cues of a session pass in their order."""

    places: tuple[StepPlace, ...]
    """Where each step of the script stands."""
    _said: Counter[Hashable] = field(default_factory=Counter, init=False)

    def of(self, cues: Iterable[Cue]) -> Iterator[Cue]:
        """The cues of one step, each phrase with its variant; the words of breaths are counted with their exercise."""
        number = 0
        for cue in cues:
            if isinstance(cue, Phrase) and isinstance(cue.utterance, Utterance):
                counted = self._counted(cue.step, number, cue.utterance)
                yield cue if counted is cue.utterance else replace(cue, utterance=counted)
                number += 1
            else:
                yield cue

    def _counted(self, step: int, number: int, phrase: Utterance) -> Utterance:
        if not phrase.place:
            return phrase
        place = self.places[step]
        # what fills a variable may be the very words of another step, whose sound must not hang on it
        key: Hashable = (place, number) if place.has_variables else phrase.said
        self._said[key] += 1
        variant = (self._said[key] - 1) % VARIANTS
        return phrase if variant == phrase.variant else replace(phrase, variant=variant)
