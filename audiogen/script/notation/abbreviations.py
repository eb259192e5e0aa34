"""The abbreviations in a text: what each is read as, and whether its full stop ends a sentence.

The sentence splitter and the reader of words share these: `tables/` has one file for each language, in which a part's
name says where its abbreviations stand. What fits none of its places is an ordinary word: "I said no." is no number.

    title           anywhere                                    Dr.      never ends a sentence
    day             beside a date or a time                     Fri      never
    before-name     before a word with a capital                Rev.     never
    behind-name     behind a word with a capital                Inc.     before a word that begins sentences
    number          before a number                             No.      never
    unit            behind a number, as figures are read        min.     before a capital
    behind-number   behind a number                             yrs.     before a capital
    one, few        behind a number in words                    min.     before a capital
    date            in a date                                   Nov.     before a word that begins sentences
    day             beside another day, or before a time        Mon      before a word that begins sentences
    word            before a small letter or a number           temp.    never
    inside          anywhere                                    e.g.     never
    either          anywhere                                    U.S.     before a word that begins sentences
    ending          at the end of a longer word                 ...str.  before a word that begins sentences
    half-day, open  anywhere                                    etc.     before a capital
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Final

from audiogen.script.language_tags import base_language

_TABLES: Final = Path(__file__).parent / "tables"
_CONTEXT: Final = 40
"""Letters on either side of an abbreviation that decide what it is; more would take long in long texts."""
_SPACE: Final = "[ \u00a0\u202f]?"
_OPENING: Final = " \u00a0\u202f\"'\u2018\u201c\u201e\u00ab\u00bf\u00a1(["
_WORD: Final = re.compile(r"[^\W\d_]+")
_LAST_WORD: Final = re.compile(r"([^\W_]+(?:['\u2019]s)?)[\"'\u2019)]?[ \u00a0]*$")
_NUMBER_BEHIND: Final = re.compile(r"[ \u00a0\u202f]?(?:\d|[IVXLC]{2,}\b|[VX]\b)")
_NUMBER_BEFORE: Final = re.compile(
    r"[\d\u00bd\u00bc\u00be](?:st|nd|rd|th|\.|[eao\u00ba\u00aa])?[ \u00a0\u202f-]?(?:de )?$"
)
_RANGE_BEFORE: Final = re.compile(r"[^\W\d_]{3}\.? ?[-\u2013/] ?$")
_DATE_BEHIND: Final = re.compile(
    r",?[ \u00a0]?\d|[ ]?[-\u2013/][ ]?[^\W\d_]"
    r"|[ ](?:to|through|until|and|or|bis|und|oder|au|et|al|a|y|e|tot|en|till|til|och|og)[ ](?=[^\W\d_]{2,5}\.)"
)
_RATE_BEFORE: Final = re.compile(r"\d\s?(?:[$\u20ac\u00a3]|[^\W\d_]{1,20})?\s?/$")
_AND_DAY: Final = r"\.?(?:\s?[-\u2013/&+]\s?|,\s)"
_OR_DAY: Final = {
    "en": "to|through|and|or", "de": "bis|und|oder", "fr": "au", "nl": "tot|t/m", "sv": "till", "da": "til",
}  # fmt: skip
"""Words between two days of the week, where what stands for a day is no word by itself, as in "zo en zo"."""
_TIME_BEHIND: Final = re.compile(
    r"\.?,?\s\d{1,2}(?:[:.]\d\d)?\s?(?:[ap]\.?m\b|Uhr\b|uur\b|h\b|:\d\d)|\.?,?\s\d{1,2}:\d\d"
)
_MORE_TIME: Final = re.compile(r"[ \u00a0]\d+[ \u00a0]?[^\W\d_]{1,4}\b")
_TIME: Final = r"\d{1,2}(?:[:.]\d\d)?[ \u00a0]?(?:[ap]\.?[ ]?m\b|uhr\b|uur\b|h\b)|\d{1,2}:\d\d"
_MONTH: Final = (
    "(?:jan|f[e\u00e9][bv]|gen|ene|m[a\u00e4]r|mrt|a[pvb]r|ma[iyjg]|mei|j[u\u00fb][nil]|giu|lug|ago|ao[u\u00fb]|aug|"
    "sep|set|o[cktu]t|nov|d[e\u00e9i][czs])"
)
"""How the months begin in the languages that audiogen reads."""
_DATED: Final = (
    rf"(?:(?:the|den|le|el|il|dia|at|um|om|\u00e0|kl\.?|d\.)[ ])?(?:{_TIME}|\d{{1,2}}(?:/\d{{1,2}}\b|\.[ ]?\d{{1,2}}\b"
    rf"|(?:st|nd|rd|th|er|\.)?[ ](?:of[ ]|de[ ])?{_MONTH})|{_MONTH}[^\W\d_]*\.?[ ]\d)"
)
_DAY_BEHIND: Final = re.compile(rf"(?i:,?[ \u00a0]{_DATED})|[ ]?[-\u2013/][ ]?[A-Z][a-z]{{1,3}}\b|[ ]at[ ](?:\d|noon)")
_DAY_BEFORE: Final = re.compile(
    r"\b(?:Mon?|Tues?|Wed|Thu(?:rs?)?|Fri?|Sat?|Sun|Di|Mi|Do|So|[A-Z][a-z]{2,5}day)\.?"
    r"(?:[ ]?[-\u2013/&][ ]?|,[ ]|[ ](?:and|or|und|oder|bis)[ ])$"
)
"""The first of two days."""
_LETTER_AND_STOP: Final = 2
_NOUNS_HAVE_CAPITALS: Final = frozenset({"de"})


@dataclass(frozen=True, slots=True)
class Abbreviation:
    """An abbreviation where it stands in a text, from character `start` up to `end`."""

    start: int
    end: int
    kind: str
    """The part of its table."""
    words: str
    ends: bool
    """Whether its full stop ends a sentence, too, when what follows does not begin with a small letter."""


@dataclass(frozen=True, slots=True)
class AbbreviationTable:
    """What the file of one language says."""

    language: str
    entries: Mapping[str, tuple[tuple[str, str], ...]]
    """As written, without spaces → each kind that it may be, and its words then; the likeliest first."""
    pattern: re.Pattern[str]
    words: Mapping[str, frozenset[str]]
    """Lists of words in small letters: `starters` begin sentences, and so on."""

    def begins_sentence(self, following: str) -> bool:
        """Whether a text begins with a word that begins sentences, and that is no name."""
        word = _WORD.match(following.lstrip(_OPENING))
        if word is None or not word[0][0].isupper() or word[0].lower() not in self.words["starters"]:
            return False
        # the second A of "A. A. Moore" is an initial
        return len(word[0]) > 1 or following.lstrip(_OPENING)[1:2] != "."


def abbreviations(text: str, language: str) -> Iterator[Abbreviation]:
    """The abbreviations of a text, in their order.

    Args:
        text: of any length; spaces may be missing in an abbreviation, and capitals stand where a sentence begins.
        language: BCP 47. In a language without a table, abbreviations are those of English.
    """
    table = abbreviation_table(language)
    for match in table.pattern.finditer(text):
        start, end = match.span()
        before, after = text[max(start - _CONTEXT, 0) : start], text[end : end + _CONTEXT]
        for kind, words in table.entries[_key(match[0])]:
            if _FITS.get(kind, _anywhere)(before, after, table):
                yield Abbreviation(start, end, kind, words, _ends(kind, after, table))
                break


def abbreviation_table(language: str) -> AbbreviationTable:
    """The table of a language, BCP 47; of English where there is none, with no word that begins sentences."""
    return _table(base_language(language))


@cache
def _table(code: str) -> AbbreviationTable:
    known = (_TABLES / f"{code}.toml").is_file()
    file = _TABLES / f"{code if known else 'en'}.toml"
    parts = tomllib.loads(file.read_text(encoding="utf-8"))
    lists = {name: frozenset(value.split()) for name, value in parts.items() if known and isinstance(value, str)}
    entries: dict[str, tuple[tuple[str, str], ...]] = {}
    written: set[str] = set()
    for kind in _FITS:
        for abbreviation, words in parts.get(kind, {}).items():
            entries[_key(abbreviation)] = (*entries.get(_key(abbreviation), ()), (kind, words))
            written.add(abbreviation)
    for abbreviation in sorted(written):
        for variant, form in _variants(abbreviation):
            forms = tuple((kind, form(words)) for kind, words in entries[_key(abbreviation)] if kind not in _EXACT)
            if forms and _key(variant) not in entries:
                entries[_key(variant)] = forms
                written.add(variant)
    endings = _alternatives(parts.get("ending", {}))
    whole = _alternatives(written - set(parts.get("ending", {})))
    names = (
        "starters",
        "lettered-words",
        "few-words",
        "one-words",
        "date-words",
        "day-words",
        "ordinal-words",
        "months",
    )
    return AbbreviationTable(
        code,
        MappingProxyType(entries),
        re.compile(rf"(?:(?<![\w.])(?:{whole})|(?<=[^\W\d_]{{2}})(?:{endings}))(?![^\W\d])"),
        MappingProxyType({name: lists.get(name, frozenset()) for name in names}),
    )


def _variants(written: str) -> Iterator[tuple[str, Callable[[str], str]]]:
    """Other ways to write an abbreviation, with what each makes of its words."""
    # a single capital is an initial, or what it is called: "Vitamin C. 5 times"
    if len(_key(written)) > _LETTER_AND_STOP:
        yield _capitalized(written), _capitalized
        yield written.upper(), str
    if written.istitle() and " " not in written and len(written) > _LETTER_AND_STOP:
        yield written.lower(), str.lower


def _alternatives(written: Iterable[str]) -> str:
    longest_first = sorted(written, key=lambda each: (-len(each), each))
    return "|".join(re.escape(each).replace(r"\ ", _SPACE) for each in longest_first) or "(?!)"


def _key(written: str) -> str:
    return re.sub(r"\s", "", written)


def _capitalized(text: str) -> str:
    return text[:1].upper() + text[1:]


def last_word(before: str) -> str:
    """The word at the end of a text; empty when it ends with something else."""
    found = _LAST_WORD.search(before)
    return found[1] if found else ""


def _anywhere(_before: str, _after: str, _table: AbbreviationTable) -> bool:
    return True


def _before_number(_before: str, after: str, _table: AbbreviationTable) -> bool:
    return _NUMBER_BEHIND.match(after) is not None


def _behind_number(before: str, _after: str, _table: AbbreviationTable) -> bool:
    return _NUMBER_BEFORE.search(before) is not None


def _behind_one(before: str, _after: str, table: AbbreviationTable) -> bool:
    # 60 €/Std. is a sum for one hour
    return last_word(before).lower() in table.words["one-words"] or _RATE_BEFORE.search(before) is not None


def _behind_few(before: str, _after: str, table: AbbreviationTable) -> bool:
    return last_word(before).lower() in table.words["few-words"]


def _before_name(before: str, after: str, table: AbbreviationTable) -> bool:
    if last_word(before).lower() in table.words["lettered-words"]:
        return False
    following = after.lstrip(_OPENING)
    # a single letter is an initial: "D. H. Moore"
    return following[:1].isupper() and following[1:2].isalpha() and not table.begins_sentence(after)


def _behind_name(before: str, _after: str, _table: AbbreviationTable) -> bool:
    word = last_word(before)
    return (len(word) > 1 and word[0].isupper()) or word[:1].isdecimal() or before.rstrip().endswith("&")


def _in_date(before: str, after: str, table: AbbreviationTable) -> bool:
    if _behind_number(before, after, table):
        return True
    # elsewhere months are written like words: the Spanish "mar." may be the sea
    dated = table.words["date-words"]
    ranged = _DATE_BEHIND.match(after) or _RANGE_BEFORE.search(before)
    return bool(dated) and (ranged is not None or last_word(before).lower() in dated)


def _beside_date(before: str, after: str, table: AbbreviationTable) -> bool:
    if _DAY_BEHIND.match(after) or _DAY_BEFORE.search(before):
        return True
    behind_word = last_word(before).lower() in table.words["day-words"] and before.endswith(" ")
    return (
        behind_word
        and re.match(
            r"[ ]?(?:[.,;:!?)]|$|(?:and|or|at|night|morning|evening|und|oder|bis|um|ab|om|kl|en|och|og)\b)", after
        )
        is not None
    )


def _beside_day(before: str, after: str, table: AbbreviationTable) -> bool:
    if _TIME_BEHIND.match(after):
        return True
    ahead, behind = _day_patterns(table.language)
    if ahead.match(after) is not None or behind.search(before) is not None:
        return True
    return _beside_date(before, after, table)


@cache
def _day_patterns(code: str) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Finds a day of the week behind an abbreviation of one, and one before it; neither is a word by itself."""
    days = [(key, words) for key, forms in _table(code).entries.items() for kind, words in forms if kind == "day"]
    names = _alternatives({each.rstrip(".") for pair in days for each in pair} or {"(?!)"})
    joined = rf"(?:{_AND_DAY}|\.?\s(?:{_OR_DAY.get(code, '(?!)')})\s)"
    return re.compile(rf"{joined}(?:{names})\b"), re.compile(rf"\b(?:{names}){joined}$")


