"""Textures: a few seconds of stereo sound with a given spectrum, and endless sound made from them without repetition.

A pool is shaped once, in one Fourier transform. From then on it is only read: grains from all over it, each under a
sine window, overlap by half. Squares of neighbouring windows add up to one, so the power stays level.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

import numpy as np

from audiogen.ambience.chance import hashed
from audiogen.samples import Samples
from audiogen.units import RATE

_WIDTH_CORNER_HZ: Final = 50.0
_FREEDOM: Final = 0.4
"""How far from its regular place a grain may read, as a part of the pool."""
_ONE_TURN: Final = np.float32(2 * np.pi)


def frequencies(pool_frames: int) -> Samples:
    """The frequency in Hz of each bin of a pool, shape (pool_frames // 2 + 1,)."""
    return np.arange(pool_frames // 2 + 1, dtype=np.float32) * np.float32(RATE / pool_frames)


def band(hertz: Samples, low_hz: float, high_hz: float, *, low_order: int = 2, high_order: int = 2) -> Samples:
    """Magnitude of a Butterworth high-pass times that of a low-pass: 6 dB an octave for each order, 3 dB at corners."""
    safe = np.maximum(hertz, np.float32(1e-3))
    return np.asarray(((1 + (low_hz / safe) ** (2 * low_order)) * (1 + (safe / high_hz) ** (2 * high_order))) ** -0.5)


def stereo_pool(seed: int, magnitude: Samples, *, width: float) -> Samples:
    """Sound without a beginning or an end that has this spectrum: shape (2, pool_frames), RMS 1 in each channel.

    Every bin gets a phase by chance (noise, by the central limit theorem, where neighbouring bins are alike; Nasca's
    PADsynth where they stand for partials), and the right channel another one at most `width` half-turns away. The
    channels then correlate as sin(πw)/πw: 0.17 at a width of 0.85, 0 at 1. Towards 50 Hz the width shrinks, so that
    low notes stand in the middle.

    Args:
        seed: decides all phases.
        magnitude: at the `frequencies` of the pool; that at 0 Hz is ignored.
        width: 0 for mono, up to 1.
    """
    bins, chance = magnitude.size, np.random.Generator(np.random.SFC64(seed))
    hertz = frequencies(2 * (bins - 1))
    left = chance.random(bins, dtype=np.float32) * _ONE_TURN
    apart = (chance.random(bins, dtype=np.float32) - np.float32(0.5)) * _ONE_TURN
    apart *= np.float32(width) * hertz / (hertz + np.float32(_WIDTH_CORNER_HZ))
    pool = np.stack([_with_phases(magnitude, phases) for phases in (left, left + apart)])
    return to_unit_rms(pool)


def to_unit_rms(pool: Samples) -> Samples:
    """The same sound with an RMS of 1, both channels together."""
    return pool / np.float32(np.sqrt(np.mean(pool**2, dtype=np.float64)))


def _with_phases(magnitude: Samples, phases: Samples) -> Samples:
    spectrum = np.empty(magnitude.size, dtype=np.complex64)
    np.multiply(magnitude, np.cos(phases), out=spectrum.real)
    np.multiply(magnitude, np.sin(phases), out=spectrum.imag)
    spectrum[0] = 0
    return np.fft.irfft(spectrum).astype(np.float32, copy=False)


class Grains:
    """Endless sound from pools: a `Source` whose power is that of the pools.

    Where a grain reads is hashed, because any regular series of places comes back to where it was and can be heard to.
    Neighbours read about half a pool apart, at least a tenth: the same sound twice, milliseconds apart, is a comb.
    """

    def __init__(self, pool_of: Callable[[int], Samples], grain_frames: int, seed: int) -> None:
        """Prepare the window.

        Args:
            pool_of: the pool that a grain is cut from, by the grain's number: shape (2, n), read as a circle.
            grain_frames: length of a grain, even. A new one begins every half grain; -1 is sounding at frame 0.
            seed: decides the offsets.
        """
        self._pool_of = pool_of
        self._hop = grain_frames // 2
        self._seed = seed
        turn = (np.arange(grain_frames, dtype=np.float32) + np.float32(0.5)) / np.float32(grain_frames)
        self._window = np.sin(turn * np.float32(np.pi))

    def render(self, start: int, frames: int) -> Samples:
        """As `audiogen.samples.Source` has it."""
        sound = np.zeros((2, frames), dtype=np.float32)
        grains = np.arange(start // self._hop - 1, (start + frames - 1) // self._hop + 1, dtype=np.int64)
        for grain, place in zip(grains.tolist(), hashed(self._seed, grains).tolist(), strict=True):
            begin = max(grain * self._hop, start)
            end = min((grain + 2) * self._hop, start + frames)
            window = self._window[begin - grain * self._hop : end - grain * self._hop]
            pool = self._pool_of(grain)
            shift = int((grain % 2 / 2 + place * _FREEDOM) * pool.shape[1])
            _add_windowed(sound[:, begin - start : end - start], pool, begin + shift, window)
        return sound


def grains_of(pool: Samples, grain_frames: int, seed: int) -> Grains:
    """Endless sound from one pool."""
    return Grains(lambda _: pool, grain_frames, seed)


def _add_windowed(sound: Samples, pool: Samples, offset: int, window: Samples) -> None:
    """Add a stretch of the pool, read as a circle from `offset`, under a window as long as `sound`."""
    done = 0
    while done < window.size:
        at = (offset + done) % pool.shape[1]
        end = min(done + pool.shape[1] - at, window.size)
        sound[:, done:end] += pool[:, at : at + end - done] * window[done:end]
        done = end
