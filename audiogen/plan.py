"""Script → Plan: what sounds, in which order. When each thing sounds is decided by `audiogen.timeline`.

Pure functions over frozen values; nothing here knows of files, voices that speak, or sound.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeVar

from audiogen.breath_words import CueWriter
from audiogen.cues import BreathCycle, Cue, Gap, Mark, Phrase, Plan, Strike, Utterance
from audiogen.script.breath import cue_schedule
from audiogen.script.cue_words import cue_words
from audiogen.script.model import (
    Bed,
    BedChoice,
    Bell,
    Breathe,
    Chapter,
    Pause,
    Reflect,
    Say,
    Script,
    Show,
    Span,
    Step,
    Voice,
    VoiceChoice,
)
from audiogen.sentences import paragraphs, sentences
from audiogen.units import to_frames


def plan_session(show: Show, script: Script) -> Plan:
    """The plan of one script: what the script leaves open comes from the show, then from the defaults.

    Raises:
        ValueError: when a breath is to be cued with words in a language that has none; the loader refuses this first.
    """
    language = script.language or show.language
    voice = _decide_voice(show.voice, script.voice)
    planner = _Planner(voice, language)
    return Plan(
        slug=script.slug,
        title=script.title,
        language=language,
        voice=voice,
        bed=_decide_bed(show.bed, script.bed),
        levels=show.levels,
        target_frames=None if script.target is None else to_frames(script.target),
        cues=tuple(planner.cues(script.steps)),
    )


_Decided = TypeVar("_Decided")


def _first(script: _Decided | None, show: _Decided | None, default: _Decided) -> _Decided:
    if script is not None:
        return script
    return default if show is None else show


def _decide_voice(show: VoiceChoice, script: VoiceChoice) -> Voice:
    default = Voice()
    return Voice(
        name=_first(script.name, show.name, default.name),
        wpm=_first(script.wpm, show.wpm, default.wpm),
        sentence_gap=_first(script.sentence_gap, show.sentence_gap, default.sentence_gap),
        line_gap=_first(script.line_gap, show.line_gap, default.line_gap),
        paragraph_gap=_first(script.paragraph_gap, show.paragraph_gap, default.paragraph_gap),
    )


def _decide_bed(show: BedChoice, script: BedChoice) -> Bed:
    default = Bed()
    # a script that names any sound or file leaves the show's sound and file aside
    sounding = next(
        (choice for choice in (script, show) if choice.sound or choice.file), BedChoice(sound=default.sound)
    )
    return Bed(
        sound=None if sounding.sound == "off" else sounding.sound,
        file=sounding.file,
        under_speech_db=_first(script.under_speech, show.under_speech, default.under_speech_db),
        in_pauses_db=_first(script.in_pauses, show.in_pauses, default.in_pauses_db),
        fade_in_s=_first(script.fade_in, show.fade_in, default.fade_in_s),
        fade_out_s=_first(script.fade_out, show.fade_out, default.fade_out_s),
    )


def _gap(step: int, span: Span) -> Gap:
    return Gap(step, to_frames(span.min_s), to_frames(span.ideal_s), to_frames(span.max_s))


@dataclass(frozen=True, slots=True)
class _Planner:
    """Turns steps into cues, in one voice and language."""

    voice: Voice
    language: str

    def cues(self, steps: tuple[Step, ...]) -> Iterator[Cue]:
        """The cues of all steps; where speech would meet speech or a bell without a silence, one is put between."""
        spoke = False
        for index, step in enumerate(steps):
            for cue in self._step(index, step):
                if spoke and isinstance(cue, Phrase | Strike):
                    yield _gap(index, self.voice.paragraph_gap)
                if not isinstance(cue, Mark):
                    spoke = isinstance(cue, Phrase)
                yield cue

    def _step(self, index: int, step: Step) -> Iterator[Cue]:
        match step:
            case Say():
                yield from self._speech(index, step.say)
            case Pause():
                yield _gap(index, step.span)
            case Reflect():
                yield from self._reflect(index, step)
            case Breathe():
                yield from self._breathe(index, step)
            case Bell():
                yield from (Strike(index, step.bell), _gap(index, step.ring))
            case Chapter():
                yield Mark(index, step.chapter)

    def _utterance(self, text: str) -> Utterance:
        return Utterance(text, self.voice.name, self.voice.wpm, self.language)

    def _speech(self, index: int, text: str) -> Iterator[Cue]:
        for paragraph_number, lines in enumerate(paragraphs(text)):
            for line_number, line in enumerate(lines):
                if line_number or paragraph_number:
                    yield _gap(index, self.voice.line_gap if line_number else self.voice.paragraph_gap)
                for number, sentence in enumerate(sentences(line)):
                    if number:
                        yield _gap(index, self.voice.sentence_gap)
                    yield Phrase(self._utterance(sentence), index, paragraph=not (number or line_number))

    def _reflect(self, index: int, step: Reflect) -> Iterator[Cue]:
        yield from self._speech(index, step.reflect)
        yield _gap(index, step.silence)
        if step.again is not None:
            yield from self._speech(index, step.again)
            yield _gap(index, step.again_silence or _half(step.silence))

    def _breathe(self, index: int, step: Breathe) -> Iterator[Cue]:
        yield _gap(index, step.lead_in)
        for number, kind in enumerate(cue_schedule(step.cycles, step.cues), 1):
            cue = CueWriter(self._utterance, cue_words(self.language), kind)
            yield BreathCycle(index, number, step.cycles, cue.phases(step.breathe))
        yield _gap(index, step.settle)


def _half(span: Span) -> Span:
    return Span(span.min_s / 2, span.ideal_s / 2, span.max_s / 2)
