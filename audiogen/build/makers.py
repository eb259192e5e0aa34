"""Where tracks are made: in this process, or in several that never wait for each other, as threads do in Python.

A process that is killed takes only its own track with it. None outlives the build, and an interrupt ends all of them
within a second.
"""

from __future__ import annotations

import contextlib
import pickle
import queue
import subprocess
import sys
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate
from types import TracebackType
from typing import IO, Final, Protocol, Self

from audiogen.build.session import Produced, Session
from audiogen.build.task import make, portable
from audiogen.build.why.phrases import count_phrases
from audiogen.build.worker import Bug, Outcome
from audiogen.check.lengths import expected_session
from audiogen.errors import AudiogenError
from audiogen.parallel import CORES, Workers
from audiogen.plan.cues import Utterance
from audiogen.progress import Event, OnEvent
from audiogen.units import to_seconds

_PROGRAM: Final = (
    "import sys; sys.path[:] = sys.argv[2:]; from audiogen.build.worker import serve; serve(int(sys.argv[1]))"
)
# in a group of its own: Ctrl-C reaches the build alone, which then ends it
_OWN_GROUP: Final = None if sys.platform == "win32" else 0
_OWN_GROUP_ON_WINDOWS: Final = getattr(subprocess, "CREATE_NEW_PROCESS_GROUP", 0)
_WORTH_S: Final = 300.0
"""Of sound to be made, all tracks together."""
_PATIENCE_S: Final = 0.4
"""For a process to end because its input does, and then because it was told to."""


class BugElsewhereError(Exception):
    """An error that nobody foresaw, where a track was made; its message holds the traceback."""

    def __init__(self, bug: Bug) -> None:
        super().__init__(bug.told)
        self.places = bug.places


class Maker(Protocol):
    """Makes tracks somewhere; several threads may ask at once."""

    def make(self, session: Session, on_event: OnEvent) -> Produced:
        """Make the episode of a session and put it in place; errors are those of `audiogen.build.task.make`."""

    def stop(self) -> None:
        """Break off all that is being made; called from another thread."""


class Threads:
    """Makes tracks in this process, with threads that all of them share."""

    def __init__(self, workers: Workers) -> None:
        self._workers = workers

    def make(self, session: Session, on_event: OnEvent) -> Produced:
        """Make one, in the thread that asks."""
        return make(session, self._workers, on_event)

    def stop(self) -> None:
        """Nothing: `on_event` takes whoever makes a track out of its work."""


class Processes:
    """Makes tracks in other processes, one in each; used as `with Processes(…) as processes:`.

    A process begins when there is a track for it, and makes others when it has made that one.
    """

    def __init__(self, most: int) -> None:
        """Begin nothing yet; `most` of them, from 1, share the cores."""
        self._threads = max(1, CORES // most)
        self._lock = threading.Lock()
        self._idle: queue.SimpleQueue[_Process] = queue.SimpleQueue()
        self._begun: list[_Process] = []
        self._stopped = False

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, _kind: type[BaseException] | None, _error: BaseException | None, _trace: TracebackType | None
    ) -> None:
        """End all of them; nobody asks any more."""
        self.stop()
        for process in self._begun:
            process.close()

    def make(self, session: Session, on_event: OnEvent) -> Produced:
        """Make one, in a process that has nothing to do."""
        process = self._taken()
        outcome = process.made(session, on_event)
        if isinstance(outcome, Bug):
            raise BugElsewhereError(outcome)
        if not process.ends_within(0):
            self._idle.put(process)
        if isinstance(outcome, AudiogenError):
            raise outcome
        return outcome

    def stop(self) -> None:
        """End all of them within a second, whatever they do, with nothing left behind that they had begun."""
        with self._lock:
            self._stopped = True
        begun = tuple(self._begun)
        for process in begun:
            process.end_input()
        for end in (_Process.terminate, _Process.kill):
            until = time.monotonic() + _PATIENCE_S
            for process in begun:
                if not process.ends_within(until - time.monotonic()):
                    end(process)

    def _taken(self) -> _Process:
        with contextlib.suppress(queue.Empty):
            return self._idle.get_nowait()
        with self._lock:
            process = _Process(self._threads)
            self._begun.append(process)
            if self._stopped:
                process.kill()
        return process


