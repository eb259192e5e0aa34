"""The level of the bed over a session, by look-ahead: down before speech, held between close phrases, up in pauses.

Levels are relative to the speech, in decibels; between two nodes the level runs straight in decibels.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from operator import attrgetter
from typing import Final, Literal, TypeAlias

from audiogen.plan.entries import Lift
from audiogen.plan.softening import SOFTEST_DB, Softening
from audiogen.script.bed import Bed
from audiogen.units import RATE

ATTACK_FRAMES: Final = int(0.55 * RATE)
"""The bed goes down in 550 ms, and is down when the speech begins."""
RELEASE_FRAMES: Final = int(1.1 * RATE)
"""It comes back in 1.1 s, twice as slowly as it went."""
HOLD_FRAMES: Final = 2 * RATE
"""Gaps shorter than this keep the bed down: a bed that moves between close phrases is heard as pumping."""

DuckedFor: TypeAlias = Literal["speech", "breath"]


@dataclass(frozen=True, slots=True)
class DuckedSpan:
    """Frames over which the bed is ducked, and for what: a phrase, or the words of a breath."""

    start: int
    end: int
    kind: DuckedFor


@dataclass(frozen=True, slots=True)
class CurveNode:
    """The level of the bed at one frame."""

    frame: int
    level_db: float


@dataclass(frozen=True, slots=True)
class PauseLevel:
    """The level in pauses from a frame on; over the first `frames` of it, it comes from the one before."""

    start: int
    frames: int
    level_db: float
    yields_db: float = SOFTEST_DB
    """By how much it may become softer in a session that leads into sleep."""


def ducking_curve(
    bed: Bed,
    ducked: Sequence[DuckedSpan],
    frames: int,
    pauses: Sequence[PauseLevel] = (),
    lifts: Sequence[Lift] = (),
    softening: Softening | None = None,
) -> tuple[CurveNode, ...]:
    """The nodes of the bed's level, strictly ascending in time, from frame 0 to `frames`.

    Args:
        bed: the two levels.
        ducked: in order of time, not overlapping.
        frames: the length of the session.
        pauses: where the level in pauses is not the bed's own but changes from scene to scene; in order of time.
        lifts: by how much it is more before words that enter after a rest; in order of time.
        softening: how the voice becomes softer: the bed stays as far below it under speech, and in pauses goes along
            as far as it may.
    """
    rise = _rise(_merged(ducked), frames)
    levels = pauses or (PauseLevel(0, 0, bed.in_pauses_db),)
    pause_db, yields_db = _of_pauses(levels, _level_of), _of_pauses(levels, _yields_of)
    lift_db = ((0, 0.0), *(point for lift in lifts for point in lift.points))
    softer = softening.points if softening else ((0, 0.0),)
    given = {frame for points in (pause_db, lift_db, softer) for frame, _ in points if frame < frames}

    def node(cut: int) -> CurveNode:
        share = _at(softer, cut)
        level_db = _at(pause_db, cut) + _at(lift_db, cut) - _at(yields_db, cut) * share
        return CurveNode(cut, _level_db(bed.under_speech_db, level_db, _at(rise, cut), SOFTEST_DB * share))

    return tuple(map(node, sorted({frame for frame, _ in rise} | given)))


def level_at(curve: Sequence[CurveNode], frame: int) -> float:
    """The level that a curve has at a frame."""
    return _at([(node.frame, node.level_db) for node in curve], frame)


_Points: TypeAlias = Sequence[tuple[int, float]]
"""Frames and values, ascending in time, straight in between."""

_BREATH_WORDS_DB: Final = -19.0
"""The bed is no louder under the words of a breath, however loud it is in pauses."""

_RISE_UNDER: Final[dict[DuckedFor, float]] = {
    "speech": 0.0,
    # between the words of an exercise the bed comes up for seconds at a time: from half way that is hardly heard
    "breath": 0.5,
}


def _rise(ducked: Sequence[DuckedSpan], frames: int) -> _Points:
    """How far the bed has risen: 0 under speech, 1 in pauses."""
    points = [(0, 1.0)]
    for before, span in zip((None, *ducked), ducked, strict=False):
        if before is None or span.start - before.end >= HOLD_FRAMES:
            risen = [(before.end + RELEASE_FRAMES, 1.0)] if before else []
            points += [*risen, (max(0, span.start - ATTACK_FRAMES), 1.0)]
        points += [(span.start, _RISE_UNDER[span.kind]), (span.end, _RISE_UNDER[span.kind])]
    if ducked:
        points.append((ducked[-1].end + RELEASE_FRAMES, 1.0))
    # one point a frame: where two spans touch, the bed is as low as either asks
    rise: dict[int, float] = {}
    for frame, share in [*points, (frames, 1.0)]:
        if frame <= frames:
            rise[frame] = min(share, rise.get(frame, share))
    return tuple(rise.items())


def _level_db(under_db: float, pause_db: float, rise: float, softer_db: float) -> float:
    """The level of the bed, where the voice is so much softer than at the beginning."""
    level_db = _between(under_db - softer_db, pause_db, rise)
    most_db = max(under_db, _BREATH_WORDS_DB) - softer_db
    return min(level_db, most_db) if rise <= _RISE_UNDER["breath"] else level_db


def yields_db(pauses: Sequence[PauseLevel], frame: int) -> float:
    """By how much the bed may become softer in pauses, at a frame."""
    return _at(_of_pauses(pauses, _yields_of), frame) if pauses else SOFTEST_DB


_level_of: Final = attrgetter("level_db")
_yields_of: Final = attrgetter("yields_db")


def _of_pauses(pauses: Sequence[PauseLevel], value: Callable[[PauseLevel], float]) -> _Points:
    """What is said of pauses at every frame, whether there is a pause or not."""
    points = [(0, value(pauses[0]))]
    for before, pause in pairwise(pauses):
        points += [(pause.start, value(before)), (pause.start + max(1, pause.frames), value(pause))]
    # a change that is overtaken by the next one ends where that begins
    return [point for point, after in zip(points, (*points[1:], None), strict=True) if not after or point[0] < after[0]]


def _at(points: _Points, frame: int) -> float:
    """The value at a frame; after the last point it is that one's."""
    index = bisect_right(points, frame, key=lambda point: point[0])
    (start, value), (end, other) = points[index - 1], points[min(index, len(points) - 1)]
    return _between(value, other, (frame - start) / (end - start)) if end > start else value


def _between(low: float, high: float, share: float) -> float:
    return low * (1 - share) + high * share


def _merged(ducked: Sequence[DuckedSpan]) -> list[DuckedSpan]:
    """Spans of one kind that are closer than the hold, as one."""
    merged: list[DuckedSpan] = []
    for span in ducked:
        if merged and merged[-1].kind == span.kind and span.start - merged[-1].end < HOLD_FRAMES:
            merged[-1] = DuckedSpan(merged[-1].start, span.end, span.kind)
        else:
            merged.append(span)
    return merged
