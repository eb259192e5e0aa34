"""Drone: one low note with its fifth and octaves, slowly beating, and never twice the same."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np

from audiogen.ambience.parts.chance import Curve, Frames, control_moments, every_frame, wander
from audiogen.ambience.parts.harmony import find_mode, tonic_hz
from audiogen.ambience.parts.partials import Amplitudes, Partials, drifts, moments
from audiogen.ambience.parts.seeds import seed_of
from audiogen.ambience.parts.texture import Grains, band, frequencies, grains_of, stereo_pool
from audiogen.audio.samples import Samples
from audiogen.units import RATE

_TONES_RMS: Final = 0.07
_AIR_RMS: Final = 0.0035
_SIDES: Final = 0.185
"""Turns between the ears, on average: what is a quarter turn apart correlates not at all, but falls 3 dB in mono."""


_DRIFT_TURNS: Final = 6.0
"""Bounds of a partial's drift: it strays from its pitch by some cents, and comes back."""


@dataclass(frozen=True, slots=True)
class _String:
    """A note that sounds throughout."""

    ratio: float
    """To the tonic, pure, so that its overtones meet those of the other strings and beat against them."""
    amplitude: float
    harmonics: int


_STRINGS: Final = (
    _String(2, 1.0, 12),
    _String(3, 0.62, 9),
    _String(4, 0.55, 8),
    _String(8, 0.12, 3),
)
_COLOUR: Final = _String(4, 0.26, 5)
"""The note that tells the mode, above the octave; its ratio is multiplied by that of the mode."""


@dataclass(frozen=True, slots=True)
class _Bank:
    """What every partial is; each array of shape (partials,)."""

    hertz: Curve
    amplitude: Curve
    beat_hz: Curve
    """Of a second string beside the first, as it is on every instrument that drones."""
    second: Curve
    """How strong that string is, beside the first."""
    phases: Curve
    """In turns, shape (3, partials): of the first string, and of the second to the left and to the right."""


class Drone:
    """Low notes that hold, while their overtones come and go."""

    def __init__(self, seed: int, *, key: str, mode: str, brightness: float) -> None:
        """Tune the strings; `seed` ≥ 0 decides how they drift."""
        self._seed = seed
        self._bank = _bank(seed, key, mode, brightness)
        self._partials = Partials(self._bank.hertz)
        hertz = frequencies(1 << 18)
        magnitude = band(hertz, 250, 2500, low_order=1, high_order=1) * (hertz + 100) ** -0.5
        pool = stereo_pool(seed_of(seed, "air"), magnitude, width=0.85)
        self._air: Grains = grains_of(pool, 1 << 16, seed_of(seed, "air grains"))
        self._air_rms = _AIR_RMS * 4 ** (brightness - 0.5)

    def render(self, start: int, frames: int) -> Samples:
        """As `audiogen.audio.samples.Source` has it."""
        drone = self._partials.render(self._amplitudes(moments(start, frames)), start, frames)
        breath = 0.6 + 0.8 * wander(seed_of(self._seed, "breath"), 8.0, control_moments(start, frames))
        air = self._air.render(start, frames)
        air *= every_frame(self._air_rms * breath, start, frames)
        drone += air
        return drone

    def _amplitudes(self, at: Frames) -> Amplitudes:
        """Each partial as two strings that beat, under a swell and a slow drift of its own."""
        bank, count = self._bank, self._bank.hertz.size
        swell = 0.35 + 1.3 * drifts(seed_of(self._seed, "swell"), 11.0, count, at)
        drift = _DRIFT_TURNS * drifts(seed_of(self._seed, "drift"), 17.0, count, at)
        place = _SIDES + 0.16 * (drifts(seed_of(self._seed, "place"), 13.0, count, at) - 0.5)
        beat = at[:, None] * (bank.beat_hz / RATE)
        first, *seconds = bank.phases
        both = [
            _turned(first + drift + side * place / 2) + bank.second * _turned(second + beat)
            for side, second in zip((-1, 1), seconds, strict=True)
        ]
        return np.asarray((bank.amplitude * swell * np.stack(both)).astype(np.complex64))


def _turned(turns: Curve) -> Amplitudes:
    wrapped = (turns - np.floor(turns)).astype(np.float32)
    return np.asarray(np.exp(np.complex64(2j * np.pi) * wrapped))


def _bank(seed: int, key: str, mode: str, brightness: float) -> _Bank:
    """All harmonics of all strings, at an RMS of `_TONES_RMS` together."""
    colour = _String(_COLOUR.ratio * find_mode(mode).colour, _COLOUR.amplitude, _COLOUR.harmonics)
    strings = (*_STRINGS, colour)
    ratio, loudness, harmonic = (
        np.array([value for string in strings for value in values(string)])
        for values in (
            lambda string: [string.ratio] * string.harmonics,
            lambda string: [string.amplitude] * string.harmonics,
            lambda string: range(1, string.harmonics + 1),
        )
    )
    hertz = tonic_hz(key) * ratio * harmonic
    chance = np.random.Generator(np.random.SFC64(seed_of(seed, "strings")))
    second = chance.uniform(0.3, 0.55, hertz.size)
    amplitude = loudness * _roll_off(hertz, harmonic, brightness)
    amplitude *= _TONES_RMS / np.sqrt(np.sum(amplitude**2 * (1 + second**2)) / 2)
    beat_hz = chance.uniform(0.04, 0.09, hertz.size) * harmonic**0.7
    return _Bank(hertz, amplitude, beat_hz, second, chance.random((3, hertz.size)))


def _roll_off(hertz: Curve, harmonic: Curve, brightness: float) -> Curve:
    """Softer the higher, so that a drone is warm; `brightness` moves the corner by two octaves."""
    corner_hz = 900 * 4 ** (brightness - 0.5)
    return np.asarray(harmonic ** -(1.05 - 0.6 * (brightness - 0.5)) / (1 + (hertz / corner_hz) ** 2))
