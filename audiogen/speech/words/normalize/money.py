"""Sums of money in words: $5, 3,50 EUR, $5-10, $1.2m, CHF 20."""

from __future__ import annotations

import re
from functools import cache
from typing import Final

from audiogen.speech.words.normalize.language import SpokenLanguage

_CURRENCY_SYMBOLS: Final = {"$": "USD", "\u20ac": "EUR", "\u00a3": "GBP", "\u00a5": "JPY", "\u20b9": "INR", "R$": "BRL"}
_CODES: Final = "EUR|USD|GBP|CHF|JPY|AUD|CAD|NZD|SEK|DKK|NOK|INR"
_DOLLARS: Final = {"en": "dollars", "de": "Dollar", "fr": "dollars", "es": "d\u00f3lares", "it": "dollari",
                   "pt": "d\u00f3lares", "nl": "dollar", "sv": "dollar", "da": "dollar"}  # fmt: skip
"""The name of $ where no code says whose dollars they are."""
_CENTS: Final = {"EUR": "cents", "USD": "cents", "GBP": "pence"}

_COUNTRIES: Final = {"US": "U S", "A": "Australian", "AU": "Australian", "C": "Canadian", "CA": "Canadian",
                     "NZ": "New Zealand", "HK": "Hong Kong", "S": "Singapore"}  # fmt: skip
"""In front of $, in English."""
_SCALE_WORDS: Final = (
    "thousand|million|billion|Millionen|Milliarden|millions|milliards|millones|milioni|milh\u00f5es|miljoen"
)


def currencies(text: str, language: SpokenLanguage) -> str:
    """$5, 3,50 EUR, $5-10, 5\u201310 \u20ac, $5k, $1.2 million; cents as each language has them."""
    if language.code == "en":
        text = re.sub(r"(?<![\w.,])(\d{1,3})\s?\u00a2", lambda at: f"{at[1]} cent{'' if at[1] == '1' else 's'}", text)
    for pattern in _patterns(language):
        text = pattern.sub(lambda at: _money(at, language), text)
    return text


@cache
def _patterns(language: SpokenLanguage) -> tuple[re.Pattern[str], re.Pattern[str]]:
    symbols = "|".join(map(re.escape, sorted(_CURRENCY_SYMBOLS, key=len, reverse=True)))
    short = "|".join(map(re.escape, sorted(language.figures.scales, key=len, reverse=True))) or "(?!)"
    scale = rf"(?P<scale>\s(?:{_SCALE_WORDS})\b|\s?(?:{short})(?!\w))?"
    country = rf"(?:\b(?P<country>{'|'.join(sorted(_COUNTRIES, reverse=True))})(?=\$))?"
    currency = rf"(?P<currency>{symbols}|\b(?:{_CODES})\b)"
    number = rf"(?P<number>{language.number})(?:,[\u2013-]{{1,2}}(?!\d))?"
    # only one of the two sums of a range must have its currency
    low = rf"(?:(?P<low>{language.number})\s?[\u2013-]\s?(?:{symbols})?)?"
    before = rf"{country}{currency}\s?{low}{number}{scale}(?![^\W_]|[.,]\d)"
    after = rf"(?<![\w.,])(?P<country>){low}{number}{scale}\s?(?P<currency>{symbols}|(?:{_CODES})\b)"
    return re.compile(before), re.compile(after)


def _money(at: re.Match[str], language: SpokenLanguage) -> str:
    number, currency = at["number"], at["currency"]
    scale = (at["scale"] or "").strip()
    scale = language.figures.scales.get(scale, scale)
    code = _CURRENCY_SYMBOLS.get(currency, currency)
    value = language.value(number)
    whole, _, part = value.partition(".")
    # "one million dollars": with a scale the currency is always in its plural
    name = _name(currency, "2" if scale or at["low"] else whole, language)
    name = f"{_COUNTRIES[at['country']]} {name}" if at["country"] and language.code == "en" else name
    low = f"{language.cardinal(at['low'])} {language.words.to} " if at["low"] else ""
    joint, _, cents = language.figures.cents.partition("/")
    if len(part) == 2 and code in _CENTS and not scale and not low:
        return _with_cents(whole, part, name, (joint, _CENTS[code] if language.code == "en" else cents), language)
    gender = "feminine" if code == "GBP" else "masculine"
    gender = ("neuter" if code == "GBP" else "masculine") if language.code in {"sv", "da"} else gender
    return f"{low}{language.cardinal(number, gender)}{f' {scale}' if scale else ''} {name}"


def _name(currency: str, count: str, language: SpokenLanguage) -> str:
    if currency == "$":
        return "dollar" if language.code == "en" and count == "1" else _DOLLARS[language.code]
    if currency == "R$" and language.code == "pt":
        return "real" if count == "1" else "reais"
    # CLDR tells British pounds from others, and people do not
    name = language.currency(count, _CURRENCY_SYMBOLS.get(currency, currency))
    return name.replace("British pounds", "pounds").replace("British pound", "pound")


def _with_cents(whole: str, part: str, name: str, words: tuple[str, str], language: SpokenLanguage) -> str:
    joint, cents = words
    small = language.cardinal(str(int(part)), "masculine")
    one = int(part) == 1 and language.code == "en"
    if whole == "0":
        return f"{small} {cents.removesuffix('s') if one else cents}"
    large = f"{language.cardinal(whole, 'masculine')} {name}"
    if not int(part):
        return large
    return (
        f"{large} {small} {cents.removesuffix('s') if one else cents}"
        if language.code == "en"
        else large + joint + small
    )
