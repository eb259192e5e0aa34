"""Where what is made for clients lies: private/, with a folder for each id, and nothing of a client beside it."""

from __future__ import annotations

import contextlib
from dataclasses import replace
from pathlib import Path
from typing import Final

from audiogen.atomic import cannot_write, write_atomically
from audiogen.clients.client import id_fault
from audiogen.errors import OutputError
from audiogen.project import PRIVATE, Project

_OWNER_ALONE: Final = 0o700
_CACHE: Final = "cache"
_README: Final = """\
Spoken phrases in which something of this client is said. audiogen takes them from here instead of speaking them anew.

Nobody gets this folder, the client neither: hand over what lies beside it, and not this.
`audiogen clients forget ID` takes it away with all else that there is of the client. You may also delete it: the next
build speaks the phrases anew.
"""


def private_folder(root: Path) -> Path:
    """The folder of all clients of a project."""
    return root / PRIVATE


def client_project(project: Project, client: str) -> Project:
    """The project as the builds of one client see it: its finished sessions are below private/."""
    return replace(project, dist=private_folder(project.root) / client)


def client_cache(project: Project, client: str) -> Path:
    """Where the phrases are kept that hold what is known of one client."""
    return private_folder(project.root) / client / _CACHE


def make_private(project: Project, client: str) -> None:
    """Make the folder of a client, for nobody but its owner where the system knows such a thing.

    One of the same id in other capitals becomes it: no older page of the client stays beside the new one.

    Raises:
        OutputError: when it cannot be made, or is a link to another place.
    """
    make_private_folder(private_folder(project.root))
    folder = client_project(project, client).dist
    there = built_ids(project.root)
    former = next((each for each in there if each.casefold() == client.casefold()), client)
    if client not in there and former != client:
        try:
            folder.with_name(former).rename(folder)
        except OSError as error:
            raise cannot_write(folder, error) from error
    make_private_folder(folder)


def make_private_folder(folder: Path) -> None:
    """Make one folder in that way.

    Raises:
        OutputError: when it cannot be made, or is a link to another place.
    """
    if leads_away(folder):
        message = f"{folder} is a link to another place, where `audiogen clients forget` would not follow it"
        raise OutputError(message, hint="Remove the link, and build again.")
    try:
        folder.mkdir(mode=_OWNER_ALONE, parents=True, exist_ok=True)
    except OSError as error:
        raise cannot_write(folder, error) from error
    with contextlib.suppress(OSError):  # a system that knows no permissions
        folder.chmod(_OWNER_ALONE)


def explain_cache(project: Project, client: str) -> None:
    """Say in the folder of a client's phrases whose they are, and that nobody gets them.

    Raises:
        OutputError: when it cannot be written.
    """
    readme = client_cache(project, client) / "README.txt"
    if not readme.exists() and not leads_away(readme.parent):
        write_atomically(readme, _README.replace("ID", client).encode())


def leads_away(path: Path) -> bool:
    """Whether a path is a link, or a junction of Windows: what it leads to lies elsewhere, and is never touched."""
    try:
        path.readlink()
    except OSError:
        return False
    return True


def built_ids(root: Path) -> tuple[str, ...]:
    """The ids of which there is a folder; what else lies in private/ is nobody's."""
    try:
        names = [path.name for path in private_folder(root).iterdir()]
    except OSError:
        return ()
    return tuple(sorted(name for name in names if id_fault(name) is None))
