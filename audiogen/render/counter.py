"""Counts what several threads have done of one session."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Self

from audiogen.render.limiter import LimiterWork


class _LeftError(Exception):
    """Ends a task whose result nobody waits for any more."""


class Counter:
    """Counts the work of several threads; used as `with Counter(…) as counter:`, which stops them when it ends."""

    def __init__(self, on_counted: Callable[[int], None]) -> None:
        self._on_counted = on_counted
        self._lock = threading.Lock()
        self._done = 0
        self._left = False
        self.limited = LimiterWork()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._left = True

    def add(self, frames: int) -> None:
        """So many frames more are done."""
        with self._lock:
            if self._left:
                raise _LeftError
            self._done += frames
            self._on_counted(self._done)

    def complete(self, frames: int) -> None:
        """All is done, which is so many frames."""
        self.add(frames - self._done)

    def note(self, work: LimiterWork) -> None:
        """A limiter has done this."""
        with self._lock:
            self.limited += work
