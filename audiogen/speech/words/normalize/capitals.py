"""Words in capitals: those written so for emphasis in small letters, and initials letter by letter.

`capitals.toml` has the words; what no list of it has is decided by its letters, and in English by the dictionary.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from pathlib import Path
from types import MappingProxyType
from typing import Final

from audiogen.script.notation.abbreviations import abbreviation_table
from audiogen.speech.words.dictionary import is_english_word
from audiogen.speech.words.normalize.language import SpokenLanguage
from audiogen.speech.words.text import CAPITAL

_WORD: Final = rf"(?:[{CAPITAL}]+(?:'[{CAPITAL}]+)+|[{CAPITAL}]{{2,}})(?:'?s)?(?!\w)"
_RUN: Final = re.compile(rf"(?<!\w)(?:{_WORD}|[{CAPITAL}](?!\w))(?:[ &-](?:{_WORD}|[{CAPITAL}](?![\w'])))*")
_TOKEN: Final = re.compile(rf"(?P<base>[{CAPITAL}]+(?:'[{CAPITAL}]+)*)(?P<ending>'?s)?")
_VOWELS: Final = frozenset("AEIOUY\u00c6\u00d8\u0152")
_SOUND: Final = re.compile(r"H?M{2,}|S+H+|P?S{2,}T?|B?R{2,}|Z{3,}|GR+|TSK|PF+T?|HM+")
"""Words without a vowel: HMM, SHH, PSST."""
_CONTRACTED: Final = frozenset({"ALL", "CAUSE", "CLOCK", "D", "EM", "LL", "M", "RE", "S", "T", "TIS", "TWAS", "VE"})
"""What follows the apostrophe of an English contraction."""
_NEAR: Final = 20
"""Letters before and behind words in capitals that may decide what they are."""
_SHORT: Final = 2
_LONG_WORD: Final = 5
"""Letters: capitals of so many or more are for emphasis, if they can be said as a word."""
_FOUR: Final = 4
_MOST_CONSONANTS: Final = {"de": 5, "nl": 5, "sv": 5, "da": 5}
"""In a row, in words of a language; 3 where it is not listed."""
_CODE: Final = re.compile(
    rf"(?<![\w.,-])[{CAPITAL}]{{1,6}}\d{{1,4}}(?:[{CAPITAL}]{{1,3}}\d{{0,4}})*(?P<s>'?s)?(?!\w|[.,]\d)"
)
_MOST_IN_ONE_NUMBER: Final = 3
"""Digits; more in a code are read one by one."""
_DIMENSIONS: Final = re.compile(rf"(?<![\w.,-])([1-9])(?:-?([DG])(?!\w)|(?=[{CAPITAL}]{{4,}}(?!\w)))")
"""3D; and 2SLGBTQ, whose letters are read afterwards."""


@dataclass(frozen=True, slots=True)
class CapitalsTable:
    """What `capitals.toml` says about one language."""

    said: Mapping[str, str]
    """Initials that are said as a word → that word, as voices take it."""
    spelled: frozenset[str]
    """Initials that would be taken for a word."""
    short: frozenset[str]
    """Words so short that others of their length are initials."""
    letters: frozenset[str]
    """Single letters that are words."""
    joined: frozenset[str]
    """What belongs, before an apostrophe, to the word behind it."""
    behind: frozenset[str]
    """Words that are initials behind `behind_words`, or before `before_words`."""
    behind_words: frozenset[str]
    """In small letters."""
    before_words: frozenset[str]
    """In small letters."""


_LETTERS: Final = re.compile(r"(?<![\w'.-])([BCDFGHJKLNPQRTWXYZ])s(?![\w'])")
"""The five Ws, three Rs: a letter in its plural, which a voice knows with an apostrophe."""


def capitals(text: str, language: SpokenLanguage) -> str:
    """STOP as stop, PTSD as P T S D, NASA as it is; by the lists of a language, then by the letters."""
    table = _table(language.code)
    text = _mixed(language.code).sub(lambda at: " ".join(at[0].rstrip("s").upper()) + _plural(at[0]), text)
    if language.code == "en":
        text = _LETTERS.sub(r"\1's", text)
    return _RUN.sub(lambda at: _run(at, language.code, table), text)


def letters_with_digits(text: str, language: SpokenLanguage) -> str:
    """CO2 as C O two, B12 as B twelve, 3D as three D."""
    text = _CODE.sub(lambda at: _code(at, language), text)
    return _DIMENSIONS.sub(lambda at: f"{language.cardinal(at[1])} {at[2] or ''}", text)


def _code(at: re.Match[str], language: SpokenLanguage) -> str:
    said = _table(language.code).said
    parts = [
        _number(part, language) if part.isdecimal() else said.get(part, " ".join(part))
        for part in re.findall(r"\d+|[^\W\d]+", at[0].removesuffix(at["s"] or ""))
    ]
    return " ".join(parts) + (at["s"] or "")


def _number(digits: str, language: SpokenLanguage) -> str:
    return language.cardinal(digits) if len(digits) <= _MOST_IN_ONE_NUMBER else language.digits(digits)


@cache
def _mixed(code: str) -> re.Pattern[str]:
    """A pattern of initials that have small letters among them, like PhD."""
    mixed = sorted((each for each in _table(code).spelled if not each.isupper()), key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(mixed) or '(?!)'})s?(?!\w)")


def _plural(written: str) -> str:
    return "'s" if written.endswith("s") else ""


def _run(at: re.Match[str], code: str, table: CapitalsTable) -> str:
    """Several words in capitals: where one is certainly a word, others are sooner taken for words, too."""
    words = list(_TOKEN.finditer(at[0]))
    if len(words) == 1 and len(words[0]["base"]) == 1:
        return at[0]
    sure = len(words) > 1 and any(_is_certain(each["base"], code, table) for each in words)
    before = at.string[max(at.start() - _NEAR, 0) : at.start()].split()[-1:]
    after = at.string[at.end() : at.end() + _NEAR].split()[:1]
    around = ["".join(before), *(each["base"] for each in words), "".join(after).lower().strip(".,;:!?")]
    said = [
        _said(each, _Beside(around[number], around[number + 2], sure), code, table) for number, each in enumerate(words)
    ]
    gaps = [at[0][one.end() : two.start()] for one, two in pairwise(words)]
    return "".join(f"{word}{gap}" for word, gap in zip(said, [*gaps, ""], strict=True))


@dataclass(frozen=True, slots=True)
class _Beside:
    """What stands beside a word in capitals."""

    before: str
    after: str
    sure: bool
    """Whether one of several words in capitals is certainly a word."""


def _said(each: re.Match[str], beside: _Beside, code: str, table: CapitalsTable) -> str:
    base, ending = each["base"], each["ending"] or ""
    if "'" in base:
        return _with_apostrophe(base, code, table, sure=beside.sure) + ending
    if len(base) == 1:
        small = beside.sure and not _is_joined(each) and _is_small_word(base, code, table, beside.before)
        return base.lower() if small else base
    if base in table.said:
        return table.said[base] + ending
    if _is_spelled(each, beside, code, table):
        # a voice reads "T V's" as people say TVs
        return " ".join(base) + ("'s" if ending else "")
    return base.lower() + ending


def _is_spelled(each: re.Match[str], beside: _Beside, code: str, table: CapitalsTable) -> bool:
    base = each["base"]
    if base in table.spelled:
        return True
    if base in table.behind and beside.before.lower() in table.behind_words:
        return not beside.sure or beside.before.islower()
    if base in table.behind and beside.after in table.before_words:
        return True
    if len(base) <= _SHORT and _is_joined(each):
        return True
    return not _is_word(base, code, table, sure=beside.sure)


def _is_joined(each: re.Match[str]) -> bool:
    """Whether it is a part of something like AT&T."""
    return "&" in each.string[max(each.start() - 1, 0) : each.end() + 1]


def _is_small_word(letter: str, code: str, table: CapitalsTable, before: str) -> bool:
    lettered = abbreviation_table(code).words["lettered-words"]
    return letter in table.letters and bool(before) and before.lower() not in lettered


def _with_apostrophe(base: str, code: str, table: CapitalsTable, *, sure: bool) -> str:
    head, _, tail = base.partition("'")
    if head in table.joined:
        return f"{head.lower()}'{_alone(tail, code, table, sure=sure)}"
    if code == "en" and tail in _CONTRACTED:
        start = head if head == "I" else _alone(head, code, table, sure=True)
        return f"{start}'{tail.lower()}"
    return base.lower()


def _alone(base: str, code: str, table: CapitalsTable, *, sure: bool) -> str:
    if base in table.said:
        return table.said[base]
    # in "CAN'T" and "DON'T" the letters before the apostrophe are no word of their own
    if base not in table.spelled and (len(base) == 1 or "'" in base or _is_word(base, code, table, sure=sure)):
        return base.lower()
    known = base in table.spelled or not _VOWELS.intersection(_bare(base))
    return " ".join(base) if known else base.lower()


def _is_certain(base: str, code: str, table: CapitalsTable) -> bool:
    if "'" in base:
        return True
    unlisted = base not in table.said and base not in table.spelled
    return unlisted and len(base) > 1 and (base in table.short or (len(base) >= _LONG_WORD and _sayable(base, code)))


def _is_word(base: str, code: str, table: CapitalsTable, *, sure: bool) -> bool:
    if base in table.short or base.lower() in abbreviation_table(code).words["starters"]:
        return True
    if not _VOWELS.intersection(_bare(base)):
        return len(base) > 2 and _SOUND.fullmatch(base) is not None
    if code != "en":
        return (sure or len(base) >= _FOUR) and _sayable(base, code)
    if len(base) >= _LONG_WORD and _sayable(base, code):
        return True
    return (sure or len(base) >= _FOUR) and is_english_word(base)


def _sayable(base: str, code: str) -> bool:
    """Whether there are vowels, and not too many consonants in a row."""
    letters = _bare(base)
    longest = max(map(len, re.split(f"[{''.join(_VOWELS)}]", letters)))
    return bool(_VOWELS.intersection(letters)) and longest <= _MOST_CONSONANTS.get(code, 3)


def _bare(base: str) -> str:
    """Without accents."""
    return "".join(filter(str.isalpha, unicodedata.normalize("NFD", base)))


@cache
def _table(code: str) -> CapitalsTable:
    tables = tomllib.loads(Path(__file__).with_name("capitals.toml").read_text(encoding="utf-8"))
    lists = {name: words.split() for name, words in tables[code].items()}
    said = (each.partition("=") for each in lists["said"])
    names = ("spelled", "short", "letters", "joined", "behind", "behind-words", "before-words")
    return CapitalsTable(
        MappingProxyType({written: word or written for written, _, word in said}),
        *(frozenset(lists.get(name, ())) for name in names),
    )
