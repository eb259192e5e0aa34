"""The order of the stages: load, check, build what is stale, publish what is finished."""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from audiogen.ambience.presets import load_presets
from audiogen.build.jobs import Jobs
from audiogen.build.production import fingerprint
from audiogen.build.report import BuildReport
from audiogen.build.session import Session
from audiogen.build.stale import build_key, last_good_manifest
from audiogen.cache.care import cache_limit_bytes, prune
from audiogen.cache.store import Cache
from audiogen.check.preflight import check_library
from audiogen.errors import OutputError
from audiogen.memory import give_back
from audiogen.plan.planner import plan_session
from audiogen.progress import Notice, OnEvent
from audiogen.project import Project
from audiogen.publish.site import publish
from audiogen.script.load import Library, load_library
from audiogen.script.lock import PublishedLock, assign, read_lock, write_lock
from audiogen.speech.phrase import Phrasing, project_phrasing
from audiogen.speech.words.dictionary import release_dictionary
from audiogen.speech.words.heteronyms.tagger import release_tagger

_LEFTOVER_AGE_S: Final = 3600
"""A file that nobody has written to for an hour was left by a killed build; a younger one may be another build's."""


def build(
    project: Project, names: Sequence[str], *, today: dt.date, jobs: int, on_event: OnEvent, force: bool = False
) -> BuildReport:
    """Build what is stale, then publish every finished episode.

    Args:
        project: the folders.
        names: the sessions to build, as `load_library` takes them; all when empty.
        today: the date of sessions that have none, noted in the lock file from then on.
        jobs: sessions to build at the same time, from 1.
        on_event: called with every event, from several threads.
        force: build the sessions that are not stale, too.

    Raises:
        ScriptError: when a script holds mistakes; nothing is built then.
        OutputError: when the dist folder cannot be written.
    """
    begun, limit_bytes = time.time(), cache_limit_bytes()
    library = load_library(project.scripts, names)
    known = read_lock(project.scripts)
    phrasing = project_phrasing(project)
    for warning in check_library(library, project, known, phrasing):
        on_event(Notice(str(warning)))
    release_dictionary()
    release_tagger()
    lock = assign(known, library.show, library.scripts, today)
    write_lock(project.scripts, lock)
    _prepare(project)
    sessions = _sessions(project, library, lock, phrasing)
    episodes = Jobs(on_event, force=force).run(sessions, jobs)
    # drawing the covers may take more memory than any session did
    give_back()
    _publish(project, library, lock, on_event)
    if limit_bytes is not None:
        prune(project.cache, limit_bytes, since=begun)
    return BuildReport(tuple(episodes))


def _prepare(project: Project) -> None:
    try:
        project.episodes.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        message = f"cannot make the folder {project.episodes}: {error.strerror}"
        raise OutputError(message, hint="Remove what is in its place, or give another folder with --dist.") from error
    for leftover in project.unfinished():
        if time.time() - leftover.stat().st_mtime > _LEFTOVER_AGE_S:
            leftover.unlink(missing_ok=True)


def _sessions(project: Project, library: Library, lock: PublishedLock, phrasing: Phrasing) -> list[Session]:
    code = fingerprint(Cache(project.cache))
    presets = load_presets(project.root).presets
    sessions = (
        Session(
            project=project,
            show=library.show,
            script=script,
            plan=plan_session(library.show, script, presets=presets),
            phrasing=phrasing,
            episode_count=library.total,
            guid=lock.episodes[script.slug].guid,
            published=lock.episodes[script.slug].date,
            build_key="",
            presets=presets,
        )
        for script in library.scripts
    )
    return [replace(session, build_key=build_key(session, code)) for session in sessions]


def _publish(project: Project, library: Library, lock: PublishedLock, on_event: OnEvent) -> None:
    """Publish every finished episode that still has a script; the files of others stay, but are not listed."""
    slugs = sorted(path.stem for path in project.episodes.glob("*.json") if not path.name.endswith(".chapters.json"))
    finished = [manifest for slug in slugs if (manifest := last_good_manifest(project, slug))]
    listed = [manifest for manifest in finished if manifest.slug in library.slugs]
    for manifest in finished:
        if manifest.slug not in library.slugs:
            on_event(Notice(f"{manifest.media[0].file} has no script any more: it is left in place, but not listed"))
    for slug in sorted({*slugs} & {*library.slugs} - {manifest.slug for manifest in finished}):
        file = project.manifest(slug)
        on_event(
            Notice(f"{file} cannot be read: its episode is not listed until `audiogen build {slug}` makes it anew")
        )
    publish(library.show, lock.podcast_guid, listed, project.dist, project.root)
