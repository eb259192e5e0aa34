"""What is heard, in words and figures, for tables and pictures alike."""

from __future__ import annotations

from collections.abc import Sequence

from audiogen.chart.session import ChartedBreath, ChartedSilence, SessionChart
from audiogen.units import clock, written_length

SHAPED: frozenset[str] = frozenset({"in", "hold", "out", "rest"})
"""The kinds of phases that breaths are led through."""


def pattern_told(phases: Sequence[ChartedBreath]) -> str:
    """The breaths of an exercise in figures, like `4-6`; of one that changes, the first and the last."""
    if phases[0].kind not in SHAPED:
        return ""
    first, last = (
        "-".join(f"{round(each.length_s, 1):g}" for each in phases if each.cycle == cycle)
        for cycle in (phases[0].cycle, phases[-1].cycle)
    )
    return f"{first} to {last}" if first != last else first


def exercise_told(phases: Sequence[ChartedBreath]) -> str:
    """An exercise in words, like `6 breaths, 4-6`."""
    pattern = pattern_told(phases)
    return f"{count_told(phases)}, {pattern}" if pattern else "breathing as it comes"


def count_told(phases: Sequence[ChartedBreath]) -> str:
    """How many breaths an exercise has, in few words."""
    count = phases[-1].cycle
    if phases[0].kind not in SHAPED:
        return "natural breath"
    return f"{count} breath{'s' if count != 1 else ''}"


def asked_told(silence: ChartedSilence) -> str:
    """The lengths between which a silence was chosen, like `12s to 30s`; empty where it had one alone."""
    if not silence.asked:
        return ""
    return f"{written_length(silence.least_s)} to {written_length(silence.most_s)}"


def length_told(seconds: float) -> str:
    """A silence as people read it: seconds below a minute, else as a clock has it."""
    return f"{seconds:.0f} s" if seconds < 59.5 else clock(seconds)


def told(chart: SessionChart) -> str:
    """A whole session in a few sentences, for those who do not see its picture."""
    about = "about " if chart.expected else ""
    chapters = "; ".join(f"{clock(each.start_s)} {each.title}" for each in chart.chapters)
    exercises = "; ".join(f"{clock(each[0].start_s)} {exercise_told(each)}" for each in chart.exercises)
    breaths = f" Breathing: {exercises}." if exercises else ""
    return f"It lasts {about}{clock(chart.length_s)}. Chapters: {chapters}.{breaths}"
