"""DC is taken out of recordings: with it, a bed would be softer than its level says, and click at its ends."""

from __future__ import annotations

from typing import Final

import numpy as np

from audiogen.ambience.parts.chance import Curve
from audiogen.audio.samples import Samples
from audiogen.units import RATE

_CORNER_HZ: Final = 5.0
"""So low that nothing which is heard is touched: -0.1 dB at 30 Hz."""
_CELL_FRAMES: Final = 4800
_DECAY: Final = np.exp(-2 * np.pi * _CORNER_HZ / RATE * np.arange(1, _CELL_FRAMES + 1))
"""What is left of the past after so many frames; its inverse grows to no more than 23."""
_GROWTH: Final = (1 - _DECAY[0]) / _DECAY


class DcBlocker:
    """A high-pass of the first order that takes chunk after chunk: y = x less a running mean of it."""

    def __init__(self) -> None:
        self._mean: Curve | None = None

    def feed(self, samples: Samples) -> Samples:
        """The next stretch without DC; both of shape (channels, n)."""
        if self._mean is None:
            # as if the recording had always been where its first second is: else it would begin with a thump
            self._mean = samples[:, :RATE].mean(axis=1, keepdims=True, dtype=np.float64)
        centred = np.empty_like(samples)
        for first in range(0, samples.shape[1], _CELL_FRAMES):
            part = samples[:, first : first + _CELL_FRAMES]
            # the recursion m = d m + (1 - d) x, written as one sum
            sums = np.cumsum(part * _GROWTH[: part.shape[1]], axis=1)
            means = (self._mean + sums) * _DECAY[: part.shape[1]]
            np.subtract(part, means, out=centred[:, first : first + part.shape[1]], casting="same_kind")
            self._mean = means[:, -1:]
        return centred
