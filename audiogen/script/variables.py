r"""Variables in spoken text: `{name}`, and `{place or the room}` for one with something else to say in its stead.

A brace that is meant as such is written with a backslash, `\{`; whoever reads the notation takes that away.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

VARIABLE: Final = r"[^\W\d_]\w*"
"""What the name of a variable looks like."""
WRITTEN_NAME: Final = r"[^\s\x00-@\[-`{-\x7f][^\s\x00-/:-@\[-^`{-\x7f]*"
"""The same for readers of patterns to whom only the letters of English are letters."""
_INSIDE: Final = r"(?:\\.|[^{}\\\n])*"
TOKEN: Final = re.compile(
    # what other programs fill is refused where the notation is read
    rf"\\.|(?P<foreign>\{{\{{[^{{}}\n]*\}}\}}|\$\{{[^{{}}\n]*\}})|\{{(?P<inside>{_INSIDE})\}}|(?P<lone>[{{}}])"
)
"""Everything that has to do with braces, signs behind a backslash first."""
_WRITTEN: Final = re.compile(rf"(?P<name>{VARIABLE})(?:\s+or\s+(?P<default>\S.*))?")
_BRACES: Final = re.compile(r"\\[*\[\]<>&\\{}]|\\(?=\Z)|[{}]")
"""What is written with a backslash already; one at the very end, which what follows would be read with; and braces."""

_LONGEST_NAME: Final = 30
"""In letters: of what may be taken for the name of a variable, however it was written."""


@dataclass(frozen=True, slots=True)
class Variable:
    """One variable, as it stands in a text."""

    name: str
    default: str | None
    """What is said where nothing is known of it; None where something has to be."""
    start: int
    end: int
    """From its first brace up to behind its last one."""


def variables_of(text: str) -> Iterator[Variable]:
    """The variables of a text, in their order."""
    for found in TOKEN.finditer(text):
        written = _WRITTEN.fullmatch(found["inside"].strip()) if found["inside"] is not None else None
        if written:
            yield Variable(written["name"], written["default"], found.start(), found.end())


def filled(text: str, values: Mapping[str, str]) -> str:
    """A text with its variables filled; one that has neither a value nor a default stays as it is written.

    Args:
        text: spoken text, as an author writes it.
        values: by names of variables; each is spoken text as well, whose braces are escaped.
    """
    return filled_with(text, lambda variable: values.get(variable.name, variable.default)).text


def literal(value: str) -> str:
    r"""A value that is known from elsewhere, whose braces are no variables: `\{` for each of them."""
    return _BRACES.sub(lambda found: found[0] if found[0][1:] else f"\\{found[0]}", value)


def name_meant(words: str) -> str | None:
    """The name of a variable from what people write for one: `first name` is `first_name`; None where there is none."""
    name = re.sub(r"\W+", "_", words.strip()).strip("_")
    return name if len(name) <= _LONGEST_NAME and re.fullmatch(VARIABLE, name) else None


@dataclass(frozen=True, slots=True)
class Filled:
    """A text with variables filled, and what stood where before."""

    text: str
    starts: tuple[int, ...]
    """Where each piece of the text begins: in turn what was written and what a variable became."""
    origins: tuple[tuple[int, bool], ...]
    """Where that begins in the text as written, and whether it is a variable."""

    def origin(self, offset: int) -> int:
        """The place in the text as written; within what filled a variable, that of the variable."""
        piece = max(bisect_right(self.starts, offset) - 1, 0)
        at, of_variable = self.origins[piece]
        return at if of_variable else at + offset - self.starts[piece]


def filled_with(text: str, value: Callable[[Variable], str | None]) -> Filled:
    """A text whose variables are what a function says; those of which it says None stay as they are."""
    pieces: list[str] = []
    starts: list[int] = []
    origins: list[tuple[int, bool]] = []
    length = at = 0

    def add(piece: str, origin: int, *, of_variable: bool) -> None:
        nonlocal length
        pieces.append(piece)
        starts.append(length)
        origins.append((origin, of_variable))
        length += len(piece)

    for variable in variables_of(text):
        known = value(variable)
        if known is not None:
            add(text[at : variable.start], at, of_variable=False)
            add(known, variable.start, of_variable=True)
            at = variable.end
    add(text[at:], at, of_variable=False)
    return Filled("".join(pieces), tuple(starts), tuple(origins))
