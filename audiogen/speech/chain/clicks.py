"""Clicks of the mouth, and faults of a file, repaired: spikes that stand alone within a few milliseconds.

What a voice does not foretell is held against the same 1.5 to 12 ms before and after: the pulses of a voice repeat
within that time, and a plosive goes on after it began; a click does neither.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

from audiogen.audio.samples import Samples
from audiogen.speech.chain.prediction import fill, surprises

_CELLS_PER_S: Final = 2000
_GUARD: Final = 3
"""Cells of half a millisecond to either side that may belong to the click itself."""
_AROUND: Final = 24
"""How far it is looked, in cells: over one period of a voice of 85 Hz."""
_STANDS_OUT: Final = 6.5
"""Times the greatest surprise around it: in 64 phrases of the embedded voice nothing is above 5.6."""
_BELONGS: Final = 0.1
"""What the click still is, in parts of itself, where it is no longer told from its surroundings."""
_FAINTEST: Final = 1e-3
"""A surprise below it, beside the peak of the whole, is not looked at."""
_BEFORE_S: Final = 0.000_15
_AFTER_S: Final = 0.000_25
"""A click dies away under its surroundings for longer than it rises out of them."""
_LONGEST_S: Final = 0.004
_CONTEXT_S: Final = 0.015


def repaired(samples: Samples, rate_hz: int) -> Samples:
    """The sound without its clicks; sound without any comes back as it is, the same object.

    Args:
        samples: shape (n,), at any rate.
        rate_hz: their rate.
    """
    spans = find_clicks(samples, rate_hz)
    if not spans:
        return samples
    mended = samples.copy()
    for start, end in spans:
        fill(mended, start, end, int(_CONTEXT_S * rate_hz))
    return mended


def find_clicks(samples: Samples, rate_hz: int) -> tuple[tuple[int, int], ...]:
    """Where clicks begin and end, in samples, in order."""
    size = rate_hz // _CELLS_PER_S
    count = samples.size // size
    if count <= 2 * _AROUND:
        return ()
    strange = surprises(samples, rate_hz)
    heights = strange[: count * size].reshape(count, size).max(axis=1)
    peak = max(float(samples.max()), -float(samples.min()))
    around = np.maximum(_surroundings(heights), np.float32(_FAINTEST * peak))
    before, after = int(_BEFORE_S * rate_hz), int(_AFTER_S * rate_hz)
    spans: list[tuple[int, int]] = []
    for cell in np.flatnonzero(heights > _STANDS_OUT * around).tolist():
        threshold = max(float(around[cell]), _BELONGS * float(heights[cell]))
        first, last = _extent(strange, cell * size, size, threshold)
        spans.append((max(0, first - before), min(samples.size, last + after)))
    return tuple((start, end) for start, end in _merged(spans) if end - start <= _LONGEST_S * rate_hz)


def _merged(spans: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Those that touch as one."""
    merged: list[tuple[int, int]] = []
    for start, end in spans:
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(merged[-1][1], end))
        else:
            merged.append((start, end))
    return merged


def _surroundings(heights: Samples) -> Samples:
    """For each cell the greatest before it and after it, the nearest left out."""
    padded = np.pad(heights, _AROUND)
    greatest = sliding_window_view(padded, _AROUND - _GUARD).max(axis=1)
    before, after = greatest[: heights.size], greatest[_AROUND + _GUARD + 1 :][: heights.size]
    return np.asarray(np.maximum(before, after))


def _extent(strange: Samples, at: int, size: int, threshold: float) -> tuple[int, int]:
    """The first sample near a cell that is above the threshold, and the one after the last."""
    first = max(0, at - _GUARD * size)
    near = np.flatnonzero(strange[first : at + (_GUARD + 1) * size] > threshold)
    return first + int(near[0]), first + int(near[-1]) + 1
