"""That a voice is synthetic, in words: the sentences by language, and whether a script says it already."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

from audiogen.script.language_tags import base_language

_WORD: Final = re.compile(r"[^\W_]+")
_BETWEEN: Final = r"[^\w.!?\u2026]+"
"""Between two words of one sentence."""
_FAR: Final = 8
"""In words. Between the voice and what is said of it stand at most so many, like `that walks beside you is a`."""


@dataclass(frozen=True, slots=True)
class DisclosureWords:
    """What one language has for it; all but the sentences are alternatives of a regular expression."""

    one: str
    """The sentence, said by the only synthetic voice of a session."""
    several: str
    """The same where other synthetic voices speak in the session, too."""
    this: str
    """What stands before a voice that can be heard, and not before one in somebody's mind."""
    voice: str
    synthetic: str
    """What stands right beside the voice."""
    made: str
    """What is said of a voice."""
    no: str
    """What turns that into its contrary."""
    alone: str
    """What says it without the word voice."""


LANGUAGES: Final = ("en", "de", "fr", "es", "it", "nl", "pt")
"""The primary subtags of the languages that have a sentence."""


def disclosure_words(language: str) -> DisclosureWords | None:
    """The words for a language (BCP 47), None when there are none."""
    return _words().get(base_language(language))


@cache
def _words() -> Mapping[str, DisclosureWords]:
    tables = tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))
    return {language: DisclosureWords(**table) for language, table in tables.items()}


def says_it(text: str, language: str, sentences: Iterable[str] = ()) -> bool:
    """Whether a text tells its listeners that its voice is synthetic.

    Args:
        text: what is said, without notation.
        language: BCP 47; in one that has no words, only the sentences are recognised.
        sentences: such as say it in any case, whatever the capitals and signs around their words.

    >>> says_it("The voice that you hear is synthetic.", "en"), says_it("The voice is not synthetic.", "en")
    (True, False)
    """
    said = f" {_folded(text)} "
    if any(f" {_folded(sentence)} " in said for sentence in sentences):
        return True
    words = disclosure_words(language)
    return words is not None and any(
        not re.search(rf"\b(?:{words.no})\b", found["between"] or "", re.IGNORECASE)
        for found in _pattern(words).finditer(text.replace("\u2019", "'"))
    )


def _folded(text: str) -> str:
    return " ".join(_WORD.findall(text.casefold()))


@cache
def _pattern(words: DisclosureWords) -> re.Pattern[str]:
    voice, beside = rf"(?:{words.voice})", rf"(?:{words.synthetic})"
    told = (
        rf"\b(?:{words.this}){_BETWEEN}{voice}\b"
        rf"(?P<between>(?:{_BETWEEN}\w+){{0,{_FAR}}}?){_BETWEEN}(?:{words.made})\b"
    )
    return re.compile(
        rf"{told}|\b{beside}{_BETWEEN}{voice}\b|\b{voice}{_BETWEEN}{beside}\b|\b(?:{words.alone})\b", re.IGNORECASE
    )
