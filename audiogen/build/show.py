"""The order of the stages: load, check, build what is stale, publish what is finished, take away what is neither."""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from audiogen.build.finished import FinishedEpisodes, finished_episodes
from audiogen.build.identities import entered, formerly_known, identities
from audiogen.build.known_files import KnownFiles
from audiogen.build.makers import Maker
from audiogen.build.report import BuildReport
from audiogen.build.switch import Switching, prepare, switch
from audiogen.build.tracks import Making, WantedTrack, build_tracks
from audiogen.build.turns import claim, turn
from audiogen.build.unchanged import Basis, note_unchanged
from audiogen.cache.care import cache_limit_bytes
from audiogen.cache.care import prune as prune_cache
from audiogen.cache.store import Cache
from audiogen.check.preflight import check_library
from audiogen.editions.expand import public_tracks
from audiogen.memory import seldom_collected
from audiogen.progress import Notice, OnEvent
from audiogen.project import Project
from audiogen.script.load import Library, load_library
from audiogen.script.lock import PublishedLock, read_lock, write_lock
from audiogen.script.renewal import Settled, lock_problems, settled
from audiogen.speech.phrase import Phrasing, project_phrasing
from audiogen.speech.words.dictionary import release_dictionary
from audiogen.speech.words.heteronyms.tagger import release_tagger


def build(  # noqa: PLR0913 - each is an option of the command
    project: Project,
    names: Sequence[str],
    *,
    today: dt.date,
    jobs: int,
    on_event: OnEvent,
    force: bool = False,
    prune: bool = False,
    why: bool = False,
    elsewhere: Maker | None = None,
) -> BuildReport:
    """Build what is stale, then publish every finished episode.

    Args:
        project: the folders.
        names: the sessions to build, as `load_library` takes them; all when empty.
        today: the date of sessions that have none, noted in the lock file from then on.
        jobs: sessions to build at the same time, from 1.
        on_event: called with every event, from several threads.
        force: build the sessions that are not stale, too.
        prune: take away the episodes of sessions that have no script any more.
        why: tell of each session that is built why it is.
        elsewhere: who makes their sound; None for this computer.

    Raises:
        ScriptError: when a script holds mistakes; nothing is built then.
        OutputError: when the dist folder cannot be written, or belongs to another show.
    """
    begun_ns, limit_bytes = time.time_ns(), cache_limit_bytes()
    basis = None if names or prune else Basis.of(project, today)
    with seldom_collected():
        show = checked(project, names, on_event)
    library, phrasing = show.loaded, show.phrasing
    with turn(project, on_event) as alone:
        prepare(project.dist, alone=alone)
        # read only now: another build, for which this one has waited, may have written it
        known, lock, finished = known_to(project, library, today, trust=not force)
        claim(project, lock)
        told = tell(library, lock, finished, names, on_event)
        write_lock(project.scripts, entered(lock, known, ()))
        making = Making(project, library.show, phrasing, {project.dist: finished})
        wanted = wanted_tracks(project, library, lock)
        report = build_tracks(making, wanted, jobs=jobs, on_event=on_event, force=force, why=why, elsewhere=elsewhere)
        made = {each.script.slug for each in report.episodes if each.manifest}
        write_lock(project.scripts, entered(lock, known, made))
        switching = Switching(project, library, lock.podcast_guid, finished, report, today)
        notices = switch(switching, on_event, prune=prune, alone=alone)
        finished.known.keep()
        if basis and basis.settled_ns <= begun_ns and alone and not told and _is_settled(show, switching, basis):
            note_unchanged(project, today, basis, (*show.warnings, *notices), report.summaries)
    if limit_bytes is not None:
        prune_cache(project.cache, limit_bytes, since=begun_ns / 1e9)
    return report


@dataclass(frozen=True, slots=True)
class ReadShow:
    """The scripts, and how they are spoken."""

    loaded: Library
    phrasing: Phrasing
    identity: Settled
    warnings: tuple[str, ...]
    """What is told at each build, as long as nothing changes."""


def checked(project: Project, names: Sequence[str], on_event: OnEvent) -> ReadShow:
    """The scripts, after everything has been told that is worth knowing of them."""
    library = load_library(project.scripts, names)
    identity = settled(read_lock(project.scripts), library)
    if identity.notice:
        on_event(Notice(identity.notice))
    phrasing = project_phrasing(project)
    warnings = tuple(map(str, check_library(library, project, identity.lock, phrasing)))
    for warning in warnings:
        on_event(Notice(warning))
    release_dictionary()
    release_tagger()
    return ReadShow(library, phrasing, identity, warnings)


def known_to(
    project: Project, library: Library, today: dt.date, *, trust: bool = True
) -> tuple[PublishedLock | None, PublishedLock, FinishedEpisodes]:
    """The lock as it is noted, with all sessions in it, and what stands.

    Args:
        project: the folders.
        library: the scripts.
        today: the date of sessions that have none.
        trust: whether a file is as it was when nothing about it says otherwise, or is read anew.
    """
    files = KnownFiles(project.dist, Cache(project.cache), trust=trust)
    finished, known = finished_episodes(project.dist, files), settled(read_lock(project.scripts), library).lock
    return known, identities(known, library, finished, today), finished


def tell(
    library: Library, lock: PublishedLock, finished: FinishedEpisodes, names: Sequence[str], on_event: OnEvent
) -> tuple[str, ...]:
    """What becomes of identities, and of sessions that are for clients alone."""
    notices = (*_about_identities(lock, library, finished), *_about_clients(library, finished, names))
    for notice in notices:
        on_event(Notice(notice))
    return notices


def _about_identities(lock: PublishedLock, library: Library, finished: FinishedEpisodes) -> Iterator[str]:
    if former := formerly_known(lock, library, finished):
        message = "the show has a new identity, which these sessions get when you run `audiogen build` without names"
        yield f"{message}: {', '.join(former)}"


def _about_clients(library: Library, finished: FinishedEpisodes, names: Sequence[str]) -> Iterator[str]:
    """What becomes of sessions that are for clients alone: they are no part of what everybody hears."""
    for slug in sorted(library.for_clients):
        if finished.listed(slug):
            yield f"{slug} is for clients alone now: it is taken off the page and out of the feed, with its files"
    asked = [script.slug for script in library.scripts if names and script.slug in library.for_clients]
    if asked:
        yield f"for clients alone: {', '.join(asked)}. `audiogen build --clients` builds what is for clients."


def _is_settled(show: ReadShow, switching: Switching, basis: Basis) -> bool:
    """Whether the next build has nothing to do, and nothing else to tell, unless something changes."""
    report, finished = switching.report, switching.finished
    whole = all(each.manifest and finished.vouches(each.manifest) for each in report.episodes)
    known = report.files is not None and all(map(basis.holds, report.files))
    return whole and known and not report.failed and _is_known_as_before(show, switching.project)


def _is_known_as_before(show: ReadShow, project: Project) -> bool:
    """Whether as much is to be said of what the show is known by as there was before the build."""
    before, now, library = show.identity, settled(read_lock(project.scripts), show.loaded), show.loaded
    said, says = lock_problems(before.lock, library), lock_problems(now.lock, library)
    return said == says and not before.notice and not now.notice


def wanted_tracks(project: Project, library: Library, lock: PublishedLock) -> list[WantedTrack]:
    """The tracks that everybody may hear, the main one of each session first."""
    return [
        WantedTrack(track, track.edition.guid(entry.guid), entry.date, project)
        for script in library.scripts
        for entry in (lock.episodes[script.slug],)
        for track in public_tracks(script)
    ]
