"""Bringing a bell to its level, so that the mixer can set it against the speech."""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

from audiogen.audio.loudness import Energies, Meter, gated_lufs
from audiogen.audio.samples import Samples
from audiogen.units import RATE, to_gain

_MOMENT_HOPS: Final = 4


def at_strike_level(samples: Samples, level_lufs: float) -> Samples:
    """The sound with its loudest 400 ms (momentary loudness, EBU Tech 3341) at this level; it is worked on in place."""
    energies = _energies(samples)
    loudest = int(sliding_window_view(energies, _MOMENT_HOPS).sum(axis=1).argmax())
    samples *= np.float32(to_gain(level_lufs - gated_lufs(energies[loudest : loudest + _MOMENT_HOPS])))
    return samples


def _energies(samples: Samples) -> Energies:
    meter = Meter()
    for start in range(0, samples.shape[1], RATE):
        meter.feed(samples[:, start : start + RATE])
    return meter.energies()
