"""A store of bytes by what they were made from, and writing that is never seen half done. What is stored: others know.

Many threads and processes may use one folder at once: entries appear whole or not at all, and equal keys hold equal
content, so it never matters who wrote first. Entries need no lock: a process that is killed holds nobody up.
"""

from __future__ import annotations

import contextlib
import errno
import hashlib
import json
import os
import secrets
import threading
import time
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from typing import Final, TypeVar

import platformdirs

from audiogen.errors import OutputError

MAGIC: Final = b"audiogen cache 1\n"
"""What every entry begins with; the SHA-256 of the content follows, then the content."""
DIGEST_BYTES: Final = hashlib.sha256().digest_size
TOUCHED_AFTER_S: Final = 1800.0
"""An entry's last use is noted this long after the one before: often enough, without a write at every read."""

_PAUSES_S: Final = (0.01, 0.05, 0.2)
"""How long to wait before trying again what another process hinders for a moment."""
_MAKING: Final = tuple(threading.Lock() for _ in range(256))
_T = TypeVar("_T")

_README: Final = """\
This folder is audiogen's cache: phrases that a voice has already spoken, so that they need not be spoken again.

It is safe to delete at any time: what is needed is made again. `audiogen cache` shows its size and prunes it. To keep
it elsewhere, set the environment variable AUDIOGEN_CACHE to another folder.
"""

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


def content_key(value: object) -> str:
    """SHA-256, as 64 hex digits, of the canonical JSON of a value: sorted keys, no spaces, UTF-8.

    Text is taken as it is: two spellings of one letter in Unicode are two keys. Bring text into NFC first.

    Args:
        value: what JSON can hold: mappings with text keys, sequences, text, numbers, booleans, None.

    Raises:
        TypeError: when the value holds anything else.
        ValueError: when it holds a number that JSON has no word for, like infinity.
    """
    canonical = json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False)
    return hashlib.sha256(canonical.encode()).hexdigest()


def default_cache_folder() -> Path:
    """Where the cache is: the environment variable AUDIOGEN_CACHE, else the user's cache folder of this system."""
    chosen = os.environ.get("AUDIOGEN_CACHE")
    return Path(chosen).expanduser() if chosen else platformdirs.user_cache_path("audiogen", appauthor=False)


def write_atomically(path: Path, data: bytes) -> None:
    """Put a file in place whole, or leave what was there; folders on the way are made.

    Raises:
        OutputError: when the place cannot be written, or has no room. Nothing half written stays behind.
    """
    try:
        # another process prunes the cache and takes empty folders away: just before a file is made in one, or just
        # after mkdir found it there, which it then tells as a FileExistsError
        _patiently(lambda: _write_whole(path, data), PermissionError, FileNotFoundError, FileExistsError)
    except OSError as error:
        message = f"cannot write {path}: {error.strerror or error}"
        raise OutputError(message, hint=_HINTS.get(error.errno or 0, _OTHER_HINT)) from error


def _write_whole(path: Path, data: bytes) -> None:
    unfinished = _beside(path)
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


def _beside(path: Path) -> Path:
    """A name of its own in the same folder, because a rename is atomic only there; short, because names have limits."""
    return path.parent / f".{secrets.token_hex(8)}.tmp"


def _patiently(act: Callable[[], _T], *passing: type[OSError]) -> _T:
    """Act; again, a few times, on errors that pass: Windows refuses what another process has open or is replacing."""
    for pause_s in _PAUSES_S:
        try:
            return act()
        except passing:
            time.sleep(pause_s)
    return act()


@dataclass(frozen=True, slots=True)
class Cache:
    """Entries in a folder, each under the key of what it was made from."""

    folder: Path

    def get(self, key: str) -> bytes | None:
        """The content under a key; None when there is none, or when it was damaged, in which case it is removed.

        Raises:
            OutputError: when you may not read there, or the folder is no folder.
        """
        path = self._path(key)
        # first touched, then read: whoever prunes meanwhile sees the use before it is too late
        _touch(path)
        try:
            content = _patiently(lambda: _verified(path), PermissionError)
        except FileNotFoundError:
            return None
        except (PermissionError, NotADirectoryError, IsADirectoryError) as error:
            message = f"cannot read {path} in the cache: {error.strerror or error}"
            raise OutputError(message, hint=f"Delete the folder {self.folder}; it is made again.") from error
        except OSError:
            return None  # a bad spot on the disk: what is made anew takes its place
        if content is None:
            take_out(path, lambda aside: not is_whole(aside))
        return content

    def put(self, key: str, content: bytes) -> None:
        """Keep content under a key, in place of what was there.

        Raises:
            OutputError: when the folder cannot be written, or has no room.
        """
        self._explain()
        try:
            write_atomically(self._path(key), MAGIC + hashlib.sha256(content).digest() + content)
        except OutputError:
            # Windows refuses to replace a file that another process is reading: then that process has the same content
            if self.get(key) != content:
                raise

    def making(self, key: str) -> AbstractContextManager[bool]:
        """Hold while looking for what may have to be made: two threads in need of one thing then make it once.

        Never hold two at a time. Another process is not held up: at worst both make the same.
        """
        return _MAKING[int(key[:2], 16)]

    def _path(self, key: str) -> Path:
        # spread over folders, since some file systems slow down with many files in one
        return self.folder / key[:2] / key[2:]

    def _explain(self) -> None:
        readme = self.folder / "README.txt"
        if not readme.exists():
            # a folder that cannot be written to is told by the entry that follows
            with contextlib.suppress(OutputError):
                write_atomically(readme, _README.encode())


def _touch(path: Path) -> None:
    """Note that an entry is used; not at every use, and not where the cache is read-only, which serves all the same."""
    with contextlib.suppress(OSError):
        # a use noted in the future, by a clock that was wrong, is put right too
        if abs(time.time() - path.stat().st_mtime) > TOUCHED_AFTER_S:
            os.utime(path)


def take_out(path: Path, unwanted: Callable[[Path], bool]) -> bool:
    """Remove an entry, unless another process wrote or used it since it was judged; whether it was removed.

    Args:
        path: the entry.
        unwanted: judges once more, under a name that other processes do not see; on an OSError the entry stays.
    """
    aside = _beside(path)
    try:
        path.rename(aside)
    except OSError:
        return False  # gone, or in a folder that is read-only, or held open by another process (on Windows)
    with contextlib.suppress(OSError):
        if unwanted(aside):
            aside.unlink()
            return True
    with contextlib.suppress(OSError):
        aside.replace(path)
    return False


def is_whole(path: Path) -> bool:
    """Whether a file is an entry with the content that was written. It is read block by block.

    Raises:
        OSError: when it cannot be read.
    """
    with path.open("rb") as file:
        head = file.read(len(MAGIC) + DIGEST_BYTES)
        return head == MAGIC + hashlib.file_digest(file, "sha256").digest()


def _verified(path: Path) -> bytes | None:
    """The content of an entry, None when it is not what was written."""
    with path.open("rb", buffering=0) as file:
        head, content = file.read(len(MAGIC) + DIGEST_BYTES), file.readall()
    return content if head == MAGIC + hashlib.sha256(content).digest() else None
