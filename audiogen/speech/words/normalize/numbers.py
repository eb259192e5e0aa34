"""Figures in words: dates, times, sums of money, units, places in a row, ranges, years and plain numbers.

Each rule takes a text and gives it back with what it knows read out. What no rule is sure of stays, for the voice.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Final

from audiogen.speech.words.normalize.language import Tongue, month_names

UNITS: Final = {
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
"""Signs as they follow a number → CLDR's units; capitals matter."""
_NOT_IN_ENGLISH: Final = {"dB": "decibels", "bpm": "beats per minute", "wpm": "words per minute"}
"""Units that CLDR has no words for, in English; elsewhere they stay."""

_CURRENCY_SIGNS: Final = {"$": "USD", "\u20ac": "EUR", "\u00a3": "GBP", "\u00a5": "JPY", "\u20b9": "INR"}
_CODES: Final = "EUR|USD|GBP|CHF|JPY|AUD|CAD|NZD|SEK|DKK|NOK|INR"
_DOLLARS: Final = {"en": "dollars", "de": "Dollar", "fr": "dollars", "es": "d\u00f3lares", "it": "dollari",
                   "pt": "d\u00f3lares", "nl": "dollar", "sv": "dollar", "da": "dollar"}  # fmt: skip
"""What $ is called where nobody says whose."""
_CENTS: Final = {"EUR": "cents", "USD": "cents", "GBP": "pence"}
_FRACTION_SIGNS: Final = {"\u00bd": "1/2", "\u2153": "1/3", "\u2154": "2/3", "\u00bc": "1/4", "\u00be": "3/4"}
_ORDINAL_ENDINGS: Final = {
    "en": "(?:st|nd|rd|th)", "fr": r"(?:er|re|\u00e8re|e|\u00e8me)", "es": r"\.?[\u00ba\u00aa]",
    "pt": r"\.?[\u00ba\u00aa]", "it": "[\u00ba\u00b0]", "nl": "(?:e|ste|de)",
}  # fmt: skip
_FIRST_YEAR, _LAST_YEAR = 1100, 2099


def dates(text: str, tongue: Tongue) -> str:
    """2026-11-02, 2 November 2026, Nov 2, 2026, 02.11.2026, 11/2/2026 as the region has it; and decades, in English."""
    if tongue.language == "en":
        text = re.sub(r"\b(\d{3}0)s\b", lambda at: re.sub("y$", "ie", tongue.year(int(at[1]))) + "s", text)
    text = re.sub(r"\b(\d{4})-(\d{2})-(\d{2})\b", lambda at: _date(at[0], tongue, at[1], at[2], at[3]), text)
    sign = r"\." if tongue.language in {"de", "da"} else "/"
    numbers = rf"\b(\d{{1,2}}){sign}(\d{{1,2}}){sign}(\d{{4}})\b"
    if tongue.language == "en" and tongue.region in {"", "US"}:
        text = re.sub(numbers, lambda at: _date(at[0], tongue, at[3], at[1], at[2]), text)
    else:
        text = re.sub(numbers, lambda at: _date(at[0], tongue, at[3], at[2], at[1]), text)
    day_first, month_first = _with_month(tongue.language)
    text = day_first.sub(lambda at: _date(at[0], tongue, at["year"], at["month"], at["day"]), text)
    return month_first.sub(lambda at: _date(at[0], tongue, at["year"], at["month"], at["day"]), text)


