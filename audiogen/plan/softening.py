"""How a session that leads into sleep becomes softer: evenly, from its middle on, up to its last words.

Pure: it depends on places in the timeline alone, in whole frames at 48 kHz.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from math import log10
from typing import Final

SOFTEST_DB: Final = 6.0
"""How much softer the voice is at its last words: they are still clear above the bed, which goes down along."""
_LATEST_START: Final = 2 / 3
"""Of the way to the last words: where these come early, the voice would otherwise drop within seconds."""


@dataclass(frozen=True, slots=True)
class Softening:
    """From `start` to `end` evenly in decibels; behind that all is as soft as it becomes."""

    start: int
    end: int
    """Where the last words are over; behind `start`."""

    @property
    def points(self) -> tuple[tuple[int, float], ...]:
        """Frames, and how much of the softening has come by then: from 0 to 1, straight in between."""
        return (0, 0.0), (self.start, 0.0), (self.end, 1.0)

    def share(self, frame: int) -> float:
        """How much of the softening has come by a frame: from 0 to 1."""
        return min(max((frame - self.start) / (self.end - self.start), 0.0), 1.0)

    def softer_db(self, frame: int) -> float:
        """How much softer the voice is at a frame than at the beginning."""
        return SOFTEST_DB * self.share(frame)

    def all_softer_db(self, spoken: Iterable[tuple[int, int]]) -> float:
        """How much softer all words are together than at the beginning, by their mean power.

        Args:
            spoken: from where up to where words sound.
        """
        spans = tuple(spoken)
        frames = sum(end - start for start, end in spans)
        return -10 * log10(sum(self._power(*span) for span in spans) / frames) if frames else 0.0

    def _power(self, start: int, end: int) -> float:
        """The power of words, summed over their frames: 1 for each that is not softer."""
        begin = min(max(start, self.start), end)
        before, middle, after = (10 ** (-self.softer_db(at) / 10) for at in (begin, (begin + end) // 2, end))
        # Simpson's rule: they may last as long as the whole session
        return begin - start + (end - begin) * (before + 4 * middle + after) / 6


def softening(words_end: int | None, frames: int) -> Softening:
    """The softening of a session.

    Args:
        words_end: where its last words are over; None where nothing is said, and it becomes softer up to its end.
        frames: its length.
    """
    end = frames if words_end is None else words_end
    start = min(frames // 2, int(end * _LATEST_START))
    return Softening(start, max(end, start + 1))
