"""Places that an author leaves to be filled, like `[name]`: a variable that has something else to say stands there."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from audiogen.drafting.imported.own_words import friend, names_listener
from audiogen.drafting.imported.pieces import Blank
from audiogen.names import quotable
from audiogen.script.variables import literal, name_meant

_MOST_WORDS: Final = 3
"""Of a name: what is longer tells its author what to write, and is nothing to be heard."""

_OF_CLIENTS: Final = "name"
"""The variable under which the clients' file has what people are called."""


@dataclass(frozen=True, slots=True)
class Filling:
    """What stands in a script where a blank was."""

    text: str
    """A variable with something else to say; empty where there is nothing to be said."""
    question: str
    """What the author is to decide, in one line."""


def filling(blank: Blank, language: str) -> Filling:
    """What to write in place of a blank.

    Args:
        blank: as it stands in a sentence.
        language: BCP 47, of that sentence.
    """
    written, words = quotable(blank.text), _seen(blank.name)
    if names_listener(words):
        name, other = _OF_CLIENTS, friend(language)
    else:
        name, other = name_meant(words.casefold()) or "", words
    if not name or len(words.split()) > _MOST_WORDS:
        return Filling("", f"{written} is left out; write what is to be heard")
    return Filling(
        f"{{{name} or {literal(other)}}}",
        f'{written} is heard as "{other}" where nothing else is known; write what is to be heard',
    )


def _seen(name: str) -> str:
    """The words of a name, without characters that nobody sees."""
    return " ".join("".join(sign if sign.isprintable() else " " for sign in name.replace("\u00ad", "")).split())
