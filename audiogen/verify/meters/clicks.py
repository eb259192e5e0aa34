"""Clicks: discontinuities of a sample or a few, which stand out against what sounds just before and just after.

The slope from sample to sample makes a jump, of whatever size and place in the wave, a spike of one sample. It is held
against the slopes of the 8 ms before and the 8 ms after: a plosive, a drop of rain or the stroke of a bell begins as
suddenly, but goes on. Lossy coding smears a click over some milliseconds, hence a gap between the spike and its
surroundings. Noise of any level stays below 6.5 times its surroundings, over hours.

Within speech the slope says little, for a consonant is steep, too. There the third differences decide, which know next
to nothing of what is below 10 kHz: held against the greatest of the same surroundings, no sound of a mouth is as sharp.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import NDArray

from audiogen.audio.samples import Samples
from audiogen.units import RATE
from audiogen.verify.marks import Span

_CELL: Final = 32
"""Frames looked at as one, two thirds of a millisecond: as long as a click is after coding."""
_GAP: Final = 2
"""Cells between a spike and its surroundings."""
_AROUND: Final = 12
"""Cells that the surroundings reach on either side."""
_NEAR: Final = 4
"""Of those the nearest, which count by themselves, too: a short burst is no click."""
_CONTEXT: Final = (_GAP + _AROUND) * _CELL
_FAINTEST: Final = 3e-5
"""Slopes below this, -90 dB, are what 16 bits leave of silence."""
_STANDS_OUT: Final = 8.0
"""Times its surroundings: what noise never is."""
_STANDS_OUT_OF_SPEECH: Final = 25.0
"""Some consonants begin with a click of their own: those of the shipped sessions stay below 18."""
_SHARP: Final = 6.5
"""Times the sharpest of its surroundings: in the shipped sessions speech reaches 4.8."""
_LEAST_SHARP: Final = 0.06
"""A third difference below this is a crackle of the bed between two words; an impulse of a tenth of full scale makes
0.3, and a third of that after coding."""
_SAME_S: Final = 0.005
"""Two spikes closer than this are one click, on both channels or smeared."""


@dataclass(frozen=True, slots=True)
class Click:
    """One discontinuity."""

    at_s: float
    ratio: float
    """How many times its surroundings it is."""
    is_sharp: bool
    """Whether it is sharper than any consonant."""


class ClickWatch:
    """Looks for spikes while sound flows by; what it finds does not depend on the blocks."""

    def __init__(self) -> None:
        self._waiting: Samples = np.zeros((2, 1 + _CONTEXT), np.float32)
        self._start = -_CONTEXT - 1
        self._found: list[Click] = []

    def feed(self, samples: Samples) -> None:
        """Take the next stretch, of any length: shape (2, n)."""
        self._waiting = np.concatenate((self._waiting, samples), axis=1)
        cells = (self._waiting.shape[1] - 1 - 2 * _CONTEXT) // _CELL
        if cells > 0:
            part = self._waiting[:, : 1 + 2 * _CONTEXT + cells * _CELL]
            for channel in part:
                self._found += _spikes(channel, self._start + 1)
            self._waiting = self._waiting[:, cells * _CELL :].copy()
            self._start += cells * _CELL

    def spikes(self) -> tuple[Click, ...]:
        """All so far, each once, in order of time; silence is taken to follow."""
        tail = np.pad(self._waiting, ((0, 0), (0, 2 * _CONTEXT + _CELL)), mode="edge")
        rest = 1 + (tail.shape[1] - 1) // _CELL * _CELL
        found = [*self._found, *(spike for channel in tail for spike in _spikes(channel[:rest], self._start + 1))]
        once: list[Click] = []
        for spike in sorted(found, key=lambda spike: spike.at_s):
            if once and spike.at_s - once[-1].at_s < _SAME_S:
                once[-1] = max(once[-1], spike, key=lambda each: each.ratio)
            else:
                once.append(spike)
        return tuple(once)


def clicks_among(spikes: Sequence[Click], speech: Sequence[Span]) -> tuple[Click, ...]:
    """The spikes that are clicks: within speech, those that no consonant explains."""
    return tuple(spike for spike in spikes if _is_click(spike, within=_is_within(spike, speech)))


def _is_within(spike: Click, speech: Sequence[Span]) -> bool:
    return any(start <= spike.at_s <= end for start, end in speech)


def _is_click(spike: Click, *, within: bool) -> bool:
    return spike.is_sharp or spike.ratio >= _STANDS_OUT_OF_SPEECH if within else spike.ratio >= _STANDS_OUT


def _spikes(channel: Samples, start: int) -> list[Click]:
    """Spikes of one channel: a sample before, cells of context, cells to look at, cells of context."""
    slopes = np.abs(np.diff(channel)).reshape(-1, _CELL)
    peaks = slopes.max(axis=1)
    surroundings = _surroundings(np.einsum("cn,cn->c", slopes, slopes) / np.float32(_CELL))
    inner = peaks[_GAP + _AROUND : len(peaks) - _GAP - _AROUND]
    ratios, sharp = inner / np.maximum(surroundings, _FAINTEST), _are_sharp(channel)
    return [
        Click(_time_s(slopes, int(cell) + _GAP + _AROUND, start), float(ratios[cell]), bool(sharp[cell]))
        for cell in np.flatnonzero((ratios >= _STANDS_OUT) | sharp)
    ]


def _are_sharp(channel: Samples) -> NDArray[np.bool_]:
    """Which inner cells hold something sharper than speech is: of the form that `_spikes` takes → (inner cells,)."""
    differences = np.abs(np.diff(channel, n=3))
    peaks = np.pad(differences, 1).reshape(-1, _CELL).max(axis=1)
    # all but the outermost cells, whose first and last difference would need what is not there
    greatest = sliding_window_view(peaks[1:-1], _AROUND - 1).max(axis=1)
    inner = peaks[_GAP + _AROUND : len(peaks) - _GAP - _AROUND]
    beside = np.maximum(greatest[: inner.size], greatest[-inner.size :])
    return np.asarray((inner >= _LEAST_SHARP) & (inner > _SHARP * beside))


def _time_s(slopes: Samples, cell: int, start: int) -> float:
    return (start + cell * _CELL + int(slopes[cell].argmax())) / RATE


def _surroundings(energies: Samples) -> NDArray[np.float64]:
    """What each inner cell is held against: the greatest of the energies before and after it, far and near."""
    sums = np.concatenate(([0.0], np.cumsum(energies, dtype=np.float64)))
    first, last = _GAP + _AROUND, energies.size - _GAP - _AROUND

    def mean(begin: int, end: int) -> NDArray[np.float64]:
        return np.asarray((sums[first + end : last + end] - sums[first + begin : last + begin]) / (end - begin))

    before = np.maximum(mean(-_GAP - _AROUND, -_GAP), mean(-_GAP - _NEAR, -_GAP))
    after = np.maximum(mean(_GAP + 1, _GAP + 1 + _AROUND - 1), mean(_GAP + 1, _GAP + 1 + _NEAR))
    return np.sqrt(np.maximum(np.maximum(before, after), 0))
