"""The words of a session that may be said otherwise than meant: unknown ones, names and heteronyms."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache
from itertools import chain
from typing import Final, Literal, TypeAlias

from babel.dates import get_day_names, get_month_names

from audiogen.plan.cues import Utterance
from audiogen.plan.planner import plan_session
from audiogen.script.language_tags import base_language
from audiogen.script.load import Library
from audiogen.speech.engine import Engine, Fragment, words_of
from audiogen.speech.phrase import Phrasing

DoubtKind: TypeAlias = Literal["guessed", "name", "heteronym"]

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
    """Of the step in which it stands first, from 1."""


def doubtful_words(library: Library, phrasing: Phrasing) -> tuple[DoubtfulWord, ...]:
    """Unknown words, names and heteronyms of the chosen sessions, each once for every voice and sound, as they come.

    Words that a lexicon or the text itself explains are in no doubt.

    Raises:
        VoiceError: when there is no such voice.
        SpeechError: when a say-as does not fit its text.
    """
    found: dict[tuple[str, str, str, str], DoubtfulWord] = {}
    for slug, line, utterance in _utterances(library):
        engine = phrasing.find(utterance.voice)
        for word, kind, said in _doubts(utterance, engine, phrasing):
            key = (engine.name, utterance.language, word, said)
            first = found.get(key)
            if first is None:
                ipa = said or _sounds(word, engine, utterance.language)
                found[key] = DoubtfulWord(utterance.language, word, kind, ipa, engine.name, 1, slug, line)
            else:
                found[key] = replace(first, times=first.times + 1)
    return tuple(found.values())


def _utterances(library: Library) -> Iterator[tuple[str, int, Utterance]]:
    """Every different phrase of every session, with the session and the line in which it stands first."""
    for script in library.scripts:
        seen: dict[Utterance, int] = {}
        for step, utterance in plan_session(library.show, script).spoken_by_step():
            seen.setdefault(utterance, script.origin.step_lines[step])
        yield from ((script.slug, line, utterance) for utterance, line in seen.items())


def _sounds(word: str, engine: Engine, language: str) -> str:
    return engine.sounds((Fragment(word),), language) if engine.takes_ipa else ""


def _doubts(utterance: Utterance, engine: Engine, phrasing: Phrasing) -> Iterator[tuple[str, DoubtKind, str]]:
    """Each doubtful word of a phrase, and its sounds where they were chosen by the words around it."""
    language = utterance.language
    unexplained = phrasing.unexplained(utterance)
    unknown = engine.unknown_words(unexplained, language)
    yield from ((word, "guessed", "") for word in unknown)
    if base_language(language) == "en":
        # elsewhere capitals do not tell names from other words
        yield from ((word, "name", "") for word in _names(words_of(unexplained)) if word not in unknown)
    yield from ((word, "heteronym", ipa) for word, ipa in _heteronyms(utterance, engine, phrasing))


def _heteronyms(utterance: Utterance, engine: Engine, phrasing: Phrasing) -> Iterable[tuple[str, str]]:
    """The words that are written alike and said in two ways, in small letters, with the sounds that they have here."""
    speech = phrasing.speech(utterance)
    text, told = words_of(speech), {(each.text.lower(), each.ipa) for each in speech if each.ipa}
    alike, language = phrasing.lexicon.heteronyms, utterance.language
    decisions = alike.decide(text, language, takes_ipa=engine.takes_ipa)
    decided = ((text[at.start : at.end].lower(), alike.sounds(at, language)) for at in decisions)
    # what its author or the lexicon explains is told otherwise
    return dict.fromkeys(each for each in decided if each in told)


def _names(text: str) -> Iterable[str]:
    words = (_POSSESSIVE.sub("", match[0]) for match in _NAME.finditer(text))
    capital = (word for word in words if word[:1].isupper() and not _CAPITAL_ANYWAY.fullmatch(word))
    return dict.fromkeys(word for word in capital if word not in _days_and_months())


@cache
def _days_and_months() -> frozenset[str]:
    names = (get("wide", locale="en").values() for get in (get_day_names, get_month_names))
    return frozenset(map(str, chain.from_iterable(names)))
