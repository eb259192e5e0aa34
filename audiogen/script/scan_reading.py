"""What is wrong with the places of a scan and the words for them, and where all that is said stands in the file."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from audiogen.names import quotable
from audiogen.script.notation.mistakes import checked
from audiogen.script.scanning import PLACE, scanned, text_of
from audiogen.script.steps import Scan
from audiogen.script.variables import variables_of
from audiogen.script.yaml.nodes import Fault, Fields, Items, Node, Place, Text, follow

_EXAMPLE: Final = '"Resting with {place}."'


def not_places(node: Fields) -> Fault | None:
    """The fault of a scan that is no list; None where it is one."""
    value = follow(node, (Scan.verb,))[0]
    if isinstance(value, Items) and value.items:
        return None
    if isinstance(value, Text) and value.value.strip():
        first = quotable(_first_of(value.value))
        message = f'write each place on a line of its own below, with a dash, like "- {first}"'
    else:
        message = 'write the places below it, each on a line of its own with a dash, like "- your feet"'
    return Fault(value.place, f"scan: {message}")


def _first_of(text: str) -> str:
    """The first of several places that are written in one text."""
    return text.strip().splitlines()[0].partition(",")[0].strip().lstrip("-").strip()


def scan_faults(node: Fields, scan: Scan) -> Iterator[Fault]:
    """What is wrong with the words of a scan that is right in itself."""
    for number, words in enumerate(scan.words):
        if all(variable.name != PLACE for variable in variables_of(words)):
            written = follow(node, ("words", number))[0]
            yield Fault(written.place, f"words: {_without_place(words)}")
    for (say, _), item in zip(scanned(scan), _items(node), strict=True):
        try:
            checked(say.say)
        except ValueError as error:
            yield Fault(item.place, f"scan: with the place in its words, these cannot be read: {error}")


def _without_place(words: str) -> str:
    other = next(variables_of(words), None)
    meant = f" (did you mean {{{PLACE}}} by {{{quotable(other.name)}}}?)" if other else ""
    return f"{{{PLACE}}} is missing, so that no place would be named{meant}; write it where that goes, like {_EXAMPLE}"


def said_at(node: Fields, scan: Scan) -> Iterator[tuple[Place, Text]]:
    """The place of each item in the file, and what is said there, with the places of its words."""
    for number, ((say, _), item) in enumerate(zip(scanned(scan), _items(node), strict=True)):
        own = follow(item, ("words",))[0] if scan.scan[number].words else _common(node, number)
        place = follow(item, ("place",))[0] if isinstance(item, Fields) else item
        if isinstance(place, Text) and (own is None or isinstance(own, Text)):
            yield item.place, text_of(own, place, say.say)


def _common(node: Fields, number: int) -> Node | None:
    """The words that a scan has for all its places, for one of them."""
    pair = node.entry("words")
    if pair is None:
        return None
    return pair.value.items[number % len(pair.value.items)] if isinstance(pair.value, Items) else pair.value


def _items(node: Fields) -> Sequence[Node]:
    places = follow(node, (Scan.verb,))[0]
    return places.items if isinstance(places, Items) else ()
