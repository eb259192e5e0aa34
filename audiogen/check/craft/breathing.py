"""Breathing exercises: what is asked of those who breathe along, and whether they may stay out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from math import inf
from typing import Final

from audiogen.check.craft.session import CraftFinding, CraftSession
from audiogen.check.craft.signs import judged, says
from audiogen.plan.cues import BreathCycle, Voiced
from audiogen.script.breath import PATTERNS, BreathSound, Phase
from audiogen.script.cue_words import cue_words
from audiogen.script.steps import Breathe
from audiogen.units import to_seconds

_KEY: Final = "breathe"
_HELD: Final = frozenset({"hold", "rest"})
_LONG_HOLD_S: Final = 4.0
_TOO_LONG_HOLD_S: Final = 7.0
_FEW_OF_478: Final = 4
_MOST_OF_478: Final = 8
_PACES: Final = (4.0, 10.0)
"""Breaths a minute."""
_CYCLES: Final = (3, 15)
_BEFORE_S: Final = 120.0
"""Who said so long before an exercise that it may be skipped has said it."""
_SENTENCES_BEHIND: Final = 3
_LIKELY: Final = 1.2
_SURE: Final = 1.4
"""By how much a cue is expected to be longer than its room, when it may be, and when it certainly is: how long a single
word will be can only be guessed."""


@dataclass(frozen=True, slots=True)
class Exercise:
    """One exercise in an edition."""

    step: int
    breathe: Breathe
    cycles: tuple[BreathCycle, ...]
    start_s: float
    end_s: float

    @property
    def patterns(self) -> tuple[tuple[Phase, ...], ...]:
        """The first breath, and the last one where they differ."""
        return (self.breathe.breathe, *([self.breathe.to] if self.breathe.to else []))

    @property
    def is_478(self) -> bool:
        """Whether it is the exercise of that name, or comes to it."""
        return PATTERNS["4-7-8"] in self.patterns

    @property
    def holds_s(self) -> tuple[float, ...]:
        """The stillness in its breaths, full or empty."""
        return tuple(phase.seconds for pattern in self.patterns for phase in pattern if phase.kind in _HELD)

    @property
    def paces(self) -> tuple[float, ...]:
        """Breaths a minute of each of its patterns, without the time of holds."""
        moved_s = (sum(phase.seconds for phase in pattern if phase.kind not in _HELD) for pattern in self.patterns)
        return tuple(60 / each_s for each_s in moved_s)

    @property
    def voiced(self) -> tuple[bool, ...]:
        """Of each breath, whether anything is said in it."""
        return tuple(any(phase.words for phase in cycle.phases) for cycle in self.cycles)


def exercises(session: CraftSession) -> Iterator[Exercise]:
    """The exercises of a session in their order, with as many breaths as its length gives them."""
    for index, step in enumerate(session.steps):
        if isinstance(step, Breathe):
            moments = session.breaths.get(index, ())
            cycles = tuple(each.cue for each in moments if isinstance(each.cue, BreathCycle))
            if cycles:
                yield Exercise(index, step, cycles, moments[0].start_s, moments[-1].end_s)


def breath_hold(session: CraftSession) -> Iterator[CraftFinding]:
    """Breath that is held for long, or held where nobody said that it need not be."""
    for each in exercises(session):
        longest_s = max(each.holds_s, default=0.0)
        if longest_s > _LONG_HOLD_S:
            error = longest_s > _TOO_LONG_HOLD_S
            message = f"the breath is held for {longest_s:g} s, and 4 are long"
            yield session.at_step("breath-hold", each.step, message, _KEY, error=error)
        elif longest_s and judged(session.language) and not _offered(session, each):
            message = "the breath is held, and nothing before says that this may be left out"
            yield session.at_step("breath-hold", each.step, message, _KEY)


def four_seven_eight(session: CraftSession) -> Iterator[CraftFinding]:
    """More of these breaths than those who teach them allow."""
    for each in exercises(session):
        count = len(each.cycles)
        if each.is_478 and count > _FEW_OF_478:
            message = f"{count} breaths of 4-7-8, and {_FEW_OF_478} are enough for those who are new to it"
            yield session.at_step("four-seven-eight", each.step, message, _KEY, error=count > _MOST_OF_478)


def breath_pace(session: CraftSession) -> Iterator[CraftFinding]:
    """Breaths that are too quick or too slow for most; the time of holds is judged by a rule of its own."""
    slowest, quickest = _PACES
    for each in exercises(session):
        for pace, key in zip(each.paces, (_KEY, "to"), strict=False):
            if not slowest <= pace <= quickest:
                how = "slower than 4" if pace < slowest else "faster than 10"
                when = " with the last breath" if key == "to" else ""
                message = f"{round(pace, 1):g} breaths a minute{when}, which is {how}"
                yield session.at_step("breath-pace", each.step, message, key)


def breath_cycles(session: CraftSession) -> Iterator[CraftFinding]:
    """So few breaths that nobody finds into them, or so many that attention is gone."""
    least, most = _CYCLES
    for each in exercises(session):
        count = len(each.cycles)
        if not least <= count <= most:
            few = "over before anybody has found into it" if count < least else "a long way without other words"
            message = f"{count} breath{'s' if count > 1 else ''} in one exercise, {few}"
            yield session.at_step("breath-cycles", each.step, message, "cycles")


def first_breath_voiced(session: CraftSession) -> Iterator[CraftFinding]:
    """Exercises that begin without a word, where the same one has not been led with words before."""
    led: set[object] = set()
    # in some languages there are no words for breaths
    for each in exercises(session) if cue_words(session.language) else ():
        if not each.voiced[0] and each.breathe.breathe not in led:
            message = "the first breath has no words, so that nobody knows which sound means in"
            yield session.at_step("first-breath-voiced", each.step, message, _KEY)
        if any(each.voiced):
            led.update(each.patterns)


def same_breath_sound(session: CraftSession) -> Iterator[CraftFinding]:
    """Breaths without words that sound as no breath with words did: by ear, in cannot be told from out."""
    led: set[BreathSound] = set()
    for each in exercises(session):
        for cycle, voiced in zip(each.cycles, each.voiced, strict=True):
            if voiced:
                led.add(cycle.sound)
            elif led and cycle.sound not in led:
                message = f"breath {cycle.number} sounds as {cycle.sound}, and no breath with words did before it"
                yield session.at_step("same-breath-sound", each.step, message, _KEY)
                led.add(cycle.sound)


def count_overrun(session: CraftSession) -> Iterator[CraftFinding]:
    """Words that take longer than their part of the breath: the first of each exercise."""
    frames_of = session.expected.frames_of
    for each in exercises(session):
        overruns = (found for cycle in each.cycles for found in _overruns(cycle, frames_of))
        if worst := max(overruns, default=None):
            over, text, length_s, room_s = worst
            message = f'the cue "{text}" takes about {length_s:.1f} s and has {room_s:.1f} s'
            yield session.at_step("count-overrun", each.step, message, _KEY, error=over > _SURE)


def _overruns(cycle: BreathCycle, frames_of: dict[Voiced, int]) -> Iterator[tuple[float, str, float, float]]:
    for phase in cycle.phases:
        ends = [*(word.offset_frames for word in phase.words), phase.frames][1:]
        for word, end in zip(phase.words, ends, strict=False):
            room_s, length_s = to_seconds(end - word.offset_frames), to_seconds(frames_of[word.utterance])
            if length_s > _LIKELY * room_s:
                yield length_s / room_s, word.utterance.text, length_s, room_s


def breath_opt_out(session: CraftSession) -> Iterator[CraftFinding]:
    """Exercises before which nobody says that they may be skipped; what was said of one holds for those behind it."""
    for each in exercises(session):
        if not judged(session.language) or _offered(session, each):
            return
        message = "nothing before this exercise says that it may be left out"
        yield session.at_step("breath-opt-out", each.step, message, _KEY)


def _offered(session: CraftSession, exercise: Exercise) -> bool:
    before = session.heard_before(exercise.start_s, _BEFORE_S)
    return any(says("choice", each.text, each.language) for each in before)


def breath_release(session: CraftSession) -> Iterator[CraftFinding]:
    """Exercises behind which nobody gives the breath back; of several in a row, the last."""
    found = tuple(exercises(session)) if judged(session.language) else ()
    ends_s = (*(each.start_s for each in found[1:]), inf)
    for each, until_s in zip(found, ends_s, strict=False):
        behind = [one for one in session.heard_after(each.end_s) if one not in session.heard_after(until_s)]
        if until_s < inf and not behind:
            continue
        if not any(says("release", one.text, one.language) for one in behind[:_SENTENCES_BEHIND]):
            message = "nothing behind this exercise lets the breath find its own pace again"
            yield session.at_step("breath-release", each.step, message, _KEY)
