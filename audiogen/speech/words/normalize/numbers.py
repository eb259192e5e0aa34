"""Numbers in words: dates, times, sums of money, units, ordinals, ranges, years and cardinals.

Each rule takes a text and returns it with its own kind of number in words. What no rule is sure of, the voice reads.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Final

from audiogen.speech.words.normalize.language import SpokenLanguage, month_names

_UNITS: Final = {
    "km": "length-kilometer", "m": "length-meter", "cm": "length-centimeter", "mm": "length-millimeter",
    "kg": "mass-kilogram", "g": "mass-gram", "mg": "mass-milligram", "l": "volume-liter", "L": "volume-liter",
    "ml": "volume-milliliter", "mL": "volume-milliliter", "km/h": "speed-kilometer-per-hour",
    "\u00b0C": "temperature-celsius", "\u00b0F": "temperature-fahrenheit", "\u00b0": "angle-degree",
    "h": "duration-hour", "hr": "duration-hour", "hrs": "duration-hour", "min": "duration-minute",
    "mins": "duration-minute", "s": "duration-second", "sec": "duration-second", "secs": "duration-second",
    "ms": "duration-millisecond", "Hz": "frequency-hertz", "kHz": "frequency-kilohertz", "W": "power-watt",
    "MB": "digital-megabyte", "GB": "digital-gigabyte", "kcal": "energy-kilocalorie", "ft": "length-foot",
    "mi": "length-mile", "lb": "mass-pound", "lbs": "mass-pound", "oz": "mass-ounce", "%": "concentr-percent",
    "Min.": "duration-minute", "Min": "duration-minute", "Sek.": "duration-second", "Std.": "duration-hour",
}  # fmt: skip
"""Symbols as they follow a number → CLDR's units; capitals matter."""
_ENGLISH_UNITS: Final = {"dB": "decibels", "bpm": "beats per minute", "wpm": "words per minute"}
"""Units that CLDR has no words for, in English; elsewhere they stay."""

_CURRENCY_SYMBOLS: Final = {"$": "USD", "\u20ac": "EUR", "\u00a3": "GBP", "\u00a5": "JPY", "\u20b9": "INR"}
_CODES: Final = "EUR|USD|GBP|CHF|JPY|AUD|CAD|NZD|SEK|DKK|NOK|INR"
_DOLLARS: Final = {"en": "dollars", "de": "Dollar", "fr": "dollars", "es": "d\u00f3lares", "it": "dollari",
                   "pt": "d\u00f3lares", "nl": "dollar", "sv": "dollar", "da": "dollar"}  # fmt: skip
"""The name of $ where no code says whose dollars they are."""
_CENTS: Final = {"EUR": "cents", "USD": "cents", "GBP": "pence"}
_FRACTION_SYMBOLS: Final = {"\u00bd": "1/2", "\u2153": "1/3", "\u2154": "2/3", "\u00bc": "1/4", "\u00be": "3/4"}
_ORDINAL_ENDINGS: Final = {
    "en": "(?:st|nd|rd|th)", "fr": r"(?:er|re|\u00e8re|e|\u00e8me)", "es": r"\.?[\u00ba\u00aa]",
    "pt": r"\.?[\u00ba\u00aa]", "it": "[\u00ba\u00b0]", "nl": "(?:e|ste|de)",
}  # fmt: skip


def dates(text: str, language: SpokenLanguage) -> str:
    """2026-11-02, 2 November 2026, Nov 2, 2026, 02.11.2026, 11/2/2026 as the region has it; and decades, in English."""
    if language.code == "en":
        text = re.sub(r"\b(\d{3}0)s\b", lambda at: re.sub("y$", "ie", language.year(int(at[1]))) + "s", text)
    text = re.sub(r"\b(\d{4})-(\d{2})-(\d{2})\b", lambda at: _date(at[0], language, at[1], at[2], at[3]), text)
    mark = r"\." if language.code in {"de", "da"} else "/"
    # Americans write the month before the day
    month, day = (1, 2) if language.code == "en" and language.region in {"", "US"} else (2, 1)
    numeric = rf"\b(\d{{1,2}}){mark}(\d{{1,2}}){mark}(\d{{4}})\b"
    text = re.sub(numeric, lambda at: _date(at[0], language, at[3], at[month], at[day]), text)
    for pattern in _dates_with_month(language.code):
        text = pattern.sub(lambda at: _date(at[0], language, at["year"], at["month"], at["day"]), text)
    return text


