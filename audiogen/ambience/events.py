"""Single sounds at moments left to chance: one in each cell of time, so that any stretch knows what sounds in it."""

from __future__ import annotations

import numpy as np

from audiogen.ambience.chance import Frames, hashed
from audiogen.samples import Samples


class Cells:
    """Events that begin once in each cell of time, somewhere in it; they are told apart by their number."""

    def __init__(self, seed: int, cell_frames: int, longest_frames: int, *, freedom: float) -> None:
        """Prepare to find events.

        Args:
            seed: decides the moments.
            cell_frames: from one event to the next, on average.
            longest_frames: how long one may sound.
            freedom: how much of its cell an event may begin in, from 0 (a beat) to 1 (neighbours may fall together).
        """
        self._seed = seed
        self._cell_frames = cell_frames
        self._longest_frames = longest_frames
        self._freedom_frames = freedom * cell_frames

    def sounding(self, start: int, end: int) -> tuple[Frames, Frames]:
        """Numbers of the events that may be heard in frames [start, end), and the frames that they begin at.

        The first may be negative: the sound has been there before the session begins.
        """
        first = (start - self._longest_frames) // self._cell_frames
        numbers = np.arange(first, (end - 1) // self._cell_frames + 1, dtype=np.int64)
        within = hashed(self._seed, numbers) * self._freedom_frames
        begins = numbers * self._cell_frames + within.astype(np.int64)
        heard = (begins < end) & (begins + self._longest_frames > start)
        return numbers[heard], begins[heard]


def add_event(sound: Samples, start: int, event: Samples, begin: int, gain: float) -> None:
    """Add what falls into a stretch from frame `start` of an event that begins at `begin`; both of shape (2, n)."""
    first, last = max(begin, start), min(begin + event.shape[1], start + sound.shape[1])
    if first < last:
        sound[:, first - start : last - start] += event[:, first - begin : last - begin] * np.float32(gain)
