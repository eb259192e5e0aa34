"""Ordinal numbers in words: 1st, 2e, 3.\u00ba, 1:a, and the "3." of Danish; that of German has a module of its own."""

from __future__ import annotations

import re
from typing import Final

from audiogen.speech.words.normalize.german_ordinals import german_ordinals
from audiogen.speech.words.normalize.language import SpokenLanguage

_SIGNED: Final = {
    "en": r"(?i:st|nd|rd|th)",
    "fr": r"(?:ers?|res?|\u00e8res?|es?|\u00e8mes?|emes?|nde?|nds)",
    "es": r"(?:\.?[\u00ba\u00aa]|\.[oa]|\.?er|\.\u1d49\u02b3|[rdtmvn][oa]s?)",
    "pt": r"(?:\.?[\u00ba\u00aa]|\.[oa]|os?|as?)",
    "it": r"\.?[\u00ba\u00aa]",
    "nl": "(?:e|ste|de)",
    "sv": "(?::[ae])",
}
"""Regular expressions of what stands behind the figures of an ordinal number."""
_DEGREE_AS_ORDINAL: Final = {
    "it": r"il|lo|la|al|allo|alla|del|dello|della|dal|nel|sul|un|ogni|mio|tuo|suo|primo",
    "es": r"el|la|al|del|un|mi|tu|su|cada", "pt": r"o|a|ao|do|no|da|na|um|cada|meu|teu|seu",
}  # fmt: skip
"""After these words the sign of a degree is meant to be that of an ordinal number: "il 3\u00b0 giorno"."""
_FEMININE_ENDINGS: Final = (
    "\u00aa",
    "re",
    "\u00e8re",
    "res",
    "\u00e8res",
    "nde",
    "a",
    "as",
    "ra",
    "da",
    "ta",
    "ma",
    "va",
    "na",
)
MOST_DIGITS: Final = 9
"""No library spells longer ordinals."""


def ordinals(text: str, language: SpokenLanguage) -> str:
    """1st, 1er, 1.\u00ba, 2\u00aa, 1:a; in German and Danish a full stop behind the figures, as in "den 3. Atemzug"."""
    signed = _SIGNED.get(language.code)
    if signed:
        text = re.sub(rf"(?<![\w.,])({language.number})({signed})(?!\w)", lambda at: _signed(at, language), text)
    if language.code == "en":
        return re.sub(r"(?<=(?:st|nd|rd|th))\s?[\u2013-]\s?(?=\w+(?:st|nd|rd|th)\b)", _or_to, text)
    if language.code == "de":
        return german_ordinals(text, language)
    return _danish(text, language) if language.code == "da" else text


def with_degree_sign(text: str, language: SpokenLanguage) -> str:
    """Il 3\u00b0 giorno: the sign of a degree in the place of that of an ordinal number."""
    if language.code not in _DEGREE_AS_ORDINAL:
        return text
    before = _DEGREE_AS_ORDINAL[language.code]
    pattern = rf"(?i)(^|\b(?:{before})\s|\bl')(\d{{1,3}})\u00b0(?=\s+[^\W\d])(?!\s?[CF]\b)"
    return re.sub(pattern, lambda at: at[1] + language.ordinal(int(at[2])), text)


def _or_to(at: re.Match[str]) -> str:
    # only between two ordinals: the word before must be one as well, and "most-fourth" is not a range
    before = re.search(r"(\w+)$", at.string[max(at.start() - 20, 0) : at.start()])
    after = re.match(r"\w+", at.string[at.end() : at.end() + 20])
    known = r".*(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth|teenth|tieth)"
    ordinal = before and after and re.fullmatch(known, before[0]) and re.fullmatch(known, after[0])
    return " to " if ordinal and "-" not in at.string[max(at.start() - 20, 0) : at.start()].split(" ")[-1] else at[0]


def _signed(at: re.Match[str], language: SpokenLanguage) -> str:
    value = language.value(at[1])
    if not value.isdecimal() or len(value) > MOST_DIGITS:
        return at[0]
    sign = at[2].lstrip(".")
    if language.code == "fr" and sign in {"nd", "nds", "nde"}:
        return {"nd": "second", "nds": "seconds", "nde": "seconde"}[sign] if value == "2" else at[0]
    if language.code == "en" and not _is_english(value, sign.lower()):
        return at[0]
    if language.code == "es" and sign in {"er", "\u1d49\u02b3"}:
        return language.ordinal(int(value), "masculine-adjective")
    if language.code in {"es", "fr", "it", "pt"} and sign in _FEMININE_ENDINGS:
        return language.ordinal(int(value), "feminine")
    return language.ordinal(int(value))


def _is_english(value: str, sign: str) -> bool:
    """Whether the sign belongs to the figure; 1th is an ordinal, too, and 5st is a weight."""
    return sign == "th" or {"1": "st", "2": "nd", "3": "rd"}.get(value[-1]) == sign


def _danish(text: str, language: SpokenLanguage) -> str:
    def said(at: re.Match[str]) -> str:
        neuter = at[1].lower().strip() in {"det", "et", "dette", "hvert"}
        # only the second has two forms, and a noun of the other gender has the same "anden" in speech
        number = int(at[2])
        return at[1] + language.ordinal(number, "neuter" if neuter else "common") + (at[3] or "")

    # nouns have small letters: a full stop before one ends no sentence
    text = re.sub(r"((?:\b\w{2,5}\s)?)(?<![\w.,/:-])(\d{1,4})\.(?=\s+[a-z\u00e6\u00f8\u00e5])()", said, text)
    return re.sub(r"(\b(?:[Dd]en|[Dd]et|[Dd]e)\s)(\d{1,4})(?:\.(?=,)|(\.)(?=\s*$))", said, text)
