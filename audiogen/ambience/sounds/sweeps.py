"""The parts of binaural beats and isochronic tones: beats that change over minutes, a carrier, and a soft noise.

The phase of everything here is known at any moment in closed form, as exact after hours as in the first second.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np

from audiogen.ambience.parts.chance import CONTROL_FRAMES, Curve, Frames, control_moments, every_frame, wander
from audiogen.ambience.parts.seeds import seed_of
from audiogen.ambience.parts.stream import LONG_FRAMES, PoolStream
from audiogen.ambience.parts.texture import band, frequencies, stereo_pool
from audiogen.audio.samples import Samples
from audiogen.units import RATE

_ONE_TURN: Final = np.float32(2 * np.pi)
_DRIFT_TURNS: Final = 12.0
_DRIFT_S: Final = 15.0
"""Together a drift of at most 0.6 Hz, a few cents, to either side of the pitch."""


@dataclass(frozen=True, slots=True)
class Sweep:
    """A frequency that changes linearly from one to another, and stays there."""

    from_hz: float
    to_hz: float
    frames: int
    """How long it takes, from frame 0."""

    def cycles(self, at: Frames) -> Curve:
        """Cycles since frame 0: the integral of the frequency in closed form, without a sum that could drift."""
        swept = np.minimum(at, self.frames)
        there = swept * (swept / (2 * self.frames)) + (at - swept)
        return np.asarray((self.from_hz * at + (self.to_hz - self.from_hz) * there) / RATE)


def beat_sweep(beat: float, to_beat: float, sweep_min: float) -> Sweep:
    """The sweep for the parameters of a sound; a `to_beat` of 0 stands for `beat`."""
    return Sweep(beat, to_beat or beat, round(sweep_min * 60 * RATE))


def drifting(seed: int, carrier_hz: float, at: Frames) -> Curve:
    """Cycles of a carrier that drifts a little, so that it does not sound like a test tone."""
    return np.asarray(carrier_hz / RATE * at + _DRIFT_TURNS * wander(seed_of(seed, "drift"), _DRIFT_S, at))


def angles(cycles: Curve, start: int, frames: int) -> Samples:
    """Angles in radians for every frame, from cycles at `control_moments(start, frames)`; each below some turns.

    Whole turns are dropped in float64, which resolves a billionth of a turn even after hours; the rest is float32.
    """
    ramp = np.arange(CONTROL_FRAMES, dtype=np.float32) / np.float32(CONTROL_FRAMES)
    begun, step = (cycles - np.floor(cycles)).astype(np.float32), np.diff(cycles).astype(np.float32)
    turns = (begun[:-1, None] + step[:, None] * ramp).ravel()
    return turns[start % CONTROL_FRAMES :][:frames] * _ONE_TURN


class SoftNoise:
    """A murmur under a tone: a `Source`."""

    def __init__(self, seed: int, rms: float, *, width: float) -> None:
        """Shape the noise; `width` is that of `stereo_pool`."""
        hertz = frequencies(LONG_FRAMES)
        magnitude = band(hertz, 60, 1500, low_order=1, high_order=1) * (hertz + 80) ** -0.6
        pool = stereo_pool(seed_of(seed, "noise"), magnitude, width=width)
        self._noise = PoolStream(pool, seed_of(seed, "noise pieces"), backwards=True)
        self._breath_seed = seed_of(seed, "breath")
        self._rms = rms

    def render(self, start: int, frames: int) -> Samples:
        """As `audiogen.audio.samples.Source` has it."""
        breath = 0.8 + 0.4 * wander(self._breath_seed, 9.0, control_moments(start, frames))
        return self._noise.render(start, frames, every_frame(self._rms * breath, start, frames))
