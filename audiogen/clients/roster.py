"""Reads the file of a project's clients: clients.yaml, or clients.csv, with all problems at once."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Final

from audiogen.clients.client import Client, Roster
from audiogen.clients.from_csv import csv_records
from audiogen.clients.from_yaml import yaml_records
from audiogen.clients.reading import ClientReader
from audiogen.errors import AudiogenError, Problem, ScriptError

YAML_FILE: Final = "clients.yaml"
CSV_FILE: Final = "clients.csv"
_NOT_READ: Final = ("clients.yml", "clients.xlsx", "clients.xls", "clients.ods", "clients.txt", "clients.json")


def roster_file(root: Path) -> Path | None:
    """The file of a project's clients; None when there is none.

    Raises:
        ScriptError: when there are two, and it cannot be known which one counts.
    """
    there = [root / name for name in (YAML_FILE, CSV_FILE) if (root / name).exists()]
    if there[1:]:
        message = f"{there[0].name} is there, too; keep your clients in one of the two files, and remove the other"
        raise ScriptError((Problem(there[1], 1, 1, message),))
    return there[0] if there else None


def load_roster(root: Path) -> Roster | None:
    """The clients of a project; None when it has no file of them.

    Args:
        root: the project's folder, as the user named it.

    Raises:
        ScriptError: with every mistake in the file.
    """
    path = roster_file(root)
    if path is None:
        return None
    table = path.name == CSV_FILE
    read = csv_records(path) if table else yaml_records(path)
    reader = ClientReader(table)
    clients = tuple(filter(None, map(reader.read, read.records)))
    faults = sorted({*read.faults, *reader.faults})
    if faults:
        raise ScriptError(tuple(Problem(path, at.place.line, at.place.column, at.message) for at in faults))
    return Roster(path, clients)


def still_listed(root: Path, clients: Sequence[Client]) -> tuple[Client, ...]:
    """Those of these clients that have an entry now: one that is forgotten must not come back.

    Raises:
        ScriptError: when the file of clients holds mistakes by now.
    """
    roster = load_roster(root)
    known = {each.casefold() for each in roster.ids} if roster else set()
    return tuple(each for each in clients if each.id.casefold() in known)


def require_roster(root: Path) -> Roster:
    """The clients of a project.

    Raises:
        ScriptError: with every mistake in their file.
        AudiogenError: when there is no file, or nobody in it.
    """
    roster = load_roster(root)
    if roster is None:
        other = next((name for name in _NOT_READ if (root / name).exists()), None)
        beside = f" {other} is not read." if other else ""
        message = f"there is no {YAML_FILE} and no {CSV_FILE} in {'this folder' if root == Path() else root}.{beside}"
        raise AudiogenError(message, hint='Add a client with: audiogen clients add c1 --name "a first name"')
    if not roster.clients:
        message = f"there are no clients in {roster.path}"
        raise AudiogenError(message, hint='Add one with: audiogen clients add c1 --name "a first name"')
    return roster
