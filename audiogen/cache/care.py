"""Care of the cache: how large it is, what is damaged, and what has not been used for long.

Only what looks like an entry of ours is ever removed: somebody may point AUDIOGEN_CACHE at a folder with other things
in it. Files that other processes remove meanwhile are passed over.
"""

from __future__ import annotations

import contextlib
import math
import os
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Literal, TypeAlias

from audiogen.cache.files import began_as_entry, stored_entries, stored_files
from audiogen.cache.store import TOUCHED_AFTER_S, is_whole, key_of, take_out
from audiogen.errors import AudiogenError
from audiogen.units import parse_bytes

DEFAULT_LIMIT_BYTES: Final = 4_000_000_000
"""About five hours of speech: what the voice gave, and the finished phrases, which take most of it."""
_LIMIT_VARIABLE: Final = "AUDIOGEN_CACHE_LIMIT"
_RECENT_S: Final = 3600.0
"""What was used within the last hour may be in use by another process."""

_State: TypeAlias = Literal["whole", "damaged", "foreign", "stuck", "gone"]


@dataclass(frozen=True, slots=True)
class Usage:
    """What is in a cache."""

    entries: int
    size_bytes: int
    oldest_use: float | None
    """Seconds since 1970, when the entry longest unused was last used; None without entries."""
    newest_use: float | None
    """Seconds since 1970, when an entry was last used, to half an hour; None without entries."""
    unfinished: int
    """Files that are being written, or were when a build was killed."""


@dataclass(frozen=True, slots=True)
class Removed:
    """What was taken out."""

    entries: int
    size_bytes: int


@dataclass(frozen=True, slots=True)
class Pruned:
    """What was taken out, and what is left."""

    removed: Removed
    left_bytes: int


@dataclass(frozen=True, slots=True)
class VerifiedEntries:
    """What was found on reading every entry."""

    entries: int
    """Those that were read, damaged ones included."""
    damaged: Removed
    stuck: int
    """Entries that cannot be read, or are damaged and cannot be removed."""
    foreign: int
    """Files that have an entry's name and are none."""


def cache_limit_bytes() -> int | None:
    """How large the cache may grow: the environment variable AUDIOGEN_CACHE_LIMIT, else 4 GB; None for no limit.

    Raises:
        AudiogenError: when the variable holds no size.
    """
    chosen = os.environ.get(_LIMIT_VARIABLE, "").strip()
    if not chosen:
        return DEFAULT_LIMIT_BYTES
    if chosen.lower() == "none":
        return None
    try:
        return parse_bytes(chosen)
    except ValueError as error:
        message = f"{_LIMIT_VARIABLE}: {error}"
        raise AudiogenError(message, hint="Set it to a size like 500MB or 2GB, to none, or remove it.") from error


def usage(folder: Path) -> Usage:
    """What is in the cache of a folder; nothing, when there is no folder."""
    stored = list(stored_files(folder))
    entries = [each for each in stored if not each.unfinished]
    return Usage(
        entries=len(entries),
        size_bytes=sum(each.size_bytes for each in entries),
        oldest_use=min((each.used for each in entries), default=None),
        newest_use=max((each.used for each in entries), default=None),
        unfinished=len(stored) - len(entries),
    )


def prune(folder: Path, limit_bytes: int, *, since: float = math.inf, clock: Callable[[], float] = time.time) -> Pruned:
    """Take out what has been unused longest, encoded sound before all else, until the rest is within the limit.

    Leftovers of killed builds are taken out, too.

    Never raises on what it may not remove: that stays.

    Args:
        folder: the cache's.
        limit_bytes: from 0.
        since: seconds since 1970; what was used after it stays, whatever the limit, and so does what was used within
            the last hour.
        clock: the time now, in seconds since 1970.
    """
    now = clock()
    # a use is noted only when the last note is old enough, so that the true use may be that much later
    spare_after = min(now - _RECENT_S, since) - TOUCHED_AFTER_S
    size_bytes = _tidied(folder, now)
    if size_bytes <= limit_bytes:
        return Pruned(Removed(0, 0), size_bytes)
    unused = sorted(
        # phrases of some voices cost money, and encoded sound half a second a minute
        (not entry.encoded, entry.used, entry.size_bytes, entry.path)
        for entry in stored_entries(folder)
        if entry.used < spare_after
    )
    count = removed_bytes = 0
    for _, used, entry_bytes, path in unused:
        if size_bytes - removed_bytes <= limit_bytes:
            break
        if _remove(path, used):
            count += 1
            removed_bytes += entry_bytes
    return Pruned(Removed(count, removed_bytes), size_bytes - removed_bytes)


def verify(folder: Path, on_progress: Callable[[int, int], None] | None = None) -> VerifiedEntries:
    """Read every entry, and take out those that are damaged: they are made anew when they are needed.

    Args:
        folder: the cache's.
        on_progress: called with the number of entries read, and how many there were at the start.
    """
    total = sum(1 for _ in stored_entries(folder))
    found: Counter[_State] = Counter()
    damaged_bytes = 0
    for number, entry in enumerate(stored_entries(folder), 1):
        state = _examined(entry.path)
        found[state] += 1
        if state == "damaged":
            damaged_bytes += entry.size_bytes
        if on_progress:
            on_progress(number, max(number, total))
    return VerifiedEntries(
        entries=found["whole"] + found["damaged"],
        damaged=Removed(found["damaged"], damaged_bytes),
        stuck=found["stuck"],
        foreign=found["foreign"],
    )


def clear(folder: Path) -> Removed:
    """Take out every entry."""
    _tidied(folder, time.time())
    sizes = [entry.size_bytes for entry in stored_entries(folder) if _remove(entry.path)]
    return Removed(len(sizes), sum(sizes))


def _examined(path: Path) -> _State:
    """The state of an entry; a damaged one is taken out."""
    try:
        if is_whole(path, key_of(path)):
            return "whole"
        if not began_as_entry(path):
            return "foreign"
        if take_out(path, lambda aside: not is_whole(aside, key_of(path))):
            _remove_empty(path.parent, path.parent.parent)
            return "damaged"
        # another process may have made it anew meanwhile
        return "whole" if is_whole(path, key_of(path)) else "stuck"
    except FileNotFoundError:
        return "gone"
    except OSError:
        return "stuck"


def _tidied(folder: Path, now: float) -> int:
    """Take out what killed processes were writing; a younger file may be being written now. The entries' size."""
    size_bytes = 0
    for stored in stored_files(folder):
        if not stored.unfinished:
            size_bytes += stored.size_bytes
        elif stored.used < now - _RECENT_S:
            with contextlib.suppress(OSError):
                stored.path.unlink()
            _remove_empty(stored.path.parent, folder)
    return size_bytes


def _remove(path: Path, used: float | None = None) -> bool:
    """Remove an entry; when `used` is given, only if it was not used since."""
    with contextlib.suppress(OSError):
        if began_as_entry(path) and take_out(path, lambda aside: used is None or aside.stat().st_mtime == used):
            _remove_empty(path.parent, path.parent.parent)
            return True
    return False


def _remove_empty(folder: Path, cache: Path) -> None:
    if folder != cache:
        with contextlib.suppress(OSError):
            folder.rmdir()
