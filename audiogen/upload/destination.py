"""Where finished files are sent to, whatever speaks to it; and what is said when that fails.

Everything that goes wrong is one `DestinationError`, in words for somebody who knows no protocols. Nothing here tries
again by itself: whoever sends decides that, by `DestinationError.transient`.
"""

from __future__ import annotations

import contextlib
import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Protocol

from audiogen.errors import AudiogenError
from audiogen.names import install_command

BLOCK_BYTES: Final = 256 * 1024
"""How much of a file is in memory at a time."""


class DestinationError(AudiogenError):
    """A destination that cannot be reached, read or written: what went wrong and where, and what to do."""

    def __init__(self, message: str, *, hint: str = "", transient: bool = False) -> None:
        """Say it.

        Args:
            message: what went wrong, and where.
            hint: what to do about it.
            transient: whether the same may work when it is tried again a little later.
        """
        super().__init__(message, hint=hint)
        self.transient = transient


class MissingFileError(DestinationError):
    """A file that the destination does not have."""


@dataclass(frozen=True, slots=True)
class FileKind:
    """What a host is told of a file, where it can be told anything."""

    media_type: str
    """With its charset, as in `text/html; charset=utf-8`."""
    cache_control: str


@dataclass(frozen=True, slots=True)
class FileContent:
    """The bytes of a file that is sent."""

    source: Path | bytes
    size_bytes: int

    def blocks(self) -> Iterator[bytes]:
        """All of it, a block at a time.

        Raises:
            DestinationError: when it cannot be read, or is no longer as large as it was.
        """
        left = self.size_bytes
        for block in self._read():
            left -= len(block)
            if left < 0:
                break
            yield block
        if left:
            message = f"{self._named()} has changed while it was sent"
            raise DestinationError(message, hint="Wait until the build is finished, then publish again.")

    def _named(self) -> str:
        return "a file" if isinstance(self.source, bytes) else str(self.source)

    def _read(self) -> Iterator[bytes]:
        if isinstance(self.source, bytes):
            yield from (self.source[at : at + BLOCK_BYTES] for at in range(0, len(self.source), BLOCK_BYTES))
            return
        try:
            with self.source.open("rb") as file:
                while block := file.read(BLOCK_BYTES):
                    yield block
        except OSError as error:
            message = f"cannot read {self.source}: {error.strerror or error}"
            raise DestinationError(message, hint="Run `audiogen build` again, then publish.") from error


class Destination(Protocol):
    """A folder somewhere. Paths are relative to it, with `/` between names; several threads may use it at once.

    All methods raise `DestinationError`, and refuse a path that would lead out of the folder.
    """

    @property
    def shown(self) -> str:
        """The address without anything secret, as it may be printed and logged."""

    def put(self, path: str, content: FileContent, kind: FileKind) -> None:
        """Put a file under its name, whole or not at all: until all of it is there, the name has what it had before.

        Folders on the way are made. What a put that was cut off has left is among `unfinished`.
        """

    def read(self, path: str) -> Iterator[bytes]:
        """What is in a file, a block at a time.

        Raises:
            MissingFileError: as soon as a block is asked for, where there is no such file.
        """

    def list(self, below: str = "", *, deep: bool = True) -> Mapping[str, int]:
        """Every file in a folder: path -> size in bytes. Nothing where there is no folder.

        Args:
            below: the folder.
            deep: whether those are among them that lie in folders in it.
        """

    def unfinished(self, below: str = "", *, deep: bool = True) -> Mapping[str, dt.datetime]:
        """What puts of ours that were cut off have left: path -> since when (UTC). `delete` takes it away.

        Args:
            below: the folder in which to look.
            deep: whether to look into the folders in it.
        """

    def delete(self, path: str) -> None:
        """Take a file away, if it is there, and folders that are empty without it where nothing else can go along."""

    def close(self) -> None:
        """End the connection, if there is one."""


def open_destination(address: str, *, timeout_s: float = 30) -> Destination:
    """The destination that an address stands for; nothing is sent before something is asked of it.

    Args:
        address: a folder, `s3://bucket/folder`, `sftp://[user@]host[:port]/folder`, `webdav[s]://[user@]host/folder`.
        timeout_s: how long a server may be silent.

    Raises:
        DestinationError: when it is no address, or an extra is not installed.
    """
    # they import what is above, and each kind brings libraries that whoever publishes elsewhere does without
    from audiogen.upload.address import read_address  # noqa: PLC0415 - see above
    from audiogen.upload.folder import FolderDestination  # noqa: PLC0415 - see above

    place = read_address(address)
    if isinstance(place, Path):
        return FolderDestination(place)
    if place.scheme in {"webdav", "webdavs"}:
        from audiogen.upload.webdav import WebdavDestination  # noqa: PLC0415 - see above

        return WebdavDestination(place, timeout_s)
    with _needing(place.scheme):
        if place.scheme == "s3":
            from audiogen.upload.s3 import S3Destination  # noqa: PLC0415 - see above

            return S3Destination(place, timeout_s)
        from audiogen.upload.sftp import SftpDestination  # noqa: PLC0415 - see above

        return SftpDestination(place, timeout_s)


@contextlib.contextmanager
def _needing(extra: str) -> Iterator[None]:
    try:
        yield
    except ImportError as error:
        message = f"{extra}:// needs libraries that are not installed"
        raise DestinationError(message, hint=f"Install them: {install_command(extra)}") from error
