"""A store of bytes by what they were made from, and writing that is never seen half done. What is stored: others know.

Many threads and processes may use one folder at once: entries appear whole or not at all, and equal keys hold equal
content, so it never matters who wrote first.
"""

from __future__ import annotations

import contextlib
import errno
import hashlib
import json
import os
import secrets
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import platformdirs

from audiogen.errors import OutputError

_MAGIC: Final = b"audiogen cache 1\n"
TOUCHED_AFTER_S: Final = 1800.0
"""An entry's last use is noted this long after the one before: often enough, without a write at every read."""
_DIGEST_BYTES: Final = hashlib.sha256().digest_size

_README: Final = """\
This folder is audiogen's cache: phrases that a voice has already spoken, so that they need not be spoken again.

It is safe to delete at any time: what is needed is made again. `audiogen cache` shows its size and prunes it. To keep
it elsewhere, set the environment variable AUDIOGEN_CACHE to another folder.
"""

_HINTS: Final = {
    errno.ENOSPC: "The disk is full: make room, then run the command again; what is finished is kept.",
    errno.EDQUOT: "Your share of the disk is used up: make room, then run the command again; what is finished is kept.",
    errno.EROFS: "The place is read-only: choose another folder.",
    errno.EACCES: "You may not write there: choose another folder, or change its permissions.",
    errno.EPERM: "You may not write there: choose another folder, or change its permissions.",
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
    # in the same folder, because a rename is atomic only within one file system; short, because names have limits
    unfinished = path.parent / f".{secrets.token_hex(8)}.tmp"
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        _write(unfinished, data)
        unfinished.replace(path)
    except OSError as error:
        message = f"cannot write {path}: {error.strerror or error}"
        raise OutputError(message, hint=_HINTS.get(error.errno or 0, _OTHER_HINT)) from error
    finally:
        with contextlib.suppress(OSError):
            unfinished.unlink(missing_ok=True)


def _write(path: Path, data: bytes) -> None:
    with path.open("xb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


@dataclass(frozen=True, slots=True)
class Cache:
    """Entries in a folder, each under the key of what it was made from."""

    folder: Path

    def get(self, key: str, *, touch: bool = True) -> bytes | None:
        """The content under a key; None when there is none, or when it was damaged, in which case it is removed.

        Args:
            key: as `put` was given it.
            touch: whether this counts as a use of the entry; those longest unused are pruned first.

        Raises:
            OutputError: when the folder cannot be read.
        """
        path = self._path(key)
        try:
            stored = path.read_bytes()
        except FileNotFoundError:
            return None
        except OSError as error:
            message = f"cannot read {path} in the cache: {error.strerror or error}"
            raise OutputError(message, hint=f"Delete the folder {self.folder}; it is made again.") from error
        content = _verified(stored)
        if content is not None and touch:
            _touch(path)
        if content is None:
            # another process may hold it open, or have removed it already: put() replaces it in any case
            with contextlib.suppress(OSError):
                path.unlink()
        return content

    def put(self, key: str, content: bytes) -> None:
        """Keep content under a key, in place of what was there.

        Raises:
            OutputError: when the folder cannot be written, or has no room.
        """
        self._explain()
        try:
            write_atomically(self._path(key), _MAGIC + hashlib.sha256(content).digest() + content)
        except OutputError:
            # Windows refuses to replace a file that another process is reading: then that process has the same content
            if self.get(key) != content:
                raise

    def _path(self, key: str) -> Path:
        # spread over folders, since some file systems slow down with many files in one
        return self.folder / key[:2] / key[2:]

    def _explain(self) -> None:
        readme = self.folder / "README.txt"
        if not readme.exists():
            write_atomically(readme, _README.encode())


def _touch(path: Path) -> None:
    """Note that an entry is used; not at every use, and not where the cache is read-only, which serves all the same."""
    with contextlib.suppress(OSError):
        if time.time() - path.stat().st_mtime > TOUCHED_AFTER_S:
            os.utime(path)


def _verified(stored: bytes) -> bytes | None:
    """The content of an entry, None when it is not what was written."""
    digest, content = stored[len(_MAGIC) :][:_DIGEST_BYTES], stored[len(_MAGIC) + _DIGEST_BYTES :]
    whole = stored.startswith(_MAGIC) and hashlib.sha256(content).digest() == digest
    return content if whole else None
