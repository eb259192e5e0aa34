"""A process that makes tracks for a build, one at a time: they come by its standard input, what it says goes out.

It ends when its input does, so that it never outlives the build that began it, however that one ended.
"""

from __future__ import annotations

import contextlib
import os
import pickle
import queue
import signal
import threading
import traceback
from dataclasses import dataclass
from types import FrameType
from typing import BinaryIO, NoReturn, TypeAlias

from audiogen.build.session import Produced, Session
from audiogen.build.task import make
from audiogen.errors import AudiogenError
from audiogen.memory import share_one_heap
from audiogen.parallel import Workers
from audiogen.progress import Event, OnEvent


@dataclass(frozen=True, slots=True)
class Bug:
    """An error that nobody foresaw, as it can be told in another process."""

    told: str
    """With its traceback."""
    places: tuple[str, ...]
    """The traceback alone, without what the error says: a client's words may be in that."""


Outcome: TypeAlias = Produced | AudiogenError | Bug
"""The end of a track; before that, a worker says events."""


class _BrokenOff(BaseException):
    """Takes the worker out of its work, when nobody wants that any more."""


def serve(threads: int) -> NoReturn:
    """Make the tracks that come in until no more can come.

    Args:
        threads: that mix and encode one, from 1.
    """
    share_one_heap()
    import audiogen.build.episode  # noqa: F401, PLC0415 - numpy and the codecs, while the first track is on its way

    # what libraries print must not stand among what is said
    tracks, said = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    signal.signal(signal.SIGTERM, _break_off)
    with contextlib.suppress(_BrokenOff, BrokenPipeError):
        _work(tracks, said, Workers(threads))
    # at once: other threads may be at work on what nobody wants any more
    os._exit(0)


def _break_off(_signal: int, _frame: FrameType | None) -> None:
    raise _BrokenOff


def _work(tracks: BinaryIO, said: BinaryIO, workers: Workers) -> None:
    waiting: queue.SimpleQueue[Session | None] = queue.SimpleQueue()
    ended, saying = threading.Event(), threading.Lock()
    threading.Thread(target=_listen, args=(tracks, waiting, ended), daemon=True).start()

    def say(what: Event | Outcome) -> None:
        frame = pickle.dumps(what)
        with saying:
            said.write(frame)
            said.flush()

    def on_event(event: Event) -> None:
        if ended.is_set():
            raise _BrokenOff
        say(event)

    while session := waiting.get():
        say(_outcome(session, workers, on_event))


def _listen(tracks: BinaryIO, waiting: queue.SimpleQueue[Session | None], ended: threading.Event) -> None:
    """Take in the tracks, in a thread of its own: so the end of the input is heard while one is made."""
    with contextlib.suppress(EOFError, OSError, pickle.UnpicklingError):
        while True:
            waiting.put(pickle.load(tracks))  # noqa: S301 - the build that began this process wrote it
    ended.set()
    waiting.put(None)


def _outcome(session: Session, workers: Workers, on_event: OnEvent) -> Outcome:
    try:
        return make(session, workers, on_event)
    except AudiogenError as error:
        return error
    except Exception as error:  # noqa: BLE001 - a bug is raised by the build, which has a log for it
        return Bug(traceback.format_exc(), tuple(traceback.format_tb(error.__traceback__)))
