"""Binaural beat: a tone for each ear, a few Hz apart, over a soft noise; the beat arises in the listener alone.

What mono makes of it: both tones meet in the air instead of in the head, so that the sum swells and vanishes at the
beat. It loses less than 3 dB of its power, as every sound does here, but not its throbbing: headphones, always.
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
"""Channels that are partly alike keep the sum of both from losing 3 dB, as two different tones alone would."""


class Binaural:
    """Two tones that never jump, whatever the beat does."""

    def __init__(self, seed: int, *, beat: float, carrier: float, to_beat: float, sweep: float) -> None:
        """Prepare the tones; `seed` ≥ 0 decides the noise and how the carrier strays.

        Args:
            seed: as for every sound.
            beat: in Hz, between the ears.
            carrier: in Hz, halfway between both tones.
            to_beat: in Hz, what the beat becomes; 0 keeps to `beat`.
            sweep: minutes that this takes, from the beginning of the session.
        """
        self._seed = seed
        self._carrier_hz = carrier
        self._beat = beat_sweep(beat, to_beat, sweep)
        self._noise = SoftNoise(seed, _NOISE_RMS, width=_NOISE_WIDTH)

    def render(self, start: int, frames: int) -> Samples:
        """As `audiogen.audio.samples.Source` has it."""
        at = control_moments(start, frames)
        # both ears stray together, so that the beat is exact
        middle, half = drifting(self._seed, self._carrier_hz, at), self._beat.cycles(at) / 2
        tones = np.stack([np.sin(angles(cycles, start, frames)) for cycles in (middle - half, middle + half)])
        tones *= np.float32(np.sqrt(2) * _TONE_RMS)
        tones += self._noise.render(start, frames)
        return tones
