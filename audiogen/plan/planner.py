"""Script → Plan: what sounds, in which order. When each thing sounds is decided by `audiogen.plan.placing`.

Pure functions over frozen values; nothing here knows of files, voices that speak, or sound.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from itertools import chain
from types import MappingProxyType
from typing import Final, Self, TypeAlias

from audiogen.plan.breath_cues import breath_phases
from audiogen.plan.cues import (
    Breathing,
    BreathPhase,
    Cue,
    Disclosure,
    Gap,
    GridBegin,
    GridEnd,
    Mark,
    Phrase,
    Place,
    Plan,
    Recording,
    SceneChange,
    Strike,
    Utterance,
    voiced_in,
)
from audiogen.plan.decided import decided_bed, decided_voice
from audiogen.plan.delivery import Variants, in_paragraph
from audiogen.plan.disclosure import disclosure_of
from audiogen.plan.ending import ringing_out
from audiogen.plan.parts import Planned, disclosing, with_grids
from audiogen.script.bed import Presets, scene_of
from audiogen.script.breath import BreathSound, CueKind, CycleRange, Phase, cue_schedule
from audiogen.script.cue_words import cue_words
from audiogen.script.model import Script, Show
from audiogen.script.notation.markup import Marked, Stretch, stretches
from audiogen.script.notation.reader import read_markup
from audiogen.script.notation.sentences import fold
from audiogen.script.step_place import StepPlace
from audiogen.script.steps import Bell, Breathe, Chapter, Clip, NaturalBreath, Pause, Reflect, Say, Step
from audiogen.script.voice import Voice, VoiceChoice
from audiogen.script.yaml.fields import Span, span
from audiogen.units import to_frames

NO_PRESETS: Final[Presets] = MappingProxyType({})
_ANY_VOICE: Final = VoiceChoice()
_Sentence: TypeAlias = "tuple[Stretch | float, ...]"
_Paragraph: TypeAlias = "tuple[tuple[_Sentence, ...], ...]"
"""Its lines, each with its sentences."""


def _nobody(_: str) -> bool:
    return False


def plan_session(
    show: Show,
    script: Script,
    *,
    attempt: int = 0,
    presets: Presets = NO_PRESETS,
    synthetic: Callable[[str], bool] = _nobody,
) -> Plan:
    """The plan of one script: what the script leaves open comes from the show, then from the defaults.

    Args:
        show: the script's show.
        script: the session.
        attempt: which of several voices speaks, from 0: the next one has its turn when one cannot speak the session.
        presets: for beds that are named after one.
        synthetic: whether listeners must learn of a voice, by its name, that no person speaks. Only where it is given
            is anything said that is not in the script.

    Raises:
        ValueError: when a breath is to be cued with words in a language that has none, or when the notation in a text
            is wrong; the loader refuses both first.
    """
    language = script.language or show.language
    choices = (script.voice, show.voice)
    voice = decided_voice(choices)
    sleep = bool(script.sleep)
    planner = _Planner(choices, voice, language, attempt, presets, Variants(script.origin.steps), sleep=sleep)
    voices = (voice, *(planner.for_step(step).voice for step in script.plain_steps if isinstance(step, Say | Reflect)))
    parts = tuple(planner.parts(script.placed_steps))
    spoken = tuple(voiced_in(chain.from_iterable(part.cues for part in parts)))
    disclosure = disclosure_of(show, script, spoken, voice.name_at(attempt), synthetic)
    return Plan(
        slug=script.slug,
        title=script.title,
        language=language,
        voice=voice,
        attempt=attempt,
        attempts=max(len(each.names) for each in voices),
        bed=decided_bed(show.bed, script.bed, presets, sleep=sleep),
        levels=show.levels if spoken else show.levels.without_words(),
        target_frames=None if script.target is None else to_frames(script.target),
        cues=ringing_out(tuple(planner.cues(disclosing(parts, disclosure, planner.telling)))),
        disclosure=disclosure,
        sleep=sleep,
    )


def plan_attempts(
    show: Show, script: Script, *, presets: Presets = NO_PRESETS, synthetic: Callable[[str], bool] = _nobody
) -> tuple[Plan, ...]:
    """The plans of one script, one for each of the voices that may speak it; the rest is as in `plan_session`."""
    first = plan_session(show, script, presets=presets, synthetic=synthetic)
    others = range(1, first.attempts)
    return first, *(plan_session(show, script, attempt=each, presets=presets, synthetic=synthetic) for each in others)


_APART_S: Final = 3.0
"""Between a session's own words and what is said of its voice: those who listen have time to let the words be."""
CHANGE_OF_PACE: Final = span(0.12)
"""Silence where only the pace changes: what a speaker needs to draw on, too short to be heard as a pause."""


