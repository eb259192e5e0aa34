"""A new client from what a command was given: looked at as if it stood in the file, then written there."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from audiogen.clients.client import Roster
from audiogen.clients.editing import add_client, records_of
from audiogen.clients.entry import KEYS
from audiogen.clients.reading import ClientReader
from audiogen.clients.records import Cell, Record
from audiogen.clients.roster import YAML_FILE, load_roster, roster_file, unread_lists
from audiogen.errors import AudiogenError
from audiogen.script.yaml.nodes import Place, Text


@dataclass(frozen=True, slots=True)
class NewClient:
    """What is said of a client on the command line."""

    id: str
    name: str | None = field(default=None, repr=False)
    """None when none is given."""
    sessions: tuple[str, ...] = ()
    length: str = ""
    start: str = ""
    values: tuple[str, ...] = field(default=(), repr=False)
    """Each as key=value."""
    message: str = field(default="", repr=False)
    every: str = ""

    def entry(self) -> dict[str, str | Sequence[str]]:
        """The keys and values, in the order in which they are written.

        Raises:
            AudiogenError: when one of the other values is no pair.
        """
        if self.name is not None and not self.name.strip():
            message = "--name: there are no words in it"
            raise AudiogenError(message, hint='Write it like --name "a first name", or leave --name out.')
        found: dict[str, str | Sequence[str]] = {"id": self.id.strip(), "name": (self.name or "").strip()}
        for pair in self.values:
            key, sign, value = pair.partition("=")
            if not sign or not key.strip() or not value.strip():
                message = "--set takes a key, an equals sign and a value"
                raise AudiogenError(message, hint='Write it like --set practice="slow breathing".')
            if key.strip() in KEYS:
                message = f"--set {key.strip()}= is not how that is given"
                hint = {"id": "The id stands behind `add`.", "sessions": "Write --session."}
                raise AudiogenError(message, hint=hint.get(key.strip(), f"Write --{key.strip()}."))
            found[key.strip()] = value.strip()
        return {
            key: value
            for key, value in {
                **found,
                "sessions": self.sessions,
                "length": self.length.strip(),
                "start": self.start.strip(),
                "every": self.every.strip(),
                "message": self.message.strip(),
            }.items()
            if value
        }


def add_new(root: Path, new: NewClient, look: Callable[[Roster], None] = lambda _: None) -> Path:
    """Write a new client into the project's file, or into a new one; the file.

    Args:
        root: the project's folder.
        new: what is known of the client.
        look: called with the client alone before anything is written; what it raises keeps that from happening.

    Raises:
        ScriptError: when the file holds mistakes already.
        AudiogenError: when the client cannot be as it is, or is there already.
        OutputError: when the file cannot be written.
    """
    path, roster, entry = roster_file(root), load_roster(root), new.entry()
    if path is None and (unread := unread_lists(root)):
        raise AudiogenError(unread[0].message, hint="Then run the command again.")
    if roster and roster.find(new.id):
        message = f"{roster.path} has a client {new.id} already"
        raise AudiogenError(message, hint="Change it there, or give the new one another id.")
    reader = ClientReader(table=False)
    client = reader.read(_as_record(entry))
    if reader.faults:
        raise AudiogenError("\n".join(dict.fromkeys(fault.message for fault in reader.faults)))
    if roster is None and path and records_of(path).faults:
        message = f"{path} cannot be read"
        raise AudiogenError(message)
    if client is not None:
        look(Roster(path or root / YAML_FILE, (client,)))
    return add_client(root, path, entry)


def _as_record(entry: dict[str, str | Sequence[str]]) -> Record:
    place = Place(1, 1)
    cells = (
        Cell(key, place, tuple(Text(place, each, "quoted") for each in ([value] if isinstance(value, str) else value)))
        for key, value in entry.items()
    )
    return Record(place, tuple(cells))
