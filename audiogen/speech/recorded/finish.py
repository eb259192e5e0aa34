"""A recording as a phrase: its words cut out of the room's silence, and as loud as the synthetic voices.

What an engine gives is trimmed and levelled in `audiogen.speech.clip`, where nothing has to be told from noise.
"""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

from audiogen.audio.activity import BLOCK, find_activity
from audiogen.audio.loudness import Meter
from audiogen.audio.samples import Samples
from audiogen.speech.chain.envelope import peaks, ramp
from audiogen.units import to_frames, to_gain

_KEEP_BEFORE_FRAMES: Final = to_frames(0.15)
"""A soft f or h may lie under the noise."""
_KEEP_AFTER_FRAMES: Final = to_frames(0.2)
_FADE_IN_FRAMES: Final = to_frames(0.05)
_FADE_OUT_FRAMES: Final = to_frames(0.12)
"""Long enough that the noise of the room is not heard to begin and to end."""
_SHORTEST_FADE_FRAMES: Final = to_frames(0.002)
_ACTIVE_DB: Final = -30.0
"""As for synthetic voices: what is this far below the vowels says nothing about how loud the voice is."""
_CHUNK_BLOCKS: Final = 1000
_CELL: Final = 48
"""Frames that the limiter holds one gain for: a millisecond."""
_LOOK_CELLS: Final = 5


def cut_words(samples: Samples) -> Samples | None:
    """The words of a recording with a little of the room around them, faded in and out; None when there are none.

    Shape (frames,), at the project's rate. The samples are worked on in place: a recording may be long.
    """
    words = find_activity(samples).words
    if words is None:
        return None
    begin, end = words
    start, stop = max(0, begin - _KEEP_BEFORE_FRAMES), min(samples.size, end + _KEEP_AFTER_FRAMES)
    kept = samples[start:stop]
    fade_in = min(kept.size, max(_SHORTEST_FADE_FRAMES, min(_FADE_IN_FRAMES, begin - start)))
    fade_out = min(kept.size, max(_SHORTEST_FADE_FRAMES, min(_FADE_OUT_FRAMES, stop - end)))
    kept[:fade_in] *= _rise(fade_in)
    kept[kept.size - fade_out :] *= _rise(fade_out)[::-1]
    return kept


def level(samples: Samples, loudness_lufs: float, peak_dbfs: float) -> Samples:
    """The recording with its words at this loudness on both sides, in place.

    A cough or a knock that would exceed the peak is turned down where it is, so that it does not make the words softer.
    """
    samples *= np.float32(to_gain(loudness_lufs - _words_lufs(samples)))
    limit(samples, to_gain(peak_dbfs))
    return samples


def _words_lufs(samples: Samples) -> float:
    """Loudness of the blocks in which words sound, placed on both sides; of all of it when that is too little."""
    meter = Meter(channels=1)
    activity = find_activity(samples)
    active = activity.heard & (activity.levels_db > activity.loud_db + _ACTIVE_DB)
    for first in range(0, active.size, _CHUNK_BLOCKS):
        chunk = active[first : first + _CHUNK_BLOCKS]
        blocks = samples[first * BLOCK : (first + chunk.size) * BLOCK].reshape(-1, BLOCK)
        meter.feed(blocks[chunk].reshape(-1))
    if not active.any():
        meter.feed(samples)
    return meter.mean_lufs() + 10 * float(np.log10(2))


def limit(samples: Samples, ceiling: float) -> None:
    """Turn peaks down to the ceiling, over some milliseconds around them, in place."""
    if max(float(samples.max(initial=0)), -float(samples.min(initial=0))) <= ceiling:
        return
    heights = peaks(samples, _CELL).astype(np.float32)
    needed = np.float32(ceiling) / np.maximum(heights, np.float32(ceiling))
    reach = 2 * _LOOK_CELLS + 1
    lowest = sliding_window_view(np.pad(needed, 2 * _LOOK_CELLS, constant_values=1), reach).min(axis=1)
    window = np.hanning(reach + 2)[1:-1].astype(np.float32)
    gains = np.minimum(1, np.convolve(lowest, window / window.sum(), "valid"))
    # at the edges between cells the lower gain of the two, so that no cell exceeds its own
    knots = np.minimum(np.pad(gains, (0, 1), constant_values=1), np.pad(gains, (1, 0), constant_values=1))
    whole = samples.size // _CELL
    ramp(samples[: whole * _CELL].reshape(whole, _CELL), knots)
    rest = samples[whole * _CELL :]
    rest *= np.linspace(knots[whole], knots[-1], _CELL, endpoint=False, dtype=np.float32)[: rest.size]


def _rise(frames: int) -> Samples:
    """Half a cosine from 0 to 1."""
    return np.asarray(0.5 - 0.5 * np.cos(np.pi * (np.arange(frames) + 0.5) / frames), np.float32)
