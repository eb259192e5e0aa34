"""Wind: gusts over a steady breath of air, with soft howls that rise with a gust."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np

from audiogen.ambience.parts.chance import Curve, Frames, control_moments, every_frame, wander
from audiogen.ambience.parts.seeds import seed_of
from audiogen.ambience.parts.stream import LONG_FRAMES, SHORT_FRAMES, PoolStream, noise_stream
from audiogen.ambience.parts.texture import band, frequencies, tilt
from audiogen.audio.samples import Samples
from audiogen.units import RATE

_HOWL_FRAMES: Final = 1 << 18
"""Two howls of nine sound at a time, and move on."""
_WIND_RMS: Final = 0.056
_GUST_S: Final = 4.5
"""How long the wind takes to change its speed; a gust, up and down, lasts about three times as long."""
_SLOWEST_TO_FASTEST: Final = 4.0


@dataclass(frozen=True, slots=True)
class _AirBand:
    """One band of the noise of the air; together the bands act as a filter that opens with the wind."""

    name: str
    low_hz: float
    high_hz: float
    rms: float
    """At a medium speed of the wind, relative to all bands together."""
    growth: float
    """RMS is proportional to this power of the wind's speed."""
    pool_frames: int


_AIR_BANDS: Final = (
    _AirBand("body", 50, 220, 0.74, 0.8, LONG_FRAMES),
    _AirBand("rush", 220, 900, 0.62, 1.3, SHORT_FRAMES),
    _AirBand("leaves", 900, 5000, 0.22, 1.9, SHORT_FRAMES),
)
"""Higher bands open later: A. Farnell, "Designing Sound" (2010), on wind."""


@dataclass(frozen=True, slots=True)
class _Howler:
    """An edge or a gap that the wind sounds on: the faster, the higher."""

    name: str
    lowest: float
    highest: float
    """Bounds of its pitch, as fractional indices of `_HOWLS_HZ`."""
    lag_s: float
    """How late a gust reaches it."""
    sides: tuple[float, float]
    """RMS on the left and on the right."""


_HOWLS_HZ: Final = tuple((270.0 * 2 ** (np.arange(9) / 6)).tolist())
_HOWL_WIDTH: Final = 0.055
"""Of a band, relative to its centre: neighbours overlap, so that a howl glides from one to the next."""
_HOWLERS: Final = (_Howler("gap", 0.8, 4.6, 0.4, (0.9, 0.5)), _Howler("edge", 3.2, 7.2, 1.3, (0.4, 0.72)))
_HOWL_RMS: Final = 0.75
_HOWL_NUMBERS: Final = np.arange(len(_HOWLS_HZ))[:, None]


class Wind:
    """Wind around a house and through trees, gusty without a rhythm."""

    def __init__(self, seed: int, *, intensity: float, brightness: float, tempo: float) -> None:
        """Shape the pools; `seed` ≥ 0 decides every gust."""
        self._seed = seed
        self._gust_s = _GUST_S * _SLOWEST_TO_FASTEST ** (0.5 - tempo)
        speed = 2 ** (intensity - 0.5)
        weights = np.array([each.rms * speed**each.growth for each in _AIR_BANDS])
        weights *= _WIND_RMS * 1.8 ** (intensity - 0.5) / np.sqrt(np.sum(weights**2))
        self._weights = weights.tolist()
        self._howl_rms = _HOWL_RMS * _WIND_RMS * 3.5 ** (intensity - 0.5) * 1.5 ** (brightness - 0.5)
        self._air = [_air(seed, each, brightness) for each in _AIR_BANDS]
        self._howls = [noise_stream(_howl(centre_hz), seed, f"howl {centre_hz:.0f}") for centre_hz in _HOWLS_HZ]

    def render(self, start: int, frames: int) -> Samples:
        """As `audiogen.audio.samples.Source` has it."""
        at = control_moments(start, frames)
        speed, wind = self._speed(at), np.zeros((2, frames), dtype=np.float32)
        for each, weight, stream in zip(_AIR_BANDS, self._weights, self._air, strict=True):
            wind += stream.render(start, frames, every_frame(weight * speed**each.growth, start, frames))
        for stream, gains in zip(self._howls, self._howl_gains(at), strict=True):
            # a howl that is silent throughout is not read at all
            if gains.any():
                both = np.stack([every_frame(gain, start, frames) for gain in gains])
                wind += stream.render(start, frames, both)
        return wind

    def _speed(self, moments: Frames) -> Curve:
        """Speed of the wind: about 1, from 0.5 to 1.5."""
        gust = wander(seed_of(self._seed, "gust"), self._gust_s, moments)
        flurry = wander(seed_of(self._seed, "flurry"), self._gust_s / 2.7, moments)
        return 0.45 + 0.76 * gust + 0.34 * flurry

    def _howl_gains(self, at: Frames) -> Curve:
        """Gain of each howl on either side: shape (howls, 2, n)."""
        gains = np.zeros((len(_HOWLS_HZ), 2, at.size))
        for howler in _HOWLERS:
            arriving = self._speed(at - round(howler.lag_s * RATE))
            turning = wander(seed_of(self._seed, howler.name), 1.4 * self._gust_s, at)
            # how strongly the wind blows on the howler, from 0 to 1; it turns away from it, too
            force = 1 / (1 + np.exp(-4.5 * (arriving - 1) - 4 * (turning - 0.5)))
            quaver = wander(seed_of(self._seed, howler.name, "quaver"), 1.7, at) - 0.5
            place = howler.lowest + (howler.highest - howler.lowest) * force + 1.6 * quaver
            away = np.abs(_HOWL_NUMBERS - place)
            # two neighbours sound at a time, and their powers add up to one
            near = np.cos(np.pi / 2 * np.minimum(away, 1)) * (away < 1)
            for side, rms in enumerate(howler.sides):
                gains[:, side] += rms * self._howl_rms * force**2 * near
        return gains


def _air(seed: int, air: _AirBand, brightness: float) -> PoolStream:
    hertz = frequencies(air.pool_frames)
    magnitude = band(hertz, air.low_hz, air.high_hz, high_order=1)
    return noise_stream(magnitude * tilt(hertz, 5.0 * (brightness - 0.5)), seed, air.name)


def _howl(centre_hz: float) -> Samples:
    """Magnitude of a howl of constant pitch: a narrow bell, with a little of its octave."""
    hertz = frequencies(_HOWL_FRAMES)
    bells = [np.exp(-0.5 * ((hertz / (centre_hz * octave) - 1) / _HOWL_WIDTH) ** 2) for octave in (1, 2)]
    return np.asarray(bells[0] + np.float32(0.12) * bells[1])
