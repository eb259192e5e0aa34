"""Ocean: swells that roll in without a rhythm, break and run out as foam; or, from afar, the roar of many."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Self

import numpy as np

from audiogen.ambience.parts.chance import Curve, Frames, control_moments, every_frame
from audiogen.ambience.parts.seeds import seed_of
from audiogen.ambience.parts.stream import LONG_FRAMES, PoolStream
from audiogen.ambience.parts.swells import Swells
from audiogen.ambience.parts.texture import band, frequencies, stereo_pool, tilt, without_outbursts
from audiogen.audio.samples import Samples
from audiogen.units import RATE

_SWELL_S: Final = 10.0
"""From one swell to the next, on average, at a tempo of 0.5."""
_SLOWEST_TO_FASTEST: Final = 2.4
"""Wind seas and swell come in 6 to 16 s: W. Munk, "Origin and generation of waves" (1950)."""
_HIGHEST: Final = 0.45
"""The height that no breaker exceeds, relative to the RMS of all (J. Battjes, J. Janssen, "Energy loss and set-up due
to breaking of random waves", 1978)."""
_SIDE: Final = 0.6
"""How far to one side a wave is heard at its beginning, and to the other at its end, from 0 to 1."""
_PASSING_S: Final = 2.4
_LOWEST_HEARD_OCTAVE: Final = -3
"""Of the middle of a band, from 600 Hz."""
_MAX_SHORT_RMS: Final = 1.35
"""RMS of any 10 ms of a low band relative to that of all of it: the few cycles of a low band in so short a time are
uneven enough to jolt."""


@dataclass(frozen=True, slots=True)
class _Rush:
    """One rise and fall of a band with every wave."""

    lag_s: float
    """When it is at its height, relative to the moment of the wave."""
    rise_s: float
    """Over so long a wave of medium height rises by 8 dB."""
    fall_s: float
    share: float = 1.0
    """Of the power that the waves have in the band."""


@dataclass(frozen=True, slots=True)
class _WaveBand:
    """One band of the noise of every wave; together the bands act as a filter that opens and closes."""

    name: str
    low_hz: float
    high_hz: float
    rms: float
    """Of waves and all, on average."""
    depth_db: float
    """How far below that the noise of the open sea lies, at a swell of 1."""
    rushes: tuple[_Rush, ...]
    turns: bool = True
    """Whether it is panned as the wave runs along the beach; low bands cannot be located."""
    high_order: int = 2
    """How steeply it ends upwards: 6 dB an octave for each."""


_SHORE: Final = (
    _WaveBand("deep", 24, 46, 0.056, 1, (_Rush(-1.2, 2.5, 2.2),), turns=False, high_order=6),
    _WaveBand("body", 60, 420, 0.051, 46, (_Rush(-0.6, 2.1, 2.0),), turns=False),
    _WaveBand("break", 420, 2600, 0.037, 46, (_Rush(0.3, 1.1, 1.8),)),
    _WaveBand("foam", 2600, 11_000, 0.021, 48, (_Rush(0.9, 1.1, 2.1, 0.8), _Rush(4.4, 1.6, 2.0, 0.2))),
)
"""Lows lead, then it breaks with a bright front; the foam lags behind, and hisses once more as it runs back down the
beach. The deep roar of the open sea goes on between waves: below what ears hear at that level (ISO 226: 51 dB at 40 Hz,
where a bed has about 40), it keeps players from cutting pauses, and a bed from having to be loud for that."""
_FAR: Final = (
    _WaveBand("body", 42, 160, 0.051, 10, (_Rush(-0.5, 3.2, 3.4),), turns=False),
    _WaveBand("rush", 160, 520, 0.037, 14, (_Rush(0.3, 2.6, 3.1),), turns=False),
    _WaveBand("break", 520, 1800, 0.0115, 18, (_Rush(0.8, 2.2, 3.1),)),
)
"""Waves along miles of coast arrive one after the other, so that each is longer and they overlap; air and land absorb
the highs."""
_PLACES: Final = {"shore": _SHORE, "far": _FAR}


class Ocean:
    """Waves on a beach: no two alike, and never quite silent between them."""

    def __init__(
        self, seed: int, *, place: str, intensity: float, brightness: float, tempo: float, swell: float
    ) -> None:
        """Shape the pools; `seed` ≥ 0 decides every wave."""
        hertz = frequencies(LONG_FRAMES)
        self._pace = _SLOWEST_TO_FASTEST ** (0.5 - tempo)
        db_per_octave = 4.0 * (brightness - 0.5) + 1.0 * (intensity - 0.5)
        bands = _PLACES[place]
        colour = tilt(hertz, db_per_octave)
        self._swells = Swells(seed, round(_SWELL_S * self._pace * RATE))
        levels = _levels(bands, db_per_octave) * 1.7 ** (intensity - 0.5)
        # the calmer the sea, the less its waves rise above its murmur
        depth = swell * 1.25 ** (intensity - 0.5)
        self._surf = _Surf.of(bands, levels**2, self._pace, depth)
        self._noises = [
            _noise(seed, each, band(hertz, each.low_hz, each.high_hz, high_order=each.high_order) * colour)
            for each in bands
        ]
        self._turns = [each.turns for each in bands]

    def render(self, start: int, frames: int) -> Samples:
        """As `audiogen.audio.samples.Source` has it."""
        levels = self._levels(control_moments(start, frames))
        parts = (
            noise.render(start, frames, every_frame(level if turns else level[0], start, frames))
            for level, noise, turns in zip(levels, self._noises, self._turns, strict=True)
        )
        # one part at a time, for memory
        sea = next(parts)
        for part in parts:
            sea += part
        return sea

    def _levels(self, moments: Frames) -> Curve:
        """RMS of each band on both sides, shape (bands, 2, n)."""
        waves, near = self._swells.near(moments)
        since = (moments - self._swells.arrivals(waves)[near]) / RATE
        energies = np.square(self._swells.heights(waves))
        # it runs along the beach, slowly and past the middle while it breaks
        place = _SIDE * self._swells.directions(waves)[near] * np.tanh((since / self._pace - 1.2) / _PASSING_S)
        return np.sqrt(self._surf.powers(since, energies[near], place))


@dataclass(frozen=True, slots=True)
class _Surf:
    """How all bands follow a wave: one row for each rush, of shape (rushes, 1, 1), one for each band, (bands, 1)."""

    lag_s: Curve
    per_rise: Curve
    per_fall: Curve
    power: Curve
    first: tuple[int, ...]
    """The rows where the rushes of each band begin."""
    floor: Curve
    """Power of the open sea in each band."""
    turns: Curve
    """1 for bands that are panned, 0 for others."""

    @classmethod
    def of(cls, bands: tuple[_WaveBand, ...], powers: Curve, pace: float, depth: float) -> Self:
        """The surf in which each band has its power on average, however deep the swell is."""
        floor = powers * 10 ** (-np.array([each.depth_db for each in bands]) * depth / 10)
        rows = [
            (pace * rush.lag_s, 1 / (pace * rush.rise_s), 1 / (pace * rush.fall_s), waves * _strength(rush))
            for each, waves in zip(bands, (powers - floor).tolist(), strict=True)
            for rush in each.rushes
        ]
        first = np.cumsum([0, *(len(each.rushes) for each in bands[:-1])])
        turns = np.array([float(each.turns) for each in bands])
        lag_s, per_rise, per_fall, power = np.array(rows).T[:, :, None, None]
        return cls(lag_s, per_rise, per_fall, power, tuple(first.tolist()), floor[:, None], turns[:, None])

    def powers(self, since: Curve, energies: Curve, place: Curve) -> Curve:
        """Powers of the bands on the left and on the right, shape (bands, 2, n).

        Args:
            since: seconds since the moment of each wave, shape (waves, n).
            energies: of each wave, its height squared, shape (waves, n).
            place: of each wave, from -1, left, to 1, right; shape (waves, n).
        """
        x = since - self.lag_s
        after = x > 0
        x = np.abs(x, out=x)
        x *= np.where(after, self.per_fall, self.per_rise)
        waves = _breaking(x, energies) * self.power
        everywhere = np.add.reduceat(waves.sum(axis=1), self.first) + self.floor
        leaning = self.turns * np.add.reduceat((waves * place).sum(axis=1), self.first)
        return np.stack([everywhere - leaning, everywhere + leaning], axis=1)


def _breaking(x: Curve, energies: Curve) -> Curve:
    """The power of waves at distances in time from their height, in units of their rise or fall.

    A wave cannot be higher than the water is deep, so that higher ones do not become louder, but break for longer.
    """
    waves = np.exp(-2 * x * np.sqrt(x)) * energies
    return np.asarray(waves / (1 + waves / _HIGHEST**2))


def _sounding_s() -> float:
    """For how long waves that rise or fall within 1 s sound at a power of 1, on average over all heights."""
    x, step = np.linspace(0, 6, 601, retstep=True)
    # quantiles of the squares of heights that are Rayleigh-distributed
    energies = -np.log((np.arange(200) + 0.5) / 200)
    return float(_breaking(x, energies[:, None]).mean(axis=0).sum() * step)


def _strength(rush: _Rush) -> float:
    """Its power for a wave of any height, where its mean power over all waves is its share of 1."""
    return rush.share * _SWELL_S / ((rush.rise_s + rush.fall_s) * _SOUNDING_S)


_SOUNDING_S: Final = _sounding_s()


def _levels(bands: tuple[_WaveBand, ...], db_per_octave: float) -> Curve:
    """RMS of each band: brighter settings have louder high bands, and are as loud as a whole."""
    usual = np.array([each.rms for each in bands])
    octaves = np.log2([np.sqrt(each.low_hz * each.high_hz) / 600 for each in bands])
    # what is hardly heard stays as it is: a dull sea is not a rumbling one
    octaves[octaves < _LOWEST_HEARD_OCTAVE] = 0
    tilted = usual * 10 ** (db_per_octave * octaves / 20)
    return np.asarray(tilted * np.sqrt(np.sum(usual**2) / np.sum(tilted**2)))


def _noise(seed: int, wave: _WaveBand, magnitude: Samples) -> PoolStream:
    pool = stereo_pool(seed_of(seed, wave.name), magnitude, width=0.85)
    pool = pool if wave.turns else without_outbursts(pool, _MAX_SHORT_RMS)
    return PoolStream(pool, seed_of(seed, wave.name, "pieces"), backwards=True)
