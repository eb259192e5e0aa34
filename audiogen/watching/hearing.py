"""Lets one part of a session be heard at a time, beside all else: what comes next ends what is spoken or played."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Generic, TypeAlias, TypeVar

_Order = TypeVar("_Order")
Stopped: TypeAlias = threading.Event
"""Set when nobody wants to hear it any more."""


class Hearing(Generic[_Order]):
    """What is heard now."""

    def __init__(self, hear: Callable[[_Order, Stopped], None]) -> None:
        """Hear nothing yet.

        Args:
            hear: speaks and plays what is ordered, in a thread of its own, and comes back soon once it is stopped.
        """
        self._hear = hear
        self._stopped = threading.Event()
        self._thread: threading.Thread | None = None
        self._failure: Exception | None = None

    def begin(self, order: _Order) -> None:
        """Hear this, and nothing else any more."""
        self.stop()
        self._stopped = threading.Event()
        arguments = (order, self._stopped, self._thread)
        self._thread = threading.Thread(target=self._heard, args=arguments, daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """Hear nothing any more. What went wrong in the other thread is raised here."""
        self._stopped.set()
        if self._failure:
            raise self._failure

    def end(self, patience_s: float = 1.0) -> None:
        """Stop, and wait a moment until nothing is left of it."""
        self._stopped.set()
        if self._thread:
            self._thread.join(patience_s)

    def _heard(self, order: _Order, stopped: Stopped, former: threading.Thread | None) -> None:
        if former:
            # two voices at once would be slower than one after the other
            former.join()
        try:
            if not stopped.is_set():
                self._hear(order, stopped)
        except Exception as error:  # noqa: BLE001 - whatever it is, the thread that waits for changes has to know
            self._failure = error
