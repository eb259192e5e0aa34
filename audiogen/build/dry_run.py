"""What a build would do, found without making, speaking, locking, writing or removing anything."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from audiogen.build.foreseen import Forecast, ForeseenTrack, MayStand, forecast, foresee_tracks
from audiogen.build.show import checked, known_to, tell, wanted_tracks
from audiogen.build.tracks import Making
from audiogen.build.turns import claim
from audiogen.clients.lock import read_clients_lock, with_clients
from audiogen.clients.overview import unlisted_told
from audiogen.errors import Problem
from audiogen.progress import Notice, OnEvent
from audiogen.project import Project
from audiogen.script.load import Library

if TYPE_CHECKING:
    from audiogen.build.client_folder import ClientFolder
    from audiogen.build.clients import ClientOrder


@dataclass(frozen=True, slots=True)
class ClientForecast:
    """What would be done for one client."""

    client: str
    """The id."""
    forecast: Forecast | None
    """None where nothing could be built."""
    problems: tuple[Problem, ...] = ()
    """Why."""


def foresee(
    project: Project,
    names: Sequence[str],
    *,
    today: dt.date,
    on_event: OnEvent,
    force: bool = False,
    prune: bool = False,
) -> Forecast:
    """What `build` would do with the same arguments.

    Raises:
        ScriptError: when a script holds mistakes: then nothing would be built.
        OutputError: when the dist folder belongs to another show.
    """
    show = checked(project, names, on_event)
    library, phrasing = show.loaded, show.phrasing
    _, lock, finished = known_to(project, library, today)
    claim(project, lock, note=False)
    tell(library, lock, finished, names, on_event)
    making = Making(project, library.show, phrasing, {project.dist: finished})
    tracks = foresee_tracks(making, wanted_tracks(project, library, lock), force=force)
    public = frozenset(library.slugs) - library.for_clients
    asked = public.intersection(script.slug for script in library.scripts)
    return forecast(finished, MayStand(public, asked, library.for_clients, library.show.retired, prune), tracks)


def foresee_clients(project: Project, order: ClientOrder, *, today: dt.date, on_event: OnEvent) -> list[ClientForecast]:
    """What `build_clients` would do with the same arguments, client by client; errors are the same.

    Nothing of a client but the id is in what is told.
    """
    from audiogen.build.clients import ClientWork, opened  # noqa: PLC0415 - loads an encoder

    read = opened(project, order, on_event)
    if left := unlisted_told(project.root, read.roster.clients):
        on_event(Notice(left))
    library, checks = read.loaded, read.checks
    lock = with_clients(read_clients_lock(project.root), [client.id for client in read.chosen])
    work = ClientWork(project, library, read.phrasing, order, today, on_event, alone=False)
    folders = [work.standing(each, lock[each.id]) for each in read.chosen if not checks.of(each.id)]
    finished = {each.project.dist: each.finished for each in folders}
    making = Making(project, library.show, read.phrasing, finished)
    tracks = foresee_tracks(making, [track for each in folders for track in each.wanted], force=order.force)
    foreseen = {each.client.id: _of_client(each, library, tracks, prune=order.prune) for each in folders}
    return [ClientForecast(each.id, foreseen.get(each.id), checks.of(each.id)) for each in read.chosen]


def _of_client(folder: ClientFolder, library: Library, tracks: Sequence[ForeseenTrack], *, prune: bool) -> Forecast:
    own = tuple(each for each in tracks if each.track.edition.client == folder.client.id)
    asked = folder.slugs.intersection(script.slug for script in library.scripts)
    return forecast(folder.finished, MayStand(folder.slugs, asked, prune=prune), own)
