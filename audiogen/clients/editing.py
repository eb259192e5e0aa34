"""Adds a client to clients.yaml or clients.csv, or takes one out: every other line stays as it is, byte for byte."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Final, TypeVar

from audiogen.atomic import write_atomically
from audiogen.clients.from_csv import (
    csv_records,
    encoding_of,
    key_of_head,
    read_table,
    separator_of,
    table_records,
    table_rows,
    table_text,
)
from audiogen.clients.from_yaml import list_records, yaml_records
from audiogen.clients.lines import FileLines, read_lines
from audiogen.clients.records import Record, Records
from audiogen.clients.roster import CSV_FILE, YAML_FILE
from audiogen.errors import AudiogenError
from audiogen.script.yaml.modeline import modeline_if_any
from audiogen.script.yaml.nodes import Fault
from audiogen.script.yaml.writing import Bare, scalar

HEAD: Final = """\
# Your clients. Each has an id, which names folders and is no name; every key but sessions, length, start, every and
# message can be said in a script, as {name}. Keep this file to yourself: git is to ignore it, and nobody gets it.
"""
_BARE: Final = frozenset({"id", "length", "start", "every"})
_PLAIN: Final = re.compile(r"[A-Za-z0-9][\w.-]*")
"""What needs no quotes for the reader of this file."""
_DASH: Final = re.compile(r"(?P<before>\s*)-(?:\s|$)")

_T = TypeVar("_T")
Written = Mapping[str, str | Sequence[str]]
"""What is to be written of a client: keys and values, in their order."""


def records_of(path: Path) -> Records:
    """The records of a file, of whichever kind it is."""
    return csv_records(path) if path.name == CSV_FILE else yaml_records(path)


def record_of(path: Path, client: str) -> Record | None:
    """The entry of a client, whatever the capitals of its id; None when there is none."""
    return next((each for each in records_of(path).records if id_of(each).casefold() == client.casefold()), None)


def add_client(root: Path, path: Path | None, entry: Written) -> Path:
    """Write a client behind all others; into a new file when there is none.

    Args:
        root: the project's folder.
        path: the file of its clients; None when there is none.
        entry: the keys and values, the id first.

    Raises:
        AudiogenError: when the file is not written in lines to which another client can be added.
        OutputError: when it cannot be written.
    """
    place = path or root / YAML_FILE
    if place.name == CSV_FILE:
        entry = {key_of_head(key): value for key, value in entry.items()}
    before = records_of(place).records if path else ()
    lines = _with_row(place, entry) if place.name == CSV_FILE else _with_entry(place, path, entry)
    _write(place, lines, [*map(_contents, before), {key: _joined(value) for key, value in entry.items()}])
    return place


def remove_client(path: Path, client: str) -> None:
    """Take the entry of a client out, with the remarks that belong to it.

    Raises:
        AudiogenError: when it does not stand on lines of its own, or others refer to it.
        OutputError: when the file cannot be written.
    """
    records = records_of(path).records
    index = next((at for at, each in enumerate(records) if id_of(each).casefold() == client.casefold()), None)
    if index is None:
        return
    gone = records[index]
    if path.name == CSV_FILE:
        lines, first, last = _table_lines(path), gone.place.line - 1, gone.end_line
    else:
        lines = read_lines(path)
        first, last = entry_lines(lines.lines, [each.place.line for each in records], index)
    kept = (*lines.lines[:first], *lines.lines[last:])
    _write(path, replace(lines, lines=kept), [_contents(each) for each in (*records[:index], *records[index + 1 :])])


def entry_lines(lines: Sequence[str], places: Sequence[int], index: int) -> tuple[int, int]:
    """Where an entry of a list begins and ends, from 0, the remarks that belong to it included.

    Those are the ones within it, those right above its dash, and those right below it with an empty line behind.

    Args:
        lines: of the file.
        places: the line of the first key of each entry, from 1.
        index: of the entry.
    """
    first = _dash_line(lines, places[index])
    end = _dash_line(lines, places[index + 1]) if index + 1 < len(places) else len(lines)
    found = _DASH.match(lines[first])
    indent = len(found["before"]) if found else 0
    last = end
    while last > first + 1 and _between(lines[last - 1], indent):
        last -= 1
    # a remark right below belongs to the entry, unless it stands right above the next one
    below = last
    while below < end and lines[below].strip():
        below += 1
    if below < end or end == len(lines):
        last = below
    while first and lines[first - 1].lstrip().startswith("#"):
        first -= 1
    return first, last


def _between(line: str, indent: int) -> bool:
    """Whether a line is empty, or a remark that stands no deeper than the dashes."""
    bare = line.lstrip()
    return not bare or (bare.startswith("#") and len(line) - len(bare) <= indent) or bare.rstrip() == "..."


def _dash_line(lines: Sequence[str], number: int) -> int:
    """The line of the dash, from 0, of an entry whose first key stands on a line, from 1."""
    at = number - 1
    while at > 0 and not _DASH.match(lines[at]):
        at -= 1
    return at


def _with_entry(place: Path, path: Path | None, entry: Written) -> FileLines:
    """The lines of a list at a place, with one more entry; `path` is None where there is no file yet."""
    if path is None:
        head = modeline_if_any(place, "clients") + HEAD
        lines, indent = FileLines((*head.splitlines(keepends=True), "\n")), ""
    else:
        lines = read_lines(path)
        dashes = (found["before"] for line in lines.lines if (found := _DASH.match(line)))
        indent = next(dashes, "")
    return _appended(lines, [f"{indent}{line}" for line in _entry(entry)])


def _entry(entry: Written) -> list[str]:
    pairs = [f"{key}: {_listed(key, value)}" for key, value in entry.items()]
    return [f"{'  ' if number else '- '}{pair}" for number, pair in enumerate(pairs)]


def _listed(key: str, value: str | Sequence[str]) -> str:
    # numbers and days are read as the text that they are
    if isinstance(value, str):
        return scalar(Bare(value) if key in _BARE and _PLAIN.fullmatch(value) else value)
    return f"[{', '.join(scalar(Bare(each) if _PLAIN.fullmatch(each) else each, listed=True) for each in value)}]"


def _with_row(path: Path, entry: Written) -> FileLines:
    """The lines of a table, with one more row; keys that it does not have yet stand behind its others."""
    text = read_table(path)
    rows = _fault_raised(path, table_rows(_fault_raised(path, text)))
    lines, separator = _table_lines(path), separator_of(_fault_raised(path, text))
    head = next((row for row in rows if any(row.cells)), None)
    keys = [key_of_head(cell) for cell in head.cells] if head else []
    new = [key for key in entry if key not in keys]
    cells = [_joined(entry[key]) if key in entry else "" for key in (*keys, *new)]
    if head is None:
        return _appended(lines, [_row(new, separator), _row(cells, separator)])
    if new:
        at = head.end_line - 1
        bare = lines.lines[at].rstrip("\r\n")
        end = lines.lines[at][len(bare) :]
        changed = f"{bare}{separator}{_row(new, separator)}{end}"
        lines = replace(lines, lines=(*lines.lines[:at], changed, *lines.lines[at + 1 :]))
    return _appended(lines, [_row(cells, separator)])


def _row(cells: Sequence[str], separator: str) -> str:
    file = io.StringIO()
    csv.writer(file, delimiter=separator, lineterminator="").writerow(cells)
    return file.getvalue()


def _table_lines(path: Path) -> FileLines:
    encoding = encoding_of(path.read_bytes())
    return read_lines(path, "cp1252" if encoding == "cp1252" else "utf-8")


def _fault_raised(path: Path, value: _T | Fault) -> _T:
    if isinstance(value, Fault):
        message = f"{path}:{value.place.line}: {value.message}"
        raise AudiogenError(message)
    return value


def _appended(lines: FileLines, new: Sequence[str]) -> FileLines:
    newline = lines.newline
    last = lines.lines[-1] if lines.lines else ""
    ended = (*lines.lines[:-1], last if not last or last.endswith(("\n", "\r")) else last + newline)
    return replace(lines, lines=(*(line for line in ended if line), *(f"{line}{newline}" for line in new)))


def _write(path: Path, lines: FileLines, wanted: Sequence[Mapping[str, str]]) -> None:
    """Write a file, once it is certain that it will be read as it is meant."""
    try:
        data = lines.to_bytes()
    except UnicodeEncodeError as error:
        message = f"{path} is saved in an encoding that lacks letters of this client's"
        raise AudiogenError(message, hint="Save it again as CSV (UTF-8), then run the command again.") from error
    if not _reads_as(path, data, wanted):
        message = f"{path} is written in a way that only you can change: another entry would be read differently"
        raise AudiogenError(message, hint="Change it by hand; the file has been left as it is.")
    write_atomically(path, data)


def _reads_as(path: Path, data: bytes, wanted: Sequence[Mapping[str, str]]) -> bool:
    """Whether bytes, as the content of a file, hold just these clients."""
    if path.name == CSV_FILE:
        text = table_text(data)
        found = text if isinstance(text, Fault) else table_records(text)
    else:
        found = list_records(path, data.decode("utf-8-sig", errors="replace"))
    return not isinstance(found, Fault) and [_contents(each) for each in found.records] == list(wanted)


def _contents(record: Record) -> dict[str, str]:
    return {cell.key: _joined([text.value for text in cell.texts]) for cell in record.cells}


def _joined(value: str | Sequence[str]) -> str:
    return value if isinstance(value, str) else " ".join(value)


def id_of(record: Record) -> str:
    """The id that an entry has; empty when it has none."""
    return next((cell.texts[0].value for cell in record.cells if cell.key == "id" and cell.texts), "")
