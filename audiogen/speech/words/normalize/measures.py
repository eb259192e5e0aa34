"""Units and lengths of time in words: 5 min, 20 \u00b0C, 4-6 s, 50%, 1h30, a 10-min walk."""

from __future__ import annotations

import re
from functools import cache
from typing import Final

from audiogen.speech.words.normalize.language import SpokenLanguage

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
    "seg": "duration-second", "sek": "duration-second", "sek.": "duration-second", "mn": "duration-minute",
    "m\u00b2": "area-square-meter", "km\u00b2": "area-square-kilometer", "cm\u00b2": "area-square-centimeter",
    "m\u00b3": "volume-cubic-meter", "m/s": "speed-meter-per-second", "mph": "speed-mile-per-hour",
    "tbsp": "volume-tablespoon", "tsp": "volume-teaspoon", "Std": "duration-hour", "Sek": "duration-second",
    "Min.": "duration-minute", "Min": "duration-minute", "Sek.": "duration-second", "Std.": "duration-hour",
}  # fmt: skip
"""Symbols as they follow a number → CLDR's units; capitals matter."""
_ENGLISH_UNITS: Final = {"dB": "decibels", "bpm": "beats per minute", "wpm": "words per minute"}
"""Units that CLDR has no words for, in English; elsewhere they stay."""
_ADJECTIVES: Final = {
    "min": "minute", "sec": "second", "hr": "hour", "km": "kilometer", "kg": "kilogram", "lb": "pound", "ft": "foot",
    "mi": "mile", "oz": "ounce", "m": "meter", "h": "hour", "s": "second",
}  # fmt: skip
"""Units after a hyphen, in English: a 10-min walk."""
_MEASURED: Final = (
    "(?:(?:body|breathing|yoga|breath|lunch|tea|sleep|sound|warm)[ -])?(?:run|walk|race|hike|swim|ride|rest|pause|hold"
    "|break|timer|session|meditation|exercise|nap|drive|bell|inhale|exhale|inhalation|exhalation|scan|practice|track|recording"
    "|bath|audio|video|window|stretch|interval|countdown|workout|journey|story|talk|shower|massage|flow|class|course|up|chat|gap)"
)
"""What a unit before it measures: a 10 min walk is no "ten minutes walk"."""
_PRIMES: Final = frozenset({"de", "fr", "es", "it", "pt"})
"""Languages in which 5' is five minutes."""


@cache
def unit_names(ends: str = "") -> str:
    """A regular expression for every symbol of a unit."""
    # the longest first: km/h is not km
    names = "|".join(sorted(map(re.escape, (*UNITS, *_ENGLISH_UNITS)), key=len, reverse=True))
    return rf"(?:{names}){ends}"


def units(text: str, language: SpokenLanguage) -> str:
    """5 min, 3.5 kg, 20 \u00b0C, 4-6 s, 50%: the unit in full, in its singular or plural."""
    text = re.sub(r"(?<=\d)(\s?)\u00b0\s([CF])\b", "\\1\u00b0\\2", text)
    text = _lengths_of_time(text, language)
    to = rf"\s?(?:[\u2013-]\s?|(?:to|a|\u00e0|{language.words.to}|{language.figures.joined})\s)"
    range_ = rf"(?:(?P<low>{language.number})(?:\s?%|\u00b0C?)?(?P<to>{to}))?"
    number = rf"(?P<number>{language.number})[ \u00a0]?(?P<unit>{unit_names()})"
    pattern = rf"(?<![\w.,/:-]){range_}{number}(?![\w\u00b0]|/[a-z]{{1,2}}\b)"
    return re.sub(pattern, lambda at: _measure(at, language), text)


def _lengths_of_time(text: str, language: SpokenLanguage) -> str:
    """1h30, 1 h 30 min, 2m30s; a 10-min walk; 5' where that is minutes."""
    text = _two_units(text, r"(?:h|hrs?|std\.?)", "(?:m|mn|min)?", ("duration-hour", "duration-minute"), language)
    text = _two_units(text, "(?:m|min)", "(?:s|sec)", ("duration-minute", "duration-second"), language)
    if language.code == "en":
        names = "|".join(_ADJECTIVES)
        text = re.sub(r"(?<![\w.,'])(\d)'\s?(\d\d?)(?:\"|'')", r"\1 foot \2", text)
        # 6" of snow; where a quotation is open, the mark closes it
        text = re.sub(r"(?<![\w.,'\"])(\d{1,3})\"(?!\w)", lambda at: _inches(at, language), text)
        text = re.sub(rf"(?<=\d)-({names})(?=\s+[a-z])", lambda at: f"-{_ADJECTIVES[at[1]]}", text)
        # as an adjective a unit has no plural: a 10 min walk
        pattern = rf"(?<=\d)\s?({names}|mins|secs)(?=\s(?:{_MEASURED})\b)"
        text = re.sub(pattern, lambda at: f" {_ADJECTIVES[at[1].removesuffix('s') or 's']}", text)
    if language.code in _PRIMES and not re.search(r"(?<!\w)'\w", text):
        text = re.sub(r"(?<![\w.,/:-])(\d{1,3})'(?![\w'])", lambda at: _one(at[1], "duration-minute", language), text)
    return text


def _inches(at: re.Match[str], language: SpokenLanguage) -> str:
    before = at.string[: at.start()]
    quoted = len(re.findall(r"(?:^|[\s(])\"", before)) > len(re.findall(r"(?<=[^\s(])\"", before))
    return at[0] if quoted else language.unit(at[1], "length-inch")


def _two_units(text: str, large: str, small: str, names: tuple[str, str], language: SpokenLanguage) -> str:
    pattern = rf"(?<![\w.,/:-])(\d{{1,3}})\s?{large}\s?(\d{{1,2}})\s?{small}(?![\w:]|[.,]\d)"
    return re.sub(
        pattern, lambda at: f"{_one(at[1], names[0], language)} {_one(str(int(at[2])), names[1], language)}", text
    )


def _one(number: str, unit: str, language: SpokenLanguage) -> str:
    if number == "1" and language.code not in {"en", "nl"}:
        # "eins Minute", "un minute": the gender of the one is not in the library, and voices know it
        return f"1 {language.unit(number, unit).split(maxsplit=1)[-1]}"
    return language.unit(number, unit)


def _measure(at: re.Match[str], language: SpokenLanguage) -> str:
    number, unit = at["number"], at["unit"]
    word = at["to"].strip() if at["low"] else ""
    to = language.words.to if word in {"", "-", "\u2013"} else word
    low = f"{language.cardinal(at['low'])} {to} " if at["low"] else ""
    if unit in _ENGLISH_UNITS:
        said = f"{low}{language.cardinal(number)} {_ENGLISH_UNITS[unit]}"
        return said if language.code == "en" else at[0]
    if not low:
        return (
            _one(number, UNITS[unit], language) if language.value(number) == "1" else language.unit(number, UNITS[unit])
        )
    return low + language.unit(number, UNITS[unit])
