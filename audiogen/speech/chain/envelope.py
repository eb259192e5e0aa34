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
_CHUNK_CELLS: Final = 4000
"""A recording may be long: gains are worked out for 20 s at a time."""


def energies(samples: Samples) -> Curve:
    """Mean square of each cell; the last, when it is not full, is filled up with silence."""
    whole = samples.size // CELL
    means = np.einsum("cn,cn->c", *(samples[: whole * CELL].reshape(whole, CELL),) * 2, dtype=np.float64) / CELL
    rest = samples[whole * CELL :].astype(np.float64)
    return np.append(means, rest @ rest / CELL) if rest.size else np.asarray(means)


def peaks(samples: Samples) -> Curve:
    """The greatest amplitude in each cell."""
    starts = np.arange(0, samples.size, CELL)
    highest = np.maximum(np.maximum.reduceat(samples, starts), -np.minimum.reduceat(samples, starts))
    return np.asarray(highest, np.float64)


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
    changed = np.empty_like(samples)
    for start in range(0, samples.size, _CHUNK_CELLS * CELL):
        part = samples[start : start + _CHUNK_CELLS * CELL]
        # one cell more at either end, so that the gain runs on between chunks
        first = max(0, start // CELL - 1)
        near = gains_db[first : start // CELL + _CHUNK_CELLS + 1]
        if not near.any():
            changed[start : start + part.size] = part
            continue
        centres = (np.arange(near.size) + first + 0.5) * CELL
        curve = np.interp(np.arange(start, start + part.size), centres, 10 ** (near / 20))
        changed[start : start + part.size] = part * curve.astype(np.float32)
    return changed
