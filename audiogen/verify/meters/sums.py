"""The sums of a sound in short steps: small arrays from which all that is not loudness is computed afterwards."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, TypeAlias

import numpy as np
from numpy.typing import NDArray

from audiogen.audio.samples import Samples
from audiogen.units import RATE

STEP: Final = RATE // 20
"""Frames summed into one value: 50 ms, a third of what players take for a silence, half of a hop of the meter."""

STEPS_PER_S: Final = RATE // STEP

Steps: TypeAlias = NDArray[np.floating]
"""One value for each step of 50 ms; the last step may be shorter. In single precision where hours of it wait."""


@dataclass(frozen=True, slots=True)
class Sums:
    """What was added up over a sound, one value a step; amplitudes are relative to full scale."""

    frames: int
    squares: Steps
    """Mean square of each channel: shape (2, steps)."""
    products: Steps
    """Mean of left times right: shape (steps,)."""
    means: Steps
    """Mean of each channel: shape (2, steps)."""
    lows: Steps
    """The lowest sample of both channels: shape (steps,)."""
    highs: Steps
    """The highest sample of both channels: shape (steps,)."""

    @property
    def power(self) -> Steps:
        """Mean square over both channels: shape (steps,)."""
        return np.asarray(self.squares.mean(axis=0))

    @property
    def peaks(self) -> Steps:
        """The greatest amplitude: shape (steps,)."""
        return np.maximum(-self.lows, self.highs)


class Summing:
    """Adds up while sound flows by; the sums do not depend on the blocks in which it arrives."""

    def __init__(self) -> None:
        self._waiting: Samples = np.zeros((2, 0), np.float32)
        self._settled: list[Samples] = []
        self._frames = 0

    def feed(self, samples: Samples) -> None:
        """Take the next stretch, of any length: shape (2, n)."""
        self._frames += samples.shape[1]
        if self._waiting.shape[1]:
            missing = min(STEP - self._waiting.shape[1], samples.shape[1])
            self._waiting = np.concatenate((self._waiting, samples[:, :missing]), axis=1)
            samples = samples[:, missing:]
            if self._waiting.shape[1] < STEP:
                return
            self._settled.append(_sums(self._waiting))
        whole = samples.shape[1] // STEP * STEP
        if whole:
            self._settled.append(_sums(samples[:, :whole]))
        self._waiting = samples[:, whole:].copy()

    def sums(self) -> Sums:
        """All so far, to the last frame."""
        rest = [_sums(self._waiting, self._waiting.shape[1])] if self._waiting.shape[1] else []
        table = np.concatenate((np.zeros((7, 0), np.float32), *self._settled, *rest), axis=1)
        return Sums(self._frames, table[0:2], table[2], table[3:5], table[5], table[6])


def _sums(samples: Samples, step: int = STEP) -> Samples:
    """The sums of whole steps, a row for each kind: (2, k * step) → (7, k)."""
    left, right = (np.ascontiguousarray(channel).reshape(-1, step) for channel in samples)
    return np.stack(
        [
            np.einsum("sn,sn->s", left, left) / step,
            np.einsum("sn,sn->s", right, right) / step,
            np.einsum("sn,sn->s", left, right) / step,
            left.sum(axis=1) / np.float32(step),
            right.sum(axis=1) / np.float32(step),
            np.minimum(left.min(axis=1), right.min(axis=1)),
            np.maximum(left.max(axis=1), right.max(axis=1)),
        ],
        dtype=np.float32,
    )
