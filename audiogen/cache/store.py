"""A content-addressed store: bytes under the hash of what they were made from. It does not know what the bytes mean.

Many threads and processes may use one folder at once: entries appear whole or not at all, and equal keys hold equal
content, so it never matters who wrote first. Entries need no lock, so that a killed process never blocks another.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import time
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import platformdirs

from audiogen.atomic import beside, patiently, write_atomically
from audiogen.cache.turns import turn_at
from audiogen.errors import OutputError

MAGIC: Final = b"audiogen cache 2\n"
"""What every entry begins with; a part of its key follows, one of the SHA-256 of key and content, and the content."""
FORMER_MAGIC: Final = b"audiogen cache 1\n"
"""What entries once began with; the SHA-256 of the content follows, then the content. Use writes them anew."""
_DIGEST_BYTES: Final = hashlib.sha256().digest_size
_KEY_BYTES: Final = 8
"""Of the key, in the clear: enough to know whose entry it is without reading all of it."""
HEAD_BYTES: Final = len(MAGIC) + _DIGEST_BYTES
"""Of an entry, before its content."""
_BLOCK_BYTES: Final = 1 << 20
TOUCHED_AFTER_S: Final = 1800.0
"""A use is noted, as the file's time of change, when the last note is older than this: a read rarely costs a write."""

_README: Final = """\
This folder is audiogen's cache: phrases that a voice has already spoken, so that they need not be spoken again.

It is safe to delete at any time: what is needed is made again. `audiogen cache` shows its size and prunes it. To keep
it elsewhere, set the environment variable AUDIOGEN_CACHE to another folder.
"""


ENCODED: Final = "encoded"
"""The folder within a cache for what is quickly made again: of what is taken out for want of room, it goes first."""


def _wait() -> None:
    """What another is making takes a moment: there is nothing to tell."""


