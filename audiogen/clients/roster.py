"""Reads the file of a project's clients: clients.yaml, or clients.csv, with all problems at once."""

from __future__ import annotations

import contextlib
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from audiogen.clients.client import Client, Roster
from audiogen.errors import AudiogenError, Problem, ScriptError
from audiogen.project import way_to_project

YAML_FILE: Final = "clients.yaml"
CSV_FILE: Final = "clients.csv"
_LIKE: Final = re.compile(r"clients?(\.(yaml|yml|csv|tsv|txt|xlsx|xlsm|xls|ods|numbers|json))+", re.IGNORECASE)
"""Names that are meant for the list of clients."""
_SHEETS: Final = (".xlsx", ".xlsm", ".xls", ".ods", ".numbers", ".tsv")


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
    # few shows have clients, and `check` asks for those of every show
    from audiogen.clients.from_csv import csv_records  # noqa: PLC0415 - as above
    from audiogen.clients.from_yaml import yaml_records  # noqa: PLC0415 - as above
    from audiogen.clients.reading import ClientReader  # noqa: PLC0415 - as above

    table = path.name == CSV_FILE
    read = csv_records(path) if table else yaml_records(path)
    reader = ClientReader(table)
    clients = tuple(filter(None, map(reader.read, read.records)))
    faults = sorted({*read.faults, *reader.faults})
    if faults:
        raise ScriptError(tuple(Problem(path, at.place.line, at.place.column, at.message) for at in faults))
    return Roster(path, clients)


def unread_lists(root: Path) -> tuple[Problem, ...]:
    """Files that look like the list of clients, and are not read: each with what to do, as a warning at the file."""
    found = [path for folder in (root, root / "scripts") for path in _files(folder) if _LIKE.fullmatch(path.name)]
    return tuple(Problem(path, 1, 1, _not_read(root, path), warning=True) for path in found if not _is_read(root, path))


def _files(folder: Path) -> list[Path]:
    try:
        return sorted(path for path in folder.iterdir() if path.is_file())
    except OSError:
        return []


def _is_read(root: Path, path: Path) -> bool:
    """Whether a file is the one that is read, by whichever capitals the system knows it."""
    with contextlib.suppress(OSError):
        return path.parent == root and any((root / name).samefile(path) for name in _there(root))
    return False


def _there(root: Path) -> list[str]:
    return [name for name in (YAML_FILE, CSV_FILE) if (root / name).exists()]


def _not_read(root: Path, path: Path) -> str:
    name = path.name.casefold()
    if name.endswith(_SHEETS):
        advice = f"save it as a CSV file, and call that {CSV_FILE}"
    elif ".json" in name:
        advice = f"write your clients into {YAML_FILE}"
    else:
        wanted = CSV_FILE if ".csv" in name else YAML_FILE
        if wanted in _there(root):
            return f"{path.name} is not read, {wanted} is; put what is in it there, and take this one away"
        advice = f"call it {wanted}"
        if path.parent != root:
            advice = f"move it up one folder, beside scripts/{'' if path.name == wanted else f', and {advice}'}"
    return f"{path.name} is not read; {advice}"


def require_place(root: Path) -> None:
    """Refuse a folder that has neither a show nor anything of clients.

    Raises:
        AudiogenError: with the way to the project.
    """
    if (root / "scripts").is_dir():
        return
    kept = [root / name for name in (YAML_FILE, CSV_FILE, "clients.lock.json", "private")]
    if (unread_lists(root) or any(path.exists() for path in kept)) and not (root / "show.yaml").is_file():
        return
    where = "this folder" if root == Path() else str(root)
    message = f"there is no show in {where}, and so nothing of clients: scripts/ is missing"
    if not root.is_dir():
        message = f"the folder {root} does not exist"
    raise AudiogenError(message, hint=way_to_project(root))


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
    require_place(root)
    roster = load_roster(root)
    if roster is None:
        message = f"there is no {YAML_FILE} and no {CSV_FILE} in {'this folder' if root == Path() else root}"
        if unread := unread_lists(root):
            message = f"{message}: {unread[0].message}"
            raise AudiogenError(message, hint="Then run the command again.")
        raise AudiogenError(message, hint='Add a client with: audiogen clients add c1 --name "a first name"')
    if not roster.clients:
        message = f"there are no clients in {roster.path}"
        raise AudiogenError(message, hint='Add one with: audiogen clients add c1 --name "a first name"')
    return roster
