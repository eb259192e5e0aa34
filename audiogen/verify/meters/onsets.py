"""When words and breaths begin in the sound itself, to hold against the times that the manifest gives them.

Both stand over a bed. Its power is taken, band by band, from just before the mark; what counts is how many times that
power there is from the mark on. Bands in which the bed is faint, and words or breath are not, so decide.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, TypeAlias

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import NDArray

from audiogen.audio.samples import Samples
from audiogen.units import RATE

BEFORE_S: Final = 0.6
AFTER_S: Final = 0.9
"""How far from a mark an onset is looked for."""

_WINDOW: Final = 512
_HOP: Final = 120
"""2.5 ms."""
_PER_S: Final = RATE // _HOP
_LEAST_BEFORE_S: Final = 0.25
"""Less of the bed before a mark is not enough to know it."""
_RISE_S: Final = 0.15
_WORDS_STAND_OUT: Final = 3.0
"""Times the bed: words begin softly, some 50 to 150 ms before they are loud."""
_LATEST_S: Final = 0.55
_QUIET_S: Final = 0.08
"""The stop within a word is shorter."""
_MOSTLY: Final = 0.9
_BED_PERCENT: Final = 15
_BED_MEAN: Final = 1.5
"""How far the mean of a bed's power lies above that percentile, for noise in bands as narrow as these."""
_WORDS_LEAST: Final = 6.0
"""Times the bed that words must reach after their onset; otherwise none were found."""
_BREATH_BANDS: Final = 4
_EARLIEST_S: Final = 0.06
_RISEN_BY_S: Final = 0.45
"""A cue is looked for from so long before its mark to so long after."""
_RISES_S: Final = (0.005, 0.01, 0.02, 0.04, 0.08, 0.16, 0.32, 0.64)
_HEIGHTS: Final = (0.35, 0.5, 0.7, 1.0, 1.4, 2.0, 4.0, 8.0)
"""How long a rise may last, and how high it may reach, relative to what is heard at the end."""
_INDEPENDENT: Final = 0.47
"""Neighbouring windows overlap: so much of each is news."""
_LEAST_LIKELIHOOD: Final = 10.0
_ALSO_LIKELY: Final = 2.0
"""As a logarithm: what is less likely than this is less likely than one in twenty."""
_UNSURE_OF_RISE: Final = 0.15
"""Of its length: a slow rise may have had another form than the one it is held against."""
_CLEAR_S: Final = 0.010
"""A cue that cannot be timed more closely than this cannot be held to what is asked of it."""
_QUIETEST: Final = 1e-9

Powers: TypeAlias = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Onset:
    """Where something begins, relative to the mark that announces it."""

    offset_s: float
    """Below zero: before the mark."""
    slack_s: float
    """How far off that may be, hidden by the bed."""

    @property
    def is_clear(self) -> bool:
        """Whether it rises out of the bed clearly enough to be timed to 10 ms."""
        return self.slack_s <= _CLEAR_S


def words_onset(samples: Samples, mark_s: float) -> Onset | None:
    """Where words begin in an excerpt; None when they do not stand out from what is before them.

    Args:
        samples: shape (2, n), with at least a quarter of a second before the mark.
        mark_s: where the mark is, from the beginning of the excerpt.
    """
    powers, times = _powers(samples)
    if mark_s < _LEAST_BEFORE_S or not times.size:
        return None
    turn = _steepest(powers[times < mark_s + _LATEST_S])
    over = (powers / (np.percentile(powers, _BED_PERCENT, axis=0) * _BED_MEAN + _QUIETEST)).mean(axis=1)
    if over[turn : turn + _frames(_RISE_S)].mean() < _WORDS_LEAST:
        return None
    # back to the last moment that nothing but the bed sounded for a while
    quiet = sliding_window_view(over[:turn] < _WORDS_STAND_OUT, min(turn, _frames(_QUIET_S))).mean(axis=1)
    ends = np.flatnonzero(quiet >= _MOSTLY)
    onset = int(ends[-1]) + _frames(_QUIET_S) if ends.size else 0
    return Onset(float(times[min(onset, times.size - 1)]) - mark_s, 0.0)


