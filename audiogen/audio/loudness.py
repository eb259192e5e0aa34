"""How loud sound is, after ITU-R BS.1770-4 / EBU R 128. Changing it is not done here; peaks are in `true_peak`.

All sound is at the project's rate. Nothing depends on the blocks in which the sound arrives, not even the last bit.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, TypeAlias

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import NDArray

from audiogen.units import RATE

if TYPE_CHECKING:
    from collections.abc import Iterable

    from audiogen.audio.samples import Samples

Energies: TypeAlias = NDArray[np.float64]
"""Mean square after K-weighting, summed over the channels: one value for each 100 ms."""

SILENCE: Final = float("-inf")
"""The level of silence, in any decibels."""

HOP: Final = RATE // 10
"""Frames between gating blocks: blocks of 400 ms overlap by three quarters (BS.1770-4, annex 1)."""

BLOCK_HOPS: Final = 4
"""A gating block."""
EDGE_HOPS: Final = BLOCK_HOPS - 1
"""Gating blocks reach so far over the edges of what sounds."""
SHIFTS: Final = 4
"""What is placed may be taken to begin at a quarter of a hop, 12 ms off at most: a thirtieth of a gating block."""
_ABSOLUTE_GATE_LUFS: Final = -70.0
_RELATIVE_GATE_LU: Final = -10.0
_TO_LUFS: Final = -0.691
"""Makes a 997-Hz sine at full scale in one channel read -3.01 LUFS (BS.1770-4, equation 2)."""


def gated_lufs(energies: Energies) -> float:
    """Integrated loudness (BS.1770-4, equations 3 to 7) of hops in a row; -inf when nothing passes the gates."""
    return gated_lufs_of_blocks(gating_blocks(energies))


def hops_around(stretches: Iterable[tuple[int, int]], hops: int) -> NDArray[np.bool_]:
    """Which of a session's hops count when the loudness of stretches, (start, end) in frames, is asked for: (hops,)."""
    mask = np.zeros(hops, dtype=bool)
    for start, end in stretches:
        mask[max(0, start // HOP - EDGE_HOPS) : -(-end // HOP) + EDGE_HOPS] = True
    return mask


def gating_blocks(energies: Energies) -> Energies:
    """The mean energies of all blocks of 400 ms in a row of k hops: (k - 3,), none when there are fewer than four."""
    if energies.size < BLOCK_HOPS:
        return np.zeros(0)
    return np.asarray(sliding_window_view(energies, BLOCK_HOPS).mean(axis=1))


def gated_lufs_of_blocks(blocks: Energies) -> float:
    """Integrated loudness of gating blocks in any order; -inf when none passes the gates."""
    loud = blocks[blocks > _to_energy(_ABSOLUTE_GATE_LUFS)]
    if not loud.size:
        return SILENCE
    relative_gate_lufs = _to_lufs(float(loud.mean())) + _RELATIVE_GATE_LU
    return _to_lufs(float(loud[loud > _to_energy(relative_gate_lufs)].mean()))


class Meter:
    """Measures loudness while sound flows by; keeps one number for each 100 ms."""

    def __init__(self, channels: int = 2) -> None:
        self._rest: Samples = np.zeros((channels, 0), np.float32)
        self._settled: list[Energies] = []

    def feed(self, samples: Samples) -> None:
        """Take the next stretch, of any length: shape (channels, n), or (n,) for one channel."""
        samples = np.ascontiguousarray(np.atleast_2d(samples))
        waiting = np.concatenate((self._rest, samples), axis=1) if self._rest.size else samples
        whole = waiting.shape[1] // HOP * HOP
        self._settled.append(_hop_energies(waiting[:, :whole]))
        self._rest = waiting[:, whole:].copy()

    def energies(self) -> Energies:
        """The whole hops so far; what is left over at the end is not counted, as the standard asks."""
        return np.concatenate(self._settled) if self._settled else np.zeros(0)

    def integrated_lufs(self) -> float:
        """Gated loudness of all so far; -inf for silence, and for less than 400 ms."""
        return gated_lufs(self.energies())

    def mean_lufs(self) -> float:
        """Loudness of all so far without gates, to the last frame; -inf for silence."""
        rest = self._rest.shape[1]
        last = _hop_energies(np.pad(self._rest, ((0, 0), (0, HOP - rest))))
        energies = np.concatenate((self.energies(), last))
        frames = (energies.size - 1) * HOP + rest
        return _to_lufs(float(energies.sum()) * HOP / frames) if frames else SILENCE


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


def shifted_energies(samples: Samples) -> Energies:
    """The energies of a sound that begins somewhere within a hop: (channels, n) → (4, hops), a row for each quarter."""
    rows = []
    for quarter in range(SHIFTS):
        before = quarter * HOP // SHIFTS
        after = -(before + samples.shape[1]) % HOP
        rows.append(_hop_energies(np.pad(samples, ((0, 0), (before, after)))))
    shifted = np.zeros((SHIFTS, max(row.size for row in rows)))
    for row, energies in zip(shifted, rows, strict=True):
        row[: energies.size] = energies
    return shifted


def _to_lufs(energy: float) -> float:
    return _TO_LUFS + 10 * float(np.log10(energy)) if energy > 0 else SILENCE


def _to_energy(level_lufs: float) -> float:
    return float(10 ** ((level_lufs - _TO_LUFS) / 10))


def _hop_energies(samples: Samples) -> Energies:
    """K-weighted mean squares of whole hops, summed over the channels: (channels, k * HOP) → (k,).

    A hop's energy is that of its spectrum, weighted (Parseval), so nothing has to be transformed back. What the filters
    would carry over from one hop to the next, some 10 ms of the lowest tones, is counted where it began: over the
    first show that changes integrated loudness by 0.001 LU against filtering the sound itself, for a sine by 0.01.
    """
    channels, hops = samples.shape[0], samples.shape[1] // HOP
    # without a norm, numpy goes by way of float64, at a fifth of the speed
    spectra = np.fft.rfft(samples.reshape(channels, hops, HOP), norm="ortho").view(np.float32)
    spectra *= spectra
    # not a product of matrices, whose order of adding depends on how many hops come at once
    return np.asarray(np.einsum("chf,f->ch", spectra, _WEIGHTS).sum(axis=0, dtype=np.float64) / HOP)


def _biquad_response(numerator: tuple[float, float, float], frequency: float, q: float) -> NDArray[np.complex128]:
    """Response over the bins of a hop of a two-pole filter, by the bilinear transform.

    The numerator is that of the analogue prototype, in falling powers of s, relative to the corner frequency in Hz.
    """
    warp = np.tan(np.pi * frequency / RATE)
    delay = np.exp(-2j * np.pi * np.arange(HOP // 2 + 1) / HOP)
    s = (1 - delay) / warp  # times (1 + z^-1), which would be zero at half the rate
    unit = 1 + delay
    high, band, low = numerator
    return np.asarray((high * s**2 + band * s * unit + low * unit**2) / (s**2 + s * unit / q + unit**2))


def _k_weighting() -> Samples:
    """What each number of a hop's spectrum, real and imaginary parts in turn, counts for in its energy: (HOP + 2,).

    The two filters of BS.1770-4, annex 1, for the project's rate. Analogue constants: B. De Man, "Evaluation of
    implementations of the EBU R128 loudness measurement", AES 145th Convention (2018); at 48 kHz they give the
    coefficients that the standard prints.
    """
    shelf_gain, shelf_q = 10 ** (3.999843853973347 / 20), 0.7071752369554196
    shelf_band = shelf_gain**0.4996667741545416 / shelf_q
    shelf = _biquad_response((shelf_gain, shelf_band, 1.0), 1681.974450955533, shelf_q)
    high_q = 0.5003270373238773
    warp = np.tan(np.pi * 38.13547087602444 / RATE)
    # the standard prints this numerator as 1, -2, 1, without the factor that the transform would bring
    high_pass = _biquad_response((1.0, 0.0, 0.0), 38.13547087602444, high_q) * (1 + warp / high_q + warp**2)
    both_halves = np.full(HOP // 2 + 1, 2.0)
    both_halves[[0, -1]] = 1.0
    return np.asarray(np.repeat(np.abs(shelf * high_pass) ** 2 * both_halves, 2), np.float32)


_WEIGHTS: Final = _k_weighting()