@cache
def _with_month(language: str) -> tuple[re.Pattern[str], re.Pattern[str]]:
    names = "|".join(sorted(map(re.escape, month_names(language)), key=len, reverse=True))
    of = r"(?:\s+(?:of|de|di))?"
    day = r"(?P<day>\d{1,2})(?:st|nd|rd|th|er|\.|\u00ba|\u00aa)?"
    month = rf"{of}\s+(?P<month>{names})\b(?:\.(?=,?\s+(?-i:[a-z]|\d)))?"
    the = r"(?P<the>\bthe\s+)?" if language == "en" else "(?P<the>)"
    day_first = rf"{the}(?<![\d.,-]){day}{month}(?:{of},?\s+(?P<year>\d{{4}})\b)?"
    capital = "|".join(
        sorted((re.escape(name[:1].upper() + name[1:]) for name in month_names(language)), key=len)[::-1]
    )
    month_first = rf"\b(?P<month>{capital})\.?\s+{day}(?![\d:.,]*\d)\b(?:,?\s+(?P<year>\d{{4}})\b)?"
    impossible = r"(?P<day>(?!))(?P<month>)(?P<year>)"
    return re.compile(day_first, re.IGNORECASE), re.compile(month_first if language == "en" else impossible)


_DATE_FORMS: Final = {
    "en": "{month} {ordinal}", "en of": "the {ordinal} of {month}", "de": "{ordinal}n {month}",
    "es": "{day} de {month}", "pt": "{day} de {month}", "sv": "{ordinal} {month}", "da": "{ordinal} {month}",
}  # fmt: skip
"""Day and month, where the day is not a plain number before the month."""
_BEFORE_YEAR: Final = {"en": ", ", "es": " de ", "pt": " de "}


def _date(written: str, tongue: Tongue, year: str | None, month: str, day: str) -> str:
    number = int(month) if month.isdecimal() else month_names(tongue.language)[month.lower()]
    if not (1 <= number <= 12 and 1 <= int(day) <= 31):
        return written
    of = tongue.region not in {"", "US"} or " of " in written or written[:4].lower() == "the "
    form = f"{tongue.language} of" if tongue.language == "en" and of else tongue.language
    first = tongue.language == "fr" and int(day) == 1
    said = _DATE_FORMS.get(form, "{day} {month}").format(
        day="premier" if first else tongue.cardinal(str(int(day))),
        ordinal=tongue.ordinal(int(day)),
        month=tongue.month(number),
    )
    said = f"T{said[1:]}" if written.startswith("The ") else said
    before_year = " " if form == "en of" else _BEFORE_YEAR.get(tongue.language, " ")
    return f"{said}{before_year}{tongue.year(int(year))}" if year else said


def times(text: str, tongue: Tongue) -> str:
    """7:30 pm, 19:05, 7 pm; a time of day, since lengths of time are written with units."""
    half_day = (
        r"(?:\s*(?P<half>[ap])\.?\s?m\b(?:\.(?=\s+(?-i:[a-z,;])))?)" if tongue.language == "en" else r"(?P<half>(?!))"
    )
    clock = rf"(?<![\d:.,/-])(?P<hour>[01]?\d|2[0-4])[:h](?P<minute>[0-5]\d)(?![\d:]|-\d){half_day}?"
    text = re.sub(clock, lambda at: _time(tongue, at["hour"], at["minute"], at["half"]), text)
    if tongue.language != "en":
        return text
    full = rf"(?<![\d:.,/-])(?P<hour>1[0-2]|[1-9]){half_day}"
    return re.sub(full, lambda at: _time(tongue, at["hour"], "00", at["half"]), text, flags=re.IGNORECASE)


def _time(tongue: Tongue, hour: str, minute: str, half: str | None) -> str:
    spoken_hour = tongue.cardinal(str(int(hour)))
    if int(minute) == 0:
        clock = "{hour}" if half else tongue.words.clock
        said = clock.format(hour=spoken_hour)
    else:
        zero = f"oh {tongue.cardinal(minute[1])}" if minute[0] == "0" and tongue.language == "en" else ""
        said = tongue.words.clock_minutes.format(hour=spoken_hour, minute=zero or tongue.cardinal(str(int(minute))))
    return f"{said} {half.lower()} m" if half else said


