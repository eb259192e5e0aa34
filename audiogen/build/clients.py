"""Builds what is made for clients, each into a folder of their own; no public episode is touched."""

from __future__ import annotations

import contextlib
import datetime as dt
import time
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from audiogen.build.client_folder import ClientFolder
from audiogen.build.expected import own_phrases
from audiogen.build.finished import finished_episodes
from audiogen.build.known_files import KnownFiles
from audiogen.build.makers import Maker
from audiogen.build.report import BuildReport, EpisodeReport
from audiogen.build.switch import Exchange, exchange, prepare
from audiogen.build.tracks import Making, WantedTrack, build_tracks
from audiogen.build.turns import turn
from audiogen.cache.care import cache_limit_bytes
from audiogen.cache.care import prune as prune_cache
from audiogen.cache.store import Cache
from audiogen.check.clients import ClientChecks, check_clients
from audiogen.check.preflight import check_library
from audiogen.clients.client import Client, Roster
from audiogen.clients.folder import client_cache, client_project, explain_cache, make_private, private_folder
from audiogen.clients.ignored import exposed
from audiogen.clients.lock import ClientIdentity, read_clients_lock, with_clients, with_dates, write_clients_lock
from audiogen.clients.overview import unlisted_told
from audiogen.clients.private import paired_phrases
from audiogen.clients.roster import require_roster, still_listed, unread_lists
from audiogen.clients.tracks import client_tracks, slugs_of
from audiogen.errors import AudiogenError, Problem
from audiogen.manifest import Manifest
from audiogen.progress import EpisodeFailed, Notice, OnEvent
from audiogen.project import Project
from audiogen.script.load import Library, load_library
from audiogen.script.lock import read_lock
from audiogen.speech.phrase import Phrasing, project_phrasing
from audiogen.speech.words.dictionary import release_dictionary
from audiogen.speech.words.heteronyms.tagger import release_tagger

_OWN_LIMIT_BYTES: Final = 100_000_000
"""How large the cache of one client may grow: their phrases, and an hour and a half of encoded sound."""


@dataclass(frozen=True, slots=True)
class ClientReport:
    """What became of the sessions of one client."""

    client: str
    """The id."""
    folder: Path
    """Where the client's page and files lie."""
    report: BuildReport
    problems: tuple[Problem, ...] = ()
    """Why nothing was built for the client."""
    error: AudiogenError | None = None
    """Why what was built could not be put in place."""

    @property
    def failed(self) -> bool:
        """Whether anything is amiss."""
        return bool(self.problems or self.error or self.report.failed)


@dataclass(frozen=True, slots=True)
class ClientOrder:
    """What is to be built, and for whom."""

    names: Sequence[str] = ()
    """The sessions, as `load_library` takes them; all that a client gets when empty."""
    ids: Sequence[str] = ()
    """The clients; all when empty."""
    jobs: int = 1
    """Tracks to build at the same time, from 1."""
    force: bool = False
    """Build the tracks that are not stale, too."""
    prune: bool = False
    """Take away the sessions that a client does not get any more."""
    why: bool = False
    """Tell of each track that is built why it is."""
    elsewhere: Maker | None = None
    """Who makes the sound of tracks; None for this computer."""


def build_clients(project: Project, order: ClientOrder, *, today: dt.date, on_event: OnEvent) -> list[ClientReport]:
    """Build what is stale for clients, then renew the page of each.

    A client of whom something is wrong does not stop the others; neither does a session that fails.

    Args:
        project: the folders.
        order: what is asked for.
        today: the date of sessions that have none.
        on_event: called with every event, from several threads.

    Raises:
        ScriptError: when a script or the clients' file holds mistakes; nothing is built then.
        AudiogenError: when there is no client, or none of an id.
        OutputError: when the private folder cannot be written.
    """
    begun, limit_bytes = time.time(), cache_limit_bytes()
    read = opened(project, order, on_event)
    whole = replace(project, dist=private_folder(project.root))
    with turn(whole, on_event) as alone:
        # one for whom this build has waited may have forgotten some of them
        chosen = still_listed(project.root, read.chosen)
        if left := unlisted_told(project.root, read.roster.clients):
            on_event(Notice(left))
        for client in chosen:
            make_private(project, client.id)
        work = ClientWork(project, read.loaded, read.phrasing, order, today, on_event, alone)
        reports = work.done(chosen, read.checks)
    if limit_bytes is not None:
        prune_cache(project.cache, limit_bytes, since=begun)
        for client in chosen:
            prune_cache(client_cache(project, client.id), min(limit_bytes, _OWN_LIMIT_BYTES), since=begun)
    return reports


