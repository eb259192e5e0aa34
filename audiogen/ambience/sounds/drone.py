"""Drone: one low note with its fifth and octaves, slowly beating, never repeating."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np

from audiogen.ambience.parts.chance import Curve, Frames, control_moments, every_frame, generator, wander
from audiogen.ambience.parts.harmony import MODES, tonic_hz
from audiogen.ambience.parts.partials import Amplitudes, Partials, drifts, moments
from audiogen.ambience.parts.seeds import seed_of
from audiogen.ambience.parts.texture import faint_air
from audiogen.audio.samples import Samples
from audiogen.units import RATE

_TONES_RMS: Final = 0.07
_AIR_RMS: Final = 0.0035
_SIDES: Final = 0.185
"""Turns between the ears, on average: a quarter turn would leave no correlation, but lose 3 dB in mono."""
_DRIFT_TURNS: Final = 6.0
"""Bounds of a partial's drift: it strays from its pitch by some cents and returns."""


@dataclass(frozen=True, slots=True)
class _String:
    """A note that is held throughout."""

    ratio: float
    """To the tonic, in just intonation, so that its overtones beat slowly against those of the other strings."""
    amplitude: float
    harmonics: int


_STRINGS: Final = (
    _String(2, 1.0, 12),
    _String(3, 0.62, 9),
    _String(4, 0.55, 8),
    _String(8, 0.12, 3),
)
_COLOUR: Final = _String(4, 0.26, 5)
"""The note that characterises the mode, above the octave; its ratio is multiplied by that of the mode."""


@dataclass(frozen=True, slots=True)
class _StringPartials:
    """All partials of all strings; each array of shape (partials,)."""

    hertz: Curve
    amplitude: Curve
    beat_hz: Curve
    """Between the string and a second one beside it, as drone instruments have."""
    second: Curve
    """Amplitude of the second string relative to the first."""
    phases: Curve
    """In turns, shape (3, partials): of the first string, and of the second to the left and to the right."""


class Drone:
    """Low notes that hold, while their overtones come and go."""

    def __init__(self, seed: int, *, key: str, mode: str, brightness: float) -> None:
        """Tune the strings; `seed` ≥ 0 decides how they drift."""
        self._seed = seed
        self._strings = _string_partials(seed, key, mode, brightness)
        self._partials = Partials(self._strings.hertz)
        self._air = faint_air(seed, 250, 2500)
        self._air_rms = _AIR_RMS * 4 ** (brightness - 0.5)

    def render(self, start: int, frames: int) -> Samples:
        """As `audiogen.audio.samples.Source` has it."""
        drone = self._partials.render(self._amplitudes(moments(start, frames)), start, frames)
        breath = 0.6 + 0.8 * wander(seed_of(self._seed, "breath"), 8.0, control_moments(start, frames))
        drone += self._air.render(start, frames, every_frame(self._air_rms * breath, start, frames))
        return drone

    def _amplitudes(self, at: Frames) -> Amplitudes:
        """Each partial as two strings that beat, with a swell and a slow drift of its own."""
        strings, count = self._strings, self._strings.hertz.size
        swell = 0.35 + 1.3 * drifts(seed_of(self._seed, "swell"), 11.0, count, at)
        drift = _DRIFT_TURNS * drifts(seed_of(self._seed, "drift"), 17.0, count, at)
        place = _SIDES + 0.16 * (drifts(seed_of(self._seed, "place"), 13.0, count, at) - 0.5)
        beat = at[:, None] * (strings.beat_hz / RATE)
        first, *seconds = strings.phases
        both = [
            _turned(first + drift + side * place / 2) + strings.second * _turned(second + beat)
            for side, second in zip((-1, 1), seconds, strict=True)
        ]
        return np.asarray((strings.amplitude * swell * np.stack(both)).astype(np.complex64))


def _turned(turns: Curve) -> Amplitudes:
    wrapped = (turns - np.floor(turns)).astype(np.float32)
    return np.asarray(np.exp(np.complex64(2j * np.pi) * wrapped))


def _string_partials(seed: int, key: str, mode: str, brightness: float) -> _StringPartials:
    """All harmonics of all strings, with an RMS of `_TONES_RMS` together."""
    colour = _String(_COLOUR.ratio * MODES[mode].colour, _COLOUR.amplitude, _COLOUR.harmonics)
    strings = (*_STRINGS, colour)
    partials = [(each.ratio, each.amplitude, number + 1) for each in strings for number in range(each.harmonics)]
    ratio, loudness, harmonic = np.array(partials).T
    hertz = tonic_hz(key) * ratio * harmonic
    chance = generator(seed, "strings")
    second = chance.uniform(0.3, 0.55, hertz.size)
    # harmonics fall with their number and above a corner, so that a drone is warm; brightness moves the corner by two
    # octaves
    corner_hz = 900 * 4 ** (brightness - 0.5)
    roll_off = harmonic ** -(1.05 - 0.6 * (brightness - 0.5)) / (1 + (hertz / corner_hz) ** 2)
    amplitude = loudness * roll_off
    amplitude *= _TONES_RMS / np.sqrt(np.sum(amplitude**2 * (1 + second**2)) / 2)
    beat_hz = chance.uniform(0.04, 0.09, hertz.size) * harmonic**0.7
    return _StringPartials(hertz, amplitude, beat_hz, second, chance.random((3, hertz.size)))
