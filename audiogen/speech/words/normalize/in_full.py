"""Abbreviations in full, and letters with full stops between them."""

from __future__ import annotations

import re
from functools import cache
from typing import Final

from audiogen.script.notation.abbreviations import Abbreviation, abbreviation_table, abbreviations
from audiogen.speech.words.normalize.language import SpokenLanguage

_ENDS_TEXT: Final = re.compile(r"[\"')\] ]*$")
_NEXT_SENTENCE: Final = re.compile(r"[\"')\]]*\s+[\"'(\[]*(?P<letter>\S)")
_HALF_DAY: Final = re.compile(r"\d\s?$")
_DOTTED: Final = re.compile(r"(?<![\w.])[^\W\d_](?:\.[^\W\d_])+(?:\.(?!\w)|(?![\w.]))")


_BOTH_PLURAL: Final = re.compile(r"(?<=[a-z\u00e4\u00f6\u00fc\u00df])(?:(?:/-?|[*:_\u00b7])[Ii]nnen|Innen)(?!\w)")
_BOTH_SINGULAR: Final = re.compile(r"(?<=[a-z\u00e4\u00f6\u00fc\u00df]{3})(?:/-?|[*:_\u00b7])[Ii]n(?!\w)")
_BOTH_ENDINGS: Final = re.compile(
    r"(?<!\w)([^\W\d_]+e)(?:/-?|[*:_])([rnsm])(?!\w)|(?<!\w)([^\W\d_]*[ekm]in)(?:/-?|[*:_])(e[nrms]?)(?!\w)"
)
_YEARS_DATIVE: Final = re.compile(r"(?i)\b((?:ab|seit|mit|von|vor|nach|bis zu) \d{1,3}) J\.(?=(\s*$)?)")


def women_and_men(text: str, language: SpokenLanguage) -> str:
    """German Klient*innen, Klient/innen and KlientInnen as people say them, with a small gap; jede/r as both words."""
    if language.code != "de":
        return text
    text = _BOTH_SINGULAR.sub("-in", _BOTH_PLURAL.sub("-innen", text))
    text = _BOTH_ENDINGS.sub(lambda at: _both(at[1] or at[3], at[2] or at[4]), text)
    return _YEARS_DATIVE.sub(lambda at: f"{at[1]} Jahren{'.' if at[2] is not None else ''}", text)


def _both(word: str, ending: str) -> str:
    return f"{word} oder {word}{ending}"


def abbreviations_in_full(text: str, language: SpokenLanguage) -> str:
    """Dr., e.g., z. B.: in full; U.S.: letter by letter; a full stop that ends the sentence as well stays."""
    parts: list[str] = []
    at = 0
    for each in abbreviations(text, language.code):
        # times are read with their numbers
        if each.kind == "half-day" and _HALF_DAY.search(text, max(each.start - 2, 0), each.start):
            continue
        parts += [text[at : each.start], _in_full(each, text)]
        at = each.end
    text = "".join([*parts, text[at:]])
    text = _days(language.code).sub(f" {language.words.to} ", text)
    return _DOTTED.sub(lambda match: _letters(match, language), text)


@cache
def _days(code: str) -> re.Pattern[str]:
    """The dash between two days of the week."""
    entries = abbreviation_table(code).entries.values()
    names = sorted({words for forms in entries for kind, words in forms if kind == "day"})
    # every alternative of a look behind has a length of its own
    behind = "|".join(rf"(?<=\b{name})" for name in names)
    return re.compile(rf"(?:{behind})\s?[-\u2013]\s?(?=(?:{'|'.join(names)})\b)")


def _in_full(each: Abbreviation, text: str) -> str:
    words = each.words
    if text[each.end : each.end + 1].isalnum():
        words += " "
    stops = text[each.end - 1] == "." and not words.endswith(".")
    return f"{words}." if stops and (_ENDS_TEXT.match(text, each.end) or _new_sentence(each, text)) else words


def _new_sentence(each: Abbreviation, text: str) -> bool:
    following = _NEXT_SENTENCE.match(text, each.end)
    return each.ends and following is not None and following["letter"].isupper()


def _letters(match: re.Match[str], language: SpokenLanguage) -> str:
    """U.S.A. as U S A; small letters between full stops are no initials."""
    letters = match[0].replace(".", "")
    if not letters.isupper():
        return match[0]
    following = match.string[match.end() : match.end() + 40]
    ends = not following.strip("\"')] ") or abbreviation_table(language.code).begins_sentence(following)
    return " ".join(letters) + ("." if ends and match[0].endswith(".") else "")
