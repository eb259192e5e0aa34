"""Phrases that are not as long as silences were decided for: the silences nearest to each of them make up for it.

Pure, in whole frames at 48 kHz. So the tracks of one session for several people differ only around what is said to one
of them alone, and are the same, to the frame, everywhere else.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from heapq import merge
from itertools import accumulate
from typing import Self

from audiogen.plan.beginning import HEAD_FRAMES, first_sound
from audiogen.plan.cues import Cue, Gap, Phrase, Voiced
from audiogen.plan.stretch import LONG_FRAMES, rows


def settled(cues: Sequence[Cue], lengths: Sequence[int], frames_of: Mapping[Voiced, int]) -> tuple[int, ...] | None:
    """The lengths of all cues with phrases as long as they are; None when the silences cannot make up for that.

    What is said between a phrase and the silences that make up for it is moved; all else keeps its place to the frame.
    No silence becomes shorter or longer than its author allows, and none grows beyond three minutes.

    Args:
        cues: of a session in which it is decided how many breaths there are.
        lengths: of each, as they were decided.
        frames_of: how long each phrase really is.
    """
    silences = _Silences.of(cues, lengths)
    for place, cue in enumerate(cues):
        if isinstance(cue, Phrase):
            actual = frames_of[cue.utterance]
            if not silences.make_up(place, actual - silences.lengths[place]):
                return None
            silences.lengths[place] = actual
    return tuple(silences.lengths)


@dataclass(frozen=True, slots=True)
class _Silences:
    """The silences of a session, while they take up differences."""

    gaps: Mapping[int, Gap]
    """By their places among the cues, ascending."""
    places: Sequence[int]
    lengths: list[int]
    """Of all cues."""
    starts: Sequence[int]
    """Of all cues, as they were decided."""
    row_of: Mapping[int, int]
    """Which gaps are one silence, since they follow each other without a word."""
    row_lengths: dict[int, int] = field(default_factory=dict)

    @classmethod
    def of(cls, cues: Sequence[Cue], lengths: Sequence[int]) -> Self:
        """Those of a session."""
        gaps = {place: cue for place, cue in enumerate(cues) if isinstance(cue, Gap)}
        first = first_sound(cues)
        # below the moment before the first sound, the place of all that follows would hang on that silence
        for place in [place for place in gaps if place < first]:
            if lengths[place] < HEAD_FRAMES:
                del gaps[place]
            else:
                gaps[place] = replace(gaps[place], min_frames=max(gaps[place].min_frames, HEAD_FRAMES))
        row_of = {place: row[0] for row in rows(cues) for place in row}
        silences = cls(gaps, tuple(gaps), list(lengths), tuple(accumulate(lengths, initial=0)), row_of)
        for place, row in row_of.items():
            silences.row_lengths[row] = silences.row_lengths.get(row, 0) + lengths[place]
        return silences

    def make_up(self, phrase: int, longer: int) -> bool:
        """Take up that a phrase is so many frames longer, or shorter when negative; False when that is impossible."""
        for place in self._nearest(phrase) if longer else ():
            taken = min(longer, self._shrink(place)) if longer > 0 else max(longer, -self._grow(place))
            self.lengths[place] -= taken
            self.row_lengths[self.row_of[place]] -= taken
            longer -= taken
            if not longer:
                break
        return not longer

    def _nearest(self, phrase: int) -> Iterator[int]:
        """The silences behind a phrase and before it, in the order in which they would move the least."""
        first = bisect_right(self.places, phrase)
        behind = (self.places[at] for at in range(first, len(self.places)))
        before = (self.places[at] for at in range(first - 1, -1, -1))

        def between(place: int) -> int:
            begin, end = sorted((place, phrase))
            return self.starts[end] - self.starts[begin + 1]

        return merge(behind, before, key=between)

    def _shrink(self, place: int) -> int:
        return max(0, self.lengths[place] - self.gaps[place].min_frames)

    def _grow(self, place: int) -> int:
        until_long = LONG_FRAMES - self.row_lengths[self.row_of[place]]
        return max(0, min(self.gaps[place].max_frames - self.lengths[place], until_long))