@dataclass(frozen=True, slots=True)
class Makers:
    """Who makes the tracks of a build."""

    here: Threads
    elsewhere: Maker | None = None
    """None where it is not worth it."""

    def of(self, session: Session) -> Maker:
        """Who makes a track: a voice that is online is asked by this process alone, one thing at a time."""
        apart = None if self.elsewhere is None or _asks_online(session) else self.elsewhere
        return apart or self.here


def is_worth_processes(sessions: Sequence[Session]) -> bool:
    """Whether tracks are so many, and so long, that it is worth a second for each process to begin."""
    return len(sessions) > 1 and any(total_s > _WORTH_S for total_s in accumulate(map(_expected_s, sessions)))


def _expected_s(session: Session) -> float:
    if session.plan.target_frames is not None:
        return to_seconds(session.plan.target_frames)
    expected = expected_session(session.show, session.track, session.phrasing)
    return to_seconds(expected.length.frames) if expected else 0.0


def _asks_online(session: Session) -> bool:
    voices = {each.voice for each in session.phrases() if isinstance(each, Utterance)}
    return any(session.phrasing.find(voice).online for voice in voices) and count_phrases(session).new > 0


class _Process:
    """One other process."""

    def __init__(self, threads: int) -> None:
        self._popen = subprocess.Popen(  # noqa: S603 - this very program
            [sys.executable, "-c", _PROGRAM, str(threads), *sys.path],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            creationflags=_OWN_GROUP_ON_WINDOWS,
            process_group=_OWN_GROUP,
        )
        self._sending = threading.Lock()

    def made(self, session: Session, on_event: OnEvent) -> Outcome:
        """What became of a track; of one whose process ends meanwhile, an error that says so."""
        self._send(pickle.dumps(portable(session)))
        while not isinstance(said := self._said(), Outcome):
            on_event(said)
        return said

    def end_input(self) -> None:
        """Let it know that nothing more is wanted; while a track is on its way to it, it has not begun anything."""
        if self._sending.acquire(blocking=False):
            with contextlib.suppress(OSError):
                _pipe(self._popen.stdin).close()
            self._sending.release()
        else:
            self._popen.kill()

    def ends_within(self, patience_s: float) -> bool:
        """Whether it ends within so many seconds."""
        with contextlib.suppress(subprocess.TimeoutExpired):
            self._popen.wait(max(0.0, patience_s))
            return True
        return False

    def terminate(self) -> None:
        """Let it clean up, where the system knows such a thing, and end."""
        self._popen.terminate()

    def kill(self) -> None:
        """End it."""
        self._popen.kill()
        self._popen.wait()

    def close(self) -> None:
        """Let go of what it has said, once it has ended."""
        for stream in (self._popen.stdin, self._popen.stdout):
            with contextlib.suppress(OSError):  # what could not be sent to it
                _pipe(stream).close()

    def _send(self, frame: bytes) -> None:
        # one that has ended meanwhile is met when it is to say something
        with self._sending, contextlib.suppress(OSError, ValueError):
            tracks = _pipe(self._popen.stdin)
            tracks.write(frame)
            tracks.flush()

    def _said(self) -> Event | Outcome:
        try:
            said: Event | Outcome = pickle.load(_pipe(self._popen.stdout))  # noqa: S301 - this very program wrote it
        except (EOFError, OSError, pickle.UnpicklingError):
            self.kill()
            return _ended(self._popen.returncode)
        return said


def _pipe(stream: IO[bytes] | None) -> IO[bytes]:
    assert stream  # noqa: S101 - the process was begun with pipes
    return stream


def _ended(code: int) -> AudiogenError:
    how = f"signal {-code}" if code < 0 else f"exit code {code}"
    message = f"the process that made it was ended from outside ({how})"
    return AudiogenError(message, hint="If memory ran out, make fewer sessions at once: build again with --jobs 1.")
