"""De-essing: bursts of 5 to 11.5 kHz that stand out against the phrase's own balance are softened, nothing else."""

from __future__ import annotations

from typing import Final

import numpy as np

from audiogen.audio.samples import Samples
from audiogen.speech.chain.envelope import Curve, apply_gains, energies, loud_db, sliding_max, smoothed, to_db
from audiogen.speech.chain.filters import Kernel, centred
from audiogen.units import RATE

MOST_DB: Final = 5.0
LOWEST_HZ, HIGHEST_HZ = 5000.0, 11_500.0
"""All of an s, of people and of synthetic voices: were only its lower half softened, it would become a whistle."""
_TAPS: Final = 193
"""4 ms, symmetric: the band keeps its phase, so that a part of it can be subtracted."""
_OVER_OWN_DB: Final = 2.0
"""Above the mean of the phrase's own loud s."""
_UNDER_VOWELS_DB: Final = 12.0
"""What is further below the vowels is never sharp."""
_SHARP_DB: Final = 4.0
"""What is less far below the vowels always is."""
_RATIO: Final = 2.0
_REACH: Final = 2


def de_essed(samples: Samples) -> Samples:
    """The sound with sharp s up to 5 dB softer; sound without any comes back as it is, the same object."""
    band = centred(samples, _BAND)
    reductions = reductions_db(samples, band)
    if not reductions.any():
        return samples
    # in place, since a recording may be long
    band -= apply_gains(band, -reductions)
    return np.subtract(samples, band, out=band)


def reductions_db(samples: Samples, band: Samples) -> Curve:
    """By how much the band is turned down in each cell of 5 ms: 0 to 5 dB.

    Args:
        samples: the sound.
        band: what it has between `LOWEST_HZ` and `HIGHEST_HZ`.
    """
    sharp = energies(band)
    vowels_db = loud_db(energies(samples))
    threshold_db = max(loud_db(sharp) + _OVER_OWN_DB, vowels_db - _UNDER_VOWELS_DB)
    threshold_db = min(threshold_db, vowels_db - _SHARP_DB)
    over_db = np.maximum(to_db(smoothed(sharp, 1)) - threshold_db, 0)
    return smoothed(sliding_max(np.minimum(over_db * (1 - 1 / _RATIO), MOST_DB), _REACH), _REACH)


def _band_pass() -> Samples:
    """Impulse response of a band-pass, by windowed sines."""
    time_s = (np.arange(_TAPS) - _TAPS // 2) / RATE
    wanted = sum(sign * 2 * hz * np.sinc(2 * hz * time_s) for sign, hz in ((1, HIGHEST_HZ), (-1, LOWEST_HZ))) / RATE
    return np.asarray(wanted * np.hanning(_TAPS + 2)[1:-1], np.float32)


_BAND: Final = Kernel.of(_band_pass())
