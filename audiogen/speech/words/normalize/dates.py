"""Dates and years in words. A rule takes a text and returns it with its own kind of figure in words."""

from __future__ import annotations

import re
from functools import cache
from typing import Final

from babel.dates import get_day_names

from audiogen.speech.words.normalize.german_ordinals import BEFORE, ending
from audiogen.speech.words.normalize.language import SpokenLanguage, month_names

_LATEST_SHORT_YEAR: Final = 49
"""A year of two figures up to this one is of this century."""
_MONTHS_IN_YEAR: Final = 12
_DAYS_IN_MONTH: Final = 31
_COUNTED_ENGLISH: Final = (
    "steps|people|words|breaths|times|calories|meters|metres|miles|hours|minutes|seconds|days|years"
)


def dates(text: str, language: SpokenLanguage) -> str:
    """2026-11-02, 2 November 2026, Nov 2, 2026, 02.11.2026, 11/2/26 as the region has it."""
    text = re.sub(
        r"\b(\d{4})([-/])(\d{2})\2(\d{2})(?:T(?=\d)|(?!\w))",
        lambda at: _date(at, language, at[1], at[3], at[4]) + " " * at[0].endswith("T"),
        text,
    )
    # Americans write the month before the day, but with a stroke alone
    month_first = language.code == "en" and language.region in {"", "US"}
    month, day = (1, 3) if month_first else (3, 1)
    order = (month, day)
    for mark, places in (("/", order), (r"\.", (3, 1)), ("-", order)):
        text = _numeric_dates(text, mark, places, language)
    if language.code in {"de", "da"}:
        no_year = r"(?<![\w./-])(\d{1,2})\.\s?(\d{1,2})\.(?![\d])"
        text = re.sub(no_year, lambda at: _date(at, language, None, at[2], at[1]), text)
    if language.code in _BEFORE_DAY:
        before = rf"{_BEFORE_DAY[language.code]}|(?:{_days_of_week(language.code)}),?"
        short = rf"\b({before})\s(\d{{1,2}})/(\d{{1,2}})(?![\w/%]|[.,]\d|\s(?:of|cup|tea|table|hour|inch|full|mile)\b)"
        text = re.sub(short, lambda at: _date_after(at, language, order if language.code == "en" else (3, 1)), text)
    text = _days_in_a_row(text, language)
    for pattern in _dates_with_month(language.code):
        text = pattern.sub(lambda at: _date(at, language, at["year"], at["month"], at["day"]), text)
    return text


def _numeric_dates(text: str, mark: str, order: tuple[int, int], language: SpokenLanguage) -> str:
    """Dates with one mark between day, month and year; `order` has the places of the month and of the day."""
    month, day = order
    # 4-7-08 is rather a breath
    short = "" if mark == "-" else r"|\d{2}"
    numeric = rf"(?<![\w./-])(\d{{1,2}})({mark})(\d{{1,2}}){mark}(\d{{4}}{short})(?![\w/-]|\.\d)"
    return re.sub(numeric, lambda at: _date(at, language, at[4], at[month], at[day]), text)


def _days_in_a_row(text: str, language: SpokenLanguage) -> str:
    """May 5-7, 5-7 May and 5.-7. Mai: two days of a month, with a word between them."""
    if language.code in {"de", "da"}:
        return re.sub(r"(?<![\w.,-])(\d{1,2}\.)\s?[\u2013-]\s?(?=\d{1,2}\.\s)", rf"\1 {language.words.to} ", text)
    if language.code != "en":
        return text
    names = _english_months()
    days = r"(\d{1,2})(?:st|nd|rd|th)?\s?[\u2013-]\s?(\d{1,2})(?:st|nd|rd|th)?"
    text = re.sub(rf"(?<![\w.,/-]){days}(?:\sof)?\s({names})\b\.?(?!\s?\d{{1,2}}\b)", r"\3 \1-\2", text)
    # "November second to fourth", or "the second to the fourth of November"
    said = r"\1 \2th to \3th" if language.region in {"", "US"} else r"the \2th to \3 \1"
    return re.sub(rf"\b((?:{names})\.?)\s{days}(?![\w-]|[.,:/]\d)", said, text)


@cache
def _dates_with_month(code: str) -> tuple[re.Pattern[str], ...]:
    """Patterns of dates whose month is a name: the day first, and in English the month first, too."""
    of = r"(?:\s+(?:of|de|di))?"
    day = r"(?P<day>\d{1,2})(?:st|nd|rd|th|er|\.|\.?\u00ba|\u00aa|\u00b0)?"
    # the full stop of an abbreviation, and not that of a sentence
    month = rf"{of}\s+(?P<month>{_months(code)})\b(?:\.(?=,|\s+(?-i:[a-z]|\d)))?"
    the = r"(?:\bthe\s+)?" if code == "en" else ""
    day_first = rf"{the}(?<![\w.,-]){day}{month}(?:{of},?\s+(?P<year>\d{{4}})\b)?"
    if code != "en":
        return (re.compile(day_first, re.IGNORECASE),)
    month_first = rf"\b(?P<month>{_english_months()})\.?\s+{day}(?![\d:.,]*\d)\b(?:,?\s+(?P<year>\d{{4}})\b)?"
    return re.compile(day_first, re.IGNORECASE), re.compile(month_first)


@cache
def _months(code: str) -> str:
    """A regular expression for the names of months."""
    # the longest first, so that "Nov" does not match before "November"
    return "|".join(sorted(map(re.escape, month_names(code)), key=len, reverse=True))


@cache
def _english_months() -> str:
    """As `_months`, with a capital each, since may and march are verbs without one."""
    return "|".join(name[:1].upper() + name[1:] for name in _months("en").split("|"))


