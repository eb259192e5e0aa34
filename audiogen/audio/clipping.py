"""Waves that were cut off when they were recorded.

Three things tell of them: samples in a row at the end of the scale; many samples that are equally high, to the last
digit, where nothing is higher (at any level, when the recording was turned down afterwards, and in hiss, whose waves
are over in one sample); and the flat tops that a lossy codec leaves.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np

from audiogen.audio.recording import Block
from audiogen.audio.samples import Samples

_FULL_SCALE: Final = 1 - 2.0**-14
_LEAST_RUNS: Final = 3
"""Of three samples in a row at the end of the scale: one alone may just have reached it."""
_EQUAL: Final = 1 - 2.0**-14
"""Of the highest: rounding to 16 bits may be between them."""
_NEARLY_EQUAL: Final = 0.96
"""Down to here there are as many samples in hiss that was not cut off as would be above it, or more."""
_EQUALS_SHARE: Final = 0.6
"""The number of equals relative to those nearly as high: a full sine has 0.04, one of 8 bits 0.5, cut hiss 1 to 3."""
_EQUALS_A_MINUTE: Final = 20
_FINE: Final = 0.996
"""Of the highest: where nothing lies between, samples are of 8 bits, and many are equal anyway."""
_CLOSE_TO_HIGHEST: Final = 0.9
"""Peaks lower than this, relative to the highest, were not made by one and the same ceiling."""
_FAINT: Final = 0.05
_LEAST_PEAKS: Final = 4
_FLAT_SHARE: Final = 0.5
_REACH_S: Final = 1 / 100
"""On either side of a peak, that its form is judged by: a third of a period of 30 Hz."""
_PLATEAU, _SHOULDER = 0.8, 0.5
"""So far below the top that the ripple which lossy codecs leave on a flat one does not matter."""
_ROUND: Final = 1.53
"""The top of a sine is 1.63 times as wide at the shoulder as at the plateau; a cut one is hardly wider."""
_LEAST_PLATEAU_S: Final = 1e-4


@dataclass(frozen=True, slots=True)
class _Peak:
    at_s: float
    height: float
    flat: bool


class _Equals:
    """Counts the samples that are as high as the highest, and those that are nearly so."""

    def __init__(self) -> None:
        self._highest = _FAINT
        self._equal = 0
        self._nearly = 0
        self._next = 0.0
        self._places_s: list[float] = []
        self._end_s = 0.0

    def look_at(self, block: Block, peak: float) -> None:
        self._end_s = block.end_s
        if peak < self._highest * _NEARLY_EQUAL:
            return
        if peak * _EQUAL > self._highest:
            # what was equally high is nearly so now, or not even that
            self._next = self._highest if self._equal else 0.0
            self._nearly = self._equal + self._nearly if self._highest >= peak * _NEARLY_EQUAL else 0
            self._equal, self._highest, self._places_s = 0, peak, []
        amplitude = np.abs(block.samples)
        equal = amplitude >= self._highest * _EQUAL
        nearly = amplitude[~equal & (amplitude >= self._highest * _NEARLY_EQUAL)]
        self._equal += int(np.count_nonzero(equal))
        self._nearly += nearly.size
        self._next = max(self._next, float(nearly.max(initial=0)))
        if equal.any():
            first = int(equal.any(axis=0).argmax())
            self._places_s.append(block.end_s - (block.samples.shape[1] - first) / block.rate_hz)

    def places_s(self) -> list[float]:
        """Where they are, one place for each block; empty when there are no more than chance brings about."""
        many = self._equal > _EQUALS_A_MINUTE * max(1.0, self._end_s / 60)
        fine = self._next > self._highest * _FINE
        return self._places_s if many and fine and self._equal > _EQUALS_SHARE * self._nearly else []


class ClippingWatch:
    """Looks at the highest peak of every block, and at what reaches the end of the scale."""

    def __init__(self) -> None:
        self._equals = _Equals()
        self._peaks: list[_Peak] = []
        self._highest = _FAINT
        self._full_s: list[float] = []

    def look_at(self, block: Block) -> None:
        """Take a block of two channels as it lies in the file."""
        samples, begin_s = block.samples, block.end_s - block.samples.shape[1] / block.rate_hz
        peak = max(float(samples.max(initial=0)), -float(samples.min(initial=0)))
        self._equals.look_at(block, peak)
        if peak >= _FULL_SCALE:
            self._full_s += [begin_s + at / block.rate_hz for at in _runs(samples)]
        if peak >= self._highest * _CLOSE_TO_HIGHEST:
            self._highest = max(self._highest, peak)
            channel, at = divmod(int(np.abs(samples).argmax()), samples.shape[1])
            flat = _is_flat(np.abs(samples[channel]), at, block.rate_hz)
            self._peaks.append(_Peak(begin_s + at / block.rate_hz, peak, flat))

    def places_s(self) -> list[float]:
        """Where waves are cut off, in seconds of the file, one place for each second at most; empty when none is."""
        if len(self._full_s) >= _LEAST_RUNS:
            return _one_a_second(self._full_s)
        if equal_s := self._equals.places_s():
            return _one_a_second(equal_s)
        high = [peak for peak in self._peaks if peak.height >= self._highest * _CLOSE_TO_HIGHEST]
        flat = [peak.at_s for peak in high if peak.flat]
        return flat if len(flat) >= max(_LEAST_PEAKS, _FLAT_SHARE * len(high)) else []


def _runs(samples: Samples) -> list[int]:
    """Where three samples in a row and more begin to be at the end of the scale, in either channel."""
    full = np.abs(samples) >= _FULL_SCALE
    within = full[:, :-2] & full[:, 1:-1] & full[:, 2:]
    begins = within & ~np.pad(within, ((0, 0), (1, 0)))[:, :-1]
    return sorted(np.flatnonzero(begins.any(axis=0)).tolist())


def _one_a_second(places_s: list[float]) -> list[float]:
    chosen = places_s[:1]
    for place_s in places_s[1:]:
        if place_s - chosen[-1] >= 1:
            chosen.append(place_s)
    return chosen


def _is_flat(amplitude: Samples, at: int, rate_hz: int) -> bool:
    """Whether the top at this frame is cut off."""
    reach = int(_REACH_S * rate_hz)
    near = amplitude[max(0, at - reach) : at + reach + 1]
    height = float(amplitude[at])
    plateau, shoulder = (_width(near, min(at, reach), height * share) for share in (_PLATEAU, _SHOULDER))
    return plateau >= _LEAST_PLATEAU_S * rate_hz and shoulder < _ROUND * plateau


def _width(amplitude: Samples, at: int, threshold: float) -> int:
    """Samples about `at` that stay above a threshold."""
    below = amplitude < threshold
    before, after = np.flatnonzero(below[:at]), np.flatnonzero(below[at:])
    return int((after[0] if after.size else below.size - at) + (at - 1 - before[-1] if before.size else at))
