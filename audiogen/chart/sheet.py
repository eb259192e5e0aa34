"""Where everything stands on the sheet of a picture: lines of time, one below the other, as music is written.

The sheet has the proportions of A4, whatever the session's length; what changes is how much time one line holds.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count
from typing import Final, TypeAlias

from audiogen.chart.session import SessionChart

WIDTH, HEIGHT = 1000, 1414
LEFT, RIGHT = 118, 922
"""Where lines of time begin and end."""
_TOP, _BOTTOM = 236, 1316
_MOST_LINES: Final = 8
_TALLEST: Final = 214
"""Of a line: where there are few, the sheet stays empty below them."""
_LINE_S: Final = (5, 10, 15, 20, 30, 60, 120, 180, 240, 300, 360, 600, 900, 1200, 1800, 3600, 7200, 10800)
"""How much time a line may hold."""
_TICK_S: Final = (1, 5, 10, 15, 30, 60, 120, 300, 600)
_FEWEST_TICKS_APART: Final = 30.0
"""Pixels between two ticks."""
_ABOVE_AIR_PX, _BELOW_RULE_PX = 24.0, 36.0
_AIR_SHARE: Final = 0.6
"""Of what is between them, above the words."""
DEEPEST_DB: Final = 36.0
"""At the bottom of a line, relative to the voice."""

Point: TypeAlias = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Line:
    """One line of time; lengths in pixels, downwards."""

    start_s: float
    end_s: float
    """Where it ends; the last one with the session."""
    scale: float
    """Pixels a second."""
    top: float
    height: float

    @property
    def air_y(self) -> float:
        """How high a breath rises; above it is room for a small text."""
        return self.top + _ABOVE_AIR_PX

    @property
    def voice_y(self) -> float:
        """Where words stand."""
        return self.air_y + _AIR_SHARE * (self.rule_y - self.air_y)

    @property
    def rule_y(self) -> float:
        """The rule below, along which the time runs; under it is room for names."""
        return self.top + self.height - _BELOW_RULE_PX

    @property
    def end_x(self) -> float:
        """Where its time ends."""
        return self.x(self.end_s)

    def x(self, at_s: float) -> float:
        """Where a moment is, within the line."""
        return LEFT + (min(max(at_s, self.start_s), self.end_s) - self.start_s) * self.scale

    def beyond(self, at_s: float) -> float:
        """The same where it may be outside of the line, whose edges cut what goes beyond them."""
        return LEFT + (at_s - self.start_s) * self.scale

    def y(self, level_db: float) -> float:
        """Where a level is, relative to the voice."""
        share = min(max(-level_db / DEEPEST_DB, -0.2), 1.0)
        return self.voice_y + share * (self.rule_y - self.voice_y)

    def holds(self, start_s: float, end_s: float) -> bool:
        """Whether anything of a stretch is in it."""
        return start_s < self.end_s and end_s > self.start_s

    def begins(self, at_s: float) -> bool:
        """Whether a moment is in it."""
        return self.start_s <= at_s < self.end_s

    def ticks(self) -> Iterator[float]:
        """Where its rule is ticked, between its ends."""
        step = next((each for each in _TICK_S if each * self.scale >= _FEWEST_TICKS_APART), _TICK_S[-1])
        yield from (self.x(at) for at in range(int(self.start_s) + step, int(self.end_s + 1), step) if at < self.end_s)


def lines_of(chart: SessionChart) -> tuple[Line, ...]:
    """The lines of a session."""
    length_s = max(chart.length_s, 1.0)
    line_s = next((each for each in _LINE_S if length_s <= each * _MOST_LINES), _LINE_S[-1])
    starts = [at for at in range(0, int(length_s) + 1, line_s) if at < length_s]
    height = min(_TALLEST, (_BOTTOM - _TOP) / len(starts))
    scale = (RIGHT - LEFT) / line_s
    return tuple(
        Line(float(start), min(start + line_s, length_s), scale, _TOP + number * height, height)
        for start, number in zip(starts, count(), strict=False)
    )
