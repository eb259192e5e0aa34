"""Thunder, far away: rumbles that roll in slowly and die away, over the faint air of a wide, still land.

Nothing here cracks: no rumble reaches its height in less than a second. Even so it may frighten, so that no other sound
and no preset contains it without saying so in its name.
"""

from __future__ import annotations

from typing import Final

import numpy as np

from audiogen.ambience.parts.chance import Curve, Frames, control_moments, every_frame, hashed, wander
from audiogen.ambience.parts.seeds import seed_of
from audiogen.ambience.parts.stream import LONG_FRAMES, Stream, stream_of
from audiogen.ambience.parts.texture import band, frequencies, reshaped, stereo_pool, without_outbursts
from audiogen.audio.samples import Samples
from audiogen.units import RATE

_AIR_RMS: Final = 0.035
_BETWEEN_S: Final = 55.0
_SLOWEST_TO_FASTEST: Final = 7.5
_FREEDOM: Final = 0.7
"""How much of the time from one thunder to the next is left to chance."""
_ROLLS: Final = 5
_BEGIN_S: Final = 10.0
"""All rolls of a thunder begin within this time."""
_RISE_S: Final = (3.5, 7.0)
_FALL_S: Final = (6.0, 16.0)
"""The shortest and the longest of a roll, from nothing to its height and back: a bolt is kilometres long, and its parts
are heard one after the other (A. Farnell, "Designing Sound", 2010, on thunder)."""
_THUNDERS_HEARD: Final = np.arange(-2, 1, dtype=np.int64)[:, None, None]
"""Thunders that can be heard at a moment, counted from the one that it falls to."""
_STEADIEST: Final = 1.5
"""RMS of any 10 ms of a rumble relative to that of all: few cycles of a low sound are uneven enough to jolt."""


class Thunder:
    """A thunderstorm beyond the horizon."""

    def __init__(self, seed: int, *, intensity: float, distance: float, tempo: float) -> None:
        """Shape the pools; `seed` ≥ 0 decides every thunder."""
        self._seed = seed
        self._cell_frames = round(_BETWEEN_S * _SLOWEST_TO_FASTEST ** (0.5 - tempo) * RATE)
        hertz = frequencies(LONG_FRAMES)
        air = band(hertz, 70, 900, low_order=1, high_order=1) * (hertz + 80) ** -0.3
        self._air = stream_of(np.hypot(air, np.float32(0.012) * band(hertz, 2000, 9000, high_order=1)), seed, "air")
        # a long way takes away all but the lowest
        self._deep = _rumble(seed, "deep", band(hertz, 38, 80))
        self._roll = _rumble(seed, "roll", band(hertz, 75, 240 * 0.45 ** (distance - 0.5)))
        # where they are frequent, each is softer
        self._peak = 2.2 * 1.4 ** (intensity - 0.5) * 1.1 ** (0.5 - distance) * 1.3 ** (0.5 - tempo)
        self._deep_share, self._roll_share = np.cos(turn := np.pi / 4 * (1.3 - 0.6 * distance)), np.sin(turn)

    def render(self, start: int, frames: int) -> Samples:
        """As `audiogen.audio.samples.Source` has it."""
        at = control_moments(start, frames)
        air = _AIR_RMS * (0.85 + 0.3 * wander(seed_of(self._seed, "air"), 17.0, at))
        land = self._air.render(start, frames, every_frame(air, start, frames))
        swell = _AIR_RMS * self._peak * _swell(self._seed, self._cell_frames, at)
        if swell.any():
            deep = swell * self._deep_share * (0.6 + 0.8 * wander(seed_of(self._seed, "deep swell"), 2.3, at))
            land += self._deep.render(start, frames, every_frame(deep, start, frames))
            roll = swell * self._roll_share * (0.55 + 0.9 * wander(seed_of(self._seed, "roll swell"), 1.7, at))
            land += self._roll.render(start, frames, self._turned(roll, at, start, frames))
        return land

    def _turned(self, roll: Curve, at: Frames, start: int, frames: int) -> Samples:
        """The gain of rolls on the left and on the right, as the storm moves along: shape (2, frames)."""
        turn = np.pi / 4 * (1 + 0.8 * (wander(seed_of(self._seed, "place"), 31.0, at) - 0.5))
        return np.stack([every_frame(np.sqrt(2) * roll * side, start, frames) for side in (np.cos(turn), np.sin(turn))])


def _rumble(seed: int, name: str, magnitude: Samples) -> Stream:
    pool = stereo_pool(seed_of(seed, name), magnitude, width=0.85)
    pool = without_outbursts(pool, _STEADIEST)
    # holding it down has put a little of it where it does not belong
    pool = reshaped(pool, np.sqrt(magnitude))
    return Stream(pool, seed_of(seed, name, "pieces"), backwards=True)


def _swell(seed: int, cell_frames: int, moments: Frames) -> Curve:
    """How strong the thunder is, from 0 to 1: every roll swells and dies away, and they run into one another."""
    thunders = moments // cell_frames + _THUNDERS_HEARD
    begins = (thunders + _FREEDOM * hashed(seed_of(seed, "moment"), thunders)) * cell_frames
    rolls = thunders * _ROLLS + np.arange(_ROLLS, dtype=np.int64)[None, :, None]
    since_s = (moments - begins) / RATE - _BEGIN_S * hashed(seed_of(seed, "roll"), rolls) ** 1.4
    rise_s, fall_s = (
        low + (high - low) * hashed(seed_of(seed, name), rolls)
        for name, (low, high) in (("rise", _RISE_S), ("fall", _FALL_S))
    )
    # a raised cosine that rises at one pace and falls at another, and is nothing outside
    place = np.clip(np.where(since_s < rise_s, since_s / rise_s - 1, (since_s - rise_s) / fall_s), -1, 1)
    shape = (0.5 + 0.5 * np.cos(np.pi * place)) * (0.2 + 0.8 * hashed(seed_of(seed, "height"), rolls))
    shape *= 0.5 + 0.5 * hashed(seed_of(seed, "strength"), thunders)
    strength = shape.reshape(-1, moments.size).sum(axis=0)
    return np.asarray(strength / (0.7 + strength))
