"""What a person's own recording has that listeners may be bothered by: clipping, DC, sudden hits, jumps in level.

Found while the recording is decoded, at next to no cost; none of it is mended here.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Literal, TypeAlias

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import NDArray

from audiogen.ambience.chance import Curve
from audiogen.ambience.clipping import ClippingWatch
from audiogen.ambience.silence import LEVEL_FRAMES
from audiogen.recording import Block
from audiogen.samples import Samples
from audiogen.units import RATE, clock

DefectKind: TypeAlias = Literal["clipping", "dc", "hit", "jump"]

_SECOND: Final = RATE // LEVEL_FRAMES
_PIECE: Final = 600 * _SECOND
_AROUND: Final = 10 * _SECOND
"""What is looked at on either side of it, too: more than any rule here asks for."""
_DC_DBFS: Final = -50.0
_HIT_DB: Final = 12.0
"""As far above the two seconds before, and above 50 ms ago, listeners start."""
_HIT_CELLS: Final = 3
_ATTACK_CELLS: Final = 5
_MOST_HITS: Final = 1000
"""More than these are not looked at one by one."""
_JUMP_DB: Final = 6.0
"""Between the 3 s before and the 3 s after: short-term level, as EBU Tech 3341 has its length."""
_APART_DB: Final = 3.0
"""By which nearly all of the 3 s after lie beyond nearly all of those before."""
_SHARP: Final = 0.65
"""So much of the step happens from one 400 ms to the next; a swell takes longer."""
_TENTH: Final = _SECOND // 10
_SHORT_TENTHS: Final = 30
_MOMENT_TENTHS: Final = 4
_NEARLY_NONE, _NEARLY_ALL = 20, 80
_TOLD: Final = 3
"""Places that are named."""


@dataclass(frozen=True, slots=True)
class Defect:
    """One kind of trouble in a recording."""

    kind: DefectKind
    places_s: tuple[float, ...]
    """Where it is, in seconds of the file; empty when it is everywhere."""
    message: str
    """A sentence on what is wrong and what to do, with the file's name."""


