"""Power over time and frequency, as a picture needs it: some hundred columns, and rows of equal musical width."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import NDArray

from audiogen.audio.samples import Samples
from audiogen.units import RATE

COLUMNS: Final = 1200
ROWS: Final = 160
LOWEST_HZ: Final = 40.0
HIGHEST_HZ: Final = 20_000.0
_WINDOW: Final = 4096
_HOP: Final = 8192
"""One window in 170 ms: a picture of ten minutes shows half a second in a column."""


@dataclass(frozen=True, slots=True)
class Spectrogram:
    """Levels over time and frequency."""

    levels_db: NDArray[np.float32]
    """Shape (ROWS, columns), the lowest frequency first."""


class SpectrumMeter:
    """Gathers spectra while sound flows by."""

    def __init__(self, frames: int) -> None:
        self._hop = min(_HOP, max(256, frames // COLUMNS))
        self._waiting: Samples = np.zeros(0, np.float32)
        self._rows: list[Samples] = []

    def feed(self, samples: Samples) -> None:
        """Take the next stretch, of any length: shape (2, n)."""
        self._waiting = np.concatenate((self._waiting, samples.mean(axis=0, dtype=np.float32)))
        if self._waiting.size >= _WINDOW:
            windows = sliding_window_view(self._waiting, _WINDOW)[:: self._hop]
            self._rows.append(_row_powers(windows))
            self._waiting = self._waiting[len(windows) * self._hop :].copy()

    def spectrogram(self) -> Spectrogram:
        """All so far, in at most `COLUMNS` columns."""
        if not self._rows:
            return Spectrogram(np.full((ROWS, 1), -120, np.float32))
        powers = np.concatenate(self._rows)
        columns = min(COLUMNS, len(powers))
        edges = np.arange(columns) * len(powers) // columns
        counts = np.diff(np.append(edges, len(powers)))
        means = np.add.reduceat(powers, edges, axis=0) / counts[:, None]
        return Spectrogram((10 * np.log10(means + 1e-12)).astype(np.float32).T)


def _row_powers(windows: Samples) -> Samples:
    """Power around each row's frequency: (k, _WINDOW) → (k, ROWS)."""
    spectra = np.fft.rfft(windows * _SHAPE)
    sums = np.cumsum(spectra.real**2 + spectra.imag**2, axis=1, dtype=np.float64)
    return np.asarray(((sums[:, _ENDS] - sums[:, _BEGINS]) / (_ENDS - _BEGINS)).astype(np.float32))


_SHAPE: Final = (np.hanning(_WINDOW) / (_WINDOW / 4)).astype(np.float32)
_EDGES: Final = np.geomspace(LOWEST_HZ, HIGHEST_HZ, ROWS + 1) / RATE * _WINDOW
_BEGINS: Final = np.floor(_EDGES[:-1]).astype(np.intp)
_ENDS: Final = np.maximum(np.ceil(_EDGES[1:]).astype(np.intp), _BEGINS + 1)
