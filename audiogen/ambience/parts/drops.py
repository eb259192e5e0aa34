"""Drops of water: the sound of one on several surfaces, and pools of many.

A few dozen drops are made once; each falls again and again, at another moment, place and strength.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, TypeAlias

import numpy as np
from numpy.typing import NDArray

from audiogen.ambience.parts.texture import to_unit_rms
from audiogen.audio.samples import Samples
from audiogen.units import RATE, to_frames

Drop: TypeAlias = NDArray[np.float64]
"""One drop in one channel, shape (DROP_FRAMES,)."""

DROP_FRAMES: Final = 2048
_FARTHER_EAR_FRAMES: Final = 30
"""A drop on one side arrives at the other ear 0.6 ms later."""
_HIGHEST_PEAK: Final = 0.09
_SOFTENING_S: Final = 0.0008
_ENDING_FRAMES: Final = 480
"""The last hundredth of a second of every drop fades, however long it rings."""
_TIME_S: Final = np.arange(DROP_FRAMES) / RATE


def drop_pool(
    chance: np.random.Generator, frames: int, timbres: Sequence[Samples], *, drops_per_s: float, smallness: float = 1.0
) -> Samples:
    """Drops without the rush behind them: shape (2, frames), RMS 1, to be read as a circle.

    They fall at any time (a Poisson process), anywhere between left and right, most of them far and faint.

    Args:
        chance: source of every random choice.
        frames: length of the pool.
        timbres: sounds of single drops, the smallest first, all of one length, at most `frames` - 30.
        drops_per_s: on average.
        smallness: 1 for all timbres alike; higher for more of the small ones.
    """
    count = chance.poisson(drops_per_s * frames / RATE)
    starts = chance.integers(0, frames, count).tolist()
    kinds = (len(timbres) * chance.random(count) ** smallness).astype(int).tolist()
    length = timbres[0].size
    pool = np.zeros((2, frames + length + _FARTHER_EAR_FRAMES), dtype=np.float32)
    for start, kind, (left, right) in zip(starts, kinds, _sides(chance, count), strict=True):
        for channel, (strength, delay) in zip(pool, (left, right), strict=True):
            channel[start + delay : start + delay + length] += timbres[kind] * strength
    pool[:, : length + _FARTHER_EAR_FRAMES] += pool[:, frames:]  # the pool is a circle
    return to_unit_rms(pool[:, :frames].copy())


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


def on_open_ground(chance: np.random.Generator) -> list[Samples]:
    """Drops that fall into puddles, and on stone."""
    # big bubbles are rare and would stand out by their long rings; the smallest are as short as a click
    bubbles = [
        bubble(radius_m) * np.float32((0.0005 / radius_m) ** 0.4 * min(1, radius_m / 0.0008))
        for radius_m in np.geomspace(0.00042, 0.005, 26)
    ]
    ticks = [_tick(chance, decay) for decay in np.geomspace(2600, 500, 28)]
    # both mixed in order of size
    ranked = [(place / len(ticks), tamed(drop)) for place, drop in enumerate(ticks)]
    ranked += [((place + 0.5) / len(bubbles), drop) for place, drop in enumerate(bubbles)]
    return [drop for _, drop in sorted(ranked, key=lambda each: each[0])]


def on_leaves(chance: np.random.Generator) -> list[Samples]:
    """Drops that pat on leaves: a dry burst without pitch, and, for big ones, the thud of the leaf as it gives way.

    A leaf is light and damped: burst and thud are over in a few milliseconds (A. Farnell, "Designing Sound", 2010,
    on rain: what is heard is the surface, excited by an impact that is shorter the smaller the drop).
    """
    drops = []
    for size in np.linspace(0, 1, 32):
        burst = _tick(chance, 1300 - 700 * size, 0.0002)
        drops.append(tamed(burst + 0.05 * size * _mode(chance.uniform(250, 900) / (1 + size), 260)))
    return drops


def on_a_roof(chance: np.random.Generator) -> list[Samples]:
    """Drops that drum on a roof, as heard below it: each sets some modes of a board or tile ringing.

    A struck plate is a sum of damped sines. The modes of neighbouring drops differ in part, because each falls on
    another place (K. van den Doel, P. Kry, D. Pai, "FoleyAutomatic", SIGGRAPH 2001).
    """
    drops = []
    for size in np.linspace(0, 1, 40):
        modes_hz = chance.uniform(1.0, 1.25) * np.array([260, 430, 690, 1060, 1600]) * (1 - 0.3 * size)
        weights = chance.uniform(0.4, 1.0, modes_hz.size) * (1, 0.8, 0.6, 0.35, 0.2)
        rings = [weight * _mode(hz, 110 + 0.12 * hz) for weight, hz in zip(weights, modes_hz.tolist(), strict=True)]
        drops.append(tamed(np.asarray(sum(rings) + 0.25 * _tick(chance, 1400, 0.0004))))
    return drops


def _mode(hertz: float, decay: float) -> Drop:
    """A damped sine; `decay` in 1/s."""
    return np.asarray(np.sin(2 * np.pi * hertz * _TIME_S) * np.exp(-decay * _TIME_S) * _softly(_TIME_S))


def bubble(radius_m: float, frames: int = DROP_FRAMES, rise: float = 0.1) -> Samples:
    """A bubble of air under water: it rings at Minnaert's frequency, dies away and rises a little in pitch.

    K. van den Doel, "Physically based models for liquid sounds", ACM TAP 2 (2005): f = 3/r, d = 0.13/r + 0.0072 r^-1.5,
    rising by `rise` times d a second: the faster, the nearer to the surface.
    """
    t = np.arange(frames) / RATE
    decay = 0.13 / radius_m + 0.0072 * radius_m**-1.5
    rising_cycles = 3 / radius_m * (1 + rise / 2 * decay * t) * t
    return tamed(np.sin(2 * np.pi * rising_cycles) * np.exp(-decay * t) * _softly(t))


def _tick(chance: np.random.Generator, decay: float, dulling_s: float = 0.0003) -> Drop:
    """A drop on something hard: a short burst of noise with softened highs; `decay` in 1/s."""
    # differencing removes 0 Hz; the Hann window removes what is above 1 / its length
    noise = np.convolve(np.diff(chance.standard_normal(DROP_FRAMES + 1)), np.hanning(to_frames(dulling_s)), mode="same")
    burst = noise * np.exp(-decay * _TIME_S) * _softly(_TIME_S)
    return np.asarray(burst / np.sqrt(np.sum(burst**2)))


def _softly(t: Drop) -> Drop:
    """A fade at either end."""
    return np.asarray((1 - np.exp(-t / _SOFTENING_S)) * np.minimum(1, (t[-1] - t) * RATE / _ENDING_FRAMES))


def tamed(drop: Drop) -> Samples:
    """The drop with an energy of 1, or less where a short one would become a click."""
    return np.asarray(
        drop / max(float(np.sqrt(np.sum(drop**2))), float(np.abs(drop).max()) / _HIGHEST_PEAK), dtype=np.float32
    )
