"""Hashed random numbers, and control curves that wander smoothly: both are known at any moment.

Nothing here has a state, so any stretch of a sound comes out the same whatever was rendered before it, on any thread.
"""

from __future__ import annotations

from typing import Final, TypeAlias

import numpy as np
from numpy.typing import NDArray

from audiogen.ambience.parts.seeds import seed_of
from audiogen.audio.samples import Samples
from audiogen.units import RATE

Frames: TypeAlias = NDArray[np.int64]
"""Moments, as absolute frames."""
Curve: TypeAlias = NDArray[np.float64]
"""One value for each moment."""

CONTROL_FRAMES: Final = 256
"""Curves are computed once in 256 frames (5.3 ms) and interpolated linearly between."""

_64_BITS: Final = (1 << 64) - 1
_WEYL: Final = np.uint64(0x9E3779B97F4A7C15)
_MIX_1: Final = np.uint64(0xBF58476D1CE4E5B9)
_MIX_2: Final = np.uint64(0x94D049BB133111EB)
_LINES: Final = np.stack([np.ones(CONTROL_FRAMES), np.arange(CONTROL_FRAMES) / CONTROL_FRAMES]).astype(np.float32)
"""The weights of a line's start and of its rise, for each of its frames."""
_LINES_AT_ONCE: Final = 256
"""BLAS spreads larger matrix products over threads, which cost more than they bring."""
_UPPER_BITS: Final = np.int32(-CONTROL_FRAMES)


def generator(*parts: str | int) -> np.random.Generator:
    """Random numbers in sequence, for what is made once; `parts` are those of `seed_of`."""
    return np.random.Generator(np.random.SFC64(seed_of(*parts)))


def hashed(seed: int, index: Frames) -> Curve:
    """Uniform random numbers in [0, 1), one for each index; an index may be negative.

    They are the outputs of SplitMix64, computed in any order (Steele, Lea, Flood, "Fast splittable pseudorandom number
    generators", OOPSLA 2014).
    """
    mixed = (index + 1).view(np.uint64) * _WEYL + np.uint64(seed & _64_BITS)
    mixed = (mixed ^ (mixed >> np.uint64(30))) * _MIX_1
    mixed = (mixed ^ (mixed >> np.uint64(27))) * _MIX_2
    mixed ^= mixed >> np.uint64(31)
    return np.asarray((mixed >> np.uint64(11)).astype(np.float64) * 2.0**-53)


def wander(seed: int, period_s: float, moments: Frames) -> Curve:
    """A curve that wanders between 0 and 1 about 0.5, towards another value every `period_s`.

    It is a cubic B-spline over hashed values: it never leaves its bounds, and its slope has no kinks.
    """
    position = moments / (period_s * RATE)
    knot = np.floor(position)
    first, last = (int(knot.min()), int(knot.max())) if knot.size else (0, 0)
    # a knot lasts for hundreds of moments: each is hashed once
    values = hashed(seed, np.arange(first - 1, last + 3, dtype=np.int64))
    place, t = knot.astype(np.int64) - first, position - knot
    square, rest = t * t, 1 - t
    cube = square * t
    weights = (rest * rest * rest, 3 * cube - 6 * square + 4, 3 * (square - cube + t) + 1, cube)
    begin, *others = (weight * values[place + shift] for shift, weight in enumerate(weights))
    return sum(others, begin) / 6


def control_moments(start: int, frames: int) -> Frames:
    """The control points of a stretch: from the one at or before `start` to the first after its end."""
    return np.arange(start // CONTROL_FRAMES, (start + frames) // CONTROL_FRAMES + 2, dtype=np.int64) * CONTROL_FRAMES


def every_frame(curves: Curve, start: int, frames: int) -> Samples:
    """Values at `control_moments(start, frames)`, shape (…, moments), interpolated linearly to one for every frame."""
    points = curves.astype(np.float32)
    lines = np.stack([points[..., :-1], points[..., 1:] - points[..., :-1]], axis=-1)
    # A difference cut to 16 bits times a place of 8 bits is exact in the 24 bits of a float32. Only the sum is rounded
    # then, whatever order or fused steps a BLAS kernel takes, so that the bits do not depend on the number of lines.
    lines[..., 1].view(np.int32)[...] &= _UPPER_BITS
    lines = lines.reshape(-1, 2)
    between = np.empty((len(lines), CONTROL_FRAMES), dtype=np.float32)
    for first in range(0, len(lines), _LINES_AT_ONCE):
        part = slice(first, first + _LINES_AT_ONCE)
        np.matmul(lines[part], _LINES, out=between[part])
    return between.reshape(*points.shape[:-1], -1)[..., start % CONTROL_FRAMES :][..., :frames]