def choose_clients(roster: Roster, ids: Sequence[str]) -> tuple[Client, ...]:
    """The clients of these ids, in the order of their file; all when there are none.

    Raises:
        AudiogenError: when nobody has one of the ids.
    """
    wanted = {roster.require(each).id for each in ids}
    return tuple(each for each in roster.clients if not ids or each.id in wanted)


@dataclass(frozen=True, slots=True)
class Opened:
    """What is read before anything is built for clients."""

    roster: Roster
    """Of all clients."""
    chosen: tuple[Client, ...]
    """Those for whom something is to be built."""
    loaded: Library
    phrasing: Phrasing
    checks: ClientChecks


def opened(project: Project, order: ClientOrder, on_event: OnEvent) -> Opened:
    """Read and check all that is asked for, and tell what is worth knowing of it; errors are those of a build."""
    roster = require_roster(project.root)
    chosen = choose_clients(roster, order.ids)
    library, phrasing = load_library(project.scripts, order.names), project_phrasing(project)
    for unread in unread_lists(project.root):
        on_event(Notice(str(unread)))
    if warning := exposed(project.root):
        on_event(Notice(warning))
    public = check_library(library, project, read_lock(project.scripts), phrasing, public=False)
    checks = check_clients(library, replace(roster, clients=chosen), phrasing)
    for told in dict.fromkeys((*public, *checks.warnings)):
        on_event(Notice(str(told)))
    if checks.notice:
        on_event(Notice(checks.notice))
    release_dictionary()
    release_tagger()
    return Opened(roster, chosen, library, phrasing, checks)


