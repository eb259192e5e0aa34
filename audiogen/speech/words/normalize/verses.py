"""Chapters and verses of the books that people quote: Psalm 23:4, Matthew 5:3-5, 1 Corinthians 13:4."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from pathlib import Path
from typing import Final

from audiogen.speech.words.normalize.language import SpokenLanguage

_COMMA: Final = frozenset({"de", "it", "da"})
"""Languages that have a comma between chapter and verse, too."""


def verses(text: str, language: SpokenLanguage) -> str:
    """Psalm 23:4 as "Psalm 23, verse 4"; the numbers become words with all others."""
    return _pattern(language.code).sub(lambda at: _verse(at, language), text)


def _verse(at: re.Match[str], language: SpokenLanguage) -> str:
    table = _table(language.code)
    number = f"{language.ordinal(int(at['volume'])).capitalize()} " if at["volume"] and language.code == "en" else ""
    volume = number or (f"{at['volume']}{at['stop']}" if at["volume"] else "")
    said = (
        f"{table['several']} {at['first']} {language.words.to} {at['last']}"
        if at["last"]
        else f"{table['one']} {at['first']}"
    )
    return f"{volume}{at['book']} {at['chapter']}, {said}"


@cache
def _pattern(code: str) -> re.Pattern[str]:
    mark = "[:,]" if code in _COMMA else ":"
    books = "|".join(_table(code)["books"].split())
    volume = r"(?:(?<![\w.,:])(?P<volume>[1-5])(?P<stop>\.?\s))?"
    # "Daniel 7:30 pm" is a time
    verse = rf"(?P<chapter>\d{{1,3}}){mark}(?P<first>\d{{1,3}})(?:[-\u2013](?P<last>\d{{1,3}}))?"
    end = r"(?![\w:]|[.,]\d|\s?[ap]\.?m\b)"
    return re.compile(rf"\b{volume}(?P<book>{books})\s{verse}{end}")


@cache
def _table(code: str) -> dict[str, str]:
    return dict(tomllib.loads(Path(__file__).with_name("verses.toml").read_text(encoding="utf-8"))[code])
