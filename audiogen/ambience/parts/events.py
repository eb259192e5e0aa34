"""Single sounds at random moments: one in each cell of time, so that those of any stretch are found at once."""

from __future__ import annotations

from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from audiogen.ambience.parts.chance import Frames, hashed
from audiogen.audio.samples import Samples

Integers: TypeAlias = NDArray[np.int16]
"""Sound in half the memory of float32; the gain that it is mixed with contains its scale."""


class Cells:
    """One event in each cell of time, at a random moment in it; events are numbered."""

    def __init__(self, seed: int, cell_frames: int, longest_frames: int, *, freedom: float) -> None:
        """Prepare to find events.

        Args:
            seed: of the moments.
            cell_frames: from one event to the next, on average.
            longest_frames: how long one may sound.
            freedom: the part of its cell that an event may begin in, from 0 (a beat) to 1 (neighbours may coincide).
        """
        self._seed = seed
        self._cell_frames = cell_frames
        self._longest_frames = longest_frames
        self._freedom_frames = freedom * cell_frames

    def sounding(self, start: int, end: int) -> tuple[Frames, Frames]:
        """Numbers of the events that may sound in frames [start, end), and the frames that they begin at.

        Both may be negative, because an event may have begun before the session.
        """
        first = (start - self._longest_frames) // self._cell_frames
        numbers = np.arange(first, (end - 1) // self._cell_frames + 1, dtype=np.int64)
        begins = self.begins(numbers)
        heard = (begins < end) & (begins + self._longest_frames > start)
        return numbers[heard], begins[heard]

    def begins(self, numbers: Frames) -> Frames:
        """The frames that events begin at, by their numbers."""
        within = hashed(self._seed, numbers) * self._freedom_frames
        return numbers * self._cell_frames + within.astype(np.int64)


def add_event(sound: Samples, start: int, event: Samples | Integers, begin: int, gain: float) -> None:
    """Mix an event that begins at frame `begin` into the stretch `sound`, which begins at `start`; both (2, n)."""
    first, last = max(begin, start), min(begin + event.shape[1], start + sound.shape[1])
    if first < last:
        sound[:, first - start : last - start] += event[:, first - begin : last - begin] * np.float32(gain)
