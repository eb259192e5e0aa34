"""Files that are never seen half written, whatever other processes do at the same time."""

from __future__ import annotations

import contextlib
import errno
import os
import re
import secrets
import time
from collections.abc import Callable
from pathlib import Path
from typing import Final, TypeVar

from audiogen.errors import OutputError

_PAUSES_S: Final = (0.01, 0.05, 0.2)
"""How long to wait before trying again what another process prevents for a moment."""
_FOR_EVERYBODY: Final = 0o666
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

UNFINISHED: Final = re.compile(r"\.[0-9a-f]{16}\.(?:tmp|mp3|m4a|opus|flac|wav)")
"""The names that `beside` gives: what a killed process was writing keeps one of them."""
_NO_FOLDERS: Final = (errno.EINVAL, errno.ENOTSUP, errno.EACCES, errno.EPERM, errno.EBADF, errno.EISDIR)
"""How systems refuse to sync a folder where that is none of their business."""


def write_atomically(path: Path, data: bytes, *, mode: int = _FOR_EVERYBODY) -> None:
    """Put a file in place whole, or leave what was there; folders on the way are made.

    Args:
        path: its place.
        data: what is to be in it.
        mode: who may do what with it, less what the user's umask takes away.

    Raises:
        OutputError: when the place cannot be written, or has no room. Nothing half written stays behind.
    """
    try:
        # another process may prune the cache and remove an empty folder just before a file is made in it, or just
        # after mkdir found it there, which then raises a FileExistsError
        patiently(lambda: _write_whole(path, data, mode), PermissionError, FileNotFoundError, FileExistsError)
    except OSError as error:
        raise cannot_write(path, error) from error


def cannot_write(path: Path, error: OSError) -> OutputError:
    """What a user is told of a place that cannot be written: the cause, and what to do about it."""
    message = f"cannot write {path}: {error.strerror or error}"
    return OutputError(message, hint=_HINTS.get(error.errno or 0, _OTHER_HINT))


def sync_folder(folder: Path) -> None:
    """Bring the names of a folder to the disk, so that after a power cut it never misses a file that another names.

    Raises:
        OutputError: when the disk fails.
    """
    try:
        handle = os.open(folder, os.O_RDONLY)
    except OSError:
        return  # Windows opens no folder; it keeps the order of renames by itself
    try:
        os.fsync(handle)
    except OSError as error:
        if error.errno not in _NO_FOLDERS:
            raise cannot_write(folder, error) from error
    finally:
        os.close(handle)


def _write_whole(path: Path, data: bytes, mode: int) -> None:
    unfinished = beside(path)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with open(unfinished, "xb", opener=lambda name, flags: os.open(name, flags, mode)) as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        unfinished.replace(path)
    finally:
        with contextlib.suppress(OSError):
            unfinished.unlink(missing_ok=True)


def beside(path: Path, ending: str = ".tmp") -> Path:
    """An unused name in the same folder, because a rename is atomic only there; short, because names have limits."""
    return path.parent / f".{secrets.token_hex(8)}{ending}"


def patiently(act: Callable[[], _T], *passing: type[OSError]) -> _T:
    """Act, and retry on errors that pass by: Windows refuses to touch what another process has open or is replacing."""
    for pause_s in _PAUSES_S:
        try:
            return act()
        except passing:
            time.sleep(pause_s)
    return act()