class DefectWatch:
    """Looks at a recording while it is decoded."""

    def __init__(self) -> None:
        self._clipping = ClippingWatch()
        self._powers: list[Samples] = []
        self._rest: Samples = np.zeros((2, 0), np.float32)
        self._sums = np.zeros(2)
        self._frames = 0

    def look_at(self, block: Block) -> None:
        """Take a block as it lies in the file: once resampled, a clipped top is flat no more."""
        self._clipping.look_at(block)

    def feed(self, samples: Samples) -> None:
        """Take the next stretch at the project's rate: shape (2, n)."""
        if self._rest.shape[1]:
            samples = np.concatenate((self._rest, samples), axis=1)
        cells = samples.shape[1] // LEVEL_FRAMES
        # both channels lie next to each other, frame by frame
        whole = np.ascontiguousarray(samples.T[: cells * LEVEL_FRAMES]).reshape(cells, 2 * LEVEL_FRAMES)
        self._powers.append(np.einsum("cn,cn->c", whole, whole) / np.float32(2 * LEVEL_FRAMES))
        self._sums += whole.sum(axis=0).reshape(-1, 2).sum(axis=0, dtype=np.float64)
        self._frames += cells * LEVEL_FRAMES
        self._rest = samples[:, cells * LEVEL_FRAMES :].copy()

    @property
    def powers(self) -> Samples:
        """Mean squares so far, both channels together, one for every 10 ms."""
        return np.concatenate(self._powers) if self._powers else np.zeros(0, np.float32)

    def defects(self, path: Path, start: int, end: int) -> tuple[Defect, ...]:
        """All that was found from one frame up to another."""
        begin_s = start / RATE
        powers = self.powers[start // LEVEL_FRAMES : end // LEVEL_FRAMES]
        found = (
            _clipping(path, self._clipping),
            _dc(path, self._sums / max(1, self._frames)),
            _hits(path, begin_s + _everywhere(hits_s, powers)),
            _jumps(path, begin_s + _everywhere(jumps_s, powers)),
        )
        return tuple(defect for defect in found if defect)


def _everywhere(find: Callable[[Curve], Curve], powers: Samples) -> Curve:
    """What is found in ten minutes after the other, so that a long recording takes no more memory than a short one."""
    found: list[Curve] = []
    for begin in range(0, powers.size, _PIECE):
        early = min(begin, _AROUND)
        places = find(powers[begin - early : begin + _PIECE + _AROUND].astype(np.float64)) - early / _SECOND
        inside = (places >= 0) & (places < _PIECE / _SECOND)
        found.append(places[inside] + begin / _SECOND)
    return np.concatenate(found) if found else np.zeros(0)


def hits_s(powers: Curve) -> Curve:
    """Seconds at which a sound begins that is suddenly louder than what was before it."""
    if powers.size <= 2 * _SECOND + _HIT_CELLS:
        return np.zeros(0)
    now = _running_mean(powers, _HIT_CELLS)
    limit = 10 ** (_HIT_DB / 10)
    sudden = np.flatnonzero(now[_ATTACK_CELLS:] > limit * (now[:-_ATTACK_CELLS] + 1e-12)) + _ATTACK_CELLS
    sudden = sudden[sudden >= 2 * _SECOND][:_MOST_HITS]
    before = np.array([np.median(powers[at - 2 * _SECOND : at]) for at in sudden])
    loud = now[sudden] > limit * before if sudden.size else np.zeros(0, bool)
    return _separate(sudden[loud], _SECOND // 2) / _SECOND


def jumps_s(powers: Curve) -> Curve:
    """Seconds at which the level steps up or down and stays there."""
    tenths = powers[: powers.size // _TENTH * _TENTH].reshape(-1, _TENTH).mean(axis=1)
    if tenths.size < 2 * _SHORT_TENTHS:
        return np.zeros(0)
    tenths = np.maximum(tenths, float(tenths.max()) * 1e-8)
    short = 10 * np.log10(_running_mean(tenths, _SHORT_TENTHS))
    moments = 10 * np.log10(_running_mean(tenths, _MOMENT_TENTHS))
    inside = sliding_window_view(moments, _SHORT_TENTHS - _MOMENT_TENTHS + 1)
    low, high = np.percentile(inside, (_NEARLY_NONE, _NEARLY_ALL), axis=1)
    before, after = slice(None, -_SHORT_TENTHS), slice(_SHORT_TENTHS, None)
    apart = np.maximum(low[after] - high[before], low[before] - high[after])
    step = np.abs(short[after] - short[before])
    sharp = np.abs(moments[_MOMENT_TENTHS:] - moments[:-_MOMENT_TENTHS])
    sharpest = sliding_window_view(sharp[_SHORT_TENTHS - 2 * _MOMENT_TENTHS :], 2 * _MOMENT_TENTHS + 1).max(axis=1)
    found = np.flatnonzero((step > _JUMP_DB) & (apart > _APART_DB) & (sharpest[: step.size] > _SHARP * step))
    steepest = [
        group[step[group].argmax()] for group in np.split(found, np.flatnonzero(np.diff(found) > 1) + 1) if group.size
    ]
    return (np.array(steepest, dtype=np.float64) + _SHORT_TENTHS) * _TENTH / _SECOND


def _running_mean(values: Curve, length: int) -> Curve:
    sums = np.concatenate(([0.0], np.cumsum(values)))
    # what is left of rounding must not be negative
    return np.asarray(np.maximum(sums[length:] - sums[:-length], 0) / length)


def _separate(places: NDArray[np.intp], apart: int) -> NDArray[np.intp]:
    """The first of every group of places that follow each other closely."""
    first = np.diff(places, prepend=-apart - 1) > apart
    return places[first]


def _clipping(path: Path, watch: ClippingWatch) -> Defect | None:
    places_s = watch.places_s()
    if not places_s:
        return None
    message = (
        f"{path} is clipped {_where(places_s)}: its loudest waves are cut flat, which is heard as crackling. Record "
        "or export it again, some 6 dB quieter; turning it down afterwards does not bring them back"
    )
    return Defect("clipping", tuple(places_s), message)


def _dc(path: Path, means: Curve) -> Defect | None:
    level_dbfs = 20 * float(np.log10(max(float(np.abs(means).max()), 1e-9)))
    if level_dbfs < _DC_DBFS:
        return None
    message = (
        f"{path} lies off the middle throughout (DC at {level_dbfs:.0f} dBFS), which takes room from every wave "
        'and may click at its ends. Remove it in your audio editor: "DC offset", or a high-pass at 20 Hz'
    )
    return Defect("dc", (), message)


def _hits(path: Path, places_s: Curve) -> Defect | None:
    if not places_s.size:
        return None
    message = (
        f"{path} has a sudden sound {_where(places_s.tolist())}, more than {_HIT_DB:.0f} dB above what is around it, "
        "that may startle. Cut it out, or fade it down in your audio editor"
    )
    return Defect("hit", tuple(places_s.tolist()), message)


def _jumps(path: Path, places_s: Curve) -> Defect | None:
    if not places_s.size:
        return None
    message = (
        f"{path} changes its level by more than {_JUMP_DB:.0f} dB {_where(places_s.tolist())}. Even it out in your "
        "audio editor, or use the longer part alone"
    )
    return Defect("jump", tuple(places_s.tolist()), message)


def _where(places_s: Sequence[float]) -> str:
    """The first few places, as a player shows them."""
    named = [clock(place) for place in places_s[:_TOLD]]
    more = len(places_s) - len(named)
    if more:
        return (
            f"at {', '.join(named)} and {more} more places" if more > 1 else f"at {', '.join(named)} and one more place"
        )
    return "at " + (f"{', '.join(named[:-1])} and {named[-1]}" if len(named) > 1 else named[0])
