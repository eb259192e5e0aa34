"""Thunder, far away: rumbles that roll in slowly and die away, over faint, still air.

There is no crack: no rumble reaches its peak in less than a second. Even so it may frighten, so that no other sound and
no preset contains it without saying so in its name.
"""

from __future__ import annotations

from typing import Final

import numpy as np

from audiogen.ambience.parts.chance import Curve, Frames, control_moments, every_frame, hashed, wander
from audiogen.ambience.parts.seeds import seed_of
from audiogen.ambience.parts.stream import LONG_FRAMES, PoolStream, noise_stream
from audiogen.ambience.parts.texture import band, frequencies, reshaped, stereo_pool, without_outbursts
from audiogen.audio.samples import Samples
from audiogen.units import RATE

_AIR_RMS: Final = 0.035
_BETWEEN_S: Final = 55.0
_SLOWEST_TO_FASTEST: Final = 7.5
_FREEDOM: Final = 0.7
"""The random part of the time from one thunder to the next."""
_ROLLS: Final = 5
_BEGIN_S: Final = 10.0
"""All rolls of a thunder begin within this time."""
_RISE_S: Final = (3.5, 7.0)
_FALL_S: Final = (6.0, 16.0)
"""Shortest and longest rise and fall of a roll: a bolt is kilometres long, and its parts are heard one after the other
(A. Farnell, "Designing Sound", 2010, on thunder)."""
_THUNDERS_HEARD: Final = np.arange(-2, 1, dtype=np.int64)[:, None, None]
"""Thunders that can be heard at a moment, counted from the one whose cell it lies in."""
_MAX_SHORT_RMS: Final = 1.5
"""RMS of any 10 ms of a rumble relative to that of all of it: the few cycles of a low band in so short a time are
uneven enough to jolt."""


class Thunder:
    """A thunderstorm beyond the horizon."""

    def __init__(self, seed: int, *, intensity: float, distance: float, tempo: float) -> None:
        """Shape the pools; `seed` ≥ 0 decides every thunder."""
        self._seed = seed
        self._cell_frames = round(_BETWEEN_S * _SLOWEST_TO_FASTEST ** (0.5 - tempo) * RATE)
        hertz = frequencies(LONG_FRAMES)
        air = band(hertz, 70, 900, low_order=1, high_order=1) * (hertz + 80) ** -0.3
        self._air = noise_stream(np.hypot(air, np.float32(0.012) * band(hertz, 2000, 9000, high_order=1)), seed, "air")
        # over a long way only the lowest frequencies are left
        self._deep = _rumble(seed, "deep", band(hertz, 38, 80))
        self._roll = _rumble(seed, "roll", band(hertz, 75, 240 * 0.45 ** (distance - 0.5)))
        # where thunders are frequent, each is softer
        self._peak = 2.2 * 1.4 ** (intensity - 0.5) * 1.1 ** (0.5 - distance) * 1.3 ** (0.5 - tempo)
        self._deep_share, self._roll_share = np.cos(turn := np.pi / 4 * (1.3 - 0.6 * distance)), np.sin(turn)

    def render(self, start: int, frames: int) -> Samples:
        """As `audiogen.audio.samples.Source` has it."""
        at = control_moments(start, frames)
        air = _AIR_RMS * (0.85 + 0.3 * wander(seed_of(self._seed, "air"), 17.0, at))
        land = self._air.render(start, frames, every_frame(air, start, frames))
        swell = _AIR_RMS * self._peak * _swell(self._seed, self._cell_frames, at)
        # most of the time nothing rumbles, and the streams need not be read
        if swell.any():
            deep = swell * self._deep_share * (0.6 + 0.8 * wander(seed_of(self._seed, "deep swell"), 2.3, at))
            land += self._deep.render(start, frames, every_frame(deep, start, frames))
            roll = swell * self._roll_share * (0.55 + 0.9 * wander(seed_of(self._seed, "roll swell"), 1.7, at))
            # panned as the storm moves along
            turn = np.pi / 4 * (1 + 0.8 * (wander(seed_of(self._seed, "place"), 31.0, at) - 0.5))
            gains = [np.sqrt(2) * roll * side for side in (np.cos(turn), np.sin(turn))]
            both = np.stack([every_frame(gain, start, frames) for gain in gains])
            land += self._roll.render(start, frames, both)
        return land


def _rumble(seed: int, name: str, magnitude: Samples) -> PoolStream:
    pool = stereo_pool(seed_of(seed, name), magnitude, width=0.85)
    # limiting outbursts adds a little outside the band, which is filtered away
    pool = reshaped(without_outbursts(pool, _MAX_SHORT_RMS), np.sqrt(magnitude))
    return PoolStream(pool, seed_of(seed, name, "pieces"), backwards=True)


def _swell(seed: int, cell_frames: int, moments: Frames) -> Curve:
    """Strength of the thunder, from 0 to 1: every roll swells and dies away, and rolls overlap."""
    thunders = moments // cell_frames + _THUNDERS_HEARD
    begins = (thunders + _FREEDOM * hashed(seed_of(seed, "moment"), thunders)) * cell_frames
    rolls = thunders * _ROLLS + np.arange(_ROLLS, dtype=np.int64)[None, :, None]
    since_s = (moments - begins) / RATE - _BEGIN_S * hashed(seed_of(seed, "roll"), rolls) ** 1.4
    rise_s, fall_s = (
        low + (high - low) * hashed(seed_of(seed, name), rolls)
        for name, (low, high) in (("rise", _RISE_S), ("fall", _FALL_S))
    )
    # a raised cosine whose rise and fall differ in length, and 0 outside
    place = np.clip(np.where(since_s < rise_s, since_s / rise_s - 1, (since_s - rise_s) / fall_s), -1, 1)
    shape = (0.5 + 0.5 * np.cos(np.pi * place)) * (0.2 + 0.8 * hashed(seed_of(seed, "height"), rolls))
    shape *= 0.5 + 0.5 * hashed(seed_of(seed, "strength"), thunders)
    strength = shape.reshape(-1, moments.size).sum(axis=0)
    return np.asarray(strength / (0.7 + strength))
