"""The picture of a session: a sheet of lines, like music, drawn as SVG. The form is in `templates/session.svg`.

Nothing outside the file is needed: no font, no style, no request. The same chart gives the same bytes.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final

from jinja2 import Environment, PackageLoader, StrictUndefined
from pydantic import TypeAdapter, ValidationError

from audiogen.chart.colours import colours
from audiogen.chart.fitting import ems, from_right
from audiogen.chart.labels import APART_PX, BETWEEN, Label, fitted, in_a_row, title_lines
from audiogen.chart.session import SessionChart
from audiogen.chart.sheet import HEIGHT, LEFT, RIGHT, WIDTH, Line, lines_of
from audiogen.chart.strokes import Stroke, breath, filled, loudness, natural, number, ring, water
from audiogen.chart.told import SHAPED, count_told, pattern_told, told
from audiogen.units import clock

_NAME_PX, _SMALL_PX = 17, 15
_BESIDE_TITLE_PX: Final = 190.0
"""Room for the session's length."""
_SIGN_PX: Final = 34.0
"""A sign at the foot, with what parts it from its name."""
_FAINTER_A_DB: Final = 0.07
_LEAST_NUMBERED_S: Final = 8.0
"""A shorter silence is a breath between two sentences, and has no figure."""


@dataclass(frozen=True, slots=True)
class DrawnPhrase:
    """A phrase as a stroke."""

    x: float
    width: float
    y: float
    text: str
    cue: bool
    opacity: float
    """Of a voice that becomes softer."""


@dataclass(frozen=True, slots=True)
class DrawnLine:
    """One line with all that stands in it."""

    line: Line
    time: str
    water: str
    phrases: Sequence[DrawnPhrase]
    breaths: Sequence[str]
    swells: Sequence[str]
    """The areas below them."""
    natural: Sequence[str]
    exercises: Sequence[Label]
    rings: Sequence[Stroke]
    loudness: str
    silences: Sequence[Label]
    chapters: Sequence[Label]


def session_svg(chart: SessionChart) -> str:
    """The text of the picture."""
    size, title = title_lines(chart.facts.title, RIGHT - LEFT - _BESIDE_TITLE_PX)
    return _environment().get_template("session.svg").render(
        chart=chart,
        kept=_kept().dump_json(chart).decode(),
        told=told(chart),
        light=colours(chart.facts.hue, dark=False),
        dark=colours(chart.facts.hue, dark=True),
        between=BETWEEN,
        legend=tuple(_legend(chart)),
        sheet=(WIDTH, HEIGHT),
        edges=(LEFT, RIGHT),
        title=title,
        under_title=fitted(
            f"{chart.facts.show}{BETWEEN}{chart.facts.number}", RIGHT - LEFT - _BESIDE_TITLE_PX, _SMALL_PX
        ),
        title_px=size,
        length=clock(chart.length_s),
        mirrored=from_right(chart.facts.title),
        lines=[_drawn(chart, line) for line in lines_of(chart)],
    )  # fmt: skip


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


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("audiogen.chart"), autoescape=True, undefined=StrictUndefined, trim_blocks=True,
        lstrip_blocks=True, keep_trailing_newline=True,
    )  # fmt: skip
    environment.filters["n"] = number
    return environment


def _drawn(chart: SessionChart, line: Line) -> DrawnLine:
    led = [each for each in chart.exercises if each[0].kind in SHAPED]
    free = [each for each in chart.breaths if each.kind not in SHAPED]
    breaths = tuple(filter(None, (breath(line, each) for each in led)))
    return DrawnLine(
        line=line,
        time=clock(line.start_s),
        water=water(line, chart.bed),
        phrases=tuple(_phrases(chart, line)),
        breaths=breaths,
        swells=tuple(filled(line, curve) for curve in breaths),
        natural=tuple(natural(line, each) for each in free if line.holds(each.start_s, each.end_s)),
        exercises=tuple(_exercises(chart, line)),
        rings=tuple(stroke for each in chart.bells for stroke in ring(line, each)),
        loudness=loudness(line, chart.loudness, chart.facts.target_lufs),
        silences=tuple(_silences(chart, line)),
        chapters=tuple(_chapters(chart, line)),
    )


def _exercises(chart: SessionChart, line: Line) -> Iterator[Label]:
    begun = [each for each in chart.exercises if line.begins(each[0].start_s)]
    return in_a_row(
        [(line.x(each[0].start_s), count_told(each), pattern_told(each)) for each in begun], _SMALL_PX, (LEFT, RIGHT)
    )


def _chapters(chart: SessionChart, line: Line) -> Iterator[Label]:
    """The titles, and beside each the bed that begins with it."""
    scenes = {each.start_s: each.name for each in chart.scenes}
    begun = [each for each in chart.chapters if line.begins(each.start_s)]
    wanted = [(line.x(each.start_s), each.title, scenes.get(each.start_s, "")) for each in begun]
    return in_a_row(wanted, _NAME_PX, (LEFT, RIGHT))


def _phrases(chart: SessionChart, line: Line) -> Iterator[DrawnPhrase]:
    for each in chart.phrases:
        if line.holds(each.start_s, each.end_s):
            x = line.x(each.start_s)
            width = max(1.0, line.x(each.end_s) - x)
            yield DrawnPhrase(
                x, width, line.y(-each.softer_db), each.text, each.kind == "cue", 1 - each.softer_db * _FAINTER_A_DB
            )


def _silences(chart: SessionChart, line: Line) -> Iterator[Label]:
    """The lengths of silences, in the line that holds the middle of each, where they have room."""
    for each in chart.silences:
        if each.length_s >= _LEAST_NUMBERED_S and line.begins((each.start_s + each.end_s) / 2):
            text, begin, end = clock(each.length_s), line.x(each.start_s), line.x(each.end_s)
            if ems(text) * _SMALL_PX + 2 * APART_PX <= end - begin:
                yield Label((begin + end) / 2, (begin + end) / 2, text)


def _legend(chart: SessionChart) -> Iterator[tuple[str, float]]:
    """What is explained at the foot, and where."""
    there = {
        "words": chart.phrases,
        "breath": chart.breaths,
        "bell": chart.bells,
        "bed": chart.bed,
        "loudness": chart.loudness,
    }
    x = float(LEFT)
    for name, found in there.items():
        if found:
            yield name, x
            x += _SIGN_PX + ems(name) * _SMALL_PX + 2 * APART_PX
