"""Roman numbers in words: behind counted nouns, behind names of rulers, and before centuries."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

from audiogen.script.notation.abbreviations import abbreviation_table
from audiogen.speech.words.normalize.figure_tables import FIGURE_TABLES
from audiogen.speech.words.normalize.language import SpokenLanguage
from audiogen.speech.words.normalize.word_tables import WORD_TABLES

_ROMAN: Final = re.compile(r"(?=.)M{0,3}(?:CM|CD|D?C{0,3})(?:XC|XL|L?X{0,3})(?:IX|IV|V?I{0,3})")
_VALUES: Final = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100, "D": 500, "M": 1000}
_PRONOUN: Final = r"I(?!'(?:m|ve|ll|d)\b)"
"""An I that is not that of "Henry, I'm here"."""
# a C, D, L or M alone is a letter: "Type C", "Section D"
_NUMERAL: Final = rf"(?P<numeral>(?=[A-Z]*[IVX])[IVXLCDM]{{2,}}|[VX]|{_PRONOUN}%s)(?!\w)"
_SMALL_NUMERAL: Final = "|[ivx]{2,}"
_ALONE: Final = re.compile(r"\s*(?:[.,;:!?)\"]|$)")
_FILM: Final = re.compile(r"\b([A-Z][a-z]{2,}) ([IVX]{2,})(?!\w)")
_OR: Final = {
    "en": "or", "de": "oder", "fr": "ou", "es": "o", "it": "o", "pt": "ou", "nl": "of", "sv": "eller", "da": "eller",
}  # fmt: skip
_ORDINALS: Final[Mapping[str, tuple[re.Pattern[str], str]]] = {
    "de": (re.compile(r"\b(I{1,2})\.(?=\s+Weltkrieg)"), "{}r"),
    "fr": (re.compile(r"(?<!\w)([IVX]+|[IVXLC]{2,})(?:er|re|e|\u00e8me|nde)(?!\w)"), "{}"),
    "it": (re.compile(r"(?<!\w)([IVX]+)(?=\s+secolo)|(?<=\bsecolo )([IVX]+)(?!\w)"), "{}"),
}
"""By language: ordinals that are written with Roman numbers, and the form that they take there."""


@dataclass(frozen=True, slots=True)
class RomanTable:
    """What `roman.toml` says about one language."""

    counted: frozenset[str]
    """Nouns before a number; what has a low line in place of a space is several words, here as elsewhere."""
    always: frozenset[str]
    """Those of them behind which an I is a number, whatever follows."""
    rulers: frozenset[str]
    """Names before a number that is read as `ruler` says."""
    women: frozenset[str]
    """Those of them whose ordinals are feminine."""
    names: frozenset[str]
    """What is a name as a whole, with a letter that is no number."""
    ruler: str
    """{ordinal} and {cardinal} stand for the number."""
    cardinal_from: int | None
    """The first number with which rulers are counted with cardinals; None for a language that never does."""


def roman_numerals(text: str, language: SpokenLanguage) -> str:
    """Chapter IV, Henry VIII, Louis XIV, XXe siècle; never a C, D, L or M alone, and an I only where it must be one."""
    counted, rulers = _patterns(language.code)
    text = _several(text, language)
    text = counted.sub(lambda at: _counted(at, language), text)
    text = rulers.sub(lambda at: _ruler(at, language), text)
    if language.code in _ORDINALS:
        pattern, form = _ORDINALS[language.code]
        text = pattern.sub(lambda at: form.format(_ordinal(at[at.lastindex or 0], language)), text)
    if language.code == "en":
        text = _FILM.sub(lambda at: _film(at, language), text)
    return text


def _several(text: str, language: SpokenLanguage) -> str:
    """Parts I-III, Phases I and II: an I is a number where another stands beside it."""

    def said(at: re.Match[str]) -> str:
        if any(_value(numeral) is None for numeral in re.findall("[IVX]+", at["numerals"])):
            return at[0]
        numerals = re.sub(r"(?<=[IVX])\s?[-\u2013]\s?(?=[IVX])", f" {language.words.to} ", at["numerals"])
        return at["noun"] + re.sub("[IVX]+", lambda each: language.cardinal(str(_value(each[0]))), numerals)

    return _several_pattern(language.code).sub(said, text)


def _value(numeral: str) -> int | None:
    """The value of a Roman number, in small or capital letters; None when it is none."""
    numeral = numeral.upper()
    if not _ROMAN.fullmatch(numeral):
        return None
    values = [_VALUES[letter] for letter in numeral]
    # a letter before a greater one is subtracted: IX
    return sum(-each if each < after else each for each, after in zip(values, [*values[1:], 0], strict=True))


def _ordinal(numeral: str, language: SpokenLanguage) -> str:
    number = _value(numeral)
    return language.ordinal(number) if number else numeral


def _counted(at: re.Match[str], language: SpokenLanguage) -> str:
    noun, numeral = at["noun"], at["numeral"]
    number = _value(numeral)
    # "Part I remember" is not part one
    certain = numeral != "I" or _ALONE.match(at.string, at.end()) or _is_always(noun, language)
    return f"{noun}{at['space']}{language.cardinal(str(number))}" if number and certain else at[0]


def _film(at: re.Match[str], language: SpokenLanguage) -> str:
    number = _value(at[2])
    if not number or abbreviation_table(language.code).begins_sentence(at[1]):
        return at[0]
    return f"{at[1]} {language.cardinal(str(number))}"


def _is_always(noun: str, language: SpokenLanguage) -> bool:
    always = _table(language.code).always
    # in English small letters may go on otherwise: "the type I like"
    names = always if language.code == "en" else always.union(map(str.lower, always))
    return noun.replace(" ", "_") in names


def _ruler(at: re.Match[str], language: SpokenLanguage) -> str:
    table, name = _table(language.code), at["noun"]
    number = _value(at["numeral"])
    if not number or at[0] in table.names:
        return at[0]
    ordinal = language.ordinal(number)
    woman = name.split()[-1] in table.women
    form = table.ruler if table.cardinal_from is None or number < table.cardinal_from else "{cardinal}"
    if woman:
        form, ordinal = form.replace("der ", "die "), re.sub("o$", "a", ordinal)
    said = form.format(ordinal=ordinal, cardinal=language.cardinal(str(number)))
    if language.code == "fr" and number == 1:
        said = "premier"
    # the full stop of a German ordinal; at the end it ends the sentence, too
    stop = at["stop"] if at.end() == len(at.string) else ""
    return f"{name} {said}{stop}"


@cache
def _table(code: str) -> RomanTable:
    tables = tomllib.loads(Path(__file__).with_name("roman.toml").read_text(encoding="utf-8"))
    table = tables[code]
    counted, always, rulers, women = (
        frozenset(table.get(name, "").split()) for name in ("counted", "always", "rulers", "women")
    )
    names = frozenset(table.get("names", "").split(", "))
    return RomanTable(counted, always, rulers, women, names, table["ruler"], table.get("cardinal-from"))


@cache
def _patterns(code: str) -> tuple[re.Pattern[str], re.Pattern[str]]:
    table = _table(code)
    nouns = {form for noun in table.counted for form in (noun, noun.lower(), noun.upper(), noun.title())}
    names = {form for name in table.rulers for form in (name, name.upper())}
    small = _SMALL_NUMERAL if code == "en" else ""
    counted = rf"\b(?P<noun>{_either(nouns)})(?P<space>\s+){_NUMERAL % small}"
    stop = r"(?P<stop>\.?)" if code == "de" else "(?P<stop>)"
    rulers = rf"\b(?P<noun>{_either(names)})\s+(?P<numeral>[VX]|[IVX]{{2,}}|{_PRONOUN})(?!\w){stop}"
    return re.compile(counted), re.compile(rulers)


@cache
def _several_pattern(code: str) -> re.Pattern[str]:
    nouns = {form for noun in _table(code).counted for form in (noun, noun.lower())}
    joined = rf"(?:,?\s(?:{FIGURE_TABLES[code].joined}|{_OR[code]}|{WORD_TABLES[code].to}|&)\s|,\s|\s?[-\u2013/]\s?)"
    no_more = r"[\w']|\.\s[A-Z]" if code == "de" else r"[\w']"
    # behind another number an I is a pronoun, and a German "II." an ordinal of its own
    numerals = rf"[IVX]+(?:{joined}(?!I\b)[IVX]+(?!{no_more}))+"
    return re.compile(rf"\b(?P<noun>(?:{_either(nouns)})(?:s|es|n|en|er)?\s)(?P<numerals>{numerals})(?![\w'])")


def _either(words: set[str]) -> str:
    longest_first = sorted(words, key=lambda each: (-len(each), each))
    return "|".join(re.escape(each).replace("_", r"\s") for each in longest_first)
