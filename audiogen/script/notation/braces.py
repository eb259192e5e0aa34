r"""What looks like a variable and is none: a brace without its other one, `{first name}`, `{name|friend}`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from audiogen.names import quotable
from audiogen.script.meant.tables import words_for
from audiogen.script.notation.pasted import means_pause
from audiogen.script.slips import Slip
from audiogen.script.variables import TOKEN, VARIABLE, name_meant, variables_of

_LONGEST_QUOTE: Final = 40
_OTHERWISE: Final = re.compile(
    rf"(?P<name>{VARIABLE})(?:[ ]*(?:[|/,:;=?\u2013\u2014]|\|\||-(?=[ ]))+[ ]*|[ ]+(?P<word>\w+)[ ]+)(?P<default>\S.*)"
)
"""A name, whatever was written in place of `or`, and what else is to be said."""
_NESTED: Final = re.compile(r"\{[^{}]*\{[^{}]*\}[^{}]*\}")
_HABIT: Final = "braces"
_SIGN: Final = "for the sign itself write \\{ or \\}"


def brace_slips(text: str) -> Iterator[Slip]:
    """The braces of a text that are neither a variable's nor escaped; those that other programs fill are not told."""
    variables = {variable.start: variable for variable in variables_of(text)}
    opened: int | None = None
    for found in TOKEN.finditer(text):
        variable = variables.get(found.start())
        if found["lone"] == "}" and opened is not None and "\n" not in text[opened : found.start()]:
            # the other end of what has been told
            opened = None
        elif found["lone"]:
            opened = found.start() if found["lone"] == "{" else None
            yield Slip(found.start(), _lone(text, found.start()), _HABIT)
        elif variable and means_pause(variable.name):
            yield Slip(found.start(), f'"{found[0]}" would be a variable; for a silence write [pause 3s]', _HABIT)
        elif found["inside"] is not None and variable is None:
            written = quotable(found[0], _LONGEST_QUOTE)
            yield Slip(
                found.start(), f'"{written}" looks like a variable and is none; {_meant(found["inside"])}', _HABIT
            )


def _lone(text: str, at: int) -> str:
    line = text[at:].partition("\n")[0]
    if text[at] == "}":
        return f'"}}" closes nothing; a variable is written like {{name}}, and {_SIGN}'
    if _NESTED.match(line):
        return (
            f'"{quotable(line, _LONGEST_QUOTE)}" has a variable within another one; write one, with words behind "or"'
        )
    name = re.match(VARIABLE, line[1:].lstrip())
    good = name[0] if name else "name"
    shown = quotable(line, _LONGEST_QUOTE)
    return f'"{shown}" begins a variable that has no end on its line; write {{{good}}}, and {_SIGN}'


def _meant(inside: str) -> str:
    """What to write instead."""
    words = " ".join(inside.split())
    if not words:
        return f"write a name into it, like {{name}}; {_SIGN}"
    if words.endswith(" or") and re.fullmatch(VARIABLE, words[:-3]):
        return f"write what is said where nothing is known of it, like {{{words[:-3]} or friend}}"
    first, _, default = words.partition(" or ")
    if default and (name := name_meant(first)):
        return f"a name is one word; write {{{name} or {quotable(default, _LONGEST_QUOTE)}}}"
    otherwise = _OTHERWISE.fullmatch(words)
    if otherwise and (otherwise["word"] is None or otherwise["word"].casefold() in words_for("variables", "or")):
        return f"write {{{otherwise['name']} or {quotable(otherwise['default'], _LONGEST_QUOTE)}}}"
    name = name_meant(words)
    if name:
        return f"a name is one word; write {{{name}}}, or {{{name} or friend}} with something else to say"
    return f"write a name of letters, like {{name}}, or {{name or friend}} with something else to say; {_SIGN}"