@cache
def _dates_with_month(code: str) -> tuple[re.Pattern[str], ...]:
    """Patterns of dates whose month is a name: the day first, and in English the month first, too."""
    # the longest first, so that "Nov" does not match before "November"
    names = sorted(map(re.escape, month_names(code)), key=len, reverse=True)
    of = r"(?:\s+(?:of|de|di))?"
    day = r"(?P<day>\d{1,2})(?:st|nd|rd|th|er|\.|\u00ba|\u00aa)?"
    # the full stop of an abbreviation, and not that of a sentence
    month = rf"{of}\s+(?P<month>{'|'.join(names)})\b(?:\.(?=,?\s+(?-i:[a-z]|\d)))?"
    the = r"(?:\bthe\s+)?" if code == "en" else ""
    day_first = rf"{the}(?<![\d.,-]){day}{month}(?:{of},?\s+(?P<year>\d{{4}})\b)?"
    if code != "en":
        return (re.compile(day_first, re.IGNORECASE),)
    # with a capital, since may and march are verbs without one
    capitalized = "|".join(name[:1].upper() + name[1:] for name in names)
    month_first = rf"\b(?P<month>{capitalized})\.?\s+{day}(?![\d:.,]*\d)\b(?:,?\s+(?P<year>\d{{4}})\b)?"
    return re.compile(day_first, re.IGNORECASE), re.compile(month_first)


_DATE_FORMS: Final = {
    "en": "{month} {ordinal}", "en of": "the {ordinal} of {month}", "de": "{ordinal}n {month}",
    "es": "{day} de {month}", "pt": "{day} de {month}", "sv": "{ordinal} {month}", "da": "{ordinal} {month}",
}  # fmt: skip
"""Day and month, where the day is not a plain number before the month."""
_BEFORE_YEAR: Final = {"en": ", ", "es": " de ", "pt": " de "}


def _date(written: str, language: SpokenLanguage, year: str | None, month: str, day: str) -> str:
    number = int(month) if month.isdecimal() else month_names(language.code)[month.lower()]
    if not (1 <= number <= 12 and 1 <= int(day) <= 31):
        return written
    of = language.region not in {"", "US"} or " of " in written or written[:4].lower() == "the "
    form = f"{language.code} of" if language.code == "en" and of else language.code
    said = _DATE_FORMS.get(form, "{day} {month}").format(
        day="premier" if language.code == "fr" and int(day) == 1 else language.cardinal(str(int(day))),
        ordinal=language.ordinal(int(day)),
        month=language.month(number),
    )
    said = f"T{said[1:]}" if written.startswith("The ") else said
    before_year = " " if form == "en of" else _BEFORE_YEAR.get(language.code, " ")
    return f"{said}{before_year}{language.year(int(year))}" if year else said


def times(text: str, language: SpokenLanguage) -> str:
    """7:30 pm, 19:05, 7 pm; a time of day, since lengths of time are written with units."""
    # the last full stop belongs to "p.m." only where the sentence goes on
    half_day = r"(?:\s*(?P<half>[ap])\.?\s?m\b(?:\.(?=\s+(?-i:[a-z,;])))?)"
    half_day = half_day if language.code == "en" else r"(?P<half>(?!))"
    clock = rf"(?<![\d:.,/-])(?P<hour>[01]?\d|2[0-4])[:h](?P<minute>[0-5]\d)(?![\d:]|-\d){half_day}?"
    text = re.sub(clock, lambda at: _time(language, at["hour"], at["minute"], at["half"]), text)
    if language.code != "en":
        return text
    full = rf"(?<![\d:.,/-])(?P<hour>1[0-2]|[1-9]){half_day}"
    return re.sub(full, lambda at: _time(language, at["hour"], "00", at["half"]), text, flags=re.IGNORECASE)


