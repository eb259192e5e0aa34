"""Keeps the memory of a long build small where the system's allocator would not, and a short command quick.

The GNU C library keeps freed memory for later, in a heap for each thread. A build passes through stages that need much
for a moment, on several threads: together these heaps would hold twice what any stage uses.
"""

from __future__ import annotations

import ctypes
import gc
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock
from typing import Final

_TRIM_THRESHOLD, _MMAP_THRESHOLD, _ARENA_MAX = -1, -3, -8
"""`M_TRIM_THRESHOLD`, `M_MMAP_THRESHOLD` and `M_ARENA_MAX` of malloc.h."""
_LARGE_BYTES: Final = 1 << 20
"""A little more than a block of stereo. Unless it is set, the library raises it to the largest piece ever freed; from
then on clips and pools lie among small pieces, and leave holes that nothing fills. If it were smaller, every block of
sound would be fetched from the system anew, which takes longer than to fill it."""
_SPARE_BYTES: Final = 4 << 20
_LARGEST_BYTES: Final = 32 << 20
"""More than that the library does not take as `M_MMAP_THRESHOLD`."""
_KEPT_BYTES: Final = 256 << 20
_MANY_OBJECTS: Final = 100_000


_CHANGING: Final = Lock()
_shares_one_heap = False
_reusing = 0
"""How many, of all threads, want large pieces to be used again."""


def share_one_heap() -> None:
    """Let all threads allocate small pieces from one heap, large ones from the system; call it before any starts."""
    global _shares_one_heap  # noqa: PLW0603 - a process has one allocator
    library = _gnu_c_library()
    if library:
        _shares_one_heap = True
        library.mallopt(_ARENA_MAX, 1)
        _return_large_pieces(library)


def keep_what_is_freed() -> None:
    """Let a command that is soon over use large pieces of memory again: to fetch each takes a tenth of its time."""
    _begin_reusing(_gnu_c_library())


@contextmanager
def reusing() -> Iterator[None]:
    """The same for a stage that allocates pieces of the same sizes again and again; they are returned at its end.

    Where the library was left as it is by itself, so it stays.
    """
    library = _gnu_c_library() if _shares_one_heap else None
    _begin_reusing(library)
    try:
        yield
    finally:
        _end_reusing(library)


def _begin_reusing(library: ctypes.CDLL | None) -> None:
    global _reusing  # noqa: PLW0603 - a process has one allocator
    if library:
        with _CHANGING:
            _reusing += 1
            library.mallopt(_MMAP_THRESHOLD, _LARGEST_BYTES)
            library.mallopt(_TRIM_THRESHOLD, _KEPT_BYTES)


def _end_reusing(library: ctypes.CDLL | None) -> None:
    global _reusing  # noqa: PLW0603 - a process has one allocator
    if library:
        with _CHANGING:
            _reusing -= 1
            if not _reusing:
                _return_large_pieces(library)
                library.malloc_trim(0)


def _return_large_pieces(library: ctypes.CDLL) -> None:
    """Return them to the system as soon as they are freed."""
    library.mallopt(_MMAP_THRESHOLD, _LARGE_BYTES)
    library.mallopt(_TRIM_THRESHOLD, _SPARE_BYTES)


@contextmanager
def seldom_collected() -> Iterator[None]:
    """While a command runs that is soon over, look for what can be freed after 100 000 new objects, not after 700.

    Plans and trees are many small values in which hardly anything can ever be freed: looking through them again and
    again would take a fifth of the time. Several threads may be within at once; the last one to leave ends it.
    """
    _seldom.enter()
    try:
        yield
    finally:
        _seldom.leave()


class _SeldomCollected:
    """How many are within: the thresholds are those of the process."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._within = 0
        self._usual = gc.get_threshold()

    def enter(self) -> None:
        with self._lock:
            if not self._within:
                self._usual = gc.get_threshold()
                gc.set_threshold(_MANY_OBJECTS, *self._usual[1:])
            self._within += 1

    def leave(self) -> None:
        with self._lock:
            self._within -= 1
            if not self._within:
                gc.set_threshold(*self._usual)


_seldom: Final = _SeldomCollected()


def end_quickly() -> None:
    """Let a process that is about to end not look once more through all that it holds, which can take a second."""
    gc.freeze()


def give_back() -> None:
    """Return freed memory to the system."""
    library = _gnu_c_library()
    if library:
        library.malloc_trim(0)


def _gnu_c_library() -> ctypes.CDLL | None:
    """None on other systems, and on Linux with another C library."""
    if not sys.platform.startswith("linux"):
        return None
    library = ctypes.CDLL(None)
    return library if hasattr(library, "malloc_trim") and hasattr(library, "mallopt") else None
