"""clients.yaml as records: a list, in which each client has keys of its own."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Final

from audiogen.clients.entry import KEYS
from audiogen.clients.reading import key_like
from audiogen.clients.records import Cell, Record, Records
from audiogen.names import quotable
from audiogen.script.yaml.contents import read_text
from audiogen.script.yaml.document import parse_document
from audiogen.script.yaml.nodes import Fault, Fields, Items, KeyValue, Node, Place, Text

_OF_VALUE: Final = re.compile(r'"(?:(?P<sign>[&!])[^"]*|(?P<word>[^"]*)(?=" has no space|" does not stand))"')
"""What messages quote of a value: a long word; what YAML takes for a label, a type or a key, and is none."""
_EXAMPLE: Final = '"- id: c1", and below it "  name: Anna"'


def yaml_records(path: Path) -> Records:
    """The records of a file of YAML; of a file that holds nothing but remarks, none."""
    text = read_text(path)
    return Records((), (text,)) if isinstance(text, Fault) else list_records(path, text)


def list_records(path: Path, text: str) -> Records:
    """The records of a text of YAML; `path` is only noted."""
    lines = (line.strip() for line in text.splitlines())
    if all(not line or line.startswith("#") or line == "---" for line in lines):
        return Records(())
    document = parse_document(path, text)
    root = document.root
    told = tuple(replace(each, message=_OF_VALUE.sub(_without_value, each.message)) for each in document.faults)
    if not isinstance(root, Items):
        return Records((), told or (_no_list(root),))
    records, faults = [], [*told]
    for node in root.items:
        found = _record(node)
        if isinstance(found, Fault):
            faults.append(found)
        else:
            records.append(found[0])
            faults += found[1]
    return Records(tuple(records), tuple(sorted(set(faults))))


def _without_value(quote: re.Match[str]) -> str:
    return quote[0] if quote["word"] in KEYS else f'"{quote["sign"] or ""}\u2026"'


def _no_list(root: Node | None) -> Fault:
    if isinstance(root, Fields) and root.entries:
        first = root.entries[0]
        if first.key == "clients":
            return Fault(first.place, 'leave "clients:" out: the file is the list itself, each client with a dash')
        return Fault(first.place, f"each client begins with a dash and its id: {_EXAMPLE}")
    place = root.place if root else Place(1, 1)
    return Fault(place, f"this is no list of clients; write each with a dash, like {_EXAMPLE}")


def _record(node: Node) -> tuple[Record, list[Fault]] | Fault:
    if not isinstance(node, Fields) or not node.entries:
        return Fault(node.place, f"a client is an id and what belongs to it; write {_EXAMPLE}")
    cells, faults = [], []
    for pair in node.entries:
        texts = tuple(_texts(pair))
        wrong = next((each for each in texts if isinstance(each, Fault)), None)
        if wrong:
            faults.append(wrong)
        cells.append(Cell(pair.key, pair.place, tuple(each for each in texts if isinstance(each, Text))))
    return Record(node.place, tuple(cells)), faults


def _texts(pair: KeyValue) -> Iterator[Text | Fault]:
    node = pair.value
    listed = node.items if isinstance(node, Items) and pair.key == "sessions" else (node,)
    for each in listed:
        if not isinstance(each, Text):
            message = f'{pair.key}: write one value here; text that begins with [ or {{ stands in "quotes"'
            if pair.key != "sessions" and key_like(pair.key) == "sessions":
                yield Fault(pair.place, f'"{quotable(pair.key)}": did you mean sessions?')
                return
            yield Fault(each.place, message)
        elif each.empty:
            yield Fault(each.place, f"{pair.key}: no value; write one after the colon, or remove the line")
        else:
            yield each
