"""Fire: the low roar of the flames, the hiss of sap and steam, and crackles: sharp, sparse, few of them strong."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np

from audiogen.ambience.parts.chance import control_moments, every_frame, generator, wander
from audiogen.ambience.parts.drops import drop_pool
from audiogen.ambience.parts.seeds import seed_of
from audiogen.ambience.parts.stream import LONG_FRAMES, SHORT_FRAMES, PoolStream, noise_stream
from audiogen.ambience.parts.texture import band, frequencies, without_outbursts
from audiogen.ambience.sounds.crackles import Crackling, crackle
from audiogen.audio.samples import Samples

_FIRE_RMS: Final = 0.056
_SLOWEST_TO_FASTEST: Final = 9.0
_CRACKLES_PER_S: Final = 16.0
"""In flurries; over all, three fifths of that, and half of these are faint."""
_LOUDEST_CRACKLE: Final = 2.5
"""RMS of the 10 ms of the strongest, relative to that of the fire: 8 dB above it."""
_FINEST_PER_S: Final = 60.0
_FINEST_RMS: Final = 0.06
"""Relative to that of the fire."""
_VARIANTS: Final = 16
_LOUDEST_FINEST: Final = 2.0
"""RMS of any 10 ms of the finest crackling, relative to that of all of it."""
_FALL: Final = 1.25
"""Above its corner the power of a flame falls as f^-2.5: P. Clavin, E. Siggia, Combust. Sci. Technol. 78 (1991)."""
_SMALLEST_TO_BIGGEST_M: Final = (0.15, 0.6)


@dataclass(frozen=True, slots=True)
class _FlameBand:
    """One band of the noise of the flames."""

    name: str
    low_hz: float
    high_hz: float
    rms: float
    """Relative to all of the fire."""
    unrest: float
    """How far its level wanders about its mean, from 0 to 1."""
    unrest_s: float | None
    """None for the pace at which flames puff."""
    growth: float
    """RMS grows this many times from embers to a blaze."""


_FLAMES: Final = (
    _FlameBand("roar", 45, 150, 0.7, 0.5, None, 3.0),
    _FlameBand("draught", 130, 320, 0.42, 0.3, 2.2, 1.3),
    _FlameBand("hiss", 2500, 13_000, 0.08, 0.6, 1.6, 0.8),
)
"""Lapping, crackling and hissing: A. Farnell, "Designing Sound" (2010), on fire."""


class Fire:
    """A fire on the hearth: it burns steadily and crackles without a rhythm."""

    def __init__(self, seed: int, *, intensity: float, distance: float, tempo: float) -> None:
        """Make every crackle and shape the pools; `seed` ≥ 0 decides where and when it crackles."""
        hertz = frequencies(LONG_FRAMES)
        self._seed = seed
        far_hz = 22_000 * 0.16**distance
        weights = np.array([flame.rms * flame.growth ** (intensity - 0.5) for flame in _FLAMES])
        self._rms = _FIRE_RMS * 1.7 ** (intensity - 0.5)
        weights *= self._rms / np.sqrt(np.sum(weights**2))
        bands = [band(hertz, flame.low_hz, flame.high_hz, high_order=_FALL) for flame in _FLAMES]
        air = band(hertz, 30, far_hz, high_order=1)
        # pools have an RMS of 1, so that the power which the air absorbs must be taken from the gains
        self._weights = [
            float(weight * np.linalg.norm(near * air) / np.linalg.norm(near))
            for weight, near in zip(weights, bands, strict=True)
        ]
        self._burning = [noise_stream(near * air, seed, flame.name) for flame, near in zip(_FLAMES, bands, strict=True)]
        self._puff_s = _puff_s(intensity)
        rate, nearness, room = _SLOWEST_TO_FASTEST ** (tempo - 0.5), 1.5 ** (0.5 - distance), 0.03 * 4**distance
        self._finest = _finest(seed, rate, far_hz, room)
        self._finest_rms = _FINEST_RMS * self._rms * rate**0.5 * nearness
        loudest = _LOUDEST_CRACKLE * nearness * self._rms
        self._crackles = Crackling.of(seed_of(seed, "crackles"), _CRACKLES_PER_S * rate, loudest, far_hz, room)

    def render(self, start: int, frames: int) -> Samples:
        """As `audiogen.audio.samples.Source` has it."""
        at = control_moments(start, frames)
        burning = 0.85 + 0.3 * wander(seed_of(self._seed, "burning"), 11.0, at)
        fire = np.zeros((2, frames), dtype=np.float32)
        for flame, weight, stream in zip(_FLAMES, self._weights, self._burning, strict=True):
            unrest_s = flame.unrest_s or self._puff_s
            unrest = 1 + 2 * flame.unrest * (wander(seed_of(self._seed, flame.name), unrest_s, at) - 0.5)
            fire += stream.render(start, frames, every_frame(weight * burning * unrest, start, frames))
        activity = 0.3 + 1.4 * wander(seed_of(self._seed, "activity"), 2.7, at)
        fire += self._finest.render(start, frames, every_frame(self._finest_rms * activity, start, frames))
        self._crackles.add_to(fire, start)
        return fire


def _puff_s(intensity: float) -> float:
    """How long the roar takes to swell or sink: half a puff of the flames.

    A fire of D metres puffs 1.5/√D times a second: B. Cetegen, T. Ahmed, Combustion and Flame 93 (1993).
    """
    smallest_m, biggest_m = _SMALLEST_TO_BIGGEST_M
    return float(np.sqrt(smallest_m * (biggest_m / smallest_m) ** intensity)) / 3


def _finest(seed: int, rate: float, far_hz: float, room: float) -> PoolStream:
    """Crackling too fine to be told apart, as of embers."""
    chance = generator(seed, "finest")
    sounds = [crackle(chance, 0.0, far_hz, room) for _ in range(_VARIANTS)]
    pool = drop_pool(chance, SHORT_FRAMES, sounds, drops_per_s=_FINEST_PER_S * rate)
    return PoolStream(without_outbursts(pool, _LOUDEST_FINEST), seed_of(seed, "finest pieces"), backwards=False)
