"""Which lines of a text are parts of the web page that it was copied from: its buttons, its headings."""

from __future__ import annotations

import re
from typing import Final

from audiogen.script.meant.tables import words_for

_SIGNS: Final = re.compile(r"[\W\d_]+")
_SENTENCE: Final = re.compile(r".*[.!?…:;,]\s*")
_RIGHTS: Final = re.compile(r"©|\(c\) ?(?:19|20)\d\d\b", re.IGNORECASE)
_LONGEST: Final = 60
"""In characters; longer lines are text."""


def page_furniture(text: str) -> tuple[str, ...]:
    """The lines of a text that look like buttons and headings of a web page, as they are written.

    Words that people may say in a session, too, such as "Home", count only beside others.
    """
    lines = [line.strip() for line in text.splitlines() if len(line) <= _LONGEST]
    lines = [line for line in lines if _RIGHTS.match(line) or not _SENTENCE.fullmatch(line)]
    clear = {line for line in lines if is_furniture(line)}
    perhaps = words_for("furniture", "perhaps")
    parts = tuple(line for line in lines if line in clear or _plain(line) in perhaps)
    return parts if len(parts) > 1 or clear else ()


def is_furniture(line: str) -> bool:
    """Whether one line is such a part by itself, whatever stands beside it."""
    words = _plain(line)
    begins = tuple(words_for("furniture", "begins"))
    return words in words_for("furniture", "sure") or words.startswith(begins) or _RIGHTS.match(line) is not None


def _plain(line: str) -> str:
    return _SIGNS.sub("-", line.casefold()).strip("-")
