"""Bells: singing bowls of three sizes, and a chime that is lighter than they are.

A struck bowl sounds in partials that are no multiples of each other. Each partial is two, for no bowl is perfectly
round: a few cycles in a thousand apart, they beat slowly against each other (A. Terwagne, J. Bush, "Tibetan singing
bowls", Nonlinearity 24, 2011). High partials die away first.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Final, TypeAlias

import numpy as np
from numpy.typing import NDArray

from audiogen.ambience.level import at_strike_level
from audiogen.ambience.seeds import seed_of
from audiogen.samples import Samples
from audiogen.script.bells import BOWLS, RING_S, SOFTNESS, BellName, BowlName
from audiogen.units import RATE, to_frames

Moments: TypeAlias = NDArray[np.float64]
"""Seconds since the strike, or one value for each of them."""

STRIKE_LUFS: Final = -20.0
"""Level of every bell's loudest 400 ms: K-weighted RMS, both channels summed, as BS.1770 has it (LUFS)."""

_NEAR: Final = 1024
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
    t = np.arange(to_frames(ring_s), dtype=np.float64) / RATE
    chance = np.random.Generator(np.random.SFC64(seed_of("bell", bowl)))
    ring = np.zeros((2, t.size), np.float32)
    for ratio, amplitude in shape.partials:
        ring += _partial(shape, t.size, (ratio, amplitude * ratio ** (_DARKER * (SOFTNESS - softness))), ring_s, chance)
    mallet_s = shape.mallet_s * _SOFTER ** (softness - SOFTNESS)
    ring *= (_mallet(mallet_s, t) * _fade(ring_s, t)).astype(np.float32)
    ring = at_strike_level(ring, STRIKE_LUFS)
    ring.flags.writeable = False
    return ring


def _partial(
    shape: _Shape, frames: int, partial: tuple[float, float], ring_s: float, chance: np.random.Generator
) -> Samples:
    """One partial as its two halves, each with another balance between left and right: shape (2, frames)."""
    ratio, amplitude = partial
    half_beat_hz = shape.beat_hz / 2 * ratio**0.6 * chance.uniform(0.8, 1.2)
    decay = np.log(1000) / _sixty_db_s(ring_s, ratio)
    sides = np.zeros((2, frames), dtype=np.float32)
    for sign, strength in ((-1, 1.0), (1, chance.uniform(0.25, 0.4))):
        # struck at one point, both begin together; the shift to the right makes the ring wide
        half = _damped(shape.lowest_hz * ratio + sign * half_beat_hz, decay, frames)
        for side, shift in enumerate((0.0, chance.uniform(0.12, 0.22))):
            turn = np.complex64(amplitude * strength * np.exp(2j * np.pi * shift))
            sides[side] += turn.real * half.imag + turn.imag * half.real
    return sides


def _damped(hertz: float, decay: float, frames: int) -> NDArray[np.complex64]:
    """A vibration that dies away, as a spiral: e^((2πi f - d) t). Powers of a power, instead of a sine for each."""
    step = (2j * np.pi * hertz - decay) / RATE
    near = np.exp(step * np.arange(_NEAR))
    far = np.exp(step * _NEAR * np.arange(-(-frames // _NEAR)))
    return np.asarray(np.multiply.outer(far.astype(np.complex64), near.astype(np.complex64)).ravel()[:frames])


def _sixty_db_s(ring_s: float, ratio: float) -> float:
    """Time in which a partial loses 60 dB: nearly all of the ring for the lowest, less for the others."""
    return 0.85 * ring_s * float(ratio**-0.75)


def _mallet(mallet_s: float, t: Moments) -> Moments:
    """A mallet gives the bell its swing over some cycles, not at once."""
    return np.asarray((1 - np.exp(-t / mallet_s)) ** 2)


def _fade(ring_s: float, t: Moments) -> Moments:
    left = np.clip((ring_s - t) / _FADE_S, 0, 1)
    return np.asarray(0.5 - 0.5 * np.cos(np.pi * left))