def _time(language: SpokenLanguage, hour: str, minute: str, half: str | None) -> str:
    full_hour = "{hour}" if half else language.words.clock
    clock = language.words.clock_minutes if int(minute) else full_hour
    # English says the zero of 7:05
    zero = "oh " if minute[0] == "0" and language.code == "en" else ""
    said = clock.format(hour=language.cardinal(str(int(hour))), minute=zero + language.cardinal(str(int(minute))))
    return f"{said} {half.lower()} m" if half else said


def currencies(text: str, language: SpokenLanguage) -> str:
    """$5, 3,50 EUR, 5 million euros' worth in front of the word, and cents where English says them."""
    symbols = "".join(map(re.escape, _CURRENCY_SYMBOLS))
    scale = r"(?P<scale>\s(?:thousand|million|billion|Millionen|Milliarden|millions|millones))?\b"
    before = rf"(?P<currency>[{symbols}]|\b(?:{_CODES})\b)\s?(?P<number>{language.number}){scale}"
    after = rf"(?<!\d)(?P<number>{language.number})\s?(?P<currency>[{symbols}]|(?:{_CODES})\b)(?P<scale>)"
    for pattern in (before, after):
        text = re.sub(pattern, lambda at: _money(language, at["number"], at["currency"], at["scale"] or ""), text)
    return text


def _money(language: SpokenLanguage, number: str, currency: str, scale: str) -> str:
    code = _CURRENCY_SYMBOLS.get(currency, currency)
    whole, _, part = language.value(number).partition(".")
    # "one million dollars": with a scale the currency is always in its plural
    name = language.currency(whole if not scale else "2", code)
    if currency == "$":
        name = "dollar" if language.code == "en" and whole == "1" and not scale else _DOLLARS[language.code]
    # CLDR tells British pounds from others, and people do not
    name = name.replace("British pounds", "pounds").replace("British pound", "pound")
    cents = _CENTS.get(code)
    if len(part) == 2 and cents and language.code == "en":
        small = f"{language.cardinal(str(int(part)))} {cents if int(part) != 1 else cents.rstrip('s')}"
        return small if whole == "0" else f"{language.cardinal(whole)} {name}{f' {small}' if int(part) else ''}"
    return f"{language.cardinal(number)}{scale} {name}"


def units(text: str, language: SpokenLanguage) -> str:
    """5 min, 3.5 kg, 20 °C, 4-6 s, 50%: the unit in full, in its singular or plural."""
    # the longest first: km/h is not km
    names = "|".join(sorted(map(re.escape, (*_UNITS, *_ENGLISH_UNITS)), key=len, reverse=True))
    range_ = rf"(?:(?P<low>{language.number})\s?(?:[\u2013-]|to|bis|a|\u00e0)\s?)?"
    pattern = rf"(?<![\w.,/:-]){range_}(?P<number>{language.number})[ \u00a0]?(?P<unit>{names})(?![\w/\u00b0])"
    return re.sub(pattern, lambda at: _measure(at, language), text)


def _measure(at: re.Match[str], language: SpokenLanguage) -> str:
    number, unit = at["number"], at["unit"]
    low = f"{language.cardinal(at['low'])} {language.words.to} " if at["low"] else ""
    if unit in _ENGLISH_UNITS:
        said = f"{low}{language.cardinal(number)} {_ENGLISH_UNITS[unit]}"
        return said if language.code == "en" else at[0]
    if language.value(number) == "1" and language.code not in {"en", "nl"} and not low:
        # "eins Minute", "un minute": the gender of the one is not in the library, and voices know it
        return f"1 {language.unit(number, _UNITS[unit]).split(' ', 1)[-1]}"
    return low + language.unit(number, _UNITS[unit])


def ordinals(text: str, language: SpokenLanguage) -> str:
    """1st, 2nd; 1er and 2e in French; 1.º in Spanish and Portuguese."""
    endings = _ORDINAL_ENDINGS.get(language.code)
    if endings is None:
        return text
    return re.sub(rf"(?<![\w.,])(\d{{1,6}}){endings}(?!\w)", lambda at: language.ordinal(int(at[1])), text)


