"""The few words that an imported session has beside those of its document, in the document's language."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Collection, Sequence
from functools import cache
from pathlib import Path
from typing import Any, Final

from audiogen.script.language_tags import base_language

_FEWEST_LABELS: Final = 3
_MOST_PARTS: Final = 12
_LONGEST: Final = 500
"""In letters: show notes that list more are no summary."""


def friend(language: str) -> str:
    """Who is spoken to where no name is known, in a language (BCP 47); in English where that is not known here."""
    known: dict[str, str] = _words()["friend"]
    return known.get(base_language(language), known["en"])


def names_listener(words: str) -> bool:
    """Whether the name of a blank stands for that of whoever listens."""
    known = frozenset(_words()["names"].split())
    return any(word in known for word in re.findall(r"[^\W_]+", words.casefold()))


def heads_letter(labels: Collection[str]) -> bool:
    """Whether words before colons are those of the head of an e-mail or of a note, and not of what is spoken."""
    return len({label.casefold() for label in labels} & frozenset(_words()["head"].split())) >= _FEWEST_LABELS


def summary(title: str, chapters: Sequence[str], language: str) -> str:
    """One sentence that is true of a session.

    Args:
        title: of the session; the summary in languages that are not known here.
        chapters: their titles.
        language: BCP 47.
    """
    code = base_language(language)
    listed = ", ".join(chapters)
    if code in _words()["parts"] and 1 < len(chapters) <= _MOST_PARTS and len(listed) <= _LONGEST:
        return f"{_words()['parts'][code]} {listed}."
    return str(_words()["summary"].get(code, title))


@cache
def _words() -> dict[str, Any]:
    return tomllib.loads(Path(__file__).with_name("own_words.toml").read_text(encoding="utf-8"))
