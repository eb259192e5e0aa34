"""The picture of a session: a sheet of lines, like music, drawn as SVG. The form is in `templates/session.svg`.

Nothing outside the file is needed: no font, no style, no request. The same chart gives the same bytes.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import Final

from jinja2 import Environment, PackageLoader, StrictUndefined
from pydantic import TypeAdapter, ValidationError

from audiogen.chart.colours import colours
from audiogen.chart.fitting import ems, from_right, shortened
from audiogen.chart.session import SessionChart
from audiogen.chart.sheet import HEIGHT, LEFT, RIGHT, WIDTH, Line, lines_of
from audiogen.chart.strokes import breath, loudness, number, water
from audiogen.chart.told import exercise_told
from audiogen.units import clock

_NAME_PX, _SMALL_PX = 16, 15
_TITLE_PX: Final = (52, 44, 38, 32)
_APART_PX: Final = 14.0
"""Between two texts in a row."""
_LEAST_NUMBERED_S: Final = 8.0
"""A shorter silence is a breath between two sentences, and has no figure."""


@dataclass(frozen=True, slots=True)
class Label:
    """A text in its place."""

    x: float
    text: str

    @property
    def right(self) -> bool:
        """Whether it is written from right to left."""
        return from_right(self.text)


@dataclass(frozen=True, slots=True)
class Bar:
    """Something of a length in a line, and what it is in words."""

    x: float
    width: float
    y: float
    told: str
    cue: bool = False


@dataclass(frozen=True, slots=True)
class DrawnLine:
    """One line with all that stands in it."""

    line: Line
    time: str
    water: str
    bars: Sequence[Bar]
    breaths: Sequence[str]
    exercises: Sequence[Label]
    bells: Sequence[Bar]
    loudness: str
    silences: Sequence[Label]
    chapters: Sequence[Label]


def session_svg(chart: SessionChart) -> str:
    """The text of the picture."""
    environment = Environment(
        loader=PackageLoader("audiogen.chart"), autoescape=True, undefined=StrictUndefined, trim_blocks=True,
        lstrip_blocks=True, keep_trailing_newline=True,
    )  # fmt: skip
    environment.filters["n"] = number
    hue = chart.facts.hue
    size, title = _title(chart.facts.title)
    return environment.get_template("session.svg").render(
        chart=chart,
        kept=_kept().dump_json(chart).decode(),
        light=colours(hue, dark=False),
        dark=colours(hue, dark=True),
        width=WIDTH,
        height=HEIGHT,
        left=LEFT,
        right=RIGHT,
        title=title,
        title_px=size,
        length=clock(chart.length_s),
        lines=[_drawn(chart, line) for line in lines_of(chart)],
        told=_told(chart),
        from_right=from_right,
        clock=clock,
    )


def chart_in(picture: bytes) -> SessionChart | None:
    """What a picture shows, from what it holds beside its form; None of one that this version has not drawn."""
    found = re.search(rb"<metadata>(.*?)</metadata>", picture, re.DOTALL)
    try:
        return _kept().validate_json(html.unescape(found[1].decode())) if found else None
    except (ValidationError, UnicodeDecodeError):
        return None


@cache
def _kept() -> TypeAdapter[SessionChart]:
    """How a picture keeps its chart, so that its words can be changed while its sounds stay."""
    return TypeAdapter(SessionChart)


def _title(title: str) -> tuple[int, str]:
    room = RIGHT - LEFT - 150
    size = next((each for each in _TITLE_PX if ems(title) * each <= room), _TITLE_PX[-1])
    return size, shortened(title, room / size, ems)


def _told(chart: SessionChart) -> str:
    """What is seen, for those who do not see it."""
    chapters = "; ".join(f"{clock(each.start_s)} {each.title}" for each in chart.chapters)
    return f"{clock(chart.length_s)}. {chapters}."


def _drawn(chart: SessionChart, line: Line) -> DrawnLine:
    return DrawnLine(
        line=line,
        time=clock(line.start_s),
        water=water(line, chart.bed) if chart.bed else "",
        bars=tuple(_bars(chart, line)),
        breaths=tuple(filter(None, (breath(line, each) for each in chart.exercises))),
        exercises=tuple(_exercises(chart, line)),
        bells=tuple(
            Bar(line.x(each.start_s), (each.end_s - each.start_s) * line.scale, line.voice_y, f"bell: {each.name}")
            for each in chart.bells
            if line.start_s <= each.start_s < line.end_s
        ),
        loudness=loudness(line, chart.loudness, chart.facts.target_lufs),
        silences=tuple(_silences(chart, line)),
        chapters=tuple(_chapters(chart, line)),
    )


def _bars(chart: SessionChart, line: Line) -> Iterator[Bar]:
    for each in chart.phrases:
        if line.holds(each.start_s, each.end_s):
            x = line.x(each.start_s)
            yield Bar(x, max(1.0, line.x(each.end_s) - x), line.y(-each.softer_db), each.text, each.kind == "cue")


def _exercises(chart: SessionChart, line: Line) -> Iterator[Label]:
    for phases in chart.exercises:
        if line.start_s <= phases[0].start_s < line.end_s:
            yield Label(line.x(phases[0].start_s), exercise_told(phases))


def _silences(chart: SessionChart, line: Line) -> Iterator[Label]:
    for each in chart.silences:
        text, middle = clock(each.length_s), (each.start_s + each.end_s) / 2
        room = each.length_s * line.scale - 2 * _APART_PX
        if each.length_s >= _LEAST_NUMBERED_S and line.start_s <= middle < line.end_s and ems(text) * _SMALL_PX <= room:
            yield Label(line.x(middle), text)


def _chapters(chart: SessionChart, line: Line) -> Iterator[Label]:
    starting = [each for each in chart.chapters if line.start_s <= each.start_s < line.end_s]
    edges = [*(line.x(each.start_s) for each in starting), RIGHT + 30.0]
    for chapter, (x, end) in zip(starting, pairwise(edges), strict=True):
        yield Label(x, shortened(chapter.title, (end - x - _APART_PX) / _NAME_PX, ems))
