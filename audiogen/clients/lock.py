"""What is kept about a client: the root of the identities of all that is made for them, and their link.

A file beside clients.yaml, which is no more public than that one. It holds ids alone, and no name.
"""

from __future__ import annotations

import datetime as dt
import json
import uuid
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import ClassVar, Final, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from audiogen.atomic import write_atomically
from audiogen.clients.secret import mark_of_secret, secret_path
from audiogen.errors import AudiogenError

CLIENTS_LOCK: Final = "clients.lock.json"
_FORMAT: Final = 1
_HINT: Final = (
    "Restore it from a backup: it holds what podcast apps know your clients' sessions by. Without one, remove it: then "
    "all of their sessions are new ones for their apps."
)

_MISSING_HINT: Final = (
    "Restore it from a backup, together with private/secret. Without one, all links that you gave are void: remove "
    "private/secret, build for your clients and give new links; then remove the folder p/ from your web host, since "
    "what lies there is not known as yours any more."
)
_ANOTHER_HINT: Final = (
    "Restore both from the same backup. Without one, all links that you gave are void: remove private/secret, take "
    "each link back with `audiogen clients revoke ID`, then give new ones, and remove the folder p/ from your web "
    "host, since what lies there is not known as yours any more."
)


@dataclass(frozen=True, slots=True)
class ClientIdentity:
    """What apps know the sessions of one client by, and whether there is a link to the client's page."""

    __pydantic_config__: ClassVar = ConfigDict(extra="forbid")

    root: uuid.UUID
    """Random, so that nothing about the client follows from it."""
    generation: int = 1
    """From 1; a higher one makes earlier addresses of the client's page void."""
    expiry: dt.date | None = None
    """The last day on which the client's page is to be reached; None when there is none."""
    linked: bool = False
    """Whether the client's page may be on the web at all."""
    feed: bool = False
    """Whether a feed for podcast apps may be there, too; never without a link."""
    dates: Mapping[str, dt.date] = field(default_factory=dict)
    """By slug: the day on which each session was first made for the client."""

    def guid(self, slug: str) -> str:
        """The identity of a session of the client."""
        return str(uuid.uuid5(self.root, slug))


ClientsLock = Mapping[str, ClientIdentity]
"""By id."""


class _Entry(BaseModel):
    model_config = ConfigDict(extra="forbid")

    root: uuid.UUID
    generation: int = Field(ge=1)
    expiry: dt.date | None
    linked: bool = False
    feed: bool = False
    dates: dict[str, dt.date]


class _LockFile(BaseModel):
    model_config = ConfigDict(extra="forbid")

    format: Literal[1]
    secret: str | None = None
    """By what the secret is known from which the links follow; None where it is not known."""
    clients: dict[str, _Entry]


def read_clients_lock(root: Path) -> dict[str, ClientIdentity]:
    """The identities of a project's clients; none before the first was made.

    Raises:
        AudiogenError: when the file is damaged, cannot be read, is missing though links were given, or does not go with
            the secret: then nothing may be made in its place.
    """
    path = root / CLIENTS_LOCK
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        if secret_path(root).exists():
            message = f"{path} is missing, without which nobody knows which links of your clients are valid"
            raise AudiogenError(message, hint=_MISSING_HINT) from None
        return {}
    except OSError as error:
        message = f"{path} cannot be read: {error.strerror or error}"
        raise AudiogenError(message, hint="Check its permissions.") from error
    try:
        read = _LockFile.model_validate_json(data)
    except ValidationError as error:
        message = f"{path} is damaged, or from a newer version of audiogen"
        raise AudiogenError(message, hint=_HINT) from error
    mark = mark_of_secret(root)
    if mark and read.secret not in {None, mark}:
        message = f"the links that are noted in {path} follow from another {secret_path(root)} than this one"
        raise AudiogenError(message, hint=_ANOTHER_HINT)
    if len({each.root for each in read.clients.values()}) < len(read.clients):
        message = f"{path} is damaged: two clients have the same root in it"
        raise AudiogenError(message, hint=_HINT)
    return {
        known: ClientIdentity(
            each.root, each.generation, each.expiry, each.linked, each.feed and each.linked, each.dates
        )
        for known, each in read.clients.items()
    }


def with_clients(lock: ClientsLock, ids: Collection[str]) -> dict[str, ClientIdentity]:
    """The identities with these clients among them; those that are there stay as they are.

    An id whose capitals have changed is still the same client's.
    """
    found = dict(lock)
    for known in ids:
        before = next((other for other in found if other.casefold() == known.casefold()), None)
        identity = ClientIdentity(uuid.uuid4()) if before is None else found.pop(before)
        found[known] = identity
    return found


def with_dates(identity: ClientIdentity, slugs: Collection[str], today: dt.date) -> ClientIdentity:
    """An identity in which every one of these sessions has a day; days that are there stay."""
    return replace(identity, dates={**dict.fromkeys(slugs, today), **identity.dates})


def write_clients_lock(root: Path, lock: ClientsLock) -> None:
    """Write the identities, whole or not at all, and only when they say something new.

    Without any, no file stays, unless links were given: then it says that none of them is valid.

    Raises:
        OutputError: when the folder cannot be written.
    """
    path = root / CLIENTS_LOCK
    if not lock and not secret_path(root).exists():
        path.unlink(missing_ok=True)
        return
    clients = {
        known: {
            "root": str(each.root),
            "generation": each.generation,
            "expiry": each.expiry.isoformat() if each.expiry else None,
            "linked": each.linked,
            "feed": each.feed,
            "dates": {slug: day.isoformat() for slug, day in each.dates.items()},
        }
        for known, each in lock.items()
    }
    data = (
        json.dumps(
            {"format": _FORMAT, "secret": mark_of_secret(root), "clients": clients}, indent=2, sort_keys=True
        ).encode()
        + b"\n"
    )
    if not path.is_file() or path.read_bytes() != data:
        write_atomically(path, data)
