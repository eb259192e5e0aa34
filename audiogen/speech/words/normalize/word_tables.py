"""The small words that reading figures and signs takes, by language, and abbreviations with their full forms."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import Final


@dataclass(frozen=True, slots=True)
class SmallWords:
    """The words of one language. Signs are read where they stand alone or between words."""

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
    signs: Mapping[str, str]
    abbreviations: Mapping[str, str]
    """As written, full stops included → as read."""


_NO_SIGNS: Final = dict.fromkeys("\u2022\u00b7\u25e6\u2122\u00ae\u00a9|", "")


def _words(  # noqa: PLR0913 - a row of a table
    point: str,
    to: str,
    minus: str,
    about: str,
    clock: str,
    minutes: str,
    fractions: tuple[str, str],
    *,
    signs: Mapping[str, str],
    abbreviations: Mapping[str, str],
) -> SmallWords:
    return SmallWords(
        point,
        to,
        minus,
        about,
        clock,
        minutes,
        *fractions,
        MappingProxyType({**_NO_SIGNS, **signs}),
        MappingProxyType(dict(abbreviations)),
    )


def _signs(  # noqa: PLR0913 - a row of a table
    *,
    and_: str,
    at: str,
    plus: str,
    equals: str,
    times: str,
    divided: str,
    degrees: str,
    percent: str,
    or_: str,
    number: str,
    section: str,
    to: str,
) -> dict[str, str]:
    return {
        "&": and_, "@": at, "+": plus, "=": equals, "\u00d7": times, "\u00f7": divided, "\u00b0": degrees,
        "%": percent, "/": or_, "#": number, "\u2116": number,
        "\u00a7": section, "\u2192": to, "\u00b1": f"{plus} {or_} minus",
    }  # fmt: skip


SMALL_WORDS: Final[Mapping[str, SmallWords]] = {
    "en": _words(
        "point", "to", "minus", "about", "{hour} o'clock", "{hour} {minute}", ("half", "quarter"),
        signs=_signs(and_="and", at="at", plus="plus", equals="equals", times="times", divided="divided by",
                     degrees="degrees", percent="percent", or_="or", number="number", section="section", to="to"),
        abbreviations={
            "Dr.": "Doctor", "Mr.": "Mister", "Mrs.": "Missus", "Ms.": "Miz", "Prof.": "Professor", "St.": "Saint",
            "Jr.": "Junior", "Sr.": "Senior", "Rev.": "Reverend", "vs.": "versus", "etc.": "et cetera",
            "e.g.": "for example", "i.e.": "that is", "approx.": "approximately", "no.": "number", "No.": "Number",
            "min.": "minutes", "sec.": "seconds", "hrs.": "hours", "ca.": "about", "cf.": "compare", "p.m.": "p m",
            "a.m.": "a m", "w/o": "without", "w/": "with",
        },
    ),
    "de": _words(
        "Komma", "bis", "minus", "etwa", "{hour} Uhr", "{hour} Uhr {minute}", ("halb", "Viertel"),
        signs=_signs(and_="und", at="at", plus="plus", equals="gleich", times="mal", divided="geteilt durch",
                     degrees="Grad", percent="Prozent", or_="oder", number="Nummer", section="Paragraf", to="nach"),
        abbreviations={
            "z. B.": "zum Beispiel", "z.B.": "zum Beispiel", "d. h.": "das hei\u00dft", "d.h.": "das hei\u00dft",
            "u. a.": "unter anderem", "u.a.": "unter anderem", "usw.": "und so weiter", "bzw.": "beziehungsweise",
            "Dr.": "Doktor", "Prof.": "Professor", "Hr.": "Herr", "Fr.": "Frau", "Nr.": "Nummer", "ca.": "circa",
            "evtl.": "eventuell", "ggf.": "gegebenenfalls", "vgl.": "vergleiche", "St.": "Sankt",
        },
    ),
    "fr": _words(
        "virgule", "\u00e0", "moins", "environ", "{hour} heures", "{hour} heures {minute}", ("demi", "quart"),
        signs=_signs(and_="et", at="arobase", plus="plus", equals="\u00e9gale", times="fois", divided="divis\u00e9 par",
                     degrees="degr\u00e9s", percent="pour cent", or_="ou", number="num\u00e9ro", section="paragraphe",
                     to="vers"),
        abbreviations={
            "M.": "Monsieur", "Mme": "Madame", "Mlle": "Mademoiselle", "Dr": "Docteur", "p. ex.": "par exemple",
            "p.ex.": "par exemple", "etc.": "et cetera", "c.-\u00e0-d.": "c'est-\u00e0-dire", "env.": "environ",
            "St.": "Saint", "n\u00b0": "num\u00e9ro", "N\u00b0": "Num\u00e9ro",
        },
    ),
    "es": _words(
        "coma", "a", "menos", "unos", "las {hour}", "las {hour} {minute}", ("medio", "cuarto"),
        signs=_signs(and_="y", at="arroba", plus="m\u00e1s", equals="igual a", times="por", divided="entre",
                     degrees="grados", percent="por ciento", or_="o", number="n\u00famero", section="secci\u00f3n",
                     to="a"),
        abbreviations={
            "Sr.": "Se\u00f1or", "Sra.": "Se\u00f1ora", "Dr.": "Doctor", "Dra.": "Doctora", "p. ej.": "por ejemplo",
            "p.ej.": "por ejemplo", "etc.": "etc\u00e9tera", "Ud.": "usted", "Uds.": "ustedes",
            "aprox.": "aproximadamente",            "n\u00fam.": "n\u00famero",
        },
    ),
    "it": _words(
        "virgola", "a", "meno", "circa", "le {hour}", "le {hour} e {minute}", ("mezzo", "quarto"),
        signs=_signs(and_="e", at="chiocciola", plus="pi\u00f9", equals="uguale a", times="per", divided="diviso",
                     degrees="gradi", percent="per cento", or_="o", number="numero", section="paragrafo", to="a"),
        abbreviations={"Dott.": "Dottor", "Sig.": "Signor", "ecc.": "eccetera", "es.": "esempio", "ca.": "circa"},
    ),
    "pt": _words(
        "v\u00edrgula", "a", "menos", "cerca de", "{hour} horas", "{hour} e {minute}", ("meio", "quarto"),
        signs=_signs(and_="e", at="arroba", plus="mais", equals="igual a", times="vezes", divided="dividido por",
                     degrees="graus", percent="por cento", or_="ou", number="n\u00famero", section="se\u00e7\u00e3o",
                     to="a"),
        abbreviations={"Sr.": "Senhor", "Sra.": "Senhora", "Dr.": "Doutor", "Dra.": "Doutora", "etc.": "et cetera"},
    ),
    "nl": _words(
        "komma", "tot", "min", "ongeveer", "{hour} uur", "{hour} uur {minute}", ("half", "kwart"),
        signs=_signs(and_="en", at="at", plus="plus", equals="is", times="keer", divided="gedeeld door",
                     degrees="graden", percent="procent", or_="of", number="nummer", section="paragraaf", to="naar"),
        abbreviations={"bijv.": "bijvoorbeeld", "d.w.z.": "dat wil zeggen", "enz.": "enzovoort", "dhr.": "de heer",
                       "mevr.": "mevrouw", "dr.": "dokter", "ca.": "circa"},
    ),
    "sv": _words(
        "komma", "till", "minus", "cirka", "klockan {hour}", "klockan {hour} och {minute}", ("halv", "kvart"),
        signs=_signs(and_="och", at="at", plus="plus", equals="lika med", times="g\u00e5nger", divided="delat med",
                     degrees="grader", percent="procent", or_="eller", number="nummer", section="paragraf", to="till"),
        abbreviations={"t.ex.": "till exempel", "t. ex.": "till exempel", "dvs.": "det vill s\u00e4ga",
                       "osv.": "och s\u00e5 vidare",                       "bl.a.": "bland annat", "ca": "cirka"},
    ),
    "da": _words(
        "komma", "til", "minus", "cirka", "klokken {hour}", "klokken {hour} {minute}", ("halv", "kvart"),
        signs=_signs(and_="og", at="snabel a", plus="plus", equals="lig med", times="gange", divided="divideret med",
                     degrees="grader", percent="procent", or_="eller", number="nummer", section="paragraf", to="til"),
        abbreviations={"f.eks.": "for eksempel", "dvs.": "det vil sige",
                       "osv.": "og s\u00e5 videre", "bl.a.": "blandt andet",                       "ca.": "cirka"},
    ),
}  # fmt: skip
"""Languages whose figures audiogen reads itself, by the first part of their BCP 47 tag."""


@cache
def abbreviation_pattern(language: str) -> re.Pattern[str]:
    """Finds the abbreviations of a language, the first part of a BCP 47 tag, where they are words of their own."""
    known = sorted(SMALL_WORDS[language].abbreviations, key=len, reverse=True)
    return re.compile(rf"(?<![\w.])(?:{'|'.join(map(re.escape, known))})(?!\w)")
