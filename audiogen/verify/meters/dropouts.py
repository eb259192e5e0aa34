"""Dropouts: moments without any sound, which a bed never has, too brief for the level of a longer window."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from audiogen.audio.samples import Samples
from audiogen.units import RATE
from audiogen.verify.marks import Span

_CELL: Final = RATE // 400
"""2.5 ms, of which the highest sample is taken."""
_SILENT: Final = 10 ** (-60 / 20)
_LEAST_CELLS: Final = 7
"""Whole cells that even a hole of 20 ms covers, wherever it begins."""


@dataclass(frozen=True, slots=True)
class Dropout:
    """Silence where there should be a bed."""

    at_s: float
    lasts_s: float


class DropoutDetector:
    """Looks for silence while sound flows by; keeps one flag for each 2.5 ms."""

    def __init__(self) -> None:
        self._waiting: Samples = np.zeros((2, 0), np.float32)
        self._flags: list[NDArray[np.bool_]] = []

    def feed(self, samples: Samples) -> None:
        """Take the next stretch, of any length: shape (2, n)."""
        waiting = np.concatenate((self._waiting, samples), axis=1)
        whole = waiting.shape[1] // _CELL * _CELL
        cells = waiting[:, :whole].reshape(2, -1, _CELL)
        self._flags.append((cells.max(axis=(0, 2)) < _SILENT) & (cells.min(axis=(0, 2)) > -_SILENT))
        self._waiting = waiting[:, whole:].copy()

    def dropouts(self, bedded: Sequence[Span]) -> tuple[Dropout, ...]:
        """Those that lie wholly where a bed should sound, in order of time."""
        flags = np.concatenate((np.zeros(1, bool), *self._flags, np.zeros(1, bool)))
        edges = np.flatnonzero(np.diff(flags.astype(np.int8))) * _CELL / RATE
        runs = [(float(start), float(end)) for start, end in zip(edges[::2], edges[1::2], strict=True)]
        return tuple(
            Dropout(start, end - start)
            for start, end in runs
            if end - start > (_LEAST_CELLS - 0.5) * _CELL / RATE
            and any(begin <= start and end <= stop for begin, stop in bedded)
        )
