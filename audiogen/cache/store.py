"""A store of bytes by what they were made from. What the bytes mean, others know.

Many threads and processes may use one folder at once: entries appear whole or not at all, and equal keys hold equal
content, so it never matters who wrote first. Entries need no lock: a process that is killed holds nobody up.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import threading
import time
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import platformdirs

from audiogen.atomic import beside, patiently, write_atomically
from audiogen.errors import OutputError

MAGIC: Final = b"audiogen cache 1\n"
"""What every entry begins with; the SHA-256 of the content follows, then the content."""
DIGEST_BYTES: Final = hashlib.sha256().digest_size
TOUCHED_AFTER_S: Final = 1800.0
"""An entry's last use is noted this long after the one before: often enough, without a write at every read."""

_MAKING: Final = tuple(threading.Lock() for _ in range(256))

_README: Final = """\
This folder is audiogen's cache: phrases that a voice has already spoken, so that they need not be spoken again.

It is safe to delete at any time: what is needed is made again. `audiogen cache` shows its size and prunes it. To keep
it elsewhere, set the environment variable AUDIOGEN_CACHE to another folder.
"""


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
            content = patiently(lambda: _verified(path), PermissionError)
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
    aside = beside(path)
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
