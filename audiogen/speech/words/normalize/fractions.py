"""Fractions in words: 1/2, \u00bd, 3 1/2, \u00bd h; and marks, as 7/10."""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from typing import Final

from audiogen.speech.words.normalize.language import SpokenLanguage
from audiogen.speech.words.normalize.measures import UNITS, unit_names

_FRACTION_SYMBOL: Final = re.compile("[\u00bc-\u00be\u2150-\u215e]")
_NAMED_PARTS: Final = frozenset({2, 3, 4, 5, 6, 8})
"""Of these many parts people speak as fractions; 9/11 is none."""
_SMALL_PARTS: Final = frozenset({7, 9, 10, 12, 16, 32, 64, 100, 1000})
"""And of these where it is one of them."""
_MARKS: Final = 10


def fractions(text: str, language: SpokenLanguage) -> str:
    """1/2, \u00bd, 3 1/2: halves, thirds and quarters, others in English alone; and 7/10, which is a mark."""
    return _fractions(text, language, every=False)


def every_fraction(text: str, language: SpokenLanguage) -> str:
    """As `fractions`, for a text that is known to be one."""
    return _fractions(text, language, every=True)


def _fractions(text: str, language: SpokenLanguage, *, every: bool) -> str:
    text = _FRACTION_SYMBOL.sub(_plain_fraction, text)
    if language.code == "en":
        text = re.sub(r"\b24/7\b(?!/)", "twenty-four seven", text)
    return _fraction_pattern().sub(lambda at: _fraction(at, language, every=every), text)


@cache
def _fraction_pattern() -> re.Pattern[str]:
    fraction = r"(?<![\w/.,:-])(?:(?P<whole>\d{1,6})\s)?(?P<numerator>\d{1,3})/(?P<denominator>\d{1,4})"
    return re.compile(rf"{fraction}(?:(?P<unit>\s?{unit_names()})(?![\w/])|(?![\w/]|[.,]\d))")


def _plain_fraction(at: re.Match[str]) -> str:
    fraction = unicodedata.normalize("NFKC", at[0]).replace("\u2044", "/")
    before, after = at.string[at.start() - 1 : at.start()], at.string[at.end() : at.end() + 1]
    return f"{' ' if before.isalnum() else ''}{fraction}{' ' if after.isalnum() else ''}"


def _fraction(at: re.Match[str], language: SpokenLanguage, *, every: bool) -> str:
    whole, numerator, denominator = at["whole"], int(at["numerator"]), int(at["denominator"])
    said = _known_fraction(whole, numerator, denominator, at, language, every=every)
    if said is None:
        return at[0]
    unit = (at["unit"] or "").strip()
    if said == "one half" and not unit and re.match(r"\s(?:an?|the|of)\s", at.string[at.end() : at.end() + 6]):
        return "half"
    if unit in UNITS:
        said = "half" if said == "one half" else said
        return f"{said} {_unit(unit, whole, language)}"
    return f"{said}{at['unit'] or ''}"


def _unit(unit: str, whole: str | None, language: SpokenLanguage) -> str:
    if whole or language.code != "en":
        return language.unit_name(UNITS[unit])
    # half of an hour, and one and a half hours
    name = language.unit("1", UNITS[unit]).removeprefix("one ")
    return f"of an {name}" if name.startswith(("hour", "ounce")) else f"of a {name}"


def _known_fraction(
    whole: str | None, numerator: int, denominator: int, at: re.Match[str], language: SpokenLanguage, *, every: bool
) -> str | None:
    if denominator == _MARKS and 1 < numerator <= _MARKS and not whole and not every:
        return f"{language.cardinal(str(numerator))} {language.figures.out_of} {language.cardinal(str(denominator))}"
    if denominator < 2 or numerator >= denominator or numerator < 1:
        return None
    if not (every or denominator in _NAMED_PARTS or (denominator in _SMALL_PARTS and (numerator == 1 or whole))):
        return None
    if language.code != "en":
        return _foreign_fraction(whole, (numerator, denominator), at, language)
    name = {2: "half", 4: "quarter"}.get(denominator) or language.ordinal(denominator)
    count = "a" if whole and numerator == 1 else language.cardinal(str(numerator))
    part = f"{count} {name}{'s' if numerator > 1 else ''}"
    return f"{language.cardinal(whole)} and {part}" if whole else part


def _foreign_fraction(
    whole: str | None, part: tuple[int, int], at: re.Match[str], language: SpokenLanguage
) -> str | None:
    figures = language.figures
    if part == (1, 2):
        if whole:
            return figures.with_half.format(
                whole=language.cardinal(whole, "masculine" if language.code == "de" else "")
            )
        feminine = r"\s?(?:[A-Z]\w*e\b|h\b)" if language.code == "de" else r"\s?(?:\w+a|heures?|h)\b"
        half = figures.halves[bool(re.match(feminine, at.string[at.end() : at.end() + 25] or ""))]
        article = re.search(r"(?i)\b(?:eine?|une?|een)\s$", at.string[max(at.start() - 5, 0) : at.start()])
        return half.partition(" ")[2] if article else half
    parts = dict(zip(((1, 3), (2, 3), (1, 4), (3, 4)), figures.parts.split(", "), strict=True))
    if part not in parts:
        return None
    return f"{language.cardinal(whole)} {figures.joined} {parts[part]}" if whole else parts[part]
