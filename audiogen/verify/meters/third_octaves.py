"""Power in bands of a third of an octave, from 125 Hz, below which phones are mute, to 10 kHz."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Final, TypeAlias

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import NDArray

from audiogen.audio.samples import Samples
from audiogen.units import RATE

Powers: TypeAlias = NDArray[np.float64]

WINDOW: Final = 4096
"""85 ms: the third of an octave at 250 Hz holds five bins."""
_HOP: Final = 1024
MOMENT_S: Final = _HOP / RATE
"""From one moment to the next."""
_SHAPE: Final = np.hanning(WINDOW).astype(np.float32)
_CENTRES_HZ: Final = 1000 * 2 ** (np.arange(-9, 11) / 3)
"""Base-2 centres, as in IEC 61260-1."""
_EDGES: Final = np.rint(np.append(_CENTRES_HZ, _CENTRES_HZ[-1] * 2 ** (1 / 3)) * 2 ** (-1 / 6) * WINDOW / RATE)


def third_octaves(samples: Samples) -> Powers:
    """Power over time, both channels added, of shape (2, n ≥ 4096): shape (moments, 20)."""
    windows = sliding_window_view(samples, WINDOW, axis=1)[:, ::_HOP] * _SHAPE
    spectra = np.fft.rfft(windows)
    powers = (spectra.real**2 + spectra.imag**2).sum(axis=0)
    return np.add.reduceat(powers, _EDGES.astype(np.intp), axis=1)[:, :-1].astype(np.float64)


def means_between(samples: Samples, edges: Sequence[int]) -> Powers:
    """The mean powers between frames that are WINDOW and more apart, from half a window before the first one on.

    Args:
        samples: shape (2, n), with half a window more on either side than the edges, which count from 0 behind that.
        edges: ascending.
    """
    powers = third_octaves(samples)
    marks = [min(-(-edge // _HOP), len(powers) - 1) for edge in edges]
    return np.stack([powers[a : max(a + 1, b)].mean(axis=0) for a, b in pairwise(marks)])
