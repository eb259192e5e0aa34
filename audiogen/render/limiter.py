"""The last stage of the mix: a fixed gain, then a limiter that keeps the true peak under a ceiling."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Self, TypeAlias

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import NDArray

from audiogen.audio.true_peak import CELL, cell_peaks
from audiogen.units import to_frames, to_gain

if TYPE_CHECKING:
    from audiogen.audio.samples import Samples

_Curve: TypeAlias = NDArray[np.float64]

_RELEASE_S: Final = 0.08
"""Time constant of the release: long enough not to follow the pitch of a low voice, short enough not to pump."""

_REACH: Final = 6
"""Cells, of 1.3 ms, over which a reduction is held to either side, and then smoothed: 17 ms of attack before a peak."""

_LATENCY_CELLS: Final = 2 * _REACH + 2
"""Holding and smoothing each look ahead by the reach; one cell more is context for peaks, one the end of the ramp."""

_KNOWN_CELLS: Final = _LATENCY_CELLS - 1
"""Cells in the delay line whose peaks are known: the last one is the context of the next."""

_INAUDIBLE: Final = 1e-3
"""A reduction, as a part of 1, that is not worth carrying on: a hundredth of a decibel."""


@dataclass(frozen=True, slots=True)
class LimiterWork:
    """How much a limiter has turned down: the less, the better."""

    cells: int = 0
    """Length of the sound, in cells of 1.3 ms."""
    reduced_cells: int = 0
    """How many of them it has turned down."""
    most_db: float = 0.0
    """The most that it took, ≥ 0."""

    @property
    def share(self) -> float:
        """The part that was turned down, from 0 to 1."""
        return self.reduced_cells / max(1, self.cells)

    def __add__(self, other: Self) -> LimiterWork:
        """Of two stretches, or two limiters."""
        reduced_cells, most_db = self.reduced_cells + other.reduced_cells, max(self.most_db, other.most_db)
        return LimiterWork(self.cells + other.cells, reduced_cells, most_db)


class Limiter:
    """Applies a fixed gain and keeps its true peak at or under a ceiling.

    The gain sinks in time for each peak, since the limiter looks 19 ms ahead, and both sides always share it, so that
    the stereo image stays. Where nothing exceeds the ceiling, sound passes bit for bit. What comes out depends only on
    what went in, not on the blocks in which it came.
    """

    def __init__(self, ceiling_dbtp: float, *, gain_db: float = 0.0, channels: int = 2) -> None:
        """Channels after the first two are turned down with them, but their peaks are not measured."""
        self._ceiling = to_gain(ceiling_dbtp)
        self._gain = np.float32(to_gain(gain_db))
        self._envelope = _Envelope()
        # the delay line: the peaks of all its cells are known, except for what arrived too late to fill one
        self._waiting: Samples = np.zeros((channels, _KNOWN_CELLS * CELL), np.float32)
        self._silence_left = _KNOWN_CELLS * CELL  # silence in the delay line that is still to be dropped
        self._frames_inside = 0
        self._cells = self._reduced_cells = 0

    @property
    def work(self) -> LimiterWork:
        """What was turned down so far."""
        return LimiterWork(self._cells, self._reduced_cells, 20 * float(np.log10(1 / self._envelope.lowest_gain)))

    def process(self, samples: Samples) -> Samples:
        """Take the next frames, shape (channels, n); give back those that are ready, in order; there may be none."""
        self._frames_inside += samples.shape[1]
        return self._advance(samples)

    def flush(self) -> Samples:
        """The frames still inside: as many have come out as went in. Ends the sound; call it once."""
        return self._advance(np.zeros((len(self._waiting), (_LATENCY_CELLS + 1) * CELL), np.float32))

    def _advance(self, samples: Samples) -> Samples:
        waited = self._waiting.shape[1]
        waiting = np.empty((len(self._waiting), waited + samples.shape[1]), np.float32)
        waiting[:, :waited] = self._waiting
        np.multiply(samples, self._gain, out=waiting[:, waited:])
        cells = max(0, waiting.shape[1] // CELL - _KNOWN_CELLS - 1)
        if cells:
            looked_at = waiting[:2, (_KNOWN_CELLS - 1) * CELL : (_KNOWN_CELLS + cells + 1) * CELL]
            gains = self._envelope.follow(cell_peaks(looked_at, self._ceiling), self._ceiling)
            self._cells += cells
            self._reduced_cells += int(np.count_nonzero(np.minimum(gains[:-1], gains[1:]) < 1))
            limited = _apply(gains, waiting[:, : cells * CELL])
        else:
            limited = waiting[:, :0]
        self._waiting = waiting[:, cells * CELL :].copy()
        return self._trim(limited)

    def _trim(self, limited: Samples) -> Samples:
        """Drop the silence that came out before the first frame, and all after the last."""
        early = min(self._silence_left, limited.shape[1])
        self._silence_left -= early
        sound = limited[:, early : early + self._frames_inside]
        self._frames_inside -= sound.shape[1]
        return sound


class _Envelope:
    """The gain that follows the peaks: held around each, released slowly, smoothed; never above what a peak allows."""

    def __init__(self) -> None:
        self.lowest_gain = 1.0
        self._needed: _Curve = np.zeros(2 * _REACH + 1)
        self._released: _Curve = np.zeros(2 * _REACH)
        self._last_gain = 1.0

    def follow(self, peaks: Samples, ceiling: float) -> _Curve:
        """Gains at the edges of as many cells as there are peaks, `_KNOWN_CELLS` late: (k,) → (k + 1,)."""
        # most of a session needs no limiting, and takes no time here
        if peaks.max() <= ceiling and not self._needed.any() and not self._released.any():
            self._last_gain = 1.0
            return np.ones(peaks.size + 1)
        needed = 1 - ceiling / np.maximum(peaks.astype(np.float64), ceiling)
        needed = np.concatenate((self._needed, needed))
        self._needed = needed[-2 * _REACH - 1 :]
        # an edge must serve the cells on both its sides, hence the window of even length
        held = sliding_window_view(needed, 2 * _REACH + 2).max(axis=1)
        released = np.concatenate((self._released, _release(held, float(self._released[-1]))))
        self._released = released[-2 * _REACH :]
        gains = np.concatenate(([self._last_gain], 1 - _smoothed(released)))
        self._last_gain = float(gains[-1])
        self.lowest_gain = min(self.lowest_gain, float(gains.min()))
        return gains


def _release(held: _Curve, reduction: float) -> _Curve:
    """`held`, but falling no faster than the release allows; `reduction` is the value before the first."""
    if reduction == 0 and not held.any():
        return held
    released = np.empty_like(held)
    # cell by cell, since each value depends on the one before; Python floats are faster here than numpy's
    for cell, wanted in enumerate(held.tolist()):
        reduction = max(wanted, reduction * _RELEASE)
        if reduction < _INAUDIBLE:
            reduction = 0.0
        released[cell] = reduction
    return released


def _smoothed(reductions: _Curve) -> _Curve:
    """Weighted mean over the reach to either side: (k + 2 * _REACH,) → (k,)."""
    size = reductions.size - 2 * _REACH
    rounded = np.zeros(size)
    for shift, weight in enumerate(_WEIGHTS):
        # term by term, since a library's convolution may add in an order that depends on the length
        rounded += weight * reductions[shift : shift + size]
    return rounded


def _apply(gains: _Curve, samples: Samples) -> Samples:
    """Sound under gains that move in straight lines from each edge of a cell to the next."""
    if gains.min() >= 1:
        return samples
    start, step = gains[:-1, None], np.diff(gains)[:, None]
    curve = (start + step * (np.arange(CELL) / CELL)).astype(np.float32)
    return samples * curve.reshape(-1)


_RELEASE: Final = float(np.exp(-CELL / to_frames(_RELEASE_S)))
_WEIGHTS: Final = np.hanning(2 * _REACH + 3)[1:-1] / np.hanning(2 * _REACH + 3).sum()
