"""What is wrong with the places of a scan and the words for them, and where all that is said stands in the file."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from audiogen.names import quotable
from audiogen.script.blocks import KINDS, Scan, ScanPlace
from audiogen.script.meant.keys import key_meant
from audiogen.script.meant.lengths import is_length
from audiogen.script.notation.mistakes import checked
from audiogen.script.scanning import PLACE, scanned, text_of, turns
from audiogen.script.variables import variables_of
from audiogen.script.yaml.nodes import Fault, Fields, Items, KeyValue, Node, Place, Text, follow

_EXAMPLE: Final = '"Resting with {place}."'
_BELOW: Final = "each on a line of its own with a dash"


def not_places(node: Fields) -> tuple[Fault, ...]:
    """What is wrong with a scan that is no list of places."""
    value = follow(node, (Scan.verb,))[0]
    if not isinstance(value, Items) or not value.items:
        return (Fault(value.place, f"scan: {_no_list(value)}"),)
    nodes = value.items
    befores = (None, *nodes)
    told = (_no_place(item, before) for before, item in zip(befores, nodes, strict=False))
    return tuple(Fault(item.place, message) for item, message in zip(nodes, told, strict=True) if message)


def _no_list(value: Node) -> str:
    if isinstance(value, Text) and any(map(str.isalpha, value.value)):
        first = value.value.strip().splitlines()[0].partition(",")[0].strip().lstrip("-").strip()
        return f'write each place on a line of its own below, with a dash, like "- {quotable(first)}"'
    first_pair = value.entries[0] if isinstance(value, Fields) and value.entries else None
    if first_pair and isinstance(first_pair.value, Text) and is_length(first_pair.value.value):
        return f"write the places below it, {_BELOW}, like {_with_time(first_pair)}"
    return f'write the places right below it, {_BELOW}, like "- your feet"'


def _no_place(item: Node, before: Node | None) -> str | None:
    """What is wrong with an item that is no place; None where it may be one."""
    if isinstance(item, Items):
        return 'scan: each place has a dash of its own, and no list within; write it like "- your feet"'
    if isinstance(item, Text) and item.empty:
        return 'scan: nothing follows this dash; write a place, like "- your feet", or remove the dash'
    if isinstance(item, Text) or item.entry(ScanPlace.shorthand):
        return None
    return _no_key_of_place(item.entries[0], before) if item.entries else None


def _no_key_of_place(pair: KeyValue, before: Node | None) -> str | None:
    if pair.key in ScanPlace.key_names() and before is not None:
        return (
            f'"{pair.key}" belongs to the place above; remove the dash, and begin it in the same column as "place", '
            'which stands before that one, like "- place: your feet"'
        )
    if pair.key in KINDS:
        return (
            f'"{pair.key}" is a step of its own; in a scan write the place alone, like "- your feet", and behind all '
            'of them "words:" and "silence:", in the same column as "scan"'
        )
    if key_meant(pair.key, ScanPlace.key_names()) or pair.key in ScanPlace.key_names():
        return None
    return f'"{quotable(pair.key)}" is not a key here; write {_with_time(pair)}'


def _with_time(pair: KeyValue) -> str:
    """How a place is written that stands as a key, perhaps with its time behind it."""
    time = pair.value.value if isinstance(pair.value, Text) and is_length(pair.value.value) else "20s"
    return f'"- place: {quotable(pair.key)}", and below it, in the same column as "place", "silence: {time}"'


def scan_faults(node: Fields, scan: Scan) -> Iterator[Fault]:
    """What is wrong with the words of a scan whose parts are right in themselves."""
    for number, words in enumerate(scan.words):
        if message := _misses_place(words):
            written = follow(node, ("words", number))[0]
            yield Fault(written.place, f"words: {message}")
    for (say, _), item in zip(scanned(scan), _items(node), strict=True):
        try:
            checked(say.say)
        except ValueError as error:
            yield Fault(item.place, f"scan: with this place in its words, they cannot be read: {error}")


def _misses_place(words: str) -> str | None:
    """What is wrong with words that are for all places."""
    found = tuple(variables_of(words))
    own = next((variable for variable in found if variable.name == PLACE), None)
    if own is None:
        meant = f" (did you mean {{{PLACE}}} by {{{quotable(found[0].name)}}}?)" if found else ""
        missing = f"{{{PLACE}}} is missing, so that no place would be named{meant}"
        return f"{missing}; write it where the place goes, like {_EXAMPLE}"
    if own.default is not None:
        return f'there is always a place; write {{{PLACE}}} alone, without "or {quotable(own.default)}"'
    return None


def said_at(node: Fields, scan: Scan) -> Iterator[tuple[Place, Text]]:
    """The place of each item in the file, and what is said there, with the places of its words."""
    common = node.entry("words")
    for item, turn, (say, _) in zip(_items(node), turns(scan), scanned(scan), strict=True):
        own, of_place = follow(item, ("words",))
        of_all = _turn(common.value, turn) if common and turn is not None else None
        words, place = own if of_place else of_all, follow(item, ("place",))[0]
        if isinstance(place, Text) and (words is None or isinstance(words, Text)):
            yield item.place, text_of(words, place, say.say)


def _turn(words: Node, turn: int) -> Node:
    """One of the words that a scan has for all places."""
    return words.items[turn] if isinstance(words, Items) else words


def _items(node: Fields) -> Sequence[Node]:
    places = follow(node, (Scan.verb,))[0]
    return places.items if isinstance(places, Items) else ()
