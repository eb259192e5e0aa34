"""What a person's own recording has that may bother listeners: clipping, DC, sudden hits, jumps in level, one side.

Found while the recording is decoded, at next to no cost. DC is taken out by `recorded.dc`; the rest is left as it is.
A hit startles because it is louder than the seconds around it; whether it is a click as well does not matter here.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Literal, TypeAlias

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import NDArray

from audiogen.ambience.parts.chance import Curve
from audiogen.ambience.recorded.silence import LEVEL_FRAMES
from audiogen.audio.clipping import RecordingClipping
from audiogen.audio.recording import Block
from audiogen.audio.samples import Samples
from audiogen.names import listed
from audiogen.units import RATE, clock

DefectKind: TypeAlias = Literal["clipping", "dc", "hit", "jump", "sides"]

_SECOND: Final = RATE // LEVEL_FRAMES
_PIECE: Final = 600 * _SECOND
_AROUND: Final = 10 * _SECOND
"""What is looked at on either side of it, too: more than any rule here asks for."""
_DC_DB: Final = -26.0
"""Below the recording's own level, however quiet it is: a bed is brought to a level of its own afterwards."""
_HIT_DB: Final = 12.0
"""As far above the two seconds around, and above 50 ms ago, listeners start."""
_HIT_CELLS: Final = 3
_ATTACK_CELLS: Final = 5
_ATTACK_DB: Final = 9.0
"""A peak may be so far above the highest of the 20 to 50 ms before, and is no attack."""
_MOST_HITS: Final = 1000
"""More than these are not looked at one by one."""
_RARE: Final = 20
"""In a minute: fires crackle and rain drips more often, and nobody starts at what goes on throughout."""
_JUMP_DB: Final = 6.0
"""Between what is before and what is after: 3 s, as EBU Tech 3341 has short-term level, or more."""
_APART_DB: Final = 3.0
"""By which nearly all of what is after lies beyond nearly all of what is before."""
_SHARP: Final = 0.65
"""So much of the step happens from one 400 ms to the next, or while it lasts; a swell takes longer."""
_TENTH: Final = _SECOND // 10
_TENTHS_A_S: Final = 10
_MOMENT_TENTHS: Final = 4
_EDGE_TENTHS: Final = 5
"""At the beginning and the end of a recording, so much of it stands for what would be before or after."""


@dataclass(frozen=True, slots=True)
class _Step:
    """How a change of level is recognised."""

    side_tenths: int
    """On either side of it the level stays as it is for so long."""
    within_tenths: int
    """It is over by then."""
    few: float
    """Of the moments on one side, in percent, so many may come close to the other's level."""


_STEPS: Final = (_Step(30, 0, 20), _Step(100, 20, 10))
"""A sharp one; and one that takes up to two seconds, between levels that last longer than any wave of the sea."""
_MOST_NAMED: Final = 3
"""Places that a message names."""
_ONE_SIDE_DB: Final = 12.0
_MONO_LOSS_DB: Final = 9.0
"""Two channels that have nothing in common lose 3 dB."""

_CLIPPED: Final = (
    ": its loudest waves are cut flat, which is heard as crackling. Record or export it again, some 6 dB quieter; "
    "turning it down afterwards does not bring them back"
)
_STARTLES: Final = (
    f", more than {_HIT_DB:.0f} dB above what is around it, that may startle. Cut it out, or fade it down in your "
    "audio editor"
)
_UNEVEN: Final = ". Even it out in your audio editor, or use the longer part alone"


@dataclass(frozen=True, slots=True)
class Defect:
    """One kind of trouble in a recording."""

    kind: DefectKind
    places_s: tuple[float, ...]
    """Where it is, in seconds of the file; empty when it is everywhere."""
    message: str
    """A sentence on what is wrong and what to do, with the file's name."""


