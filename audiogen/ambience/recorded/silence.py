"""Where a bed's own file begins and ceases to sound. For silence pydub's words are used, on short stretches."""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from typing import Final

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

from audiogen.ambience.recorded.store import BedStore
from audiogen.audio.samples import Samples
from audiogen.units import RATE

with warnings.catch_warnings():
    # pydub looks for ffmpeg when it is imported; nothing here asks it to decode
    warnings.filterwarnings("ignore", message="Couldn't find ffmpeg or avconv", category=RuntimeWarning)
    from pydub import AudioSegment
    from pydub.silence import detect_leading_silence

LEVEL_FRAMES: Final = RATE // 100
"""Powers are given for every 10 ms."""

_SIXTEEN_BITS: Final = 32767
_SILENT_DBFS: Final = -80.0
_QUIET_DB: Final = -40.0
"""Head and tail are trimmed where they are this far below the recording as a whole."""
_FADED_DB: Final = -3.0
"""A head is still fading in, a tail fading out, where it is this far below what nine tenths of the seconds exceed."""
_LONGEST_FADE_S: Final = 15.0
_FADE_SHARE: Final = 0.1
"""No more of a recording than this is taken for a fade, at either end."""
_SECOND: Final = RATE // LEVEL_FRAMES


def silent_ends(store: BedStore, powers: Samples) -> tuple[int, int]:
    """The first frame that sounds, silence and fade left out, and the frame after the last one; (0, 0) for silence.

    Args:
        store: the recording.
        powers: its mean squares, one for every 10 ms.
    """
    mean_dbfs = 10 * np.log10(max(float(powers.mean()), 1e-20)) if powers.size else -np.inf
    if mean_dbfs < _SILENT_DBFS:
        return 0, 0
    start = _silence(store.chunks(), mean_dbfs + _QUIET_DB)
    end = store.frames - _silence(store.chunks_reversed(), mean_dbfs + _QUIET_DB)
    sounding = powers[start // LEVEL_FRAMES : end // LEVEL_FRAMES]
    return start + _fade_frames(sounding), end - _fade_frames(sounding[::-1])


def _fade_frames(powers: Samples) -> int:
    """How long it takes until a second is as loud as nearly all of them are."""
    if powers.size < 2 * _SECOND:
        return 0
    seconds = sliding_window_view(powers, _SECOND)[:: _SECOND // 10].mean(axis=1)
    faded = seconds < np.percentile(seconds, 10) * 10 ** (_FADED_DB / 10)
    longest = int(min(_LONGEST_FADE_S * RATE, _FADE_SHARE * powers.size * LEVEL_FRAMES))
    return min(int(faded.argmin()) * (RATE // 10), longest)


def _silence(chunks: Iterator[Samples], threshold_dbfs: float) -> int:
    """Frames of silence before the first sound."""
    silent = 0
    for chunk in chunks:
        leading = leading_silence_frames(chunk, threshold_dbfs)
        silent += leading
        if leading < chunk.shape[1]:
            break
    return silent


def leading_silence_frames(samples: Samples, threshold_dbfs: float) -> int:
    """Frames of (2, n) that pass before the sound first exceeds the threshold for 10 ms; n when it never does."""
    as_integers = np.rint(np.clip(samples, -1, 1).T * _SIXTEEN_BITS).astype("<i2")
    segment = AudioSegment(data=as_integers.tobytes(), sample_width=2, frame_rate=RATE, channels=2)
    silence_ms = int(detect_leading_silence(segment, threshold_dbfs))
    return min(int(samples.shape[1]), silence_ms * RATE // 1000)
