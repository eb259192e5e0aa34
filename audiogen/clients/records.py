"""What a file of clients holds before anybody knows what it means: one record for each client, key by key."""

from __future__ import annotations

from dataclasses import dataclass

from audiogen.script.yaml.nodes import Fault, Place, Text


@dataclass(frozen=True, slots=True)
class Cell:
    """One key of a record, with its value."""

    key: str
    place: Place
    """Of the key; in a table, of the value."""
    texts: tuple[Text, ...]
    """The value; several where a list was written."""


@dataclass(frozen=True, slots=True)
class Record:
    """One client, as written."""

    place: Place
    cells: tuple[Cell, ...]
    end_line: int = 0
    """The last line that belongs to it, of a table."""


@dataclass(frozen=True, slots=True)
class Records:
    """What a file holds, and what is wrong with it as a file."""

    records: tuple[Record, ...]
    faults: tuple[Fault, ...] = ()
