"""The order of the stages, what is stale, and the workers: the only module that knows the whole way.

Importing it is cheap: the stages that need heavy libraries are imported when a session has to be built anew, so a
build in which nothing has changed stays under two seconds.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import threading
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from importlib import resources
from pathlib import Path
from typing import Final, Literal

from pydantic_core import to_jsonable_python

from audiogen.ambience.presets import load_presets
from audiogen.cache import content_key
from audiogen.cache_care import cache_limit_bytes, note_use, prune
from audiogen.check import check_library
from audiogen.errors import AudiogenError, OutputError
from audiogen.manifest import Manifest, read_manifest
from audiogen.memory import give_back
from audiogen.parallel import Workers
from audiogen.plan import plan_session
from audiogen.progress import EpisodeBuilt, EpisodeFailed, EpisodeKept, Event, Notice, OnEvent
from audiogen.project import Project
from audiogen.publish.site import Published, publish
from audiogen.script.bed import Presets
from audiogen.script.load import Library, load_library
from audiogen.script.lock import PublishedLock, assign, read_lock, write_lock
from audiogen.script.model import Script
from audiogen.session import Session
from audiogen.speech.dictionary import forget_words
from audiogen.speech.phrase import Phrasing, project_phrasing

_SOUNDING: Final = (
    *("ambience", "encode", "speech", "speech/chain", "verify"),
    *("bedcurve.py", "breath_words.py", "cues.py", "episode.py", "levelling.py", "loudness.py", "master.py", "mix.py"),
    *("plan.py", "produce.py", "recording.py", "recording_file.py", "render.py", "samples.py", "sentences.py"),
    *("timeline.py", "units.py", "writing.py"),
    *("publish/cover.py", "publish/design.py", "publish/drawing.py", "publish/lettering.py", "publish/motifs.py"),
    *("script/bed.py", "script/breath.py", "script/cue_words.py", "script/fields.py", "script/levels.py"),
    *("script/media.py", "script/model.py"),
)
"""The parts of audiogen that decide how an episode sounds: when one of them changes, every episode is stale."""

_LEFTOVER_AGE_S: Final = 3600
"""What nobody has written to for an hour was left by a killed build; a younger file may be another build's."""


@dataclass(frozen=True, slots=True)
class EpisodeReport:
    """What became of one session."""

    script: Script
    outcome: Literal["built", "kept", "failed"]
    manifest: Manifest | None
    """The episode that stands now; None when there has never been a good one."""
    wall_s: float
    phrases: int = 0
    """Different phrases that it needed, when it was built."""
    phrases_spoken: int = 0
    """Those that a voice had to speak; the others came from the cache."""
    error: AudiogenError | None = None


@dataclass(frozen=True, slots=True)
class BuildReport:
    """What a build did."""

    episodes: tuple[EpisodeReport, ...]
    published: Published

    @property
    def failed(self) -> tuple[EpisodeReport, ...]:
        """The sessions that could not be built."""
        return tuple(episode for episode in self.episodes if episode.outcome == "failed")

    @property
    def phrases(self) -> int:
        """Phrases that were needed, each session's counted by itself."""
        return sum(episode.phrases for episode in self.episodes)

    @property
    def phrases_spoken(self) -> int:
        """Those that a voice had to speak; the others came from the cache."""
        return sum(episode.phrases_spoken for episode in self.episodes)


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
    workers = _Workers(on_event)
    sessions = _sessions(project, library, lock, phrasing)
    episodes = workers.run([_Task(session, _is_stale(session, force=force)) for session in sessions], jobs)
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
    code = _code_fingerprint()
    presets = load_presets(project.root).presets
    unkeyed = (_session(project, library, lock, script, phrasing, presets) for script in library.scripts)
    return [session.keyed(content_key(_inputs(session, code))) for session in unkeyed]


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


def _inputs(session: Session, code: str) -> dict[str, object]:
    """Everything that an episode is made from: when any of it changes, the episode is stale."""
    show, script, plan, project = session.show, session.script, session.plan, session.project
    attempts = (session.attempted(attempt).plan for attempt in range(plan.attempts))
    return {
        "code": code,
        "plan": to_jsonable_python(plan),
        "phrases": [[session.phrasing.key(phrase) for phrase in attempt.utterances] for attempt in attempts],
        "bed": [_file_sha256(project.root / file) for file in plan.bed_files],
        "cover": _file_sha256(project.root / show.cover) if show.cover else None,
        "show": [show.title, show.author, show.copyright],
        "media": to_jsonable_python([show.formats, show.stems]),
        "script": script.model_dump(mode="json", include={"title", "section", "summary"}),
        "told": [session.caveats, session.credits],
        "notes": session.notes.model_dump(mode="json"),
        "episode": [session.number, session.tracks, session.guid, session.published.isoformat()],
    }


