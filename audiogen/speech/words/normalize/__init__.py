"""Written text → the words that are spoken: numbers, dates, units, symbols, abbreviations and capitals, by language.

Captions keep the written form; what a voice is given is decided here, so that all voices read alike. In a language
whose numbers no library spells, numbers stay as they are, and the voice reads them.
"""

from __future__ import annotations

import re
from typing import Final

from audiogen.speech.words.normalize.word_tables import WORD_TABLES, abbreviation_pattern
from audiogen.speech.words.text import plain

_ONLY_WORDS: Final = re.compile(r"(?:[^\W\d_]|[\s,;:!?'\"()\u2014-]|\.(?!\w)|(?<=\s)[\u2013](?=\s))*")
_CAPITALS: Final = re.compile(r"\b[A-Z]{2,}\b|\b[VXLCDM]\b|\b(?:Act|Book|Chapter|Part|Phase|Section|Step) I\b")


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
    code = language.replace("_", "-").partition("-")[0].lower()
    if code not in WORD_TABLES or (say_as is None and _is_plain(written, code)):
        return written
    from audiogen.speech.words.normalize.reader import read, read_as  # noqa: PLC0415 - most phrases need no Babel

    return read(written, language) if say_as is None else read_as(written, language, say_as)


def _is_plain(text: str, code: str) -> bool:
    """Whether the text has only words that are read as they are written."""
    others = _CAPITALS.search(text) or abbreviation_pattern(code).search(text)
    return others is None and _ONLY_WORDS.fullmatch(text) is not None
