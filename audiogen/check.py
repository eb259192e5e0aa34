"""What can be known to fail before a word is spoken: voices, beds and words, looked at without loading any of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from audiogen.ambience.registry import bed_names
from audiogen.cues import BreathCycle, Phrase, Plan, Utterance
from audiogen.errors import Problem, ScriptError, VoiceError
from audiogen.names import unknown
from audiogen.plan import plan_session
from audiogen.project import Project
from audiogen.script.load import Library, load_library
from audiogen.script.lock import PublishedLock, lock_problems, read_lock
from audiogen.script.model import Script, Show
from audiogen.script.places import key_place
from audiogen.speech.engine import Engine
from audiogen.speech.registry import find_voice


def check_project(project: Project, names: Sequence[str]) -> tuple[Library, tuple[Problem, ...]]:
    """Load the scripts of a project and look for every problem.

    Returns:
        The scripts, and the warnings.

    Raises:
        ScriptError: with all problems of all scripts.
        AudiogenError: when there is nothing to check.
    """
    library = load_library(project.scripts, names)
    return library, check_library(library, project, read_lock(project.scripts))


def check_library(library: Library, project: Project, lock: PublishedLock | None) -> tuple[Problem, ...]:
    """Every problem of voices, beds and words in the scripts.

    Returns:
        The warnings, with which a build may go on.

    Raises:
        ScriptError: with all problems of all scripts, warnings included, when a build may not.
    """
    problems = [*lock_problems(lock, library)] if lock else []
    for script in library.scripts:
        problems += _script_problems(library.show, script, project)
    found = tuple(sorted(set(problems)))
    if any(not problem.warning for problem in found):
        raise ScriptError(found)
    return tuple(found)


def _script_problems(show: Show, script: Script, project: Project) -> Iterator[Problem]:
    plan = plan_session(show, script)
    yield from _bed_problems(script, plan, project)
    try:
        engine = find_voice(plan.voice.name)
    except VoiceError as error:
        yield _at(script, "voice", f"{error.message}. {error.hint}", project)
        return
    missing = engine.available()
    if missing:
        yield _at(script, "voice", missing, project)
    yield from _word_problems(script, plan, engine)


def _bed_problems(script: Script, plan: Plan, project: Project) -> Iterator[Problem]:
    bed = plan.bed
    if bed.file and not (project.root / bed.file).is_file():
        text = f'bed: there is no file "{bed.file}" in {project.root}; write its path from the project folder'
        yield _at(script, "bed", text, project)
    if bed.sound and bed.sound not in bed_names():
        yield _at(script, "bed", unknown("bed", bed.sound, (*bed_names(), "off")), project)


def _word_problems(script: Script, plan: Plan, engine: Engine) -> Iterator[Problem]:
    for step, utterance in _utterances(plan):
        reason = engine.unsayable(utterance.text, utterance.language)
        if reason:
            yield Problem(script.origin.path, script.origin.step_lines[step], 1, f"{reason}: {utterance.text}")


def _utterances(plan: Plan) -> Iterator[tuple[int, Utterance]]:
    for cue in plan.cues:
        if isinstance(cue, Phrase):
            yield cue.step, cue.utterance
        elif isinstance(cue, BreathCycle):
            yield from ((cue.step, word.utterance) for phase in cue.phases for word in phase.words)


def _at(script: Script, key: str, message: str, project: Project) -> Problem:
    """A problem at a script's own key or, when it has none, at the show's."""
    path, show_path = script.origin.path, project.scripts / "show.yaml"
    place = key_place(path, key)
    if place:
        return Problem(path, *place, message)
    return Problem(show_path, *(key_place(show_path, key) or (1, 1)), message)
