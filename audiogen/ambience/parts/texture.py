"""Textures: a few seconds of stereo sound with a given spectrum, and endless sound made from them without repetition.

A pool is shaped once, in one Fourier transform. From then on it is only read: grains from all over it, each under a
sine window, overlap by half, and the squares of neighbouring windows add up to one, so that the power stays level; or,
where speed matters more than a smooth change, longer pieces as `audiogen.ambience.parts.stream` has them.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

import numpy as np

from audiogen.ambience.parts.chance import hashed
from audiogen.audio.samples import Samples
from audiogen.units import RATE

_WIDTH_CORNER_HZ: Final = 50.0
_FREEDOM: Final = 0.4
"""How far from its regular place a grain may read, as a part of the pool."""
_CELL_FRAMES: Final = 256
_PARTS: Final = 64
"""Squares are summed in so many parts, so that 32 bits are enough for each."""
_ONE_TURN: Final = np.float32(2 * np.pi)


def frequencies(pool_frames: int) -> Samples:
    """The frequency in Hz of each bin of a pool, shape (pool_frames // 2 + 1,)."""
    return np.arange(pool_frames // 2 + 1, dtype=np.float32) * np.float32(RATE / pool_frames)


def band(hertz: Samples, low_hz: float, high_hz: float, *, low_order: int = 2, high_order: int = 2) -> Samples:
    """Magnitude of a Butterworth high-pass times that of a low-pass: 6 dB an octave for each order, 3 dB at corners."""
    safe = np.maximum(hertz, np.float32(1e-3))
    return np.asarray(((1 + (low_hz / safe) ** (2 * low_order)) * (1 + (safe / high_hz) ** (2 * high_order))) ** -0.5)


def tilt(hertz: Samples, db_per_octave: float) -> Samples:
    """Magnitude that rises steadily with the octaves, by nothing at 1 kHz, and is level below 60 Hz."""
    return np.asarray(
        (np.maximum(hertz, np.float32(60)) / np.float32(1000)) ** np.float32(db_per_octave / 20 / np.log10(2))
    )


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
    pool = np.empty((2, 2 * (bins - 1)), dtype=np.float32)
    pool[0] = _with_phases(magnitude, left)
    pool[1] = _with_phases(magnitude, np.add(left, apart, out=apart))
    return _made_unit_rms(pool)


def _cell_powers(pool: Samples) -> Samples:
    """Mean square of each 512 frames, every 256 frames."""
    parts = pool.reshape(2, -1, _CELL_FRAMES)
    cells = np.einsum("ckn,ckn->k", parts, parts)
    return np.asarray((cells + np.roll(cells, -1)) / np.float32(4 * _CELL_FRAMES))


def reshaped(pool: Samples, magnitude: Samples) -> Samples:
    """A pool with its spectrum multiplied by this one, and an RMS of 1."""
    shaped = np.empty_like(pool)
    for channel, out in zip(pool, shaped, strict=True):  # one at a time: a pool is large
        spectrum = np.fft.rfft(channel)
        spectrum *= magnitude
        out[...] = np.fft.irfft(spectrum)
    return _made_unit_rms(shaped)


def without_outbursts(pool: Samples, most: float) -> Samples:
    """A pool of single sounds, read as a circle, held down where they coincide; its RMS is 1.

    Args:
        pool: shape (2, n), n a multiple of 256.
        most: RMS of 10 ms that is not exceeded by much, relative to that of the pool.
    """
    powers = _cell_powers(pool)
    gain = np.sqrt(np.minimum(1, np.float32(most**2) * np.mean(powers) / np.maximum(powers, np.float32(1e-18))))
    # down before it and up after it, so that the gain itself is never heard
    gain = np.minimum.reduce([np.roll(gain, shift) for shift in range(-2, 4)])
    points = np.append(gain, gain[:1])
    held = np.diff(points)[:, None] * (np.arange(_CELL_FRAMES, dtype=np.float32) / np.float32(_CELL_FRAMES))
    held += gain[:, None]
    return _made_unit_rms(pool * held.ravel())


def to_unit_rms(pool: Samples) -> Samples:
    """The same sound with an RMS of 1, both channels together."""
    return _made_unit_rms(pool.copy())


def _made_unit_rms(pool: Samples) -> Samples:
    """The pool itself, brought to an RMS of 1: another copy of it would be the most memory that a session takes."""
    power = sum(float(np.einsum("n,n->", part, part)) for row in pool for part in np.array_split(row, _PARTS))
    pool /= np.float32(np.sqrt(power / pool.size))
    return pool


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
        """As `audiogen.audio.samples.Source` has it."""
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
        return sound

    def _read(self, grain: int, start: int, place: float, window: Samples, out: Samples) -> None:
        """Write what a grain has from frame `start`, under this window, reading at a place from 0 to 1 of its pool."""
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
