"""A lock that can be watched, so that a test of threads waits for what they do, not for time."""

from __future__ import annotations

from threading import Lock, Semaphore


class CountedLock:
    """Counts how often it was asked for, before it is held."""

    def __init__(self) -> None:
        self._lock, self._asked = Lock(), Semaphore(0)

    def __enter__(self) -> None:
        self._asked.release()
        self._lock.acquire()

    def __exit__(self, *_: object) -> None:
        self._lock.release()

    def was_asked_for(self, times: int) -> bool:
        """Wait until it was asked for so often; False when that did not happen within a minute."""
        return all(self._asked.acquire(timeout=60) for _ in range(times))
