"""What is drawn in one line of time, as the data of SVG paths."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from audiogen.chart.session import BedLevel, ChartedBreath
from audiogen.chart.sheet import Line, Point

_LONGEST_STEP_PX: Final = 2.5
"""A breath's curve is drawn in pieces of about so many pixels at least."""


def number(value: float) -> str:
    """A coordinate, to a tenth of a pixel."""
    return f"{value:.1f}".removesuffix(".0")


def path(points: Iterable[Point]) -> str:
    """A path through points; empty when there are none."""
    return "L".join(f"{number(x)} {number(y)}" for x, y in points)


def water(line: Line, bed: Sequence[BedLevel]) -> str:
    """The surface of the bed within a line, and down to its rule; empty where none sounds."""
    points = list(_surface(line, bed))
    if all(y >= line.rule_y for _, y in points):
        return ""
    return f"M{path([(points[0][0], line.rule_y), *points, (points[-1][0], line.rule_y)])}Z"


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


def breath(line: Line, phases: Sequence[ChartedBreath]) -> str:
    """The curve of the breaths of an exercise within a line: over an in-breath it rises, over an out-breath it falls.

    The second of two in-breaths in a row rises on from the first.
    """
    within = [each for each in phases if line.holds(each.start_s, each.end_s)]
    heights = _heights(phases)
    curve: list[str] = []
    for phase in within:
        low, high = heights[phase.start_s]
        x, end_x = (_beyond(line, at) for at in (phase.start_s, phase.end_s))
        y, end_y = (line.voice_y - 9 - share * line.air for share in (low, high))
        curve.append(f"M{number(x)} {number(y)}" if not curve else "")
        bend = (end_x - x) * 0.3642
        curve.append(
            f"C{number(x + bend)} {number(y)} {number(end_x - bend)} {number(end_y)} {number(end_x)} {number(end_y)}"
        )
    return "".join(curve)


def _beyond(line: Line, at_s: float) -> float:
    """Where a moment is, outside of the line, too: its edges cut what goes beyond."""
    return line.x(line.start_s) + (at_s - line.start_s) * line.scale


def _heights(phases: Sequence[ChartedBreath]) -> dict[float, tuple[float, float]]:
    found: dict[float, tuple[float, float]] = {}
    at = 0.0
    for phase, after in zip(phases, (*phases[1:], None), strict=True):
        end = at
        if phase.kind == "in":
            end = 0.75 if after and after.kind == "in" else 1.0
        elif phase.kind == "out":
            end = 0.0
        found[phase.start_s] = (at, end)
        at = end
    return found


def loudness(line: Line, curve: Sequence[float], target_lufs: float) -> str:
    """The loudness of the finished file within a line, by its distance to the target."""
    first, last = int(line.start_s), min(int(line.end_s), len(curve) - 1)
    seconds = range(first, last + 1)
    points = [(_beyond(line, at + 0.5), line.y(curve[at] - target_lufs)) for at in seconds]
    return f"M{path(points)}" if len(points) > 1 else ""
