"""Clipping: samples at full scale, and peaks with flat tops, which were cut off before the level was set."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from audiogen.audio.samples import Samples
from audiogen.units import RATE

FULL_SCALE: Final = 1 - 2.0**-15
"""The greatest value of 16 bits: what lies at or above it has met the end of the scale."""

_CELL: Final = 240
"""Frames of which the highest is one peak, 5 ms: every period of a voice has one or two."""
_SMOOTHED: Final = 5
"""Frames averaged: lossy coding makes a cut top ripple and overshoot, over a frame or two at a time."""
_REACH: Final = 200
"""Frames on either side of a peak that its form is judged by: half a period of 120 Hz."""
_CONTEXT: Final = -(-(_REACH + _SMOOTHED) // _CELL) * _CELL
_MOST_PEAKS: Final = 400
"""Peaks that are judged. They are many, so that the few which overshoot do not hide the ceiling below them."""
_REFERENCE: Final = 20
"""The peak, counted from the highest, that others are held against."""
_CLOSE: Final = 0.75
"""Peaks lower than this, relative to the reference, were not made by the same ceiling."""
LEAST_PEAKS: Final = 20
"""A ceiling has been met more than once or twice; fewer peaks than this say nothing."""
_PLATEAU, _SHOULDER = 0.8, 0.5
_ROUND: Final = 1.45
"""A round top is √2.5 = 1.6 times as wide at the shoulder as at the plateau, for so a parabola is; a cut one hardly
wider."""
_LEAST_PLATEAU: Final = 6
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
    is_flat: bool


class TopWatch:
    """Looks at the highest peaks while sound flows by; what it finds does not depend on the blocks.

    Where nothing comes up to the peaks that are known already, it costs next to nothing.
    """

    def __init__(self) -> None:
        self._waiting: Samples = np.zeros((2, _CONTEXT), np.float32)
        self._waiting_peak = 0.0  # or more: what waits is not looked at by itself
        self._start = -_CONTEXT
        self._heard = 0
        self._peaks: list[_Peak] = []
        self._floor = 0.0
        self._samples = 0
        self._longest = 0
        self._first: int | None = None

    def feed(self, samples: Samples, peak: float) -> None:
        """Take the next stretch, shape (2, n), whose greatest amplitude is `peak`."""
        if peak >= FULL_SCALE:
            self._count(samples)
        self._heard += samples.shape[1]
        known = self._waiting.shape[1]
        done = max(0, (known + samples.shape[1] - 2 * _CONTEXT) // _CELL) * _CELL
        if done >= known and max(peak, self._waiting_peak) <= self._floor:
            self._waiting = samples[:, done - known :].copy()
        else:
            waiting = np.concatenate((self._waiting, samples), axis=1)
            if done:
                self._look(waiting[:, : 2 * _CONTEXT + done])
            self._waiting = waiting[:, done:].copy()
        self._waiting_peak = peak if done >= known else max(peak, self._waiting_peak)
        self._start += done

    def clipping(self) -> Clipping:
        """What was found so far; of its last 5 ms, only what is at full scale."""
        heights = [peak.height for peak in self._peaks]
        least = _CLOSE * heights[min(_REFERENCE, len(heights)) - 1] if heights else 0.0
        close = [peak for peak in self._peaks if peak.height >= least]
        flat = sorted(peak.frame for peak in close if peak.is_flat)
        return Clipping(
            samples=self._samples,
            longest_run=self._longest,
            first_s=None if self._first is None else self._first / RATE,
            flat_tops=len(flat),
            peaks=len(close),
            flat_s=tuple(frame / RATE for frame in list(dict.fromkeys(flat))[:5]),
        )

    def _count(self, samples: Samples) -> None:
        for channel in samples:
            full = np.flatnonzero(np.abs(channel) >= FULL_SCALE)
            if full.size:
                self._samples += full.size
                runs = np.split(full, np.flatnonzero(np.diff(full) > 1) + 1)
                self._longest = max(self._longest, *(run.size for run in runs))
                first = self._heard + int(full[0])
                self._first = first if self._first is None else min(self._first, first)

    def _look(self, samples: Samples) -> None:
        """Keep what is higher than the peaks that are kept; the outer cells are there as context alone."""
        found = [peak for channel in samples for peak in _peaks_in(_smoothed(channel), self._start, self._floor)]
        if found:
            self._peaks = sorted((*self._peaks, *found), key=_highest_first)[:_MOST_PEAKS]
            self._floor = self._peaks[-1].height if len(self._peaks) == _MOST_PEAKS else 0.0


def _highest_first(peak: _Peak) -> tuple[float, int]:
    return -peak.height, peak.frame


def _smoothed(channel: Samples) -> Samples:
    """The mean of each frame and those around it: (n,) → (n,), its ends left as they are."""
    smoothed, rest = channel.copy(), _SMOOTHED // 2
    inner = smoothed[rest:-rest]
    for shift in (*range(rest), *range(rest + 1, _SMOOTHED)):
        inner += channel[shift : channel.size - _SMOOTHED + 1 + shift]
    inner /= _SMOOTHED
    return smoothed


def _peaks_in(channel: Samples, start: int, floor: float) -> list[_Peak]:
    """The highest of each cell, where none beside it is higher, and where it is higher than a floor."""
    cells = np.abs(channel).reshape(-1, _CELL)
    heights, outer = cells.max(axis=1), _CONTEXT // _CELL
    inner, beside = heights[outer:-outer], heights[outer - 1 : heights.size - outer + 1]
    high = np.flatnonzero((inner >= beside[:-2]) & (inner >= beside[2:]) & (inner > floor)) + outer
    frames = high * _CELL + cells[high].argmax(axis=1)
    flat = _are_flat(channel, frames)
    return [
        _Peak(start + int(frame), float(heights[cell]), bool(is_flat))
        for cell, frame, is_flat in zip(high, frames, flat, strict=True)
    ]


def _are_flat(channel: Samples, frames: NDArray[np.intp]) -> NDArray[np.bool_]:
    """Which peaks, given by their frames, are cut off."""
    forms = channel[frames[:, None] + np.arange(-_REACH, _REACH + 1)] * np.sign(channel[frames])[:, None]
    plateaus = _widths(forms, _PLATEAU)
    return (plateaus >= _LEAST_PLATEAU) & (_widths(forms, _SHOULDER) < _ROUND * plateaus)


def _widths(forms: Samples, share: float) -> NDArray[np.intp]:
    """Frames around the middle of each form that stay above this share of its height: (k, n) → (k,)."""
    below = forms < forms[:, _REACH, None] * share
    # a form that does not come down is as wide as can be seen
    below[:, [0, -1]] = True
    after, before = below[:, _REACH:].argmax(axis=1), below[:, _REACH::-1].argmax(axis=1)
    return np.asarray(after + before - 1)
