"""Breathing that a script guides with counts: where it stands, and what of it is said."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Final, Literal, TypeAlias

from audiogen.drafting.imported.pieces import GuidedBreath
from audiogen.drafting.imported.quantities import number_pattern, number_value
from audiogen.drafting.imported.vocabulary import Vocabulary, nothing_left, words

PhaseKind: TypeAlias = Literal["in", "hold", "out", "rest"]

_SHORTEST: Final = 2
"""In seconds; a count of one beside a breath counts breaths."""
_LONGEST: Final = 20
_GAP: Final = 60
"""In letters; a count further away belongs to something else."""
_UNIT: Final = 9
"""In letters behind a count, where its unit may stand."""
FARTHEST: Final = 120
"""In letters between the phases of one exercise, and between it and how often it is done."""
_SENTENCE_END: Final = re.compile(r"[.!?](?=\s|$)|\n")
_PHASES: Final[dict[str, Literal["in", "hold", "out"]]] = {
    "in": "in", "short_in": "in", "hold": "hold", "out": "out", "short_out": "out",
}  # fmt: skip
_BEATS: Final = re.compile(r"[\s,.\u2026\u2013\u2014()\[\]-]+(?:and\s+|und\s+|et\s+|y\s+|e\s+)?")
_PATTERN: Final = r"\d{1,2}(?:\s?[-\u2010-\u2015/:x]\s?\d{1,2}){1,3}"


@dataclass(frozen=True, slots=True)
class BreathGuide:
    """An exercise, with what was found of it, where it stands in a text."""

    start: int
    end: int
    breath: GuidedBreath
    terse: bool = False
    """It is written for who reads the script, not for listeners: no sentence, only phases and figures."""


@dataclass(frozen=True, slots=True)
class _Event:
    start: int
    end: int
    kind: Literal["in", "hold", "out", "count"]
    short: bool = False
    """Of a phase: a word that means one only beside a count."""
    seconds: float = 0.0
    counted: bool = False
    """Each beat is said."""


@dataclass(frozen=True, slots=True)
class _Bound:
    """A phase with its count."""

    kind: PhaseKind
    seconds: float
    start: int
    end: int
    counted: bool


def breath_guides(text: str, vocabulary: Vocabulary) -> tuple[BreathGuide, ...]:
    """The exercises in a text, in their order."""
    found = [*_named(text, vocabulary)]
    for group in _groups(_bound(text, vocabulary)):
        guide = _guide(group, text, vocabulary)
        if guide and not any(guide.start < other.end and other.start < guide.end for other in found):
            found.append(guide)
    found += [
        guide
        for guide in _without_counts(text, vocabulary)
        if not any(abs(guide.start - other.start) < FARTHEST for other in found)
    ]
    return tuple(sorted(found, key=lambda guide: guide.start))


def _bound(text: str, vocabulary: Vocabulary) -> list[_Bound]:
    """Every phase that has a count beside it."""
    events = _events(text, vocabulary)
    bound: list[_Bound] = []
    used: set[int] = set()
    for at, event in enumerate(events):
        if event.kind == "count":
            continue
        for beside in (at - 1, at + 1):
            if 0 <= beside < len(events) and beside not in used and _belongs(events, at, beside, text, vocabulary):
                used.add(beside)
                count = events[beside]
                ends = (min(event.start, count.start), max(event.end, count.end))
                bound.append(_Bound(event.kind, count.seconds, *ends, count.counted))
                break
    return bound


def _belongs(events: Sequence[_Event], at: int, beside: int, text: str, vocabulary: Vocabulary) -> bool:
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
    return count.counted or re.search(r"[.!?;](?:\s|$)" if beside > at else r"[.!?;,:]", gap) is None


def _events(text: str, vocabulary: Vocabulary) -> list[_Event]:
    events: list[_Event] = []
    for found in _tokens(vocabulary).finditer(text):
        kind = str(found.lastgroup)
        if kind != "count":
            if (phase := _PHASES.get(kind)) is not None:
                events.append(_Event(found.start(), found.end(), phase, short=kind.startswith("short")))
            continue
        event = _Event(found.start(), found.end(), "count", seconds=number_value(found[0], vocabulary))
        before = events[-1] if events and events[-1].kind == "count" else None
        if before and event.seconds == before.seconds + 1 and _BEATS.fullmatch(text, before.end, event.start):
            event = replace(event, start=before.start, counted=True)
            events.pop()
        events.append(event)
    return [event for event in events if event.kind != "count" or _SHORTEST <= event.seconds <= _LONGEST]


@cache
def _tokens(vocabulary: Vocabulary) -> re.Pattern[str]:
    said, number = vocabulary.breath, number_pattern(vocabulary)
    return re.compile(
        rf"(?<![^\W_])(?:(?P<in>(?:{said.in_})(?![^\W_]))|(?P<out>(?:{said.out})(?![^\W_]))"
        rf"|(?P<hold>(?:{said.hold})(?![^\W_]))|(?P<short_in>(?:{said.in_short})(?![^\W_]))"
        rf"|(?P<short_out>(?:{said.out_short})(?![^\W_]))|(?P<times>{times_pattern(vocabulary)})|(?P<count>{number})(?=(?:{said.counted})?(?![^\W_]))(?!\s*(?:{vocabulary.minute})(?![^\W_])))",
        re.IGNORECASE,
    )


@cache
def times_pattern(vocabulary: Vocabulary) -> str:
    """A regular expression without groups for how often an exercise is done."""
    said, number = vocabulary.breath, number_pattern(vocabulary)
    return (
        rf"(?:{number}\s*-?(?:(?:{said.adjectives}|more)\s+)?(?:{said.times})(?![^\W_])|{number}\s?[x\u00d7](?![^\W_])"
        rf"|[x\u00d7]\s?\d{{1,2}}(?![^\W_])|(?:{said.twice})(?![^\W_]))"
    )


def _groups(bound: Sequence[_Bound]) -> Iterator[list[_Bound]]:
    """Phases that are one exercise: near to each other, and of one rhythm."""
    group: list[_Bound] = []
    for phase in bound:
        other = phase.kind == "in" and any(one.kind == "in" and one.seconds != phase.seconds for one in group)
        if group and (other or phase.start - group[-1].end > FARTHEST):
            yield group
            group = []
        group.append(phase)
    if group:
        yield group


def _guide(group: Sequence[_Bound], text: str, vocabulary: Vocabulary) -> BreathGuide | None:
    seconds: dict[PhaseKind, float] = {}
    rounds = 0
    for phase in group:
        kind: PhaseKind = "rest" if phase.kind == "hold" and "out" in seconds else phase.kind
        rounds += phase.kind == "in"
        seconds.setdefault(kind, phase.seconds)
    if not {"in", "out"} <= seconds.keys() and not _is_sure(group, text, vocabulary):
        return None
    start, end = group[0].start, group[-1].end
    often = _how_often(text, start, end, vocabulary)
    counted = any(phase.counted for phase in group)
    breaths = often[0] if often else rounds if rounds > 1 else None
    end = max(end, often[1]) if often else end
    breath = GuidedBreath(
        "", seconds.get("in"), seconds.get("hold"), seconds.get("out"), seconds.get("rest"), breaths,
        _question(seconds, breaths, counted=counted),
    )  # fmt: skip
    terse = not counted and {"in", "out"} <= seconds.keys() and _is_terse(text, vocabulary)
    return BreathGuide(start, end, breath, terse)


def _is_sure(group: Sequence[_Bound], text: str, vocabulary: Vocabulary) -> bool:
    """Whether one phase alone is guided: breathe in and notice four things is nothing of the kind."""
    said = words(vocabulary.breath.lasting, vocabulary.breath.counted)
    return any(
        phase.kind != "hold" and (phase.counted or said.search(text, phase.start, phase.end + _UNIT)) for phase in group
    )


def _question(seconds: dict[PhaseKind, float], breaths: int | None, *, counted: bool) -> str:
    if counted:
        return "the words count this breath aloud, and a guided breath follows; which of them is to stay?"
    if missing := [word for kind, word in (("in", "in"), ("out", "out")) if kind not in seconds]:
        return f"how many seconds does the breath {' and '.join(missing)} take?"
    return "" if breaths else "how many breaths are these?"


def _how_often(text: str, start: int, end: int, vocabulary: Vocabulary) -> tuple[int, int] | None:
    """How many breaths are asked for in or behind an exercise, or before it in its sentence, and where that ends."""
    before = max(0, start - FARTHEST // 2)
    sentence = max((found.end() for found in _SENTENCE_END.finditer(text, before, start)), default=before)
    for begin, close in ((start, end + FARTHEST), (sentence, start)):
        for found in words(times_pattern(vocabulary)).finditer(text, begin, min(close, len(text))):
            if number := number_of_times(found[0], vocabulary):
                return number, max(end, found.end())
    return None


def number_of_times(text: str, vocabulary: Vocabulary) -> int | None:
    """The number in what `times_pattern` matches; None where it is as vague as several times."""
    if words(vocabulary.breath.twice).fullmatch(text):
        return 2
    figure = re.search(number_pattern(vocabulary), text, re.IGNORECASE)
    vague = figure is None or figure[0].lower() in vocabulary.numbers
    return None if vague or figure is None else round(number_value(figure[0], vocabulary))


def _is_terse(text: str, vocabulary: Vocabulary) -> bool:
    """Whether a line is nothing but phases and figures, without the words and the full stop of a sentence."""
    said = vocabulary.breath
    if text.rstrip().endswith((".", "!", "?")) and not text.rstrip().endswith(("sec.", "min.", "Sek.", "Min.")):
        return False
    return nothing_left(
        text, said.in_, said.out, said.in_short, said.out_short, said.hold, said.counted, said.noun, said.box,
        times_pattern(vocabulary), said.repeat, r"\d{1,2}(?:s|sec)?",
    )  # fmt: skip


def _named(text: str, vocabulary: Vocabulary) -> Iterator[BreathGuide]:
    """Exercises with a name, like box breathing or 4-7-8 breathing, where it is said how often they are done."""
    said = vocabulary.breath
    box = rf"(?P<box>{said.box})[\s-]*(?:{said.noun})|(?:{said.noun})\s+(?P<box2>{said.box})"
    figures = rf"(?P<a>{_PATTERN})[\s-]*(?:{said.noun})|(?:{said.noun})\W{{0,3}}(?P<b>{_PATTERN})"
    for found in re.finditer(rf"(?<![^\W_])(?:{figures}|{box})(?![^\W_])", text, re.IGNORECASE):
        often = _how_often(text, found.start(), found.end(), vocabulary)
        rest = text[: found.start()] + " " + text[found.end() :]
        terse = not text.rstrip().endswith((".", "!", "?")) and nothing_left(
            rest, said.noun, said.filler, times_pattern(vocabulary), said.repeat
        )
        if not (often or (terse and (found["a"] or found["b"]))):
            continue
        pattern = found["a"] or found["b"] or "4-4-4-4"
        seconds = [float(part) for part in re.findall(r"\d+", pattern)]
        if len(seconds) == 2 and words(vocabulary.silence.breaths).search(found[0]):
            continue  # two or three breaths
        seconds = [*seconds, *[0.0] * (4 - len(seconds))] if len(seconds) > 2 else [seconds[0], 0.0, seconds[1], 0.0]
        if not all(second <= _LONGEST for second in seconds) or not seconds[0]:
            continue
        in_s, hold_s, out_s, rest_s = seconds
        breaths = often[0] if often else None
        question = "" if breaths else "how many breaths are these?"
        breath = GuidedBreath("", in_s, hold_s or None, out_s, rest_s or None, breaths, question)
        yield BreathGuide(found.start(), max(found.end(), often[1] if often else 0), breath, terse)


def _without_counts(text: str, vocabulary: Vocabulary) -> Iterator[BreathGuide]:
    """Breaths that are asked for by number alone: take three deep breaths. Where they are guided then, they are not."""
    said = vocabulary.breath
    for found in _asked(vocabulary).finditer(text):
        breaths = round(number_value(next(filter(None, found.groups())), vocabulary))
        if breaths > 1 and not words(said.in_, said.out).search(text, found.end(), found.end() + FARTHEST):
            question = "how long are these breaths, in and out? The usual pattern is used for now."
            yield BreathGuide(found.start(), found.end(), GuidedBreath("", breaths=breaths, question=question))


@cache
def _asked(vocabulary: Vocabulary) -> re.Pattern[str]:
    said, number = vocabulary.breath, number_pattern(vocabulary)
    adjectives = rf"(?:\s*(?:{said.adjectives}))*"
    in_and_out = said.in_and_out.replace("{number}", f"({number})")
    return re.compile(
        rf"(?<![^\W_])(?:(?:{said.take})\s+({number}){adjectives}\s*(?:{vocabulary.silence.breaths})"
        rf"{adjectives}|{in_and_out})(?![^\W_])",
        re.IGNORECASE,
    )
