"""Figures that are counted aloud, one after the other: the seconds of a breath, as in "Exhale - 2 - 3 - 4"."""

from __future__ import annotations

import re
from collections.abc import Mapping
from itertools import pairwise
from types import MappingProxyType
from typing import Final

from audiogen.speech.words.normalize.language import SpokenLanguage

_DASH: Final = r"(?:--|[-\u2013\u2014])"
_CHAIN: Final = re.compile(
    r"(?<![\w.:,-])\d{1,2}(?:"
    r"(?P<mark>[-\u2013\u2014:])\d{1,2}(?:(?P=mark)\d{1,2}){1,30}"
    rf"|(?P<spaced>\s{_DASH}\s)\d{{1,2}}(?:(?P=spaced)\d{{1,2}}){{1,30}}"
    r")(?![\w:-]|[.,/]\d|\s[-\u2013\u2014]\s\d)"
)
"""Three figures or more, with the same mark between all of them."""
_BREATHING: Final[Mapping[str, str]] = MappingProxyType(
    {
        "en": "in|out|inhal(?:e|ing)|exhal(?:e|ing)|breathe|hold|pause|rest|release",
        "de": r"ein|aus|ein-?atmen|aus-?atmen|halten?|atmet?|pause|anhalten",
        "fr": "inspire[rz]?|expire[rz]?|retenez|retiens|soufflez?|bloque[rz]?|tenez",
        "es": r"inhal[ae]|exhal[ae]|inspir[ae]|espir[ae]|sost[\u00e9e]n|mant[\u00e9e]n|ret[\u00e9e]n|dentro|fuera",
        "it": "inspir[ai](?:te|re)?|espir[ai](?:te|re)?|trattieni|trattenete|dentro|fuori|pausa",
        "pt": r"inspir[ae]|expir[ae]|inal[ae]|exal[ae]|segur[ae]|ret[\u00e9e]m|pausa",
        "nl": "in|uit|inademen|uitademen|adem|vasthouden|houd|pauze",
        "sv": r"in|ut|andas|h\u00e5ll|paus",
        "da": "ind|ud|hold|pause",
    }
)
"""By language: words behind which the seconds of a breath are counted, as a regular expression."""


def breath_counts(text: str, language: SpokenLanguage) -> str:
    """4-7-8, 2 - 3 - 4, and behind words of breathing "in - 2 - 3": number by number."""
    text = _CHAIN.sub(lambda at: _counted(re.findall(r"\d+", at[0]), language), text)
    # a dash, a comma or an ellipsis tells a count from "in 2-3 weeks"; what has a noun behind it is a range
    figures = rf"(?P<figures>\d{{1,2}}\s?{_DASH}\s?\d{{1,2}})(?=\s?(?:[.,;:!?)\"\u2014]|$|[-\u2013]\s?\D))(?![.,:]\d)"
    mark = rf"(?P<between>\s?{_DASH}\s|\.\.\.\s?|,\s|:\s|\s)"
    pattern = rf"(?i)(?<![\w-])(?P<word>{_BREATHING[language.code]}){mark}{figures}"
    return re.sub(pattern, lambda at: _behind_word(at, language), text)


def _behind_word(at: re.Match[str], language: SpokenLanguage) -> str:
    """The two figures as a count when one follows on the other, and the word itself stands for the one before."""
    figures = re.findall(r"\d+", at["figures"])
    first = int(figures[0])
    one_by_one = all(int(after) == int(before) + 1 for before, after in pairwise(figures))
    if not one_by_one or first > 2:
        return at[0]
    if at["between"].isspace() and len(at["word"]) <= 3:
        return at[0]
    return f"{at['word']}{at['between']}{_counted(figures, language)}"


def _counted(figures: list[str], language: SpokenLanguage) -> str:
    return ", ".join(map(language.cardinal, figures))
