"""Which lines of a file are its structure, and which are text in a block, told without reading it as YAML.

A file that YAML refuses must still be understood well enough to say what its author meant.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from typing import Final

import yaml

SPACES: Final = "\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000"
"""Characters that look like a space and are none to YAML, as a regular expression has them in brackets."""
INVISIBLE: Final = "\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufe00-\ufe0f\ufeff"
"""Characters that no editor shows, in the same way."""
_BLANK: Final = re.compile(f"[ \t{SPACES}{INVISIBLE}]*")
_BLOCK: Final = re.compile(
    r"(?P<before>[^\w\"']*(?:[\da-z]{1,3}[.)][ ]*)?)(?:\w+[^\S\n]*(?:[:=;\uff1a-][^\S\n]*)?|-[^\S\n]*)"
    r"[|>][-+0-9]*[^\S\n]*(?:#.*)?"
)
"""A line that opens a block of text: a key, or a dash alone, and `|` or `>`."""
_OTHER_NAMES: Final = {"\t": "tab", "\ufeff": "byte order mark", "\u00a0": "no-break space"}


def width(line: str) -> int:
    """How many characters of indentation a line has, of whatever kind."""
    match = _BLANK.match(line)
    return match.end() if match else 0


def structure(lines: list[str]) -> Iterator[int]:
    """The lines, from 0, that hold more than remarks and are no text in a block."""
    block: int | None = None
    begun = False
    for index, line in enumerate(lines):
        if width(line) == len(line):
            continue
        column = _column(line[: width(line)])
        if block is not None and (column > block or (not begun and not _opens_anew(line))):
            # text that was not indented at all is text as well, up to the next key or dash
            begun = begun or column > block
            continue
        block, begun = None, False
        if line.lstrip().startswith("#"):
            continue
        opened = _BLOCK.fullmatch(line)
        if opened:
            # behind a number, the key stands further right than behind the dash that is meant
            block = min(_column(opened["before"]), column + 2)
        yield index


def _column(begun: str) -> int:
    """How far right a line begins: a tab is wider than what a hyphen takes."""
    return len(begun.expandtabs())


def _opens_anew(line: str) -> bool:
    return re.match(r"\W*\w+[^\S\n]*[:\uff1a]|[^\S\n]*[-\u2013\u2014\u2022]", line) is not None


def named(character: str) -> str:
    """The name of a character, with its number: `no-break space, U+00A0`."""
    name = _OTHER_NAMES.get(character) or unicodedata.name(character, "a character without a name").lower()
    return f"{name}, U+{ord(character):04X}"


TAB_WIDTHS: Final = (2, 4, 8, 1, 0)
"""In columns, the likeliest first."""


def without_tabs(lines: list[str], width: int) -> list[str]:
    """The lines with so many spaces for each tab in their indentation."""
    bare = [line.lstrip(" \t") for line in lines]
    begun = [line[: len(line) - len(text)].replace("\t", " " * width) for line, text in zip(lines, bare, strict=True)]
    return [before + text for before, text in zip(begun, bare, strict=True)]


def without_odd_spaces(lines: list[str]) -> list[str]:
    """The lines with a space for whatever looks like one in their indentation, and nothing for what no editor shows."""
    begun = [re.sub(f"[{SPACES}]", " ", re.sub(f"[{INVISIBLE}]", "", line[: width(line)])) for line in lines]
    return [before + line[width(line) :] for before, line in zip(begun, lines, strict=True)]


def readable(lines: list[str]) -> bool:
    """Whether YAML can be read from the lines."""
    try:
        yaml.compose("\n".join(lines), Loader=yaml.SafeLoader)
    except (yaml.YAMLError, ValueError, OverflowError, RecursionError):
        return False
    return True


WINDOWS_PATH: Final = (
    "a path begins in the project folder and is written with /, like assets/rain.mp3; copy the file there if it lies "
    "elsewhere"
)
"""What to write instead of a path with backslashes, or with the letter of a drive."""
