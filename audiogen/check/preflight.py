"""Finds what is bound to fail before a word is spoken, in voices, beds and words, without loading a voice."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from pathlib import Path
from typing import TypeAlias

from audiogen.ambience.presets import load_presets
from audiogen.artwork.own import read_own
from audiogen.check.beds import bed_problems
from audiogen.check.craft.findings import craft_findings
from audiogen.check.disclosure import place_of_disclosure
from audiogen.check.editions import expected_editions, length_problems
from audiogen.check.lengths import SessionLength
from audiogen.check.odd_steps import odd_steps
from audiogen.check.online_voices import online_notices
from audiogen.check.track_names import same_names
from audiogen.check.unknown_words import UnknownWords
from audiogen.check.voice_languages import foreign_language, foreign_languages
from audiogen.editions.edition import Edition
from audiogen.editions.expand import public_tracks
from audiogen.editions.problems import can_be_planned, edition_problems
from audiogen.editions.samples import sample_tracks
from audiogen.editions.unfilled import never_filled_in_show
from audiogen.errors import AudiogenError, Problem, ScriptError, SpeechError, VoiceError
from audiogen.names import quotable
from audiogen.plan.cues import Plan, Utterance
from audiogen.plan.planner import plan_attempts
from audiogen.plan.whereabouts import Spot, placed
from audiogen.project import Project, located, lookalike
from audiogen.script.bed import Presets
from audiogen.script.load import SHOW_FILE, Library, load_library
from audiogen.script.lock import PublishedLock, read_lock
from audiogen.script.model import Script, Show
from audiogen.script.renewal import lock_problems
from audiogen.script.sidecar import sidecar_problems
from audiogen.script.steps import Clip, Reflect, Say
from audiogen.script.yaml.document import key_place, nearest_place
from audiogen.script.yaml.nodes import Place
from audiogen.speech.engine import Engine
from audiogen.speech.guesses import guesses
from audiogen.speech.phrase import Phrasing, project_phrasing
from audiogen.speech.recorded.take import recording_problems

_Plans: TypeAlias = dict[Edition, tuple[Plan, ...]]


@dataclass(frozen=True, slots=True)
class Checked:
    """Scripts in which nothing stands against a build."""

    loaded: Library
    warnings: tuple[Problem, ...]
    lengths: tuple[SessionLength, ...]
    """How long the sessions will be, as far as that can be known."""
    notices: tuple[str, ...] = ()
    """What is worth knowing, and no mistake."""
    findings: tuple[Problem, ...] = ()
    """What the craft of guided sessions says of them, in the order of their places; none of it keeps one from being
    built."""

    @property
    def told(self) -> tuple[Problem, ...]:
        """Warnings and findings, in the order of their places."""
        return tuple(sorted({*self.warnings, *self.findings}))


def check_project(project: Project, names: Sequence[str], phrasing: Phrasing | None = None) -> Checked:
    """Load the scripts of a project and look for every problem.

    Args:
        project: the folders.
        names: the scripts, as `load_library` takes them.
        phrasing: how the show's phrases are said, where that has been read already.

    Raises:
        ScriptError: with all problems of all scripts.
        AudiogenError: when there is nothing to check.
    """
    library = load_library(project.scripts, names)
    phrasing = phrasing or project_phrasing(project)
    plans: _Plans = {}
    problems = _problems(library, project, read_lock(project.scripts), phrasing, plans)
    expected = [expected_editions(library.show, script, phrasing, plans) for script in library.scripts]
    found = chain.from_iterable(map(length_problems, expected))
    # what a length may be out of reach for is a finding, and what it is for certain keeps it from being built
    problems += (problem for problem in found if not (problem.rule and problem.warning))
    findings = () if mistaken(problems) else craft_findings(library, expected, project, phrasing)
    if any(not problem.warning for problem in problems):
        raise ScriptError(tuple(sorted({*problems, *findings})))
    lengths = tuple(session.length for session in chain.from_iterable(expected))
    return Checked(library, _warnings(problems), lengths, tuple(online_notices(library, phrasing)), findings)


def mistaken(problems: Iterable[Problem]) -> bool:
    """Whether anything is to be mended before the craft is worth hearing; a length is itself a matter of craft."""
    return any(not problem.warning and problem.rule != "length" for problem in problems)


def check_library(
    library: Library, project: Project, lock: PublishedLock | None, phrasing: Phrasing, *, public: bool = True
) -> tuple[Problem, ...]:
    """Every problem of voices, beds, recordings and words in the scripts.

    A target that cannot be met is not among them: it makes one session of a build fail, not all.

    Args:
        library: the scripts.
        project: the folders.
        lock: what the show is known by.
        phrasing: how the show's phrases are said.
        public: whether the tracks for everybody are looked at, too, in which what clients are called may be unfilled.

    Returns:
        The warnings, with which a build may go on.

    Raises:
        ScriptError: with all problems of all scripts, warnings included, when a build may not.
    """
    plans: _Plans = {}
    problems = _problems(library, project, lock, phrasing, plans, public=public)
    for script in library.scripts:
        found = length_problems(expected_editions(library.show, script, phrasing, plans))
        problems += (problem for problem in found if problem.warning)
    return _warnings(problems)


def _problems(
    library: Library,
    project: Project,
    lock: PublishedLock | None,
    phrasing: Phrasing,
    plans: _Plans,
    *,
    public: bool = True,
) -> list[Problem]:
    """Every problem; `plans` is filled with those of the editions that are looked at."""
    presets = load_presets(project.root)
    problems = [*library.warnings, *presets.problems, *lock_problems(lock, library)]
    problems += _cover_problems(library.show, project)
    problems += never_filled_in_show(library.show, project.scripts / SHOW_FILE)
    problems += same_names(library)
    for script in library.scripts:
        unknown, words = UnknownWords(phrasing), _WordProblems()
        problems += edition_problems(script, public_tracks(script) if public else ())
        for track in filter(can_be_planned, sample_tracks(script)):
            synthetic = phrasing.synthetic
            planned = plan_attempts(library.show, track.script, presets=presets.presets, synthetic=synthetic)
            plans[track.edition] = planned
            check = _Check(library.show, track.script, project, phrasing, presets.presets, unknown, words)
            problems += check.problems(planned)
        problems += unknown.warnings()
    return problems


def _cover_problems(show: Show, project: Project) -> Iterator[Problem]:
    """What is wrong with the show's own cover, by what will read it later."""
    if show.cover:
        path = project.scripts / SHOW_FILE
        try:
            read_own(project.root / show.cover)
        except AudiogenError as error:
            yield Problem(path, *nearest_place(path, ("cover",)), f"cover: {_told(error)}")


def _warnings(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """The problems, each once, in the order of their places; all are raised unless they are only warnings."""
    found = tuple(sorted(set(problems)))
    if any(not problem.warning for problem in found):
        raise ScriptError(found)
    return found


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
        return Problem(place.path, *nearest_place(place.path, (*place.way, key)), message)

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
