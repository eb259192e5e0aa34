"""Reads `with:`, the values that an include gives to the variables of its file."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from typing import TypeAlias

from audiogen.names import nearest, quotable
from audiogen.script.notation.mistakes import checked
from audiogen.script.slips import SpokenTextError
from audiogen.script.variables import VARIABLE, name_meant
from audiogen.script.yaml.nodes import Fault, Fields, KeyValue, Text
from audiogen.script.yaml.whereabouts import place_at

GivenValues: TypeAlias = tuple[tuple[str, str], ...]


def given_values(pair: KeyValue | None) -> tuple[GivenValues, tuple[Fault, ...]]:
    """Names and values, and what is wrong with the others."""
    if pair is None:
        return (), ()
    if not isinstance(pair.value, Fields) or not pair.value.entries:
        message = "with: write the name of a variable and its value below, or in braces: with: {place: the garden}"
        return (), (Fault(pair.value.place, message),)
    values: list[tuple[str, str]] = []
    faults: list[Fault] = []
    for each in pair.value.entries:
        found = tuple(_faults(each))
        faults += found
        if isinstance(each.value, Text) and not found:
            # a block ends with a line, and what stands behind the variable goes on in the same one
            values.append((each.key, each.value.value.strip()))
    return tuple(values), tuple(faults)


def _faults(pair: KeyValue) -> Iterator[Fault]:
    name, value = quotable(pair.key), pair.value
    if not re.fullmatch(VARIABLE, pair.key):
        meant = name_meant(pair.key)
        yield Fault(
            pair.place, f'with: "{name}" is not the name of a variable; write {meant or "one word, like place"}'
        )
    elif not isinstance(value, Text):
        yield Fault(value.place, f"with: {name}: write one text here; neither a list nor further keys fit")
    elif not value.value.strip():
        yield Fault(value.place, f"with: {name}: no value; write one after the colon, or remove the line")
    else:
        yield from _misspelt(name, value)


def _misspelt(name: str, value: Text) -> Iterator[Fault]:
    try:
        checked(value.value)
    except SpokenTextError as error:
        for slip in error.slips:
            yield Fault(place_at(value, slip.offset), f"with: {name}: {slip.message}")
    except ValueError:
        # signs alone may be a part of a text that has words
        return


def unused_values(pair: KeyValue | None, file: str, used: Collection[str]) -> Iterator[Fault]:
    """The values that a file has no variable for."""
    entries = pair.value.entries if pair and isinstance(pair.value, Fields) else ()
    for each in entries:
        if each.key not in used and re.fullmatch(VARIABLE, each.key):
            meant = nearest(each.key, used)
            hint = f"; did you mean {meant}?" if meant else ""
            known = f" It has {', '.join(f'{{{name}}}' for name in sorted(used))}" if used else " It has none"
            message = f"with: {quotable(file)} has no variable {{{quotable(each.key)}}}{hint or '.'}{known}"
            yield Fault(each.place, message)
