"""Ocean: swells that roll in without a rhythm, break and run out as foam; or, from afar, the roar of many."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final

import numpy as np

from audiogen.ambience.parts.chance import Curve, Frames, control_moments, every_frame, hashed, wander
from audiogen.ambience.parts.seeds import seed_of
from audiogen.ambience.parts.stream import LONG_FRAMES, PoolStream
from audiogen.ambience.parts.texture import band, frequencies, stereo_pool, tilt, without_outbursts
from audiogen.audio.samples import Samples
from audiogen.units import RATE

_SWELL_S: Final = 9.5
"""From one swell to the next, on average, at a tempo of 0.5."""
_SLOWEST_TO_FASTEST: Final = 2.4
"""Wind seas and swell come in 6 to 15 s: W. Munk, "Origin and generation of waves" (1950)."""
_SWELLS_HEARD: Final = np.arange(-2, 3, dtype=np.int64)[:, None]
"""Swells that can be heard at a moment, counted from the one whose cell it lies in."""
_GROUP_SWELLS: Final = 6.0
"""High and low waves come in groups: over so many swells their height changes."""
_EARLY_OR_LATE: Final = 0.66
"""The random part of the time from one swell to the next."""
_MAX_SHORT_RMS: Final = 1.7
"""RMS of any 10 ms of a low band relative to that of all of it: the few cycles of a low band in so short a time are
uneven enough to jolt."""


@dataclass(frozen=True, slots=True)
class _WaveBand:
    """One band of the noise of every wave; together the bands act as a filter that opens and closes."""

    name: str
    low_hz: float
    high_hz: float
    lag_s: float
    """When it peaks, relative to the moment of the wave."""
    rise_s: float
    fall_s: float
    wave_rms: float
    floor_rms: float
    """Between waves: the noise of the open sea."""
    turns: bool = True
    """Whether it is panned as the wave runs along the beach; low bands cannot be located."""


_SHORE: Final = (
    _WaveBand("body", 45, 190, -0.7, 3.4, 3.2, 0.050, 0.026, turns=False),
    _WaveBand("rush", 190, 700, 0.0, 2.5, 2.6, 0.044, 0.023, turns=False),
    _WaveBand("break", 700, 2600, 0.4, 1.6, 2.7, 0.032, 0.0152),
    _WaveBand("foam", 2600, 11_000, 1.1, 1.5, 4.0, 0.022, 0.0092),
)
"""Lows lead and the foam lags behind, as it does on a beach."""
_FAR: Final = (
    _WaveBand("body", 42, 160, -0.5, 4.4, 4.8, 0.041, 0.035, turns=False),
    _WaveBand("rush", 160, 520, 0.3, 3.6, 4.4, 0.029, 0.026, turns=False),
    _WaveBand("break", 520, 1800, 0.8, 3.0, 4.4, 0.009, 0.008),
)
"""Waves along miles of coast arrive one after the other, so that each is longer and they overlap; air and land absorb
the highs."""
_PLACES: Final = {"shore": _SHORE, "far": _FAR}


class Ocean:
    """Waves on a beach: no two alike, and never quite silent between them."""

    def __init__(self, seed: int, *, place: str, intensity: float, brightness: float, tempo: float) -> None:
        """Shape the pools; `seed` ≥ 0 decides every wave."""
        hertz = frequencies(LONG_FRAMES)
        pace = _SLOWEST_TO_FASTEST ** (0.5 - tempo)
        db_per_octave = 4.0 * (brightness - 0.5) + 1.0 * (intensity - 0.5)
        bands = _adjusted(_PLACES[place], pace, db_per_octave, intensity)
        colour = tilt(hertz, db_per_octave)
        self._seed = seed
        self._swell_frames = round(_SWELL_S * pace * RATE)
        self._surf = _Surf.of(bands)
        self._noises = [
            (each.turns, _noise(seed, each, band(hertz, each.low_hz, each.high_hz) * colour)) for each in bands
        ]

    def render(self, start: int, frames: int) -> Samples:
        """As `audiogen.audio.samples.Source` has it."""
        moments = control_moments(start, frames)
        levels = self._surf.levels(*_waves(self._seed, self._swell_frames, moments))
        # waves run along the beach; the powers of both sides add up to the same
        turn = np.pi / 4 * (1 + 0.9 * (wander(seed_of(self._seed, "place"), 6.0, moments) - 0.5))
        sides = np.sqrt(2) * np.stack([np.cos(turn), np.sin(turn)])
        parts = (
            noise.render(start, frames, every_frame(level * sides if turns else level, start, frames))
            for level, (turns, noise) in zip(levels, self._noises, strict=True)
        )
        # one part at a time, for memory
        sea = next(parts)
        for part in parts:
            sea += part
        return sea


@dataclass(frozen=True, slots=True)
class _Surf:
    """How all bands follow a wave, in arrays of shape (bands, 1, 1)."""

    lag_s: Curve
    per_rise: Curve
    per_fall: Curve
    wave_rms: Curve
    floor_rms: Curve

    @classmethod
    def of(cls, bands: list[_WaveBand]) -> _Surf:
        columns = [(each.lag_s, 1 / each.rise_s, 1 / each.fall_s, each.wave_rms, each.floor_rms) for each in bands]
        return cls(*np.array(columns).T[:, :, None, None])

    def levels(self, since: Curve, heights: Curve) -> Curve:
        """RMS of each band, shape (bands, n): a bell curve at each wave, with its own widths of rise and fall.

        Args:
            since: seconds since the peak of each wave, shape (waves, n).
            heights: of each wave, shape (waves, n).
        """
        x = since - self.lag_s
        x *= np.where(x < 0, self.per_rise, self.per_fall)
        x *= x
        shape = np.exp(np.negative(x, out=x), out=x)
        shape *= heights * self.wave_rms
        return np.asarray(shape.sum(axis=1) + self.floor_rms[:, 0])


def _noise(seed: int, wave: _WaveBand, magnitude: Samples) -> PoolStream:
    pool = stereo_pool(seed_of(seed, wave.name), magnitude, width=0.85)
    pool = pool if wave.turns else without_outbursts(pool, _MAX_SHORT_RMS)
    return PoolStream(pool, seed_of(seed, wave.name, "pieces"), backwards=True)


def _adjusted(bands: tuple[_WaveBand, ...], pace: float, db_per_octave: float, intensity: float) -> list[_WaveBand]:
    """The bands at these settings: slower waves rise more slowly, brighter ones have louder high bands."""
    octaves = np.log2([np.sqrt(each.low_hz * each.high_hz) / 600 for each in bands])
    tilted = 10 ** (db_per_octave * octaves / 20)
    # the tilt must not change the level of the sea between waves
    usual = np.array([each.floor_rms for each in bands])
    tilted *= np.sqrt(np.sum(usual**2) / np.sum((usual * tilted) ** 2)) * 1.3 ** (intensity - 0.5)
    # the calmer the sea, the less its waves rise above its murmur
    higher = 1.5 ** (intensity - 0.5)
    return [
        replace(
            each,
            lag_s=pace * each.lag_s,
            rise_s=pace * each.rise_s,
            fall_s=pace * each.fall_s,
            wave_rms=gain * higher * each.wave_rms,
            floor_rms=gain * each.floor_rms,
        )
        for each, gain in zip(bands, tilted.tolist(), strict=True)
    ]


def _waves(seed: int, swell_frames: int, moments: Frames) -> tuple[Curve, Curve]:
    """Seconds since the peak of each audible wave, negative before it, and the height of each: both (waves, n)."""
    cells = moments // swell_frames + _SWELLS_HEARD
    waves = np.arange(cells.min(), cells.max() + 1, dtype=np.int64)
    early_or_late = _EARLY_OR_LATE * (hashed(seed_of(seed, "moment"), waves) - 0.5)
    peaks = np.rint((waves + 0.5 + early_or_late) * swell_frames).astype(np.int64)
    group = wander(seed_of(seed, "group"), _GROUP_SWELLS * swell_frames / RATE, peaks)
    heights = (0.5 + 0.5 * hashed(seed_of(seed, "height"), waves)) * (0.75 + 0.5 * group)
    return (moments - peaks[cells - waves[0]]) / RATE, heights[cells - waves[0]]
