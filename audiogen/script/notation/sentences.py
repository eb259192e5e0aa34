"""Splitting written lines into sentences, losing nothing.

A sentence is what a voice speaks in one go. A wrong split only adds a short silence, so the rules are few and plain;
abbreviations are those that the reader of words knows.
"""

from __future__ import annotations

import re
import unicodedata
from itertools import pairwise
from typing import Final

from audiogen.script.notation.abbreviations import AbbreviationTable, abbreviation_table, abbreviations, last_word

_CLOSING: Final = "\"'”’»)\\]"  # noqa: RUF001 - as people write them
_STOP: Final = "[.!?…؟।。！？]"  # noqa: RUF001 - other scripts' full stops
# dots with spaces between them, as in ". . .", are one mark; it begins where none goes on, and is taken whole, so that
# thousands of dots take no longer than as many letters
_FIRST: Final = f"(?<!{_STOP})(?<!{_STOP} )"
_END: Final = re.compile(
    rf"{_FIRST}{_STOP}++(?: {_STOP}++(?![^\s{_CLOSING}]))*+[{_CLOSING}]*+(?: »(?=\s))?+(?=\s+\S)"
    r"|(?<![。！？])[。！？]++(?=\S)"  # noqa: RUF001 - as above
)
_QUOTES: Final = "\"'\u201c\u201e\u00ab("
_CONTEXT: Final = 60
"""Letters before a full stop that decide whether it ends a sentence."""
_ROMAN: Final = re.compile(r"[IVXL]{2,}")


def fold(text: str) -> str:
    """The text in Unicode NFC, every run of white space one space."""
    return " ".join(unicodedata.normalize("NFC", text).split())


def sentences(line: str, language: str = "en") -> tuple[str, ...]:
    """The sentences of one folded line; apart from spaces between them, together they are the line again.

    Args:
        line: as `fold` returns it.
        language: BCP 47; it decides what is an abbreviation, and that "3." is an ordinal.
    """
    table = abbreviation_table(language)
    ends: dict[int, bool] = {}
    for each in abbreviations(line, language):
        # full stops inside "z. B." end nothing
        ends.update(dict.fromkeys(range(each.start + 1, each.end), False))
        ends[each.end] = each.ends
    cuts = [match.end() for match in _END.finditer(line) if _ends_sentence(line, match, ends, table)]
    pieces: list[str] = []
    for start, end in pairwise([0, *cuts, len(line)]):
        piece = line[start:end].strip()
        if pieces and not any(map(str.isalnum, piece)):
            # a stray mark is no phrase: no voice can say it
            pieces[-1] += line[start:end].rstrip()
        elif piece:
            pieces.append(piece)
    return tuple(pieces)


def is_question(text: str) -> bool:
    """Whether a text ends with a question mark of any script; quotes, brackets and stars may close behind it."""
    return text.rstrip("\"'\u2019\u201d\u00bb)]*").endswith(("?", "\uff1f", "\u037e", "\u061f"))


def _ends_sentence(line: str, match: re.Match[str], ends: dict[int, bool], table: AbbreviationTable) -> bool:
    following = line[match.end() : match.end() + _CONTEXT].lstrip()
    if following[:1].islower():
        return False
    abbreviated = ends.get(match.start() + 1)
    if abbreviated is not None and match[0].rstrip(_CLOSING) == ".":
        return abbreviated
    if match[0] != ".":
        return True
    before = line[max(match.start() - _CONTEXT, 0) : match.start()]
    *_, earlier, word = ["", "", *before.rsplit(maxsplit=2)]
    return not _goes_on(earlier, word.strip(_QUOTES), following, table)


def _goes_on(earlier: str, word: str, following: str, table: AbbreviationTable) -> bool:
    """Whether a full stop behind a word that is no abbreviation belongs to the word alone."""
    if _is_initial(word):
        named = last_word(earlier).lower() in table.words["lettered-words"]
        return not (named or table.begins_sentence(following))
    if not table.words["ordinal-words"] or not (word.isdecimal() or _ROMAN.fullmatch(word)):
        return False
    if following.split(maxsplit=1)[0].strip(".,").lower() in table.words["months"]:
        return True
    ordinal = not earlier or earlier.lower() in table.words["ordinal-words"]
    king = not word.isdecimal() and earlier[:1].isupper()
    return (ordinal or king) and not table.begins_sentence(following)


def _is_initial(word: str) -> bool:
    letters = word.split(".")
    return all(len(each) == 1 and each.isalpha() for each in letters) and word.lower() != "i"
