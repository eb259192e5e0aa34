"""How loud beds and cues are, so that the mixer can set them against the speech."""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

from audiogen.errors import SoundError
from audiogen.loudness import SILENCE, Energies, Meter, gated_lufs
from audiogen.samples import Samples, Source
from audiogen.units import RATE, to_gain

_WINDOW_FRAMES: Final = 4 * RATE
_WINDOWS: Final = 10
_MOMENT_HOPS: Final = 4


def bed_energies(source: Source, frames: int) -> Energies:
    """K-weighted energies of the first `frames` of a bed, heard in ten windows of 4 s spread over them.

    Raises:
        SoundError: when all that was heard is silent.
    """
    windows = max(1, min(_WINDOWS, frames // _WINDOW_FRAMES))
    length = min(frames, _WINDOW_FRAMES)
    starts = np.linspace(0, frames - length, windows).astype(int).tolist()
    energies = np.concatenate([_energies(source.render(start, length)) for start in starts])
    if gated_lufs(energies) == SILENCE:
        message = f"the bed is silent in each of {windows} places between its beginning and {frames / RATE:.0f} s"
        raise SoundError(message, hint="Choose a bed that sounds throughout, or write `bed: off`.")
    return energies


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
