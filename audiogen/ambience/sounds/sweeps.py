"""What binaural beats and isochronic tones share: paces that move over minutes, a carrier, and the noise beneath it.

The phase of everything here is known at any moment in closed form, as exact after hours as in the first second.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np

from audiogen.ambience.parts.chance import CONTROL_FRAMES, Curve, Frames, control_moments, every_frame, wander
from audiogen.ambience.parts.seeds import seed_of
from audiogen.ambience.parts.stream import LONG_FRAMES, Stream
from audiogen.ambience.parts.texture import band, frequencies, stereo_pool
from audiogen.audio.samples import Samples
from audiogen.units import RATE

_ONE_TURN: Final = np.float32(2 * np.pi)
_DRIFT_TURNS: Final = 12.0
_DRIFT_S: Final = 15.0
"""Together at most 0.6 Hz, a few cents, to either side of the pitch."""


@dataclass(frozen=True, slots=True)
class Sweep:
    """A frequency that goes straight from one to another, and stays there."""

    from_hz: float
    to_hz: float
    frames: int
    """How long it takes, from frame 0."""

    def cycles(self, at: Frames) -> Curve:
        """Cycles since frame 0, the integral of the frequency in closed form: no sum that could drift, and no jump."""
        swept = np.minimum(at, self.frames)
        there = swept * (swept / (2 * self.frames)) + (at - swept)
        return np.asarray((self.from_hz * at + (self.to_hz - self.from_hz) * there) / RATE)


def beat_sweep(beat: float, to_beat: float, sweep_min: float) -> Sweep:
    """The sweep that the parameters of a sound ask for; a `to_beat` of 0 keeps to `beat`."""
    return Sweep(beat, to_beat or beat, round(sweep_min * 60 * RATE))


def drifting(seed: int, carrier_hz: float, at: Frames) -> Curve:
    """Cycles of a carrier that strays a little, so that it is a sound and not a test tone."""
    return np.asarray(carrier_hz / RATE * at + _DRIFT_TURNS * wander(seed_of(seed, "drift"), _DRIFT_S, at))


def angles(cycles: Curve, start: int, frames: int) -> Samples:
    """Angles in radians for every frame, from cycles at `control_moments(start, frames)`; each below some turns.

    Whole turns are dropped in float64, where hours leave a billionth of a turn, before the rest becomes float32.
    """
    ramp = np.arange(CONTROL_FRAMES, dtype=np.float32) / np.float32(CONTROL_FRAMES)
    begun, step = (cycles - np.floor(cycles)).astype(np.float32), np.diff(cycles).astype(np.float32)
    turns = (begun[:-1, None] + step[:, None] * ramp).ravel()
    return turns[start % CONTROL_FRAMES :][:frames] * _ONE_TURN


class SoftNoise:
    """A murmur under a tone, so that it does not stand naked: a `Source`."""

    def __init__(self, seed: int, rms: float, *, width: float) -> None:
        """Shape the noise: its level and how far apart its channels are, as `stereo_pool` has it."""
        hertz = frequencies(LONG_FRAMES)
        magnitude = band(hertz, 60, 1500, low_order=1, high_order=1) * (hertz + 80) ** -0.6
        pool = stereo_pool(seed_of(seed, "noise"), magnitude, width=width)
        self._noise = Stream(pool, seed_of(seed, "noise pieces"), backwards=True)
        self._breath_seed = seed_of(seed, "breath")
        self._rms = rms

    def render(self, start: int, frames: int) -> Samples:
        """As `audiogen.audio.samples.Source` has it."""
        breath = 0.8 + 0.4 * wander(self._breath_seed, 9.0, control_moments(start, frames))
        return self._noise.render(start, frames, every_frame(self._rms * breath, start, frames))
