"""Swells: waves that come in one after the other, known at any moment, none like the one before it."""

from __future__ import annotations

from typing import Final

import numpy as np

from audiogen.ambience.parts.chance import Curve, Frames, hashed
from audiogen.ambience.parts.seeds import seed_of

_EARLY_OR_LATE: Final = 0.66
"""The random part of the time from one swell to the next, of its mean: so it varies by 27 %.

Periods of a swell vary by a quarter to a third: M. Longuet-Higgins, "On the joint distribution of wave periods and
amplitudes in a random wave field" (1983), for spectral widths of 0.25 to 0.35.
"""
_GROUP: Final = np.array([1.0, 2.0, 2.0, 1.0]) / np.sqrt(10)
"""Waves that lie so close together share their height: neighbours correlate by 0.62, as in swell, which comes in sets
(A. Kimura, "Statistical properties of random wave groups", 1980; Y. Goda, "Random Seas", 2010: 0.5 to 0.8)."""
_HEARD: Final = np.arange(-2, 3, dtype=np.int64)[:, None]
"""Waves that can be heard at a moment, counted from the one whose cell it lies in."""


class Swells:
    """An endless row of waves, numbered; a number may be negative."""

    def __init__(self, seed: int, mean_frames: int) -> None:
        """Prepare to find waves; `mean_frames` is from one to the next, on average."""
        self._mean_frames = mean_frames
        self._moment, self._strength, self._phase, self._pair = (
            seed_of(seed, part) for part in ("moment", "strength", "phase", "pair")
        )

    def near(self, moments: Frames) -> tuple[Frames, Frames]:
        """The numbers of the waves that may be heard, shape (waves,), and for each moment which of them: (5, n)."""
        cells = moments // self._mean_frames + _HEARD
        waves = np.arange(cells.min(), cells.max() + 1, dtype=np.int64)
        return waves, cells - waves[0]

    def arrivals(self, waves: Frames) -> Frames:
        """The frame that each wave arrives at."""
        early_or_late = _EARLY_OR_LATE * (hashed(self._moment, waves) - 0.5)
        return np.rint((waves + 0.5 + early_or_late) * self._mean_frames).astype(np.int64)

    def heights(self, waves: Frames) -> Curve:
        """The height of each wave, Rayleigh-distributed with a mean square of 1.

        M. Longuet-Higgins, "On the statistical distribution of the heights of sea waves" (1952): a narrow band of
        waves is a normal process, whose envelope has that distribution.
        """
        near = waves[:, None] + np.arange(_GROUP.size)
        strength = np.sqrt(-np.log1p(-hashed(self._strength, near)))
        normal = strength * np.exp(2j * np.pi * hashed(self._phase, near))
        return np.asarray(np.abs(normal @ _GROUP))

    def directions(self, waves: Frames) -> Curve:
        """-1 or 1: which way each wave runs along the shore; of two neighbours, one runs each way."""
        flipped = hashed(self._pair, waves // 2) < 0.5
        return np.where((waves % 2 == 0) ^ flipped, 1.0, -1.0)
