"""Times of day in words: 7:30 pm, 8.30 Uhr, a las 8:30, 8h30, kl. 8.30, and spans of them; lengths have units."""

from __future__ import annotations

import re
from functools import cache
from typing import Final

from audiogen.speech.words.normalize.language import SpokenLanguage

_HOUR: Final = r"(?:[01]?\d|2[0-4])"
_MINUTE: Final = r"[0-5]\d"
# the last full stop belongs to "p.m." only where the sentence goes on
_HALF: Final = r"(?:\s?(?P<half>[ap])\.?\s?m\b(?:\.(?=\s+(?-i:[a-z])|\s*[,;:?!)\u2013-]))?)"
_END: Final = r"(?![\w:]|[.,/-]\d)"
_HALVES_OF_DAY: Final = {
    "es": ("de la ma\u00f1ana", "de la tarde", "de la noche"), "pt": ("da manh\u00e3", "da tarde", "da noite"),
}  # fmt: skip
"""a. m. and p. m. where they are not read as letters: before noon, before eight, after that."""
_OF_DAY: Final = re.compile(r"\s(?:in the (?:morning|afternoon|evening)|tonight|at night|tomorrow|sharp)\b")
"""What makes a time of 6.30."""
_EVENING: Final = 8
_NOON: Final = 12
_WITH_H: Final = frozenset({"fr", "es", "pt", "it"})
"""Languages in which 8h30 is a time of day; elsewhere it is a length of time."""
_UNTIL: Final = {"it": "alle"}
"""Between two times of day, where it is another word than between two numbers."""
_GENDERS: Final = {"de": "masculine", "fr": "feminine", "es": "feminine", "pt": "feminine"}
"""Of an hour, where the one has several forms: ein Uhr, une heure, la una, uma hora."""


def times(text: str, language: SpokenLanguage) -> str:
    """7:30 pm, 19:05, 7 pm, 8:00-9:30, 8.30 Uhr, \u00e0s 8h30."""
    if language.code in _HALVES_OF_DAY:
        text = re.sub(r"(?<=\d)(\s?[ap])\.\s?m\.(?!\w)", r"\1m", text)
    text = _with_colons(text, language)
    text = _span_pattern(language).sub(lambda at: _span(at, language), text)
    full, hours = _patterns(language)
    text = full.sub(lambda at: _time(at, language) if _is_time(at, language) else at[0], text)
    return hours.sub(lambda at: _time(at, language) if _is_hour(at, language) else at[0], text)


def _with_colons(text: str, language: SpokenLanguage) -> str:
    """8.30-9.30 Uhr, kl. 8.30-9.30: colons for the points, where other words say that it is a span of time."""
    figures = language.figures
    times = rf"({_HOUR})\.({_MINUTE})(\s?[\u2013-]\s?)({_HOUR})\.({_MINUTE})"
    before = rf"(?P<word>\b(?:{figures.dotted_clock})\s)?"
    pattern = rf"(?i)(?<![\w:.,/-]){before}{times}(?P<own>\s?(?:{figures.o_clock}))?"

    def said(at: re.Match[str]) -> str:
        if not (at["word"] or at["own"]):
            return at[0]
        return f"{at['word'] or ''}{at[2]}:{at[3]}{at[4]}{at[5]}:{at[6]}{at['own'] or ''}"

    return re.sub(pattern, said, text)