_DATE_FORMS: Final = {
    "en": "{month} {ordinal}", "en of": "the {ordinal} of {month}", "de": "{ordinal} {month}",
    "es": "{day} de {month}", "pt": "{day} de {month}", "sv": "{ordinal} {month}", "da": "{ordinal} {month}",
}  # fmt: skip
"""Day and month, where the day is not a plain number before the month."""
_BEFORE_YEAR: Final = {"en": ", ", "es": " de ", "pt": " de "}
_BEFORE_DAY: Final = {
    "en": "[Oo]n|[Bb]y|[Uu]ntil|[Tt]ill|[Ss]ince|[Ff]rom|[Bb]efore|[Aa]fter|[Nn]ext|[Dd]ue|[Ss]tarting|[Tt]hrough",
    "nl": "[Oo]p|[Vv]anaf|[Tt]ot",
    "fr": "[Ll]e|[Dd]u|[Aa]u",
    "es": "[Ee]l|[Dd]el",
    "it": "[Ii]l|[Dd]al|[Dd]el",
    "pt": "[Dd]ia",
    "sv": "[Dd]en",
    "da": "[Dd]en",
}
"""Words after which 2/11 is a date."""
_PARTS: Final = frozenset({2, 3, 4, 5, 8, 10})
"""What things are divided into."""
_FIRST: Final = {"fr": "premier", "it": "primo", "pt": "primeiro"}
"""The first of a month, where the other days are cardinals."""


def _date(at: re.Match[str], language: SpokenLanguage, year: str | None, month: str, day: str) -> str:
    number = int(month) if month.isdecimal() else month_names(language.code)[month.lower()]
    if number > _MONTHS_IN_YEAR and year and int(day) <= _MONTHS_IN_YEAR:
        # in the order of other countries
        number, day = int(day), str(number)
    if not (1 <= number <= _MONTHS_IN_YEAR and 1 <= int(day) <= _DAYS_IN_MONTH):
        return at[0]
    of = language.region not in {"", "US"} or " of " in at[0] or at[0][:4].lower() == "the "
    form = f"{language.code} of" if language.code == "en" and of else language.code
    said = _DATE_FORMS.get(form, "{day} {month}").format(
        day=_FIRST[language.code]
        if int(day) == 1 and language.code in _FIRST
        else language.cardinal(str(int(day)), "masculine" if language.code == "it" else ""),
        ordinal=language.ordinal(int(day), _ending_of_day(at) if language.code == "de" else ""),
        month=language.month(number),
    )
    said = _the_once(said, at) if form == "en of" else said
    before_year = " " if form == "en of" else _BEFORE_YEAR.get(language.code, " ")
    return f"{said}{before_year}{language.year(_full_year(year))}" if year else said


def _date_after(at: re.Match[str], language: SpokenLanguage, order: tuple[int, int]) -> str:
    month, day = (at[2] if place == 1 else at[3] for place in order)
    figures = f"{at[2]}/{at[3]}"
    weekday = at[1].rstrip(",").lower() in _days_of_week(language.code).split("|")
    if language.code == "en" and not weekday and (figures == "9/11" or _may_be_part(at)):
        return at[0]
    said = _date(at, language, None, month, day)
    return said if said == at[0] else f"{at[1]} {said}"


def _may_be_part(at: re.Match[str]) -> bool:
    """Whether it is rather a fraction or a mark: by 1/2, from 3/4 to 4/5, from 7/10."""
    part = int(at[2]) < int(at[3]) and int(at[3]) in _PARTS
    return part and at[1].lower() not in {"on", "until", "till", "since", "next", "due", "starting"}


@cache
def _days_of_week(code: str) -> str:
    """The names of the days in small letters and with capitals, as a regular expression."""
    names = [str(name) for name in get_day_names("wide", locale=code).values()]
    return "|".join(form for name in names for form in (name.lower(), name[:1].upper() + name[1:]))


def _the_once(said: str, at: re.Match[str]) -> str:
    """With one article, which may stand before the date already, and in the size in which it is written."""
    if at[0][:4].lower() != "the " and re.search(r"\b[Tt]he\s$", at.string[max(at.start() - 4, 0) : at.start()]):
        return said[4:]
    return f"{at[0][:1]}{said[1:]}" if at[0][:1] in {"T", "t"} else said


def _ending_of_day(at: re.Match[str]) -> str:
    """Der zweite, am zweiten: days are masculine, and without an article mostly dative."""
    before = re.search(BEFORE, at.string[max(at.start() - 30, 0) : at.start()])
    if before is None:
        return "r" if not at.string[: at.start()].strip() else "n"
    return ending(before[1], before[2], "Tag")


def _full_year(written: str) -> int:
    year = int(written)
    if len(written) > 2:
        return year
    return year + (2000 if year <= _LATEST_SHORT_YEAR else 1900)


def years(text: str, language: SpokenLanguage) -> str:
    """Four digits without a separator between them, from 1100 to 2099, and in English earlier ones after "in"."""
    # a count of things is no year; 2000 is the same as either
    counted = rf"(?!\s+(?:{_COUNTED_ENGLISH})\b)" if language.code == "en" else ""
    pattern = rf"(?<![\w.,+-])(1[1-9]\d\d|20\d\d)(?![\w%]|[.,]\d){counted}"
    text = re.sub(pattern, lambda at: language.year(int(at[1])), text)
    if language.code != "en":
        return text
    early = r"\b([Ii]n|[Ss]ince|[Yy]ear|[Uu]ntil|[Bb]efore|[Aa]fter)\s(10[1-9]\d)(?![\w%]|[.,]?\d)"
    return re.sub(early, lambda at: f"{at[1]} {language.year(int(at[2]))}", text)
