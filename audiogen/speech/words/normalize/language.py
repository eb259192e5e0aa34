"""What reading numbers takes, by language: numbers in words, and the names of months, units and currencies.

unicode-rbnf spells numbers by CLDR's rules, and Babel has the names. What neither has stands in `word_tables`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Final

from babel import Locale, localedata
from babel.dates import get_month_names
from babel.numbers import get_currency_name, get_decimal_symbol, get_group_symbol
from babel.units import format_unit
from unicode_rbnf import FormatPurpose, RbnfEngine

from audiogen.speech.words.normalize.figure_tables import FIGURE_TABLES, FigureTable
from audiogen.speech.words.normalize.word_tables import WORD_TABLES, WordTable

_ORDINALS: Final = {
    "de": "", "fr": "masculine", "es": "masculine", "it": "masculine", "pt": "masculine", "da": "common",
}  # fmt: skip
"""The form of an ordinal where none is asked for."""
_LONGEST_DIGITS: Final = 15
"""A longer number is a code, and is read digit by digit."""
_SOFT_HYPHEN: Final = "\u00ad"
"""CLDR's rules put it between the parts of long numbers, where a line may break. No voice needs it."""
_FEMININE: Final = {
    "fr": ("duration-hour", "duration-minute", "duration-second", "mass-pound", "mass-ounce"),
    "es": ("duration-hour", "mass-pound", "mass-ounce", "length-mile"),
    "it": ("mass-pound", "mass-ounce"),
    "pt": ("duration-hour", "mass-pound", "mass-ounce", "length-mile"),
}  # fmt: skip
"""Units that are feminine, where numbers have a form for that."""
_MORE_MONTHS: Final = {"en": {"sept": 9}, "de": {"sept": 9}}
"""Short names of months that CLDR does not list."""


@dataclass(frozen=True, slots=True, eq=False)
class SpokenLanguage:
    """A language whose numbers audiogen reads."""

    code: str
    """The first part of its BCP 47 tag, in lower case."""
    region: str
    """In upper case; empty when the tag names none."""
    locale: Locale
    words: WordTable
    figures: FigureTable
    decimal: str
    """The decimal separator."""
    group: str
    """The separator of thousands."""

    @property
    def number(self) -> str:
        """A regular expression for one number without a minus, as this language writes it."""
        group = "[ \u00a0\u202f]" if self.group.isspace() else re.escape(self.group)
        # so many groups and no more: a text of nothing but digits is searched in linear time
        grouped = rf"\d{{1,3}}(?:{group}\d{{3}}){{1,6}}(?!\d|{group}\d{{3}})"
        return rf"(?:{grouped}|\d+)(?:{re.escape(self.decimal)}\d+)?"

    def value(self, written: str) -> str:
        """A number as `number` matches it, in the form that Python reads: no separator, and a point."""
        return re.sub(r"\s", "", written).replace(self.group, "").replace(self.decimal, ".")

    def cardinal(self, written: str, form: str = "") -> str:
        """A number in words; `form` is a gender, which counts where the language has a one for each."""
        value = self.value(written)
        whole, _, decimals = value.partition(".")
        if len(whole) > _LONGEST_DIGITS or (len(whole) > 1 and whole.startswith("0")):
            words = self.digits(whole)
        else:
            words = _spelled(self.code, int(whole), FormatPurpose.CARDINAL, "" if decimals else form)
        return f"{words} {self.words.point} {self.digits(decimals)}" if decimals else words

    def digits(self, text: str) -> str:
        """The digits in a text, one by one in words."""
        return " ".join(
            _spelled(self.code, int(digit), FormatPurpose.CARDINAL, "") for digit in text if digit.isdecimal()
        )

    def ordinal(self, number: int, form: str = "") -> str:
        """An ordinal number; `form` is a gender, or in German the letter it ends with, where not the usual one."""
        return _spelled(self.code, number, FormatPurpose.ORDINAL, form or _ORDINALS.get(self.code, ""))

    def year(self, number: int) -> str:
        """A year, as it is read."""
        return _spelled(self.code, number, FormatPurpose.YEAR, "")

    def month(self, number: int) -> str:
        """The name of a month, from 1."""
        return str(get_month_names("wide", locale=self.locale)[number])

    def unit(self, written: str, unit: str) -> str:
        """A number and a unit of CLDR's in words, the unit in its singular or plural."""
        value = float(self.value(written))
        form = format_unit(value, unit, locale=self.locale, length="long", format="0.###")
        gender = "feminine" if unit in _FEMININE.get(self.code, ()) else ""
        return re.sub(r"-?[\d.,\s\u202f]*\d", lambda _: self.cardinal(written, gender), form, count=1)

    def unit_name(self, unit: str) -> str:
        """A unit of CLDR's as it follows a fraction: in its plural in English, else in its singular."""
        form = format_unit(1.5 if self.code == "en" else 1, unit, locale=self.locale, length="long", format="0.###")
        return re.sub(r"^[\d.,]+\s*", "", form)

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
    return SpokenLanguage(
        code,
        region,
        locale,
        WORD_TABLES[code],
        FIGURE_TABLES[code],
        get_decimal_symbol(locale),
        get_group_symbol(locale),
    )


@cache
def month_names(code: str) -> dict[str, int]:
    """The names of months, long and short, in lower case → 1 to 12."""
    return _MORE_MONTHS.get(code, {}) | {
        str(name).lower().rstrip("."): number
        for width in ("abbreviated", "wide")
        for number, name in get_month_names(width, locale=code).items()
    }


@lru_cache(maxsize=4096)
def _spelled(code: str, number: int, purpose: FormatPurpose, form: str) -> str:
    """A number in words; in the form asked for where the language has it."""
    answer = _engine(code).format_number(number, purpose)
    kind = "spellout-ordinal" if purpose is FormatPurpose.ORDINAL else "spellout-cardinal"
    # what is masculine elsewhere is common in Danish
    for name in (f"{kind}-{form}", f"{kind}-common") if form else (kind,):
        if name in answer.text_by_ruleset:
            return str(answer.text_by_ruleset[name]).replace(_SOFT_HYPHEN, "")
    return str(answer.text).replace(_SOFT_HYPHEN, "")


@cache
def _engine(code: str) -> RbnfEngine:
    return RbnfEngine.for_language(code)
