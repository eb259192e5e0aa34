"""The order in which a text is read: every rule finds what it knows, and leaves words behind."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from audiogen.speech.words.normalize import numbers, symbols
from audiogen.speech.words.normalize.language import Tongue, tongue_of
from audiogen.speech.words.text import plain

_RULES: Final = (
    symbols.addresses,
    symbols.numbered,
    symbols.abbreviations,
    symbols.capitals,
    symbols.roman_numerals,
    numbers.dates,
    numbers.times,
    numbers.currencies,
    numbers.units,
    numbers.ordinals,
    numbers.patterns,
    numbers.telephones,
    numbers.fractions,
    numbers.ranges,
    numbers.years,
    numbers.cardinals,
    symbols.marks,
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
    return numbers.grouped_digits(text, tongue) if any(map(str.isdecimal, text)) else None


_LONGEST_ORDINAL: Final = 9
_READ_AS: Final[Mapping[str, Callable[[str, Tongue], str | None]]] = {
    "cardinal": numbers.cardinals,
    "characters": symbols.spelled,
    "currency": numbers.currencies,
    "date": numbers.dates,
    "digits": _digits,
    "fraction": numbers.fractions,
    "ordinal": _place,
    "telephone": _digits,
    "time": numbers.times,
    "unit": numbers.units,
    "year": _year,
}
