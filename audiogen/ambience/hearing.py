"""A few places of a sound, listened to: how loud it is, and how far its quiet moments lie below that."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Self

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

from audiogen.audio.loudness import HOP, Energies, Meter, gated_lufs
from audiogen.audio.samples import Samples, Source
from audiogen.units import RATE, to_gain

WINDOW_FRAMES: Final = 4 * RATE
"""What is heard at a place."""
WINDOWS: Final = 10
"""Places in a session."""
_FEWEST: Final = 3
"""Places in a scene of it, however short."""
_SHORT_HOPS: Final = 4
"""RMS is looked at over 400 ms: longer than the 150 ms that players take for a silence, shorter than any swell."""
_QUIET_PERCENT: Final = 5.0


@dataclass(frozen=True, slots=True)
class Heard:
    """One value for each 100 ms that was heard."""

    energies: Energies
    """K-weighted, summed over the channels."""
    squares: Energies
    """Not weighted, the mean of the channels."""

    def __add__(self, other: Self) -> Heard:
        """Both at once, where they have nothing to do with each other: their powers add up."""
        return Heard(self.energies + other.energies, self.squares + other.squares)

    def amplified(self, gain_db: float) -> Heard:
        """The same, louder."""
        power = to_gain(gain_db) ** 2
        return Heard(self.energies * power, self.squares * power)

    @property
    def lufs(self) -> float:
        """Gated loudness; -inf for silence."""
        return gated_lufs(self.energies)

    @property
    def quiet_dbfs(self) -> float:
        """RMS over 400 ms that is exceeded 19 times of 20; -inf for silence."""
        short = sliding_window_view(self.squares, min(_SHORT_HOPS, self.squares.size)).mean(axis=1)
        with np.errstate(divide="ignore"):
            return float(10 * np.log10(np.percentile(short, _QUIET_PERCENT)))

    @property
    def mean_dbfs(self) -> float:
        """RMS of all that was heard; -inf for silence."""
        with np.errstate(divide="ignore"):
            return float(10 * np.log10(self.squares.mean()))


def places(start: int, end: int, total: int) -> tuple[int, ...]:
    """Where windows begin in which to listen to a scene, from `start` up to `end` in a session of `total` frames."""
    count = max(_FEWEST, round(WINDOWS * (end - start) / total))
    return tuple(np.linspace(start, max(start, end - WINDOW_FRAMES), count).astype(int).tolist())


def hear(source: Source, starts: Sequence[int]) -> Heard:
    """What a source is at these places; each is listened to by itself, so that its beginning is not a step."""
    parts = [_hear(source.render(start, WINDOW_FRAMES)) for start in starts]
    return Heard(np.concatenate([part.energies for part in parts]), np.concatenate([part.squares for part in parts]))


def joined(parts: Sequence[Heard]) -> Heard:
    """One after the other."""
    return Heard(np.concatenate([part.energies for part in parts]), np.concatenate([part.squares for part in parts]))


def _hear(samples: Samples) -> Heard:
    meter = Meter()
    meter.feed(samples)
    hops = np.ascontiguousarray(samples).reshape(2, -1, HOP)
    return Heard(meter.energies(), np.einsum("chn,chn->h", hops, hops).astype(np.float64) / (2 * HOP))
