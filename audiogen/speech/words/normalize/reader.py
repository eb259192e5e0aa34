"""The order of the rules by which a text is read: each reads what it knows, and leaves words behind."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from audiogen.speech.words.normalize import (
    clock,
    codes,
    counts,
    dates,
    decades,
    fractions,
    measures,
    money,
    numbers,
    ordinals,
    symbols,
)
from audiogen.speech.words.normalize.capitals import capitals, letters_with_digits
from audiogen.speech.words.normalize.drawn_out import drawn_out
from audiogen.speech.words.normalize.in_full import abbreviations_in_full, women_and_men
from audiogen.speech.words.normalize.language import SpokenLanguage, spoken_language
from audiogen.speech.words.normalize.roman import roman_numerals
from audiogen.speech.words.normalize.verses import verses
from audiogen.speech.words.text import plain

# The order matters. Symbols that are a part of something longer come first, then numbers from the most special kind to
# plain cardinals, which take every digit that is left: so codes of currencies and units are read with their numbers
# before capitals are taken for initials. Symbols that still stand are read by themselves.
_RULES: Final = (
    drawn_out,
    women_and_men,
    abbreviations_in_full,
    symbols.addresses,
    symbols.number_signs,
    roman_numerals,
    verses,
    counts.breath_counts,
    numbers.plain_figures,
    numbers.long_ranges,
    numbers.between,
    dates.dates,
    decades.decades,
    clock.times,
    codes.telephones,
    fractions.fractions,
    numbers.strokes,
    ordinals.with_degree_sign,
    money.currencies,
    measures.units,
    ordinals.ordinals,
    numbers.ranges,
    numbers.times_over,
    numbers.ratios,
    dates.years,
    numbers.powers,
    letters_with_digits,
    numbers.beside_letters,
    numbers.cardinals,
    capitals,
    symbols.standalone_symbols,
)
_MOST_YEAR_DIGITS: Final = 4


def read(text: str, tag: str) -> str:
    """A text in words; unchanged in a language whose numbers are left to the voice. `tag` is BCP 47."""
    language = spoken_language(tag)
    if language is None:
        return text
    for rule in _RULES:
        text = rule(text, language)
    return plain(text)


def read_as(text: str, tag: str, what: str) -> str:
    """A text that is one thing as a whole, in words.

    Raises:
        ValueError: when it is not that thing, with a sentence that says so.
    """
    language = spoken_language(tag)
    if language is None:
        return text
    words = _READ_AS[what](text.strip(), language)
    if words is None or (what != "characters" and (words == text or any(map(str.isdecimal, words)))):
        message = f'"{text}" cannot be read as {what} in the language {tag}'
        raise ValueError(message)
    return plain(words)


def _ordinal(text: str, language: SpokenLanguage) -> str | None:
    digits = "".join(filter(str.isdecimal, text))
    return language.ordinal(int(digits)) if 0 < len(digits) <= ordinals.MOST_DIGITS else None


def _year(text: str, language: SpokenLanguage) -> str | None:
    digits = "".join(filter(str.isdecimal, text))
    return language.year(int(digits)) if 0 < len(digits) <= _MOST_YEAR_DIGITS else None


def _digits(text: str, language: SpokenLanguage) -> str | None:
    return codes.grouped_digits(text, language) if any(map(str.isdecimal, text)) else None


_READ_AS: Final[Mapping[str, Callable[[str, SpokenLanguage], str | None]]] = {
    "cardinal": numbers.cardinals,
    "characters": symbols.spelled,
    "currency": money.currencies,
    "date": dates.dates,
    "digits": _digits,
    "fraction": fractions.every_fraction,
    "ordinal": _ordinal,
    "telephone": _digits,
    "time": clock.times,
    "unit": measures.units,
    "year": _year,
}
