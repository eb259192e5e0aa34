"""Finding the words in an engine's sound: where they begin and end, and joining pieces that were spoken apart."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING, Final

import numpy as np
from numpy.typing import NDArray

from audiogen.plan.cues import WORDS_BEGIN_FRAMES
from audiogen.speech.engine import Sound
from audiogen.units import to_seconds

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from audiogen.audio.samples import Samples

BLOCKS_PER_S: Final = 100
"""Level is looked at in blocks of 10 ms: shorter than any consonant."""

_SILENT: Final = 1e-4
"""Peak amplitude, -80 dBFS, below which a whole clip holds no words."""
_LOUD_SHARE: Final = 0.3
"""The loudest blocks, about the vowels, are what other blocks are compared with."""
_QUIETEST_DB: Final = -50.0
"""Relative to the vowels. Soft consonants begin 35 to 45 dB below them; the silence of engines is below 60."""
_NOISE_MARGIN_DB: Final = 6.0
_NOISIEST_DB: Final = -46.0
"""A quietest block above this is no noise floor: the clip has no silence at all."""

_KEEP_AFTER_S: Final = 0.04
_FADE_IN_S: Final = 0.01
_FADE_OUT_S: Final = 0.02
_SHORTEST_FADE_S: Final = 0.002
"""Where the words begin at once: enough against a click, too short to take a consonant away."""


def block_levels_db(sound: Sound) -> NDArray[np.float64]:
    """Level of each whole block of 10 ms, in decibels relative to the loudest blocks; shape (blocks,)."""
    size = sound.rate_hz // BLOCKS_PER_S
    blocks = sound.samples[: sound.samples.size // size * size].reshape(-1, size).astype(np.float64)
    energies = np.einsum("bn,bn->b", blocks, blocks) / size
    loud = np.sort(energies)[-max(1, int(energies.size * _LOUD_SHARE)) :].mean() if energies.size else 1.0
    return np.asarray(10 * np.log10(np.maximum(energies, 1e-12) / max(loud, 1e-12)))


def find_words(sound: Sound) -> tuple[int, int] | None:
    """The first sample of the words and the one after their last; None for silence, and below 10 ms."""
    if not sound.samples.size or float(np.abs(sound.samples).max()) < _SILENT:
        return None
    levels = block_levels_db(sound)
    if not levels.size:
        return None
    noise_db = float(np.percentile(levels, 5))
    threshold_db = noise_db + _NOISE_MARGIN_DB if noise_db < _NOISIEST_DB else _QUIETEST_DB
    heard = np.flatnonzero(levels > max(threshold_db, _QUIETEST_DB))
    size = sound.rate_hz // BLOCKS_PER_S
    at_end = heard[-1] == levels.size - 1
    return int(heard[0]) * size, sound.samples.size if at_end else int(heard[-1] + 1) * size


def trim(sound: Sound) -> Sound | None:
    """The words with a breath of silence around them and soft edges; None when there are none."""
    words = find_words(sound)
    if words is None:
        return None
    begin, end = words
    before = round(to_seconds(WORDS_BEGIN_FRAMES) * sound.rate_hz)
    start = max(0, begin - before)
    stop = min(sound.samples.size, end + int(_KEEP_AFTER_S * sound.rate_hz))
    kept: Samples = sound.samples[start:stop].copy()
    fade_in = _fade_samples(_FADE_IN_S, begin - start, sound.rate_hz)
    fade_out = _fade_samples(_FADE_OUT_S, stop - end, sound.rate_hz)
    kept[:fade_in] *= _rise(fade_in)[: kept.size]
    kept[kept.size - min(fade_out, kept.size) :] *= _rise(fade_out)[::-1][-kept.size :]
    # where the voice begins at once: words are as far from the beginning of their clip as everywhere
    return Sound(np.pad(kept, (before - (begin - start), 0)), sound.rate_hz)


def join(parts: Iterable[Sound], pauses_s: Sequence[float]) -> Sound:
    """Sounds of one rate in a row, trimmed, with a pause after each but the last; parts without words add nothing.

    Args:
        parts: taken one at a time, so that only what is kept of them takes memory.
        pauses_s: one for each part; the last is left out.
    """
    sounds = iter(parts)
    first = next(sounds)
    if len(pauses_s) == 1:
        return first
    row: list[Samples] = []
    for part, pause_s in zip(chain((first,), sounds), [*pauses_s[:-1], 0.0], strict=True):
        words = trim(part)
        if words is not None:
            row += [words.samples, np.zeros(int(pause_s * first.rate_hz), np.float32)]
    return Sound(np.concatenate(row) if row else np.zeros(0, np.float32), first.rate_hz)


def _fade_samples(wanted_s: float, silence: int, rate_hz: int) -> int:
    """Length of a fade that lies within the silence beside the words."""
    return max(int(_SHORTEST_FADE_S * rate_hz), min(int(wanted_s * rate_hz), silence))


def _rise(length: int) -> Samples:
    """Half a cosine from 0 to 1."""
    return np.asarray(0.5 - 0.5 * np.cos(np.pi * (np.arange(length) + 0.5) / length), np.float32)
