"""Clipping: samples at full scale, and peaks with flat tops, which were cut off before the level was set."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import Final

import numpy as np
from numpy.typing import NDArray

from audiogen.samples import Samples
from audiogen.units import RATE

FULL_SCALE: Final = 1 - 2.0**-15
"""The greatest value of 16 bits: what lies at or above it has met the end of the scale."""

_CLOSE_TO_HIGHEST: Final = 0.92
"""Peaks lower than this, relative to the highest, were not made by one and the same ceiling."""
_REACH: Final = 160
"""Frames on either side of a peak that its form is judged by: half a period of 150 Hz."""
_APART: Final = 4
"""Frames between two peaks."""
_MOST_PEAKS: Final = 400
"""Peaks kept to be judged."""
_LEAST_PEAKS: Final = 4
"""A ceiling has been met more than once or twice; fewer peaks than this say nothing."""
_PLATEAU, _SHOULDER = 0.98, 0.80
_ROUND: Final = 1.9
"""A round top is √10 times as wide at the shoulder as at the plateau, for so a parabola is; a cut one hardly wider."""
_LEAST_PLATEAU: Final = 4
"""Frames; on fewer, round and flat look the same."""


@dataclass(frozen=True, slots=True)
class Clipping:
    """What met the end of a scale."""

    samples: int
    """At or above full scale, in both channels together."""
    longest_run: int
    """The most of them in a row."""
    first_s: float | None
    """When the first of them sounds."""
    flat_tops: int
    """Of the peaks looked at, those that are cut off."""
    peaks: int
    """The highest peaks of the file, which were looked at."""
    flat_s: tuple[float, ...]
    """When the cut ones sound, the first five."""


@dataclass(frozen=True, slots=True)
class _Peak:
    frame: int
    height: float
    form: Samples
    """Amplitude around the peak, its sign taken away."""


class TopWatch:
    """Looks at the highest peaks while sound flows by. The quieter ones cost next to nothing."""

    def __init__(self) -> None:
        self._before: Samples = np.zeros((2, 0), np.float32)
        self._start = 0
        self._highest = 0.0
        self._peaks: list[_Peak] = []
        self._samples = 0
        self._longest = 0
        self._first: int | None = None

    def feed(self, samples: Samples, peak: float) -> None:
        """Take the next stretch, shape (2, n), whose greatest amplitude is `peak`."""
        if peak >= FULL_SCALE:
            self._count(samples)
        if peak >= self._highest * _CLOSE_TO_HIGHEST and peak > 0:
            self._highest = max(self._highest, peak)
            self._keep(np.concatenate((self._before, samples), axis=1), self._start - self._before.shape[1])
        self._start += samples.shape[1]
        self._before = samples[:, -2 * _REACH :].copy()

    def clipping(self) -> Clipping:
        """What was found so far."""
        peaks = self._close()
        flat = [peak for peak in peaks if _is_flat(peak.form)] if len(peaks) >= _LEAST_PEAKS else []
        return Clipping(
            samples=self._samples,
            longest_run=self._longest,
            first_s=None if self._first is None else self._first / RATE,
            flat_tops=len(flat),
            peaks=len(peaks),
            flat_s=tuple(peak.frame / RATE for peak in flat[:5]),
        )

    def _count(self, samples: Samples) -> None:
        for channel in samples:
            full = np.flatnonzero(np.abs(channel) >= FULL_SCALE)
            if full.size:
                self._samples += full.size
                runs = np.split(full, np.flatnonzero(np.diff(full) > 1) + 1)
                self._longest = max(self._longest, *(run.size for run in runs))
                first = self._start + int(full[0])
                self._first = first if self._first is None else min(self._first, first)

    def _keep(self, samples: Samples, start: int) -> None:
        for channel in (*samples, *-samples):
            amplitude = np.abs(channel)
            high = np.flatnonzero(channel >= self._highest * _CLOSE_TO_HIGHEST)
            for group in np.split(high, np.flatnonzero(np.diff(high) > _APART) + 1)[:_MOST_PEAKS]:
                at = _middle(amplitude, group) if group.size else 0
                if _REACH <= at < amplitude.size - _REACH:
                    form = amplitude[at - _REACH : at + _REACH + 1].copy()
                    self._peaks.append(_Peak(start + at, float(amplitude[group].max()), form))
        if len(self._peaks) > _MOST_PEAKS:
            self._peaks = sorted(self._close(), key=lambda peak: -peak.height)[: _MOST_PEAKS // 2]

    def _close(self) -> list[_Peak]:
        """The peaks close to the highest, each once, in order of time."""
        near = sorted((peak for peak in self._peaks if peak.height >= self._highest * _CLOSE_TO_HIGHEST), key=_frame)
        apart = [after for before, after in pairwise(near) if after.frame != before.frame]
        return [*near[:1], *apart]


def _frame(peak: _Peak) -> int:
    return peak.frame


def _middle(amplitude: Samples, group: NDArray[np.intp]) -> int:
    """The middle of a peak's top, so that a flat one is looked at from its middle, too."""
    top = group[amplitude[group] >= amplitude[group].max() * _PLATEAU]
    return int(top[0] + top[-1]) // 2


def _is_flat(form: Samples) -> bool:
    plateau = _width(form, _PLATEAU)
    return plateau >= _LEAST_PLATEAU and _width(form, _SHOULDER) < _ROUND * plateau


def _width(form: Samples, share: float) -> int:
    """Frames around the middle that stay above this share of its height."""
    below = form < form[_REACH] * share
    before, after = np.flatnonzero(below[:_REACH]), np.flatnonzero(below[_REACH:])
    return int((after[0] if after.size else _REACH + 1) + (_REACH - 1 - before[-1] if before.size else _REACH))
