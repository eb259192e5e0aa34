"""Where somebody speaks in a recording, over the noise of the room; synthetic voices have none, and need no such care.

Level is looked at in blocks of 10 ms. The noise is what the quietest tenth of the blocks is made of; words stand out
from it, and last longer than clicks do.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from audiogen.audio.samples import Samples
from audiogen.units import RATE

BLOCK: Final = RATE // 100
"""Frames of a block: shorter than any consonant."""

_SMOOTHING_BLOCKS: Final = 5
_FLOOR_DB: Final = -120.0
_SILENT_DB: Final = -80.0
"""In dBFS: nothing below is looked at."""
_NOISE_PERCENTILE: Final = 10
_LOUD_SHARE: Final = 0.3
"""The loudest of the blocks that stand out, about the vowels."""
_OVER_NOISE_DB: Final = 8.0
"""What a smoothed level has to exceed the noise by: more than noise by itself ever does."""
_SOFTEST_DB: Final = -50.0
"""Relative to the vowels: soft consonants begin 35 to 45 dB below them."""
_LOUDEST_DB: Final = -20.0
"""Relative to the vowels: where nobody pauses, the quietest tenth is no noise but speech."""
_WORD_BLOCKS: Final = 8
"""The shortest word sounds for 80 ms; the click of a mouse for 10 to 30."""
_NEAR_BLOCKS: Final = 20
"""Something short belongs to a word that is no further: the t of "start" comes up to 150 ms after its r."""


@dataclass(frozen=True, slots=True)
class Activity:
    """What is known of a recording, block by block."""

    levels_db: NDArray[np.float64]
    """Level of each block in dBFS, smoothed over 50 ms; shape (blocks,)."""
    heard: NDArray[np.bool_]
    """The blocks in which words sound; shape (blocks,)."""
    noise_db: float
    """Level of the noise, in dBFS."""
    loud_db: float
    """Level of the vowels, in dBFS."""

    @property
    def words(self) -> tuple[int, int] | None:
        """The first frame of the words and the one after their last; None when there are none."""
        blocks = np.flatnonzero(self.heard)
        return (int(blocks[0]) * BLOCK, int(blocks[-1] + 1) * BLOCK) if blocks.size else None


def find_activity(samples: Samples) -> Activity:
    """Look for words in sound of shape (frames,) at the project's rate; what does not fill a block is left out."""
    energies = _energies(samples)
    if not energies.size:
        return Activity(np.zeros(0), np.zeros(0, np.bool_), _FLOOR_DB, _FLOOR_DB)
    raw_db = _to_db(energies)
    levels_db = _to_db(_smoothed(energies))
    noise_db = float(np.percentile(levels_db, _NOISE_PERCENTILE))
    loud_db = _loud_db(levels_db, noise_db)
    over_noise_db = min(noise_db + _OVER_NOISE_DB, loud_db + _LOUDEST_DB)
    threshold_db = max(over_noise_db, loud_db + _SOFTEST_DB, _SILENT_DB)
    return Activity(levels_db, _words(levels_db > threshold_db, raw_db > threshold_db), noise_db, loud_db)


def _energies(samples: Samples) -> NDArray[np.float64]:
    blocks = samples[: samples.size // BLOCK * BLOCK].reshape(-1, BLOCK)
    return np.asarray(np.einsum("bn,bn->b", blocks, blocks, dtype=np.float64) / BLOCK)


def _smoothed(energies: NDArray[np.float64]) -> NDArray[np.float64]:
    """The mean over the neighbours, of which there are fewer at the ends."""
    window = np.ones(_SMOOTHING_BLOCKS)
    count = np.convolve(np.ones_like(energies), window, "same")[: energies.size]
    return np.asarray(np.convolve(energies, window, "same")[: energies.size] / count)


def _to_db(energies: NDArray[np.float64]) -> NDArray[np.float64]:
    return np.asarray(10 * np.log10(np.maximum(energies, 10 ** (_FLOOR_DB / 10))))


def _loud_db(levels_db: NDArray[np.float64], noise_db: float) -> float:
    """Long pauses do not lower it: only what stands out from the noise is asked."""
    over = np.sort(levels_db[levels_db > noise_db + _OVER_NOISE_DB])
    loudest = (over if over.size else np.sort(levels_db))[-max(1, int(over.size * _LOUD_SHARE)) :]
    return float(10 * np.log10(np.mean(10 ** (loudest / 10))))


def _words(over: NDArray[np.bool_], over_raw: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """The stretches that are words, and short ones beside them; clicks that stand alone are not among them."""
    edges = np.diff(np.concatenate(([0], over.astype(np.int8), [0])))
    starts, ends = np.flatnonzero(edges == 1), np.flatnonzero(edges == -1)
    sounding = np.concatenate(([0], np.cumsum(over_raw)))
    long = sounding[ends] - sounding[starts] >= _WORD_BLOCKS
    near = np.zeros(over.size + 1, np.int64)
    np.add.at(near, np.maximum(starts[long] - _NEAR_BLOCKS, 0), 1)
    np.add.at(near, np.minimum(ends[long] + _NEAR_BLOCKS, over.size), -1)
    return np.asarray(over & (np.cumsum(near)[:-1] > 0))
