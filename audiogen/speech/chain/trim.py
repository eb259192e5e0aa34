"""Cutting the words out of an engine's sound, and joining pieces that were spoken apart."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import chain
from typing import Final

import numpy as np

from audiogen.audio.activity import find_words
from audiogen.audio.samples import Samples
from audiogen.plan.cues import WORDS_BEGIN_FRAMES
from audiogen.speech.engine import Sound
from audiogen.units import to_seconds

_KEEP_AFTER_S: Final = 0.04
_FADE_IN_S: Final = 0.01
_FADE_OUT_S: Final = 0.02
_SHORTEST_FADE_S: Final = 0.002
"""Where the words begin at once: enough against a click, too short to take a consonant away."""


def trim(sound: Sound) -> Sound | None:
    """The words with short silences around them and soft edges; None when there are none."""
    words = find_words(sound.samples, sound.rate_hz)
    if words is None:
        return None
    begin, end = words
    before = round(to_seconds(WORDS_BEGIN_FRAMES) * sound.rate_hz)
    start = max(0, begin - before)
    stop = min(sound.samples.size, end + int(_KEEP_AFTER_S * sound.rate_hz))
    kept: Samples = sound.samples[start:stop].copy()
    # fades lie within the silence beside the words
    shortest = int(_SHORTEST_FADE_S * sound.rate_hz)
    fade_in = max(shortest, min(int(_FADE_IN_S * sound.rate_hz), begin - start))
    fade_out = max(shortest, min(int(_FADE_OUT_S * sound.rate_hz), stop - end))
    kept[:fade_in] *= _rise(fade_in)[: kept.size]
    kept[kept.size - min(fade_out, kept.size) :] *= _rise(fade_out)[::-1][-kept.size :]
    # where the voice begins at once, silence is added: in all clips the words begin at the same place
    return Sound(np.pad(kept, (before - (begin - start), 0)), sound.rate_hz)


def join(parts: Iterable[Sound], pauses_s: Sequence[float]) -> Sound:
    """Sounds of one rate in a row, trimmed, with a pause after each but the last; parts without words add nothing.

    Args:
        parts: taken one at a time, so that only their words take memory.
        pauses_s: one for each part; the last is left out.
    """
    sounds = iter(parts)
    first = next(sounds)
    # a phrase in one piece is trimmed with its clip, from the sound that the cache keeps as it came
    if len(pauses_s) == 1:
        return first
    row: list[Samples] = []
    for part, pause_s in zip(chain((first,), sounds), [*pauses_s[:-1], 0.0], strict=True):
        words = trim(part)
        if words is not None:
            row += [words.samples, np.zeros(int(pause_s * first.rate_hz), np.float32)]
    return Sound(np.concatenate(row) if row else np.zeros(0, np.float32), first.rate_hz)


def _rise(length: int) -> Samples:
    """Half a cosine from 0 to 1."""
    return np.asarray(0.5 - 0.5 * np.cos(np.pi * (np.arange(length) + 0.5) / length), np.float32)
