"""The form of sound between stages: arrays of float32, and sources that render any stretch of themselves."""

from __future__ import annotations

from typing import Final, Protocol, TypeAlias

import numpy as np
from numpy.typing import NDArray

Samples: TypeAlias = NDArray[np.float32]
"""Sound: float32, full scale ±1.0. Shape (frames,) for one channel, (2, frames) for stereo."""

Samples16: TypeAlias = NDArray[np.int16]
"""Sound in half the memory: integers, full scale ±`FULL_SCALE_16`, shapes as for `Samples`."""

FULL_SCALE_16: Final = 32_767
"""Of 16 bits, on the side that has less."""


class Source(Protocol):
    """Sound as a pure function of absolute time.

    The same frames come out whatever blocks they are asked for in, so any segment can be rendered by itself.
    """

    def render(self, start: int, frames: int) -> Samples:
        """The stretch from frame `start` (≥ 0, at 48 kHz), `frames` long, as stereo of shape (2, frames)."""
        ...
