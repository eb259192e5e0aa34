"""Suggestions for names that are not known, and the name under which this project is installed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from difflib import get_close_matches
from pathlib import Path
from typing import Final

DISTRIBUTION: Final = "audiogen-sessions"
"""The package index has a project called audiogen that is somebody else's."""


_LONGEST_QUOTE: Final = 60
"""In letters: what is quoted in a message need only be recognised."""


def quotable(text: str, longest: int = _LONGEST_QUOTE) -> str:
    """A text as it fits into a sentence: one line of at most `longest` letters."""
    line = " ".join(text[: 20 * longest].split())
    return line if len(line) <= longest else f"{line[: longest - 3]}..."


def listed(names: Sequence[str]) -> str:
    """Names as a sentence lists them; there is one at least.

    >>> listed(["rain", "ocean", "wind"])
    'rain, ocean and wind'
    """
    return " and ".join(filter(None, (", ".join(names[:-1]), names[-1])))


def nearest(name: str, known: Iterable[str]) -> str | None:
    """The known name that looks most like this one, None when none does."""
    # longer than any name, and comparing takes its time
    if len(name) > 2 * _LONGEST_QUOTE:
        return None
    matches = get_close_matches(name.lower(), list(known), n=1, cutoff=0.6)
    return matches[0] if matches else None


def unknown(kind: str, name: str, known: Iterable[str]) -> str:
    """The message for a name that is not known: which one may be meant, and which ones exist.

    >>> unknown("bed", "rainn", ["rain", "ocean"])
    'there is no bed "rainn"; did you mean rain? There is ocean, rain'
    """
    names = sorted(known)
    meant = nearest(name, names)
    suggestion = f"; did you mean {meant}?" if meant else "."
    return f'there is no {kind} "{quotable(name)}"{suggestion} There is {", ".join(names)}'


def install_command(extra: str) -> str:
    """The command that installs an extra: from the checkout when there is one, else by the name of the distribution."""
    checkout = (Path(__file__).parents[1] / "pyproject.toml").is_file()
    return f'pip install -e ".[{extra}]"' if checkout else f'pip install "{DISTRIBUTION}[{extra}]"'