def content_key(value: object) -> str:
    """SHA-256, as 64 hex digits, of the canonical JSON of a value: sorted keys, no spaces, UTF-8.

    Text is hashed as it is: two encodings of one letter in Unicode give two keys. Bring text into NFC first.

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
    clock: Callable[[], float] = time.time
    """Seconds since 1970."""

    def get(self, key: str) -> bytes | None:
        """The content under a key; None when there is none, or when it was damaged, in which case it is removed.

        Raises:
            OutputError: when you may not read there, or the folder is no folder.
        """
        path = self._path(key)
        # first noted, then read: a process that prunes meanwhile must see the use before it removes the entry
        self.note_use(key)
        try:
            content = patiently(lambda: _verified(path, key), PermissionError)
        except FileNotFoundError:
            return None
        except (PermissionError, NotADirectoryError, IsADirectoryError) as error:
            message = f"cannot read {path} in the cache: {error.strerror or error}"
            raise OutputError(message, hint=f"Delete the folder {self.folder}; it is made again.") from error
        except OSError:
            return None  # a bad sector of the disk: what is made anew replaces it
        if content is None:
            take_out(path, lambda aside: not is_whole(aside, key))
            return None
        if isinstance(content, _Former):
            # a cache that cannot be written to serves all the same
            with contextlib.suppress(OutputError):
                self.put(key, content.content)
            return content.content
        return content

    def peek(self, key: str) -> bytes | None:
        """The content under a key, for whoever may change nothing: no use is noted, and what is damaged stays."""
        try:
            content = _verified(self._path(key), key)
        except OSError:
            return None
        return content.content if isinstance(content, _Former) else content

    def put(self, key: str, content: bytes) -> None:
        """Keep content under a key, in place of what was there.

        Raises:
            OutputError: when the folder cannot be written, or has no room.
        """
        self._explain()
        try:
            write_atomically(self._path(key), _head(key, content) + content)
        except OutputError:
            # Windows refuses to replace a file that another process is reading: then that process has the same content
            if self.get(key) != content:
                raise

    def note_use(self, key: str) -> None:
        """Note that an entry was used, so that it is not pruned; not at every use, and never in a read-only cache."""
        path, now = self._path(key), self.clock()
        with contextlib.suppress(OSError):
            # a time in the future, from a clock that was wrong, is corrected too
            if abs(now - path.stat().st_mtime) > TOUCHED_AFTER_S:
                try:
                    os.utime(path, (now, now))
                except PermissionError:
                    # in a cache that users share, another's file takes no time but the present
                    os.utime(path)

    def lock_for(self, key: str) -> AbstractContextManager[bool]:
        """A lock to hold while an entry is looked for and made: of two that need the same thing, one makes it.

        Never hold two at a time. Other processes are locked out as other threads are, where the folder can be written.
        """
        return turn_at(self.folder / "builds" / f"phrase-{key[:2]}.lock", waits=_wait)

    def _path(self, key: str) -> Path:
        # one folder for each first byte, since some file systems slow down with many files in one
        return self.folder / key[:2] / key[2:]

    def _explain(self) -> None:
        readme = self.folder / "README.txt"
        if not readme.exists():
            # when the folder cannot be written to, the entry that follows says so
            with contextlib.suppress(OutputError):
                write_atomically(readme, _README.encode())


def encoded_cache(folder: Path) -> Cache:
    """Where the cache of a folder keeps encoded sound."""
    return Cache(folder / ENCODED)


class UntouchedCache(Cache):
    """A cache of which nothing is changed: no use is noted, what is damaged stays, and what is put in is not kept."""

    __slots__ = ()

    def get(self, key: str) -> bytes | None:
        """What there is, as in `peek`."""
        return self.peek(key)

    def put(self, key: str, content: bytes) -> None:
        """Keep nothing."""

    def note_use(self, key: str) -> None:
        """Note nothing."""


def take_out(path: Path, unwanted: Callable[[Path], bool]) -> bool:
    """Remove an entry, unless another process wrote or used it since it was examined; whether it was removed.

    Args:
        path: the entry.
        unwanted: examines it once more, under a name that other processes do not use; on an OSError the entry stays.
    """
    aside = beside(path)
    try:
        path.rename(aside)
    except OSError:
        return False  # it is gone, the folder is read-only, or (on Windows) another process has it open
    with contextlib.suppress(OSError):
        if unwanted(aside):
            aside.unlink()
            return True
    with contextlib.suppress(OSError):
        aside.replace(path)
    return False


def is_whole(path: Path, key: str) -> bool:
    """Whether a file is the entry of a key, with the content that was written. It is read block by block.

    Raises:
        OSError: when it cannot be read.
    """
    with path.open("rb") as file:
        head = file.read(HEAD_BYTES)
        if head.startswith(FORMER_MAGIC):
            return head == FORMER_MAGIC + hashlib.file_digest(file, "sha256").digest()
        digest = hashlib.sha256(bytes.fromhex(key))
        while block := file.read(_BLOCK_BYTES):
            digest.update(block)
        return head == beginning(key) + digest.digest()[:-_KEY_BYTES]


def beginning(key: str) -> bytes:
    """What the entry of a key begins with, whatever its content."""
    return MAGIC + bytes.fromhex(key)[:_KEY_BYTES]


def key_of(path: Path) -> str:
    """The key that the place of an entry stands for."""
    return path.parent.name + path.name


@dataclass(frozen=True, slots=True)
class _Former:
    """The content of an entry that was written before entries held their keys."""

    content: bytes


def _head(key: str, content: bytes) -> bytes:
    # the key as well: an entry that lies in another's place holds a whole phrase, and other words
    digest = hashlib.sha256(bytes.fromhex(key))
    digest.update(content)
    return beginning(key) + digest.digest()[:-_KEY_BYTES]


def _verified(path: Path, key: str) -> bytes | _Former | None:
    """The content of an entry, None when it is not what was written under its key."""
    with path.open("rb", buffering=0) as file:
        head, content = file.read(HEAD_BYTES), file.readall()
    if head.startswith(FORMER_MAGIC):
        return _Former(content) if head == FORMER_MAGIC + hashlib.sha256(content).digest() else None
    return content if head == _head(key, content) else None
