"""Written text → the words that are spoken: numbers, dates, units, symbols, abbreviations and capitals, by language.

Captions keep the written form; what a voice is given is decided here, so that all voices read alike. In a language
whose numbers no library spells, numbers stay as they are, and the voice reads them.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from audiogen.script.language_tags import base_language
from audiogen.script.notation.abbreviations import abbreviations
from audiogen.speech.words.normalize.word_tables import WORD_TABLES
from audiogen.speech.words.text import CAPITAL, plain

_ONLY_WORDS: Final = re.compile(
    r"(?:[^\W\d_\u00b2\u00b3\u00b9\u00bc-\u00be\u2070-\u218b]|[\s,;:!?'\"()\u2014-]|\.(?!\w)|(?<=\s)[\u2013](?=\s))*"
)
_CAPITAL: Final = f"[{CAPITAL}]"
# two in a row, with an apostrophe or not, or one that may be a Roman number
_CAPITALS: Final = re.compile(
    rf"[^\W\d_]{_CAPITAL}|{_CAPITAL}'{_CAPITAL}|\b[VX]\b|\b[IVX]+(?:er?|re)\b|\b{_CAPITAL}\w+\sI\b(?!')|\b[ivx]{{2,}}\b"
)
_TRIPLED: Final = re.compile(r"([^\W\d_])\1\1", re.IGNORECASE)
_BOTH: Final = re.compile(r"[^\W\d_]:[^\W\d_]")
"""German words for women and men: Klient:innen."""
_LONE_I: Final = re.compile(r"\bI\b")
"""A Roman number in languages in which it is no word."""


@lru_cache(maxsize=4096)  # a phrase is read for its voice, for what nobody explains in it, and for every length
def spoken_words(text: str, language: str, say_as: str | None = None) -> str:
    """The text as it is read out.

    Args:
        text: one phrase, or a part of one.
        language: BCP 47.
        say_as: what the whole text is, one of the values of `audiogen.script.notation.ssml.SAY_AS`; None to find out.

    Raises:
        ValueError: when the text cannot be read as `say_as` asks, with a sentence that says so.
    """
    written = plain(text)
    code = base_language(language)
    if code not in WORD_TABLES or (say_as is None and _is_plain(written, code)):
        return written
    from audiogen.speech.words.normalize.reader import read, read_as  # noqa: PLC0415 - most phrases need no Babel

    return read(written, language) if say_as is None else read_as(written, language, say_as)


def _is_plain(text: str, code: str) -> bool:
    """Whether the text has only words that are read as they are written."""
    if not text.isascii() and any(character.isnumeric() and not character.isalpha() for character in text):
        return False
    if _ONLY_WORDS.fullmatch(text) is None or _CAPITALS.search(text) or (code != "en" and _LONE_I.search(text)):
        return False
    if code == "en" and _TRIPLED.search(text):
        return False
    if code == "de" and _BOTH.search(text):
        return False
    return next(abbreviations(text, code), None) is None
