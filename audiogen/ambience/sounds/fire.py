"""Fire: the low roar of the flames, the hiss of sap and steam, and crackles large and small, none of them sudden."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np

from audiogen.ambience.parts.chance import Curve, control_moments, every_frame, generator, hashed, wander
from audiogen.ambience.parts.drops import drop_pool
from audiogen.ambience.parts.events import Cells, add_event
from audiogen.ambience.parts.seeds import seed_of
from audiogen.ambience.parts.stream import LONG_FRAMES, SHORT_FRAMES, PoolStream, noise_stream
from audiogen.ambience.parts.texture import band, frequencies, without_outbursts
from audiogen.audio.samples import Samples
from audiogen.units import RATE, to_frames

_FIRE_RMS: Final = 0.056
_SLOWEST_TO_FASTEST: Final = 9.0
_CRACKLE_FRAMES: Final = 2400
_VARIANTS: Final = 48
"""Crackles of a size that are made once; each returns at another moment and strength."""
_RISE_S: Final = 0.003
_ENDING_S: Final = 0.01
_TIME_S: Final = np.arange(_CRACKLE_FRAMES) / RATE
_FARTHER_EAR_FRAMES: Final = 24
_STEEPEST: Final = 0.036
"""Largest step of a crackle of energy 1 from one frame to the next: brighter ones would click, so they are softened."""
_LOUDEST_CRACKLES: Final = 1.6
"""RMS of any 10 ms of the finest crackling, relative to that of all of it."""


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
    unrest_s: float
    growth: float
    """RMS grows this many times from embers to a blaze."""


_FLAMES: Final = (
    _FlameBand("roar", 45, 180, 0.7, 0.45, 0.6, 3.0),
    _FlameBand("draught", 130, 330, 0.55, 0.3, 2.2, 1.3),
    _FlameBand("hiss", 2200, 13_000, 0.18, 0.6, 1.6, 0.8),
)
"""Flames lap at a few hertz, and hiss comes and goes: A. Farnell, "Designing Sound" (2010), on fire."""


@dataclass(frozen=True, slots=True)
class _Size:
    """Crackles of one size."""

    name: str
    per_s: float
    energy: float
    """Of the strongest, relative to that of 10 ms of the whole fire."""
    decays_s: tuple[float, float]
    low_hz: float
    pop: float
    """The share of a fibre that breaks and rings low, from 0 to 1."""


_SIZES: Final = (
    _Size("snap", 1.6, 1.6, (0.006, 0.014), 600, 0.6),
    _Size("tick", 7.0, 1.3, (0.004, 0.009), 1100, 0.2),
)
_FINEST: Final = _Size("finest", 120.0, 0.3, (0.004, 0.009), 1700, 0.0)
"""Too many to tell apart; here `energy` is the RMS of all of them, relative to that of the fire."""


class Fire:
    """A fire on the hearth: it burns steadily and crackles softly without a rhythm."""

    def __init__(self, seed: int, *, intensity: float, distance: float, tempo: float) -> None:
        """Make every crackle and shape the pools; `seed` ≥ 0 decides where and when it crackles."""
        hertz = frequencies(LONG_FRAMES)
        self._seed = seed
        far_hz = 22_000 * 0.16**distance
        weights = np.array([flame.rms * flame.growth ** (intensity - 0.5) for flame in _FLAMES])
        self._rms = _FIRE_RMS * 1.7 ** (intensity - 0.5)
        weights *= self._rms / np.sqrt(np.sum(weights**2))
        bands = [band(hertz, flame.low_hz, flame.high_hz, high_order=1) for flame in _FLAMES]
        air = band(hertz, 30, far_hz, high_order=1)
        # pools have an RMS of 1, so that the power which the air absorbs must be taken from the gains
        self._weights = [
            float(weight * np.linalg.norm(near * air) / np.linalg.norm(near))
            for weight, near in zip(weights, bands, strict=True)
        ]
        self._burning = [noise_stream(near * air, seed, flame.name) for flame, near in zip(_FLAMES, bands, strict=True)]
        rate = _SLOWEST_TO_FASTEST ** (tempo - 0.5)
        nearness = 1.5 ** (0.5 - distance)
        self._finest = _finest(seed, rate, far_hz)
        self._finest_rms = _FINEST.energy * self._rms * rate**0.5 * nearness
        self._crackles = [_crackles(seed, size, rate, far_hz, nearness * self._rms) for size in _SIZES]

    def render(self, start: int, frames: int) -> Samples:
        """As `audiogen.audio.samples.Source` has it."""
        at = control_moments(start, frames)
        burning = 0.85 + 0.3 * wander(seed_of(self._seed, "burning"), 11.0, at)
        fire = np.zeros((2, frames), dtype=np.float32)
        for flame, weight, stream in zip(_FLAMES, self._weights, self._burning, strict=True):
            unrest = 1 + 2 * flame.unrest * (wander(seed_of(self._seed, flame.name), flame.unrest_s, at) - 0.5)
            fire += stream.render(start, frames, every_frame(weight * burning * unrest, start, frames))
        activity = 0.3 + 1.4 * wander(seed_of(self._seed, "activity"), 2.7, at)
        fire += self._finest.render(start, frames, every_frame(self._finest_rms * activity, start, frames))
        for crackles in self._crackles:
            crackles.add_to(fire, start)
        return fire


@dataclass(frozen=True, slots=True)
class _Crackles:
    """All crackles of one size."""

    seed: int
    cells: Cells
    sounds: tuple[Samples, ...]
    """Each of shape (2, frames)."""

    def add_to(self, fire: Samples, start: int) -> None:
        """Mix those that sound from frame `start` on into a stretch of the fire."""
        numbers, begins = self.cells.sounding(start, start + fire.shape[1])
        kinds = (hashed(seed_of(self.seed, "kind"), numbers) * _VARIANTS).astype(int).tolist()
        # crackles come in flurries, and few are strong
        flurry = np.clip(3 * wander(seed_of(self.seed, "flurry"), 2.7, begins) - 0.6, 0.3, 1)
        gains = flurry * (0.45 + 0.55 * hashed(seed_of(self.seed, "gain"), numbers))
        for kind, begin, gain in zip(kinds, begins.tolist(), gains.tolist(), strict=True):
            add_event(fire, start, self.sounds[kind], begin, gain)


def _crackles(seed: int, size: _Size, rate: float, far_hz: float, rms: float) -> _Crackles:
    """Make the crackles of a size for a fire of this RMS."""
    chance = generator(seed, size.name)
    loudness = size.energy * rms * np.sqrt(2 * to_frames(0.01))
    sounds = tuple(
        _placed(_crackle(chance, size, far_hz) * np.float32(loudness), side)
        for side in chance.permutation(np.linspace(0.1, 0.9, _VARIANTS)).tolist()
    )
    longest = _CRACKLE_FRAMES + _FARTHER_EAR_FRAMES
    cells = Cells(seed_of(seed, size.name, "moments"), round(RATE / (size.per_s * rate)), longest, freedom=1.0)
    return _Crackles(seed_of(seed, size.name, "crackles"), cells, sounds)


def _crackle(chance: np.random.Generator, size: _Size, far_hz: float) -> Samples:
    """Bursting wood: a few milliseconds of bright noise, with a low pop for bigger ones; of energy 1 or less."""
    shape = (1 - np.exp(-_TIME_S / _RISE_S)) * np.minimum(1, (_TIME_S[-1] - _TIME_S) / _ENDING_S)
    low_hz = size.low_hz * 2 ** chance.uniform(0, 1.2)
    noise = _filtered(chance.standard_normal(_CRACKLE_FRAMES), low_hz, 2.5 * low_hz)
    burst = noise * shape * np.exp(-_TIME_S / chance.uniform(*size.decays_s))
    pop = np.sin(2 * np.pi * chance.uniform(350, 1100) * _TIME_S) * shape
    pop *= np.exp(-_TIME_S / chance.uniform(0.004, 0.01))
    parts = [part / np.sqrt(np.sum(part**2)) for part in (burst, pop)]
    crackle = _filtered(parts[0] * (1 - size.pop * chance.random()) + parts[1] * size.pop * chance.random(), 60, far_hz)
    crackle /= np.sqrt(np.sum(crackle**2))
    return np.asarray(crackle * min(1, _STEEPEST / np.abs(np.diff(crackle)).max()), dtype=np.float32)


def _filtered(sound: Curve, low_hz: float, high_hz: float) -> Curve:
    hertz = np.fft.rfftfreq(sound.size, 1 / RATE).astype(np.float32)
    return np.fft.irfft(np.fft.rfft(sound) * band(hertz, low_hz, high_hz), sound.size)


def _placed(crackle: Samples, side: float) -> Samples:
    """A crackle between left, 0, and right, 1: shape (2, frames), the farther ear a little later."""
    late = round((side - 0.5) * 2 * _FARTHER_EAR_FRAMES)
    delays, gains = (max(0, late), max(0, -late)), (np.cos(side * np.pi / 2), np.sin(side * np.pi / 2))
    ears = np.zeros((2, crackle.size + _FARTHER_EAR_FRAMES), dtype=np.float32)
    for ear, delay, gain in zip(ears, delays, gains, strict=True):
        ear[delay : delay + crackle.size] = crackle * np.float32(gain)
    return ears


def _finest(seed: int, rate: float, far_hz: float) -> PoolStream:
    """Crackling too fine to be told apart, as of embers."""
    chance = generator(seed, "finest")
    sounds = [_crackle(chance, _FINEST, far_hz) for _ in range(_VARIANTS)]
    pool = drop_pool(chance, SHORT_FRAMES, sounds, drops_per_s=_FINEST.per_s * rate)
    return PoolStream(without_outbursts(pool, _LOUDEST_CRACKLES), seed_of(seed, "finest pieces"), backwards=False)
