"""Word tables: the words that numbers and symbols are read as, by language."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final


@dataclass(frozen=True, slots=True)
class WordTable:
    """The words of one language that neither Babel nor unicode-rbnf has."""

    point: str
    """Between the whole part of a number and its decimals."""
    to: str
    """Between the ends of a range."""
    minus: str
    about: str
    clock: str
    """A full hour: {hour} is its number in words."""
    clock_minutes: str
    """An hour and minutes: {hour} and {minute} in words."""
    half: str
    quarter: str
    symbols: Mapping[str, str]
    """Symbols that stand alone or between words → as read; empty for those that are only for the eye."""


def _symbols(names: str) -> Mapping[str, str]:
    """The table of symbols from their names, in the order of the symbols below."""
    read = dict(zip("&@+=\u00d7\u00f7\u00b0%/#\u00a7\u2192", names.split(", "), strict=True))
    for_the_eye = dict.fromkeys("\u2022\u00b7\u25e6\u2122\u00ae\u00a9|", "")
    both = {"\u2116": read["#"], "\u00b1": f"{read['+']} {read['/']} minus"}
    return MappingProxyType({**for_the_eye, **read, **both})


WORD_TABLES: Final[Mapping[str, WordTable]] = {
    "en": WordTable(
        "point", "to", "minus", "about", "{hour} o'clock", "{hour} {minute}", "half", "quarter",
        _symbols("and, at, plus, equals, times, divided by, degrees, percent, or, number, section, to"),
    ),
    "de": WordTable(
        "Komma", "bis", "minus", "etwa", "{hour} Uhr", "{hour} Uhr {minute}", "halb", "Viertel",
        _symbols("und, at, plus, gleich, mal, geteilt durch, Grad, Prozent, oder, Nummer, Paragraf, nach"),
    ),
    "fr": WordTable(
        "virgule", "\u00e0", "moins", "environ", "{hour} heures", "{hour} heures {minute}", "demi", "quart",
        _symbols("et, arobase, plus, \u00e9gale, fois, divis\u00e9 par, degr\u00e9s, pour cent, ou, num\u00e9ro, "
                 "paragraphe, vers"),
    ),
    "es": WordTable(
        "coma", "a", "menos", "unos", "las {hour}", "las {hour} {minute}", "medio", "cuarto",
        _symbols("y, arroba, m\u00e1s, igual a, por, entre, grados, por ciento, o, n\u00famero, secci\u00f3n, a"),
    ),
    "it": WordTable(
        "virgola", "a", "meno", "circa", "le {hour}", "le {hour} e {minute}", "mezzo", "quarto",
        _symbols("e, chiocciola, pi\u00f9, uguale a, per, diviso, gradi, per cento, o, numero, paragrafo, a"),
    ),
    "pt": WordTable(
        "v\u00edrgula", "a", "menos", "cerca de", "{hour} horas", "{hour} e {minute}", "meio", "quarto",
        _symbols("e, arroba, mais, igual a, vezes, dividido por, graus, por cento, ou, n\u00famero, "
                 "se\u00e7\u00e3o, a"),
    ),
    "nl": WordTable(
        "komma", "tot", "min", "ongeveer", "{hour} uur", "{hour} uur {minute}", "half", "kwart",
        _symbols("en, at, plus, is, keer, gedeeld door, graden, procent, of, nummer, paragraaf, naar"),
    ),
    "sv": WordTable(
        "komma", "till", "minus", "cirka", "klockan {hour}", "klockan {hour} och {minute}", "halv", "kvart",
        _symbols("och, at, plus, lika med, g\u00e5nger, delat med, grader, procent, eller, nummer, paragraf, till"),
    ),
    "da": WordTable(
        "komma", "til", "minus", "cirka", "klokken {hour}", "klokken {hour} {minute}", "halv", "kvart",
        _symbols("og, snabel a, plus, lig med, gange, divideret med, grader, procent, eller, nummer, paragraf, til"),
    ),
}  # fmt: skip
"""By the first part of a BCP 47 tag: the languages whose numbers audiogen reads itself."""
