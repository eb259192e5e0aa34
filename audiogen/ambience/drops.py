"""Drops of water: what one sounds like, and pools of many."""

from __future__ import annotations

from typing import Final, TypeAlias

import numpy as np
from numpy.typing import NDArray

from audiogen.ambience.texture import to_unit_rms
from audiogen.samples import Samples
from audiogen.units import RATE, to_frames

Drop: TypeAlias = NDArray[np.float64]
"""One drop in one channel, shape (_DROP_FRAMES,)."""

_DROP_FRAMES: Final = 2048
_TIMBRES: Final = 48
_BUBBLES: Final = 20
"""Of the timbres; the others are drops on something hard."""
_FARTHER_EAR_FRAMES: Final = 30
"""A drop at one side arrives at the other 0.6 ms later."""
_LONGEST_FRAMES: Final = _DROP_FRAMES + _FARTHER_EAR_FRAMES
_HIGHEST_PEAK: Final = 0.12
_SOFTENING_S: Final = 0.0008


def drop_pool(seed: int, frames: int, *, drops_per_s: float) -> Samples:
    """Rain from close by, without the rush behind it: shape (2, frames), RMS 1, to be read as a circle.

    Drops fall at any time (a Poisson process), anywhere between left and right, most of them far and faint.
    """
    chance = np.random.Generator(np.random.SFC64(seed))
    timbres = _timbres(chance)
    count = chance.poisson(drops_per_s * frames / RATE)
    starts = chance.integers(0, frames, count).tolist()
    kinds = chance.integers(0, _TIMBRES, count).tolist()
    pool = np.zeros((2, frames + _LONGEST_FRAMES), dtype=np.float32)
    for start, kind, (left, right) in zip(starts, kinds, _sides(chance, count), strict=True):
        for channel, (strength, delay) in zip(pool, (left, right), strict=True):
            channel[start + delay : start + delay + _DROP_FRAMES] += timbres[kind] * strength
    pool[:, :_LONGEST_FRAMES] += pool[:, frames:]  # what rings past the end belongs to the beginning
    return to_unit_rms(pool[:, :frames])


def _sides(chance: np.random.Generator, count: int) -> list[tuple[tuple[np.float32, int], tuple[np.float32, int]]]:
    """Amplitude and delay in frames of each drop on the left and on the right; none stands far above the others."""
    loudness = np.minimum(0.3 + chance.pareto(2.5, count), 1.0)
    place = chance.random(count)  # 0 is left
    left, right = (loudness * side(place * np.pi / 2) for side in (np.cos, np.sin))
    delay = np.rint((place - 0.5) * 2 * _FARTHER_EAR_FRAMES).astype(int)
    return [
        ((np.float32(near), max(0, late)), (np.float32(far), max(0, -late)))
        for near, far, late in zip(left, right, delay.tolist(), strict=True)
    ]


def _timbres(chance: np.random.Generator) -> list[Samples]:
    """Sounds of single drops: each has energy 1, or less where that would make a short one into a click."""
    bubbles = [_bubble(radius_m) for radius_m in np.geomspace(0.0005, 0.0026, _BUBBLES)]
    ticks = [_tick(chance, decay) for decay in np.geomspace(500, 2600, _TIMBRES - _BUBBLES)]
    return [_tamed(drop).astype(np.float32) for drop in (*bubbles, *ticks)]


def _tamed(drop: Drop) -> Drop:
    return drop / max(float(np.sqrt(np.sum(drop**2))), float(np.abs(drop).max()) / _HIGHEST_PEAK)


def _bubble(radius_m: float) -> Drop:
    """A bubble that a drop takes under: it rings at Minnaert's frequency, dies away and rises a little in pitch.

    K. van den Doel, "Physically based models for liquid sounds", ACM TAP 2 (2005): f = 3/r, d = 0.13/r + 0.0072 r^-1.5,
    rising by 0.1 d a second.
    """
    t = np.arange(_DROP_FRAMES) / RATE
    decay = 0.13 / radius_m + 0.0072 * radius_m**-1.5
    rising_cycles = 3 / radius_m * (1 + 0.05 * decay * t) * t
    return np.asarray(np.sin(2 * np.pi * rising_cycles) * np.exp(-decay * t) * _soft_onset(t))


def _tick(chance: np.random.Generator, decay: float) -> Drop:
    """A drop on stone or a leaf: a short burst of noise whose highest part is dulled; `decay` in 1/s."""
    t = np.arange(_DROP_FRAMES) / RATE
    # differences have nothing at 0 Hz, the Hann window little above 7 kHz
    noise = np.convolve(np.diff(chance.standard_normal(t.size + 1)), np.hanning(to_frames(0.0003)), mode="same")
    return np.asarray(noise * np.exp(-decay * t) * _soft_onset(t))


def _soft_onset(t: Drop) -> Drop:
    return np.asarray(1 - np.exp(-t / _SOFTENING_S))
