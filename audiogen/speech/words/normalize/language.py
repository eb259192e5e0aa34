"""What reading numbers takes, by language: numbers in words, and the names of months, units and currencies.

unicode-rbnf spells numbers by CLDR's rules, and Babel has the names. What neither has stands in `word_tables`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Final

from babel import Locale, localedata
from babel.dates import get_month_names
from babel.numbers import get_currency_name, get_decimal_symbol, get_group_symbol
from babel.units import format_unit
from unicode_rbnf import FormatPurpose, RbnfEngine

from audiogen.speech.words.normalize.word_tables import WORD_TABLES, WordTable

_ORDINALS: Final = {"de": "spellout-ordinal", "fr": "spellout-ordinal-masculine", "es": "spellout-ordinal-masculine",
                    "it": "spellout-ordinal-masculine", "pt": "spellout-ordinal-masculine"}  # fmt: skip
_LONGEST_DIGITS: Final = 15
"""A longer number is a code, and is read digit by digit."""
_SOFT_HYPHEN: Final = "\u00ad"
"""CLDR's rules put it between the parts of long numbers, where a line may break. No voice needs it."""


@dataclass(frozen=True, slots=True)
class SpokenLanguage:
    """A language whose numbers audiogen reads."""

    code: str
    """The first part of its BCP 47 tag, in lower case."""
    region: str
    """In upper case; empty when the tag names none."""
    locale: Locale
    words: WordTable
    decimal: str
    """The decimal separator."""
    group: str
    """The separator of thousands."""

    @property
    def number(self) -> str:
        """A regular expression for one number without a minus, as this language writes it."""
        group = "[ \u00a0\u202f]" if self.group.isspace() else re.escape(self.group)
        return rf"(?:\d{{1,3}}(?:{group}\d{{3}})+(?!\d)|\d+)(?:{re.escape(self.decimal)}\d+)?"

    def value(self, written: str) -> str:
        """A number as `number` matches it, in the form that Python reads: no separator, and a point."""
        return re.sub(r"\s", "", written).replace(self.group, "").replace(self.decimal, ".")

    def cardinal(self, written: str) -> str:
        """A number in words."""
        value = self.value(written)
        whole, _, decimals = value.partition(".")
        if len(whole) > _LONGEST_DIGITS or (len(whole) > 1 and whole.startswith("0")):
            return self.digits(value)
        words = _engine(self.code).format_number(int(whole)).text.replace(_SOFT_HYPHEN, "")
        return f"{words} {self.words.point} {self.digits(decimals)}" if decimals else words

    def digits(self, text: str) -> str:
        """The digits in a text, one by one in words."""
        return " ".join(_engine(self.code).format_number(int(digit)).text for digit in text if digit.isdecimal())

    def ordinal(self, number: int) -> str:
        """An ordinal number, in the form that dates take where a language has several."""
        answer = _engine(self.code).format_number(number, FormatPurpose.ORDINAL)
        text: str = answer.text_by_ruleset.get(_ORDINALS.get(self.code, ""), answer.text)
        return text.replace(_SOFT_HYPHEN, "")

    def year(self, number: int) -> str:
        """A year, as it is read."""
        text: str = _engine(self.code).format_number(number, FormatPurpose.YEAR).text
        return text.replace(_SOFT_HYPHEN, "")

    def month(self, number: int) -> str:
        """The name of a month, from 1."""
        return str(get_month_names("wide", locale=self.locale)[number])

    def unit(self, written: str, unit: str) -> str:
        """A number and a unit of CLDR's in words, the unit in its singular or plural."""
        value = float(self.value(written))
        form = format_unit(value, unit, locale=self.locale, length="long", format="0.###")
        return re.sub(r"-?[\d.,]+", lambda _: self.cardinal(written), form, count=1)

    def currency(self, value: str, code: str) -> str:
        """The name of a currency as it follows a number."""
        return get_currency_name(code, count=float(value), locale=self.locale)


@cache
def spoken_language(tag: str) -> SpokenLanguage | None:
    """The language of a BCP 47 tag; None when its numbers are left to the voice."""
    code, *rest = tag.replace("_", "-").split("-")
    code = code.lower()
    if code not in WORD_TABLES:
        return None
    region = next((part.upper() for part in rest if len(part) == 2), "")
    # a region that CLDR does not know must not stop anybody from counting
    name = f"{code}_{region}"
    locale = Locale.parse(name if region and localedata.exists(name) else code)
    return SpokenLanguage(code, region, locale, WORD_TABLES[code], get_decimal_symbol(locale), get_group_symbol(locale))


@cache
def month_names(code: str) -> dict[str, int]:
    """The names of months, long and short, in lower case → 1 to 12."""
    return {
        str(name).lower().rstrip("."): number
        for width in ("abbreviated", "wide")
        for number, name in get_month_names(width, locale=code).items()
    }


@cache
def _engine(code: str) -> RbnfEngine:
    return RbnfEngine.for_language(code)
