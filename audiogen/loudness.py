"""How loud sound is: loudness after ITU-R BS.1770-4 / EBU R 128, and true peak. Changing it is not done here.

All sound is at the project's rate. Nothing depends on the blocks in which the sound arrives, not even the last bit.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, TypeAlias

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import NDArray

from audiogen.units import RATE

if TYPE_CHECKING:
    from audiogen.samples import Samples

Energies: TypeAlias = NDArray[np.float64]
"""Mean square after K-weighting, summed over the channels: one value for each 100 ms."""

SILENCE: Final = float("-inf")
"""The level of silence, in any decibels."""

HOP: Final = RATE // 10
"""Frames between gating blocks: blocks of 400 ms overlap by three quarters (BS.1770-4, annex 1)."""

_BLOCK_HOPS: Final = 4
_ABSOLUTE_GATE_LUFS: Final = -70.0
_RELATIVE_GATE_LU: Final = -10.0
_TO_LUFS: Final = -0.691
"""Makes a 997-Hz sine at full scale in one channel read -3.01 LUFS (BS.1770-4, equation 2)."""

CELL: Final = 64
"""Frames that true peak is looked for in at once: the grain of `cell_peaks`."""

_OVERSAMPLING: Final = 4
_TAPS: Final = 20
_CELLS_AT_ONCE: Final = 128
_KAISER_BETA: Final = 5.0
"""With 20 taps: within 0.05 dB of the ideal interpolator up to 20 kHz."""

# One stride of overlap-save filtering: six hops in a transform whose factors, 2 and 3, numpy is quick at.
_STRIDE: Final = 6 * HOP
_FFT: Final = 36_864
_HISTORY: Final = _FFT - _STRIDE


def gated_lufs(energies: Energies) -> float:
    """Integrated loudness (BS.1770-4, equations 3 to 7) of hops in a row; -inf when nothing passes the gates."""
    if energies.size < _BLOCK_HOPS:
        return SILENCE
    blocks = sliding_window_view(energies, _BLOCK_HOPS).mean(axis=1)
    loud = blocks[blocks > _to_energy(_ABSOLUTE_GATE_LUFS)]
    if not loud.size:
        return SILENCE
    relative_gate_lufs = _to_lufs(float(loud.mean())) + _RELATIVE_GATE_LU
    return _to_lufs(float(loud[loud > _to_energy(relative_gate_lufs)].mean()))


class Meter:
    """Measures loudness while sound flows by; keeps one number for each 100 ms."""

    def __init__(self, channels: int = 2) -> None:
        self._waiting: Samples = np.zeros((channels, _HISTORY), np.float32)
        self._settled: list[Energies] = []

    def feed(self, samples: Samples) -> None:
        """Take the next stretch, of any length: shape (channels, n), or (n,) for one channel."""
        self._waiting = np.concatenate((self._waiting, np.atleast_2d(samples)), axis=1)
        strides = (self._waiting.shape[1] - _HISTORY) // _STRIDE
        for start in range(0, strides * _STRIDE, _STRIDE):
            squares = _weighted_squares(self._waiting[:, start : start + _FFT])
            self._settled.append(_sum_hops(squares) / HOP)
        self._waiting = self._waiting[:, strides * _STRIDE :].copy()

    def energies(self) -> Energies:
        """The whole hops so far; what is left over at the end is not counted, as the standard asks."""
        rest = self._rest()
        whole = rest.size // HOP * HOP
        return np.concatenate((*self._settled, _sum_hops(rest[:whole]) / HOP))

    def integrated_lufs(self) -> float:
        """Gated loudness of all so far; -inf for silence, and for less than 400 ms."""
        return gated_lufs(self.energies())

    def mean_lufs(self) -> float:
        """Loudness of all so far without gates, to the last frame; -inf for silence."""
        rest = self._rest()
        energy = sum(float(hops.sum()) * HOP for hops in self._settled) + float(rest.sum(dtype=np.float64))
        frames = len(self._settled) * _STRIDE + rest.size
        return _to_lufs(energy / frames) if frames else SILENCE

    def _rest(self) -> Samples:
        """Weighted squares of the frames that do not yet fill a stride."""
        missing = _FFT - self._waiting.shape[1]
        squares = _weighted_squares(np.pad(self._waiting, ((0, 0), (0, missing))))
        return squares[: _STRIDE - missing]


def loudness_lufs(samples: Samples, *, on_both_sides: bool = False) -> float:
    """Ungated loudness of a short clip as a whole, for setting phrases level with each other; -inf for silence.

    Args:
        samples: shape (n,) for one channel, (2, n) for stereo.
        on_both_sides: measure one channel as it will sound when it is placed on left and right alike. BS.1770 sums the
            energies of the channels, so that is 3.01 LU above what the one channel measures by itself.

    Raises:
        ValueError: when sound that is stereo already is to be placed on both sides.
    """
    if on_both_sides and samples.ndim != 1:
        message = f"only one channel can be placed on both sides, not sound of shape {samples.shape}"
        raise ValueError(message)
    meter = Meter(channels=np.atleast_2d(samples).shape[0])
    meter.feed(samples)
    return meter.mean_lufs() + (10 * float(np.log10(2)) if on_both_sides else 0.0)


def cell_peaks(samples: Samples, floor: float) -> Samples:
    """The greatest amplitude in and between the samples of each cell, over all channels.

    Interpolates four times (BS.1770-4, annex 2) only where the cell could exceed `floor`; other cells may read low, by
    what lies between their samples. Elementwise arithmetic alone: the same bits however the cells are batched.

    Args:
        samples: shape (channels, CELL * (k + 2)): one cell of context, k cells to look at, one more of context.
        floor: amplitude, full scale 1.

    Returns:
        Shape (k,).
    """
    cells = np.abs(samples).reshape(len(samples), -1, CELL).max(axis=2)
    reach = sliding_window_view(cells, 3, axis=1).max(axis=2) * _WORST_OVERSHOOT
    peaks: Samples = cells[:, 1:-1].max(axis=0)
    windows = sliding_window_view(samples, _TAPS - 1 + CELL, axis=1)[:, CELL - _TAPS // 2 + 1 :: CELL]
    for channel in range(len(samples)):
        hot = np.flatnonzero(reach[channel] > floor)
        if hot.size:
            peaks[hot] = np.maximum(peaks[hot], _peaks_between(windows[channel, hot]))
    return peaks


class PeakMeter:
    """Follows the true peak while sound flows by (BS.1770-4, annex 2: four times oversampled)."""

    def __init__(self, channels: int = 2) -> None:
        self._waiting: Samples = np.zeros((channels, CELL), np.float32)
        self._peak = 0.0

    def feed(self, samples: Samples) -> None:
        """Take the next stretch, of any length: shape (channels, n), or (n,) for one channel."""
        self._waiting = np.concatenate((self._waiting, np.atleast_2d(samples)), axis=1)
        done = max(0, self._waiting.shape[1] // CELL - 2) * CELL
        self._peak = _highest(self._waiting[:, : done + 2 * CELL], self._peak)
        self._waiting = self._waiting[:, done:].copy()

    def true_peak_dbtp(self) -> float:
        """The highest level so far, in dB to full scale; -inf for silence. Silence is taken to follow."""
        rest = -self._waiting.shape[1] % CELL
        peak = _highest(np.pad(self._waiting, ((0, 0), (0, rest + CELL))), self._peak)
        return 20 * float(np.log10(peak)) if peak else SILENCE


def true_peak_dbtp(samples: Samples) -> float:
    """True peak of a whole clip, shape (n,) or (channels, n), in dB to full scale; -inf for silence."""
    meter = PeakMeter(channels=np.atleast_2d(samples).shape[0])
    meter.feed(samples)
    return meter.true_peak_dbtp()


def _highest(samples: Samples, peak: float) -> float:
    """The greater of `peak` and the true peak of samples in the form that `cell_peaks` wants."""
    stride = _CELLS_AT_ONCE * CELL
    for start in range(0, samples.shape[1] - 2 * CELL, stride):
        # in small batches, so that what one has found spares the next its interpolation
        peak = max(peak, float(cell_peaks(samples[:, start : start + stride + 2 * CELL], peak).max()))
    return peak


def _peaks_between(windows: Samples) -> Samples:
    """The greatest amplitude at the interpolated points of windows: (k, _TAPS - 1 + CELL) → (k,)."""
    by_time = np.ascontiguousarray(windows.T)  # so that each step runs over one stretch of memory
    highest: Samples = np.zeros((CELL, len(windows)), np.float32)
    term = np.empty_like(highest)
    for phase in _INTERPOLATOR:
        points = by_time[:CELL] * phase[0]
        for tap in range(1, _TAPS):
            np.multiply(by_time[tap : tap + CELL], phase[tap], out=term)
            points += term
        np.maximum(highest, np.abs(points, out=term), out=highest)
    return np.asarray(highest.max(axis=0))


def _to_lufs(energy: float) -> float:
    return _TO_LUFS + 10 * float(np.log10(energy)) if energy > 0 else SILENCE


def _to_energy(level_lufs: float) -> float:
    return float(10 ** ((level_lufs - _TO_LUFS) / 10))


def _sum_hops(squares: Samples) -> Energies:
    return np.asarray(squares.reshape(-1, HOP).sum(axis=1, dtype=np.float64))


def _weighted_squares(samples: Samples) -> Samples:
    """K-weighted squares, summed over the channels, of what follows the history: (channels, _FFT) → (_STRIDE,)."""
    # without a norm, numpy goes by way of float64, at a fifth of the speed
    spectrum = np.fft.rfft(samples, norm="ortho") * _RESPONSE
    weighted = np.fft.irfft(spectrum, _FFT, norm="ortho")[:, _HISTORY:]
    return np.asarray(np.einsum("cn,cn->n", weighted, weighted))


def _biquad_response(numerator: tuple[float, float, float], frequency: float, q: float) -> NDArray[np.complex128]:
    """Response over the bins of `_FFT` of a two-pole filter, by the bilinear transform.

    The numerator is that of the analogue prototype, in falling powers of s, relative to the corner frequency in Hz.
    """
    warp = np.tan(np.pi * frequency / RATE)
    delay = np.exp(-2j * np.pi * np.arange(_FFT // 2 + 1) / _FFT)
    s = (1 - delay) / warp  # times (1 + z^-1), which would be zero at half the rate
    unit = 1 + delay
    high, band, low = numerator
    return np.asarray((high * s**2 + band * s * unit + low * unit**2) / (s**2 + s * unit / q + unit**2))


def _k_weighting() -> NDArray[np.complex64]:
    """The two filters of BS.1770-4, annex 1, for the project's rate.

    Analogue constants: B. De Man, "Evaluation of implementations of the EBU R128 loudness measurement", AES 145th
    Convention (2018); at 48 kHz they give the coefficients that the standard prints. Their impulse response is
    over within `_HISTORY`, so that sampling the response over one transform folds nothing back.
    """
    shelf_gain, shelf_q = 10 ** (3.999843853973347 / 20), 0.7071752369554196
    shelf_band = shelf_gain**0.4996667741545416 / shelf_q
    shelf = _biquad_response((shelf_gain, shelf_band, 1.0), 1681.974450955533, shelf_q)
    high_q = 0.5003270373238773
    warp = np.tan(np.pi * 38.13547087602444 / RATE)
    # the standard prints this numerator as 1, -2, 1, without the factor that the transform would bring
    high_pass = _biquad_response((1.0, 0.0, 0.0), 38.13547087602444, high_q) * (1 + warp / high_q + warp**2)
    return np.asarray(shelf * high_pass, np.complex64)


def _interpolator() -> Samples:
    """Kaiser-windowed sines for the points between two samples, shape (3, _TAPS); each row passes DC as it is."""
    between = np.arange(1, _OVERSAMPLING)[:, None] / _OVERSAMPLING
    distance = np.arange(_TAPS) - (_TAPS // 2 - 1) - between
    window = np.i0(_KAISER_BETA * np.sqrt(1 - (distance / (_TAPS / 2)) ** 2))
    rows = np.sinc(distance) * window
    return np.asarray(rows / rows.sum(axis=1, keepdims=True), np.float32)


_RESPONSE: Final = _k_weighting()
_INTERPOLATOR: Final = _interpolator()
_WORST_OVERSHOOT: Final = float(np.abs(_INTERPOLATOR).sum(axis=1).max()) * (1 + 1e-6)
"""No point between samples can exceed the greatest sample near it by more than this factor; with room for rounding."""
