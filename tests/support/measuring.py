"""What the tests of sound measure with."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from audiogen.units import RATE

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from audiogen.audio.samples import Samples

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


def band_mono(samples: Samples, low_hz: float, high_hz: float) -> NDArray[np.float64]:
    """A band of both channels in one, three samples to a period of its highest."""
    mono = samples[0] + 0.5 * samples[1]
    transform = np.fft.rfft(mono.astype(np.float64))
    hertz = np.fft.rfftfreq(mono.size, 1 / RATE)
    transform[(hertz < low_hz) | (hertz > high_hz)] = 0
    frames = round(3 * high_hz * mono.size / RATE)
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


def most_above_before_db(samples: Samples) -> float:
    """The highest 10 ms above the 2 s before it: what follows, and so hides nothing, does not count."""
    powers = 10 ** (levels_dbfs(samples, RATE // 100, RATE // 100) / 10)
    before = np.convolve(powers, np.full(200, 1 / 200), mode="valid")
    return float(10 * np.log10((powers[200:] / before[:-1]).max()))
