"""The order of the stages: load, check, build what is stale, publish what is finished, take away what is neither."""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Sequence
from dataclasses import replace

from audiogen.ambience.presets import load_presets
from audiogen.build.finished import finished_episodes
from audiogen.build.identities import entered, formerly_known, identities
from audiogen.build.jobs import Jobs
from audiogen.build.keys import stage_keys
from audiogen.build.leftovers import remove_unfinished
from audiogen.build.places import make_folder
from audiogen.build.production import fingerprint
from audiogen.build.report import BuildReport
from audiogen.build.session import Session
from audiogen.build.switch import Switching, switch
from audiogen.build.turns import claim, turn
from audiogen.cache.care import cache_limit_bytes
from audiogen.cache.care import prune as prune_cache
from audiogen.cache.store import Cache
from audiogen.check.preflight import check_library
from audiogen.editions.expand import public_tracks
from audiogen.errors import OutputError
from audiogen.manifest import Keys
from audiogen.memory import give_back
from audiogen.plan.planner import plan_session
from audiogen.progress import Notice, OnEvent
from audiogen.project import Project
from audiogen.publish.layout import FOLDERS
from audiogen.script.load import Library, load_library
from audiogen.script.lock import PublishedLock, read_lock, write_lock
from audiogen.script.renewal import settled
from audiogen.speech.phrase import Phrasing, project_phrasing
from audiogen.speech.words.dictionary import release_dictionary
from audiogen.speech.words.heteronyms.tagger import release_tagger


def build(
    project: Project,
    names: Sequence[str],
    *,
    today: dt.date,
    jobs: int,
    on_event: OnEvent,
    force: bool = False,
    prune: bool = False,
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

    Raises:
        ScriptError: when a script holds mistakes; nothing is built then.
        OutputError: when the dist folder cannot be written, or belongs to another show.
    """
    begun, limit_bytes = time.time(), cache_limit_bytes()
    library = load_library(project.scripts, names)
    identity = settled(read_lock(project.scripts), library)
    if identity.notice:
        on_event(Notice(identity.notice))
    phrasing = project_phrasing(project)
    for warning in check_library(library, project, identity.lock, phrasing):
        on_event(Notice(str(warning)))
    release_dictionary()
    release_tagger()
    with turn(project, on_event) as alone:
        _prepare(project, alone=alone)
        # read only now: another build, for which this one has waited, may have written it
        finished, known = finished_episodes(project.dist), settled(read_lock(project.scripts), library).lock
        lock = identities(known, library, finished, today)
        claim(project, lock)
        if former := formerly_known(lock, library, finished):
            message = (
                "the show has a new identity, which these sessions get when you run `audiogen build` without names"
            )
            on_event(Notice(f"{message}: {', '.join(former)}"))
        write_lock(project.scripts, entered(lock, known, ()))
        sessions = _sessions(project, library, lock, phrasing)
        report = BuildReport(tuple(Jobs(finished, on_event, force=force).run(sessions, jobs)))
        write_lock(
            project.scripts, entered(lock, known, [each.script.slug for each in report.episodes if each.manifest])
        )
        # drawing the covers may take more memory than any session did
        give_back()
        switch(Switching(project, library, lock.podcast_guid, finished, report), on_event, prune=prune, alone=alone)
    if limit_bytes is not None:
        prune_cache(project.cache, limit_bytes, since=begun)
    return report


def _prepare(project: Project, *, alone: bool) -> None:
    for folder in (project.dist / name for name in FOLDERS):
        if folder.is_symlink():
            message = f"{folder} is a link to another place, where a server of dist/ would not follow it"
            hint = "Remove the link. To keep the podcast elsewhere, name the whole folder with --dist."
            raise OutputError(message, hint=hint)
    make_folder(project.episodes)
    if alone:
        remove_unfinished(project.dist)


def _sessions(project: Project, library: Library, lock: PublishedLock, phrasing: Phrasing) -> list[Session]:
    code = fingerprint(Cache(project.cache))
    presets = load_presets(project.root).presets
    sessions = (
        Session(
            project=project,
            show=library.show,
            track=track,
            plan=plan_session(library.show, track.script, presets=presets),
            phrasing=phrasing,
            guid=track.edition.guid(lock.episodes[script.slug].guid),
            published=lock.episodes[script.slug].date,
            keys=Keys(sound="", tags="", texts=""),
            presets=presets,
        )
        for script in library.scripts
        for track in public_tracks(script)[:1]
    )
    return [replace(session, keys=stage_keys(session, code)) for session in sessions]
