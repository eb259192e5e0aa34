"""Gentle compression: the loudest syllables are held back slowly, so that a phrase is more even and has lower peaks."""

from __future__ import annotations

from typing import Final

import numpy as np

from audiogen.audio.samples import Samples
from audiogen.speech.chain.cells import Curve, apply_gains, energies, held, loud_energy, peaks, rounded, to_db

MOST_DB: Final = 4.0
_RATIO: Final = 2.0
_UNDER_LOUD_DB: Final = 3.0
"""The threshold lies so far below the level of the vowels."""
_KNEE_DB: Final = 6.0
_CREST_DB: Final = 8.5
"""A peak counts as a level so far below it: what is more peaked than a common vowel is held back, too."""
_LEVEL_REACH: Final = 3
"""Level is looked at over 35 ms: longer than a period of any voice, shorter than a syllable."""
_AHEAD: Final = 4
"""Cells that the gain sinks ahead of what it is for."""
_RELEASE: Final = float(np.exp(-1 / 40))
"""A time constant of 0.2 s on the way back: about a syllable."""


def compressed(samples: Samples) -> Samples:
    """The sound with its loud syllables up to 4 dB softer; its level as a whole is set later."""
    return apply_gains(samples, -reductions_db(samples))


def reductions_db(samples: Samples) -> Curve:
    """By how much each cell of 5 ms is turned down: 0 to 4 dB."""
    energy = energies(samples)
    threshold_db = float(to_db(np.array([loud_energy(energy)]))[0]) - _UNDER_LOUD_DB
    level_db = np.maximum(to_db(rounded(energy, _LEVEL_REACH)), 2 * to_db(peaks(samples)) - _CREST_DB)
    wanted = np.minimum(_above(level_db - threshold_db) * (1 - 1 / _RATIO), MOST_DB)
    return rounded(_let_go(held(wanted, _AHEAD)), _AHEAD)


def _above(over_db: Curve) -> Curve:
    """How far levels are above the threshold, with a knee around it: from 0."""
    inside = np.clip(over_db + _KNEE_DB / 2, 0, _KNEE_DB)
    return np.asarray(inside**2 / (2 * _KNEE_DB) + np.maximum(over_db - _KNEE_DB / 2, 0))


def _let_go(wanted: Curve) -> Curve:
    """The same, but falling no faster than the release allows."""
    released = np.empty_like(wanted)
    reduction = 0.0
    for cell, value in enumerate(wanted.tolist()):
        reduction = max(value, reduction * _RELEASE)
        released[cell] = reduction
    return released
