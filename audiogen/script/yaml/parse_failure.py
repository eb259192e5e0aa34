"""Where PyYAML stopped and why, together with the lines that it was reading and the ways to change them."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from typing import Final

from audiogen.script.yaml.nodes import Place

FIELD: Final = re.compile(r"(?P<before>[ ]*(?:-[ ]+)*)(?P<key>\w+)[ ]*:(?:[ ]+(?P<value>\S.*)|[ ]*)")
"""A whole line with a key, perhaps with dashes before it."""


@dataclass(frozen=True, slots=True)
class ParseFailure:
    """What PyYAML says, and where."""

    problem: str
    context: str
    place: Place
    """Where it stopped."""
    begun: Place
    """Where what it was reading had begun."""
    quoted: tuple[Place, Place] | None
    """Where the last text in quotes began and ended."""
    lines: list[str]
    keys: Collection[str]
    """What may be a key in this file."""

    def line(self, place: Place) -> str:
        """The line of a place."""
        return self.lines[place.line - 1]

    def letter(self, place: Place) -> str:
        """The character at a place; nothing at the end of a line."""
        return self.line(place)[place.column - 1 : place.column]

    def above(self, place: Place) -> int | None:
        """The number of the nearest line above that holds something, from 1."""
        return next((number for number in range(place.line - 1, 0, -1) if self.lines[number - 1].strip()), None)

    def with_line(self, place: Place, text: str) -> list[str]:
        """All lines, this one replaced."""
        return [*self.lines[: place.line - 1], text, *self.lines[place.line :]]

    def with_letter(self, place: Place, letter: str) -> list[str]:
        """All lines, one character replaced."""
        line = self.line(place)
        return self.with_line(place, line[: place.column - 1] + letter + line[place.column :])

    def with_prefix(self, place: Place, prefix: str) -> list[str]:
        """All lines, with a prefix before those from a place on, up to the next dash or key."""
        lines = list(self.lines)
        for index in range(place.line - 1, len(lines)):
            if FIELD.fullmatch(lines[index]) or lines[index].lstrip().startswith("- "):
                break
            lines[index] = prefix + lines[index]
        return lines

    def with_plain_value(self, place: Place) -> list[str]:
        """All lines, the value of this one made of letters that mean nothing to YAML; a comment when it has no key."""
        line = self.line(place)
        match = FIELD.fullmatch(line)
        if match is None or match["value"] is None:
            indent = len(line) - len(line.lstrip(" "))
            return self.with_line(place, line[:indent] + "#" + line[indent + 1 :])
        start = match.start("value")
        return self.with_line(place, line[:start] + "x" * (len(line) - start))
