"""The order of the stages: load, check, build what is stale, publish what stands."""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Sequence
from typing import Final

from audiogen.ambience.presets import load_presets
from audiogen.build.jobs import Job, Jobs
from audiogen.build.production import fingerprint
from audiogen.build.report import BuildReport
from audiogen.build.session import Session
from audiogen.build.stale import build_key, is_stale, standing_manifest
from audiogen.cache.care import cache_limit_bytes, note_use, prune
from audiogen.cache.store import Cache
from audiogen.check.preflight import check_library
from audiogen.errors import OutputError
from audiogen.memory import give_back
from audiogen.plan.planner import plan_session
from audiogen.progress import Notice, OnEvent
from audiogen.project import Project
from audiogen.publish.site import Published, publish
from audiogen.script.bed import Presets
from audiogen.script.load import Library, load_library
from audiogen.script.lock import PublishedLock, assign, read_lock, write_lock
from audiogen.script.model import Script
from audiogen.speech.phrase import Phrasing, project_phrasing
from audiogen.speech.words.dictionary import forget_words

_LEFTOVER_AGE_S: Final = 3600
"""What nobody has written to for an hour was left by a killed build; a younger file may be another build's."""


def build(
    project: Project, names: Sequence[str], *, today: dt.date, jobs: int, on_event: OnEvent, force: bool = False
) -> BuildReport:
    """Build what is stale, then publish everything that stands.

    Args:
        project: the folders.
        names: the sessions to build, as `load_library` takes them; all when empty.
        today: the date of sessions that have none, noted in the lock file from then on.
        jobs: sessions to build at the same time, from 1.
        on_event: told of progress, from several threads.
        force: build what is not stale, too.

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
    forget_words()
    give_back()
    lock = assign(known, library.show, library.scripts, today)
    write_lock(project.scripts, lock)
    _prepare(project)
    sessions = _sessions(project, library, lock, phrasing)
    episodes = Jobs(on_event).run([Job(session, is_stale(session, force=force)) for session in sessions], jobs)
    give_back()
    published = _publish(project, library, lock, on_event)
    report = BuildReport(tuple(episodes), published)
    note_use(project.cache, hits=report.phrases - report.phrases_spoken, misses=report.phrases_spoken)
    if limit_bytes is not None:
        prune(project.cache, limit_bytes, since=begun)
    return report


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
    unkeyed = (_session(project, library, lock, script, phrasing, presets) for script in library.scripts)
    return [session.keyed(build_key(session, code)) for session in unkeyed]


def _session(
    project: Project, library: Library, lock: PublishedLock, script: Script, phrasing: Phrasing, presets: Presets
) -> Session:
    show = library.show
    published = lock.episodes[script.slug]
    return Session(
        project=project,
        show=show,
        script=script,
        plan=plan_session(show, script, presets=presets),
        phrasing=phrasing,
        tracks=library.total,
        guid=published.guid,
        published=published.date,
        build_key="",
        presets=presets,
    )


def _publish(project: Project, library: Library, lock: PublishedLock, on_event: OnEvent) -> Published:
    """Publish every episode that stands and still has a script; the files of others stay, unlisted."""
    slugs = sorted(path.stem for path in project.episodes.glob("*.json") if not path.name.endswith(".chapters.json"))
    standing = [manifest for slug in slugs if (manifest := standing_manifest(project, slug))]
    listed = [manifest for manifest in standing if manifest.slug in library.slugs]
    for manifest in standing:
        if manifest.slug not in library.slugs:
            on_event(Notice(f"{manifest.media[0].file} has no script any more: it is left in place, but not listed"))
    return publish(library.show, lock.podcast_guid, listed, project.dist, project.root)
