"""Gentle compression: the loudest syllables are turned down slowly, for an even phrase with lower peaks."""

from __future__ import annotations

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
_RELEASE_CELLS: Final = 40
"""The time constant: 0.2 s, about a syllable."""


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
    return smoothed(_released(sliding_max(wanted_db, _LOOKAHEAD)), _LOOKAHEAD)


def _released(wanted_db: Curve) -> Curve:
    """At each cell the greatest of what was wanted, each fallen off since by the release."""
    # as logarithms, a fall that is steady is a line, and what is greatest above a line is greatest
    line = np.arange(wanted_db.size) / _RELEASE_CELLS
    with np.errstate(divide="ignore"):
        return np.exp(np.maximum.accumulate(np.log(wanted_db) + line) - line)
