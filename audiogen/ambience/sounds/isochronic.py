"""Isochronic tones: one tone that comes and goes in even pulses, over a soft noise; no headphones are needed."""

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
    """Pulses that swell and fall, and never jump, whatever their pace does."""

    def __init__(self, seed: int, *, beat: float, carrier: float, to_beat: float, sweep: float) -> None:
        """Prepare the tone; `seed` ≥ 0 decides the noise and how the carrier strays.

        Args:
            seed: as for every sound.
            beat: pulses a second.
            carrier: in Hz, of the tone.
            to_beat: what the pulses become; 0 keeps to `beat`.
            sweep: minutes that this takes, from the beginning of the session.
        """
        self._seed = seed
        self._carrier_hz = carrier
        self._beat = beat_sweep(beat, to_beat, sweep)
        self._noise = SoftNoise(seed, _NOISE_RMS, width=_NOISE_WIDTH)

    def render(self, start: int, frames: int) -> Samples:
        """As `audiogen.audio.samples.Source` has it."""
        at = control_moments(start, frames)
        tone = np.sin(angles(drifting(self._seed, self._carrier_hz, at), start, frames))
        tone *= _pulses(angles(self._beat.cycles(at), start, frames))
        tone *= np.float32(_TONE_RMS * np.sqrt(2 / _PULSE_MEAN_SQUARE))
        sound = self._noise.render(start, frames)
        sound += tone
        return sound


def _pulses(beat: Samples) -> Samples:
    """From 0 to 1 and back in every turn of the beat: raised cosines throughout.

    Anything steeper has harmonics of the beat, of which one could take a low carrier down to 0 Hz.
    """
    return np.float32(0.5) - np.float32(0.5) * np.cos(beat)
