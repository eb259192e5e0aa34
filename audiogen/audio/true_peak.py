"""True peak after ITU-R BS.1770-4, annex 2: the highest level in and between the samples, four times oversampled.

All sound is at the project's rate. Nothing depends on the blocks in which the sound arrives, not even the last bit.
"""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import NDArray

from audiogen.audio.loudness import SILENCE
from audiogen.audio.samples import Samples

CELL: Final = 64
"""Frames that true peak is looked for in at once: the grain of `cell_peaks`."""

_TOGETHER: Final = 512
"""Cells that a meter looks between the samples of at once."""
_RUN: Final = 16 * CELL
"""Frames whose greatest amplitude is looked for at once, to see whether their cells are worth a look."""

_OVERSAMPLING: Final = 4
_TAPS: Final = 20
_KAISER_BETA: Final = 5.0
"""With 20 taps: within 0.05 dB of the ideal interpolator up to 20 kHz."""


def cell_peaks(samples: Samples, floor: float) -> Samples:
    """The greatest amplitude in and between the samples of each cell, over all channels.

    Interpolates four times (BS.1770-4, annex 2) only where the cell could exceed `floor`; of what other cells
    read, only that it is no more is certain. Elementwise arithmetic alone: the same bits however the cells are batched.

    Args:
        samples: shape (channels, CELL * (k + 2)): one cell of context, k cells to look at, one more of context.
        floor: amplitude, full scale 1.

    Returns:
        Shape (k,).
    """
    cells = _sample_peaks(samples, floor / _LIKELY_OVERSHOOT)
    peaks: Samples = cells[:, 1:-1].max(axis=0)
    hot = _reach(cells) * _LIKELY_OVERSHOOT > floor
    if hot.any():
        windows = np.concatenate([_windows(channel)[at] for channel, at in zip(samples, hot, strict=True)])
        np.maximum.at(peaks, np.nonzero(hot)[1], _peaks_between(windows))
    return peaks


def _sample_peaks(samples: Samples, floor: float) -> Samples:
    """The greatest amplitude at a sample of each cell: (channels, k * CELL) → (channels, k).

    Cells that are far from anything above `floor` read 0: numpy takes ten times as long to look at cells one by one as
    at runs of them.
    """
    cells = samples.reshape(len(samples), -1, CELL)
    peaks: Samples = np.zeros(cells.shape[:2], np.float32)
    loud = _loud_cells(samples, floor)
    if loud.size:
        looked_at = cells[:, loud]
        peaks[:, loud] = np.maximum(looked_at.max(axis=2), -looked_at.min(axis=2))
    return peaks


