"""Private links: which there are, and to what each leads.

A link is an address with a token in it that nobody can guess. The token follows from the project's secret, the
client's id, the client's random root and a generation: so nothing about it is kept, and a higher generation makes it
another one. Logs and messages hold none; only the commands that give a link print it.
"""

from __future__ import annotations

import base64
import datetime as dt
import hashlib
import hmac
import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from audiogen.clients.folder import built_ids, private_folder
from audiogen.clients.lock import ClientIdentity, read_clients_lock
from audiogen.clients.secret import require_secret
from audiogen.manifest import PUBLICATION

LINKS: Final = "p"
"""The folder below which clients' pages are found on the web."""
TOKEN_LETTERS: Final = 22
"""132 bits: as many as nobody can try."""
_SHOWN_LETTERS: Final = 4
"""Enough to tell clients apart, and far from enough to guess the others."""
_OWNER: Final = b"owner"
"""What is no client's: there, lines of an id, a root and a number follow each other."""


@dataclass(frozen=True, slots=True)
class Link:
    """A client's page on the web, for as long as its link is valid."""

    client: str
    """The id."""
    token: str = field(repr=False)
    """Whoever knows it hears what is the client's: no log and no message holds it."""
    feed: bool
    """Whether podcast apps may have it, too."""
    expiry: dt.date | None
    """The last day on which it is valid; None when it always is."""
    folder: Path
    """Where the client's page and files lie."""


def token_of(secret: bytes, client: str, root: uuid.UUID, generation: int) -> str:
    """The token of a client; capitals of the id make no difference."""
    told = f"{client.casefold()}\n{root}\n{generation}"
    digest = hmac.digest(secret, told.encode(), hashlib.sha256)
    return base64.urlsafe_b64encode(digest)[:TOKEN_LETTERS].decode("ascii")


def masked(token: str) -> str:
    """A token as it may be told."""
    return f"{token[:_SHOWN_LETTERS]}…"


def owner_of(secret: bytes) -> str:
    """By what folders of clients on other computers are known to be this project's; nothing follows from it."""
    return hmac.new(secret, _OWNER, hashlib.sha256).hexdigest()


def link_path(token: str) -> str:
    """The folder of a client's page on the web, below the address of clients' pages."""
    return f"{LINKS}/{token}"


def page_address(clients_url: str, token: str) -> str:
    """The address of a client's page."""
    return f"{clients_url.rstrip('/')}/{link_path(token)}/"


def today_of_clients() -> dt.date:
    """The day by which links end and sessions of clients are due: that of this machine, which is the practitioner's."""
    return dt.datetime.now().astimezone().date()


def is_valid(identity: ClientIdentity, day: dt.date) -> bool:
    """Whether a client's link opens the page on a day."""
    return identity.linked and (identity.expiry is None or day <= identity.expiry)


def links_of(root: Path, day: dt.date) -> tuple[Link, ...]:
    """The links that are valid on a day and lead to something, by their clients' ids.

    Args:
        root: the project's folder.
        day: where the practitioner is.

    Raises:
        AudiogenError: when the clients' lock or the secret is damaged, or one is there without the other.
    """
    valid = {known: each for known, each in read_clients_lock(root).items() if is_valid(each, day)}
    if not valid:
        return ()
    secret, folders = require_secret(root), _folders(root)
    return tuple(
        Link(
            client=known,
            token=token_of(secret, known, each.root, each.generation),
            feed=each.feed,
            expiry=each.expiry,
            folder=folder,
        )
        for known, each in sorted(valid.items())
        if (folder := _folder_of(known, folders)) is not None
    )


def find_link(links: Iterable[Link], token: str) -> Link | None:
    """The link of a token; how long that takes tells nothing of any other."""
    asked = token.encode(errors="replace")
    found = [each for each in links if hmac.compare_digest(each.token.encode(), asked)]
    return found[0] if found else None


def built_folder(root: Path, client: str) -> Path | None:
    """Where the page of a client lies, whatever the capitals of the id; None when nothing is built."""
    return _folder_of(client, _folders(root))


def _folders(root: Path) -> Mapping[str, Path]:
    """The folders with something built in them, by their ids as they are written, and in small letters."""
    folders = [private_folder(root) / name for name in built_ids(root)]
    built = [folder for folder in folders if (folder / PUBLICATION).is_file()]
    return {folder.name.casefold(): folder for folder in built} | {folder.name: folder for folder in built}


def _folder_of(client: str, folders: Mapping[str, Path]) -> Path | None:
    return folders.get(client) or folders.get(client.casefold())
