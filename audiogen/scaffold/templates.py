"""The texts that new files are made from: they come with audiogen, in assets/templates/.

A line that holds nothing but `$name` takes a text of several lines, at its indentation; any other `$name` takes a value
as YAML has it.
"""

from __future__ import annotations

import re
import textwrap
import tomllib
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Literal, TypeAlias, get_args

from audiogen.project import shipped_assets

Like: TypeAlias = Literal["body-scan", "breathing", "reflection", "sleep"]
"""The templates of sessions."""
LIKES: Final[tuple[Like, ...]] = get_args(Like)

WRITTEN_IN: Final = "en"
"""The language of the templates, and of the first session where there is none in the show's language."""
EMBEDDED: Final = "heart"
"""The voice that comes with audiogen. It speaks English."""

_SLOT: Final = re.compile(r"^(?P<indent> *)\$(?P<lines>\w+)$|\$(?P<value>\w+)", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class SessionTemplate:
    """What `audiogen add` begins a session from."""

    text: str
    minutes: range
    """The whole minutes that it can last."""
    about: str
    """What it is, as the second half of a sentence."""


def session_template(like: Like) -> SessionTemplate:
    """A template of sessions."""
    facts = tomllib.loads(template("sessions.toml"))[like]
    shortest, longest = facts["minutes"]
    return SessionTemplate(template(f"sessions/{like}.yaml"), range(shortest, longest + 1), facts["about"])


def first_words(language: str) -> dict[str, str] | None:
    """What a show and its first session say in a language (its first subtag); None where it was not written yet."""
    place = f"languages/{language}.toml"
    return tomllib.loads(template(place)) if language in written_languages() else None


def written_languages() -> tuple[str, ...]:
    """The first subtags of the languages that there is a first session in."""
    return tuple(sorted(path.stem for path in (_folder() / "languages").glob("*.toml")))


def template(name: str) -> str:
    """The text of a file of templates."""
    return (_folder() / name).read_text(encoding="utf-8")


def filled(text: str, values: Mapping[str, str]) -> str:
    """A template with values in their places."""

    def value(slot: re.Match[str]) -> str:
        if slot["lines"]:
            return textwrap.indent(values[slot["lines"]].strip("\n"), slot["indent"])
        return values[slot["value"]]

    return _SLOT.sub(value, text)


def in_english(reason: str) -> str:
    """The lines that let an English session stand in a show of another language, and say when they may go."""
    return (
        f"# This session is in English, because {reason}. When words of your own stand in its\n"
        "# place, take the next two lines away.\n"
        f"language: {WRITTEN_IN}\nvoice: {EMBEDDED}\n"
    )


def one_line(text: str) -> str:
    """A text as it was meant on one line: what nobody can see, or no file can hold, is left out."""
    seen = "".join(" " if unicodedata.category(sign) in {"Cc", "Zl", "Zp"} else sign for sign in text)
    return " ".join(seen.encode("utf-8", "ignore").decode().replace("\ufeff", "").split())


def _folder() -> Path:
    return shipped_assets() / "templates"
