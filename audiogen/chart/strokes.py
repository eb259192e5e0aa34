"""What is drawn in one line of time, as the data of SVG paths."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from audiogen.chart.session import BedLevel, ChartedBell, ChartedBreath
from audiogen.chart.sheet import Line, Point

_BEND: Final = 0.3642
"""A cubic curve with its handles so far in is half a cosine, to a hundredth."""
_ABOVE_WORDS_PX: Final = 10.0
"""Breaths and bells begin so far above the words."""
_STRIKE_PX: Final = 44.0
_ABOVE_BELL_PX: Final = 21.0
"""Where a small text may stand."""
_RIPPLES, _RIPPLE_PX = 18, 7.0
"""A ring is at most so many strokes, and no two are closer."""
_FREE_S, _FREE_PX = 5.0, 26.0
"""A breath that nobody leads is drawn as long as this, and no shorter."""
_FREE_SHARE: Final = 0.4
"""And as high as this part of one that is led."""


@dataclass(frozen=True, slots=True)
class Stroke:
    """A vertical stroke, from `y` downwards."""

    x: float
    y: float
    length: float
    opacity: float


def number(value: float) -> str:
    """A coordinate, to a tenth of a pixel."""
    return f"{value:.1f}".removesuffix(".0")


def water(line: Line, bed: Sequence[BedLevel]) -> str:
    """The surface of the bed within a line, and down to its rule; empty where none sounds."""
    points = list(_surface(line, bed)) if bed else []
    if all(y >= line.rule_y for _, y in points):
        return ""
    return f"M{_path([(points[0][0], line.rule_y), *points, (points[-1][0], line.rule_y)])}Z"


def breath(line: Line, phases: Sequence[ChartedBreath]) -> str:
    """The curve of the breaths of an exercise within a line: over an in-breath it rises, over an out-breath it falls.

    The second of two in-breaths in a row rises on from the first.
    """
    curve: list[str] = []
    for phase, low, high in _heights(phases):
        if line.holds(phase.start_s, phase.end_s):
            x, end_x = line.beyond(phase.start_s), line.beyond(phase.end_s)
            y, end_y = (_risen(line, share) for share in (low, high))
            curve.append(_half_wave(x, y, end_x, end_y, begins=not curve))
    return "".join(curve)


def natural(line: Line, free: ChartedBreath) -> str:
    """Time to breathe as one likes, within a line: small waves, since nobody knows of which length."""
    count = max(1, round(free.length_s / max(_FREE_S, _FREE_PX / line.scale)))
    step_s = free.length_s / count / 2
    low, high = _risen(line, 0), _risen(line, _FREE_SHARE)
    curve: list[str] = []
    for half in range(2 * count):
        start_s = free.start_s + half * step_s
        if line.holds(start_s, start_s + step_s):
            y, end_y = (high, low) if half % 2 else (low, high)
            x, end_x = line.beyond(start_s), line.beyond(start_s + step_s)
            curve.append(_half_wave(x, y, end_x, end_y, begins=not curve))
    return "".join(curve)


def ring(line: Line, bell: ChartedBell) -> Iterator[Stroke]:
    """A strike, and strokes behind it that become shorter and fainter until its ring is over."""
    count = max(2, min(_RIPPLES, int(bell.length_s * line.scale / _RIPPLE_PX)))
    foot = _risen(line, 0)
    tallest = min(_STRIKE_PX, foot - line.top - _ABOVE_BELL_PX)
    for ripple in range(count):
        at_s = bell.start_s + bell.length_s * ripple / count
        if line.begins(at_s):
            left = 1 - ripple / count
            length = tallest * left**1.4
            yield Stroke(line.x(at_s), foot - (tallest + length) / 2, length, round(left**1.6, 2))


def loudness(line: Line, curve: Sequence[float], target_lufs: float) -> str:
    """The loudness of the finished file within a line, by its distance to the target; empty before there is one."""
    first, last = max(0, int(line.start_s) - 1), min(int(line.end_s) + 1, len(curve))
    points = [(line.beyond(at + 0.5), line.y(curve[at] - target_lufs)) for at in range(first, last)]
    return f"M{_path(points)}" if len(points) > 1 else ""


def filled(line: Line, curve: str) -> str:
    """The area below a curve of breaths."""
    begin, end = curve[1:].partition(" ")[0], curve.split(" ")[-2]
    return f"{curve}L{end} {(foot := number(_risen(line, 0)))}L{begin} {foot}Z"


def _risen(line: Line, share: float) -> float:
    """How high a breath is, of which so much is in."""
    foot = line.voice_y - _ABOVE_WORDS_PX
    return foot - share * (foot - line.air_y)


def _half_wave(x: float, y: float, end_x: float, end_y: float, *, begins: bool) -> str:
    bend = (end_x - x) * _BEND
    values = (x + bend, y, end_x - bend, end_y, end_x, end_y)
    return (f"M{number(x)} {number(y)}" if begins else "") + f"C{' '.join(map(number, values))}"


def _path(points: Iterable[Point]) -> str:
    return "L".join(f"{number(x)} {number(y)}" for x, y in points)


def _surface(line: Line, bed: Sequence[BedLevel]) -> Iterator[Point]:
    first, last = (bisect_left(bed, at, key=lambda each: each.at_s) for at in (line.start_s, line.end_s))
    yield line.x(line.start_s), line.y(_level(bed, line.start_s))
    yield from ((line.x(each.at_s), line.y(each.level_db)) for each in bed[first:last])
    yield line.x(line.end_s), line.y(_level(bed, line.end_s))


def _level(bed: Sequence[BedLevel], at_s: float) -> float:
    after = min(max(bisect_left(bed, at_s, key=lambda each: each.at_s), 1), len(bed) - 1)
    before, end = bed[after - 1], bed[after]
    share = min(max((at_s - before.at_s) / ((end.at_s - before.at_s) or 1.0), 0.0), 1.0)
    return before.level_db * (1 - share) + end.level_db * share


def _heights(phases: Sequence[ChartedBreath]) -> Iterator[tuple[ChartedBreath, float, float]]:
    """Each phase with how far in the breath is when it begins, and when it ends: from 0 to 1."""
    at = 0.0
    for phase, after in zip(phases, (*phases[1:], None), strict=True):
        end = at
        if phase.kind == "in":
            end = 0.75 if after and after.kind == "in" else 1.0
        elif phase.kind == "out":
            end = 0.0
        yield phase, at, end
        at = end
