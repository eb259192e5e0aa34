"""Wind: gusts over a steady breath of air, with soft howls that rise with a gust."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np

from audiogen.ambience.parts.chance import CONTROL_FRAMES, Curve, Frames, control_moments, every_frame, wander
from audiogen.ambience.parts.seeds import seed_of
from audiogen.ambience.parts.stream import LONG_FRAMES, SHORT_FRAMES, PoolStream, noise_stream
from audiogen.ambience.parts.texture import band, frequencies, tilt
from audiogen.audio.samples import Samples
from audiogen.units import RATE

_HOWL_FRAMES: Final = 1 << 18
"""Howls are heard now and then, and move on."""
_WIND_RMS: Final = 0.056
_EDDIES: Final = tuple((0.63 ** (number / 2), 3.2 / 2**number) for number in range(4))
"""Strengths of eddies of four sizes, and how long each takes to change the speed, in seconds; up and down again, three
to four times as long. An octave has 0.63 of the power of the one below, so that the density falls as f^-5/3, as von
Kármán's spectrum of turbulence does; J. Kaimal, J. Finnigan, "Atmospheric Boundary Layer Flows" (1994)."""
_UNREST: Final = 0.2
"""Deviation of the logarithm of the speed: what a wind whose turbulence is 0.2, as between houses and trees, leaves to
be heard where it meets many edges at once."""
_STRONGEST: Final = 1.5
"""Gusts and lulls beyond so many deviations are held back: a bed may neither cover a voice nor fall silent."""
_CURVE_DEVIATION: Final = 0.2
"""Of `wander`."""
_ACROSS_S: Final = 0.5
"""How much later a gust is on the right."""
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
    crosses: bool
    """Whether a gust is heard to cross from left to right; low bands cannot be located."""


_AIR_BANDS: Final = (
    _AirBand("body", 50, 230, 0.78, 1.8, LONG_FRAMES, crosses=False),
    _AirBand("rush", 220, 700, 0.6, 2.5, SHORT_FRAMES, crosses=True),
    _AirBand("leaves", 900, 5000, 0.15, 3.2, SHORT_FRAMES, crosses=True),
)
"""Pressure grows as the square of the speed below a corner and as its power of 3.15 above, where the spectrum falls
by 23 dB a decade in bands: M. Strasberg, J. Acoust. Soc. Am. 83 (1988). Leaves fill in the highs."""
_FALL: Final = 1.67
"""Order of the low-pass with that slope."""


@dataclass(frozen=True, slots=True)
class _Howler:
    """An edge or a gap that the wind sounds on: the faster, the higher."""

    name: str
    middle: float
    """Its pitch at a medium speed, as a fractional index of `_HOWLS_HZ`."""
    lag_s: float
    """How late a gust reaches it."""
    sides: tuple[float, float]
    """RMS on the left and on the right."""


