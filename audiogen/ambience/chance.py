"""Chance that can be asked about any moment: hashed numbers, and control curves that wander smoothly.

Nothing here has a state, so any stretch of a sound comes out the same whatever was rendered before it, on any thread.
"""

from __future__ import annotations

from typing import Final, TypeAlias

import numpy as np
from numpy.typing import NDArray

from audiogen.samples import Samples
from audiogen.units import RATE

Frames: TypeAlias = NDArray[np.int64]
"""Moments, as absolute frames."""
Curve: TypeAlias = NDArray[np.float64]
"""One value for each moment."""

CONTROL_FRAMES: Final = 256
"""Curves are computed once in 256 frames (5.3 ms) and run straight between."""

_64_BITS: Final = (1 << 64) - 1
_WEYL: Final = np.uint64(0x9E3779B97F4A7C15)
_MIX_1: Final = np.uint64(0xBF58476D1CE4E5B9)
_MIX_2: Final = np.uint64(0x94D049BB133111EB)
_RAMP: Final = np.arange(CONTROL_FRAMES, dtype=np.float32) / np.float32(CONTROL_FRAMES)


def hashed(seed: int, index: Frames) -> Curve:
    """Numbers in [0, 1), evenly spread, without any pattern from one index to the next; an index may be negative.

    The outputs of SplitMix64, asked for in any order (Steele, Lea, Flood, "Fast splittable pseudorandom number
    generators", OOPSLA 2014).
    """
    mixed = (index + 1).view(np.uint64) * _WEYL + np.uint64(seed & _64_BITS)
    mixed = (mixed ^ (mixed >> np.uint64(30))) * _MIX_1
    mixed = (mixed ^ (mixed >> np.uint64(27))) * _MIX_2
    mixed ^= mixed >> np.uint64(31)
    return np.asarray((mixed >> np.uint64(11)).astype(np.float64) * 2.0**-53)


def wander(seed: int, period_s: float, moments: Frames) -> Curve:
    """A curve that wanders between 0 and 1 about 0.5, going somewhere else every `period_s`.

    A cubic B-spline over hashed values: it never leaves its bounds, and its slope has no kinks.
    """
    position = moments / (period_s * RATE)
    knot = np.floor(position).astype(np.int64)
    t = position - knot
    weights = ((1 - t) ** 3, 3 * t**3 - 6 * t**2 + 4, -3 * t**3 + 3 * t**2 + 3 * t + 1, t**3)
    first, *others = (weight * hashed(seed, knot + shift) for shift, weight in enumerate(weights, start=-1))
    return sum(others, first) / 6


def control_moments(start: int, frames: int) -> Frames:
    """The control points about a stretch: from the one at or before `start` to the first after its end."""
    return np.arange(start // CONTROL_FRAMES, (start + frames) // CONTROL_FRAMES + 2, dtype=np.int64) * CONTROL_FRAMES


def every_frame(curve: Curve, start: int, frames: int) -> Samples:
    """Values at `control_moments(start, frames)` → one for every frame, straight between them."""
    points = curve.astype(np.float32)
    between = (points[:-1, None] + np.diff(points)[:, None] * _RAMP).ravel()
    return between[start % CONTROL_FRAMES :][:frames]
