"""Telephone numbers as people write them: whether a text is one, and what a phone dials for it.

Digits stay letters all the way from the file to the page, so that no zero at the beginning is ever lost.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Final

from audiogen.script.slips import MeantError

_MARKS: Final = "\u00ad\u200b-\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff"
"""What copying brings along, and nobody sees."""
_HYPHENS: Final = "\u2010-\u2015\u2212"
NUMBER_FORM: Final = rf"[\s({_MARKS}]*\+?[\s({_MARKS}]*[0-9][\s0-9()./{_MARKS}{_HYPHENS}-]*"
"""A regular expression for digits, and for what stands between them so that they are read more easily."""
_NUMBER: Final = re.compile(r"\(?\+?[ (]*[0-9][0-9 ()./-]*")
"""The same, once it is tidied."""
_FEWEST: Final = 2
"""Digits, as ambulances have in some countries."""
_MOST: Final = 15
"""Digits (ITU-T E.164)."""
SCHEME: Final = re.compile(r"(?:tel|sms|callto):/*", re.IGNORECASE)
"""At the beginning of the addresses that a phone opens."""
_WEB: Final = re.compile(r"://|@|^www\.|[a-z]\.[a-z]{2,}", re.IGNORECASE)
_AT_HOME: Final = re.compile(r"\(0+\)\s*")
"""What is dialled within a country alone, as it is often printed in numbers for the whole world."""
_BETWEEN_NUMBERS: Final = re.compile(r"\s*[,;|&]\s*|\s+(?:or|and|oder|und|ou|et|o|y|e|of|en)\s+", re.IGNORECASE)
_AREA: Final = re.compile(r"[(+]?0|[(+]")
"""How a number begins in front of whose area code or country nothing else can stand."""
_WITH_LETTERS: Final = re.compile(r"[-0-9 ()./+]*[0-9][-0-9 ()./]*[A-Z]{3,}[-A-Z0-9 ]*")
_KEYPAD: Final = str.maketrans("ABCDEFGHIJKLMNOPQRSTUVWXYZ", "22233344455566677778889999")
_LIKE: Final = "like 0800 111 0 111"


def telephone_number(text: str) -> str:
    """The number as people read it, if a text is one.

    Raises:
        ValueError: with a sentence that says what to write instead.
    """
    number = _tidy(text)
    _refuse_other_forms(text, number)
    if not _NUMBER.fullmatch(number) or _two_beside_a_slash(number):
        raise ValueError(_no_number(text, number))
    digits = sum(letter.isdecimal() for letter in number)
    if digits < _FEWEST:
        message = f'"{text}" is too short for a number that a phone can dial; write all of it, {_LIKE}'
        raise ValueError(message)
    if digits > _MOST:
        message = (
            f'"{text}" has {digits} digits, and no number has more than {_MOST}; give each number a line of its own'
        )
        raise ValueError(message)
    return number


def is_number(text: str) -> bool:
    """Whether a text is a telephone number, and nothing else."""
    try:
        return bool(telephone_number(text))
    except ValueError:
        return False


def dialled(number: str) -> str:
    """What a phone dials: the digits of a number, behind a plus where it has one."""
    return re.sub("[^+0-9]", "", number)


def _tidy(text: str) -> str:
    """The text with plain spaces and hyphens, and without marks that nobody sees."""
    return re.sub(f"[{_HYPHENS}]", "-", " ".join(re.sub(f"[{_MARKS}]", "", text).split()))


def _refuse_other_forms(text: str, number: str) -> None:
    """Say what is meant where that is certain: only one number can be."""
    bare = SCHEME.sub("", number, count=1) if SCHEME.match(number) else number
    plain = "".join(str(unicodedata.decimal(letter, letter)) for letter in bare)
    everywhere = _AT_HOME.sub(" ", plain) if "+" in plain else plain
    meant = " ".join(everywhere.split())
    if meant == number or not _NUMBER.fullmatch(meant):
        return
    why = "is the address that is made of a number"
    if everywhere != plain:
        why = "holds a (0) that is dialled at home only, and leads nowhere behind a +"
    elif plain != bare:
        why = "has digits that are not dialled on every phone"
    message = f'"{text}" {why}; write {meant}'
    raise MeantError(message, meant)


def _two_beside_a_slash(number: str) -> bool:
    """Whether a slash stands between two numbers, and not behind an area code."""
    first, _, second = number.partition(" / ")
    return bool(second) and (not _AREA.match(first) or _AREA.match(second) is not None)


def _no_number(text: str, number: str) -> str:
    """What is wrong with a text that is no number."""
    if _WEB.search(number):
        return (
            f'"{text}" is an address of the web; write the telephone number, and what is on the web below notes: care'
        )
    if not any(letter.isdecimal() for letter in number):
        return f'there is no number in "{text}"; write its digits, {_LIKE}'
    if "*" in number or "#" in number:
        return f'"{text}" has a * or #, which phones do not dial from a page; write a number of digits alone, {_LIKE}'
    parts = _BETWEEN_NUMBERS.split(number)
    if _NUMBER.fullmatch(number) or (len(parts) > 1 and all(map(_NUMBER.fullmatch, parts))):
        return f'"{text}" are several numbers; give each a dash and a name of its own'
    if _WITH_LETTERS.fullmatch(number):
        return f'"{text}" has letters, which not every phone shows; write {number.translate(_KEYPAD)}'
    return f'"{text}" is not a telephone number alone; write its digits, {_LIKE}, and all else behind note:'
