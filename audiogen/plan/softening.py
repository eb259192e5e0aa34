"""How a session that leads into sleep becomes softer: evenly, from its middle on, up to its last words.

Pure: it depends on places in the timeline alone, in whole frames at 48 kHz.
"""

from __future__ import annotations

from dataclasses import dataclass
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


def softening(words_end: int | None, frames: int) -> Softening:
    """The softening of a session.

    Args:
        words_end: where its last words are over; None where nothing is said, and it becomes softer up to its end.
        frames: its length.
    """
    end = frames if words_end is None else words_end
    start = min(frames // 2, int(end * _LATEST_START))
    return Softening(start, max(end, start + 1))
