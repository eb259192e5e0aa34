"""One client, and all of them: who gets which sessions, and what is said to them. Frozen values.

No text that a value gives of itself, in a log or a message, holds a name: the id is all that anybody else may see.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from audiogen.errors import AudiogenError
from audiogen.names import nearest, quotable
from audiogen.script.yaml.nodes import Place, Text
from audiogen.script.yaml.written import Form, figures

LONGEST_ID: Final = 40
_ID: Final = re.compile(r"[A-Za-z0-9]+(-[A-Za-z0-9]+)*")
_RESERVED: Final = re.compile(r"(?:con|prn|aux|nul|com[0-9]|lpt[0-9])", re.IGNORECASE)
"""Names that Windows gives to devices: no folder can have one."""
_TAKEN: Final = frozenset({"secret", "sheets"})
"""What private/ keeps beside the folders of clients."""


@dataclass(frozen=True, slots=True)
class Client:
    """Somebody for whom sessions are made."""

    id: str
    """What names the client's folder, and one day a part of an address."""
    place: Place
    """Where the entry begins in its file."""
    values: Mapping[str, str] = field(repr=False)
    """What is said in place of variables, `name` among them: names → spoken texts."""
    sessions: tuple[Text, ...] = field(default=(), repr=False)
    """As `build` takes them, each with its place; all sessions when there are none."""
    length_s: float | None = None
    """The one length that the client gets; every length that a session offers when None."""
    start: dt.date | None = None
    """The day of the first session; each day after it has the next one."""
    every_days: int | None = None
    """How many days lie between two sessions, none of which is there before its day; None where all are there."""
    message: str = field(default="", repr=False)
    """What stands on the client's page in the practitioner's own words, and is never spoken; may be empty."""
    places: Mapping[str, Place] = field(default_factory=dict, repr=False)
    """Where in the file each key stands, by key."""


@dataclass(frozen=True, slots=True)
class Roster:
    """All clients of a project."""

    path: Path
    """The file, as the user named its folder."""
    clients: tuple[Client, ...]
    """In the order of the file."""

    @property
    def ids(self) -> tuple[str, ...]:
        """In the order of the file."""
        return tuple(client.id for client in self.clients)

    def find(self, wanted: str) -> Client | None:
        """The client of an id, whatever its capitals."""
        return next((client for client in self.clients if client.id.casefold() == wanted.casefold()), None)

    def require(self, wanted: str) -> Client:
        """The same.

        Raises:
            AudiogenError: when nobody has this id.
        """
        client = self.find(wanted)
        if client is None:
            raise AudiogenError(unknown_client(wanted, self.ids), hint="`audiogen clients` lists them.")
        return client


def id_fault(text: str) -> str | None:
    """What is wrong with an id, and what to write instead; None when nothing is."""
    if not _ID.fullmatch(text):
        return "an id names a folder; write letters, digits and single hyphens, like c1 or k-27"
    if len(text) > LONGEST_ID:
        return f"an id names a folder; at most {LONGEST_ID} letters fit"
    if text.casefold() in _TAKEN:
        return f'"{text}" is a name that private/ needs for itself; write another, like c1'
    if _RESERVED.fullmatch(text):
        return f'"{text}" is the name of a device on Windows, where no folder can be called so; write another, like c1'
    return None


def id_form() -> Form:
    """How an id is written; YAML may take it for a number."""
    told = "Write an id of letters, digits and single hyphens that is no name, like c1 or k-27."
    form = figures(_ID.pattern, told, "c1", least=0)
    return {**form, "maxLength": LONGEST_ID}


def unknown_client(wanted: str, ids: Sequence[str]) -> str:
    """A sentence about an id that no client has: which one may be meant, and which ones there are."""
    if not ids:
        return "there are no clients yet"
    meant = nearest(wanted, ids)
    suggestion = f"; did you mean {meant}?" if meant else "."
    known = ", ".join(ids[:20]) + (f" and {len(ids) - 20} more" if len(ids) > 20 else "")
    return f'there is no client "{quotable(wanted)}"{suggestion} There is {known}'