def currencies(text: str, tongue: Tongue) -> str:
    """$5, 3,50 EUR, 5 million euros' worth in front of the word, and cents where English says them."""
    signs = "".join(map(re.escape, _CURRENCY_SIGNS))
    scale = r"(?P<scale>\s(?:thousand|million|billion|Millionen|Milliarden|millions|millones))?\b"
    before = rf"(?P<sign>[{signs}]|\b(?:{_CODES})\b)\s?(?P<number>{tongue.number}){scale}"
    after = rf"(?<!\d)(?P<number>{tongue.number})\s?(?P<sign>[{signs}]|(?:{_CODES})\b)(?P<scale>)"
    for pattern in (before, after):
        text = re.sub(pattern, lambda at: _money(tongue, at["number"], at["sign"], at["scale"] or ""), text)
    return text


def _money(tongue: Tongue, number: str, sign: str, scale: str) -> str:
    code, value = _CURRENCY_SIGNS.get(sign, sign), tongue.value(number)
    whole, _, part = value.partition(".")
    name = tongue.currency(whole if not scale else "2", code)
    if sign == "$":
        name = "dollar" if tongue.language == "en" and whole == "1" and not scale else _DOLLARS[tongue.language]
    name = name.replace("British pounds", "pounds").replace("British pound", "pound")
    cents = _CENTS.get(code)
    if len(part) == 2 and cents and tongue.language == "en":
        small = f"{tongue.cardinal(str(int(part)))} {cents if int(part) != 1 else cents.rstrip('s')}"
        return small if whole == "0" else f"{tongue.cardinal(whole)} {name}{f' {small}' if int(part) else ''}"
    return f"{tongue.cardinal(number)}{scale} {name}"


def units(text: str, tongue: Tongue) -> str:
    """5 min, 3.5 kg, 20 °C, 4-6 s, 50%: the unit in full, and in the right number."""
    names = "|".join(sorted(map(re.escape, (*UNITS, *_NOT_IN_ENGLISH)), key=len, reverse=True))
    range_ = rf"(?:(?P<low>{tongue.number})\s?(?:[\u2013-]|to|bis|a|\u00e0)\s?)?"
    pattern = rf"(?<![\w.,/:-]){range_}(?P<number>{tongue.number})[ \u00a0]?(?P<unit>{names})(?![\w/\u00b0])"
    return re.sub(pattern, lambda at: _measured(at, tongue), text)


def _measured(at: re.Match[str], tongue: Tongue) -> str:
    number, unit = at["number"], at["unit"]
    low = f"{tongue.cardinal(at['low'])} {tongue.words.to} " if at["low"] else ""
    if unit in _NOT_IN_ENGLISH:
        said = f"{low}{tongue.cardinal(number)} {_NOT_IN_ENGLISH[unit]}"
        return said if tongue.language == "en" else at[0]
    if tongue.value(number) == "1" and tongue.language not in {"en", "nl"} and not low:
        # "eins Minute", "un minute": the gender of the one is not in the library, and voices know it
        return f"1 {tongue.unit(number, UNITS[unit]).split(' ', 1)[-1]}"
    return low + tongue.unit(number, UNITS[unit])


def ordinals(text: str, tongue: Tongue) -> str:
    """1st, 2nd; 1er and 2e in French; 1.º in Spanish and Portuguese."""
    endings = _ORDINAL_ENDINGS.get(tongue.language)
    if endings is None:
        return text
    return re.sub(rf"(?<![\w.,])(\d{{1,6}}){endings}(?!\w)", lambda at: tongue.ordinal(int(at[1])), text)


def patterns(text: str, tongue: Tongue) -> str:
    """4-7-8, as breathing is counted: number by number."""
    return re.sub(
        r"(?<![\w-])\d{1,2}(?:[-\u2013]\d{1,2}){2,}(?![\w-])",
        lambda at: ", ".join(tongue.cardinal(part) for part in re.split(r"\D", at[0])),
        text,
    )


