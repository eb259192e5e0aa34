"""Breath as tones: one that rises and falls, and a warm chord that swells. Both are in D, as the bells are.

The pad and the drone are in D unless their key is set; an open fifth fits major and minor.
"""

from __future__ import annotations

from functools import cache, lru_cache
from typing import Final, TypeAlias

import numpy as np

from audiogen.ambience.parts.chance import Curve
from audiogen.ambience.parts.seeds import seed_of
from audiogen.ambience.parts.texture import frequencies, stereo_pool
from audiogen.audio.samples import Samples
from audiogen.script.breath import Direction
from audiogen.units import RATE

_D_HZ: Final = 146.832
"""D3 in equal temperament."""
_GLIDES_HZ: Final[dict[Direction, tuple[float, float]]] = {
    "in": (2 * _D_HZ, 3 * _D_HZ),
    "out": (3 * _D_HZ, 1.5 * _D_HZ),
}
"""In: a fifth up, from D to A. Out: an octave down, from A to A."""
_HARMONICS: Final = ((2, 0.22), (3, 0.06))
"""Number and amplitude of those above the fundamental: soft, as of a flute."""
_SHIFT, _SWAY, _SWAY_HZ = 0.11, 0.06, 0.3
"""Phase of the right ahead of the left, in cycles, and its modulation: they make the tone wide."""

_POOL_FRAMES: Final = 1 << 18
_Notes: TypeAlias = tuple[tuple[float, float], ...]
_CHORDS: Final[dict[Direction, tuple[_Notes, _Notes]]] = {
    "in": (((1, 0.5), (1.5, 0.6), (2, 1.0)), ((3, 0.8), (4, 0.5), (6, 0.2))),
    "out": (((0.75, 0.25), (1, 0.3), (1.5, 0.3), (2, 1.0)), ((3, 0.42), (4, 0.18))),
}
"""Notes as ratios to D3, with amplitudes: those that sound throughout, and those above them that open or close. An
in-breath opens upwards, an out-breath settles on one D. One note leads: a chord of equals stands out in no place."""
_SPREAD_CENTS: Final = 8.0
_STILL: Final = 2.2
"""Amplitude of the voice on the note itself, relative to the chorus about it: a chorus alone beats so deeply that the
chord is lost in the bed for half a second at a time."""


def gliding_tone(kind: Direction, frames: int, _seed: int) -> Samples:
    """A tone that glides over the phase, shape (2, frames); nothing in it is random."""
    return _tone(kind, frames).copy()


@lru_cache(maxsize=4)
def _tone(kind: Direction, frames: int) -> Samples:
    """All phases of an exercise share it."""
    first_hz, last_hz = _GLIDES_HZ[kind]
    rate = np.log(last_hz / first_hz) / frames
    at = np.arange(frames, dtype=np.float64)
    cycles = first_hz / RATE * np.expm1(rate * at) / rate
    shift = _SHIFT + _SWAY * np.sin(2 * np.pi * _SWAY_HZ / RATE * at)
    return np.stack([_voice(cycles), _voice(cycles + shift)])


def _voice(cycles: Curve) -> Samples:
    angle = ((cycles - np.floor(cycles)) * (2 * np.pi)).astype(np.float32)
    # float32 is precise enough for an angle below one turn
    voice = np.sin(angle)
    for number, strength in _HARMONICS:
        voice += np.float32(strength) * np.sin(angle * np.float32(number))
    return np.asarray(voice)


def swelling_chord(kind: Direction, frames: int, seed: int) -> Samples:
    """A chord of many voices, shape (2, frames), that gets brighter for `in` and darker for `out`."""
    low, high = _pools(kind)
    begin = seed_of(seed, kind) % _POOL_FRAMES
    open_from, open_to = (0.1, 1.3) if kind == "in" else (1.6, 0.0)
    opening = np.linspace(open_from, open_to, frames, dtype=np.float32)
    return _read(low, begin, frames) + opening * _read(high, begin, frames)


def _read(pool: Samples, begin: int, frames: int) -> Samples:
    """Frames of the pool, read as a circle."""
    rounds = -(-(begin + frames) // _POOL_FRAMES)
    return np.tile(pool, rounds)[:, begin : begin + frames] if rounds > 1 else pool[:, begin : begin + frames]


@cache
def _pools(kind: Direction) -> tuple[Samples, Samples]:
    """The lower and the upper notes of the chord, as periodic sound."""
    level = np.float32(sum(strength**2 for notes in _CHORDS[kind] for _, strength in notes) ** -0.5)
    pools = []
    for number, notes in enumerate(_CHORDS[kind]):
        spectrum = np.sum([_spectrum(note * _D_HZ, strength) for note, strength in notes], axis=0)
        weight = np.float32(sum(strength**2 for _, strength in notes) ** 0.5)
        pools.append(stereo_pool(seed_of("swell", kind, number), spectrum, width=0.7) * level * weight)
    return pools[0], pools[1]


def _spectrum(hertz: float, strength: float) -> Samples:
    """One note with soft harmonics, each spread over a few cents like a chorus of players about one who holds still."""
    bins = frequencies(_POOL_FRAMES)
    spectrum = np.zeros(bins.size, np.float32)
    for number, harmonic in ((1, 1.0), (2, 0.25), (3, 0.08), (4, 0.03)):
        centre_hz = hertz * number
        near = np.abs(bins - centre_hz) < centre_hz * 0.02
        bell = np.exp(-0.5 * (1200 * np.log2(bins[near] / centre_hz) / _SPREAD_CENTS) ** 2)
        bell[np.abs(bins[near] - centre_hz).argmin()] += _STILL * np.sqrt(np.sum(bell**2))
        spectrum[near] += np.float32(strength * harmonic) * bell / np.sqrt(centre_hz)
    return spectrum
