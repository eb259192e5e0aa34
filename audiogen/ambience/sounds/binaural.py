"""Binaural beat: a tone for each ear, a few Hz apart, over a soft noise; the beat arises in the listener alone.

In mono, both tones meet in the air instead of in the head, so that their sum swells and vanishes at the beat. Like
every sound here it loses less than 3 dB of its power then, but it throbs: it always needs headphones.
"""

from __future__ import annotations

from typing import Final

import numpy as np

from audiogen.ambience.parts.chance import control_moments
from audiogen.ambience.sounds.sweeps import SoftNoise, angles, beat_sweep, drifting
from audiogen.audio.samples import Samples

_TONE_RMS: Final = 0.045
_NOISE_RMS: Final = 0.038
_NOISE_WIDTH: Final = 0.5
"""The correlation of partly equal channels keeps mono from losing the 3 dB that two different tones alone would."""


class Binaural:
    """Two tones of continuous phase, while their beat changes."""

    def __init__(self, seed: int, *, beat: float, carrier: float, to_beat: float, sweep: float) -> None:
        """Prepare the tones; `seed` ≥ 0 decides the noise and the drift of the carrier.

        Args:
            seed: as for every sound.
            beat: difference of both tones, in Hz.
            carrier: mean of both tones, in Hz.
            to_beat: final beat, in Hz; 0 stands for `beat`.
            sweep: minutes from the beginning of the session until then.
        """
        self._seed = seed
        self._carrier_hz = carrier
        self._beat = beat_sweep(beat, to_beat, sweep)
        self._noise = SoftNoise(seed, _NOISE_RMS, width=_NOISE_WIDTH)

    def render(self, start: int, frames: int) -> Samples:
        """As `audiogen.audio.samples.Source` has it."""
        at = control_moments(start, frames)
        # both tones drift together, so that the beat is exact
        middle, half = drifting(self._seed, self._carrier_hz, at), self._beat.cycles(at) / 2
        tones = np.stack([np.sin(angles(cycles, start, frames)) for cycles in (middle - half, middle + half)])
        tones *= np.float32(np.sqrt(2) * _TONE_RMS)
        tones += self._noise.render(start, frames)
        return tones
