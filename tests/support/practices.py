"""Projects with clients for whom something is built, and links that tests change."""

from __future__ import annotations

import datetime as dt
import uuid
from dataclasses import replace
from pathlib import Path
from typing import Final

from support.publishing import GUID, put_in_place, show

from audiogen.clients.links import links_of
from audiogen.clients.lock import ClientIdentity, read_clients_lock, write_clients_lock
from audiogen.manifest import Manifest
from audiogen.publish.facts import ForClient
from audiogen.publish.site import publish

TODAY: Final = dt.date(2026, 11, 30)


class Practice:
    """A project with clients, whose links the test changes while they are served."""

    def __init__(self, root: Path) -> None:
        self.root, self.day = root, TODAY

    def build(self, client: str, *episodes: Manifest) -> None:
        folder = self.root / "private" / client
        put_in_place(folder, episodes)
        told = ForClient(message=f"For {client}.")
        publish(show(language="de"), GUID, episodes, folder, self.root, client=told, day=TODAY)

    def change(self, client: str, **what: object) -> None:
        lock = read_clients_lock(self.root)
        before = lock.get(client) or ClientIdentity(uuid.uuid4())
        write_clients_lock(self.root, {**lock, client: replace(before, **what)})  # type: ignore[arg-type]

    def path(self, client: str) -> str:
        """Without a slash at its end."""
        (token,) = (each.token for each in links_of(self.root, self.day) if each.client == client)
        return f"/p/{token}"
