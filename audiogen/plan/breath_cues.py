"""The spoken cues of a breath: which word sounds when inside its phases, and how they are written in captions."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from audiogen.plan.cues import BEAT_FRAMES, BreathPhase, BreathWord, Utterance
from audiogen.script.breath import CueKind, Phase, sound_of
from audiogen.script.cue_words import CueWords
from audiogen.units import to_frames

_ANNOUNCEMENT_S: Final = 3.0
"""To say that a breath is the last one takes two seconds; a phase shorter than this has its plain word."""


def breath_phases(
    pattern: tuple[Phase, ...], kind: CueKind, words: CueWords | None, utterance: Callable[[str], Utterance]
) -> tuple[BreathPhase, ...]:
    """The phases of one breath, each with its spoken cues.

    Args:
        pattern: the phases of the breath.
        kind: what is said with this breath; nothing is, where it is the name of a sound.
        words: those of the language; None when it has none.
        utterance: makes a phrase of a text.

    Raises:
        ValueError: when there are to be words in a language that has none.
    """
    if words is None and not sound_of(kind):
        message = "no words for breath cues in this language"
        raise ValueError(message)
    phases: list[BreathPhase] = []
    for before, phase in zip((None, *pattern), pattern, strict=False):
        repeated = before is not None and before.kind == phase.kind
        texts = _texts(phase, kind, words, repeated=repeated) if words and not sound_of(kind) else ()
        spoken = tuple(BreathWord(beat * BEAT_FRAMES, utterance(text)) for beat, text in enumerate(texts))
        phases.append(BreathPhase(phase.kind, to_frames(phase.seconds), spoken))
    return tuple(phases)


def written_cues(phases: Sequence[BreathPhase]) -> tuple[str, ...]:
    """How the words of each phase of one breath are written; one after the other they are a sentence.

    Returns:
        A text for each phase, in order: empty where nothing is said, else with the mark that follows it.
    """
    spoken = [[word.utterance.text for word in phase.words] for phase in phases]
    said = [number for number, texts in enumerate(spoken) if texts]
    for number in said[1:]:
        spoken[number][0] = spoken[number][0][:1].lower() + spoken[number][0][1:]
    marks = ["." if number in said[-1:] else "," for number in range(len(spoken))]
    return tuple(", ".join(texts) + mark if texts else "" for texts, mark in zip(spoken, marks, strict=True))


def _texts(phase: Phase, kind: CueKind, words: CueWords, *, repeated: bool) -> tuple[str, ...]:
    """What is said in a phase: a number for each second of a count, else one word."""
    if repeated:
        # the second in-breath of a sigh is too short to begin a count anew
        return () if kind == "count" else (words.again,)
    if kind == "count":
        first = {"in": words.count_in, "hold": words.hold, "out": words.count_out, "rest": words.rest}[phase.kind]
        return (first, *words.numbers)[: max(1, int(phase.seconds))]
    last = kind == "last" and phase.seconds >= _ANNOUNCEMENT_S
    inhale, exhale = (words.last_inhale, words.last_exhale) if last else (words.inhale, words.exhale)
    return ({"in": inhale, "hold": words.hold, "out": exhale, "rest": words.rest}[phase.kind],)
