"""The folder of one client, as a build finds it, and what its page is to be told."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field

from audiogen.build.finished import FinishedEpisodes
from audiogen.build.tracks import WantedTrack
from audiogen.clients.client import Client
from audiogen.clients.lock import ClientIdentity
from audiogen.project import Project
from audiogen.publish.facts import ClientSession, ForClient


@dataclass(frozen=True, slots=True)
class ClientFolder:
    """One client's folder, and what is to be in it."""

    client: Client
    project: Project
    identity: ClientIdentity
    finished: FinishedEpisodes
    ordered: tuple[str, ...]
    """The slugs of all sessions that the client gets, in the client's order."""
    wanted: list[WantedTrack] = field(default_factory=list)

    @property
    def slugs(self) -> frozenset[str]:
        """The same, to be looked up in."""
        return frozenset(self.ordered)

    @property
    def told(self) -> ForClient:
        """What the client's page has of its own: one session a day from the day on that is written, if one is.

        Where it is written how far apart they come, they do, and none is there before.
        """
        start, every_days = self.client.start, self.client.every_days
        days = (start + dt.timedelta(days=at * (every_days or 1)) if start else None for at in range(len(self.ordered)))
        sessions = (ClientSession(slug=slug, day=day) for slug, day in zip(self.ordered, days, strict=True))
        return ForClient(message=self.client.message, drip=every_days is not None, sessions=tuple(sessions))
