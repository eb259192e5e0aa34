"""Clicks: discontinuities of a few samples, which stand out against what sounds just before and just after.

A plosive, a drop of rain or the stroke of a bell begins as suddenly, but goes on; the pulses of a voice repeat. So the
prediction error, or the slope, is held against that of the milliseconds on either side, the nearest left out: lossy
coding smears a click over them. There are two measures, for two purposes:

- A voice by itself is repaired where its samples are far from what the ones before predict. That finds the softest
  click of a mouth, and where it begins and ends; but it needs models of the voice, of which a mix has many at once.
- A finished mix is only listened to. There the slope from sample to sample makes a jump, of whatever size and place in
  the wave, a spike of one sample: quick to compute, and in noise of any level below 6.5 times its surroundings, over
  hours. Within speech the slope says little, for a consonant is steep, too; there the third differences decide, which
  know next to nothing of what is below 10 kHz: no sound of a mouth is as sharp.

What startles in a bed is not a click but a hit, however long it lasts: `audiogen.ambience.recorded.defects`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import NDArray

from audiogen.audio.prediction import prediction_errors
from audiogen.audio.samples import Samples
from audiogen.units import RATE

_STANDS_OUT_OF_VOICE: Final = 6.5
"""Times the greatest prediction error around it: in 64 phrases of the embedded voice nothing is above 5.6."""
_STANDS_OUT: Final = 8.0
"""Times the slopes around it, in a mix: what noise never is."""
_STANDS_OUT_OF_SPEECH: Final = 25.0
"""Some consonants begin with a click of their own: those of the shipped sessions stay below 18."""
_SHARP: Final = 6.5
"""Times the sharpest of its surroundings: in the shipped sessions speech reaches 4.8."""

_CELLS_PER_S: Final = 2000
"""In a voice by itself, half a millisecond is looked at as one."""
_VOICE_GAP: Final = 3
"""Cells to either side that may belong to the click itself."""
_VOICE_REACH: Final = 24
"""How far it is looked, in cells: over one period of a voice of 85 Hz."""
_BELONGS: Final = 0.1
"""A click ends where the error falls below this share of its greatest."""
_FAINTEST_OF_VOICE: Final = 1e-3
"""An error below it, beside the peak of the whole, is not looked at."""
_BEFORE_S: Final = 0.000_15
_AFTER_S: Final = 0.000_25
"""A click dies away under its surroundings for longer than it rises out of them."""
_LONGEST_S: Final = 0.004
"""What lasts longer is a consonant, or another sound of its own."""

CELL: Final = 32
"""Frames of a mix looked at as one, two thirds of a millisecond: as long as a click is after coding."""
_GAP: Final = 2
"""Cells between a spike and its surroundings."""
_AROUND: Final = 12
"""Cells that the surroundings reach on either side, 8 ms."""
_NEAR: Final = 4
"""Of those the nearest, which count by themselves, too: a short burst is no click."""
CONTEXT: Final = (_GAP + _AROUND) * CELL
"""Frames on either side of what `clicks_in_mix` looks at."""
_FAINTEST: Final = 3e-5
"""Slopes below this, -90 dB, are what 16 bits leave of silence."""
_LEAST_SHARP: Final = 0.06
"""A third difference below this is a crackle of the bed between two words; an impulse of a tenth of full scale makes
0.3, and a third of that after coding."""


@dataclass(frozen=True, slots=True)
class Click:
    """One discontinuity in a mix."""

    at_s: float
    ratio: float
    """How many times its surroundings it is."""
    is_sharp: bool
    """Whether it is sharper than any consonant."""

    def is_heard(self, *, in_speech: bool) -> bool:
        """Whether it is a click, and within speech nothing that a consonant explains."""
        return self.is_sharp or self.ratio >= _STANDS_OUT_OF_SPEECH if in_speech else self.ratio >= _STANDS_OUT


def clicks_in_voice(samples: Samples, rate_hz: int) -> tuple[tuple[int, int], ...]:
    """Where the clicks in a voice by itself begin and end, in samples, in order.

    Args:
        samples: shape (n,), at any rate.
        rate_hz: their rate.
    """
    size = rate_hz // _CELLS_PER_S
    count = samples.size // size
    if count <= 2 * _VOICE_REACH:
        return ()
    errors = prediction_errors(samples, rate_hz)
    # over few columns; numpy is quick along many, and slow along a few at a time
    heights = np.ascontiguousarray(errors[: count * size].reshape(count, size).T).max(axis=0)
    peak = max(float(samples.max()), -float(samples.min()))
    around = _greatest_around(np.pad(heights, _VOICE_REACH), _VOICE_REACH, _VOICE_GAP)
    around = np.maximum(around, np.float32(_FAINTEST_OF_VOICE * peak))
    before, after = int(_BEFORE_S * rate_hz), int(_AFTER_S * rate_hz)
    spans: list[tuple[int, int]] = []
    for cell in np.flatnonzero(heights > _STANDS_OUT_OF_VOICE * around).tolist():
        threshold = max(float(around[cell]), _BELONGS * float(heights[cell]))
        first = max(0, (cell - _VOICE_GAP) * size)
        near = first + np.flatnonzero(errors[first : (cell + _VOICE_GAP + 1) * size] > threshold)
        start, end = max(0, int(near[0]) - before), min(samples.size, int(near[-1]) + 1 + after)
        if spans and start <= spans[-1][1]:
            # those that touch are one
            spans[-1] = (spans[-1][0], max(spans[-1][1], end))
        else:
            spans.append((start, end))
    return tuple((start, end) for start, end in spans if end - start <= _LONGEST_S * rate_hz)


def clicks_in_mix(channel: Samples, start: int) -> list[Click]:
    """What stands out in one channel of a mix at 48 kHz, within speech or without; `Click.is_heard` tells.

    Args:
        channel: a sample before, `CONTEXT`, whole cells to look at, and `CONTEXT`.
        start: the frame of the session at which its second sample lies.
    """
    slopes = np.abs(np.diff(channel)).reshape(-1, CELL)
    surroundings = _slopes_around(np.einsum("cn,cn->c", slopes, slopes) / np.float32(CELL))
    inner = slopes.max(axis=1)[_GAP + _AROUND : len(slopes) - _GAP - _AROUND]
    ratios, sharp = inner / np.maximum(surroundings, _FAINTEST), _are_sharp(channel)
    found = []
    for cell in np.flatnonzero((ratios >= _STANDS_OUT) | sharp).tolist():
        frame = start + (cell + _GAP + _AROUND) * CELL + int(slopes[cell + _GAP + _AROUND].argmax())
        found.append(Click(frame / RATE, float(ratios[cell]), bool(sharp[cell])))
    return found


def _are_sharp(channel: Samples) -> NDArray[np.bool_]:
    """Which cells hold something sharper than speech is: of the form that `clicks_in_mix` takes → (inner cells,)."""
    differences = np.abs(np.diff(channel, n=3))
    peaks = np.pad(differences, 1).reshape(-1, CELL).max(axis=1)
    inner = peaks[_GAP + _AROUND : len(peaks) - _GAP - _AROUND]
    # all but the outermost cells, whose first and last difference would need what is not there
    around = _greatest_around(peaks[1:-1], _GAP + _AROUND - 1, _GAP)
    return np.asarray((inner >= _LEAST_SHARP) & (inner > _SHARP * around))


def _greatest_around(heights: Samples, reach: int, gap: int) -> Samples:
    """The greatest of the cells up to `reach` before and after each, the nearest `gap` left out.

    Of shape (n,), it gives (n - 2 * reach,): those that have all of their surroundings.
    """
    greatest = sliding_window_view(heights, reach - gap).max(axis=1)
    count = heights.size - 2 * reach
    return np.asarray(np.maximum(greatest[:count], greatest[-count:]))


def _slopes_around(energies: Samples) -> NDArray[np.float64]:
    """What each inner cell is held against: the greatest of the energies before and after it, far and near."""
    sums = np.concatenate(([0.0], np.cumsum(energies, dtype=np.float64)))
    first, last = _GAP + _AROUND, energies.size - _GAP - _AROUND

    def mean(begin: int, end: int) -> NDArray[np.float64]:
        return np.asarray((sums[first + end : last + end] - sums[first + begin : last + begin]) / (end - begin))

    before = np.maximum(mean(-_GAP - _AROUND, -_GAP), mean(-_GAP - _NEAR, -_GAP))
    after = np.maximum(mean(_GAP + 1, _GAP + _AROUND), mean(_GAP + 1, _GAP + 1 + _NEAR))
    return np.sqrt(np.maximum(np.maximum(before, after), 0))