_HOWLS_PER_OCTAVE: Final = 6
_HOWLS_HZ: Final = tuple((210.0 * 2 ** (np.arange(11) / _HOWLS_PER_OCTAVE)).tolist())
_HOWL_WIDTH: Final = 0.07
"""Of a band, relative to its centre: neighbours overlap, so that a howl glides from one to the next."""
_HOWLERS: Final = (_Howler("gap", 2.4, 0.2, (0.9, 0.5)), _Howler("edge", 5.4, 0.8, (0.4, 0.72)))
_HOWL_RMS: Final = 0.85
_GLIDE: Final = 2.7
"""So many howls higher for each deviation of the gust: a tone of eddies rises with the speed (V. Strouhal, 1878), by
1.7 of them, and further where a faster wind finds smaller edges."""
_LONGEST_LAG: Final = -(-RATE // CONTROL_FRAMES)
"""A second, in steps of control curves."""
_HOWL_NUMBERS: Final = np.arange(len(_HOWLS_HZ))[:, None]


class Wind:
    """Wind around a house and through trees, gusty without a rhythm."""

    def __init__(self, seed: int, *, intensity: float, brightness: float, tempo: float) -> None:
        """Shape the pools; `seed` ≥ 0 decides every gust."""
        self._seed = seed
        self._pace = _SLOWEST_TO_FASTEST ** (0.5 - tempo)
        speed = 1.5 ** (intensity - 0.5)
        weights = np.array([each.rms * speed**each.growth for each in _AIR_BANDS])
        weights *= _WIND_RMS * 1.8 ** (intensity - 0.5) / np.sqrt(np.sum(weights**2))
        self._weights = weights.tolist()
        self._howl_rms = _HOWL_RMS * _WIND_RMS * 3.5 ** (intensity - 0.5) * 1.5 ** (brightness - 0.5)
        self._air = [_air(seed, each, brightness) for each in _AIR_BANDS]
        self._howls = [noise_stream(_howl(centre_hz), seed, f"howl {centre_hz:.0f}") for centre_hz in _HOWLS_HZ]

    def render(self, start: int, frames: int) -> Samples:
        """As `audiogen.audio.samples.Source` has it."""
        at = control_moments(start, frames)
        gust = self._gust(_earlier(at))
        left, right = (np.exp(_UNREST * _late(gust, lag_s)) for lag_s in (0.0, _ACROSS_S))
        wind = np.zeros((2, frames), dtype=np.float32)
        for each, weight, stream in zip(_AIR_BANDS, self._weights, self._air, strict=True):
            gains = weight * (np.stack([left, right]) if each.crosses else left) ** each.growth
            wind += stream.render(start, frames, every_frame(gains, start, frames))
        for stream, gains in zip(self._howls, self._howl_gains(gust, at), strict=True):
            # a howl that is silent throughout is not read at all
            if gains.any():
                wind += stream.render(start, frames, every_frame(gains, start, frames))
        return wind

    def _gust(self, moments: Frames) -> Curve:
        """How strong the gust is, in deviations: the logarithm of the speed, in units of `_UNREST`."""
        eddies = [
            strength * (wander(seed_of(self._seed, "eddy", number), self._pace * lasting_s, moments) - 0.5)
            for number, (strength, lasting_s) in enumerate(_EDDIES)
        ]
        gust = sum(eddies) / (_CURVE_DEVIATION * np.sqrt(sum(strength**2 for strength, _ in _EDDIES)))
        return np.asarray(_STRONGEST * np.tanh(gust / _STRONGEST))

    def _howl_gains(self, gust: Curve, at: Frames) -> Curve:
        """Gain of each howl on either side: shape (howls, 2, n); `gust` is that at the moments `_earlier(at)`."""
        gains = np.zeros((len(_HOWLS_HZ), 2, at.size))
        for howler in _HOWLERS:
            arriving = _late(gust, howler.lag_s)
            turning = wander(seed_of(self._seed, howler.name), 4.0 * self._pace, at)
            # how strongly the wind blows on the howler, from 0 to 1: it begins at a speed, and the wind turns away, too
            force = np.clip(0.75 * arriving + 1.6 * (turning - 0.5), 0, 1)
            force *= force * (3 - 2 * force)
            quaver = wander(seed_of(self._seed, howler.name, "quaver"), 1.1, at) - 0.5
            place = howler.middle + _GLIDE * arriving + 2.2 * quaver
            away = np.abs(_HOWL_NUMBERS - np.clip(place, 0, len(_HOWLS_HZ) - 1))
            # two neighbours sound at a time, and their powers add up to one
            near = np.cos(np.pi / 2 * np.minimum(away, 1)) * (away < 1)
            for side, rms in enumerate(howler.sides):
                gains[:, side] += rms * self._howl_rms * force * near
        return gains


def _earlier(at: Frames) -> Frames:
    """The moments themselves, and those before them from which a gust is still on its way."""
    before = np.arange(at[0] - _LONGEST_LAG * CONTROL_FRAMES, at[0], CONTROL_FRAMES, dtype=np.int64)
    return np.concatenate((before, at))


def _late(gust: Curve, lag_s: float) -> Curve:
    """The gust at moments of which `_earlier` has those before, arriving this much later."""
    lag = round(lag_s * RATE / CONTROL_FRAMES)
    return gust[_LONGEST_LAG - lag : gust.size - lag]


def _air(seed: int, air: _AirBand, brightness: float) -> PoolStream:
    hertz = frequencies(air.pool_frames)
    magnitude = band(hertz, air.low_hz, air.high_hz, high_order=_FALL)
    return noise_stream(magnitude * tilt(hertz, 6.0 * (brightness - 0.5)), seed, air.name)


def _howl(centre_hz: float) -> Samples:
    """Magnitude of a howl of constant pitch: a narrow bell, with a little of its octave."""
    hertz = frequencies(_HOWL_FRAMES)
    bells = [np.exp(-0.5 * ((hertz / (centre_hz * octave) - 1) / _HOWL_WIDTH) ** 2) for octave in (1, 2)]
    return np.asarray(bells[0] + np.float32(0.12) * bells[1])