def _loud_cells(samples: Samples, floor: float) -> NDArray[np.intp]:
    """Cells in runs that have, or lie beside, something above `floor`, from the first to the last."""
    whole = samples.shape[1] // _RUN * _RUN
    runs = samples[:, :whole].reshape(len(samples), -1, _RUN)
    loud = np.maximum(runs.max(axis=2), -runs.min(axis=2)).max(axis=0) > floor
    rest = samples[:, whole:]
    loud = np.append(loud, bool(rest.size) and max(rest.max(), -rest.min()) > floor)
    cells = np.repeat(loud, _RUN // CELL)[: samples.shape[1] // CELL]
    beside = cells.copy()
    beside[1:] |= cells[:-1]
    beside[:-1] |= cells[1:]
    return np.flatnonzero(beside)


def _reach(cells: Samples) -> Samples:
    """The greatest of each cell and its neighbours: (channels, k + 2) → (channels, k)."""
    return np.asarray(np.maximum(np.maximum(cells[:, :-2], cells[:, 1:-1]), cells[:, 2:]))


def _windows(samples: Samples) -> Samples:
    """What interpolation within each cell looks at, as a view: (CELL * (k + 2),) → (k, _TAPS - 1 + CELL)."""
    return sliding_window_view(samples, _TAPS - 1 + CELL)[CELL - _TAPS // 2 + 1 :: CELL]


class PeakMeter:
    """Follows the true peak while sound flows by (BS.1770-4, annex 2: four times oversampled)."""

    def __init__(self, channels: int = 2, *, least: float = 0.0) -> None:
        """Hear nothing yet; what is no higher than the amplitude `least` need not be told apart from it."""
        self._waiting: Samples = np.zeros((channels, CELL), np.float32)
        self._peak = least
        self._hot: list[Samples] = []

    def feed(self, samples: Samples) -> None:
        """Take the next stretch, of any length: shape (channels, n), or (n,) for one channel."""
        self._waiting = np.concatenate((self._waiting, np.atleast_2d(samples)), axis=1)
        done = max(0, self._waiting.shape[1] // CELL - 2) * CELL
        self._peak, hot = _hot_windows(self._waiting[:, : done + 2 * CELL], self._peak)
        self._hot.append(hot)
        # many at a time, since a few take as long: meanwhile a little more than needed is kept
        if sum(map(len, self._hot)) >= _TOGETHER:
            self._peak, self._hot = _highest(np.concatenate(self._hot), self._peak), []
        self._waiting = self._waiting[:, done:].copy()

    def true_peak_dbtp(self) -> float:
        """The highest level so far, in dB to full scale; -inf for silence. Silence is taken to follow."""
        rest = -self._waiting.shape[1] % CELL
        peak, hot = _hot_windows(np.pad(self._waiting, ((0, 0), (0, rest + CELL))), self._peak)
        peak = _highest(np.concatenate((*self._hot, hot)), peak)
        return 20 * float(np.log10(peak)) if peak else SILENCE


def true_peak_dbtp(samples: Samples) -> float:
    """True peak of a whole clip, shape (n,) or (channels, n), in dB to full scale; -inf for silence."""
    meter = PeakMeter(channels=np.atleast_2d(samples).shape[0])
    meter.feed(samples)
    return meter.true_peak_dbtp()


def _hot_windows(samples: Samples, peak: float) -> tuple[float, Samples]:
    """The greater of `peak` and the highest sample, and the windows in which something between samples may be higher.

    Args:
        samples: in the form that `cell_peaks` wants; there may be too few for a cell.
        peak: amplitude, full scale 1.
    """
    if samples.shape[1] <= 2 * CELL:
        return peak, np.zeros((0, _TAPS - 1 + CELL), np.float32)
    cells = _sample_peaks(samples, peak / _LIKELY_OVERSHOOT)
    peak = max(peak, float(cells[:, 1:-1].max()))
    hot = _reach(cells) * _LIKELY_OVERSHOOT > peak
    return peak, np.concatenate([_windows(channel)[at] for channel, at in zip(samples, hot, strict=True)])


def _highest(windows: Samples, peak: float) -> float:
    """The greater of `peak` and all that lies between the samples of windows."""
    loud = windows[np.maximum(windows.max(axis=1), -windows.min(axis=1)) * _LIKELY_OVERSHOOT > peak]
    return max(peak, float(_peaks_between(loud).max())) if len(loud) else peak


def _peaks_between(windows: Samples) -> Samples:
    """The greatest amplitude at the interpolated points of windows: (k, _TAPS - 1 + CELL) → (k,)."""
    by_time = np.ascontiguousarray(windows.T)  # so that each step runs over one stretch of memory
    highest: Samples = np.zeros((CELL, len(windows)), np.float32)
    term = np.empty_like(highest)
    for phase in _INTERPOLATOR:
        points = by_time[:CELL] * phase[0]
        for tap in range(1, _TAPS):
            np.multiply(by_time[tap : tap + CELL], phase[tap], out=term)
            points += term
        np.maximum(highest, np.abs(points, out=term), out=highest)
    return np.asarray(highest.max(axis=0))


def _interpolator() -> Samples:
    """Kaiser-windowed sines for the points between two samples, shape (3, _TAPS); each row passes DC as it is."""
    between = np.arange(1, _OVERSAMPLING)[:, None] / _OVERSAMPLING
    distance = np.arange(_TAPS) - (_TAPS // 2 - 1) - between
    window = np.i0(_KAISER_BETA * np.sqrt(1 - (distance / (_TAPS / 2)) ** 2))
    rows = np.sinc(distance) * window
    return np.asarray(rows / rows.sum(axis=1, keepdims=True), np.float32)


_INTERPOLATOR: Final = _interpolator()
_LIKELY_OVERSHOOT: Final = 1.5
"""How far is looked: a tone at a quarter of the rate overshoots its samples by 1.41, the most that EBU Tech 3341 asks
for; to exceed this, sound would have to lie close to half the rate, where no filter and no decoder leaves any."""