def _before_small_letter(_before: str, after: str, _table: AbbreviationTable) -> bool:
    following = after.lstrip(_OPENING)[:1]
    return following.islower() or following.isdecimal()


_FITS: Final[Mapping[str, Callable[[str, str, AbbreviationTable], bool]]] = {
    "unit": _behind_number,
    "behind-number": _behind_number,
    "one": _behind_one,
    "few": _behind_few,
    "number": _before_number,
    "before-name": _before_name,
    "behind-name": _behind_name,
    "title": _anywhere,
    "date": _in_date,
    "day": _beside_day,
    "word": _before_small_letter,
    "ending": _anywhere,
    "half-day": _anywhere,
    "open": _anywhere,
    "either": _anywhere,
    "inside": _anywhere,
}
"""Each kind, and whether an abbreviation of it may stand between two texts; the first that fits is taken."""
_EXACT: Final = frozenset({"date", "day", "ending", "unit"})
"""Kinds whose capitals are as the table has them: "sun." is no day."""
_BEFORE_CAPITAL: Final = frozenset({"unit", "behind-number", "one", "few"})
_BEFORE_STARTER: Final = frozenset({"behind-name", "date", "day", "either", "ending"})


def _ends(kind: str, after: str, table: AbbreviationTable) -> bool:
    if kind in _BEFORE_STARTER or (kind in _BEFORE_CAPITAL and table.language in _NOUNS_HAVE_CAPITALS):
        return table.begins_sentence(after)
    if kind in _BEFORE_CAPITAL:
        return _MORE_TIME.match(after) is None
    return kind in {"open", "half-day"}