def breath_onset(samples: Samples, mark_s: float) -> Onset | None:
    """Where the sound of a breath begins in an excerpt; None when it never rises clearly above the bed.

    Args:
        samples: shape (2, n), with at least a quarter of a second before the mark.
        mark_s: where the mark is, from the beginning of the excerpt.
    """
    powers, times = _powers(samples)
    if mark_s < _LEAST_BEFORE_S or not times.size:
        return None
    before = times < mark_s - _EARLIEST_S
    relative = powers / _level(powers[before])
    heard = relative[times > mark_s + _EARLIEST_S].mean(axis=0)
    over = relative[:, np.argsort(-heard)[:_BREATH_BANDS]].mean(axis=1)
    likelihood, lasts_s, starts = _rises(over[times < mark_s + _RISEN_BY_S], before)
    best = int(likelihood.argmax())
    if likelihood[best] < _LEAST_LIKELIHOOD:
        return None
    # out of digital silence it is so likely that floating-point numbers of that size have no place for the difference
    likely = np.flatnonzero(likelihood >= likelihood[best] - _ALSO_LIKELY)
    slack_s = max(best - int(likely[0]), int(likely[-1]) - best) / _PER_S
    return Onset(float(times[starts[best]]) - mark_s, max(slack_s, _UNSURE_OF_RISE * float(lasts_s[best])))


def _rises(over: Powers, before: NDArray[np.bool_]) -> tuple[Powers, Powers, NDArray[np.intp]]:
    """How much more likely a rise at each start is than none, as a logarithm; how long it lasts then; and the starts.

    Noise in bands has powers that scatter as a gamma distribution about their mean. The mean of a rise is one before
    it, and from its start on grows with the square of time, as amplitude does with time, up to some height.
    """
    bed = over[before[: over.size]]
    shape = _INDEPENDENT / max(float(bed.var()), 1e-6)
    starts = np.arange(int(before.sum()), over.size - _frames(0.05))
    height = max(float(over[-_frames(0.15) :].mean()) - 1, 0.0)
    since = (np.arange(over.size) - starts[:, None]).clip(min=0) / _PER_S
    best, best_s = np.full(starts.size, -np.inf), np.zeros(starts.size)
    for lasts_s in _RISES_S:
        grown = np.minimum(since / lasts_s, 1) ** 2
        for share in _HEIGHTS:
            mean = 1 + share * height * grown
            likelihood = ((1 - 1 / mean) * over - np.log(mean)).sum(axis=1)
            best_s[likelihood > best] = lasts_s
            best = np.maximum(best, likelihood)
    return shape * best, best_s, starts


def _powers(samples: Samples) -> tuple[Powers, Powers]:
    """Power in each band, both channels added, shape (moments, bands); and the moments, in seconds."""
    if samples.shape[1] < _WINDOW:
        return np.zeros((0, len(_BANDS) - 1)), np.zeros(0)
    frames = sliding_window_view(samples, _WINDOW, axis=1)[:, ::_HOP] * np.hanning(_WINDOW).astype(np.float32)
    spectra = np.fft.rfft(frames)
    power = (spectra.real**2 + spectra.imag**2).sum(axis=0)
    times = (np.arange(power.shape[0]) * _HOP + _WINDOW / 2) / RATE
    return np.add.reduceat(power, _BANDS, axis=1)[:, :-1].astype(np.float64), times


def _steepest(powers: Powers) -> int:
    """Where the level, over all bands, rises the most from one stretch to the next."""
    level = np.log(powers + _QUIETEST).mean(axis=1)
    sums = np.concatenate(([0.0], np.cumsum(level)))
    reach = min(_frames(_RISE_S), level.size // 2)
    middle = np.arange(reach, level.size - reach)
    rise = sums[middle + reach] - 2 * sums[middle] + sums[middle - reach]
    return int(middle[np.argmax(rise)]) if middle.size else 0


def _level(powers: Powers) -> Powers:
    return np.asarray(powers.mean(axis=0) + _QUIETEST)


def _frames(seconds: float) -> int:
    return int(seconds * _PER_S)


def _bands() -> NDArray[np.intp]:
    edges = np.round(np.geomspace(150, 12_000, 17) / RATE * _WINDOW)
    return np.unique(edges).astype(np.intp)


_BANDS: Final = _bands()
"""The first bins of bands a third of an octave and wider, from 150 Hz to 12 kHz."""
