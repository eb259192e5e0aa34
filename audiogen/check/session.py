"""What is bound to fail in one session: its voices, beds, recordings and words, in all lengths, without a voice."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from pathlib import Path
from typing import TypeAlias

from audiogen.check.beds import bed_problems
from audiogen.check.craft.session import Surroundings
from audiogen.check.disclosure import place_of_disclosure
from audiogen.check.editions import expected_editions, length_problems
from audiogen.check.lengths import ExpectedSession, SessionLength
from audiogen.check.odd_steps import odd_steps
from audiogen.check.unknown_words import UnknownWords
from audiogen.check.voice_languages import foreign_language, foreign_languages
from audiogen.editions.edition import Edition
from audiogen.editions.expand import public_tracks
from audiogen.editions.problems import can_be_planned, edition_problems
from audiogen.editions.samples import sample_tracks
from audiogen.errors import AudiogenError, Problem, SpeechError, VoiceError
from audiogen.names import quotable
from audiogen.plan.cues import Plan, Utterance
from audiogen.plan.planner import plan_attempts
from audiogen.plan.whereabouts import Spot, placed
from audiogen.project import Project, located, lookalike
from audiogen.script.bed import Presets
from audiogen.script.folder import SHOW_FILE
from audiogen.script.model import Script, Show
from audiogen.script.sidecar import sidecar_problems
from audiogen.script.steps import Clip, Reflect, Say
from audiogen.script.yaml.document import key_place, nearest_place
from audiogen.script.yaml.nodes import Place
from audiogen.speech.engine import Engine
from audiogen.speech.guesses import guesses
from audiogen.speech.phrase import Phrasing
from audiogen.speech.recorded.take import recording_problems

_Plans: TypeAlias = dict[Edition, tuple[Plan, ...]]


@dataclass(frozen=True, slots=True)
class SessionCheck:
    """One session, as far as it could be checked."""

    script: Script
    problems: tuple[Problem, ...]
    """Warnings included; craft is not judged yet."""
    editions: tuple[ExpectedSession, ...]
    """As they are expected to be; without those of which nothing can be known."""

    @property
    def lengths(self) -> tuple[SessionLength, ...]:
        """How long its editions will be."""
        return tuple(edition.length for edition in self.editions)


@dataclass(frozen=True, slots=True)
class SessionChecker:
    """Checks the sessions of one show."""

    around: Surroundings
    presets: Presets

    def check(self, script: Script) -> SessionCheck:
        """A session with all its problems but for what is a matter of craft."""
        plans: _Plans = {}
        problems = [*self.problems(script, plans)]
        around = self.around
        expected = expected_editions(around.show, script, around.phrasing, plans)
        # what a length may be out of reach for is a finding, and what it is for certain keeps it from being built
        problems += (problem for problem in length_problems(expected) if not (problem.rule and problem.warning))
        return SessionCheck(script, tuple(problems), tuple(expected))

    def problems(self, script: Script, plans: _Plans, *, public: bool = True) -> Iterator[Problem]:
        """Those of voices, beds, recordings and words; `plans` is filled with those of the editions looked at.

        Args:
            script: the session.
            plans: by edition, one for each voice that may speak it.
            public: whether the tracks for everybody are looked at, too, in which what clients are called may be
                unfilled.
        """
        show, project, phrasing = self.around.show, self.around.project, self.around.phrasing
        unknown, words = UnknownWords(phrasing), _WordProblems()
        yield from edition_problems(script, public_tracks(script) if public else ())
        for track in filter(can_be_planned, sample_tracks(script)):
            planned = plan_attempts(show, track.script, presets=self.presets, synthetic=phrasing.synthetic)
            plans[track.edition] = planned
            yield from _Check(show, track.script, project, phrasing, self.presets, unknown, words).problems(planned)
        yield from unknown.warnings()


class _WordProblems(dict[tuple[Utterance, Path, Place], tuple[Problem, ...]]):
    """Those of each phrase in its place, found once for all editions and repeats of it."""


@dataclass(frozen=True, slots=True)
class _Check:
    """The check of one edition."""

    show: Show
    script: Script
    project: Project
    phrasing: Phrasing
    presets: Presets
    unknown: UnknownWords
    words: _WordProblems

    def problems(self, plans: Sequence[Plan]) -> Iterator[Problem]:
        """Every problem of the script, warnings included; it has a plan for each voice that may speak it."""
        yield from bed_problems(self.show, self.script, self.project, self.presets)
        for file in plans[0].bed_files:
            yield from sidecar_problems(located(self.project.root, file))
        yield from self._recording_problems()
        yield from self._odd_steps()
        yield from self._voice_problems(plans)

    def _recording_problems(self) -> Iterator[Problem]:
        for number, step in enumerate(self.script.plain_steps):
            if isinstance(step, Clip):
                path = located(self.project.root, step.clip)
                meant = None if path.is_file() else lookalike(self.project.root, step.clip)
                if meant:
                    message = f'clip: there is no file "{step.clip}" in {self.project.root}; did you mean {meant}?'
                    yield self._at_step(number, message)
                    continue
                for reason in recording_problems(path, step.length):
                    yield self._at_step(number, f"clip: {reason}")

    def _odd_steps(self) -> Iterator[Problem]:
        for odd in odd_steps(self.script):
            yield replace(self._at_step_key(odd.step, odd.key, odd.message), warning=True)

    def _voice_problems(self, plans: Iterable[Plan]) -> Iterator[Problem]:
        """Problems of every voice that may be tried; when one of them can speak all of it, those are warnings."""
        found = [tuple(self._attempt_problems(each)) for each in plans]
        spoken = any(all(problem.warning for problem in problems) for problems in found)
        for problem in chain.from_iterable(found):
            yield replace(problem, warning=True) if spoken else problem

    def _attempt_problems(self, plan: Plan) -> Iterator[Problem]:
        steps = {utterance.voice: step for step, utterance in reversed(tuple(plan.spoken_by_step()))}
        engines: dict[str, Engine] = {}
        for name in plan.speakers:
            step = None if name == plan.speaker else steps[name]
            try:
                engines[name] = self.phrasing.find(name)
            except VoiceError as error:
                missing: str | None = _told(error)
            else:
                missing = engines[name].available()
                # the engine knows which voice is asked, and who reads this does not
                if missing:
                    missing = missing.replace("it is ", f"{name} is ", 1) if missing.startswith("it is ") else missing
            if missing:
                yield self._at_voice(missing) if step is None else self._at_step_key(step, "voice", f"voice: {missing}")
        foreign = foreign_languages(plan.spoken_by_step(), engines)
        for (voice, language), step in foreign.items():
            own = (voice, language) == (plan.speaker, plan.language)
            yield self._at_language(None if own else step, engines[voice], language)
        for utterance, spot in (*self._spots(plan), *self._disclosed(plan)):
            if utterance.voice in engines and (utterance.voice, utterance.language) not in foreign:
                key = (utterance.said, spot.path, spot.place)
                if key not in self.words:
                    self.words[key] = tuple(self._word_problems(spot, utterance, engines[utterance.voice]))
                yield from self.words[key]

    def _spots(self, plan: Plan) -> Iterator[tuple[Utterance, Spot]]:
        yield from ((utterance, spot) for _, utterance, spot in placed(self.script.origin, plan.spoken_by_step()))

    def _disclosed(self, plan: Plan) -> Iterator[tuple[Utterance, Spot]]:
        """What is said of the voice stands in no step."""
        if plan.disclosed:
            path, line, column = place_of_disclosure(self.script, self.project.scripts)
            yield from ((utterance, Spot(path, Place(line, column))) for utterance in plan.disclosed)

    def _word_problems(self, spot: Spot, utterance: Utterance, engine: Engine) -> Iterator[Problem]:
        try:
            speech = self.phrasing.speech(utterance)
        except SpeechError as error:
            yield _at(spot.path, spot.place, _told(error))
            return
        reason = engine.unsayable(speech, utterance.language)
        if reason:
            yield _at(spot.path, spot.place, f"{reason}: {quotable(utterance.text)}")
            return
        for guess in guesses(utterance, engine, self.phrasing):
            if guess.unknown:
                self.unknown.add(engine.name, utterance.language, guess.word, spot.path, spot.of(guess.word))
            else:
                yield replace(_at(spot.path, spot.of(guess.word), guess.message), warning=True)

    def _at_step(self, step: int, message: str) -> Problem:
        place = self.script.origin.steps[step]
        return Problem(place.path, place.line, 1, message)

    def _at_step_key(self, step: int, key: str, message: str) -> Problem:
        """A problem at a key of a step."""
        place = self.script.origin.steps[step]
        return Problem(place.path, *nearest_place(place.path, place.way_to(key)), message)

    def _at_voice(self, message: str) -> Problem:
        """A problem at the script's own `voice:` or, when it has none, at the show's."""
        return self._at_first(("voice",), message)

    def _at_first(self, keys: Sequence[str], message: str) -> Problem:
        """A problem at the first of these keys that the script has or, when it has none of them, the show."""
        paths = (self.script.origin.path, self.project.scripts / SHOW_FILE)
        places = ((path, key_place(path, key)) for path in paths for key in keys)
        path, place = next((found for found in places if found[1]), (self.script.origin.path, (1, 1)))
        return Problem(path, *(place or (1, 1)), message)

    def _at_language(self, step: int | None, engine: Engine, language: str) -> Problem:
        """The problem of a voice that does not speak the language of its words: once, where either was chosen."""
        message = foreign_language(engine, language)
        if step is None:
            return self._at_first(("language", "voice"), message)
        chosen = self.script.plain_steps[step]
        own = isinstance(chosen, Say | Reflect) and chosen.language is not None
        key = "language" if own else "voice"
        return self._at_step_key(step, key, f"{key}: {message}")


def _at(path: Path, place: Place, message: str) -> Problem:
    return Problem(path, place.line, place.column, message)


def _told(error: AudiogenError) -> str:
    return f"{error.message}. {error.hint}" if error.hint else error.message
