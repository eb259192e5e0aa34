"""Callers outdoors: where each is, left or right, near or far, and the echoes from trees and walls."""

from __future__ import annotations

from typing import Final

import numpy as np

from audiogen.ambience.parts.chance import generator
from audiogen.audio.samples import Samples
from audiogen.units import to_frames

_ECHOES: Final = 10
"""For each ear. Outdoors they are few and apart, unlike in a room."""
_NEAREST_S: Final = 0.012
_FARTHEST_S: Final = 0.28
_ECHO_RMS: Final = 0.45
"""Of all echoes together at the farthest, relative to the call."""
_NEAR: Final = np.array([0.06, 0.88, 0.06], dtype=np.float32)
_FAR: Final = np.array([0.25, 0.5, 0.25], dtype=np.float32)
"""Filter taps. Air absorbs highs over a long way: 3 dB at 9 kHz."""


def places(seed: int, count: int, distance: float) -> list[tuple[float, float]]:
    """Side, from -1 to 1, and distance, from 0 to 1, of so many callers about a mean distance."""
    chance = generator(seed, "places")
    # evenly spaced in random order, so that the scene does not lean to one side
    sides = chance.permutation(np.linspace(-1, 1, count)).tolist()
    nearness = chance.permutation(np.linspace(-0.3, 0.3, count)).tolist()
    return [(side, float(np.clip(distance + nearer, 0, 1))) for side, nearer in zip(sides, nearness, strict=True)]


def placed(call: Samples, side: float, distance: float, chance: np.random.Generator) -> Samples:
    """A call of shape (frames,) as it arrives at both ears: shape (2, frames + 0.28 s).

    Args:
        call: dry, as it is close by.
        side: from -1, left, to 1, right; even there the other ear receives some of it.
        distance: from 0, in front of you, to 1: softer, duller, with more echoes.
        chance: source of the echoes, which differ between the ears.
    """
    tail = to_frames(_FARTHEST_S)
    dulled = np.convolve(call, _NEAR + np.float32(distance) * (_FAR - _NEAR), mode="same")
    heard = np.zeros((2, call.size + tail), dtype=np.float32)
    turn = np.pi / 4 * (1 + 0.75 * side)
    for ear, gain in zip(heard, (np.cos(turn), np.sin(turn)), strict=True):
        ear[: call.size] += dulled * np.float32(gain * (1 - 0.5 * distance))
        delays = np.linspace(to_frames(_NEAREST_S), tail, _ECHOES) * chance.uniform(0.8, 1.0, _ECHOES)
        strengths = np.exp(-delays / tail * 2) * chance.choice([-1, 1], _ECHOES)
        strengths *= _ECHO_RMS * (0.15 + 0.85 * distance) / np.sqrt(2 * np.sum(strengths**2))
        for delay, strength in zip(delays.astype(int).tolist(), strengths.tolist(), strict=True):
            ear[delay : delay + call.size] += dulled * np.float32(strength)
    return heard
