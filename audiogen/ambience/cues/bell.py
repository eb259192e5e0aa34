"""Bells: singing bowls of three sizes, and a chime that is lighter than they are.

A struck bowl sounds in inharmonic partials. Each partial is two vibrations, because no bowl is perfectly round: a few
thousandths apart, they beat slowly against each other (D. Terwagne, J. Bush, "Tibetan singing bowls", Nonlinearity 24,
2011). High partials die away first.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

from audiogen.ambience.parts.chance import generator
from audiogen.audio.loudness import Meter, gated_lufs
from audiogen.audio.samples import Samples
from audiogen.script.bells import BOWLS, RING_S, SOFTNESS, BellName, BowlName
from audiogen.units import RATE, to_frames, to_gain

STRIKE_LUFS: Final = -20.0
"""Level of every bell's loudest 400 ms: K-weighted RMS, both channels summed, as BS.1770 has it (LUFS)."""

_NEAR: Final = 1024
_PIECE_FRAMES: Final = 64 * _NEAR
_MOMENTARY_HOPS: Final = 4
"""Hops of 100 ms: momentary loudness is taken over 400 ms (EBU Tech 3341)."""
_FADE_S: Final = 2.0
"""The end of the ring, 60 dB below the strike, fades to digital silence."""
_BOWL: Final = ((1.0, 1.0), (2.7725, 0.50), (5.18, 0.26), (8.16, 0.11), (11.66, 0.05))
"""Partials of a bowl relative to the lowest, with their amplitudes."""
_BAR: Final = ((1.0, 1.0), (2.756, 0.34), (5.404, 0.12))
"""Partials of a bar that is free at both ends (Fletcher, Rossing, The Physics of Musical Instruments, 2.16)."""


@dataclass(frozen=True, slots=True)
class _Shape:
    """A bell and its mallet."""

    lowest_hz: float
    partials: tuple[tuple[float, float], ...]
    beat_hz: float
    """Of the lowest partial; higher ones beat faster."""
    mallet_s: float
    """Time constant of the swing: a mallet of felt yields, so that it takes some cycles."""


_SHAPES: Final[dict[BowlName, _Shape]] = {
    "small": _Shape(lowest_hz=329.63, partials=_BOWL, beat_hz=0.95, mallet_s=0.006),
    "medium": _Shape(lowest_hz=220.0, partials=_BOWL, beat_hz=0.7, mallet_s=0.007),
    "large": _Shape(lowest_hz=146.83, partials=_BOWL, beat_hz=0.45, mallet_s=0.009),
    "chime": _Shape(lowest_hz=587.33, partials=_BAR, beat_hz=1.1, mallet_s=0.004),
}
"""E, A, D and D: notes of the pad's chords."""
_SOFTER: Final = 4.0
"""Ratio of `mallet_s` between the softest and the hardest mallet."""
_DARKER: Final = 1.4
"""Amplitudes of partials fall with their frequency by this power more for the softest mallet than for the hardest."""


def bell(name: BellName, bowl: BowlName | None = None, softness: float = SOFTNESS) -> Samples:
    """A strike at frame 0 and its whole ring, shape (2, frames), its loudest 400 ms at `STRIKE_LUFS`.

    The samples are shared and read-only.

    Args:
        name: the purpose of the bell.
        bowl: what is struck; left out, the usual one for that purpose.
        softness: of the mallet, from 0 to 1. A soft one begins more slowly and excites high partials less.
    """
    return _struck(bowl or BOWLS[name], softness)


@lru_cache(maxsize=1)  # a minute of stereo is 23 MB, and the bells within a session are all alike
def _struck(bowl: BowlName, softness: float) -> Samples:
    shape, ring_s = _SHAPES[bowl], RING_S[bowl]
    vibrations = tuple(_vibrations(shape, ring_s, softness, generator("bell", bowl)))
    mallet_s = shape.mallet_s * _SOFTER ** (softness - SOFTNESS)
    ring = np.zeros((2, to_frames(ring_s)), np.float32)
    # in pieces, because making a ring takes ten times its memory
    for start in range(0, ring.shape[1], _PIECE_FRAMES):
        piece = ring[:, start : start + _PIECE_FRAMES]
        for vibration in vibrations:
            vibration.add_to(piece, start)
        t = np.arange(start, start + piece.shape[1], dtype=np.float64) / RATE
        left = np.clip((ring_s - t) / _FADE_S, 0, 1)
        piece *= ((1 - np.exp(-t / mallet_s)) ** 2 * (0.5 - 0.5 * np.cos(np.pi * left))).astype(np.float32)
    ring *= np.float32(to_gain(STRIKE_LUFS - _strike_lufs(ring)))
    ring.flags.writeable = False
    return ring


def _strike_lufs(ring: Samples) -> float:
    """Momentary loudness of the loudest 400 ms."""
    meter = Meter()
    for start in range(0, ring.shape[1], RATE):
        meter.feed(ring[:, start : start + RATE])
    energies = meter.energies()
    loudest = int(sliding_window_view(energies, _MOMENTARY_HOPS).sum(axis=1).argmax())
    return gated_lufs(energies[loudest : loudest + _MOMENTARY_HOPS])


@dataclass(frozen=True, slots=True)
class _Vibration:
    """One of the two vibrations of a partial, with its own balance between left and right."""

    hertz: float
    decay: float
    """In nepers a second."""
    sides: tuple[complex, complex]
    """Amplitude and phase on the left and on the right."""

    def add_to(self, ring: Samples, start: int) -> None:
        """Add it to a piece of the ring from frame `start` on, a multiple of `_NEAR`."""
        # e^((2πi f - d) t) as an outer product of coarse and fine powers: far fewer exponentials
        step = (2j * np.pi * self.hertz - self.decay) / RATE
        near = np.exp(step * np.arange(_NEAR)).astype(np.complex64)
        far = np.exp(step * _NEAR * np.arange(start // _NEAR, -(-(start + ring.shape[1]) // _NEAR)))
        spiral = np.multiply.outer(far.astype(np.complex64), near).ravel()[: ring.shape[1]]
        for number, amplitude in enumerate(self.sides):
            turn = np.complex64(amplitude)
            ring[number] += turn.real * spiral.imag + turn.imag * spiral.real


def _vibrations(shape: _Shape, ring_s: float, softness: float, chance: np.random.Generator) -> Iterator[_Vibration]:
    for ratio, strength in shape.partials:
        amplitude = strength * ratio ** (_DARKER * (SOFTNESS - softness))
        half_beat_hz = shape.beat_hz / 2 * ratio**0.6 * chance.uniform(0.8, 1.2)
        # the lowest partial loses 60 dB over nearly all of the ring, the others in less
        decay = float(np.log(1000)) / (0.85 * ring_s * float(ratio**-0.75))
        for sign, share in ((-1, 1.0), (1, chance.uniform(0.25, 0.4))):
            # struck at one point, both begin in phase; the phase shift on the right makes the ring wide
            shifts = (0.0, chance.uniform(0.12, 0.22))
            left, right = (amplitude * share * complex(np.exp(2j * np.pi * shift)) for shift in shifts)
            yield _Vibration(shape.lowest_hz * ratio + sign * half_beat_hz, decay, (left, right))
