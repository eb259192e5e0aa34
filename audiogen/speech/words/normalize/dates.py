"""Dates, years and decades in words. A rule takes a text and returns it with its own kind of figure in words."""

from __future__ import annotations

import re
from functools import cache
from typing import Final

from audiogen.speech.words.normalize.language import SpokenLanguage, month_names
from audiogen.speech.words.normalize.ordinals import BEFORE, ending

_LATEST_SHORT_YEAR: Final = 49
"""A year of two figures up to this one is of this century."""
_MONTHS_IN_YEAR: Final = 12
_DAYS_IN_MONTH: Final = 31
_COUNTED_ENGLISH: Final = (
    "steps|people|words|breaths|times|calories|meters|metres|miles|hours|minutes|seconds|days|years"
)


def dates(text: str, language: SpokenLanguage) -> str:
    """2026-11-02, 2 November 2026, Nov 2, 2026, 02.11.2026, 11/2/26 as the region has it."""
    text = re.sub(r"\b(\d{4})([-/])(\d{2})\2(\d{2})\b", lambda at: _date(at, language, at[1], at[3], at[4]), text)
    # Americans write the month before the day, but with a stroke alone
    month_first = language.code == "en" and language.region in {"", "US"}
    month, day = (1, 3) if month_first else (3, 1)
    for mark, order in (("/", (month, day)), (r"\.", (3, 1)), ("-", (month, day))):
        short = "" if mark == "-" else r"|\d{2}"
        numeric = rf"(?<![\w./-])(\d{{1,2}})({mark})(\d{{1,2}}){mark}(\d{{4}}{short})(?![\w/-]|\.\d)"
        text = re.sub(numeric, lambda at, o=order: _date(at, language, at[4], at[o[0]], at[o[1]]), text)
    if language.code in {"de", "da"}:
        no_year = r"(?<![\w./-])(\d{1,2})\.\s?(\d{1,2})\.(?![\d])"
        text = re.sub(no_year, lambda at: _date(at, language, None, at[2], at[1]), text)
    if language.code in _BEFORE_DAY:
        short = rf"(?<=\b)({_BEFORE_DAY[language.code]})\s(\d{{1,2}})/(\d{{1,2}})(?![\w/]|[.,]\d)"
        text = re.sub(short, lambda at: _date_after(at, language), text)
    for pattern in _dates_with_month(language.code):
        text = pattern.sub(lambda at: _date(at, language, at["year"], at["month"], at["day"]), text)
    return text


@cache
def _dates_with_month(code: str) -> tuple[re.Pattern[str], ...]:
    """Patterns of dates whose month is a name: the day first, and in English the month first, too."""
    # the longest first, so that "Nov" does not match before "November"
    names = sorted(map(re.escape, month_names(code)), key=len, reverse=True)
    of = r"(?:\s+(?:of|de|di))?"
    day = r"(?P<day>\d{1,2})(?:st|nd|rd|th|er|\.|\.?\u00ba|\u00aa|\u00b0)?"
    # the full stop of an abbreviation, and not that of a sentence
    month = rf"{of}\s+(?P<month>{'|'.join(names)})\b(?:\.(?=,?\s+(?-i:[a-z]|\d)))?"
    the = r"(?:\bthe\s+)?" if code == "en" else ""
    day_first = rf"{the}(?<![\w.,-]){day}{month}(?:{of},?\s+(?P<year>\d{{4}})\b)?"
    if code != "en":
        return (re.compile(day_first, re.IGNORECASE),)
    # with a capital, since may and march are verbs without one
    capitalized = "|".join(name[:1].upper() + name[1:] for name in names)
    month_first = rf"\b(?P<month>{capitalized})\.?\s+{day}(?![\d:.,]*\d)\b(?:,?\s+(?P<year>\d{{4}})\b)?"
    return re.compile(day_first, re.IGNORECASE), re.compile(month_first)


_DATE_FORMS: Final = {
    "en": "{month} {ordinal}", "en of": "the {ordinal} of {month}", "de": "{ordinal} {month}",
    "es": "{day} de {month}", "pt": "{day} de {month}", "sv": "{ordinal} {month}", "da": "{ordinal} {month}",
}  # fmt: skip
"""Day and month, where the day is not a plain number before the month."""
_BEFORE_YEAR: Final = {"en": ", ", "es": " de ", "pt": " de "}
_BEFORE_DAY: Final = {
    "fr": "[Ll]e|[Dd]u|[Aa]u",
    "es": "[Ee]l|[Dd]el",
    "it": "[Ii]l|[Dd]al|[Dd]el",
    "pt": "[Dd]ia",
    "sv": "[Dd]en",
    "da": "[Dd]en",
}
"""Words after which 2/11 is a date."""
_FIRST: Final = {"fr": "premier", "it": "primo", "pt": "primeiro"}
"""The first of a month, where the other days are cardinals."""


def _date(at: re.Match[str], language: SpokenLanguage, year: str | None, month: str, day: str) -> str:
    number = int(month) if month.isdecimal() else month_names(language.code)[month.lower()]
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


