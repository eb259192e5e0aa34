"""Measurements on samples of shape (channels, frames), for tests of sound."""

from __future__ import annotations

from math import gcd
from typing import TYPE_CHECKING

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

from audiogen.units import RATE

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from audiogen.audio.samples import Samples

SILENCE_DBFS = -200.0


def rms_dbfs(samples: Samples) -> float:
    """All channels together."""
    mean_square = float(np.mean(np.square(samples, dtype=np.float64)))
    return 10 * float(np.log10(max(mean_square, 10 ** (SILENCE_DBFS / 10))))


def levels_dbfs(samples: Samples, window_frames: int, hop_frames: int) -> NDArray[np.float64]:
    """RMS of one window after the other."""
    cell = gcd(window_frames, hop_frames)
    cells = samples[:, : samples.shape[1] // cell * cell].reshape(samples.shape[0], -1, cell)
    powers = np.einsum("ckn,ckn->k", cells, cells).astype(np.float64) / (samples.shape[0] * cell)
    means = sliding_window_view(powers, window_frames // cell)[:: hop_frames // cell].mean(axis=1)
    return np.asarray(10 * np.log10(np.maximum(means, 10 ** (SILENCE_DBFS / 10))))


def decimated(samples: Samples, factor: int) -> Samples:
    """Means of so many frames each, at a lower rate: much quicker to transform, and precise far below that rate."""
    frames = samples.shape[1] // factor * factor
    return samples[:, :frames].reshape(samples.shape[0], -1, factor) @ np.full(factor, 1 / factor, np.float32)


def band_levels_dbfs(samples: Samples, low_hz: float, high_hz: float, steps_a_s: int) -> NDArray[np.float64]:
    """RMS of a band, in steps; of whole seconds, ten at a time."""
    # nearly five samples to a period of the highest: what folds down into the band is faint by then
    factor = next(each for each in (24, 16, 10, 8, 5, 4, 2, 1) if each == 1 or RATE / each >= 4.8 * high_hz)
    rate = RATE // factor
    seconds = samples.shape[1] // RATE
    together = 10 if seconds % 10 == 0 else 1
    stretches = decimated(samples[:, : seconds * RATE], factor).reshape(samples.shape[0], -1, together * rate)
    transform = np.fft.rfft(stretches)
    hertz = np.fft.rfftfreq(together * rate, 1 / rate)
    transform[:, :, (hertz < low_hz) | (hertz > high_hz)] = 0
    power = np.fft.irfft(transform).reshape(samples.shape[0], -1, rate // steps_a_s) ** 2
    return np.asarray(10 * np.log10(power.mean(axis=(0, 2)) + 1e-20))


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
    """The highest autocorrelation at any lag in between, of both channels folded into one, below 6 kHz."""
    mono, rate = decimated(samples, 4).mean(axis=0), RATE // 4
    padded = mono.size + int(longest_lag_s * rate)
    correlation = np.fft.irfft(np.abs(np.fft.rfft(mono, padded)) ** 2, padded)
    lags = correlation[int(shortest_lag_s * rate) : int(longest_lag_s * rate)]
    return float(np.abs(lags).max() / correlation[0])


def band_mono(samples: Samples, low_hz: float, high_hz: float) -> NDArray[np.float64]:
    """A band of both channels in one, three samples to a period of its highest."""
    factor = next(each for each in (16, 8, 4, 2, 1) if each == 1 or RATE / each >= 8 * high_hz)
    mono = np.array([[1.0, 0.5]], np.float32) @ decimated(samples, factor)
    transform = np.fft.rfft(mono[0])
    hertz = np.fft.rfftfreq(mono.shape[1], factor / RATE)
    transform[(hertz < low_hz) | (hertz > high_hz)] = 0
    frames = round(3 * high_hz * mono.shape[1] * factor / RATE)
    return np.asarray(np.fft.irfft(transform[: frames // 2 + 1], frames))


def returns(samples: Samples, low_hz: float, high_hz: float, within_s: float) -> NDArray[np.float64]:
    """How like each 0.8 s of a band are to the likest that comes 1 s later or more, within so many seconds, 0 to 1."""
    band, rate = band_mono(samples, low_hz, high_hz), 3 * high_hz
    window, reach, second = round(0.8 * rate), round(within_s * rate), round(rate)
    size = 1 << (reach + 2 * window).bit_length()
    sums = np.concatenate(([0.0], np.cumsum(band**2)))
    found = []
    for start in range(0, band.size - reach - window, window):
        piece, rest = band[start : start + window], band[start : start + reach + window]
        products = np.fft.irfft(np.fft.rfft(rest, size) * np.conj(np.fft.rfft(piece, size)), size)[:reach]
        energies = sums[start + window :][:reach] - sums[start:][:reach]
        likeness = np.abs(products) / np.sqrt(energies * energies[0])
        found.append(float(likeness[second:].max()))
    return np.array(found)


def most_above_around_db(samples: Samples) -> float:
    """The highest 10 ms above the 3 s around it."""
    short = levels_dbfs(samples, 480, 480)
    around = np.convolve(10 ** (short / 10), np.full(301, 1 / 301), mode="valid")
    return float((short[150:-150] - 10 * np.log10(around)).max())


def most_above_before_db(samples: Samples) -> float:
    """The highest 10 ms above the 2 s before it: what follows, and so hides nothing, does not count."""
    powers = 10 ** (levels_dbfs(samples, RATE // 100, RATE // 100) / 10)
    before = np.convolve(powers, np.full(200, 1 / 200), mode="valid")
    return float(10 * np.log10((powers[200:] / before[:-1]).max()))
