"""The order in which a text is read: every rule finds what it knows, and leaves words behind."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from audiogen.speech.normal import figures, signs
from audiogen.speech.normal.tongue import Tongue, tongue_of
from audiogen.speech.text import plain

_RULES: Final = (
    signs.addresses,
    signs.numbered,
    signs.abbreviations,
    signs.capitals,
    signs.roman_numerals,
    figures.dates,
    figures.times,
    figures.currencies,
    figures.units,
    figures.ordinals,
    figures.patterns,
    figures.telephones,
    figures.fractions,
    figures.ranges,
    figures.years,
    figures.cardinals,
    signs.marks,
)


def read(text: str, language: str) -> str:
    """A text in words; as it is in a language whose figures are left to the voice."""
    tongue = tongue_of(language)
    if tongue is None:
        return text
    for rule in _RULES:
        text = rule(text, tongue)
    return plain(text)


def read_as(text: str, language: str, what: str) -> str:
    """A text that is one thing as a whole, in words.

    Raises:
        ValueError: when it is not that thing, with a sentence that says so.
    """
    tongue = tongue_of(language)
    if tongue is None:
        return text
    words = _READ_AS[what](text.strip(), tongue)
    if words is None or (what != "characters" and (words == text or any(map(str.isdecimal, words)))):
        message = f'"{text}" cannot be read as {what} in the language {language}'
        raise ValueError(message)
    return plain(words)


def _place(text: str, tongue: Tongue) -> str | None:
    digits = "".join(filter(str.isdecimal, text))
    return tongue.ordinal(int(digits)) if 0 < len(digits) <= _LONGEST_ORDINAL else None


def _year(text: str, tongue: Tongue) -> str | None:
    digits = "".join(filter(str.isdecimal, text))
    return tongue.year(int(digits)) if 0 < len(digits) <= 4 else None


def _digits(text: str, tongue: Tongue) -> str | None:
    return figures.grouped_digits(text, tongue) if any(map(str.isdecimal, text)) else None


_LONGEST_ORDINAL: Final = 9
_READ_AS: Final[Mapping[str, Callable[[str, Tongue], str | None]]] = {
    "cardinal": figures.cardinals,
    "characters": signs.spelled,
    "currency": figures.currencies,
    "date": figures.dates,
    "digits": _digits,
    "fraction": figures.fractions,
    "ordinal": _place,
    "telephone": _digits,
    "time": figures.times,
    "unit": figures.units,
    "year": _year,
}
