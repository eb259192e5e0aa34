"""How often the cache served: one short line a build, in a file beside the entries. Nothing here ever fails a build."""

from __future__ import annotations

import contextlib
import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from audiogen.atomic import write_atomically
from audiogen.errors import OutputError

_LOG: Final = "audiogen-uses.log"
_FOLDING: Final = f".{'f' * 16}.tmp"
"""There while a process folds the log; named like an unfinished file, so that pruning clears it away after a kill."""
_LINE: Final = re.compile(r"(\d{4}-\d\d-\d\d) (\d{1,12}) (\d{1,12})")
_LONGEST_LOG_BYTES: Final = 64_000
"""About 4000 builds; then the lines are added up into one."""


@dataclass(frozen=True, slots=True)
class Uses:
    """What builds asked the cache for, added up."""

    hits: int = 0
    """Phrases that were found."""
    misses: int = 0
    """Phrases that had to be spoken."""
    since: dt.date | None = None
    """The day of the first build that was counted."""


def note_use(folder: Path, hits: int, misses: int) -> None:
    """Count what a build found and what it had to speak; a cache that cannot be written to is left uncounted."""
    if not hits + misses:
        return
    with contextlib.suppress(OSError, OutputError):
        folder.mkdir(parents=True, exist_ok=True)
        # one short line written at the end at once: builds side by side do not mix theirs
        with (folder / _LOG).open("ab") as log:
            log.write(_line(Uses(hits, misses, dt.datetime.now(tz=dt.UTC).date())))
        _shorten(folder)


def read_uses(folder: Path) -> Uses:
    """What was counted until now; lines that are garbled are passed over."""
    return _added(folder / _LOG)


def forget_uses(folder: Path) -> None:
    """Begin to count anew."""
    with contextlib.suppress(OSError):
        (folder / _LOG).unlink()


def _shorten(folder: Path) -> None:
    """Fold a long log into one line; a build that notes its use at that very moment may go uncounted."""
    log, folding = folder / _LOG, folder / _FOLDING
    if log.stat().st_size > _LONGEST_LOG_BYTES:
        with folding.open("xb"):
            pass  # it is there already when another process folds: then this one does not
        try:
            write_atomically(log, _line(_added(log)))
        finally:
            folding.unlink()


def _line(uses: Uses) -> bytes:
    return f"{uses.since} {uses.hits} {uses.misses}\n".encode()


def _added(log: Path) -> Uses:
    try:
        text = log.read_text(encoding="ascii", errors="replace")
    except OSError:
        return Uses()
    lines = list(_parsed(text))
    days = [line.since for line in lines if line.since]
    return Uses(sum(line.hits for line in lines), sum(line.misses for line in lines), min(days, default=None))


def _parsed(text: str) -> Iterator[Uses]:
    for match in filter(None, map(_LINE.fullmatch, text.splitlines())):
        with contextlib.suppress(ValueError):  # a day that no calendar has
            yield Uses(int(match[2]), int(match[3]), dt.date.fromisoformat(match[1]))
