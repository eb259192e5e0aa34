"""A session at a glance as the rows of a table: what is heard when, and the silence after it."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final

from audiogen.chart.session import ChartedPhrase, ChartedSilence, SessionChart
from audiogen.chart.told import exercise_told

_SAME_THOUGHT_S: Final = 4.0
"""Phrases of a paragraph that are farther apart stand in rows of their own."""
_HEARD_S: Final = 0.05
"""A shorter silence is none."""


@dataclass(frozen=True, slots=True)
class ChartRow:
    """One row."""

    start_s: float
    end_s: float
    """When it is over; of a bell, when it is struck."""
    heard: str
    is_chapter: bool = False
    """Whether a chapter begins, and what is heard is only its title."""
    silence_s: float = 0.0
    """How long nothing else is heard after it."""
    asked: ChartedSilence | None = None
    """What was asked for as this silence, where that leaves a choice."""


def chart_rows(chart: SessionChart) -> tuple[ChartRow, ...]:
    """The rows of a session, in order of time; a chapter stands before what is heard first in it."""
    heard = sorted((*_speech(chart), *_exercises(chart), *_bells(chart)), key=lambda each: each.start_s)
    begins = [each.start_s for each in chart.silences]
    ends = [*(each.start_s for each in heard[1:]), chart.length_s]
    rows = [_followed(chart, begins, row, end) for row, end in zip(heard, ends, strict=True)]
    chapters = [ChartRow(each.start_s, each.start_s, each.title, is_chapter=True) for each in chart.chapters]
    return tuple(sorted((*chapters, *rows), key=lambda each: (each.start_s, not each.is_chapter)))


def _followed(chart: SessionChart, begins: list[float], row: ChartRow, end_s: float) -> ChartRow:
    """A row with the silence after it, up to the next one."""
    at = bisect_right(begins, row.end_s + _HEARD_S) - 1
    silence = chart.silences[at] if at >= 0 else None
    if silence is None or silence.end_s <= row.end_s + _HEARD_S:
        return row
    length_s = min(silence.end_s, end_s) - row.end_s
    whole = silence.asked and abs(silence.length_s - length_s) < _HEARD_S
    return replace(row, silence_s=max(0.0, length_s), asked=silence if whole else None)


def _speech(chart: SessionChart) -> Iterator[ChartRow]:
    """The paragraphs, each up to where something else is heard, or a longer silence comes."""
    others = sorted([each.start_s for each in (*chart.bells, *chart.chapters, *chart.breaths)])
    row: ChartRow | None = None
    for phrase in chart.phrases:
        if phrase.kind == "cue":
            continue
        if row and _goes_on(row, phrase, others):
            row = replace(row, end_s=phrase.end_s, heard=f"{row.heard} {phrase.text}")
            continue
        if row:
            yield row
        row = ChartRow(phrase.start_s, phrase.end_s, phrase.text)
    if row:
        yield row


def _goes_on(row: ChartRow, phrase: ChartedPhrase, others: list[float]) -> bool:
    apart = bisect_right(others, row.end_s) != bisect_right(others, phrase.start_s)
    return not (phrase.paragraph or apart or phrase.start_s - row.end_s > _SAME_THOUGHT_S)


def _exercises(chart: SessionChart) -> Iterator[ChartRow]:
    for phases in chart.exercises:
        yield ChartRow(phases[0].start_s, phases[-1].end_s, exercise_told(phases))


def _bells(chart: SessionChart) -> Iterator[ChartRow]:
    for bell in chart.bells:
        yield ChartRow(bell.start_s, bell.start_s, f"bell: {bell.name}")
