"""Breathing patterns: their names, their notation, and which spoken cues accompany which cycle."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final, Literal, TypeAlias

from audiogen.names import nearest
from audiogen.script.meant.breaths import pattern_meant
from audiogen.script.meant.numbers import range_meant
from audiogen.script.slips import MeantError
from audiogen.script.yaml.written import Form, figures, spelled, texts

BreathKind: TypeAlias = Literal["in", "hold", "out", "rest", "natural"]
"""The phases of a breath, and time to breathe as the breath comes."""
NATURAL: Final = "natural"
"""What is written where a pattern may stand, for breath without one."""
Direction: TypeAlias = Literal["in", "out"]
"""The phases that sound; in the others there is stillness."""
BreathSound: TypeAlias = Literal["air", "tone", "swell"]
"""Air in a band that rises and falls, a tone that does, or a chord that swells."""
SOUNDS: Final[tuple[BreathSound, ...]] = ("air", "tone", "swell")
CueKind: TypeAlias = Literal["count", "words", "last", "air", "tone", "swell"]
"""What is said with a breath; the names of sounds say nothing, and sound so."""


@dataclass(frozen=True, slots=True)
class Phase:
    """One part of a breath."""

    kind: BreathKind
    """`hold` is the stillness after an in-breath, `rest` the one after an out-breath."""
    seconds: float
    """At least `SHORTEST_PHASE_S`."""


_KINDS: Final[dict[int, tuple[BreathKind, ...]]] = {
    2: ("in", "out"),
    3: ("in", "hold", "out"),
    4: ("in", "hold", "out", "rest"),
}


def _phases(*seconds: float) -> tuple[Phase, ...]:
    kinds = zip(_KINDS[len(seconds)], seconds, strict=True)
    return tuple(Phase(kind, length_s) for kind, length_s in kinds if length_s > 0)


PATTERNS: Final[dict[str, tuple[Phase, ...]]] = {
    "long-exhale": _phases(4, 6),
    "longer-exhale": _phases(4, 8),
    "even": _phases(5, 5),
    "coherent": _phases(5.5, 5.5),
    "box": _phases(4, 4, 4, 4),
    "4-7-8": _phases(4, 7, 8),
    "pursed": _phases(2, 4),
    # the second, small in-breath of a sigh tops up the first
    "sigh": (Phase("in", 3), Phase("in", 1), Phase("out", 6)),
}
"""The named patterns, with the lengths that practice and studies use; `docs/script-language.md` names the sources."""

SHORTEST_PHASE_S: Final = 0.5
"""Nobody breathes faster; a shorter sound is no breath."""
LONGEST_PHASE_S: Final = 60.0
"""Nobody breathes more slowly; a longer count was mistyped."""

MOST_CYCLES: Final = 200
"""Of one exercise."""


@dataclass(frozen=True, slots=True)
class CycleRange:
    """How many breaths an exercise may have; `least` is the ideal, as of a range of silence."""

    least: int
    most: int


def parse_cycles(written: object) -> object:
    """A range from `4 to 12`; anything else as it is.

    Raises:
        ValueError: with a sentence that says what to write instead.
    """
    if isinstance(written, CycleRange):
        return written
    low, found, high = str(written).partition(" to ")
    meant = range_meant(str(written))
    if meant and not (found and low.strip().isdecimal() and high.strip().isdecimal()):
        good = f"{meant[0]} to {meant[1]}"
        message = f'"{written}" is not how a range of breaths is written; write {good}'
        raise MeantError(message, good)
    if not found:
        return written
    if not (low.strip().isdecimal() and high.strip().isdecimal()):
        message = f'"{written}" is no number of breaths; write one like 6, or a range like 4 to 12'
        raise ValueError(message)
    least, most = int(low), int(high)
    if most < least:
        message = f'"{written}" ends before it begins; write the smaller number first'
        raise ValueError(message)
    if not 1 <= least <= most <= MOST_CYCLES:
        message = f'"{written}" goes beyond 1 to {MOST_CYCLES}; write a range within that, like 4 to 12'
        raise ValueError(message)
    return CycleRange(least, most)


_OTHER_DASHES = re.compile(r"\s*[-\u2010-\u2015\u2212]\s*")
"""What editors make of the hyphens of a pattern."""
_COUNTS = re.compile(r"\d+(?:\.\d+)?(?:[-:]\d+(?:\.\d+)?){1,3}")


_LEADS_TO: Final = re.compile(r"\s*(?:\b(?:to|until|till|bis|auf)\b|->|→|=>|>)\s*")
"""What stands between two breaths of which the first becomes the other."""


def parse_pattern(text: str | tuple[Phase, ...]) -> tuple[Phase, ...]:
    """Phases from a name (`box`) or from counts in seconds: in-out, in-hold-out or in-hold-out-rest (`4-6`, `4:6`).

    Raises:
        ValueError: with a sentence that says what to write instead.
    """
    if isinstance(text, tuple):
        return text
    name = text.strip().lower()
    if name in PATTERNS:
        return PATTERNS[name]
    if message := _no_one_breath(name):
        raise ValueError(message)
    if not _COUNTS.fullmatch(name):
        meant, near = pattern_meant(text), nearest(name, PATTERNS)
        every = f"write one of {', '.join(PATTERNS)}, or counts like 4-6"
        advice = f"write {meant}" if meant else f"did you mean {near}? Else write counts like 4-6" if near else every
        message = f'"{text}" is not a breathing pattern; {advice}'
        if meant and meant == _OTHER_DASHES.sub("-", name):
            raise MeantError(message, meant)
        raise ValueError(message)
    counts = [float(part) for part in re.split("[-:]", name)]
    phases = _phases(*counts)
    if max(counts) > LONGEST_PHASE_S:
        message = f'"{text}" holds more than {LONGEST_PHASE_S:.0f} seconds; write counts in seconds, like 4-6'
        raise ValueError(message)
    if any(phase.seconds < SHORTEST_PHASE_S for phase in phases):
        message = f'"{text}" asks for less than {SHORTEST_PHASE_S} seconds; write counts in seconds, like 4-6'
        raise ValueError(message)
    if {phase.kind for phase in phases} < {"in", "out"}:
        message = f'"{text}" leaves no time to breathe in or out; write counts above 0, like 4-6'
        raise ValueError(message)
    return phases


def _no_one_breath(name: str) -> str | None:
    """What is wrong with a breath that has no counts of its own, or those of two; None where that is not so."""
    if means_natural(name):
        own = f'a step of its own, "- breathe: {NATURAL}"'
        return f'"{name}" has no counts to come to; write counts like 4-6, and for breath without counts {own}'
    first, _, last = (part.strip() for part in _LEADS_TO.sub("\n", name, count=1).partition("\n"))
    if last and all(part in PATTERNS or _COUNTS.fullmatch(part) for part in (first, last)):
        return f'"{name}" are two breaths; write {first}, and below it "to: {last}"'
    return None


def parse_natural(written: object) -> object:
    """The word for breath that comes as it comes.

    Raises:
        ValueError: with what to write, where another word for it stands there.
    """
    if str(written).strip().casefold() == NATURAL:
        return NATURAL
    message = f'"{written}" is not how breath without a pattern is written; write {NATURAL}'
    raise MeantError(message, NATURAL)


def means_natural(written: str) -> bool:
    """Whether a text stands for breath that comes as it comes."""
    name = written.strip().casefold()
    return name == NATURAL or pattern_meant(name) == NATURAL or nearest(name, (*PATTERNS, NATURAL)) == NATURAL


def natural_form() -> Form:
    """How breath without a pattern is written."""
    told = f"Write {NATURAL}."
    word = texts(told, pattern=rf"^\s*{spelled(NATURAL, any_case=True)}\s*$")
    return {"anyOf": [{"enum": [NATURAL], "enumDescriptions": ["As the breath comes."], "errorMessage": told}, word]}


def pattern_form() -> Form:
    """How a pattern is written: its name, or counts, which YAML may take for a number."""
    told = f"Write a pattern: {', '.join(PATTERNS)}, or seconds in and out, like 4-6."
    names = spelled("|".join(PATTERNS), any_case=True)
    explained = [_in_words(phases) for phases in PATTERNS.values()]
    counts = figures(f"{names}|{spelled(_COUNTS)}", told, "4-6", least=0)
    return {"anyOf": [{"enum": [*PATTERNS], "enumDescriptions": explained, "errorMessage": told}, counts]}


def _in_words(phases: tuple[Phase, ...]) -> str:
    return ", ".join(f"{phase.kind} {phase.seconds:g}s" for phase in phases)


def cycles_form() -> Form:
    """How a number of breaths is written: alone, or as a range."""
    told = f"Write how many breaths, from 1 to {MOST_CYCLES}, or a range, like 4 to 12."
    number = r"\d+"
    form = figures(rf"{number}(?: to \s*{number})?", told, 6, "4 to 12", least=1, kind="integer")
    return {**form, "maximum": MOST_CYCLES}


def cue_schedule(
    cycles: int, cues: tuple[CueKind, ...] | None, sound: BreathSound | None = None
) -> tuple[CueKind, ...]:
    """The cue of each cycle.

    A schedule from the script runs from the first cycle on and its last entry stays. Without one: the first cycle is
    counted, two have words, then only the sound of breath guides, with words again at every fifth cycle, and the
    last breath is announced.
    """
    if cues:
        return tuple(cues[min(cycle, len(cues) - 1)] for cycle in range(cycles))
    return tuple(_default_cue(cycle, cycles, sound or SOUNDS[0]) for cycle in range(1, cycles + 1))


def sound_schedule(
    cycles: int, cues: tuple[CueKind, ...] | None, sound: BreathSound | None = None
) -> tuple[BreathSound, ...]:
    """What each cycle sounds like: as its cue says where that is a sound.

    A breath with words sounds as the step says, or else as the first breath without words does: an exercise is then
    of one sound throughout, unless its author wants it otherwise.
    """
    schedule = cue_schedule(cycles, cues, sound)
    said = (each for each in map(sound_of, schedule) if each is not None)
    usual = sound if sound is not None else next(said, SOUNDS[0])
    sounds: list[BreathSound] = [sound_of(cue) or usual for cue in schedule]
    return tuple(sounds)


def sound_of(cue: CueKind) -> BreathSound | None:
    """The sound that a cue is the name of; None for cues that speak."""
    return next((sound for sound in SOUNDS if sound == cue), None)


def _default_cue(cycle: int, cycles: int, sound: BreathSound) -> CueKind:
    if cycle == 1:
        return "count"
    if cycle <= 3:
        return "words"
    if cycle == cycles:
        return "last"
    return "words" if cycle % 5 == 0 else sound
