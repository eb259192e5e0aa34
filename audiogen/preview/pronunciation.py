"""How sentences will be read, without speaking: the words that a voice is given, its sounds, and what it guesses."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from audiogen.editions.expand import public_tracks
from audiogen.editions.problems import refuse_flawed
from audiogen.errors import SpeechError
from audiogen.plan.cues import Plan, Utterance
from audiogen.plan.planner import plan_session
from audiogen.preview.say import asked_language, sample_plan
from audiogen.project import Project
from audiogen.script.load import load_library
from audiogen.script.voice import VoiceChoice
from audiogen.speech.engine import words_of
from audiogen.speech.guesses import guesses
from audiogen.speech.phrase import Phrasing, project_phrasing
from audiogen.speech.words.lexicon_file import load_lexicon

_BETWEEN_WORDS: Final = re.compile(r"(?:[^\w']|_)+|(?<!\w)'+|'+(?!\w)")
"""What is no part of a word: an apostrophe is one inside a word."""


_ANY_PACE: Final = 140.0
"""Words a minute; nothing is spoken."""


@dataclass(frozen=True, slots=True)
class Pronunciation:
    """How one sentence, or a part of one between two silences, will be read."""

    text: str
    """As written, without notation."""
    words: str
    """What the voice is given, in small letters, with single spaces and no punctuation."""
    ipa: str
    """What it makes of them in IPA, one space between words; empty when it takes no sounds."""
    guesses: tuple[str, ...]
    """A sentence for each word that may be said wrong: why, and what to do."""
    guessed: tuple[str, ...] = ()
    """The words that the voice does not know."""


def pronunciations_of(plan: Plan, phrasing: Phrasing) -> tuple[Pronunciation, ...]:
    """The pronunciations of what synthetic voices speak in a session, each different phrase once, in order.

    Raises:
        VoiceError: when there is no such voice.
        SpeechError: with every phrase that its voice cannot say.
    """
    utterances = tuple(dict.fromkeys(each.said for each in plan.utterances if isinstance(each, Utterance)))
    refused = tuple(_refusals(utterances, phrasing))
    if refused:
        raise SpeechError("\n".join(refused), hint="Write it in other words, or choose another voice.")
    return tuple(_reading(each, phrasing) for each in utterances)


def text_pronunciations(project: Project, text: str, voice: str, language: str) -> tuple[Pronunciation, ...]:
    """The pronunciations of a text in a voice.

    Raises:
        SpeechError: when its notation is wrong; and those of `pronunciations_of`.
    """
    return pronunciations_of(sample_plan(text, voice, language, _ANY_PACE), project_phrasing(project))


def _is_file(path: Path) -> bool:
    # a name that is too long for the disk is no file; the list of scripts is told for it, as for any other name
    try:
        return path.is_file()
    except OSError:
        return False


def session_pronunciations(project: Project, script: str, voice: str, language: str) -> tuple[Pronunciation, ...]:
    """The pronunciations of a whole session.

    Args:
        project: whose lexicon and voices are used, unless the script lies in another one.
        script: the path of a script, or the name or number of a session of the project.
        voice: spoken by it instead of its own voices; empty to leave them.
        language: BCP 47, in place of the session's own; empty to leave it.

    Raises:
        ScriptError: with every mistake in the script or in a lexicon.
        AudiogenError: when there is no such script; and those of `pronunciations_of`.
    """
    path = Path(script)
    home = replace(project, root=path.resolve().parent.parent) if _is_file(path) else project
    folder = path.parent if _is_file(path) else project.scripts
    library = load_library(folder, [path.name])
    chosen = library.scripts[0]
    if voice:
        chosen = chosen.model_copy(update={"voice": VoiceChoice(name=(voice,), wpm=chosen.voice.wpm)})
    if language:
        chosen = chosen.model_copy(update={"language": asked_language(language)})
    phrasing = replace(project_phrasing(home), lexicon=load_lexicon(folder))
    tracks = public_tracks(chosen)
    refuse_flawed(chosen, tracks)
    plans = [plan_session(library.show, track.script, synthetic=phrasing.synthetic) for track in tracks]
    return tuple(dict.fromkeys(each for plan in plans for each in pronunciations_of(plan, phrasing)))


def _refusals(utterances: Iterable[Utterance], phrasing: Phrasing) -> Iterator[str]:
    for each in utterances:
        reason = phrasing.find(each.voice).unsayable(phrasing.speech(each), each.language)
        if reason:
            yield f"{reason}: {each.text}"


def _reading(utterance: Utterance, phrasing: Phrasing) -> Pronunciation:
    engine, speech = phrasing.find(utterance.voice), phrasing.speech(utterance)
    found = tuple(guesses(utterance, engine, phrasing))
    # a word that is taken for a mistyped one has advice of its own
    typos = tuple(each.message for each in found if not each.unknown or "did you mean" in each.message)
    return Pronunciation(
        utterance.text,
        words_alone(words_of(speech)),
        engine.sounds(speech, utterance.language) if engine.takes_ipa else "",
        typos,
        tuple(each.word for each in found if each.message not in typos),
    )


def words_alone(text: str) -> str:
    """The words of a text alone: small letters, no punctuation, a space for every hyphen, apostrophes kept."""
    return " ".join(_BETWEEN_WORDS.sub(" ", text.lower()).split())