def breath_counts(text: str, language: SpokenLanguage) -> str:
    """4-7-8, the seconds of a breath's phases: number by number."""
    pattern = r"(?<![\w-])\d{1,2}(?:[-\u2013]\d{1,2}){2,}(?![\w-])"
    return re.sub(pattern, lambda at: ", ".join(map(language.cardinal, re.split(r"\D", at[0]))), text)


def telephones(text: str, language: SpokenLanguage) -> str:
    """+44 20 7946 0018, 555-0100, (020) 7946-0018: digit by digit, with a comma between groups."""
    pattern = r"(?<![\w.,])(?:\+\d{1,3}[ -])?(?:\(\d{2,5}\)[ -]?)?\d{2,5}(?:[ -]\d{3,4}){1,4}(?![\w.,]?\d)"
    return re.sub(pattern, lambda at: grouped_digits(at[0], language) if _is_telephone(at[0]) else at[0], text)


def _is_telephone(text: str) -> bool:
    # three digits in every group are thousands, written with spaces
    return sum(map(str.isdecimal, text)) >= 7 and not re.fullmatch(r"\d{1,3}( \d{3})+", text)


def grouped_digits(text: str, language: SpokenLanguage) -> str:
    """Digit by digit, with a comma between groups."""
    groups = ", ".join(language.digits(group) for group in re.findall(r"\d+", text))
    return f"{language.words.symbols['+']} {groups}" if text.lstrip().startswith("+") else groups


def fractions(text: str, language: SpokenLanguage) -> str:
    """1/2, ½, 3 1/2: halves and quarters, others in English alone."""
    for symbol, written in _FRACTION_SYMBOLS.items():
        text = re.sub(rf"(?<=\d){symbol}", f" {written}", text).replace(symbol, written)
    if language.code == "en":
        text = re.sub(r"\b24/7\b", "twenty-four seven", text)
    pattern = r"(?<![\w/.,])(?:(?P<whole>\d+)\s)?(?P<numerator>\d{1,2})/(?P<denominator>\d{1,2})(?![\w/]|[.,]\d)"
    return re.sub(pattern, lambda at: _fraction(at, language), text)


def _fraction(at: re.Match[str], language: SpokenLanguage) -> str:
    whole, numerator, denominator = at["whole"], int(at["numerator"]), int(at["denominator"])
    if language.code != "en":
        words = {(1, 2): language.words.half, (1, 4): language.words.quarter}
        return at[0] if whole else words.get((numerator, denominator), at[0])
    if denominator < 2 or numerator >= denominator:
        return at[0]
    name = {2: "half", 4: "quarter"}.get(denominator) or language.ordinal(denominator)
    count = "a" if whole and numerator == 1 else language.cardinal(at["numerator"])
    part = f"{count} {name}{'s' if numerator > 1 else ''}"
    return f"{language.cardinal(whole)} and {part}" if whole else part


def ranges(text: str, language: SpokenLanguage) -> str:
    """4-6, with a hyphen or a dash: from one to the other."""
    dashed = rf"({language.number})\s?\u2013\s?({language.number})"
    pattern = rf"(?<![\w.,-])(?:{dashed}|(\d+)-(\d+))(?![\w-])"
    return re.sub(pattern, lambda at: f"{at[1] or at[3]} {language.words.to} {at[2] or at[4]}", text)


def years(text: str, language: SpokenLanguage) -> str:
    """Four digits without a separator between them, from 1100 to 2099."""
    pattern = r"(?<![\w.,+-])(1[1-9]\d\d|20\d\d)(?![\w%]|[.,]\d)"
    return re.sub(pattern, lambda at: language.year(int(at[1])), text)


def cardinals(text: str, language: SpokenLanguage) -> str:
    """Every number that is left, a minus before it included; digits inside a word stay.

    So does a lone 1 before a word where its form depends on that word: voices know which.
    """
    text = re.sub(r"(?<![\w)])[-\u2212](?=\d)", f"{language.words.minus} ", text)
    left = "" if language.code in {"en", "nl"} else r"(?!1\s[^\W\d])"
    return re.sub(rf"(?<![\w]){left}{language.number}(?![^\W\d])", lambda at: language.cardinal(at[0]), text)
