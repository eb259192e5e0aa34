"""One at a time at the same place, on this computer.

The system takes a lock away from a process that ends, however it ends; so nothing is ever left locked. Locks lie in the
cache, since what lies in dist/ would be published.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
from collections.abc import Callable, Iterator
from pathlib import Path

from filelock import FileLock, Timeout


def place_of(folder: Path, what: str, ending: str) -> Path:
    """A file in a folder of the cache that belongs to something, whatever signs stand in its name."""
    return folder / f"{hashlib.sha256(os.fsencode(what)).hexdigest()[:32]}{ending}"


@contextlib.contextmanager
def turn_at(place: Path, waits: Callable[[], None]) -> Iterator[bool]:
    """Wait until nobody else has this lock, and keep others waiting meanwhile.

    Gives whether we are certainly alone: where the cache is read-only, no lock can tell.

    Args:
        place: the file of the lock.
        waits: called when somebody else has it.
    """
    lock = FileLock(place)
    try:
        alone = _acquired(lock, waits)
    except (OSError, NotImplementedError):
        # the folder cannot be written, or its disk knows no locks: that is no reason to refuse the work
        alone = False
    try:
        yield alone
    finally:
        lock.release()


def _acquired(lock: FileLock, waits: Callable[[], None]) -> bool:
    Path(lock.lock_file).parent.mkdir(parents=True, exist_ok=True)
    try:
        lock.acquire(blocking=False)
    except Timeout:
        waits()
        lock.acquire()
    return True
