"""Gentle compression: the loudest syllables are turned down slowly, for an even phrase with lower peaks."""

from __future__ import annotations

from itertools import accumulate
from typing import Final

import numpy as np

from audiogen.audio.samples import Samples
from audiogen.speech.chain.envelope import Curve, apply_gains, energies, loud_db, peaks, sliding_max, smoothed, to_db

MOST_DB: Final = 4.0
_RATIO: Final = 2.0
_UNDER_LOUD_DB: Final = 3.0
"""The threshold lies so far below the level of the vowels."""
_KNEE_DB: Final = 6.0
_CREST_DB: Final = 8.5
"""A peak counts as a level so far below it, so that what has higher peaks than a common vowel is turned down, too."""
_LEVEL_REACH: Final = 3
"""Level is taken over 35 ms: longer than a period of any voice, shorter than a syllable."""
_LOOKAHEAD: Final = 4
"""Cells that the gain sinks ahead of the sound that asks for it."""
_RELEASE: Final = float(np.exp(-1 / 40))
"""For each cell. The time constant is 0.2 s, about a syllable."""


def compressed(samples: Samples) -> Samples:
    """The sound with its loud syllables up to 4 dB softer; the level of the whole is set later."""
    return apply_gains(samples, -reductions_db(samples))


def reductions_db(samples: Samples) -> Curve:
    """By how much each cell of 5 ms is turned down: 0 to 4 dB."""
    energy = energies(samples)
    threshold_db = loud_db(energy) - _UNDER_LOUD_DB
    level_db = np.maximum(to_db(smoothed(energy, _LEVEL_REACH)), 2 * to_db(peaks(samples)) - _CREST_DB)
    over_db = level_db - threshold_db
    in_knee_db = np.clip(over_db + _KNEE_DB / 2, 0, _KNEE_DB)
    excess_db = in_knee_db**2 / (2 * _KNEE_DB) + np.maximum(over_db - _KNEE_DB / 2, 0)
    wanted_db = np.minimum(excess_db * (1 - 1 / _RATIO), MOST_DB)
    # the reduction rises at once, and falls no faster than the release allows
    wanted_db = sliding_max(wanted_db, _LOOKAHEAD)
    released_db = accumulate(wanted_db.tolist(), lambda last, wanted: max(wanted, last * _RELEASE))
    return smoothed(np.array(list(released_db)), _LOOKAHEAD)