class DefectDetector:
    """Measures a recording while it is decoded."""

    def __init__(self) -> None:
        self._clipping = RecordingClipping()
        self._powers: list[Samples] = []
        self._peaks: list[Samples] = []
        self._rest: Samples = np.zeros((2, 0), np.float32)
        self._sums = np.zeros(2)
        self._products = np.zeros((2, 2))
        self._frames = 0

    def look_at(self, block: Block) -> None:
        """Take a block as it lies in the file: once resampled, a clipped top is flat no more, and DC is taken out."""
        self._clipping.feed(block.samples, block.rate_hz, coarse=block.coarse)
        self._sums += block.samples.sum(axis=1, dtype=np.float64)
        self._frames += block.samples.shape[1]

    def feed(self, samples: Samples) -> None:
        """Take the next stretch at the project's rate, without DC: shape (2, n)."""
        if self._rest.shape[1]:
            samples = np.concatenate((self._rest, samples), axis=1)
        cells = samples.shape[1] // LEVEL_FRAMES
        # both channels lie next to each other, frame by frame
        whole = np.ascontiguousarray(samples.T[: cells * LEVEL_FRAMES]).reshape(cells, 2 * LEVEL_FRAMES)
        self._powers.append(np.einsum("cn,cn->c", whole, whole) / np.float32(2 * LEVEL_FRAMES))
        self._peaks.append(np.maximum(whole.max(axis=1), -whole.min(axis=1)))
        pairs = whole.reshape(-1, 2)
        self._products += np.einsum("ni,nj->ij", pairs, pairs)
        self._rest = samples[:, cells * LEVEL_FRAMES :].copy()

    @property
    def powers(self) -> Samples:
        """Mean squares so far, both channels together, one for every 10 ms."""
        return np.concatenate(self._powers) if self._powers else np.zeros(0, np.float32)

    def defects(self, path: Path, start: int, end: int) -> tuple[Defect, ...]:
        """All that was found from one frame up to another."""
        cells = slice(start // LEVEL_FRAMES, end // LEVEL_FRAMES)
        powers, peaks = self.powers[cells], np.concatenate(self._peaks)[cells]
        cut = self._clipping.cut_peaks()
        hits = _rare(_everywhere(hits_s, powers), _everywhere(knocks_s, peaks)) + start / RATE
        jumps = _everywhere(jumps_s, powers) + start / RATE
        found = (
            _at_places("clipping", cut.places_s if cut else (), f"{path} is clipped", _CLIPPED),
            _dc(path, self._sums / max(1, self._frames), 10 * float(np.log10(powers.mean()))),
            _at_places("hit", hits.tolist(), f"{path} has a sudden sound", _STARTLES),
            _at_places("jump", jumps.tolist(), f"{path} changes its level by more than {_JUMP_DB:.0f} dB", _UNEVEN),
            _sides(path, self._products),
        )
        return tuple(defect for defect in found if defect)


def _everywhere(find: Callable[[Curve], Curve], values: Samples) -> Curve:
    """What is found in ten minutes after the other, so that a long recording takes no more memory than a short one."""
    found: list[Curve] = []
    for begin in range(0, values.size, _PIECE):
        early = min(begin, _AROUND)
        places = find(values[begin - early : begin + _PIECE + _AROUND].astype(np.float64)) - early / _SECOND
        inside = (places >= 0) & (places < _PIECE / _SECOND)
        found.append(places[inside] + begin / _SECOND)
    return np.concatenate(found) if found else np.zeros(0)


def hits_s(powers: Curve) -> Curve:
    """Seconds at which a sound begins that is suddenly louder than what was before it.

    Args:
        powers: mean squares, one for every 10 ms.
    """
    if powers.size <= 2 * _SECOND + _HIT_CELLS:
        return np.zeros(0)
    now = _running_mean(powers, _HIT_CELLS)
    limit = 10 ** (_HIT_DB / 10)
    # what the recording begins with is compared with what follows it
    ago = np.concatenate((np.full(_ATTACK_CELLS, np.median(powers[: 2 * _SECOND])), now[:-_ATTACK_CELLS]))
    sudden = np.flatnonzero(now > limit * (ago + 1e-12))[:_MOST_HITS]
    before = np.array([np.median(powers[max(0, at - 2 * _SECOND) :][: 2 * _SECOND]) for at in sudden])
    loud = now[sudden] > limit * before if sudden.size else np.zeros(0, bool)
    return _separate(sudden[loud], _ATTACK_CELLS) / _SECOND


def knocks_s(peaks: Curve) -> Curve:
    """Seconds at which a peak, however short, stands out of what is around it and of what was 20 to 50 ms before.

    Args:
        peaks: highest amplitudes, one for every 10 ms.
    """
    if peaks.size <= 2 * _SECOND:
        return np.zeros(0)
    limit = 10 ** (_HIT_DB / 20)
    ago = np.max([np.concatenate((np.zeros(shift), peaks[:-shift])) for shift in range(2, _ATTACK_CELLS + 1)], axis=0)
    sudden = np.flatnonzero(peaks > 10 ** (_ATTACK_DB / 20) * (ago + 1e-6))[: 10 * _MOST_HITS]
    middles = np.clip(sudden - _SECOND, 0, peaks.size - 2 * _SECOND).tolist()
    around = np.array([np.median(peaks[first : first + 2 * _SECOND]) for first in middles])
    found = sudden[peaks[sudden] > limit * around] if sudden.size else sudden
    return _separate(found, _ATTACK_CELLS) / _SECOND


def _rare(one: Curve, other: Curve) -> Curve:
    """Places of both, in seconds, those within half a second of each other once; not where they go on and on."""
    places = np.sort(np.concatenate((one, other)))
    places = places[np.diff(places, prepend=-1.0) > _ATTACK_CELLS / _SECOND]
    near = np.searchsorted(places, places + 30) - np.searchsorted(places, places - 30)
    places = places[near <= _RARE]
    return places[np.diff(places, prepend=-1.0) > 1 / 2]


def jumps_s(powers: Curve) -> Curve:
    """Seconds at which the level steps up or down and stays there.

    Args:
        powers: mean squares, one for every 10 ms.
    """
    tenths = powers[: powers.size // _TENTH * _TENTH].reshape(-1, _TENTH).mean(axis=1)
    if tenths.size < 2 * _STEPS[0].side_tenths:
        return np.zeros(0)
    tenths = np.maximum(tenths, float(tenths.max()) * 1e-8)
    sharp, slow = (_steps_s(tenths, step) for step in _STEPS)
    # what is reported as a sharp step need not be reported as a slow one
    return np.sort(np.concatenate((sharp, [place for place in slow if not np.any(np.abs(sharp - place) < 3)])))


def _steps_s(tenths: Curve, step: _Step) -> Curve:
    """Seconds in the middle of such steps."""
    side, within = step.side_tenths, step.within_tenths
    padded = tenths if within else _padded(tenths, side)
    if padded.size < 2 * side + within:
        return np.zeros(0)
    longs = 10 * np.log10(_running_mean(padded, side))
    moments = 10 * np.log10(_running_mean(padded, _MOMENT_TENTHS))
    inside = sliding_window_view(moments, side - _MOMENT_TENTHS + 1)
    low, high = np.percentile(inside, (step.few, 100 - step.few), axis=1)
    before, after = slice(None, -side - within), slice(side + within, None)
    apart = np.maximum(low[after] - high[before], low[before] - high[after])
    height = np.abs(longs[after] - longs[before])
    sharp = np.abs(moments[_MOMENT_TENTHS + within :] - moments[: -_MOMENT_TENTHS - within])
    # the change may lie a little aside of the place where both sides differ most
    sharpest = sliding_window_view(sharp[side - 2 * _MOMENT_TENTHS :], 2 * _MOMENT_TENTHS + 1).max(axis=1)
    found = np.flatnonzero((height > _JUMP_DB) & (apart > _APART_DB) & (sharpest[: height.size] > _SHARP * height))
    groups = np.split(found, np.flatnonzero(np.diff(found) > _TENTHS_A_S) + 1)
    steepest = [group[height[group].argmax()] for group in groups if group.size]
    return (np.array(steepest, dtype=np.float64) + (side + within / 2 if within else 0)) / _TENTHS_A_S


def _padded(tenths: Curve, side: int) -> Curve:
    """Levels with half a second at either end repeated, so that a step close to an end is seen as well."""
    rounds = -(-side // _EDGE_TENTHS)
    head, tail = np.tile(tenths[:_EDGE_TENTHS], rounds), np.tile(tenths[-_EDGE_TENTHS:], rounds)
    return np.concatenate((head[:side], tenths, tail[:side]))


def _running_mean(values: Curve, length: int) -> Curve:
    sums = np.concatenate(([0.0], np.cumsum(values)))
    # what is left of rounding must not be negative
    return np.asarray(np.maximum(sums[length:] - sums[:-length], 0) / length)


def _separate(places: NDArray[np.intp], apart: int) -> NDArray[np.intp]:
    """The first of every group of places that follow each other closely."""
    return places[np.diff(places, prepend=-apart - 1) > apart]


def _at_places(kind: DefectKind, places_s: Sequence[float], what: str, advice: str) -> Defect | None:
    """What is wrong in some places, in a sentence: what, where, and what to do. None when there is no such place."""
    return Defect(kind, tuple(places_s), f"{what} {_where(places_s)}{advice}") if places_s else None


def _dc(path: Path, means: Curve, level_dbfs: float) -> Defect | None:
    """Judged in relation to the recording's own level, which is `level_dbfs`."""
    dc_dbfs = 20 * float(np.log10(max(float(np.abs(means).max()), 1e-9)))
    if dc_dbfs < level_dbfs + _DC_DB:
        return None
    message = (
        f"{path} lies off the middle throughout (DC at {dc_dbfs:.0f} dBFS, its sound at {level_dbfs:.0f}). That is "
        "taken out here; but a recorder that does so cuts off waves on one side first: look after its cable and input"
    )
    return Defect("dc", (), message)


def _sides(path: Path, products: Curve) -> Defect | None:
    """What is heard of it on one side alone, or of both sides together.

    Args:
        path: of the recording.
        products: sums of left times left, left times right and so on, shape (2, 2).
    """
    left, right = np.maximum(np.diag(products), 1e-12).tolist()
    if abs(10 * np.log10(left / right)) > _ONE_SIDE_DB:
        side = "left" if left > right else "right"
        message = f"{path} is heard on the {side} almost alone. Make it mono in your audio editor, from that channel"
        return Defect("sides", (), message)
    if 10 * np.log10(2 * (left + right) / max(float(products.sum()), 1e-12)) > _MONO_LOSS_DB:
        message = (
            f"{path} nearly vanishes where both channels are played as one, as many phones and speakers do: one is the "
            'other turned over. Turn one back in your audio editor ("invert"), or use one channel alone'
        )
        return Defect("sides", (), message)
    return None


def _where(places_s: Sequence[float]) -> str:
    """The first few places, as a player shows them."""
    named = [clock(place) for place in places_s[:_MOST_NAMED]]
    if more := len(places_s) - len(named):
        named.append(f"{more} more places" if more > 1 else "one more place")
    return f"at {listed(named)}"
