"""Steps that begin with something else than a hyphen and a space: a bullet, a long dash, a number, nothing at all."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from typing import Final

from audiogen.names import quotable
from audiogen.script.yaml.mending import Found, Mender
from audiogen.script.yaml.nodes import Fault, Place
from audiogen.script.yaml.outline import SPACES, named, structure, width

_MARKED: Final = re.compile(
    rf"(?P<indent>[ \t{SPACES}]*)"
    r"(?P<mark>[^\w\s\"'\u201c\u201d\u2018\u2019#&!{}\[\]|%@`,:]{1,3}|\d{1,3}[.)]|[a-z][.)])"
    r"(?P<space>\s*)(?P<key>\w+)(?P<rest>[ ]*:.*)"
)
"""A line that begins with anything that people put before an item of a list."""
_DASHED: Final = re.compile(r"(?P<indent>[ ]*)-[ ]+(?P<key>\w+)[ ]*:(?:[ ].*)?")
_DASHLESS: Final = re.compile(r"(?P<indent>[ ]*)(?P<key>\w+)(?P<rest>[ ]*:(?:[ ].*)?)")
_OPTION: Final = re.compile(r"[ ]*(?P<key>\w+)[ ]*:")
_FIELD: Final = re.compile(r"(?P<key>\w+)[ ]*:(?:[ ]+(?P<value>\S.*)|[ ]*)")
"""A key of the whole file."""


def mend_marks(mender: Mender) -> None:
    """Steps that begin with a bullet, a long dash, a number, or a hyphen without its space."""

    def look(index: int, line: str) -> Found | None:
        match = _MARKED.fullmatch(line)
        if match is None or match["key"] not in mender.keys or (match["mark"], match["space"][:1]) == ("-", " "):
            return None
        mark, good = match["mark"], f"- {match['key']}{match['rest']}"
        name = f" ({named(mark)})" if len(mark) == 1 else ""
        stands = "the space is missing" if mark == "-" and not match["space"] else f'"{mark}"{name} stands there'
        message = f'begin with a hyphen and a space, like "{quotable(good)}"; here {stands}'
        _move_below(mender, index, len(match["indent"]) + 2)
        return Found(match.start("mark"), message, match["indent"] + good)

    mender.each(look)


def missing_steps(lines: list[str], verbs: Collection[str]) -> Fault | None:
    """The fault of steps that stand below no `steps:`; None where they do, or where there are none."""
    numbers = list(structure(lines))
    first = next((at for at, number in enumerate(numbers) if _begins_step(lines[number], verbs)), None)
    if not first:
        return None
    above = [_FIELD.fullmatch(lines[number]) for number in numbers[:first]]
    # a key without a value is meant to hold them, whatever it is called; words of other kinds are told otherwise
    if not all(above) or any(match and (not match["value"] or match["key"].lower() == "steps") for match in above):
        return None
    place = Place(numbers[first] + 1, width(lines[numbers[first]]) + 1)
    return Fault(place, 'a line is missing before the first dash; write "steps:" above it, in a line of its own')


def _begins_step(line: str, verbs: Collection[str]) -> bool:
    match = _DASHED.fullmatch(line)
    return match is not None and match["key"] in verbs


def mend_missing(mender: Mender) -> None:
    """Steps that begin with their verb."""
    indents = [len(match["indent"]) for _, match in _matching(mender, _DASHED)]
    bare = {index: match for index, match in _matching(mender, _DASHLESS) if match["key"] in mender.verbs}
    if indents and len(bare) == 1:
        # one verb below another is a step with two verbs, which is told as such
        bare = {index: match for index, match in bare.items() if len(match["indent"]) <= min(indents)}
    found: list[tuple[int, Found]] = []
    for index, match in bare.items():
        good = f"- {match['key']}{match['rest']}"
        message = f'a step begins with a hyphen and a space; write "{quotable(good)}"'
        found.append((index, Found(match.start("key"), message, good)))
        indent = min(indents, default=2)
        _move_below(mender, index, indent + 2)
        mender.lines[index] = " " * indent + good
    mender.tell(found)


def _matching(mender: Mender, pattern: re.Pattern[str]) -> Iterator[tuple[int, re.Match[str]]]:
    for index in structure(mender.lines):
        match = pattern.fullmatch(mender.lines[index])
        if match:
            yield index, match


def _move_below(mender: Mender, index: int, column: int) -> None:
    """Put all that belongs to a step where it belongs once the step's key begins in a column, from 0."""
    lines, old = mender.lines, width(mender.lines[index])
    end = index + 1
    while end < len(lines) and (not lines[end].strip() or (width(lines[end]) >= old and not _begins(mender, end))):
        end += 1
    # a remark in the column of the steps belongs to none of them
    below = [at for at in range(index + 1, end) if lines[at].strip()]
    below = [at for at in below if width(lines[at]) > old or not _remark(lines[at])]
    options = [width(lines[number]) for number in below if _is_option(mender, number)]
    text = min((width(lines[number]) for number in below), default=column + 1)
    moved = column - min(options) if options else max(0, column + 1 - text)
    for number in below:
        lines[number] = " " * max(0, width(lines[number]) + moved) + lines[number][width(lines[number]) :]


def _remark(line: str) -> bool:
    return line.lstrip().startswith("#")


def _begins(mender: Mender, index: int) -> bool:
    line = mender.lines[index]
    match = _MARKED.fullmatch(line) or _DASHED.fullmatch(line) or _DASHLESS.fullmatch(line)
    return match is not None and match["key"] in mender.verbs


def _is_option(mender: Mender, index: int) -> bool:
    # one without its space would be spoken, if it were moved as a line of the text above it
    match = _OPTION.match(mender.lines[index])
    return match is not None and match["key"] in mender.keys