def _apart(gap: Span) -> Span:
    """A silence at least so long that what follows does not sound like the next sentence of the same thought."""
    return gap if gap.min_s >= _APART_S else Span(_APART_S, max(gap.ideal_s, _APART_S), max(gap.max_s, _APART_S))


def _gap(step: int, span: Span) -> Gap:
    return Gap(step, to_frames(span.min_s), to_frames(span.ideal_s), to_frames(span.max_s))


def _halves(gap: Gap) -> tuple[Gap, Gap]:
    """A silence in two, which together are as long as it is; of an odd number of frames, the second has one more."""
    first = Gap(gap.step, gap.min_frames // 2, gap.ideal_frames // 2, gap.max_frames // 2)
    return first, Gap(
        gap.step,
        gap.min_frames - first.min_frames,
        gap.ideal_frames - first.ideal_frames,
        gap.max_frames - first.max_frames,
    )


@cache
def _kinds(breaths: CycleRange, cues: tuple[CueKind, ...] | None, sound: BreathSound | None) -> tuple[CueKind, ...]:
    """Every kind of breath that an exercise can have, whatever its number of breaths."""
    schedules = (cue_schedule(count, cues, sound) for count in range(breaths.least, breaths.most + 1))
    return tuple(dict.fromkeys(chain.from_iterable(schedules)))


@lru_cache(maxsize=4096)  # a text is planned for every length, voice and client of its session
def _paragraphs(text: str, language: str) -> tuple[_Paragraph, ...]:
    """A text in paragraphs, lines and sentences, and each of these in what is spoken in one go."""
    return tuple(
        tuple(tuple(map(stretches, line.sentences(language))) for line in lines)
        for lines in read_markup(text).paragraphs()
    )


@dataclass(frozen=True, slots=True)
class _Planner:
    """Turns steps into cues, in one voice and language."""

    choices: tuple[VoiceChoice, ...]
    """What was said about the voice, the nearest first."""
    voice: Voice
    """What was decided from it."""
    language: str
    attempt: int
    presets: Presets
    variants: Variants
    sleep: bool

    def for_step(self, step: Say | Reflect) -> Self:
        """The planner of a step that may have a voice and a language of its own."""
        if step.voice == _ANY_VOICE and step.language is None:
            return self
        choices = (step.voice, *self.choices)
        return replace(self, voice=decided_voice(choices), language=step.language or self.language)

    def parts(self, steps: tuple[tuple[Step, StepPlace], ...]) -> Iterator[Planned]:
        """Each step with its cues."""
        for index, (step, place) in enumerate(steps):
            belongs = place.of_scan and isinstance(step, Pause)
            yield Planned(index, step, tuple(self.variants.of(self._step(index, step))), belongs)

    def telling(self, index: int, disclosure: Disclosure) -> Iterator[Cue]:
        """The phrases that are said of a voice, by itself."""
        voice = replace(self.voice, names=(disclosure.voice,))
        teller = replace(self, voice=voice, language=disclosure.language)
        return teller.speech(index, disclosure.text or "")

    def cues(self, parts: Iterable[Planned]) -> Iterator[Cue]:
        """The cues of all parts; where speech would meet speech or a bell without a silence, one is put between."""
        spoke: Phrase | None = None
        begun: list[GridBegin] = []
        for cue in with_grids(parts):
            if isinstance(cue, GridBegin):
                begun.append(cue)
                continue
            if spoke and isinstance(cue, Phrase | Strike):
                discloses = spoke.discloses or (isinstance(cue, Phrase) and cue.discloses)
                yield _gap(cue.step, _apart(self.voice.paragraph_gap) if discloses else self.voice.paragraph_gap)
            # what makes no sound parts nothing: speech before it still meets speech behind it
            if not isinstance(cue, Mark | GridEnd):
                spoke = cue if isinstance(cue, Phrase) else None
            # a step begins with its first sound, not with the silence that is put before it
            yield from (*begun, cue)
            begun.clear()

    def _step(self, index: int, step: Step) -> Iterator[Cue]:
        match step:
            case Say():
                yield from self.for_step(step).speech(index, step.say)
            case Clip():
                yield Phrase(Recording(fold(step.text), step.clip), index, paragraph=True)
            case Pause():
                yield _gap(index, step.span)
            case Reflect():
                yield from self.for_step(step).reflect(index, step)
            case NaturalBreath():
                yield replace(_gap(index, step.time), natural=True)
            case Breathe():
                yield from self._breathe(index, step)
            case Bell(bell="end") if self.sleep:
                # it would wake those whom the session led into sleep; the time that it had stays
                yield _gap(index, step.ring)
            case Bell():
                yield from (Strike(index, step.bell, step.bowl, step.softness), _gap(index, step.ring))
            case Chapter():
                change = SceneChange(scene_of(step.bed, self.presets), to_frames(step.bed.crossfade))
                yield Mark(index, step.chapter, change if step.bed.chosen else None)

    def _utterance(self, words: Marked, pace: float = 1.0) -> Utterance:
        wpm = self.voice.wpm * pace
        place: Place = "alone" if self.voice.prosody else ""
        return Utterance(words.text, self.voice.name_at(self.attempt), wpm, self.language, words.annotations, place)

    def speech(self, index: int, text: str) -> Iterator[Cue]:
        """The phrases of a text, with the silences between sentences, lines and paragraphs."""
        for number, lines in enumerate(_paragraphs(text, self.language)):
            if number:
                yield _gap(index, self.voice.paragraph_gap)
            yield from in_paragraph(tuple(self._paragraph(index, lines)))

    def _paragraph(self, index: int, lines: _Paragraph) -> Iterator[Cue]:
        for line_number, line in enumerate(lines):
            if line_number:
                yield _gap(index, self.voice.line_gap)
            for number, sentence in enumerate(line):
                if number:
                    yield _gap(index, self.voice.sentence_gap)
                yield from self._sentence(index, sentence, begins=not (number or line_number))

    def _sentence(self, index: int, sentence: _Sentence, *, begins: bool) -> Iterator[Cue]:
        """One sentence; it is spoken in one go, unless its notation asks for silences or another pace."""
        spoke = False
        for part in sentence:
            if isinstance(part, float):
                yield _gap(index, span(part))
                spoke = False
                continue
            if spoke:
                yield _gap(index, CHANGE_OF_PACE)
            yield Phrase(self._utterance(part.words, part.pace), index, paragraph=begins)
            spoke, begins = True, False

    def reflect(self, index: int, step: Reflect) -> Iterator[Cue]:
        """The prompt, time with it, and the repeat."""
        yield from self.speech(index, step.reflect)
        whole = _gap(index, step.silence)
        if step.halfway is None:
            yield whole
        else:
            first, second = _halves(whole)
            yield from (first, *self.speech(index, step.halfway), second)
        if step.again is not None:
            yield from self.speech(index, step.again)
            half = Span(step.silence.min_s / 2, step.silence.ideal_s / 2, step.silence.max_s / 2)
            yield _gap(index, step.again_silence or half)

    def _breathe(self, index: int, step: Breathe) -> Iterator[Cue]:
        yield _gap(index, step.lead_in)
        least, most = step.breaths.least, step.breaths.most
        kinds = _kinds(step.breaths, step.cues, step.sound)
        first, last = (
            tuple((kind, self._breath(pattern, kind)) for kind in kinds if pattern)
            for pattern in (step.breathe, step.to or ())
        )
        breathing = Breathing(index, least, most, step.cues, step.sound, first, last)
        yield from (breathing,) if most > least else breathing.run(least)
        yield _gap(index, step.settle)

    def _breath(self, pattern: tuple[Phase, ...], kind: CueKind) -> tuple[BreathPhase, ...]:
        words = cue_words(self.language)
        return breath_phases(pattern, kind, words, lambda text: self._utterance(Marked(text)))
