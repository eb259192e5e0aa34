"""What the tests of sound measure with."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from audiogen.units import RATE

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from audiogen.samples import Samples

SILENCE_DBFS = -200.0


def rms_dbfs(samples: Samples) -> float:
    """All channels together."""
    mean_square = float(np.mean(samples.astype(np.float64) ** 2))
    return 10 * float(np.log10(max(mean_square, 10 ** (SILENCE_DBFS / 10))))


def levels_dbfs(samples: Samples, window_frames: int, hop_frames: int) -> NDArray[np.float64]:
    """RMS of one window after the other."""
    starts = range(0, samples.shape[1] - window_frames + 1, hop_frames)
    return np.array([rms_dbfs(samples[:, start : start + window_frames]) for start in starts])


def centroid_hz(samples: Samples) -> float:
    """Mean frequency, each weighed by its power."""
    power = np.abs(np.fft.rfft(samples.mean(axis=0) * np.hanning(samples.shape[1]))) ** 2
    return float((np.fft.rfftfreq(samples.shape[1], 1 / RATE) * power).sum() / power.sum())


def octave_levels_db(samples: Samples, lowest_hz: float, octaves: int) -> list[float]:
    """Power in octaves from `lowest_hz` up, relative to that of everything."""
    power = np.abs(np.fft.rfft(samples.mean(axis=0))) ** 2
    hertz = np.fft.rfftfreq(samples.shape[1], 1 / RATE)
    edges = [lowest_hz * 2**octave for octave in range(octaves + 1)]
    bands = [power[(hertz >= low) & (hertz < 2 * low)].sum() for low in edges[:-1]]
    return [10 * float(np.log10(part / power.sum())) for part in bands]


def repetition(samples: Samples, shortest_lag_s: float, longest_lag_s: float) -> float:
    """The highest autocorrelation at any lag in between, of both channels folded into one."""
    mono = samples.mean(axis=0)
    padded = 1 << (mono.size + int(longest_lag_s * RATE)).bit_length()
    correlation = np.fft.irfft(np.abs(np.fft.rfft(mono, padded)) ** 2)
    lags = correlation[int(shortest_lag_s * RATE) : int(longest_lag_s * RATE)]
    return float(np.abs(lags).max() / correlation[0])
