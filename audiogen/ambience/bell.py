"""Bells: singing bowls that open and close a session, and a lighter chime between its parts.

A struck bowl sounds in partials that are no multiples of each other. Each partial is two, for no bowl is perfectly
round: a few cycles in a thousand apart, they beat slowly against each other (A. Terwagne, J. Bush, "Tibetan singing
bowls", Nonlinearity 24, 2011). High partials die away first.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Final, TypeAlias

import numpy as np
from numpy.typing import NDArray

from audiogen.ambience.level import at_strike_level
from audiogen.ambience.seeds import seed_of
from audiogen.samples import Samples
from audiogen.script.model import BellName
from audiogen.units import RATE, to_frames

Moments: TypeAlias = NDArray[np.float64]
"""Seconds since the strike, or one value for each of them."""

STRIKE_LUFS: Final = -20.0
"""Level of every bell's loudest 400 ms: K-weighted RMS, both channels summed, as BS.1770 has it (LUFS)."""

_FADE_S: Final = 2.0
"""The last of the ring fades, 60 dB below the strike, to true silence."""
_BOWL: Final = ((1.0, 1.0), (2.7725, 0.50), (5.18, 0.26), (8.16, 0.11), (11.66, 0.05))
"""Partials of a bowl relative to the lowest, with their amplitudes."""
_BAR: Final = ((1.0, 1.0), (2.756, 0.34), (5.404, 0.12))
"""Partials of a bar that is free at both ends (Fletcher, Rossing, The Physics of Musical Instruments, 2.16)."""


@dataclass(frozen=True, slots=True)
class _Shape:
    """What a bell is, and how it is struck."""

    lowest_hz: float
    partials: tuple[tuple[float, float], ...]
    ring_s: float
    """From the strike to silence."""
    beat_hz: float
    """Of the lowest partial; higher ones beat faster."""
    mallet_s: float
    """How slowly the mallet gives way: the softer, the longer."""


_SHAPES: Final[dict[BellName, _Shape]] = {
    "start": _Shape(lowest_hz=220.0, partials=_BOWL, ring_s=12.0, beat_hz=0.7, mallet_s=0.007),
    "interval": _Shape(lowest_hz=587.33, partials=_BAR, ring_s=8.0, beat_hz=1.1, mallet_s=0.004),
    "end": _Shape(lowest_hz=146.83, partials=_BOWL, ring_s=16.0, beat_hz=0.45, mallet_s=0.009),
}
"""A, D and D: at home in the chords of the pad."""


@cache
def bell(name: BellName) -> Samples:
    """A strike at frame 0 and its whole ring, shape (2, frames), its loudest 400 ms at `STRIKE_LUFS`.

    Made once and then shared: it is not to be written to.
    """
    shape = _SHAPES[name]
    t = np.arange(to_frames(shape.ring_s), dtype=np.float64) / RATE
    chance = np.random.Generator(np.random.SFC64(seed_of("bell", name)))
    ring = sum((_partial(shape, t, partial, chance) for partial in shape.partials), np.zeros((2, t.size), np.float32))
    ring *= (_mallet(shape, t) * _fade(shape, t)).astype(np.float32)
    ring = at_strike_level(ring, STRIKE_LUFS)
    ring.flags.writeable = False
    return ring


def _partial(shape: _Shape, t: Moments, partial: tuple[float, float], chance: np.random.Generator) -> Samples:
    """One partial as its two halves, each with another balance between left and right: shape (2, frames)."""
    ratio, amplitude = partial
    half_beat_hz = shape.beat_hz / 2 * ratio**0.6 * chance.uniform(0.8, 1.2)
    decay = np.exp(-np.log(1000) * t / _sixty_db_s(shape, ratio)) * amplitude
    sides = np.zeros((2, t.size), dtype=np.float32)
    for sign, strength in ((-1, 1.0), (1, chance.uniform(0.25, 0.4))):
        # struck at one point, both begin together; the shift to the right makes the ring wide
        cycles = (shape.lowest_hz * ratio + sign * half_beat_hz) * t
        for side, shift in enumerate((0.0, chance.uniform(0.12, 0.22))):
            sides[side] += (strength * decay * np.sin(2 * np.pi * (cycles + shift))).astype(np.float32)
    return sides


def _sixty_db_s(shape: _Shape, ratio: float) -> float:
    """Time in which a partial loses 60 dB: nearly all of the ring for the lowest, less for the others."""
    return 0.85 * shape.ring_s * float(ratio**-0.75)


def _mallet(shape: _Shape, t: Moments) -> Moments:
    """A felt mallet gives the bell its swing over some cycles, not at once."""
    return np.asarray((1 - np.exp(-t / shape.mallet_s)) ** 2)


def _fade(shape: _Shape, t: Moments) -> Moments:
    left = np.clip((shape.ring_s - t) / _FADE_S, 0, 1)
    return np.asarray(0.5 - 0.5 * np.cos(np.pi * left))