def telephones(text: str, tongue: Tongue) -> str:
    """+44 20 7946 0018, 555-0100, (020) 7946-0018: digit by digit, resting where the groups end."""
    pattern = r"(?<![\w.,])(?:\+\d{1,3}[ -])?(?:\(\d{2,5}\)[ -]?)?\d{2,5}(?:[ -]\d{3,4}){1,4}(?![\w.,]?\d)"
    return re.sub(pattern, lambda at: grouped_digits(at[0], tongue) if _is_telephone(at[0]) else at[0], text)


def _is_telephone(text: str) -> bool:
    digits = "".join(filter(str.isdecimal, text))
    # three digits in every group are thousands, written with spaces
    return len(digits) >= 7 and (
        "+" in text or "(" in text or "-" in text or not re.fullmatch(r"\d{1,3}( \d{3})+", text)
    )


def grouped_digits(text: str, tongue: Tongue) -> str:
    """Digit by digit, with a comma between groups."""
    groups = ", ".join(tongue.digits(group) for group in re.findall(r"\d+", text))
    return f"{tongue.words.signs['+']} {groups}" if text.lstrip().startswith("+") else groups


def fractions(text: str, tongue: Tongue) -> str:
    """1/2, ½, 3 1/2: halves and quarters, others in English alone."""
    for sign, written in _FRACTION_SIGNS.items():
        text = re.sub(rf"(?<=\d){sign}", f" {written}", text).replace(sign, written)
    if tongue.language == "en":
        text = re.sub(r"\b24/7\b", "twenty-four seven", text)
    pattern = r"(?<![\w/.,])(?:(?P<whole>\d+)\s)?(?P<top>\d{1,2})/(?P<bottom>\d{1,2})(?![\w/]|[.,]\d)"
    return re.sub(pattern, lambda at: _fraction(at, tongue), text)


def _fraction(at: re.Match[str], tongue: Tongue) -> str:
    top, bottom = int(at["top"]), int(at["bottom"])
    if tongue.language != "en":
        whole = f"{at['whole']} " if at["whole"] else ""
        name = {(1, 2): tongue.words.half, (1, 4): tongue.words.quarter}.get((top, bottom))
        return at[0] if name is None or whole else name
    if bottom < 2 or top >= bottom:
        return at[0]
    name = {2: "half", 4: "quarter"}.get(bottom) or tongue.ordinal(bottom)
    part = f"{'a' if at['whole'] and top == 1 else tongue.cardinal(at['top'])} {name}{'s' if top > 1 else ''}"
    return f"{tongue.cardinal(at['whole'])} and {part}" if at["whole"] else part


def ranges(text: str, tongue: Tongue) -> str:
    """4-6, with a hyphen or a dash: from one to the other."""
    pattern = rf"(?<![\w.,-])({tongue.number})\s?\u2013\s?({tongue.number})(?![\w-])|(?<![\w.,-])(\d+)-(\d+)(?![\w-])"
    return re.sub(pattern, lambda at: f"{at[1] or at[3]} {tongue.words.to} {at[2] or at[4]}", text)


def years(text: str, tongue: Tongue) -> str:
    """Four digits without a sign between them, from 1100 to 2099."""
    return re.sub(
        r"(?<![\w.,+-])(1[1-9]\d\d|20\d\d)(?![\w%]|[.,]\d)",
        lambda at: tongue.year(int(at[1])) if _FIRST_YEAR <= int(at[1]) <= _LAST_YEAR else at[0],
        text,
    )


def cardinals(text: str, tongue: Tongue) -> str:
    """Every number that is left, a minus before it included; digits inside a word stay.

    So does a lone 1 before a word where its form depends on that word: voices know which.
    """
    text = re.sub(r"(?<![\w)])[-\u2212](?=\d)", f"{tongue.words.minus} ", text)
    left = "" if tongue.language in {"en", "nl"} else r"(?!1\s[^\W\d])"
    return re.sub(rf"(?<![\w]){left}{tongue.number}(?![^\W\d])", lambda at: tongue.cardinal(at[0]), text)