@cache
def _patterns(language: SpokenLanguage) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Finds an hour with minutes, and an hour that other words make a time; whether it is one, its words decide."""
    figures = language.figures
    half = _HALF if language.code in {"en", *_HALVES_OF_DAY} else r"(?P<half>(?!))"
    before = rf"(?P<before>(?:\b(?:{figures.before_clock})\s?)?)(?<![\w:.,/-])"
    own = rf"(?P<own>\s?(?:{figures.o_clock}))"
    hour_sign = "u" if language.code == "nl" else "h"
    minutes = rf"(?P<mark>:|\.|\s?{hour_sign}\s?)(?P<minute>{_MINUTE})(?!\d)"
    own_h = own.replace("(?:", r"(?:h\b|", 1)
    full = rf"{before}(?P<hour>{_HOUR}){minutes}{half}?{own_h}?{_END}"
    # an hour alone: "8 Uhr 30" has its minutes behind it, and they are read as they are
    hours = rf"{before}(?P<hour>{_HOUR})(?P<minute>)(?:{half}|{own})?{_END}"
    return re.compile(full, re.IGNORECASE), re.compile(hours, re.IGNORECASE)


def _is_time(at: re.Match[str], language: SpokenLanguage) -> bool:
    if at["mark"] == ":":
        return True
    if at["mark"] != ".":
        # 2 h 30 min is a length of time
        return language.code in {"nl", *_WITH_H} and not re.match(r"\s?mi?n", at.string[at.end() : at.end() + 4])
    # with a point it is a time only where other words say so
    start = at.string[max(at.start() - 12, 0) : at.start()]
    says_so = re.search(rf"(?i)\b(?:{language.figures.dotted_clock})\s$", start)
    of_day = language.code == "en" and _OF_DAY.match(at.string, at.end()) is not None
    return bool(at["half"] or at["own"] or at["before"] or says_so or of_day)


def _is_hour(at: re.Match[str], language: SpokenLanguage) -> bool:
    if not at["own"]:
        return bool(at["before"] or at["half"])
    # 2 h is a length of time, and a las 2 h is none
    return language.code in {"de", "nl"} or _has_article(at, language)


def _has_article(at: re.Match[str], language: SpokenLanguage) -> bool:
    before = at.string[max(at.start() - 12, 0) : at.start()]
    return re.search(rf"(?i){language.figures.has_article}", before) is not None


def _time(at: re.Match[str], language: SpokenLanguage) -> str:
    hour, minute = str(int(at["hour"])), at["minute"] or "00"
    exact = int(minute) == 0
    # English says the zero of 7:05
    zero = "oh " if minute[0] == "0" and language.code == "en" else ""
    form = language.words.clock if exact else language.words.clock_minutes
    if exact and language.code == "en" and (at["half"] or re.match(r"\s(?:noon|midnight)", at.string[at.end() :][:10])):
        form = "{hour}"
    if exact and hour == "1":
        form = {"fr": "{hour} heure", "pt": "{hour} hora", "es": "la {hour}", "it": "l'{hour}"}.get(language.code, form)
    elif hour in {"0", "1"} and language.code in {"fr", "es", "it"}:
        form = {"fr": "{hour} heure {minute}", "es": "la {hour} {minute}", "it": "l'{hour} e {minute}"}[language.code]
    if _has_article(at, language):
        form = re.sub("^(?:las? |le |l')", "", form)
    said = form.format(hour=_hour(hour, language), minute=zero + language.cardinal(str(int(minute))))
    said = said[:1].upper() + said[1:] if at["before"][:1].isupper() else said
    return f"{said} {_half(at['half'].lower(), int(hour), language)}" if at["half"] else said


def _hour(hour: str, language: SpokenLanguage) -> str:
    if language.code == "it" and hour == "1":
        return "una"
    return language.cardinal(hour, _GENDERS.get(language.code, ""))


def _half(letter: str, hour: int, language: SpokenLanguage) -> str:
    """Letters that are spelt are capitals, so that no voice takes an A for an article."""
    if language.code not in _HALVES_OF_DAY:
        return f"{letter.upper()} M"
    morning, afternoon, evening = _HALVES_OF_DAY[language.code]
    return morning if letter == "a" else afternoon if hour in {*range(1, _EVENING), _NOON} else evening


@cache
def _span_pattern(language: SpokenLanguage) -> re.Pattern[str]:
    half = r"(?:\s?[ap]\.?\s?m\b\.?)" if language.code in {"en", *_HALVES_OF_DAY} else r"(?:(?!))"
    mark = "[:.h]"
    own = rf"(?:\s?(?:{language.figures.o_clock}))"
    early = rf"(?P<hour>{_HOUR})(?P<minute>(?:{mark}{_MINUTE})?)(?P<half>{half}?){own}?"
    late = rf"(?=(?P<late>{_HOUR}(?P<late_minute>(?:{mark}{_MINUTE})?)(?P<late_half>(?:{half}|{own})?)){_END})"
    return re.compile(rf"(?<![\w:.,/-]){early}\s?[\u2013-]\s?{late}", re.IGNORECASE)


def _span(at: re.Match[str], language: SpokenLanguage) -> str:
    """The dash of 8:00-9:30 or 9-10am as a word, and the minutes of the first left out where they are none."""
    minutes = (at["minute"], at["late_minute"])
    hour_sign = "h" if language.code in _WITH_H else ":"
    if not (at["late_half"] or (minutes[0][:1] == ":" and minutes[1]) or minutes[1][:1] in {":", hour_sign}):
        return at[0]
    none = minutes[0].endswith("00") and minutes[1]
    return f"{at['hour']}{'' if none else minutes[0]}{at['half']} {_UNTIL.get(language.code, language.words.to)} "
