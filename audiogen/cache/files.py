"""Which files of a folder are the cache's. Everything else in it belongs to somebody else, and is never listed here."""

from __future__ import annotations

import contextlib
import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from audiogen.cache.store import ENCODED, FORMER_MAGIC, MAGIC

_FOLDER: Final = re.compile(r"[0-9a-f]{2}")
_ENTRY: Final = re.compile(r"[0-9a-f]{62}")
_UNFINISHED: Final = re.compile(r"\.[0-9a-f]{16}\.tmp")


@dataclass(frozen=True, slots=True)
class Stored:
    """A file whose place and name are those of an entry, or of one that is being written."""

    path: Path
    size_bytes: int
    used: float
    """Seconds since 1970, when it was last used, to half an hour."""
    unfinished: bool
    """Whether it is being written, or was when a build was killed."""

    @property
    def encoded(self) -> bool:
        """Whether it is quickly made again."""
        return self.path.parent.parent.name == ENCODED


def stored_files(folder: Path) -> Iterator[Stored]:
    """The cache's files, ordered by name; none when there is no folder. Other processes may remove them meanwhile."""
    for within in (folder, folder / ENCODED):
        yield from _stored_in(within, entries=False)
        for item in _listed(within):
            if _FOLDER.fullmatch(item.name) and item.is_dir(follow_symlinks=False):
                yield from _stored_in(within / item.name, entries=True)


def stored_entries(folder: Path) -> Iterator[Stored]:
    """Those of the cache's files that are finished."""
    return (stored for stored in stored_files(folder) if not stored.unfinished)


def began_as_entry(path: Path) -> bool:
    """Whether the content was an entry's once; a crash may have cut it short, or filled it with zeros.

    Raises:
        OSError: when it cannot be read.
    """
    with path.open("rb") as file:
        begun = file.read(len(MAGIC)).rstrip(b"\0")
        return MAGIC.startswith(begun) or FORMER_MAGIC.startswith(begun)


def _stored_in(folder: Path, *, entries: bool) -> Iterator[Stored]:
    for item in _listed(folder):
        unfinished = _UNFINISHED.fullmatch(item.name) is not None
        if not unfinished and not (entries and _ENTRY.fullmatch(item.name)):
            continue
        # another process may have removed it since it was listed
        with contextlib.suppress(OSError):
            if item.is_file(follow_symlinks=False):
                status = item.stat(follow_symlinks=False)
                yield Stored(folder / item.name, status.st_size, status.st_mtime, unfinished)


def _listed(folder: Path) -> list[os.DirEntry[str]]:
    try:
        with os.scandir(folder) as items:
            return sorted(items, key=lambda item: item.name)
    except OSError:
        return []
