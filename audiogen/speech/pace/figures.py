"""How long a voice takes for words, as figures that were measured: `voices.toml` has them."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Final, TypeAlias

from audiogen.plan.cues import WORDS_BEGIN_FRAMES
from audiogen.script.language_tags import base_language
from audiogen.speech.engine import Speech, words_of
from audiogen.units import to_seconds

EDGES_S: Final = to_seconds(WORDS_BEGIN_FRAMES) + 0.04
"""Silence that is left before and behind the words of a clip, whatever their pace."""
_REST: Final = re.compile(
    r"[,;:.!?\u2026\u2014\u060c\u061b\u061f\u0964][\"'\u2019\u201d)\]]?\s"
    r"|\s[-\u2013]\s"
    r"|[\u3001\u3002\uff01\uff0c\uff1a\uff1b\uff1f]"
)
"""Where a voice rests between words."""
_SYLLABLE_LETTERS: Final = 3
"""A character of Chinese, Japanese or Korean is a syllable."""
_DIGIT_LETTERS: Final = 4
"""In languages that audiogen does not read out, the voice is given digits, and says a word for each."""

_Table: TypeAlias = Mapping[str, Mapping[str, float | Mapping[str, float]]]


@dataclass(frozen=True, slots=True)
class Pace:
    """How long one voice takes in one language, in seconds, at `wpm` words a minute."""

    wpm: float
    start_s: float
    """For each phrase, whatever is in it."""
    letter_s: float
    word_s: float
    pause_s: float
    """For each rest between words, as at a comma."""
    emphasis_s: float
    """More for each word with emphasis."""
    uncertainty: float
    """The share by which the words of a whole session may differ from what is expected."""

    def seconds(self, speech: Speech, wpm: float) -> float:
        """How long a trimmed clip of a phrase will be.

        Args:
            speech: the words that the voice is given; the more there are, the longer it takes.
            wpm: the pace that the voice really takes, above 0.
        """
        letters, words, rests, emphasised = counts(speech)
        spoken_s = (
            self.start_s
            + self.letter_s * letters
            + self.word_s * words
            + self.pause_s * rests
            + self.emphasis_s * emphasised
        )
        return EDGES_S + max(0.0, spoken_s) * self.wpm / wpm


def counts(speech: Speech) -> tuple[int, int, int, int]:
    """The letters, the words, the rests between words, and the words with emphasis of a phrase."""
    text = words_of(speech).strip()
    emphasised = sum(len(fragment.text.split()) for fragment in speech if fragment.emphasis)
    return _letters(text), len(text.split()), len(_REST.findall(text)), emphasised


@cache
def pace_of(voice: str, language: str) -> Pace:
    """The figures of a voice in a language; the default's for a voice or language that has none.

    Args:
        voice: its name, as scripts have it.
        language: BCP 47.
    """
    table: dict[str, float | Mapping[str, float]] = {}
    for name in reversed(tuple(_names(voice))):
        table |= _table().get(name, {})
    languages = table.pop("languages")
    figures = {name: value for name, value in table.items() if isinstance(value, float | int)}
    times = languages.get(base_language(language), 1.0) if isinstance(languages, Mapping) else 1.0
    longer = {name: value * times if name.endswith("_s") else value for name, value in figures.items()}
    return Pace(**longer)


def _names(voice: str) -> Iterator[str]:
    """Where the figures of a voice may stand, the nearest first."""
    yield voice
    yield re.split("[-:]", voice, maxsplit=1)[0]
    yield "default"


@cache
def _table() -> _Table:
    text = resources.files(__package__).joinpath("voices.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


def _letters(text: str) -> int:
    """Letters and digits; what stands for a whole syllable or word counts as several."""
    plain = sum(map(str.isalnum, text))
    digits = sum(map(str.isdigit, text))
    wide = 0 if text.isascii() else sum(each.isalpha() and unicodedata.east_asian_width(each) in "WF" for each in text)
    return plain + (_DIGIT_LETTERS - 1) * digits + (_SYLLABLE_LETTERS - 1) * wide
