"""Where a bed's own file begins to sound: pydub's words for silence, used on short stretches."""

from __future__ import annotations

import warnings

import numpy as np

from audiogen.samples import Samples
from audiogen.units import RATE

with warnings.catch_warnings():
    # pydub looks for ffmpeg when it is imported; nothing here asks it to decode
    warnings.filterwarnings("ignore", message="Couldn't find ffmpeg or avconv", category=RuntimeWarning)
    from pydub import AudioSegment
    from pydub.silence import detect_leading_silence

_SIXTEEN_BITS = 32767


def leading_silence_frames(samples: Samples, threshold_dbfs: float) -> int:
    """Frames of (2, n) that pass before the sound first exceeds the threshold for 10 ms; n when it never does."""
    as_integers = np.rint(np.clip(samples, -1, 1).T * _SIXTEEN_BITS).astype("<i2")
    segment = AudioSegment(data=as_integers.tobytes(), sample_width=2, frame_rate=RATE, channels=2)
    silence_ms = int(detect_leading_silence(segment, threshold_dbfs))
    return min(int(samples.shape[1]), silence_ms * RATE // 1000)
