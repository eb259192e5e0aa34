"""Pools: a few seconds of stereo sound with a given spectrum; and grains, which make endless sound of them.

A pool is shaped once, in one Fourier transform. From then on it is only read: grains from all over it, each under a
sine window, overlap by half. The squares of neighbouring windows add up to one, so that the power stays level. Where
speed matters more than a smooth change, `audiogen.ambience.parts.stream` reads longer pieces instead.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

import numpy as np

from audiogen.ambience.parts.chance import hashed
from audiogen.ambience.parts.seeds import seed_of
from audiogen.audio.samples import Samples
from audiogen.units import RATE

_WIDTH_CORNER_HZ: Final = 50.0
_FREEDOM: Final = 0.4
"""How far from its regular place a grain may read, as a fraction of the pool."""
_CELL_FRAMES: Final = 256
_PARTS: Final = 64
"""Squares are summed in so many parts, so that float32 is precise enough for each."""
_ONE_TURN: Final = np.float32(2 * np.pi)


def frequencies(pool_frames: int) -> Samples:
    """The frequency in Hz of each bin of a pool, shape (pool_frames // 2 + 1,)."""
    return np.arange(pool_frames // 2 + 1, dtype=np.float32) * np.float32(RATE / pool_frames)


def band(hertz: Samples, low_hz: float, high_hz: float, *, low_order: float = 2, high_order: float = 2) -> Samples:
    """Magnitude of a Butterworth high-pass times that of a low-pass: 6 dB an octave for each order, 3 dB at corners."""
    safe = np.maximum(hertz, np.float32(1e-3))
    return np.asarray(((1 + (low_hz / safe) ** (2 * low_order)) * (1 + (safe / high_hz) ** (2 * high_order))) ** -0.5)


def tilt(hertz: Samples, db_per_octave: float) -> Samples:
    """Magnitude with a constant slope per octave, 1 at 1 kHz, and level below 60 Hz."""
    return np.asarray(
        (np.maximum(hertz, np.float32(60)) / np.float32(1000)) ** np.float32(db_per_octave / 20 / np.log10(2))
    )


def stereo_pool(seed: int, magnitude: Samples, *, width: float) -> Samples:
    """Periodic sound with this spectrum: shape (2, pool_frames), RMS 1 over both channels.

    Every bin gets a random phase: that makes noise, by the central limit theorem, where neighbouring bins are alike,
    and Nasca's PADsynth where they stand for partials. The right channel gets another phase, at most `width` half-turns
    away, so that the channels correlate as sin(πw)/πw: 0.17 at a width of 0.85, 0 at 1. Towards 50 Hz the width
    shrinks, so that low notes stand in the middle.

    Args:
        seed: of all phases.
        magnitude: at the `frequencies` of the pool; that at 0 Hz is ignored.
        width: 0 for mono, up to 1.
    """
    bins, random = magnitude.size, np.random.Generator(np.random.SFC64(seed))
    # float32 throughout: a pool of 22 s in float64 takes twice the memory, and sounds the same
    hertz = frequencies(2 * (bins - 1))
    left = random.random(bins, dtype=np.float32) * _ONE_TURN
    apart = (random.random(bins, dtype=np.float32) - np.float32(0.5)) * _ONE_TURN
    apart *= np.float32(width) * hertz / (hertz + np.float32(_WIDTH_CORNER_HZ))
    pool = np.empty((2, 2 * (bins - 1)), dtype=np.float32)
    pool[0] = _with_phases(magnitude, left)
    pool[1] = _with_phases(magnitude, np.add(left, apart, out=apart))
    return to_unit_rms(pool)


def reshaped(pool: Samples, magnitude: Samples) -> Samples:
    """A pool with its spectrum multiplied by this one, and an RMS of 1."""
    shaped = np.empty_like(pool)
    for channel, out in zip(pool, shaped, strict=True):  # one at a time: a pool is large
        spectrum = np.fft.rfft(channel)
        spectrum *= magnitude
        out[...] = np.fft.irfft(spectrum)
    return to_unit_rms(shaped)


def without_outbursts(pool: Samples, most: float) -> Samples:
    """A pool, limited where single sounds in it coincide; its RMS is 1.

    Args:
        pool: shape (2, n), n a multiple of 256.
        most: RMS of 10 ms that is not exceeded by much, relative to that of the pool.
    """
    parts = pool.reshape(2, -1, _CELL_FRAMES)
    cells = np.einsum("ckn,ckn->k", parts, parts)
    # mean squares of 512 frames, every 256 frames
    powers = (cells + np.roll(cells, -1)) / np.float32(4 * _CELL_FRAMES)
    gain = np.sqrt(np.minimum(1, np.float32(most**2) * np.mean(powers) / np.maximum(powers, np.float32(1e-18))))
    # attack before an outburst and release after it, so that the gain itself is never heard
    gain = np.minimum.reduce([np.roll(gain, shift) for shift in range(-2, 4)])
    # the pool is a circle: the last cell leads to the first
    points = np.append(gain, gain[:1])
    held = np.diff(points)[:, None] * (np.arange(_CELL_FRAMES, dtype=np.float32) / np.float32(_CELL_FRAMES))
    held += gain[:, None]
    return to_unit_rms(pool * held.ravel())


def to_unit_rms(pool: Samples) -> Samples:
    """Scale a pool, in place, to an RMS of 1 over both channels."""
    # in place, because copies of pools are the most memory that a session takes
    power = sum(float(np.einsum("n,n->", part, part)) for row in pool for part in np.array_split(row, _PARTS))
    pool /= np.float32(np.sqrt(power / pool.size))
    return pool


def _with_phases(magnitude: Samples, phases: Samples) -> Samples:
    spectrum = np.empty(magnitude.size, dtype=np.complex64)
    np.multiply(magnitude, np.cos(phases), out=spectrum.real)
    np.multiply(magnitude, np.sin(phases), out=spectrum.imag)
    # else the pool would have direct current
    spectrum[0] = 0
    return np.fft.irfft(spectrum).astype(np.float32, copy=False)


class Grains:
    """Endless sound from pools, with the power of the pools; gains are applied while it is read.

    Where a grain reads is hashed, because any regular series of places repeats and is heard to. Neighbours read about
    half a pool apart, at least a tenth: the same sound twice, milliseconds apart, makes a comb filter.
    """

    def __init__(self, pool_of: Callable[[int], Samples], grain_frames: int, seed: int) -> None:
        """Prepare the window.

        Args:
            pool_of: the pool that a grain is cut from, by the grain's number: shape (2, n), read as a circle.
            grain_frames: length of a grain, even. A new one begins every half grain; -1 is sounding at frame 0.
            seed: of the places that grains read.
        """
        self._pool_of = pool_of
        self._hop = grain_frames // 2
        self._seed = seed
        turn = (np.arange(grain_frames, dtype=np.float32) + np.float32(0.5)) / np.float32(grain_frames)
        self._window = np.sin(turn * np.float32(np.pi))

    def render(self, start: int, frames: int, gain: Samples | np.float32) -> Samples:
        """A stretch of shape (2, frames) from frame `start`, times a gain: one, or shape (frames,) or (2, frames)."""
        sound = np.empty((2, frames), dtype=np.float32)
        grains = np.arange(start // self._hop - 1, (start + frames - 1) // self._hop + 1, dtype=np.int64)
        places = (grains % 2 / 2 + hashed(self._seed, grains) * _FREEDOM).tolist()
        for grain, before, place in zip(grains[1:].tolist(), places, places[1:], strict=False):
            first, last = max(grain * self._hop, start), min((grain + 1) * self._hop, start + frames)
            here, done = sound[:, first - start : last - start], first - grain * self._hop
            rising, falling = (self._window[at : at + last - first] for at in (done, done + self._hop))
            self._read(grain - 1, first, before, falling, here)
            beginning = np.empty_like(here)
            self._read(grain, first, place, rising, beginning)
            here += beginning
        sound *= gain
        return sound

    def _read(self, grain: int, start: int, place: float, window: Samples, out: Samples) -> None:
        """Write a grain from its frame `start` on, under this window; `place` in its pool is from 0 to 1."""
        pool, done = self._pool_of(grain), 0
        offset = start + int(place * pool.shape[1])
        while done < window.size:
            at = (offset + done) % pool.shape[1]
            end = min(done + pool.shape[1] - at, window.size)
            np.multiply(pool[:, at : at + end - done], window[done:end], out=out[:, done:end])
            done = end


def grains_of(pool: Samples, grain_frames: int, seed: int) -> Grains:
    """Endless sound from one pool."""
    return Grains(lambda _: pool, grain_frames, seed)


def faint_air(seed: int, low_hz: float, high_hz: float) -> Grains:
    """Wide, soft noise in a band, which keeps tonal sounds from standing in dead silence."""
    hertz = frequencies(1 << 18)
    magnitude = band(hertz, low_hz, high_hz, low_order=1, high_order=1) * (hertz + 100) ** -0.5
    return grains_of(stereo_pool(seed_of(seed, "air"), magnitude, width=0.85), 1 << 16, seed_of(seed, "air grains"))
