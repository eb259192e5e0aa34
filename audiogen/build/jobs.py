"""Building sessions side by side: one that fails does not stop the others, an interrupt stops all."""

from __future__ import annotations

import threading
import time
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path

from audiogen.build.durations import Share, SharedTime, keep_took, took_of
from audiogen.build.finished import FinishedEpisodes
from audiogen.build.makers import Maker, Makers, Processes, Threads, is_worth_processes
from audiogen.build.report import EpisodeReport
from audiogen.build.session import Produced, Session
from audiogen.build.stale import Work, work_on
from audiogen.build.why.phrases import count_phrases
from audiogen.build.why.reasons import Reasons
from audiogen.check.lengths import require_reachable
from audiogen.errors import AudiogenError
from audiogen.parallel import Workers
from audiogen.progress import EpisodeBegun, EpisodeBuilt, EpisodeFailed, EpisodeKept, Event, OnEvent, Progress, Stage


class _Stopped(BaseException):
    """Takes a worker out of its work after the user has interrupted the build."""


class Jobs:
    """Builds sessions side by side; the rest goes on when one fails."""

    def __init__(
        self,
        finished: Mapping[Path, FinishedEpisodes],
        reasons: Reasons,
        on_event: OnEvent,
        *,
        force: bool = False,
        why: bool = False,
    ) -> None:
        """Start nothing yet.

        Args:
            finished: what stands in each folder into which sessions are built.
            reasons: tells why a session is built anew.
            on_event: called with every event, from several threads.
            force: build the sessions that are not stale, too.
            why: tell of each session that is built why it is.
        """
        self._finished = finished
        self._reasons = reasons
        self._on_event = on_event
        self._force = force
        self._why = why
        self._stop = threading.Event()
        self._stages: dict[str, Stage] = {}
        self._time = SharedTime()
        self._shares: dict[str, Share] = {}

    def run(self, sessions: Sequence[Session], at_once: int, elsewhere: Maker | None = None) -> list[EpisodeReport]:
        """What became of each session, in their order.

        Args:
            sessions: those to build, or to keep when they are not stale.
            at_once: how many are built at the same time, from 1.
            elsewhere: who makes their sound; None for this computer.
        """
        # the pool of sessions ends first: whoever makes them must outlive it
        with (
            Workers() as workers,
            Processes(at_once) as processes,
            ThreadPoolExecutor(max_workers=max(1, at_once), thread_name_prefix="session") as pool,
        ):
            try:
                works = list(pool.map(self._work_on, sessions))
                new = [session for session, work in zip(sessions, works, strict=True) if work.stage == "sound"]
                apart = processes if at_once > 1 and is_worth_processes(new) else None
                makers = Makers(Threads(workers), elsewhere or apart)
                return list(pool.map(partial(self._run_one, makers), sessions, works))
            except BaseException:
                self._stop.set()
                (elsewhere or processes).stop()
                pool.shutdown(wait=True, cancel_futures=True)
                raise

    def _work_on(self, session: Session) -> Work:
        return work_on(session, self._finished[session.project.dist], force=self._force)

    def _emit(self, event: Event) -> None:
        if self._stop.is_set():
            raise _Stopped
        if isinstance(event, Progress) and self._stages.get(event.name) != event.stage:
            self._stages[event.name] = event.stage
            if event.stage != "speak":
                self._shares[event.name].all_spoken()
        self._on_event(event)

    def _run_one(self, makers: Makers, session: Session, work: Work) -> EpisodeReport:
        track, name, finished = session.track, session.edition.key, self._finished[session.project.dist]
        if work.stage == "nothing" and work.finished:
            self._reasons.remember(session, work.finished)
            self._emit(EpisodeKept(name))
            return EpisodeReport(track, "kept", work.finished, 0.0)
        begun = time.monotonic()
        try:
            self._emit(self._begun(session, finished, work))
            with self._time.share() as self._shares[name]:
                produced = self._made(makers, session, work)
            finished.note(produced.manifest)
            self._note(session, work, produced)
        except AudiogenError as error:
            told = error.message if session.edition.main else f"{name}: {error.message}"
            self._emit(EpisodeFailed(name, told, error.hint))
            last_good = finished.last_good(session.edition.name)
            return EpisodeReport(track, "failed", last_good, time.monotonic() - begun, error=error)
        wall_s = time.monotonic() - begun
        phrases, spoken = produced.phrases, produced.phrases_spoken
        self._emit(EpisodeBuilt(name, wall_s, spoken))
        return EpisodeReport(track, "built", produced.manifest, wall_s, phrases, spoken)

    def _begun(self, session: Session, finished: FinishedEpisodes, work: Work) -> EpisodeBegun:
        """That a session is made anew; what of it and why, where somebody asked."""
        if not self._why:
            return EpisodeBegun(session.edition.key)
        why = self._reasons.of(session, finished, work, force=self._force)
        spoken = f"; {count_phrases(session).told}" if work.stage == "sound" and session.plan.utterances else ""
        return EpisodeBegun(session.edition.key, f"{why.work}{spoken}", why.reasons)

    def _note(self, session: Session, work: Work, produced: Produced) -> None:
        """Keep what is told before the next build: what this was made from, and how long making its sound took."""
        self._reasons.remember(session, produced.manifest)
        anew = self._shares[session.edition.key].took(produced.phrases_spoken)
        took = took_of(session.own_cache, work.finished) if work.finished else anew
        if took:
            keep_took(session, produced.manifest, took)

    def _made(self, makers: Makers, session: Session, work: Work) -> Produced:
        if work.finished:
            from audiogen.build.renew import renew  # noqa: PLC0415 - reads and draws covers

            page = self._finished[session.project.dist].whole_page(work.finished)
            return Produced(renew(session, work.finished, tags=work.stage == "tags", page=page))
        require_reachable(session.show, session.track, session.phrasing)
        return makers.of(session).make(session, self._emit)
