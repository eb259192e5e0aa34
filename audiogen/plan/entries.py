"""Entries: first words after a long rest, which would startle at the level of all others.

They are softer at first, and the bed comes up towards them. Pure: both depend on places in the timeline alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from audiogen.units import RATE

REST_FRAMES: Final = 10 * RATE
"""So long without a word, and a listener has let go of the voice."""
SOFTER_DB: Final = 3.8
"""How much softer an entry begins. People vary by as much from phrase to phrase, and the bed is still 18 dB below."""
HELD_FRAMES, RISING_FRAMES = int(1.6 * RATE), 2 * RATE
"""For how long it stays so soft, and over which time it comes to the level of all words."""
ENTRY_FRAMES: Final = HELD_FRAMES + RISING_FRAMES
"""After that an entry is like all words."""

BED_DB: Final = -13.3
"""What is heard before an entry comes up to that, relative to the speech: with the softer beginning, first words rise
by 9 to 14.5 dB, as they differ among themselves, instead of 17 to 23."""
MOST_LIFT_DB: Final = 14.0
"""The bed comes up by no more, not even between two waves."""
HEARD_FRAMES: Final = 2 * RATE
"""What is heard so long before an entry is what it is held against."""
LIFTING_FRAMES, LEAST_LIFTING_FRAMES = 4 * RATE, RATE
"""The bed comes up over four seconds, as a wave or a gust does; where a breath ends late, over no less than one."""
SINKING_FRAMES: Final = int(0.8 * RATE)
"""It stays, and sinks just before the words."""


@dataclass(frozen=True, slots=True)
class Lift:
    """By how much the bed comes up before an entry."""

    start: int
    """Where it begins to."""
    entry: int
    """The frame at which the words begin."""
    gain_db: float

    @property
    def points(self) -> tuple[tuple[int, float], ...]:
        """Frames and decibels, straight in between."""
        return (
            (self.start, 0.0),
            (self.entry - HEARD_FRAMES, self.gain_db),
            (self.entry - SINKING_FRAMES, self.gain_db),
            (self.entry, 0.0),
        )


def entries(spoken: Iterable[tuple[int, int]]) -> Iterator[int]:
    """The frames at which words begin after a long rest, or after as long a beginning of the session.

    Args:
        spoken: from where up to where words sound, in order of time.
    """
    ended = 0
    for start, end in spoken:
        if start - ended >= REST_FRAMES:
            yield start
        ended = max(ended, end)
