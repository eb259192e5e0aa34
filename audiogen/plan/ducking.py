"""The level of the bed over a session, by look-ahead: down before speech, held between close phrases, up in pauses.

Levels are relative to the speech, in decibels; between two nodes the level runs straight in decibels.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final, Literal, TypeAlias

from audiogen.script.bed import Bed
from audiogen.units import RATE

DOWN_FRAMES: Final = int(0.55 * RATE)
"""The bed makes room in 550 ms and is down when the speech begins."""
UP_FRAMES: Final = int(1.1 * RATE)
"""It comes back in 1.1 s, twice as slowly as it went."""
HOLD_FRAMES: Final = 2 * RATE
"""Gaps shorter than this keep the bed down: a bed that moves between close phrases is heard as pumping."""

StretchKind: TypeAlias = Literal["speech", "breath"]


@dataclass(frozen=True, slots=True)
class SpeechStretch:
    """Frames over which the bed makes room."""

    start: int
    end: int
    kind: StretchKind


@dataclass(frozen=True, slots=True)
class CurveNode:
    """The level at one frame."""

    frame: int
    level_db: float


@dataclass(frozen=True, slots=True)
class PauseLevel:
    """The level in pauses from a frame on; over the first `frames` of it, it comes from the one before."""

    start: int
    frames: int
    level_db: float


def bed_curve(
    bed: Bed, stretches: Sequence[SpeechStretch], frames: int, pauses: Sequence[PauseLevel] = ()
) -> tuple[CurveNode, ...]:
    """The nodes of the bed's level, strictly ascending in time, from frame 0 to `frames`.

    Args:
        bed: the two levels.
        stretches: in order of time, not overlapping.
        frames: the length of the session.
        pauses: where the level in pauses is not the bed's own but changes from scene to scene; in order of time.
    """
    up = _up(_merge(stretches), frames)
    rest_db = _rest_db(pauses or (PauseLevel(0, 0, bed.in_pauses_db),))
    cuts = sorted({frame for frame, _ in up} | {frame for frame, _ in rest_db if frame < frames})
    return tuple(CurveNode(cut, _level_db(bed.under_speech_db, _at(rest_db, cut), _at(up, cut))) for cut in cuts)


_Points: TypeAlias = Sequence[tuple[int, float]]
"""Frames and values, ascending in time, straight in between."""

_BREATH_WORDS_DB: Final = -19.0
"""No louder is the bed under the words of an exercise, however loud it is in pauses."""

_SHARES: Final[dict[StretchKind, float]] = {
    "speech": 0.0,
    # between the words of an exercise the bed comes up for seconds at a time: from half way that is hardly heard
    "breath": 0.5,
}


def _up(merged: Sequence[SpeechStretch], frames: int) -> _Points:
    """How far the bed is up: 0 under speech, 1 in pauses."""
    points = [(0, 1.0)]
    for before, stretch in zip((None, *merged), merged, strict=False):
        if before is None or stretch.start - before.end >= HOLD_FRAMES:
            risen = [(before.end + UP_FRAMES, 1.0)] if before else []
            points += [*risen, (max(0, stretch.start - DOWN_FRAMES), 1.0)]
        points += [(stretch.start, _SHARES[stretch.kind]), (stretch.end, _SHARES[stretch.kind])]
    if merged:
        points.append((merged[-1].end + UP_FRAMES, 1.0))
    # one point a frame: where two stretches touch, the bed is as low as either asks
    shares: dict[int, float] = {}
    for frame, share in [*points, (frames, 1.0)]:
        if frame <= frames:
            shares[frame] = min(share, shares.get(frame, share))
    return tuple(shares.items())


def _level_db(under_db: float, rest_db: float, up: float) -> float:
    level_db = _between(under_db, rest_db, up)
    return min(level_db, max(under_db, _BREATH_WORDS_DB)) if up <= _SHARES["breath"] else level_db


def _rest_db(pauses: Sequence[PauseLevel]) -> _Points:
    """The level of pauses, whether there is one or not."""
    points = [(0, pauses[0].level_db)]
    for before, pause in pairwise(pauses):
        points += [(pause.start, before.level_db), (pause.start + max(1, pause.frames), pause.level_db)]
    # a change that is overtaken by the next one ends where that begins
    return [point for point, after in zip(points, (*points[1:], None), strict=True) if not after or point[0] < after[0]]


def _at(points: _Points, frame: int) -> float:
    """The value at a frame; after the last point it is that one's."""
    index = bisect_right(points, frame, key=lambda point: point[0])
    (start, value), (end, other) = points[index - 1], points[min(index, len(points) - 1)]
    return _between(value, other, (frame - start) / (end - start)) if end > start else value


def _between(low: float, high: float, share: float) -> float:
    return low * (1 - share) + high * share


def _merge(stretches: Sequence[SpeechStretch]) -> list[SpeechStretch]:
    merged: list[SpeechStretch] = []
    for stretch in stretches:
        if merged and merged[-1].kind == stretch.kind and stretch.start - merged[-1].end < HOLD_FRAMES:
            merged[-1] = SpeechStretch(merged[-1].start, stretch.end, stretch.kind)
        else:
            merged.append(stretch)
    return merged
