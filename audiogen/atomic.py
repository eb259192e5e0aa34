"""Files that are never seen half written, whatever other processes do at the same time."""

from __future__ import annotations

import contextlib
import errno
import os
import secrets
import time
from collections.abc import Callable
from pathlib import Path
from typing import Final, TypeVar

from audiogen.errors import OutputError

_PAUSES_S: Final = (0.01, 0.05, 0.2)
"""How long to wait before trying again what another process prevents for a moment."""
_T = TypeVar("_T")

_HINTS: Final = {
    errno.ENOSPC: "The disk is full: make room, then run the command again; what is finished is kept.",
    errno.EDQUOT: "Your share of the disk is used up: make room, then run the command again; what is finished is kept.",
    errno.EFBIG: "The file is larger than this place, or your limit on file sizes, allows: choose another folder.",
    errno.EROFS: "The place is read-only: choose another folder.",
    errno.EACCES: "You may not write there: choose another folder, or change its permissions.",
    errno.EPERM: "You may not write there: choose another folder, or change its permissions.",
    errno.EEXIST: "A part of the path is a file: move it away, or choose another folder.",
    errno.ENOTDIR: "A part of the path is a file: move it away, or choose another folder.",
}
_OTHER_HINT: Final = "Check that the folder exists and that you may write there."


def write_atomically(path: Path, data: bytes) -> None:
    """Put a file in place whole, or leave what was there; folders on the way are made.

    Raises:
        OutputError: when the place cannot be written, or has no room. Nothing half written stays behind.
    """
    try:
        # another process may prune the cache and remove an empty folder just before a file is made in it, or just
        # after mkdir found it there, which then raises a FileExistsError
        patiently(lambda: _write_whole(path, data), PermissionError, FileNotFoundError, FileExistsError)
    except OSError as error:
        message = f"cannot write {path}: {error.strerror or error}"
        raise OutputError(message, hint=_HINTS.get(error.errno or 0, _OTHER_HINT)) from error


def _write_whole(path: Path, data: bytes) -> None:
    unfinished = beside(path)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with unfinished.open("xb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        unfinished.replace(path)
    finally:
        with contextlib.suppress(OSError):
            unfinished.unlink(missing_ok=True)


def beside(path: Path) -> Path:
    """An unused name in the same folder, because a rename is atomic only there; short, because names have limits."""
    return path.parent / f".{secrets.token_hex(8)}.tmp"


def patiently(act: Callable[[], _T], *passing: type[OSError]) -> _T:
    """Act, and retry on errors that pass by: Windows refuses to touch what another process has open or is replacing."""
    for pause_s in _PAUSES_S:
        try:
            return act()
        except passing:
            time.sleep(pause_s)
    return act()
