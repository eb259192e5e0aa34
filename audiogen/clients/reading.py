"""From records to clients, with a fault for every mistake in them, at its place."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from audiogen.clients.client import Client, id_fault
from audiogen.clients.entry import KEYS
from audiogen.clients.intervals import parse_interval
from audiogen.clients.records import Cell, Record
from audiogen.names import nearest, quotable
from audiogen.script.meant.client_keys import client_key_meant
from audiogen.script.meant.dates import calendar_day, date_meant
from audiogen.script.notation.mistakes import checked
from audiogen.script.slips import SpokenTextError
from audiogen.script.variables import VARIABLE
from audiogen.script.yaml.fields import one_line, parse_length
from audiogen.script.yaml.fitting import LEFT_OUT, not_a_date
from audiogen.script.yaml.nodes import Fault, Place, Text
from audiogen.script.yaml.whereabouts import place_at

_NO_VARIABLES: Final = frozenset(KEYS) - {"name"}
_NAME: Final = re.compile(VARIABLE)
_YEARS: Final = range(1970, 2100)
"""In which a client may begin. A slip in any other leaves a page whose day never comes, or is long past."""
_BETWEEN: Final = re.compile(r"[\s,;]+")
_SPOKEN_ALONE: Final = re.compile(r"\{|\}|\]\(")
"""What means something in spoken text, and nothing in what is shown."""
_QUOTE: Final = re.compile(r'"(?P<quoted>[^"]*)"|<(?P<tag>[^<>]*)>')
_WORD: Final = re.compile(r"\w+")


@dataclass(slots=True)
class ClientReader:
    """Reads the records of one file."""

    table: bool
    """Whether they come from a spreadsheet, which writes dates in the way of its country."""
    faults: list[Fault] = field(default_factory=list)
    _ids: dict[str, Place] = field(default_factory=dict)

    def read(self, record: Record) -> Client | None:
        """The client of a record; None when it has none that could be told apart."""
        cells = {cell.key: cell for cell in record.cells if self._is_key(cell)}
        known = self._id(record, cells.get("id"))
        length_s, start = self._length(cells.get("length")), self._start(cells.get("start"))
        every_days = self._every(cells.get("every"), cells.get("start"))
        values = {key: cell.texts[0].value for key, cell in cells.items() if key not in _NO_VARIABLES and cell.texts}
        for key in values:
            self._value(key, cells[key].texts[0])
        sessions, message = tuple(self._sessions(cells.get("sessions"))), self._message(cells.get("message"))
        if known is None:
            return None
        places = {key: cell.texts[0].place if cell.texts else cell.place for key, cell in cells.items()}
        return Client(known, record.place, values, sessions, length_s, start, every_days, message, places)

    def _tell(self, place: Place, message: str) -> None:
        self.faults.append(Fault(place, message))

    def _is_key(self, cell: Cell) -> bool:
        if cell.key.casefold() in KEYS and cell.key not in KEYS:
            self._tell(cell.place, f'"{quotable(cell.key)}" is written in small letters: {cell.key.casefold()}')
            return False
        if cell.key not in KEYS and not _NAME.fullmatch(cell.key):
            good = re.sub(r"\W+", "_", cell.key).strip("_")
            like = f", like {good}" if _NAME.fullmatch(good) else ""
            message = f'"{quotable(cell.key)}" cannot stand in braces in a script; write letters, digits and _{like}'
            self._tell(cell.place, message)
            return False
        return True

    def _id(self, record: Record, cell: Cell | None) -> str | None:
        if cell is None or not cell.texts:
            if not any(each.key.casefold() == "id" for each in record.cells):
                other = next((each.key for each in record.cells if client_key_meant(each.key) == "id"), None)
                meant = f'; is it what "{quotable(other)}" holds? Call that id' if other else ""
                self._tell(record.place, f'"id" is missing; add one that is no name, like "id: c1"{meant}')
            return None
        text, place = cell.texts[0].value, cell.texts[0].place
        fault = id_fault(text)
        if fault:
            self._tell(place, f"id: {fault}")
            return None
        if (first := self._ids.get(text.casefold())) is not None:
            self._tell(place, f'id: "{text}" is the id of another client, on line {first.line}; capitals do not count')
            return None
        self._ids[text.casefold()] = place
        return text

    def _length(self, cell: Cell | None) -> float | None:
        if cell is None or not cell.texts:
            return None
        try:
            length_s = parse_length(cell.texts[0].value)
        except ValueError as error:
            self._tell(cell.texts[0].place, f"length: {self._misplaced(cell.texts[0].value, 'length') or error}")
            return None
        if length_s <= 0:
            self._tell(cell.texts[0].place, "length: no session lasts so long; write one like 10m")
        return length_s

    def _start(self, cell: Cell | None) -> dt.date | None:
        if cell is None or not cell.texts:
            return None
        written = cell.texts[0].value
        # spreadsheets turn dates into those of their country
        day = (date_meant(written) or written) if self.table else written
        try:
            found = calendar_day(day)
        except ValueError:
            message = not_a_date(written).replace("date: ", "start: ", 1)
            misplaced = self._misplaced(written, "date")
            self._tell(cell.texts[0].place, f"start: {misplaced}" if misplaced else message)
            return None
        if found.year not in _YEARS:
            told = f'start: no client begins in the year of "{written}"; look at its four figures, as in 2026-11-02'
            self._tell(cell.texts[0].place, told)
            return None
        return found

    def _every(self, cell: Cell | None, start: Cell | None) -> int | None:
        if cell is None or not cell.texts:
            return None
        text = cell.texts[0]
        if start is None or not start.texts:
            self._tell(text.place, "every: from which day on? Write that, too, like start: 2026-11-02")
        try:
            return parse_interval(text.value)
        except ValueError as error:
            self._tell(text.place, f"every: {self._misplaced(text.value, 'interval') or error}")
            return None

    def _misplaced(self, written: str, what: str) -> str | None:
        """What is said of a cell without a figure, which may be a name in the wrong column: so it is not quoted."""
        if not self.table or any(map(str.isdigit, written)):
            return None
        like = {"length": "10m", "date": "2026-11-02", "interval": "1d"}[what]
        return f"this cell holds no {what}, which is written like {like}; look whether it is in the right column"

    def _sessions(self, cell: Cell | None) -> Iterator[Text]:
        for text in cell.texts if cell else ():
            for name in filter(None, _BETWEEN.split(text.value)):
                yield Text(text.place, name)

    def _message(self, cell: Cell | None) -> str:
        if cell is None or not cell.texts:
            return ""
        text = cell.texts[0]
        if text.comment and text.style == "plain":
            self._tell(text.place, f"message: {LEFT_OUT}")
        if _SPOKEN_ALONE.search(text.value):
            told = "it is shown as it stands, and never spoken: write it without braces, and without how a word sounds"
            self._tell(text.place, f"message: {told}")
        return one_line(text.value)

    def _value(self, key: str, text: Text) -> None:
        """Tell what is wrong in a value, as of spoken text, but never quote what nobody else should read."""
        if "{" in text.value or "}" in text.value:
            self._tell(text.place, f"{key}: a value holds no braces: nothing in it is filled")
            return
        try:
            checked(text.value)
        except SpokenTextError as error:
            for slip in error.slips:
                self._tell(place_at(text, slip.offset), f"{key}: {without_quotes(slip.message, text.value)}")
        except ValueError as error:
            self._tell(text.place, f"{key}: {without_quotes(str(error), text.value)}")


def key_like(word: str) -> str | None:
    """The key that a word is near to, or stands for in another tongue; None when it is like none."""
    return client_key_meant(word) or nearest(word, [key for key in KEYS if key != "id"])


def without_quotes(message: str, value: str) -> str:
    """A message with dots in place of whatever it quotes of a value."""
    words = set(_WORD.findall(value.casefold()))
    names: set[str] = set()
    """What stands in tags: messages name it without quotes, too."""

    def hidden(quote: re.Match[str]) -> str:
        inside = quote["tag"] if quote["quoted"] is None else quote["quoted"]
        found = set(_WORD.findall(inside.casefold()))
        if not words & found:
            return quote[0]
        if quote["tag"] is None:
            return '"…"'
        names.update(words & found)
        return "<…>"

    told = _QUOTE.sub(hidden, message)
    return _WORD.sub(lambda word: "…" if word[0].casefold() in names else word[0], told)