def _code_fingerprint() -> str:
    digest = hashlib.sha256()
    package = resources.files("audiogen")
    for name in sorted(_SOUNDING):
        part = package.joinpath(name)
        files = [part] if part.is_file() else sorted(part.iterdir(), key=lambda file: file.name)
        for file in files:
            if file.name.endswith(".py"):
                digest.update(file.name.encode() + file.read_bytes())
    return digest.hexdigest()


def _file_sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _is_stale(session: Session, *, force: bool) -> bool:
    """Whether an episode has to be built: because its inputs changed, or its files are not what the manifest says."""
    manifest = _standing(session.project, session.script.slug)
    if force or manifest is None or manifest.build_key != session.build_key:
        return True
    return not all(
        _is_intact(session.project.dist / media.file, media.sha256) for media in (*manifest.media, *manifest.stems)
    )


def _is_intact(path: Path, sha256: str) -> bool:
    return path.is_file() and _file_sha256(path) == sha256


def _standing(project: Project, slug: str) -> Manifest | None:
    """The manifest of the last good build, None when there is none that can be read."""
    try:
        return read_manifest(project.manifest(slug))
    except (FileNotFoundError, OutputError):
        return None


@dataclass(frozen=True, slots=True)
class _Task:
    session: Session
    stale: bool


class _Stopped(BaseException):
    """Takes a worker out of its work after the user has interrupted the build."""


class _Workers:
    """Builds sessions side by side; the rest goes on when one fails."""

    def __init__(self, on_event: OnEvent) -> None:
        self._on_event = on_event
        self._stop = threading.Event()

    def run(self, tasks: Sequence[_Task], jobs: int) -> list[EpisodeReport]:
        # the pool of sessions is left first: those who have left no longer need the workers
        with Workers() as workers, ThreadPoolExecutor(max_workers=max(1, jobs), thread_name_prefix="session") as pool:
            try:
                return list(pool.map(partial(self._one, workers), tasks))
            except BaseException:
                self._stop.set()
                pool.shutdown(wait=True, cancel_futures=True)
                raise

    def _listen(self, event: Event) -> None:
        if self._stop.is_set():
            raise _Stopped
        self._on_event(event)

    def _one(self, workers: Workers, task: _Task) -> EpisodeReport:
        session = task.session
        if not task.stale:
            self._listen(EpisodeKept(session.script.slug))
            return EpisodeReport(session.script, "kept", _standing(session.project, session.script.slug), 0.0)
        begun = time.monotonic()
        try:
            from audiogen.produce import produce  # noqa: PLC0415 - numpy and the codecs, only when something is stale

            produced = produce(session, workers, self._listen)
        except AudiogenError as error:
            self._listen(EpisodeFailed(session.script.slug, error.message, error.hint))
            standing = _standing(session.project, session.script.slug)
            return EpisodeReport(session.script, "failed", standing, time.monotonic() - begun, error=error)
        wall_s = time.monotonic() - begun
        self._listen(EpisodeBuilt(session.script.slug, wall_s, produced.phrases_spoken))
        spoken, phrases = produced.phrases_spoken, produced.phrases
        return EpisodeReport(session.script, "built", produced.manifest, wall_s, phrases, spoken)


def _publish(project: Project, library: Library, lock: PublishedLock, on_event: OnEvent) -> Published:
    """Publish every episode that stands and still has a script; the files of others stay, unlisted."""
    slugs = sorted(path.stem for path in project.episodes.glob("*.json") if not path.name.endswith(".chapters.json"))
    standing = [manifest for slug in slugs if (manifest := _standing(project, slug))]
    listed = [manifest for manifest in standing if manifest.slug in library.slugs]
    for manifest in standing:
        if manifest.slug not in library.slugs:
            on_event(Notice(f"{manifest.media[0].file} has no script any more: it is left in place, but not listed"))
    return publish(library.show, lock.podcast_guid, listed, project.dist, project.root)