def _date_after(at: re.Match[str], language: SpokenLanguage) -> str:
    said = _date(at, language, None, at[3], at[2])
    return said if said == at[0] else f"{at[1]} {said}"


def _the_once(said: str, at: re.Match[str]) -> str:
    """ "The second of November", with the article that may stand before the date already."""
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


_OF_LIFE: Final = (
    r"\b(?:her|his|their|my|your|our|its|early|mid|late|low|high|upper|lower|[a-z]+'s)[ -](?:(?:early|mid|late)[ -])?"
)
_NO_DECADE: Final = r"(?!\s+(?:hold|pause|rest|timer|break|breath|exercise|interval|inhale|exhale|gap|silence)s?\b)"
_HUNDREDS: Final = {"10": "tens", "100": "hundreds", "1000": "thousands", "1,000": "thousands", "0": "zeros"}
_DANISH_TENS: Final = {
    "30": "tredive", "40": "fyrre", "50": "halvtredse", "60": "tresse", "70": "halvfjerdse", "80": "firse",
    "90": "halvfemse", "20": "tyve", "10": "tie", "00": "nulle",
}  # fmt: skip


def decades(text: str, language: SpokenLanguage) -> str:
    """The 1980s, '90s, in her 30s; die 80er; les ann\u00e9es 80; anni '80; 80-talet; 80'erne."""
    rule = {"en": _english_decades, "de": _german_decades, "sv": _swedish_decades, "da": _danish_decades}
    text = rule[language.code](text, language) if language.code in rule else text
    if language.code == "es":
        text = re.sub(r"\b([Ll]os\s|[Aa]\u00f1os\s)'?(\d0)s\b", r"\1\2", text)
    if language.code == "fr":
        # the eighty of a decade has no s
        text = re.sub(r"\b([Aa]nn\u00e9es\s)'?80\b", r"\1quatre-vingt", text)
    # the year of '98, the jaren '80: an apostrophe for the century
    return re.sub(r"(?<![\w'])'(?=\d\d(?!\d|'))", "", text)


def _english_decades(text: str, language: SpokenLanguage) -> str:
    many = r"(?<![\w.,'])(?:(10|100|1,?000|0)s(?=\s+of\b)|(0)s\b|(?<=[Ii]n the )(10|100|1,?000)s\b)"
    text = re.sub(many, lambda at: _HUNDREDS[at[1] or at[2] or at[3]], text)
    text = re.sub(r"(?<=\bzeros and )1s\b", "ones", text)
    text = re.sub(r"(?<![\w.,])'?(\d{3}0)'?s\b", lambda at: _plural(language.year(int(at[1]))), text)
    text = re.sub(r"(?<![\w.,])'(\d0)'?s\b|(?<![\w.,'])(\d0)'s\b", lambda at: _tens(at[1] or at[2], language), text)
    sure = rf"(?i:({_OF_LIFE}|\bthe\s+(?:(?:early|mid|late)[ -])?))(\d0)s\b{_NO_DECADE}"
    text = re.sub(sure, lambda at: at[1] + _tens(at[2], language), text)
    # one decade after another: the sixties and 70s
    chain = r"((?:ties|teens|tens|hundreds)(?:,? (?:and|or|to|through)|,|\s?[\u2013-]|/)\s?)(?:the\s+)?(\d0)s\b"
    for _ in range(2):
        text = re.sub(chain, lambda at: at[1] + _tens(at[2], language), text)
    return text


def _tens(written: str, language: SpokenLanguage) -> str:
    return "two thousands" if written == "00" else _plural(language.cardinal(written))


def _plural(words: str) -> str:
    return re.sub("y$", "ie", words) + "s"


def _german_decades(text: str, language: SpokenLanguage) -> str:
    def said(at: re.Match[str]) -> str:
        number = int(at[1])
        words = language.year(number) if len(at[1]) == 4 else language.cardinal(at[1], "masculine")
        # "Hunderter", not "Einhunderter"
        return re.sub("^ein(?=hundert$|tausend$)", "", words) + at[2]

    return re.sub(r"(?<![\w.,])'?(\d{1,4})-?(er(?:n|s)?)\b", said, text)


def _swedish_decades(text: str, language: SpokenLanguage) -> str:
    def said(at: re.Match[str]) -> str:
        number = int(at[1])
        words = language.year(number) if len(at[1]) == 4 else language.cardinal(str(number))
        return words + at[2]

    return re.sub(r"(?<![\w.,])'?(\d{2}|\d{4})-?(tal(?:ets|et|en|s)?)\b", said, text)


def _danish_decades(text: str, language: SpokenLanguage) -> str:
    def said(at: re.Match[str]) -> str:
        tens = _DANISH_TENS[at[2]]
        if not at[1]:
            return tens + at[3][1:]
        hundreds = language.year(int(at[1]) * 100)
        return f"{hundreds} {tens}{at[3][1:]}" if at[2] != "00" else f"{hundreds}{at[3][1:]}"

    return re.sub(r"(?<![\w.,])'?(\d\d)?(\d0)'?(er(?:ne|nes)?)\b", said, text)
