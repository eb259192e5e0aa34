"""LAME at a constant bit rate, with its own changes of level undone. Files and threads are no part of this."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import lameenc
import numpy as np

from audiogen.units import RATE

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from audiogen.audio.samples import Samples

QUALITY: Final = 5
"""LAME's setting, 0 (best) to 9."""

_FULL_SCALE: Final = 32_768


class Lame:
    """Encodes one stretch of sound from its beginning to its end.

    The sound goes to LAME in 16 bits without dither: the rounding lies 98 dB under full scale, far below what a lossy
    encoder adds itself, and silence stays silence.
    """

    def __init__(self, bit_rate_kbps: int) -> None:
        self._lame = lameenc.Encoder()
        self._lame.silence()  # it would print to the terminal
        self._lame.set_channels(2)
        self._lame.set_in_sample_rate(RATE)
        self._lame.set_out_sample_rate(RATE)  # else it chooses a lower one at low bit rates
        self._lame.set_bit_rate(bit_rate_kbps)
        self._lame.set_quality(QUALITY)
        self._full_scale = np.float32(_FULL_SCALE / _input_scale(bit_rate_kbps))

    def encode(self, samples: Samples) -> bytes:
        """The MP3 frames that are ready after these samples, shape (2, n); what exceeds full scale is clipped."""
        pcm: NDArray[np.int16] = np.empty((samples.shape[1], 2), "<i2")
        scaled = np.empty(samples.shape[1], np.float32)
        for side, channel in enumerate(samples):
            np.multiply(channel, self._full_scale, out=scaled)
            np.rint(scaled, out=scaled)
            np.clip(scaled, -_FULL_SCALE, _FULL_SCALE - 1, out=scaled)
            # made integers first: interleaving floats takes twice as long
            pcm[:, side] = scaled.astype("<i2")
        return bytes(self._lame.encode(pcm))

    def flush(self) -> bytes:
        """The MP3 frames still inside; call it once."""
        return bytes(self._lame.flush())


def _input_scale(bit_rate_kbps: int) -> float:
    """What LAME multiplies its input by at a constant bit rate, to spare it from clipping; our level must come out."""
    if bit_rate_kbps <= 160:
        return 0.95
    return {192: 0.97, 224: 0.98}.get(bit_rate_kbps, 1.0)
