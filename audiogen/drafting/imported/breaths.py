"""Breathing that a script guides with counts: where it stands, and what of it is said."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final

from audiogen.drafting.imported.phases import FARTHEST, LONGEST_COUNT_S, CountedPhase, exercises
from audiogen.drafting.imported.pieces import GuidedBreath
from audiogen.drafting.imported.quantities import number_of_times, number_pattern, number_value, times_pattern
from audiogen.drafting.imported.vocabulary import Vocabulary, nothing_left, words
from audiogen.script.breath import BreathKind

_LONGEST_TERSE: Final = 300
"""In letters; nobody writes down phases and figures alone at greater length."""
_UNIT: Final = 9
"""In letters behind a count, where its unit may stand."""
_SENTENCE_END: Final = re.compile(r"[.!?\u2026]+(?:\s+|$)|\n+")
_TWO: Final = 2
"""Counts of a pattern without stillness."""
_PATTERN: Final = r"\d{1,2}(?:\s?[-\u2010-\u2015/:x]\s?\d{1,2}){1,3}"


@dataclass(frozen=True, slots=True)
class BreathGuide:
    """An exercise, with what was found of it, where it stands in a text."""

    start: int
    end: int
    breath: GuidedBreath
    terse: bool = False
    """It is written for who reads the script, not for listeners: no sentence, only phases and figures."""


def breath_guides(text: str, vocabulary: Vocabulary) -> tuple[BreathGuide, ...]:
    """The exercises in a text, in their order."""
    # counts that are said are surer than those of a name, and a name is surer than breaths without any
    found = [guide for group in exercises(text, vocabulary) if (guide := _guide(group, text, vocabulary))]
    for look in (_named, _without_counts):
        found += [guide for guide in look(text, vocabulary) if not any(_is_near(guide, other) for other in found)]
    return tuple(sorted(found, key=lambda guide: guide.start))


def _is_near(guide: BreathGuide, other: BreathGuide) -> bool:
    return guide.start < other.end + FARTHEST and other.start < guide.end + FARTHEST


def _guide(group: Sequence[CountedPhase], text: str, vocabulary: Vocabulary) -> BreathGuide | None:
    seconds: dict[BreathKind, float] = {}
    rounds = 0
    for phase in group:
        kind: BreathKind = "rest" if phase.kind == "hold" and "out" in seconds else phase.kind
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


def _is_sure(group: Sequence[CountedPhase], text: str, vocabulary: Vocabulary) -> bool:
    """Whether one phase alone is guided: breathe in and notice four things is nothing of the kind."""
    said = words(vocabulary.breath.lasting, vocabulary.breath.counted)
    return any(
        phase.kind != "hold"
        and not phase.short
        and (phase.counted or said.search(text, phase.start, phase.end + _UNIT))
        for phase in group
    )


def _question(seconds: dict[BreathKind, float], breaths: int | None, *, counted: bool) -> str:
    if counted:
        return "the words count this breath aloud, and a guided breath follows; which of them is to stay?"
    if missing := [word for kind, word in (("in", "in"), ("out", "out")) if kind not in seconds]:
        return f"how many seconds does the breath {' and '.join(missing)} take?"
    return "" if breaths else "how many breaths are these?"


def _how_often(text: str, start: int, end: int, vocabulary: Vocabulary) -> tuple[int, int] | None:
    """How many breaths are asked for in or behind an exercise, or before it in its sentence, and where that ends."""
    before = max(0, start - FARTHEST // 2)
    sentence = max((found.end() for found in _SENTENCE_END.finditer(text, before, start)), default=before)
    following = [found.end() for found in _SENTENCE_END.finditer(text, end, end + FARTHEST)]
    # repeat four times is the next sentence; what a later one counts is something else
    last = following[1] if len(following) > 1 else end + FARTHEST
    for begin, close in ((start, last), (sentence, start)):
        for found in words(times_pattern(vocabulary)).finditer(text, begin, min(close, len(text))):
            if number := number_of_times(found[0], vocabulary):
                return number, max(end, found.end())
    return None


def _is_terse(text: str, vocabulary: Vocabulary) -> bool:
    """Whether a line is nothing but phases and figures, without the words and the full stop of a sentence."""
    said = vocabulary.breath
    if len(text) > _LONGEST_TERSE:
        return False
    if text.rstrip().endswith((".", "!", "?")) and not text.rstrip().endswith(("sec.", "min.", "Sek.", "Min.")):
        return False
    return nothing_left(
        text, said.in_, said.out, said.in_short, said.out_short, said.hold, said.counted, said.noun, said.box,
        times_pattern(vocabulary), said.repeat, r"\d{1,2}(?:s|sec)?",
    )  # fmt: skip


def _named(text: str, vocabulary: Vocabulary) -> Iterator[BreathGuide]:
    """Exercises with a name, like box breathing or 4-7-8 breathing, where it is said how often they are done."""
    for found in _names(vocabulary).finditer(text):
        figures = found["before"] or found["behind"]
        pattern = _four_counts(figures or "4-4-4-4")
        few_breaths = (
            figures and len(re.findall(r"\d+", figures)) == _TWO and words(vocabulary.silence.breaths).search(found[0])
        )
        often = _how_often(text, found.start(), found.end(), vocabulary)
        terse = _is_only_named(text, found, vocabulary)
        if pattern and not few_breaths and (often or (terse and figures)):
            in_s, hold_s, out_s, rest_s = pattern
            number, end = often or (None, found.end())
            question = "" if number else "how many breaths are these?"
            breath = GuidedBreath("", in_s, hold_s or None, out_s, rest_s or None, number, question)
            yield BreathGuide(found.start(), end, breath, terse)


@cache
def _names(vocabulary: Vocabulary) -> re.Pattern[str]:
    noun, box = rf"(?:{vocabulary.breath.noun})", rf"(?:{vocabulary.breath.box})"
    figures = rf"(?P<before>{_PATTERN})[\s-]*{noun}|{noun}\W{{0,3}}(?P<behind>{_PATTERN})"
    return re.compile(rf"(?<![^\W_])(?:{figures}|{box}[\s-]*{noun}|{noun}\s+{box})(?![^\W_])", re.IGNORECASE)


def _four_counts(figures: str) -> tuple[float, ...] | None:
    """In, hold, out and rest of a pattern like 4-6 or 4-7-8; None where nobody breathes so."""
    counts = [float(part) for part in re.findall(r"\d+", figures)]
    whole = (counts[0], 0.0, counts[1], 0.0) if len(counts) == _TWO else (*counts, *[0.0] * (4 - len(counts)))
    return whole if whole[0] and whole[2] and max(whole) <= LONGEST_COUNT_S else None


def _is_only_named(text: str, found: re.Match[str], vocabulary: Vocabulary) -> bool:
    """Whether a line says no more than the name, and how often: it is for who reads the script."""
    said = vocabulary.breath
    if len(text) > _LONGEST_TERSE or text.rstrip().endswith((".", "!", "?")):
        return False
    rest = f"{text[: found.start()]} {text[found.end() :]}"
    return nothing_left(rest, said.noun, said.filler, times_pattern(vocabulary), said.repeat)


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
