"""Isochronic tones: one tone in even pulses, over a soft noise; no headphones are needed."""

from __future__ import annotations

from typing import Final

import numpy as np

from audiogen.ambience.parts.chance import control_moments
from audiogen.ambience.sounds.sweeps import SoftNoise, angles, beat_sweep, drifting
from audiogen.audio.samples import Samples

_TONE_RMS: Final = 0.031
_NOISE_RMS: Final = 0.048
_NOISE_WIDTH: Final = 1.0
_PULSE_MEAN_SQUARE: Final = 3 / 8


class Isochronic:
    """Pulses of continuous phase, while their rate changes."""

    def __init__(self, seed: int, *, beat: float, carrier: float, to_beat: float, sweep: float) -> None:
        """Prepare the tone; `seed` ≥ 0 decides the noise and the drift of the carrier.

        Args:
            seed: as for every sound.
            beat: pulses a second.
            carrier: frequency of the tone, in Hz.
            to_beat: final pulses a second; 0 stands for `beat`.
            sweep: minutes from the beginning of the session until then.
        """
        self._seed = seed
        self._carrier_hz = carrier
        self._beat = beat_sweep(beat, to_beat, sweep)
        self._noise = SoftNoise(seed, _NOISE_RMS, width=_NOISE_WIDTH)

    def render(self, start: int, frames: int) -> Samples:
        """As `audiogen.audio.samples.Source` has it."""
        at = control_moments(start, frames)
        tone = np.sin(angles(drifting(self._seed, self._carrier_hz, at), start, frames))
        # raised cosines throughout: steeper pulses have harmonics, of which one could shift a low carrier to 0 Hz
        tone *= np.float32(0.5) - np.float32(0.5) * np.cos(angles(self._beat.cycles(at), start, frames))
        tone *= np.float32(_TONE_RMS * np.sqrt(2 / _PULSE_MEAN_SQUARE))
        sound = self._noise.render(start, frames)
        sound += tone
        return sound
