"""One text in one voice, as a build would speak it: to try a voice, a pace or a lexicon entry."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import soundfile

from audiogen.audio.samples import Samples
from audiogen.cache.store import Cache
from audiogen.errors import OutputError, SpeechError
from audiogen.names import quotable
from audiogen.plan.cues import Gap, Phrase, Plan
from audiogen.plan.planner import plan_session
from audiogen.project import Project
from audiogen.script.meant.languages import tag_meant
from audiogen.script.model import Origin, Script, Show
from audiogen.script.notation.mistakes import checked
from audiogen.script.step_place import StepPlace
from audiogen.script.steps import Say
from audiogen.script.variables import filled, variables_of
from audiogen.script.voice import VoiceChoice, is_tag
from audiogen.speech.phrase import project_phrasing
from audiogen.speech.speak import Spoken, speak
from audiogen.units import RATE, to_seconds

_FORMATS = frozenset({".wav", ".flac"})


@dataclass(frozen=True, slots=True)
class Sample:
    """A sample that was spoken and written."""

    path: Path
    voice: str
    seconds: float
    obtained_wpm: float
    """Words a minute while speaking, without the silences between phrases."""


def speak_sample(project: Project, text: str, path: Path, *, voice: str, language: str, wpm: float) -> Sample:
    """Speak a text with the silences that a session has by default, and write it to a WAV or FLAC file.

    Raises:
        VoiceError: when there is no such voice, or when it is not installed.
        SpeechError: when the text cannot be spoken, or when its notation is wrong.
        OutputError: when the file cannot be written, or its ending names no format for samples.
    """
    if path.suffix.lower() not in _FORMATS:
        message = f"{path} ends in neither .wav nor .flac"
        raise OutputError(message, hint="Give it one of these endings; whole episodes are built by `audiogen build`.")
    plan = sample_plan(text, voice, language, wpm)
    spoken = speak(plan.utterances, Cache(project.cache), project_phrasing(project))
    samples = np.concatenate(list(_sounds(plan, spoken)))
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        soundfile.write(path, samples, RATE, subtype="PCM_16")
    except (OSError, soundfile.LibsndfileError) as error:
        message = f"cannot write {path}: {error}"
        raise OutputError(message, hint="Choose another place with --out.") from error
    words = sum(len(phrase.text.split()) for phrase in plan.utterances)
    speaking_s = to_seconds(sum(spoken.frames.values()))
    return Sample(path, voice, samples.size / RATE, words / speaking_s * 60)


def asked_language(written: str) -> str:
    """The tag of a language, in small letters, that was asked for by hand.

    Raises:
        SpeechError: when it is none; the hint has the one that is meant.
    """
    tag = written.lower()
    if is_tag(tag):
        return tag
    message = f'"{quotable(written)}" is not a language tag'
    raise SpeechError(message, hint=f"Write {tag_meant(written) or 'one like en, en-gb or pt-br'}.")


def sample_plan(text: str, voice: str, language: str, wpm: float) -> Plan:
    """The plan of a session that only says this text.

    Raises:
        SpeechError: when its notation is wrong, a variable is filled by nothing, or the language is no tag.
    """
    try:
        said = filled(checked(text), {})
    except ValueError as error:
        raise SpeechError(str(error), hint="See docs/notation.md for what may be marked in a text.") from error
    for variable in variables_of(said):
        message = f"nothing fills {{{variable.name}}} here"
        raise SpeechError(message, hint=f"Write what is to be said, or {{{variable.name} or friend}}.")
    script = Script(
        slug="sample",
        origin=Origin(Path("sample"), 1, (StepPlace(Path("sample"), ("steps", 0), 1),)),
        title="Sample",
        summary="A sample.",
        language=asked_language(language),
        voice=VoiceChoice(name=(voice,), wpm=wpm),
        steps=(Say(say=said),),
    )
    return plan_session(Show(title="Sample", author="audiogen", description="A sample."), script)


def _sounds(plan: Plan, spoken: Spoken) -> Iterator[Samples]:
    # a session ends with a silence, in which its bed fades out; a sample ends with its last word
    last = max(index for index, cue in enumerate(plan.cues) if isinstance(cue, Phrase))
    for cue in plan.cues[: last + 1]:
        if isinstance(cue, Phrase):
            yield spoken.load_alone(cue.utterance)
        elif isinstance(cue, Gap):
            yield np.zeros(cue.ideal_frames, np.float32)
