"""The phases of a breath that a text names with their counts: in for four, 4 Sekunden aus, hold … two … three."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Final, Literal

from audiogen.drafting.imported.quantities import number_pattern, number_value, times_pattern
from audiogen.drafting.imported.vocabulary import Vocabulary, nothing_left, words
from audiogen.script.breath import BreathKind

FARTHEST: Final = 120
"""In letters between the phases of one exercise, and between it and how often it is done."""
LONGEST_COUNT_S: Final = 20.0
"""A longer count belongs to something else."""
_SHORTEST_S: Final = 2.0
"""A count of one beside a breath counts breaths."""
_GAP: Final = 60
"""In letters; a count further away belongs to something else."""
_PHASES: Final[dict[str, Literal["in", "hold", "out"]]] = {
    "in": "in", "short_in": "in", "hold": "hold", "out": "out", "short_out": "out",
}  # fmt: skip
_BEATS: Final = re.compile(r"[\s,.\u2026\u2013\u2014()\[\]-]+(?:and\s+|und\s+|et\s+|y\s+|e\s+)?")


@dataclass(frozen=True, slots=True)
class _Token:
    start: int
    end: int
    kind: Literal["in", "hold", "out", "count"]
    short: bool = False
    """Of a phase: a word that means one only beside a count."""
    seconds: float = 0.0
    counted: bool = False
    """Each beat is said."""


@dataclass(frozen=True, slots=True)
class CountedPhase:
    """A phase with its count."""

    kind: BreathKind
    """Never `rest`: whether somebody holds in or out, the phases before it tell."""
    seconds: float
    start: int
    """Where it stands in the text, its count included."""
    end: int
    counted: bool
    """Each beat is said."""
    short: bool
    """It is named by a word, like `in`, that means many other things."""


def exercises(text: str, vocabulary: Vocabulary) -> Iterator[list[CountedPhase]]:
    """The phases that have a count, exercise by exercise: near to each other, and of one rhythm."""
    group: list[CountedPhase] = []
    for phase in _bound(text, vocabulary):
        other = phase.kind == "in" and any(one.kind == "in" and one.seconds != phase.seconds for one in group)
        if group and (other or phase.start - group[-1].end > FARTHEST):
            yield group
            group = []
        group.append(phase)
    if group:
        yield group


def _bound(text: str, vocabulary: Vocabulary) -> list[CountedPhase]:
    """Every phase that has a count beside it."""
    events = _events(text, vocabulary)
    bound: list[CountedPhase] = []
    used: set[int] = set()
    for at, event in enumerate(events):
        if event.kind == "count":
            continue
        for beside in (at - 1, at + 1):
            if 0 <= beside < len(events) and beside not in used and _belongs(events, at, beside, text, vocabulary):
                used.add(beside)
                count = events[beside]
                ends = (min(event.start, count.start), max(event.end, count.end))
                bound.append(CountedPhase(event.kind, count.seconds, *ends, count.counted, event.short))
                break
    return bound


def _belongs(events: Sequence[_Token], at: int, beside: int, text: str, vocabulary: Vocabulary) -> bool:
    phase, count = events[at], events[beside]
    if count.kind != "count":
        return False
    first, last = sorted((phase, count), key=lambda event: event.start)
    gap = text[first.end : last.start]
    said = vocabulary.breath
    # in two rooms is no breath, but in for two, in: two and in through your nose for a count of two are
    plainly = nothing_left(gap, said.lasting, said.counted, "an?|the|to") or words(said.lasting).search(gap)
    if len(gap) > _GAP or not nothing_left(gap, said.gap) or (phase.short and not plainly):
        return False
    # only what is counted aloud goes on behind a full stop; a count before its phase is a matter of one clause
    return count.counted or re.search(r"[.!?;](?:\s|$)" if beside > at else r"[.!?;,:\n]", gap) is None


def _events(text: str, vocabulary: Vocabulary) -> list[_Token]:
    events: list[_Token] = []
    for found in _tokens(vocabulary).finditer(text):
        kind = str(found.lastgroup)
        if kind != "count":
            if (phase := _PHASES.get(kind)) is not None:
                events.append(_Token(found.start(), found.end(), phase, short=kind.startswith("short")))
            continue
        event = _Token(found.start(), found.end(), "count", seconds=number_value(found[0], vocabulary))
        before = events[-1] if events and events[-1].kind == "count" else None
        if before and event.seconds == before.seconds + 1 and _BEATS.fullmatch(text, before.end, event.start):
            event = replace(event, start=before.start, counted=True)
            events.pop()
        events.append(event)
    return [event for event in events if event.kind != "count" or _SHORTEST_S <= event.seconds <= LONGEST_COUNT_S]


@cache
def _tokens(vocabulary: Vocabulary) -> re.Pattern[str]:
    said, number = vocabulary.breath, number_pattern(vocabulary)
    count = rf"(?P<count>{number})(?=(?:{said.counted})?(?![^\W_]))(?!\s*(?:{vocabulary.minute})(?![^\W_]))"
    kinds = {"in": said.in_, "out": said.out, "hold": said.hold, "short_in": said.in_short, "short_out": said.out_short}
    phases = "|".join(rf"(?P<{kind}>(?:{alternatives})(?![^\W_]))" for kind, alternatives in kinds.items())
    return re.compile(
        rf"(?<![^\W_])(?:{phases}|(?P<times>{times_pattern(vocabulary)})|{count})",
        re.IGNORECASE,
    )
