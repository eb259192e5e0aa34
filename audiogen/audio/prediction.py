"""Linear prediction of a voice: how far each sample is from what was predicted, and gaps filled by prediction."""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import NDArray

from audiogen.audio.samples import Samples

_Floats = NDArray[np.float64]

_HOP_S: Final = 0.01
_AWAY: Final = 2
"""Hops to models that are not made of the same sound: theirs is 30 ms long."""
_ORDER: Final = 16
"""Samples that the next one is predicted from."""
_FILL_ORDER: Final = 32
"""Samples that a gap is filled from: more, since a period of the voice's brilliance is to go on in it."""
_CHUNK_HOPS: Final = 250
"""So many that what they are worked out from stays at hand."""
_TRUST: Final = 1e-5
"""White noise at -50 dB that is added to each model: it stays stable where a part of the band is empty."""
_PASSES: Final = 2


def prediction_errors(samples: Samples, rate_hz: int) -> Samples:
    """How far each sample is from what the 16 before it predict, as amplitude: (n,) → (n,).

    A model is made of each 30 ms. Of the one around a sample, and those of 20 ms earlier and later, the one that
    errs least counts: a click spoils the model that is made of it, and then predicts itself.
    """
    hop = int(_HOP_S * rate_hz)
    errors = np.empty(samples.size, np.float32)
    for start in range(0, samples.size, _CHUNK_HOPS * hop):
        end = min(start + _CHUNK_HOPS * hop, samples.size)
        full = start + -(-(end - start) // hop) * hop
        context = (1 + _AWAY) * hop
        errors[start:end] = _errors(_stretch(samples, start - context, full + context), hop)[: end - start]
    return errors


def _stretch(samples: Samples, start: int, end: int) -> Samples:
    """From `start` to `end`, with silence before the sound and after it."""
    inside = samples[max(0, start) : end]
    return np.pad(inside, (max(0, -start), max(0, end - max(samples.size, start))))


def _errors(stretch: Samples, hop: int) -> Samples:
    """Of all hops but the first and last few, which are context."""
    around = sliding_window_view(stretch, 3 * hop)[::hop] * np.hanning(3 * hop).astype(np.float32)
    lags = [np.vecdot(around[:, : 3 * hop - lag], around[:, lag:]) for lag in range(_ORDER + 1)]
    weights = _error_weights(np.stack(lags)).T.astype(np.float32)
    count = len(around) - 2 * _AWAY
    begin = (1 + _AWAY) * hop
    models = np.stack([weights[at : at + count, ::-1] for at in (0, _AWAY, 2 * _AWAY)], axis=1)
    # for each hop a small product of matrices, for which no threads are started
    windows = sliding_window_view(stretch[begin - _ORDER : begin + count * hop], hop + _ORDER)[::hop]
    earlier = np.ascontiguousarray(sliding_window_view(windows, hop, axis=1))
    errors = np.abs(models @ earlier)
    return np.asarray(errors.min(axis=1).reshape(-1))


def _error_weights(lags: NDArray[np.floating]) -> _Floats:
    """Weights of the prediction error from autocorrelations, the present sample's first: (order + 1, …) each.

    By Durbin's recursion, for all models at once. A library's solver would start threads for each of these small
    tables, which take more of the processor than all the rest.
    """
    lags = lags.astype(np.float64)
    lags[0] = lags[0] * (1 + _TRUST) + 1e-12
    weights = np.zeros_like(lags)
    weights[0] = 1.0
    left = lags[0].copy()
    for order in range(1, len(lags)):
        # what the model of so many samples less cannot tell, it learns from one more
        share = np.einsum("k...,k...->...", weights[:order], lags[order:0:-1]) / -left
        weights[1 : order + 1] += share * weights[order - 1 :: -1].copy()
        left *= 1 - share**2
    return weights


def fill(samples: Samples, start: int, end: int, context: int) -> None:
    """Put into a gap what the sound before and after it predicts best, in place; a gap at the beginning is left.

    Least squares over the error of an autoregressive model of the surroundings, after Janssen, Veldhuis and Vries,
    "Adaptive interpolation of discrete-time signals", IEEE Trans. ASSP 34 (1986). The model is made anew with what was
    found.

    Args:
        samples: shape (n,).
        start: the gap's first sample.
        end: the sample after its last.
        context: samples to look at on either side.
    """
    first, last = max(0, start - context), min(samples.size, end + context)
    stretch = samples[first:last].astype(np.float64)
    gap = np.arange(start - first, end - first)
    known = np.setdiff1d(np.arange(stretch.size), gap)
    # with less before the gap, nothing holds the solution, and it may grow beyond all bounds
    if known.size <= 2 * _FILL_ORDER or start < _FILL_ORDER:
        return
    stretch[gap] = np.interp(gap, known, stretch[known])
    for _ in range(_PASSES):
        stretch[gap] = _likeliest(stretch, gap)
    samples[start:end] = stretch[gap]


def _likeliest(stretch: _Floats, gap: NDArray[np.int_]) -> _Floats:
    lags = np.correlate(stretch, stretch, "full")[stretch.size - 1 :][: _FILL_ORDER + 1]
    rows = np.arange(stretch.size - _FILL_ORDER)
    errors = np.zeros((rows.size, stretch.size))
    for lag, weight in enumerate(_error_weights(lags)):
        errors[rows, rows + _FILL_ORDER - lag] = weight
    known = stretch.copy()
    known[gap] = 0.0
    return np.asarray(np.linalg.lstsq(errors[:, gap], -errors @ known, rcond=None)[0])
