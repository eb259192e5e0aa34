"""Keeping the memory of a long build small where the system's allocator would not; nothing happens where it cannot.

The GNU C library keeps what was freed, and gives every thread a heap of its own to keep it in. A build passes through
stages that need much for a moment, on several threads: together they would hold twice what any of them uses.
"""

from __future__ import annotations

import ctypes
import sys
from typing import Final

_TRIM_THRESHOLD, _MMAP_THRESHOLD, _ARENA_MAX = -1, -3, -8
"""`M_TRIM_THRESHOLD`, `M_MMAP_THRESHOLD` and `M_ARENA_MAX` of malloc.h."""
_LARGE_BYTES: Final = 1 << 20
"""A little more than a block of stereo. Unless it is told, the library moves this up to the largest piece ever freed;
from then on clips and pools lie among what is small, and leave holes that nothing fills. Below it, every block
of sound would be fetched from the system anew, which takes longer than to fill it."""
_SPARE_BYTES: Final = 4 << 20


def share_one_heap() -> None:
    """Let all threads allocate from one heap, without what is large; to be called before there are any."""
    library = _gnu_c_library()
    if library:
        library.mallopt(_ARENA_MAX, 1)
        library.mallopt(_MMAP_THRESHOLD, _LARGE_BYTES)
        library.mallopt(_TRIM_THRESHOLD, _SPARE_BYTES)


def give_back() -> None:
    """Give the system back what has been freed."""
    library = _gnu_c_library()
    if library:
        library.malloc_trim(0)


def _gnu_c_library() -> ctypes.CDLL | None:
    """None on other systems, and on Linux with another C library."""
    if not sys.platform.startswith("linux"):
        return None
    library = ctypes.CDLL(None)
    return library if hasattr(library, "malloc_trim") and hasattr(library, "mallopt") else None
