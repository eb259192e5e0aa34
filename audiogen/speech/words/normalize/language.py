"""What a language needs to read figures: its numbers from CLDR's rules, its names of months, units and currencies.

Numbers by unicode-rbnf, names by Babel; what neither has, small words mostly, stands in `small_words`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Final

from babel import Locale
from babel.dates import get_month_names
from babel.numbers import get_currency_name, get_decimal_symbol, get_group_symbol
from babel.units import format_unit
from unicode_rbnf import FormatPurpose, RbnfEngine

from audiogen.speech.words.normalize.word_tables import SMALL_WORDS, SmallWords

_ORDINALS: Final = {"de": "spellout-ordinal", "fr": "spellout-ordinal-masculine", "es": "spellout-ordinal-masculine"}
_LONGEST: Final = 15
"""Digits; a longer number is a code, and is read digit by digit."""


@dataclass(frozen=True, slots=True)
class Tongue:
    """One language, ready to read figures aloud."""

    language: str
    region: str
    """Upper case; empty when none is named."""
    locale: Locale
    words: SmallWords
    decimal: str
    """The decimal sign."""
    group: str
    """The sign between thousands."""

    @property
    def number(self) -> str:
        """A pattern for one number without a sign, as this language writes it."""
        group = "[ \u00a0\u202f]" if self.group.isspace() else re.escape(self.group)
        return rf"(?:\d{{1,3}}(?:{group}\d{{3}})+(?!\d)|\d+)(?:{re.escape(self.decimal)}\d+)?"

    def value(self, written: str) -> str:
        """A number as the pattern finds it, in the digits and the point that programs write."""
        bare = re.sub(r"\s", "", written).replace(self.group, "") if not self.group.isspace() else written
        return re.sub(r"\s", "", bare).replace(self.decimal, ".")

    def cardinal(self, written: str) -> str:
        """A number in words."""
        return self._cardinal(self.value(written))

    def _cardinal(self, value: str) -> str:
        whole, _, part = value.partition(".")
        if len(whole) > _LONGEST or (len(whole) > 1 and whole.startswith("0")):
            return self.digits(value)
        words = _engine(self.language).format_number(int(whole)).text
        said = f"{words} {self.words.point} {self.digits(part)}" if part else words
        return said.replace("\u00ad", "")

    def digits(self, text: str) -> str:
        """Digit by digit."""
        engine = _engine(self.language)
        return " ".join(engine.format_number(int(digit)).text for digit in text if digit.isdecimal())

    def ordinal(self, number: int) -> str:
        """A place in a row, in the form that dates take where a language has several."""
        answer = _engine(self.language).format_number(number, FormatPurpose.ORDINAL)
        text: str = answer.text_by_ruleset.get(_ORDINALS.get(self.language, ""), answer.text)
        return text.replace("\u00ad", "")

    def year(self, number: int) -> str:
        """A year, as it is read."""
        text: str = _engine(self.language).format_number(number, FormatPurpose.YEAR).text
        return text.replace("\u00ad", "")

    def month(self, number: int) -> str:
        """The name of a month, from 1."""
        return str(get_month_names("wide", locale=self.locale)[number])

    def unit(self, written: str, unit: str) -> str:
        """A number and a unit of CLDR's, in words and in the right number."""
        value = float(self.value(written))
        form = format_unit(value, unit, locale=self.locale, length="long", format="0.###")
        return re.sub(r"-?[\d.,]+", lambda _: self.cardinal(written), form, count=1)

    def currency(self, value: str, code: str) -> str:
        """The name of a currency as it follows a number."""
        return get_currency_name(code, count=float(value), locale=self.locale)


@cache
def tongue_of(language: str) -> Tongue | None:
    """The language of a BCP 47 tag; None when its figures are left to the voice."""
    parts = language.replace("_", "-").split("-")
    base = parts[0].lower()
    if base not in SMALL_WORDS:
        return None
    region = next((part.upper() for part in parts[1:] if len(part) == 2), "")
    locale = _locale(base, region)
    return Tongue(
        language=base,
        region=region,
        locale=locale,
        words=SMALL_WORDS[base],
        decimal=get_decimal_symbol(locale),
        group=get_group_symbol(locale),
    )


@cache
def month_names(language: str) -> dict[str, int]:
    """The names of months, long and short, in lower case → 1 to 12."""
    names: dict[str, int] = {}
    for width in ("abbreviated", "wide"):
        for number, name in get_month_names(width, locale=language).items():
            names[str(name).lower().rstrip(".")] = number
    return names


@cache
def _engine(language: str) -> RbnfEngine:
    return RbnfEngine.for_language(language)


def _locale(base: str, region: str) -> Locale:
    # a region that CLDR does not know must not stop anybody from counting
    known = Locale.parse(f"{base}_{region}", sep="_") if region and f"{base}_{region}" in _identifiers() else None
    return known or Locale.parse(base)


@cache
def _identifiers() -> frozenset[str]:
    from babel.localedata import locale_identifiers  # noqa: PLC0415 - lists a folder

    return frozenset(locale_identifiers())
