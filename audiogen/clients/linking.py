"""Gives links, takes them back and says how long they are valid: each reads the clients' lock and writes it again.

Whoever calls these has waited for a turn at the clients' folder, as builds do: two at once would undo each other.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from audiogen.clients.client import unknown_client
from audiogen.clients.folder import private_folder
from audiogen.clients.forgetting import known_ids
from audiogen.clients.links import Link, built_folder, token_of
from audiogen.clients.lock import ClientIdentity, ClientsLock, read_clients_lock, with_clients, write_clients_lock
from audiogen.clients.roster import load_roster
from audiogen.clients.secret import made_secret, require_secret
from audiogen.errors import AudiogenError


@dataclass(frozen=True, slots=True)
class LinkState:
    """What is known of one client's link, without the link itself."""

    client: str
    """The id, as it is written."""
    linked: bool
    feed: bool
    expiry: dt.date | None
    built: bool
    """Whether there is a page to which it can lead."""


def state_of(root: Path, wanted: str) -> LinkState:
    """How it stands about a client's link.

    Raises:
        AudiogenError: when there is no such client, or the lock is damaged.
    """
    lock = read_clients_lock(root)
    client = _known(root, lock, wanted)
    return _state(root, client, lock.get(client, None))


def give_link(root: Path, wanted: str, *, feed: bool | None = None) -> Link:
    """The link of a client, which leads to something from now on; one that was given stays as it is.

    Args:
        root: the project's folder.
        wanted: the id, in whatever capitals.
        feed: whether there is a feed for podcast apps, too; as it was when None.

    Raises:
        ScriptError: when the clients' file holds mistakes, and the client has no identity yet.
        AudiogenError: when there is no such client, or the lock or the secret is damaged.
        OutputError: when they cannot be written.
    """
    lock = read_clients_lock(root)
    client = _known(root, lock, wanted, listed=True)
    before = with_clients(lock, [client])
    if not _any_linked(lock):
        # a secret without a lock is one whose lock was lost
        write_clients_lock(root, before)
    secret = require_secret(root) if _any_linked(lock) else made_secret(root)
    identity = before[client]
    given = replace(identity, linked=True, feed=identity.feed if feed is None else feed)
    write_clients_lock(root, {**before, client: given})
    return _link(root, client, given, secret)


def rotate_link(root: Path, wanted: str) -> Link:
    """Another link for a client; the former one leads to nothing any more.

    Raises:
        AudiogenError: when there is no such client, the client has no link, or the lock or the secret is damaged.
        OutputError: when the lock cannot be written.
    """
    lock = read_clients_lock(root)
    client = _known(root, lock, wanted)
    if client not in lock or not lock[client].linked:
        message = f"{client} has no link"
        raise AudiogenError(message, hint=f"`audiogen clients link {client}` gives one.")
    secret = require_secret(root)
    changed = _changed(root, client, lambda identity: replace(identity, generation=identity.generation + 1))
    return _link(root, client, changed, secret)


def revoke_link(root: Path, wanted: str) -> LinkState:
    """Take a client's link back: it leads to nothing any more, and the next one is another; how it stood before.

    No secret is needed for that.

    Raises:
        AudiogenError: when there is no such client, or the lock is damaged.
        OutputError: when the lock cannot be written.
    """
    before = state_of(root, wanted)
    if before.linked:
        _changed(
            root,
            before.client,
            lambda identity: replace(identity, generation=identity.generation + 1, linked=False, feed=False),
        )
    return before


def limit_link(root: Path, wanted: str, last_day: dt.date | None) -> LinkState:
    """Say on which day a client's link is valid for the last time; how it stands then.

    Args:
        root: the project's folder.
        wanted: the id, in whatever capitals.
        last_day: None when there is to be none.

    Raises:
        AudiogenError: when there is no such client, or the lock is damaged.
        OutputError: when the lock cannot be written.
    """
    client = _known(root, read_clients_lock(root), wanted)
    return _state(root, client, _changed(root, client, lambda identity: replace(identity, expiry=last_day)))


def _changed(root: Path, client: str, change: Callable[[ClientIdentity], ClientIdentity]) -> ClientIdentity:
    lock = with_clients(read_clients_lock(root), [client])
    lock[client] = change(lock[client])
    write_clients_lock(root, lock)
    return lock[client]


def _known(root: Path, lock: ClientsLock, wanted: str, *, listed: bool = False) -> str:
    """The id of a client: as the lock has it, so that a link is taken back whatever is wrong with the clients' file."""
    locked = next((known for known in lock if known.casefold() == wanted.casefold()), None)
    if locked is not None:
        return locked
    if listed and (roster := load_roster(root)) is not None:
        return roster.require(wanted).id
    ids = known_ids(root)
    found = next((known for known in ids if known.casefold() == wanted.casefold()), None)
    if found is None:
        raise AudiogenError(unknown_client(wanted, ids), hint="`audiogen clients` lists them.")
    return found


def _any_linked(lock: ClientsLock) -> bool:
    return any(each.linked for each in lock.values())


def _state(root: Path, client: str, identity: ClientIdentity | None) -> LinkState:
    built = built_folder(root, client) is not None
    if identity is None:
        return LinkState(client, linked=False, feed=False, expiry=None, built=built)
    return LinkState(client, identity.linked, identity.feed, identity.expiry, built)


def _link(root: Path, client: str, identity: ClientIdentity, secret: bytes) -> Link:
    folder = built_folder(root, client) or private_folder(root) / client
    token = token_of(secret, client, identity.root, identity.generation)
    return Link(client, token, identity.feed, identity.expiry, folder)
