"""Levels of sound in cells of 5 ms, and gains that move smoothly from one cell to the next."""

from __future__ import annotations

from typing import Final, TypeAlias

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import NDArray

from audiogen.audio.activity import loud_energy
from audiogen.audio.samples import Samples
from audiogen.units import RATE

Curve: TypeAlias = NDArray[np.float64]
"""One value for each cell."""

CELL: Final = RATE // 200
"""Frames of a cell: 5 ms, about the period of a voice."""
_ROWS: Final = 100
"""Cells that are put under gains together: most of a phrase is left alone, and what is changed stays at hand."""


def energies(samples: Samples) -> Curve:
    """Mean square of each cell; the last, when it is not full, is filled up with silence."""
    cells = _cells(samples)
    return np.asarray(np.einsum("cn,cn->c", cells, cells) / CELL, np.float64)


def peaks(samples: Samples, frames: int = CELL) -> Curve:
    """The greatest amplitude in each cell, of so many frames."""
    # over few columns; numpy is quick along many, and slow along a few at a time
    return np.asarray(np.abs(np.ascontiguousarray(_cells(samples, frames).T)).max(axis=0), np.float64)


def _cells(samples: Samples, frames: int = CELL) -> Samples:
    return np.pad(samples, (0, -samples.size % frames)).reshape(-1, frames)


def to_db(energy: Curve) -> Curve:
    """Energies as levels in decibels, silence at -120."""
    return np.asarray(10 * np.log10(np.maximum(energy, 1e-12)))


def loud_db(energy: Curve) -> float:
    """`loud_energy` as a level."""
    return float(to_db(np.array([loud_energy(energy)]))[0])


def sliding_max(values: Curve, reach: int) -> Curve:
    """The greatest value within so many cells to either side."""
    return np.asarray(sliding_window_view(np.pad(values, reach, mode="edge"), 2 * reach + 1).max(axis=1))


def smoothed(values: Curve, reach: int) -> Curve:
    """Weighted mean over so many cells to either side."""
    window = np.hanning(2 * reach + 3)[1:-1]
    return np.convolve(np.pad(values, reach, mode="edge"), window / window.sum(), "valid")


def apply_gains(samples: Samples, gains_db: Curve) -> Samples:
    """The sound under gains, one for the centre of each cell, linear between; where all are zero, the same bits."""
    gains = 10 ** (np.pad(gains_db, 1, mode="edge") / 20)
    # from centre to centre, half a cell before the first and after the last
    half = CELL // 2
    moved = np.pad(samples, (half, (gains.size - 1) * CELL - half - samples.size)).reshape(-1, CELL)
    ramp(moved, gains)
    return moved.reshape(-1)[half : half + samples.size]


def ramp(rows: Samples, gains: Curve) -> None:
    """Put rows under gains, in place, each from its own gain to the next one's; where all are 1, bits stay.

    Args:
        rows: shape (n, frames).
        gains: shape (n + 1,).
    """
    way = np.arange(rows.shape[1], dtype=np.float32) / np.float32(rows.shape[1])
    steps, first = np.diff(gains).astype(np.float32), gains[:-1].astype(np.float32)
    for start in range(0, len(rows), _ROWS):
        some = slice(start, start + _ROWS)
        if (gains[start : start + _ROWS + 1] != 1).any():
            rows[some] *= first[some, np.newaxis] + steps[some, np.newaxis] * way
