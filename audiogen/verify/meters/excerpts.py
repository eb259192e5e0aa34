"""Short excerpts of a sound that flows by: each is handed out when it has passed, and nothing longer is kept."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from audiogen.audio.samples import Samples


@dataclass(frozen=True, slots=True)
class Excerpt:
    """The sound of one of the stretches that were asked for."""

    index: int
    """Which of them."""
    start: int
    """The frame of the session at which it begins."""
    samples: Samples
    """Shape (2, n)."""


class Excerpts:
    """Cuts stretches, (start, end) in frames, out of what it is fed. What lies outside the sound is left out."""

    def __init__(self, stretches: Sequence[tuple[int, int]]) -> None:
        ordered = sorted(range(len(stretches)), key=lambda index: stretches[index][1])
        self._waiting = [(index, max(0, stretches[index][0]), stretches[index][1]) for index in ordered]
        self._kept: Samples = np.zeros((2, 0), np.float32)
        self._start = 0

    def feed(self, samples: Samples) -> Iterator[Excerpt]:
        """Take the next stretch of sound; the excerpts that end within it come out."""
        self._kept = np.concatenate((self._kept, samples), axis=1)
        end = self._start + self._kept.shape[1]
        while self._waiting and self._waiting[0][2] <= end:
            index, start, stop = self._waiting.pop(0)
            yield Excerpt(index, start, self._kept[:, start - self._start : stop - self._start].copy())
        needed = min((start for _, start, _ in self._waiting), default=end)
        drop = max(0, min(needed, end) - self._start)
        self._kept = self._kept[:, drop:].copy()
        self._start += drop
