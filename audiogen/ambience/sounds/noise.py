"""Noise: brown, pink or white, broad and even, for those who want nothing to listen to."""

from __future__ import annotations

from typing import Final

import numpy as np

from audiogen.ambience.parts.chance import control_moments, every_frame, wander
from audiogen.ambience.parts.seeds import seed_of
from audiogen.ambience.parts.stream import LONG_FRAMES, PoolStream
from audiogen.ambience.parts.texture import band, frequencies, stereo_pool, tilt, without_outbursts
from audiogen.audio.samples import Samples

_NOISE_RMS: Final = 0.062
_DB_PER_OCTAVE: Final = {"brown": -6.0, "pink": -3.0, "white": 0.0}
"""Slope of the power density. Brown noise, named after Brownian motion, is the integral of white noise."""
_LOWEST_HZ: Final = 42.0
"""Where the slope ends: else brown noise would have most of its power below what anybody hears."""
_MAX_SHORT_RMS: Final = 1.35
"""RMS of any 10 ms relative to that of all: the few cycles of lows in so short a time are uneven enough to jolt."""
_DRIFT_S: Final = 13.0
_SIDES: Final = ("left", "right")


class Noise:
    """Even noise of one colour; each side swells and fades by less than a decibel, independently of the other."""

    def __init__(self, seed: int, *, colour: str, brightness: float) -> None:
        """Shape the pool; `seed` ≥ 0 decides all of it."""
        hertz = frequencies(LONG_FRAMES)
        slope = tilt(hertz, _DB_PER_OCTAVE[colour] + 3.0 * (brightness - 0.5))
        pool = stereo_pool(seed_of(seed, "noise"), slope * band(hertz, _LOWEST_HZ, 40_000, low_order=3), width=0.92)
        self._noise = PoolStream(without_outbursts(pool, _MAX_SHORT_RMS), seed_of(seed, "pieces"), backwards=True)
        self._drift_seeds = [seed_of(seed, side) for side in _SIDES]

    def render(self, start: int, frames: int) -> Samples:
        """As `audiogen.audio.samples.Source` has it."""
        at = control_moments(start, frames)
        drifts = np.stack([wander(seed, _DRIFT_S, at) for seed in self._drift_seeds])
        return self._noise.render(start, frames, every_frame(_NOISE_RMS * (0.9 + 0.2 * drifts), start, frames))
