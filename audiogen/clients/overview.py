"""All clients at a glance: who gets what, and what there is of it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from audiogen.clients.client import Client
from audiogen.clients.folder import built_ids, private_folder
from audiogen.clients.lock import ClientIdentity, read_clients_lock
from audiogen.clients.roster import load_roster, unread_lists
from audiogen.errors import OutputError
from audiogen.manifest import PUBLICATION, published_manifests

_MOST_NAMED: Final = 5


@dataclass(frozen=True, slots=True)
class Overview:
    """One client, or what is left of one."""

    id: str
    name: str = field(repr=False)
    """As it is said; empty where there is no entry."""
    sessions: tuple[str, ...]
    """As written; empty for all."""
    length_s: float | None
    start: dt.date | None
    every_days: int | None
    folder: Path | None
    """Where the client's page and files lie; None before anything was built."""
    built: dt.datetime | None
    """When the page was last renewed."""
    episodes: int
    listed: bool
    """Whether there is an entry; else only leftovers are here."""
    linked: bool
    """Whether there is a link to the page; the link itself is told to nobody here."""
    feed: bool
    """Whether it opens a feed, too."""
    expiry: dt.date | None
    """The last day on which it works."""


def overview(root: Path) -> list[Overview]:
    """All clients of a project, then the ids of which only something is left.

    Raises:
        ScriptError: when the file of clients holds mistakes.
        AudiogenError: when the identities cannot be read.
    """
    roster = load_roster(root)
    clients = roster.clients if roster else ()
    identities = {known.casefold(): each for known, each in read_clients_lock(root).items()}
    known = [*((client.id, client) for client in clients), *((each, None) for each in unlisted(root, clients))]
    return [_of(root, each, client, identities.get(each.casefold())) for each, client in known]


def unlisted(root: Path, clients: Sequence[Client]) -> list[str]:
    """The ids of which something is left, though there is no entry any more.

    Raises:
        AudiogenError: when the identities cannot be read.
    """
    known = {client.id.casefold() for client in clients}
    return sorted({each for each in (*built_ids(root), *read_clients_lock(root)) if each.casefold() not in known})


def unlisted_told(root: Path, clients: Sequence[Client]) -> str | None:
    """A sentence about them, with what to do; None when there are none."""
    left = unlisted(root, clients)
    # while a list is not read, nobody is known to be missing in it
    if not left or unread_lists(root):
        return None
    named = ", ".join(left[:_MOST_NAMED]) + (f" and {len(left) - _MOST_NAMED} more" if left[_MOST_NAMED:] else "")
    return (
        f"There is no entry for {named} any more, but what was made is still there: `audiogen clients forget ID` takes "
        "it away. Who only has another id now is somebody new to podcast apps: give the old one back."
    )


def _of(root: Path, known: str, client: Client | None, identity: ClientIdentity | None) -> Overview:
    """One client by an id, with the entry and the identity, if there are any."""
    folder, built, episodes = _built(root, known)
    return Overview(
        id=known,
        name=client.values.get("name", "") if client else "",
        sessions=tuple(text.value for text in client.sessions) if client else (),
        length_s=client.length_s if client else None,
        start=client.start if client else None,
        every_days=client.every_days if client else None,
        folder=folder,
        built=built,
        episodes=episodes,
        listed=client is not None,
        linked=identity is not None and identity.linked,
        feed=identity is not None and identity.feed,
        expiry=identity.expiry if identity else None,
    )


def _built(root: Path, client: str) -> tuple[Path | None, dt.datetime | None, int]:
    folder = private_folder(root) / client
    try:
        episodes = len(published_manifests(folder))
        changed = dt.datetime.fromtimestamp((folder / PUBLICATION).stat().st_mtime, tz=dt.UTC)
    except (OSError, OutputError):
        return (folder if folder.is_dir() else None), None, 0
    return folder, changed, episodes
