"""The spoken cues of a breath: which word sounds when inside its phases."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from audiogen.plan.cues import BreathPhase, BreathWord, Utterance
from audiogen.script.breath import CueKind, Phase, sound_of
from audiogen.script.cue_words import CueWords
from audiogen.units import RATE, to_frames

COUNT_BEAT_FRAMES: Final = RATE
"""A spoken count has one number a second: faster is hurried, and a number takes up to half a second."""

_ANNOUNCEMENT_S: Final = 3.0
"""To say that a breath is the last one takes two seconds; a phase shorter than this has its plain word."""


@dataclass(frozen=True, slots=True)
class CueWriter:
    """Writes the spoken cues of one breath."""

    utterance: Callable[[str], Utterance]
    words: CueWords | None
    kind: CueKind

    def phases(self, pattern: tuple[Phase, ...]) -> tuple[BreathPhase, ...]:
        """The phases of a pattern, each with its words.

        Raises:
            ValueError: when there are to be words in a language that has none.
        """
        return tuple(
            BreathPhase(phase.kind, to_frames(phase.seconds), self._phase(pattern, index))
            for index, phase in enumerate(pattern)
        )

    def _phase(self, pattern: tuple[Phase, ...], index: int) -> tuple[BreathWord, ...]:
        if sound_of(self.kind):
            return ()
        if self.words is None:
            message = "no words for breath cues in this language"
            raise ValueError(message)
        phase, repeated = pattern[index], index > 0 and pattern[index - 1].kind == pattern[index].kind
        if repeated:
            return (BreathWord(0, self.utterance(self.words.again)),) if self.kind != "count" else ()
        if self.kind == "count":
            return self._count(phase, self.words)
        return (BreathWord(0, self.utterance(self._word(phase, self.words))),)

    def _count(self, phase: Phase, words: CueWords) -> tuple[BreathWord, ...]:
        first = {
            "in": words.count_in,
            "hold": words.count_hold,
            "out": words.count_out,
            "rest": words.count_rest,
        }[phase.kind]
        beats = (first, *words.numbers)[: max(1, int(phase.seconds))]
        return tuple(BreathWord(beat * COUNT_BEAT_FRAMES, self.utterance(word)) for beat, word in enumerate(beats))

    def _word(self, phase: Phase, words: CueWords) -> str:
        last = self.kind == "last" and phase.seconds >= _ANNOUNCEMENT_S
        return {
            "in": words.last_inhale if last else words.inhale,
            "hold": words.hold,
            "out": words.last_exhale if last else words.exhale,
            "rest": words.rest,
        }[phase.kind]
