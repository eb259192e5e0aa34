"""How far the highs of a synthetic voice are turned down: many hiss where people's voices are soft.

Held against the long-term spectrum of speech (Byrne et al., J. Acoust. Soc. Am. 96, 1994), the embedded voice has 8 dB
too much at 8 kHz and 10 dB at 10 kHz. That is no matter of single sharp s, which `de_esser` softens, but of all of
them, and of the breath between them. Applied is the tilt by `balance`, within its own convolution.
"""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

from audiogen.speech.chain.envelope import Curve, loud_db, to_db

HISS_HZ: Final = (7100.0, 11500.0)
"""The thirds of an octave around 8 and 10 kHz, in which voices are too bright."""
TILT_HZ: Final = (5000.0, 6300.0, 8000.0, 10_000.0, 12_500.0)
TILT_DB: Final = (0.0, -2.0, -5.5, -8.0, -9.0)
"""The whole tilt, linear between over the logarithm of frequency, and flat beyond."""
_SHARPEST: Final = 5
"""Windows that say how bright a voice is: together a fifth of a second, two or three s, of which few phrases have none.

Means over a phrase would say how many s there are in it, and the fewer there are, the sharper they would be left.
"""
_BRIGHT_DB: Final = -11.0
_SOFT_DB: Final = -17.0
"""What their hiss has relative to the vowels, in voices that need the whole tilt, and none.

Measured are, as medians of 73 phrases, -8 dB (embedded voice), -13 dB (a voice of Kokoro that is hardly too bright),
-19 dB (eSpeak NG) and -28 dB (a voice of Piper). Four fifths of the embedded voice's phrases get the whole tilt; the
others have no sharp s, and get less. A voice between the two limits gets more in phrases with sharper s.
"""


def tilt_share(hiss: Curve, totals: Curve) -> float:
    """How much of the tilt a phrase needs: 0, when its highs are as people's are, to 1; 0 for silence.

    Args:
        hiss: energy within `HISS_HZ`, for each window of the phrase.
        totals: energy of the whole voice.
    """
    if not totals.any():
        return 0.0
    sharpest_db = float(to_db(np.sort(hiss)[-_SHARPEST:].mean(keepdims=True))[0]) - loud_db(totals)
    return float(np.clip((sharpest_db - _SOFT_DB) / (_BRIGHT_DB - _SOFT_DB), 0, 1))


def tilt_db(at_hz: NDArray[np.floating]) -> Curve:
    """The whole tilt at some frequencies, in decibels."""
    return np.asarray(np.interp(np.log2(np.maximum(at_hz, 1.0)), np.log2(TILT_HZ), TILT_DB), np.float64)
