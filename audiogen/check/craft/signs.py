"""What the words of a session say about silence, breath and choice, found by the lists of `signs.toml`."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Final, Literal, TypeAlias

from pydantic import TypeAdapter

from audiogen.script.language_tags import base_language

Sign: TypeAlias = Literal["choice", "quiet", "release", "back", "sleep", "perhaps", "length"]

_APOSTROPHES: Final = str.maketrans("\u2019\u02bc\u2018", "'''")


@dataclass(frozen=True, slots=True)
class Signs:
    """The lists of one language."""

    choice: str
    quiet: str
    release: str
    back: str
    sleep: str
    perhaps: str
    length: str
    numbers: Mapping[str, float]
    units: Mapping[str, float]
    """In seconds."""


def judged(language: str) -> bool:
    """Whether a language (BCP 47) has lists; of any other nobody knows what its words say."""
    return base_language(language) in _tables()


@lru_cache(maxsize=8192)
def says(sign: Sign, text: str, language: str) -> bool:
    """Whether a text has a sign, in whatever capitals; never in a language without lists."""
    return judged(language) and _expression(base_language(language), sign).search(_plain(text)) is not None


@lru_cache(maxsize=1024)
def announced_lengths(text: str, language: str) -> tuple[float, ...]:
    """The lengths of time, in seconds, for which a text says that something goes on."""
    if not judged(language):
        return ()
    base = base_language(language)
    signs, lengths = _tables()[base], []
    for found in _expression(base, "length").finditer(_plain(text)):
        number = found["number"]
        count = signs.numbers.get(number) or (float(number) if number.isdecimal() else 0.0)
        half = 0.5 if found["half"] else 0.0
        lengths.append((count + half) * signs.units[found["unit"]])
    return tuple(lengths)


def _plain(text: str) -> str:
    return text.lower().translate(_APOSTROPHES)


@cache
def _expression(base: str, sign: Sign) -> re.Pattern[str]:
    alternatives: str = getattr(_tables()[base], sign)
    return re.compile(rf"(?<!\w)(?:{alternatives})(?!\w)")


@cache
def _tables() -> Mapping[str, Signs]:
    tables = tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))
    return _SIGNS.validate_python(tables)


_SIGNS: Final = TypeAdapter(dict[str, Signs])
