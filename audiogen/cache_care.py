"""Looking after the cache: how big it is, what is damaged, what has not been used for long, and how often it served.

Only what looks like an entry of ours is ever touched: somebody may point AUDIOGEN_CACHE at a folder with other things
in it. Files that other processes remove meanwhile are passed over.
"""

from __future__ import annotations

import contextlib
import os
import re
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from audiogen.cache import TOUCHED_AFTER_S, Cache
from audiogen.errors import AudiogenError
from audiogen.units import parse_bytes

DEFAULT_LIMIT_BYTES: Final = 2_000_000_000
"""About ten hours of speech at 24 kHz."""
_LIMIT_VARIABLE: Final = "AUDIOGEN_CACHE_LIMIT"
_RECENT_S: Final = 3600.0
"""What was used within the last hour may be in use by another process."""
_ENTRY: Final = re.compile(r"[0-9a-f]{2}/[0-9a-f]{62}")
_UNFINISHED: Final = re.compile(r"(?:[0-9a-f]{2}/)?\.[0-9a-f]{16}\.tmp")
_LOG: Final = "uses.log"
_LOG_LINE: Final = re.compile(r"(\d{1,12}) (\d{1,12})")
_LONGEST_LOG_BYTES: Final = 64_000


@dataclass(frozen=True, slots=True)
class Usage:
    """What is in a cache, and how often it served."""

    entries: int
    size_bytes: int
    oldest_use: float | None
    """Seconds since 1970, when the entry longest unused was last used; None without entries."""
    hits: int
    """Phrases that builds needed and found."""
    misses: int
    """Phrases that had to be spoken."""


@dataclass(frozen=True, slots=True)
class Removed:
    """What was taken out."""

    entries: int
    size_bytes: int


@dataclass(frozen=True, slots=True)
class _Stored:
    path: Path
    size_bytes: int
    used: float


def cache_limit_bytes() -> int | None:
    """How large the cache may grow: the environment variable AUDIOGEN_CACHE_LIMIT, else 2 GB; None for no limit.

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
    entries = list(_entries(folder))
    hits, misses = _counted(folder)
    return Usage(
        entries=len(entries),
        size_bytes=sum(entry.size_bytes for entry in entries),
        oldest_use=min((entry.used for entry in entries), default=None),
        hits=hits,
        misses=misses,
    )


def prune(folder: Path, limit_bytes: int, *, since: float | None = None) -> Removed:
    """Take out what has been unused longest, until the rest is within the limit; leftovers of killed builds, too.

    Args:
        folder: the cache's.
        limit_bytes: from 0.
        since: seconds since 1970; what was used after it stays, whatever the limit, and so does what was used within
            the last hour.
    """
    recent = time.time() - _RECENT_S
    spare_after = recent if since is None else min(recent, since - TOUCHED_AFTER_S)
    _remove_unfinished(folder)
    entries = sorted(_entries(folder), key=lambda entry: (entry.used, entry.path))
    size = sum(entry.size_bytes for entry in entries)
    gone: list[_Stored] = []
    for entry in entries:
        if size <= limit_bytes or entry.used >= spare_after:
            break
        if _remove(entry.path):
            gone.append(entry)
            size -= entry.size_bytes
    return _removed(gone)


def verify(folder: Path, on_progress: Callable[[int, int], None] | None = None) -> Removed:
    """Read every entry, and take out those that are damaged: they are made anew when they are needed.

    Args:
        folder: the cache's.
        on_progress: told how many entries were read, and of how many.

    Raises:
        OutputError: when an entry cannot be read.
    """
    entries, cache = list(_entries(folder)), Cache(folder)
    damaged: list[_Stored] = []
    for number, entry in enumerate(entries, 1):
        if cache.get(entry.path.parent.name + entry.path.name, touch=False) is None:
            damaged.append(entry)
        if on_progress:
            on_progress(number, len(entries))
    return _removed(damaged)


def clear(folder: Path) -> Removed:
    """Take out every entry, and what was counted."""
    _remove_unfinished(folder)
    gone = _removed([entry for entry in _entries(folder) if _remove(entry.path)])
    _remove(folder / _LOG)
    return gone


def note_use(folder: Path, hits: int, misses: int) -> None:
    """Count what a build found and what it had to speak; a cache that cannot be written to is left uncounted."""
    if not hits + misses:
        return
    with contextlib.suppress(OSError):
        folder.mkdir(parents=True, exist_ok=True)
        log = folder / _LOG
        if log.exists() and log.stat().st_size > _LONGEST_LOG_BYTES:
            hits, misses = (now + before for now, before in zip((hits, misses), _counted(folder), strict=True))
            log.unlink()
        # one short line written at the end at once: builds side by side do not mix theirs
        with log.open("ab") as file:
            file.write(f"{hits} {misses}\n".encode())


def _counted(folder: Path) -> tuple[int, int]:
    try:
        lines = (folder / _LOG).read_text(encoding="ascii", errors="replace").splitlines()
    except OSError:
        return 0, 0
    matches = [match for line in lines if (match := _LOG_LINE.fullmatch(line))]
    return sum(int(match[1]) for match in matches), sum(int(match[2]) for match in matches)


def _entries(folder: Path) -> Iterator[_Stored]:
    for path in _ours(folder, _ENTRY):
        with contextlib.suppress(OSError):
            state = path.stat()
            yield _Stored(path, state.st_size, state.st_mtime)


def _ours(folder: Path, pattern: re.Pattern[str]) -> Iterator[Path]:
    try:
        paths = sorted(folder.rglob("*"))
    except OSError:
        return
    yield from (path for path in paths if pattern.fullmatch(path.relative_to(folder).as_posix()) and path.is_file())


def _remove_unfinished(folder: Path) -> None:
    """What a killed process was writing; a younger file may be one that is being written now."""
    for path in _ours(folder, _UNFINISHED):
        with contextlib.suppress(OSError):
            if time.time() - path.stat().st_mtime > _RECENT_S:
                path.unlink()


def _remove(path: Path) -> bool:
    try:
        path.unlink()
    except OSError:
        return False
    with contextlib.suppress(OSError):
        # a folder that is not empty stays
        path.parent.rmdir()
    return True


def _removed(entries: list[_Stored]) -> Removed:
    return Removed(len(entries), sum(entry.size_bytes for entry in entries))
