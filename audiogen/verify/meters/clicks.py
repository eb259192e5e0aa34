"""Clicks in a finished mix, found while it flows by; what a click is stands in `audiogen.audio.clicks`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np

from audiogen.audio.clicks import CELL, CONTEXT, Click, clicks_in_mix
from audiogen.audio.samples import Samples
from audiogen.verify.marks import Span

_SAME_S: Final = 0.005
"""Two spikes closer than this are one click, on both channels or smeared."""


class ClickDetector:
    """Looks for spikes while sound flows by; what it finds does not depend on the blocks."""

    def __init__(self) -> None:
        self._waiting: Samples = np.zeros((2, 1 + CONTEXT), np.float32)
        self._start = -CONTEXT - 1
        self._found: list[Click] = []

    def feed(self, samples: Samples) -> None:
        """Take the next stretch, of any length: shape (2, n)."""
        self._waiting = np.concatenate((self._waiting, samples), axis=1)
        cells = (self._waiting.shape[1] - 1 - 2 * CONTEXT) // CELL
        if cells > 0:
            part = self._waiting[:, : 1 + 2 * CONTEXT + cells * CELL]
            for channel in part:
                self._found += clicks_in_mix(channel, self._start + 1)
            self._waiting = self._waiting[:, cells * CELL :].copy()
            self._start += cells * CELL

    def spikes(self) -> tuple[Click, ...]:
        """All so far, each once, in order of time; silence is taken to follow."""
        tail = np.pad(self._waiting, ((0, 0), (0, 2 * CONTEXT + CELL)), mode="edge")
        rest = 1 + (tail.shape[1] - 1) // CELL * CELL
        found = [*self._found, *(spike for channel in tail for spike in clicks_in_mix(channel[:rest], self._start + 1))]
        once: list[Click] = []
        for spike in sorted(found, key=lambda spike: spike.at_s):
            if once and spike.at_s - once[-1].at_s < _SAME_S:
                once[-1] = max(once[-1], spike, key=lambda each: each.ratio)
            else:
                once.append(spike)
        return tuple(once)


def clicks_among(spikes: Sequence[Click], speech: Sequence[Span]) -> tuple[Click, ...]:
    """The spikes that are clicks: within speech, those that no consonant explains."""
    return tuple(
        spike for spike in spikes if spike.is_heard(in_speech=any(start <= spike.at_s <= end for start, end in speech))
    )
