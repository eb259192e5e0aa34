"""Chance that can be asked about any moment: hashed numbers, and control curves that wander smoothly.

Nothing here has a state, so any stretch of a sound comes out the same whatever was rendered before it, on any thread.
"""

from __future__ import annotations

from typing import Final, TypeAlias

import numpy as np
from numpy.typing import NDArray

from audiogen.audio.samples import Samples
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
_LINES: Final = np.stack([np.ones(CONTROL_FRAMES), np.arange(CONTROL_FRAMES) / CONTROL_FRAMES]).astype(np.float32)
"""Where a line begins, and how far it has gone, for each of its frames."""
_LINES_AT_ONCE: Final = 256
"""Larger matrix products are spread over threads, which cost more than they bring."""
_UPPER_BITS: Final = np.int32(-CONTROL_FRAMES)


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
    coefficients, t = _spline(seed, period_s, moments)
    square, rest = t * t, 1 - t
    cube = square * t
    weights = (rest * rest * rest, 3 * cube - 6 * square + 4, 3 * (square - cube + t) + 1, cube)
    first, *others = (weight * value for weight, value in zip(weights, coefficients, strict=True))
    return sum(others, first) / 6


def wander_slope(seed: int, period_s: float, moments: Frames) -> Curve:
    """How steeply `wander` rises or falls, in changes for each `period_s`: between -1 and 1, about 0.

    What follows this curve has an integral that is known at any moment: `period_s` times `wander`.
    """
    coefficients, t = _spline(seed, period_s, moments)
    square, rest = t * t, 1 - t
    weights = (-rest * rest, 3 * square - 4 * t, -3 * square + 2 * t + 1, square)
    first, *others = (weight * value for weight, value in zip(weights, coefficients, strict=True))
    return sum(others, first) / 2


def _spline(seed: int, period_s: float, moments: Frames) -> tuple[list[Curve], Curve]:
    """The four coefficients that each moment lies between, and how far it has gone from the second to the third."""
    position = moments / (period_s * RATE)
    knot = np.floor(position)
    first, last = (int(knot.min()), int(knot.max())) if knot.size else (0, 0)
    # a knot lasts for hundreds of moments: each is hashed once
    values = hashed(seed, np.arange(first - 1, last + 3, dtype=np.int64))
    place = knot.astype(np.int64) - first
    return [values[place + shift] for shift in range(4)], position - knot


def control_moments(start: int, frames: int) -> Frames:
    """The control points about a stretch: from the one at or before `start` to the first after its end."""
    return np.arange(start // CONTROL_FRAMES, (start + frames) // CONTROL_FRAMES + 2, dtype=np.int64) * CONTROL_FRAMES


def every_frame(curves: Curve, start: int, frames: int) -> Samples:
    """Values at `control_moments(start, frames)`, shape (…, moments) → one for every frame, straight between them."""
    points = curves.astype(np.float32)
    lines = np.stack([points[..., :-1], points[..., 1:] - points[..., :-1]], axis=-1)
    # 16 bits of a difference times 8 bits of a place are exact in 24: so no kernel of a matrix product, whatever its
    # order and its fused steps, rounds more than the one sum, and the bits are the same for every number of lines
    lines[..., 1].view(np.int32)[...] &= _UPPER_BITS
    lines = lines.reshape(-1, 2)
    between = np.empty((len(lines), CONTROL_FRAMES), dtype=np.float32)
    for first in range(0, len(lines), _LINES_AT_ONCE):
        part = slice(first, first + _LINES_AT_ONCE)
        np.matmul(lines[part], _LINES, out=between[part])
    return between.reshape(*points.shape[:-1], -1)[..., start % CONTROL_FRAMES :][..., :frames]
