"""Building sessions side by side: one that fails does not stop the others, an interrupt stops all."""

from __future__ import annotations

import threading
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial

from audiogen.build.report import EpisodeReport
from audiogen.build.session import Session
from audiogen.build.stale import standing_manifest
from audiogen.errors import AudiogenError
from audiogen.parallel import Workers
from audiogen.progress import EpisodeBuilt, EpisodeFailed, EpisodeKept, Event, OnEvent


@dataclass(frozen=True, slots=True)
class Job:
    """A session, and whether its episode has to be built."""

    session: Session
    stale: bool


class _Stopped(BaseException):
    """Takes a worker out of its work after the user has interrupted the build."""


class Jobs:
    """Builds sessions side by side; the rest goes on when one fails."""

    def __init__(self, on_event: OnEvent) -> None:
        self._on_event = on_event
        self._stop = threading.Event()

    def run(self, jobs: Sequence[Job], at_once: int) -> list[EpisodeReport]:
        """What became of each session, in their order.

        Args:
            jobs: the sessions.
            at_once: how many are built at the same time, from 1.
        """
        # the pool of sessions is left first: those who have left no longer need the workers
        with (
            Workers() as workers,
            ThreadPoolExecutor(max_workers=max(1, at_once), thread_name_prefix="session") as pool,
        ):
            try:
                return list(pool.map(partial(self._one, workers), jobs))
            except BaseException:
                self._stop.set()
                pool.shutdown(wait=True, cancel_futures=True)
                raise

    def _listen(self, event: Event) -> None:
        if self._stop.is_set():
            raise _Stopped
        self._on_event(event)

    def _one(self, workers: Workers, job: Job) -> EpisodeReport:
        session = job.session
        if not job.stale:
            self._listen(EpisodeKept(session.script.slug))
            return EpisodeReport(session.script, "kept", standing_manifest(session.project, session.script.slug), 0.0)
        begun = time.monotonic()
        try:
            from audiogen.build.episode import produce  # noqa: PLC0415 - numpy and the codecs, only when something is stale

            produced = produce(session, workers, self._listen)
        except AudiogenError as error:
            self._listen(EpisodeFailed(session.script.slug, error.message, error.hint))
            standing = standing_manifest(session.project, session.script.slug)
            return EpisodeReport(session.script, "failed", standing, time.monotonic() - begun, error=error)
        wall_s = time.monotonic() - begun
        self._listen(EpisodeBuilt(session.script.slug, wall_s, produced.phrases_spoken))
        spoken, phrases = produced.phrases_spoken, produced.phrases
        return EpisodeReport(session.script, "built", produced.manifest, wall_s, phrases, spoken)
