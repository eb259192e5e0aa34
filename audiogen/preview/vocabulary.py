"""The words of a session that may be said otherwise than meant: unknown ones, names and heteronyms."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache
from itertools import chain
from typing import Final, Literal, TypeAlias

from babel.dates import get_day_names, get_month_names

from audiogen.editions.expand import public_tracks
from audiogen.editions.problems import refuse_flawed
from audiogen.plan.cues import Utterance
from audiogen.plan.planner import plan_session
from audiogen.plan.whereabouts import Spot, placed
from audiogen.preview.unusual import unusual_words
from audiogen.script.language_tags import base_language
from audiogen.script.load import Library
from audiogen.script.yaml.nodes import Place
from audiogen.speech.engine import Engine, Fragment, words_of
from audiogen.speech.guesses import knows_words
from audiogen.speech.phrase import Phrasing

DoubtKind: TypeAlias = Literal["guessed", "name", "heteronym", "unusual"]

_NAME: Final = re.compile(r"(?<=[^\W_][,;]\s)[^\W\d_][\w'\u2019-]*|(?<=[^\W_]\s)[^\W\d_][\w'\u2019-]*")
"""A word that neither begins a sentence nor follows a quotation mark or a colon."""
_CAPITAL_ANYWAY: Final = re.compile(r"I(?:['\u2019]\w+)?|[A-Z]|.*\d.*")
_POSSESSIVE: Final = re.compile("['\u2019]s$")


@dataclass(frozen=True, slots=True)
class DoubtfulWord:
    """A word that may be said otherwise than its author means it."""

    language: str
    """BCP 47 in lower case, the heading under which a lexicon has it."""
    word: str
    """As written."""
    kind: DoubtKind
    ipa: str
    """Its sounds; empty when the voice takes none."""
    voice: str
    times: int
    """How many different phrases have it."""
    slug: str
    """Of the session in which it stands first."""
    line: int
    """On which it stands first, from 1."""
    meaning: str = ""
    """Which of its meanings was taken, of a word that has several sounds."""


@dataclass(frozen=True, slots=True)
class SilentVoice:
    """A voice that does not tell which words it does not know."""

    name: str
    language: str
    online: bool


def doubtful_words(library: Library, phrasing: Phrasing) -> tuple[DoubtfulWord, ...]:
    """Unknown words, names and heteronyms of the chosen sessions, each once for every voice and sound, as they come.

    Words that a lexicon or the text itself explains are in no doubt.

    Raises:
        VoiceError: when there is no such voice.
        SpeechError: when a say-as does not fit its text.
        ScriptError: when a variable is filled by nothing.
    """
    found: dict[tuple[str, str, str, str], DoubtfulWord] = {}
    for slug, spot, utterance in _utterances(library, phrasing):
        engine = phrasing.find(utterance.voice)
        for doubt in _doubts(utterance, engine, phrasing):
            key = (engine.name, utterance.language, doubt.word.lower(), doubt.ipa)
            first = found.get(key)
            if first is None:
                ipa = doubt.ipa or _sounds(doubt.word, engine, utterance.language)
                line = spot.of(doubt.word).line
                found[key] = DoubtfulWord(
                    utterance.language, doubt.word, doubt.kind, ipa, engine.name, 1, slug, line, doubt.meaning
                )
            else:
                # in a lexicon small letters stand for capitals, too; two entries for one word would be a mistake
                word = doubt.word if doubt.word.islower() else first.word
                found[key] = replace(first, word=word, times=first.times + 1)
    return tuple(found.values())


def silent_voices(library: Library, phrasing: Phrasing) -> tuple[SilentVoice, ...]:
    """The voices of the chosen sessions that decide by themselves how words sound, each with its language.

    Raises:
        VoiceError: when there is no such voice.
    """
    pairs = dict.fromkeys((each.voice, each.language) for _, _, each in _utterances(library, phrasing))
    engines = ((phrasing.find(voice), language) for voice, language in pairs)
    return tuple(
        SilentVoice(engine.name, language, engine.online)
        for engine, language in engines
        if not knows_words(engine, language)
    )


def _utterances(library: Library, phrasing: Phrasing) -> Iterator[tuple[str, Spot, Utterance]]:
    """Every different phrase of every session, with the session and the place in which it stands first."""
    for script in library.scripts:
        seen: dict[Utterance, Spot] = {}
        tracks = public_tracks(script)
        refuse_flawed(script, tracks)
        for track in tracks:
            plan = plan_session(library.show, track.script, synthetic=phrasing.synthetic)
            for _, utterance, spot in placed(track.script.origin, plan.spoken_by_step()):
                seen.setdefault(utterance.said, spot)
            for utterance in plan.disclosed:
                seen.setdefault(utterance.said, Spot(script.origin.path, Place(1, 1)))
        yield from ((script.slug, spot, utterance) for utterance, spot in seen.items())


def _sounds(word: str, engine: Engine, language: str) -> str:
    return engine.sounds((Fragment(word),), language) if engine.takes_ipa else ""


@dataclass(frozen=True, slots=True)
class _Doubt:
    word: str
    kind: DoubtKind
    ipa: str = ""
    """Where it was chosen by the words around it."""
    meaning: str = ""


def _doubts(utterance: Utterance, engine: Engine, phrasing: Phrasing) -> Iterator[_Doubt]:
    """Each doubtful word of a phrase."""
    language = utterance.language
    unexplained = phrasing.unexplained(utterance)
    unknown = engine.unknown_words(unexplained, language)
    yield from (_Doubt(word, "guessed") for word in unknown)
    if base_language(language) == "en":
        # elsewhere capitals do not tell names from other words
        yield from (_Doubt(word, "name") for word in _names(words_of(unexplained)) if word not in unknown)
    if not knows_words(engine, language):
        yield from (_Doubt(word, "unusual") for word in unusual_words(words_of(unexplained), language))
    yield from _heteronyms(utterance, engine, phrasing)


def _heteronyms(utterance: Utterance, engine: Engine, phrasing: Phrasing) -> Iterable[_Doubt]:
    """The words that are written alike and said in two ways, in small letters, with the sounds that they have here."""
    speech = phrasing.speech(utterance)
    text, told = words_of(speech), {(each.text.lower(), each.ipa) for each in speech if each.ipa}
    alike, language = phrasing.lexicon.heteronyms, utterance.language
    decisions = alike.decide(text, language, takes_ipa=engine.takes_ipa)
    decided = (
        _Doubt(text[at.start : at.end].lower(), "heteronym", alike.sounds(at, language), at.sense.meaning)
        for at in decisions
    )
    # what its author or the lexicon explains is told otherwise
    return dict.fromkeys(each for each in decided if (each.word, each.ipa) in told)


def _names(text: str) -> Iterable[str]:
    words = (_POSSESSIVE.sub("", match[0]) for match in _NAME.finditer(text))
    capital = (word for word in words if word[:1].isupper() and not _CAPITAL_ANYWAY.fullmatch(word))
    return dict.fromkeys(word for word in capital if word not in _days_and_months())


@cache
def _days_and_months() -> frozenset[str]:
    names = (get("wide", locale="en").values() for get in (get_day_names, get_month_names))
    return frozenset(map(str, chain.from_iterable(names)))
