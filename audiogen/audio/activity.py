"""Speech activity: where words begin and end, in blocks of 10 ms whose level is held against that of the vowels.

There are two ways, with the same blocks and limits where they ask the same. A recording has the noise of a room, and
clicks: `find_activity` looks for what stands out from its quietest tenth, and lasts. An engine's sound has silence:
`find_words` takes everything that is not silent, and cuts off no soft consonant. Where words begin over a bed is
another question, and decided band by band in `audiogen.verify.meters.onsets`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from audiogen.audio.samples import Samples
from audiogen.units import RATE

BLOCKS_PER_S: Final = 100
"""Level is measured in blocks of 10 ms: shorter than any consonant."""
BLOCK: Final = RATE // BLOCKS_PER_S
"""Frames of a block at the project's rate."""

_FLOOR_DB: Final = -120.0
_SILENT_DB: Final = -80.0
"""In dBFS: nothing below is looked at."""
_LOUD_SHARE: Final = 0.3
"""The loudest of the blocks that stand out, about the vowels."""
_SOFTEST_DB: Final = -50.0
"""Relative to the vowels: soft consonants begin 35 to 45 dB below them, the silence of engines is below 60."""

_SMOOTHING_BLOCKS: Final = 5
_NOISE_PERCENTILE: Final = 10
_OVER_NOISE_DB: Final = 8.0
"""What a smoothed level has to exceed the noise by: more than noise by itself ever does."""
_LOUDEST_DB: Final = -20.0
"""Relative to the vowels: where nobody pauses, the quietest tenth is no noise but speech."""
_WORD_BLOCKS: Final = 8
"""The shortest word sounds for 80 ms; the click of a mouse for 10 to 30."""
_NEAR_BLOCKS: Final = 20
"""Something short belongs to a word that is no further: the t of "start" comes up to 150 ms after its r."""

_ENGINE_NOISE_PERCENTILE: Final = 5
"""Engines leave less silence around the words than people do."""
_OVER_ENGINE_NOISE_DB: Final = 6.0
"""Over blocks that are not smoothed, of noise that hardly varies."""
_NOISIEST_DB: Final = -46.0
"""Relative to the vowels: a quietest block above this is no noise floor, the sound has no silence at all."""


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
    energies = _energies(samples, BLOCK)
    if not energies.size:
        return Activity(np.zeros(0), np.zeros(0, np.bool_), _FLOOR_DB, _FLOOR_DB)
    raw_db = _to_db(energies)
    levels_db = _to_db(_smoothed(energies))
    noise_db = float(np.percentile(levels_db, _NOISE_PERCENTILE))
    loud_db = _loud_db(levels_db, noise_db)
    over_noise_db = min(noise_db + _OVER_NOISE_DB, loud_db + _LOUDEST_DB)
    threshold_db = max(over_noise_db, loud_db + _SOFTEST_DB, _SILENT_DB)
    return Activity(levels_db, _words(levels_db > threshold_db, raw_db > threshold_db), noise_db, loud_db)


def loud_energy(energies: NDArray[np.float64]) -> float:
    """The mean of the loudest three tenths, of blocks of any length: pauses do not lower it."""
    return float(np.sort(energies)[-max(1, int(energies.size * _LOUD_SHARE)) :].mean())


def block_levels_db(samples: Samples, rate_hz: int) -> NDArray[np.float64]:
    """Level of each whole block of 10 ms, in decibels relative to the vowels: (n,) at any rate → (blocks,)."""
    energies = _energies(samples, rate_hz // BLOCKS_PER_S)
    loud = loud_energy(energies) if energies.size else 1.0
    return np.asarray(10 * np.log10(np.maximum(energies, 1e-12) / max(loud, 1e-12)))


def find_words(samples: Samples, rate_hz: int) -> tuple[int, int] | None:
    """The first sample of the words in an engine's sound, and the one after their last.

    Shape (n,), at any rate. None for silence, and below 10 ms.
    """
    levels_db = block_levels_db(samples, rate_hz)
    if not levels_db.size or float(np.abs(samples).max()) < 10 ** (_SILENT_DB / 20):
        return None
    noise_db = float(np.percentile(levels_db, _ENGINE_NOISE_PERCENTILE))
    threshold_db = noise_db + _OVER_ENGINE_NOISE_DB if noise_db < _NOISIEST_DB else _SOFTEST_DB
    heard = np.flatnonzero(levels_db > max(threshold_db, _SOFTEST_DB))
    size = rate_hz // BLOCKS_PER_S
    # words that sound in the last block go on in the rest that does not fill one
    at_end = heard[-1] == levels_db.size - 1
    return int(heard[0]) * size, samples.size if at_end else int(heard[-1] + 1) * size


def _energies(samples: Samples, block: int) -> NDArray[np.float64]:
    blocks = samples[: samples.size // block * block].reshape(-1, block)
    return np.asarray(np.einsum("bn,bn->b", blocks, blocks, dtype=np.float64) / block)


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
