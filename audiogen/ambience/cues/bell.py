"""Bells: singing bowls of three sizes, and a chime that is lighter than they are.

A struck bowl sounds in partials that are no multiples of each other. Each partial is two, for no bowl is perfectly
round: a few cycles in a thousand apart, they beat slowly against each other (A. Terwagne, J. Bush, "Tibetan singing
bowls", Nonlinearity 24, 2011). High partials die away first.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, TypeAlias

import numpy as np
from numpy.typing import NDArray

from audiogen.ambience.cues.bell_level import at_strike_level
from audiogen.ambience.parts.seeds import seed_of
from audiogen.audio.samples import Samples
from audiogen.script.bells import BOWLS, RING_S, SOFTNESS, BellName, BowlName
from audiogen.units import RATE, to_frames

Moments: TypeAlias = NDArray[np.float64]
"""Seconds since the strike, or one value for each of them."""

STRIKE_LUFS: Final = -20.0
"""Level of every bell's loudest 400 ms: K-weighted RMS, both channels summed, as BS.1770 has it (LUFS)."""

_NEAR: Final = 1024
_PIECE_FRAMES: Final = 64 * _NEAR
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
    beat_hz: float
    """Of the lowest partial; higher ones beat faster."""
    mallet_s: float
    """How slowly a felt mallet gives way."""


_SHAPES: Final[dict[BowlName, _Shape]] = {
    "small": _Shape(lowest_hz=329.63, partials=_BOWL, beat_hz=0.95, mallet_s=0.006),
    "medium": _Shape(lowest_hz=220.0, partials=_BOWL, beat_hz=0.7, mallet_s=0.007),
    "large": _Shape(lowest_hz=146.83, partials=_BOWL, beat_hz=0.45, mallet_s=0.009),
    "chime": _Shape(lowest_hz=587.33, partials=_BAR, beat_hz=1.1, mallet_s=0.004),
}
"""E, A, D and D: at home in the chords of the pad."""
_SOFTER: Final = 4.0
"""How many times as slowly the softest mallet gives way as the hardest."""
_DARKER: Final = 1.4
"""By how much faster the amplitudes of partials fall with their frequency, from the hardest to the softest: a power."""


def bell(name: BellName, bowl: BowlName | None = None, softness: float = SOFTNESS) -> Samples:
    """A strike at frame 0 and its whole ring, shape (2, frames), its loudest 400 ms at `STRIKE_LUFS`.

    It may be shared, and is not to be written to.

    Args:
        name: what the bell is for.
        bowl: what is struck; the usual one for that when left out.
        softness: of the mallet, from 0 to 1. A soft one begins more slowly and wakes less of the high partials.
    """
    return _struck(bowl or BOWLS[name], softness)


@lru_cache(maxsize=1)  # a minute of stereo is 23 MB, and the bells within a session are all alike
def _struck(bowl: BowlName, softness: float) -> Samples:
    shape, ring_s = _SHAPES[bowl], RING_S[bowl]
    halves = tuple(_halves(shape, ring_s, softness, np.random.Generator(np.random.SFC64(seed_of("bell", bowl)))))
    mallet_s = shape.mallet_s * _SOFTER ** (softness - SOFTNESS)
    ring = np.zeros((2, to_frames(ring_s)), np.float32)
    # a little at a time: what it takes to make a ring is ten times the ring
    for start in range(0, ring.shape[1], _PIECE_FRAMES):
        piece = ring[:, start : start + _PIECE_FRAMES]
        for half in halves:
            half.add_to(piece, start)
        t = np.arange(start, start + piece.shape[1], dtype=np.float64) / RATE
        piece *= (_mallet(mallet_s, t) * _fade(ring_s, t)).astype(np.float32)
    ring = at_strike_level(ring, STRIKE_LUFS)
    ring.flags.writeable = False
    return ring


@dataclass(frozen=True, slots=True)
class _Half:
    """One of the two vibrations that a partial is made of, with another balance between left and right."""

    hertz: float
    decay: float
    """How fast it dies away: nepers a second."""
    sides: tuple[complex, complex]
    """Amplitude on the left and on the right; its angle is where the vibration begins."""

    def add_to(self, ring: Samples, start: int) -> None:
        """Add what sounds from frame `start` on, a multiple of `_NEAR`, as a spiral: e^((2πi f - d) t).

        Powers of a power, instead of a sine for each.
        """
        step = (2j * np.pi * self.hertz - self.decay) / RATE
        near = np.exp(step * np.arange(_NEAR)).astype(np.complex64)
        far = np.exp(step * _NEAR * np.arange(start // _NEAR, -(-(start + ring.shape[1]) // _NEAR)))
        spiral = np.multiply.outer(far.astype(np.complex64), near).ravel()[: ring.shape[1]]
        for number, amplitude in enumerate(self.sides):
            turn = np.complex64(amplitude)
            ring[number] += turn.real * spiral.imag + turn.imag * spiral.real


def _halves(shape: _Shape, ring_s: float, softness: float, chance: np.random.Generator) -> Iterator[_Half]:
    for ratio, strength in shape.partials:
        amplitude = strength * ratio ** (_DARKER * (SOFTNESS - softness))
        half_beat_hz = shape.beat_hz / 2 * ratio**0.6 * chance.uniform(0.8, 1.2)
        decay = float(np.log(1000)) / _sixty_db_s(ring_s, ratio)
        for sign, share in ((-1, 1.0), (1, chance.uniform(0.25, 0.4))):
            # struck at one point, both begin together; the shift to the right makes the ring wide
            shifts = (0.0, chance.uniform(0.12, 0.22))
            left, right = (amplitude * share * complex(np.exp(2j * np.pi * shift)) for shift in shifts)
            yield _Half(shape.lowest_hz * ratio + sign * half_beat_hz, decay, (left, right))


def _sixty_db_s(ring_s: float, ratio: float) -> float:
    """Time in which a partial loses 60 dB: nearly all of the ring for the lowest, less for the others."""
    return 0.85 * ring_s * float(ratio**-0.75)


def _mallet(mallet_s: float, t: Moments) -> Moments:
    """A mallet gives the bell its swing over some cycles, not at once."""
    return np.asarray((1 - np.exp(-t / mallet_s)) ** 2)


def _fade(ring_s: float, t: Moments) -> Moments:
    left = np.clip((ring_s - t) / _FADE_S, 0, 1)
    return np.asarray(0.5 - 0.5 * np.cos(np.pi * left))
