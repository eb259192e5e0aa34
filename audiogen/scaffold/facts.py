"""What is asked about a new show: what people write, made into what its files hold."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Final

from audiogen.errors import AudiogenError
from audiogen.names import quotable
from audiogen.scaffold.templates import WRITTEN_IN, one_line
from audiogen.script.meant.languages import language_name, tag_meant
from audiogen.script.voice import is_tag

AUTHOR: Final = "Your Name"
"""Proposed where nobody says who makes the show."""
LANGUAGE: Final = WRITTEN_IN
_TITLE: Final = "Quiet Minutes"
_LONGEST: Final = 255
"""In letters: more does not fit into tags and feeds."""
_UNCHANGED: Final = "Nothing was written."


@dataclass(frozen=True, slots=True)
class ShowFacts:
    """What a new show is made from."""

    title: str
    author: str
    language: str
    """BCP 47."""


def title_for(folder: Path) -> str:
    """The title that is proposed for a show in a folder: made from the folder's name."""
    words = one_line(folder.resolve().name.replace("_", " ").replace("-", " "))
    return " ".join(word.capitalize() if word.islower() else word for word in words.split())[:_LONGEST] or _TITLE


def fact(name: str, text: str) -> str:
    """A title or an author, as it was meant: one line, without what nobody can see.

    Args:
        name: what the text is, for messages.
        text: as somebody wrote it.

    Raises:
        AudiogenError: when nothing is left of it, or when it is too long.
    """
    line = one_line(text)
    if not line:
        message = f"{name}: it is empty"
        raise AudiogenError(message, hint=f"{_UNCHANGED} Write a word or more.")
    if len(line) > _LONGEST:
        message = f'{name}: "{quotable(line)}" has {len(line)} letters, and {_LONGEST} fit'
        raise AudiogenError(message, hint=f"{_UNCHANGED} Write a shorter one: short ones survive small screens.")
    return line


def language_of(text: str) -> str:
    """The tag of a language that is written as one, or by its name.

    Raises:
        AudiogenError: when it is none.
    """
    written = text.strip()
    tag = written if is_tag(written) else tag_meant(written)
    # a name in quotes is that of a tag which no language has
    if tag is None or language_name(tag).startswith('"'):
        message = f'language: "{quotable(text)}" is not a language'
        raise AudiogenError(message, hint=f"{_UNCHANGED} Write a language like en, de or pt-br, or its name.")
    return tag
