"""Additive synthesis: sums of partials, each of which swells, beats and drifts in its own way.

A partial is a fixed frequency times an amplitude that changes slowly. Amplitudes are complex: rotating one is drift,
and adding two that rotate at different speeds is beating. They are given once in 1024 frames (21 ms) and interpolated
linearly between, so that all partials of a stretch become sound in one matrix product.
"""

from __future__ import annotations

from typing import Final, TypeAlias

import numpy as np
from numpy.typing import NDArray

from audiogen.ambience.parts.chance import Curve, Frames, hashed
from audiogen.audio.samples import Samples
from audiogen.units import RATE

Amplitudes: TypeAlias = NDArray[np.complex64]
"""Shape (2, moments, partials): left and right at each of `moments`; an absolute value of 1 is full scale."""

_HOP_FRAMES: Final = 256
_HOPS: Final = 4
_TILE_FRAMES: Final = _HOPS * _HOP_FRAMES
_TOGETHER: Final = 2
"""Hops in one product: with both channels and forty partials they stay below the size from which OpenBLAS starts
threads of its own. All products are of one size, so that their bits do not depend on the block."""
_VOICES_APART: Final = 1 << 32
"""Between the hashed indices of one drifting voice and the next; more than any session uses."""


def moments(start: int, frames: int) -> Frames:
    """Where amplitudes are given: at the beginnings of all tiles of a stretch, and at the end of the last one."""
    return np.arange(start // _TILE_FRAMES, -(-(start + frames) // _TILE_FRAMES) + 1, dtype=np.int64) * _TILE_FRAMES


class Partials:
    """A bank of partials of fixed frequencies: amplitudes → sound."""

    def __init__(self, hertz: Curve) -> None:
        """Prepare one hop of every partial.

        Args:
            hertz: the frequency of each partial, shape (partials,), all below half the rate.
        """
        self._cycles_a_frame = hertz / RATE
        within = np.arange(_HOP_FRAMES)
        wave = np.exp(2j * np.pi * self._cycles_a_frame[:, None] * within)
        ramp = within / _TILE_FRAMES
        self._basis = np.concatenate((wave.real, -wave.imag, ramp * wave.real, -ramp * wave.imag)).astype(np.float32)
        hops = np.arange(_HOPS)[:, None]
        self._hop_turn = np.exp(2j * np.pi * self._cycles_a_frame * hops * _HOP_FRAMES).astype(np.complex64)
        self._hop_ramp = (hops / _HOPS).astype(np.float32)

    def render(self, amplitudes: Amplitudes, start: int, frames: int) -> Samples:
        """The stretch as stereo of shape (2, frames), from amplitudes at `moments(start, frames)`."""
        places = moments(start, frames)
        # no frames are asked for
        if places.size < 2:
            return np.zeros((2, 0), dtype=np.float32)
        weights = self._weights(amplitudes, places[:-1])
        tiles = places.size - 1
        # products of both channels side by side: (tiles, halves of a tile, channels, hops, weights)
        ordered = weights.reshape(2, tiles, -1, _TOGETHER, len(self._basis)).transpose(1, 2, 0, 3, 4)
        sound = ordered.reshape(-1, 2 * _TOGETHER, len(self._basis)) @ self._basis
        both = sound.reshape(-1, 2, _TOGETHER * _HOP_FRAMES).transpose(1, 0, 2).reshape(2, -1)
        return both[:, start - int(places[0]) :][:, :frames]

    def _weights(self, amplitudes: Amplitudes, places: Frames) -> Samples:
        """The weight of each row of the basis in every hop: shape (2, tiles, hops, rows)."""
        cycles = places[:, None] * self._cycles_a_frame
        # wrapped in float64: hours from the beginning, a float32 no longer resolves the phase
        turn = np.exp(2j * np.pi * (cycles - np.floor(cycles))).astype(np.complex64)[:, None] * self._hop_turn
        step = np.diff(amplitudes, axis=1)[:, :, None]
        here = (amplitudes[:, :-1, None] + step * self._hop_ramp) * turn
        step = step * turn
        return np.concatenate((here.real, here.imag, step.real, step.imag), axis=-1)


def drifts(seed: int, period_s: float, voices: int, at: Frames) -> Curve:
    """A curve like `chance.wander` for each voice, shape (moments, voices); no two are alike."""
    position = at / (period_s * RATE)
    knot = np.floor(position).astype(np.int64)
    first, last = int(knot[0]) - 1, int(knot[-1]) + 2
    knots = np.arange(first, last + 1, dtype=np.int64)[:, None] + _VOICES_APART * np.arange(voices, dtype=np.int64)
    values, place, t = hashed(seed, knots), knot - first - 1, (position - knot)[:, None]
    weights = ((1 - t) ** 3, 3 * t**3 - 6 * t**2 + 4, -3 * t**3 + 3 * t**2 + 3 * t + 1, t**3)
    start, *others = (weight * values[place + shift] for shift, weight in enumerate(weights))
    return sum(others, start) / 6
