"""clients.csv as records: a table as spreadsheets save it, with whatever they put between two cells."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

from audiogen.clients.records import Cell, Record, Records
from audiogen.script.meant.client_keys import client_key_meant
from audiogen.script.yaml.nodes import Fault, Place, Text

_SEPARATORS: Final = ";\t,"
"""What spreadsheets put between cells, in the order in which they win a draw."""
_LARGEST_BYTES: Final = 5_000_000
_FOREIGN: Final = re.compile(rb"PK[\x03\x05]|\xd0\xcf\x11\xe0|%PDF-|\{\\rtf")
_NOT_A_TABLE: Final = "this is a document of another program; in the spreadsheet, save the table as CSV (UTF-8)"
_SEPARATOR_LINE: Final = re.compile(r"sep=(.)", re.IGNORECASE)
"""How Excel is told which separator a file has."""


def csv_records(path: Path) -> Records:
    """The records of a table; its first line with anything in it holds the keys."""
    text = read_table(path)
    return Records((), (text,)) if isinstance(text, Fault) else table_records(text)


def table_records(text: str) -> Records:
    """The records of a table's text."""
    rows = table_rows(text)
    if isinstance(rows, Fault):
        return Records((), (rows,))
    filled = [row for row in rows if any(row.cells)]
    if not filled:
        return Records(())
    head, *below = filled
    if "id" not in map(key_of_head, head.cells):
        return Records((), (_no_id(head),))
    faults = list(_head_faults(head, below))
    records: list[Record] = []
    for row in below:
        cells, extra = _cells(head.cells, row), [cell for cell in row.cells[len(head.cells) :] if cell]
        if extra:
            message = (
                f"this line has more cells than the first one; a value that holds {_named(separator_of(text))} "
                'stands in "quotes"'
            )
            faults.append(Fault(Place(row.line, 1), message))
        records.append(Record(Place(row.line, 1), tuple(cells), row.end_line))
    return Records(tuple(records), tuple(faults))


class TableRow:
    """One row of a table, with the lines on which it stands, from 1."""

    __slots__ = ("cells", "end_line", "line")

    def __init__(self, line: int, end_line: int, cells: Sequence[str]) -> None:
        """Of cells without the space around them."""
        self.line, self.end_line = line, end_line
        self.cells = tuple(cell.strip() for cell in cells)

    @property
    def says_separator(self) -> bool:
        """Whether it tells Excel what stands between the cells; it is cut there itself, unless it stands in quotes."""
        first = self.cells[0] if self.cells else ""
        return first.casefold() == "sep=" or _SEPARATOR_LINE.fullmatch(first) is not None


def read_table(path: Path) -> str | Fault:
    """The text of a table, in whichever of the encodings of spreadsheets it is saved."""
    try:
        data = path.read_bytes()
    except OSError as error:
        return Fault(Place(1, 1), f"the file cannot be read: {error.strerror or error}; check its permissions")
    return table_text(data)


def table_text(data: bytes) -> str | Fault:
    """The text of a table from its bytes."""
    if _FOREIGN.match(data):
        return Fault(Place(1, 1), _NOT_A_TABLE)
    if len(data) > _LARGEST_BYTES:
        return Fault(Place(1, 1), f"the file is larger than {_LARGEST_BYTES // 1_000_000} MB, too much for a table")
    encoding = encoding_of(data)
    text = data.decode(encoding, errors="replace")
    if "\0" in text:
        return Fault(Place(1, 1), _NOT_A_TABLE)
    return text


def encoding_of(data: bytes) -> str:
    """The encoding of a table: UTF-16 with its mark, UTF-8, else that of Windows in western Europe."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "utf-16"
    try:
        data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return "cp1252"
    return "utf-8-sig"


def separator_of(text: str) -> str:
    """What stands between the cells of a table, by its first line with anything in it."""
    first = next((line for line in text.splitlines() if line.strip()), "")
    said = _SEPARATOR_LINE.fullmatch(first.strip().strip('"'))
    if said:
        return said[1]
    bare = re.sub(r'"[^"]*"', "", first)
    # a table of ids alone has no separator at all
    return max(_SEPARATORS, key=bare.count)


def table_rows(text: str) -> list[TableRow] | Fault:
    """Every row of a table, also empty ones; the line in which Excel is told the separator is none."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator_of(text), strict=True)
    rows: list[TableRow] = []
    line = 1
    try:
        for cells in reader:
            rows.append(TableRow(line, reader.line_num, cells))
            line = reader.line_num + 1
    except csv.Error:
        message = 'a quotation mark " opens or closes here without its other half; within a value, write it twice'
        return Fault(Place(line, 1), message)
    told = next((number for number, row in enumerate(rows) if any(row.cells)), None)
    if told is not None and rows[told].says_separator:
        rows[told] = TableRow(rows[told].line, rows[told].end_line, ())
    return rows


def key_of_head(written: str) -> str:
    """A key as the first line of a table has it, without the capitals that spreadsheets like."""
    return written.strip().casefold()


def _no_id(head: TableRow) -> Fault:
    """That no column holds ids; no cell is quoted but one that means just that, since this may be no line of keys."""
    other = next((cell for cell in head.cells if client_key_meant(key_of_head(cell)) == "id"), None)
    meant = f'; is it what "{other}" holds? Call that id' if other else ""
    message = f'the first line holds the keys, like id;name;sessions, and "id" is not among them{meant}'
    return Fault(Place(head.line, 1), message)


def _head_faults(head: TableRow, below: Sequence[TableRow]) -> Iterator[Fault]:
    keys = [key_of_head(cell) for cell in head.cells]
    for number, key in enumerate(keys):
        if not key and any(row.cells[number] for row in below if number < len(row.cells)):
            message = f"column {number + 1} has values, but no key in this line; write what it holds, like name"
            yield Fault(Place(head.line, 1), message)
        elif key and key in keys[:number]:
            yield Fault(Place(head.line, 1), f'two columns are called "{head.cells[number]}"; give each its own key')


def _cells(keys: Sequence[str], row: TableRow) -> Iterator[Cell]:
    seen: set[str] = set()
    for written, value in zip(keys, row.cells, strict=False):
        key, place = key_of_head(written), Place(row.line, 1)
        # an empty cell says that nothing is known
        if key and value and key not in seen:
            seen.add(key)
            yield Cell(key, place, (Text(place, value, "quoted"),))


def _named(separator: str) -> str:
    return {";": "a semicolon", ",": "a comma", "\t": "a tab"}.get(separator, separator)
