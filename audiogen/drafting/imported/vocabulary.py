"""The words of one language by which directions are recognised, from the tables in `languages/`."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

from pydantic import TypeAdapter

from audiogen.script.language_tags import base_language

_FOLDER: Final = Path(__file__).with_name("languages")
_APOSTROPHES: Final = str.maketrans("\u2019\u2032\u00b4\u2033\u201d", "'''\"\"")
_LEFT: Final = re.compile(r"[^\W_]")


@dataclass(frozen=True, slots=True)
class SilenceWords:
    """What silences are called; like all words here, alternatives of a regular expression."""

    pause: str
    """What is hardly ever meant for listeners when it stands alone."""
    still: str
    """What may just as well be spoken of."""
    wait: str
    """What asks for a silence where a length stands beside it."""
    long: str
    short: str
    filler: str
    """What says nothing more beside the others."""
    breaths: str
    """Breaths as a measure of time."""


@dataclass(frozen=True, slots=True)
class BellWords:
    """What is struck, and what is done with it."""

    struck: str
    strike: str
    filler: str


@dataclass(frozen=True, slots=True)
class BreathingWords:
    """How breathing is guided."""

    in_: str
    in_short: str
    """What means an in-breath only where a count stands right beside it."""
    out: str
    out_short: str
    hold: str
    """After an in-breath it is a hold, after an out-breath a rest."""
    gap: str
    """What may stand between a phase and its count."""
    lasting: str
    """What makes a number beside a phase its length, and nothing else."""
    counted: str
    """What follows a count: seconds, beats."""
    noun: str
    box: str
    """What an exercise of four equal parts is called, beside the noun."""
    times: str
    repeat: str
    twice: str
    filler: str
    in_and_out: str
    """What asks for breaths without counts, in and out, with `{number}` where their number stands."""
    take: str
    """What asks for breaths without counts, with a number, the adjectives and breaths behind it."""
    adjectives: str


@dataclass(frozen=True, slots=True)
class DirectionWords:
    """What is written for whoever reads a script."""

    manner: str
    sound: str
    filler: str
    note: str
    """What begins a note in brackets."""
    headed: str
    """What a colon makes a note, with brackets or without."""
    script: str
    """What speaks of the script itself, or of how it is read."""
    listener: str
    """What speaks to listeners, or of those who speak: such words may be meant for the ear."""
    continued: str
    end: str
    begin: str
    page: str
    of: str
    blank: str
    """What is to be filled in."""


@dataclass(frozen=True, slots=True)
class SpeakerWords:
    """Who speaks: guides are heard, clients are those who listen."""

    guide: str
    client: str


@dataclass(frozen=True, slots=True, eq=False)
class Vocabulary:
    """All of it for one language."""

    code: str
    """The first part of its BCP 47 tag."""
    second: str
    minute: str
    to: str
    """What stands between the ends of a range."""
    and_half: str
    about: str
    numbers: dict[str, float]
    """Numbers in words, beside those that are made by rule."""
    silence: SilenceWords
    bell: BellWords
    breath: BreathingWords
    directions: DirectionWords
    speakers: SpeakerWords


LANGUAGES: Final = tuple(sorted(file.stem for file in _FOLDER.glob("*.toml")))
"""The primary subtags of the languages that have a table."""


def vocabularies(language: str) -> tuple[Vocabulary, ...]:
    """The words to look for, the most likely first; English ones are written in scripts of every language."""
    code = base_language(language)
    return tuple(_vocabulary(name) for name in dict.fromkeys((code, "en")) if name in LANGUAGES)


@cache
def _vocabulary(code: str) -> Vocabulary:
    table = tomllib.loads((_FOLDER / f"{code}.toml").read_text(encoding="utf-8"))
    # `in` is a word of Python
    table["breath"]["in_"] = table["breath"].pop("in")
    return _TABLE.validate_python({"code": code, **table})


def plain(text: str) -> str:
    """The text with the apostrophes that the tables have; no letter moves."""
    return text.translate(_APOSTROPHES)


@cache
def words(*alternatives: str) -> re.Pattern[str]:
    """A pattern for any of these words, whatever their capitals."""
    return re.compile(rf"(?<![^\W_])(?:{'|'.join(alternatives)})(?![^\W_])", re.IGNORECASE)


def nothing_left(text: str, *alternatives: str) -> bool:
    """Whether a text has no letter and no figure beside these words."""
    return _LEFT.search(words(*alternatives).sub(" ", text)) is None


_TABLE: Final = TypeAdapter(Vocabulary)
