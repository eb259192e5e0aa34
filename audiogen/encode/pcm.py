"""Samples as whole numbers of 24 bits, for the formats that lose nothing."""

from __future__ import annotations

from typing import Final, TypeAlias

import numpy as np
from numpy.typing import NDArray

from audiogen.audio.samples import Samples

Pcm: TypeAlias = NDArray[np.int32]
"""Interleaved stereo, little-endian, shape (frames, 2)."""

_FULL_SCALE: Final = 1 << 23


def pcm_24(samples: Samples) -> Pcm:
    """The nearest whole numbers from -2²³ to 2²³ - 1, from samples of shape (2, n) within ±1.

    Without dither: the rounding lies 146 dB under full scale, and silence stays silence.
    """
    scaled = samples * np.float32(_FULL_SCALE)
    np.rint(scaled, out=scaled)
    np.minimum(scaled, np.float32(_FULL_SCALE - 1), out=scaled)
    pcm = np.empty((scaled.shape[1], 2), "<i4")
    pcm[:] = scaled.T
    return pcm