@dataclass(frozen=True, slots=True)
class ClientWork:
    """What is to be done for clients; only `done` does any of it."""

    project: Project
    loaded: Library
    phrasing: Phrasing
    order: ClientOrder
    today: dt.date
    on_event: OnEvent
    alone: bool

    def done(self, clients: Sequence[Client], checks: ClientChecks) -> list[ClientReport]:
        """What became of each client's sessions."""
        # read only now: another build, for which this one has waited, may have written it
        lock = with_clients(read_clients_lock(self.project.root), [client.id for client in clients])
        write_clients_lock(self.project.root, lock)
        able = [self._ready(each, lock[each.id]) for each in clients if not checks.of(each.id)]
        finished = {each.project.dist: each.finished for each in able}
        making = Making(self.project, self.loaded.show, self.phrasing, finished)
        wanted = [track for each in able for track in each.wanted]
        order = self.order
        report = build_tracks(
            making, wanted, jobs=order.jobs, on_event=self.on_event, force=order.force, why=order.why,
            elsewhere=order.elsewhere,
        )  # fmt: skip
        made = {each.client.id: _of(each.client.id, report) for each in able}
        for each in able:
            slugs = [episode.script.slug for episode in made[each.client.id] if episode.manifest]
            lock[each.client.id] = with_dates(lock[each.client.id], sorted(set(slugs)), self.today)
        write_clients_lock(self.project.root, lock)
        placed = {each.client.id: self._placed(each, made[each.client.id]) for each in able}
        return [placed.get(client.id) or self._refused(client, checks) for client in clients]

    def _ready(self, client: Client, identity: ClientIdentity) -> ClientFolder:
        prepare(client_project(self.project, client.id).dist, alone=self.alone)
        explain_cache(self.project, client.id)
        return self.standing(client, identity)

    def standing(self, client: Client, identity: ClientIdentity) -> ClientFolder:
        """What stands in a client's folder, and what is to be there; nothing is changed by asking."""
        project = client_project(self.project, client.id)
        ordered, _ = slugs_of(client, self.loaded.names)
        self._tell_others(client, ordered)
        # what is known of a client's files lies with them
        cache = Cache(client_cache(self.project, client.id))
        finished = finished_episodes(project.dist, KnownFiles(project.dist, cache, trust=not self.order.force))
        standing = ClientFolder(client, project, identity, finished, ordered)
        standing.wanted.extend(self._wanted(standing))
        return standing

    def _tell_others(self, client: Client, slugs: Collection[str]) -> None:
        """Which of the sessions that were asked for a client does not get."""
        others = [script.slug for script in self.loaded.scripts if script.slug not in slugs]
        if self.order.names and self.order.ids and others:
            told = f"{client.id} does not get {', '.join(others)}, but {', '.join(sorted(slugs))}"
            self.on_event(Notice(f"{told}: write it under sessions: of the client, if it is to be made."))

    def _wanted(self, standing: ClientFolder) -> Iterator[WantedTrack]:
        cache = Cache(client_cache(self.project, standing.client.id))
        for script in self.loaded.scripts:
            if script.slug not in standing.slugs:
                continue
            day = script.date or standing.identity.dates.get(script.slug, self.today)
            guid = standing.identity.guid(script.slug)
            for pair in client_tracks(standing.client, script):
                own = own_phrases(cache, paired_phrases(self.loaded.show, pair), self.phrasing)
                yield WantedTrack(pair.track, pair.track.edition.guid(guid), day, standing.project, own)

    def _placed(self, standing: ClientFolder, made: tuple[EpisodeReport, ...]) -> ClientReport:
        """Renew the page of a client, from what has been built and what stood before."""
        report, folder = BuildReport(made), standing.project.dist
        asked = {script.slug for script in self.loaded.scripts} & standing.slugs
        good = _good(standing, made, asked)
        gone = {each.manifest.slug for each in standing.finished.standing} - standing.slugs
        if gone and not self.order.prune:
            told = f"{standing.client.id}: {', '.join(sorted(gone))} "
            self.on_event(Notice(f"{told}is no longer listed; `audiogen build --clients --prune` takes it away."))
        try:
            if good or standing.finished.standing:
                exchange(
                    Exchange(
                        project=standing.project,
                        show=self.loaded.show,
                        podcast_guid=str(standing.identity.root),
                        finished=standing.finished,
                        good=[*good.values()],
                        slugs=self.loaded.slugs,
                        day=self.today,
                        spared=(standing.slugs - asked).union(() if self.order.prune else gone),
                        client=standing.told,
                    ),
                    alone=self.alone,
                )
        except AudiogenError as error:
            self.on_event(EpisodeFailed(standing.client.id, error.message, error.hint))
            return ClientReport(standing.client.id, folder, report, error=error)
        standing.finished.known.keep()
        return ClientReport(standing.client.id, folder, report)

    def _refused(self, client: Client, checks: ClientChecks) -> ClientReport:
        problems = checks.of(client.id)
        message = "\n".join(map(str, problems))
        self.on_event(EpisodeFailed(client.id, message, ""))
        folder = client_project(self.project, client.id).dist
        with contextlib.suppress(OSError):  # nothing was ever built there
            folder.rmdir()
        return ClientReport(client.id, folder, BuildReport(()), problems)


def _of(client: str, report: BuildReport) -> tuple[EpisodeReport, ...]:
    return tuple(each for each in report.episodes if each.track.edition.client == client)


def _good(standing: ClientFolder, made: Sequence[EpisodeReport], asked: set[str]) -> Mapping[str, Manifest]:
    """The last good episode of each track, by its name; those that stood, of sessions that were not asked for."""
    finished = standing.finished
    others = {
        name: finished.last_good(name)
        for slug in sorted(standing.slugs - asked)
        for name in dict.fromkeys((slug, *finished.listed(slug)))
    }
    built = {each.name: each.manifest for each in made}
    return {name: manifest for name, manifest in {**built, **others}.items() if manifest}
