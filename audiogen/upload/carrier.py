"""One file at a time: brought to a destination, read back, and tried again where that may help."""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Final, TypeVar

from audiogen.errors import OutputError
from audiogen.network.retry import RetryPolicy
from audiogen.publish.outgoing import OutgoingFile
from audiogen.upload.destination import Destination, DestinationError, FileContent, FileKind, MissingFileError
from audiogen.upload.progress import OnUpload, TryingAgain
from audiogen.upload.receipt import Fingerprint

_TIMES: Final = 2
"""How often a file is sent that does not arrive as it was sent."""
_T = TypeVar("_T")


class UploadStoppedError(Exception):
    """An upload that is not to go on."""


@dataclass(frozen=True, slots=True)
class Carrier:
    """What brings files to a destination. Several threads may use it."""

    destination: Destination
    retry: RetryPolicy
    on_event: OnUpload
    stopped: threading.Event = field(default_factory=threading.Event)
    """When it is set, nothing more is begun, and nothing is sent to its end."""

    def bring(
        self, path: str, file: OutgoingFile, kind: FileKind, on_bytes: Callable[[int], None] | None = None
    ) -> None:
        """Bring a file to its place, and see that it is there as it is here.

        Args:
            path: its place.
            file: what is to be there.
            kind: what the host is told of it.
            on_bytes: called with how much of it has been sent.

        Raises:
            OutputError: when the file here is not what it is to be.
            DestinationError: when it cannot be sent, or does not arrive as it was sent.
        """
        wanted = fingerprint_of(file)
        for again in range(_TIMES):
            if again:
                self.on_event(TryingAgain(path, "it did not arrive as it was sent", 0.0))
            refuse_changed(path, file)
            content = _WatchedContent(file.source, file.size_bytes, self._watch(on_bytes))
            self._patiently(path, lambda: self.destination.put(path, content, kind))  # noqa: B023 - called at once
            if self.fingerprint(path) == wanted:
                return
        message = f"{path} does not arrive at {self.destination.shown} as it is sent, not at the second time either"
        hint = (
            "Its host may change files, as by shrinking pages, or have no room: look at its settings, then try again."
        )
        raise DestinationError(message, hint=hint)

    def fingerprint(self, path: str, on_bytes: Callable[[int], None] | None = None) -> Fingerprint | None:
        """What is in a file at the destination; None where there is none.

        Raises:
            DestinationError: when it cannot be read.
        """

        def read() -> Fingerprint:
            watch, digest, size = self._watch(on_bytes), hashlib.sha256(), 0
            for block in self.destination.read(path):
                digest.update(block)
                size += len(block)
                watch(size)
            return Fingerprint(digest.hexdigest(), size)

        return self._patiently(path, lambda: _if_there(read))

    def content(self, path: str, most_bytes: int) -> bytes | None:
        """A small file at the destination; None where there is none. What is larger breaks off behind its limit.

        Raises:
            DestinationError: when it cannot be read.
        """

        def read() -> bytes:
            return b"".join(_up_to(most_bytes, self.destination.read(path)))

        return self._patiently(path, lambda: _if_there(read))

    def listed(self, folders: Iterable[str]) -> Mapping[str, int]:
        """Every file in these folders of the destination, and beside them: path -> size in bytes.

        Raises:
            DestinationError: when it cannot be listed.
        """
        found = dict(self._patiently("", lambda: self.destination.list(deep=False)))
        for folder in folders:
            found |= self._patiently(folder, partial(self.destination.list, folder))
        return found

    def unfinished(self, folder: str) -> Collection[str]:
        """What uploads that were cut off have left in a folder of the destination.

        Raises:
            DestinationError: when it cannot be listed.
        """
        return self._patiently(folder, lambda: self.destination.unfinished(folder))

    def take_away(self, path: str) -> None:
        """Delete a file at the destination.

        Raises:
            DestinationError: when it stays there.
        """
        self._patiently(path, lambda: self.destination.delete(path))

    def _patiently(self, path: str, act: Callable[[], _T]) -> _T:
        failures = 0
        while True:
            if self.stopped.is_set():
                raise UploadStoppedError
            try:
                return act()
            except DestinationError as error:
                failures += 1
                if not error.transient or failures >= self.retry.attempts:
                    raise
                wait_s = self.retry.wait_s(failures)
                self.on_event(TryingAgain(path, error.message, wait_s))
            self.retry.sleep(wait_s)

    def _watch(self, on_bytes: Callable[[int], None] | None) -> Callable[[int], None]:
        def watch(size_bytes: int) -> None:
            if self.stopped.is_set():
                raise UploadStoppedError
            if on_bytes:
                on_bytes(size_bytes)

        return watch


def fingerprint_of(file: OutgoingFile) -> Fingerprint:
    """What a file is to be."""
    return Fingerprint(file.sha256, file.size_bytes)


def refuse_changed(path: str, file: OutgoingFile) -> None:
    """See that a file here is what it is to be.

    Raises:
        OutputError: when it is not, or is not there.
    """
    hint = "Run `audiogen build`: it makes anew what is damaged. Then publish again; what was sent is not sent twice."
    named = file.source if isinstance(file.source, Path) else path
    try:
        here = _fingerprint_here(file.source)
    except OSError as error:
        message = f"{named} cannot be read: {error.strerror or error}"
        raise OutputError(message, hint=hint) from error
    if here != fingerprint_of(file):
        message = f"{named} is damaged, or has changed since it was built: the feed stays as it was"
        raise OutputError(message, hint=hint)


def _fingerprint_here(source: Path | bytes) -> Fingerprint:
    if isinstance(source, bytes):
        return Fingerprint(hashlib.sha256(source).hexdigest(), len(source))
    with source.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256")
        return Fingerprint(digest.hexdigest(), file.tell())


def _if_there(read: Callable[[], _T]) -> _T | None:
    """What is read; None where no file is there, which is an answer, and nothing to try again."""
    try:
        return read()
    except MissingFileError:
        return None


def _up_to(most_bytes: int, blocks: Iterable[bytes]) -> Iterator[bytes]:
    size = 0
    for block in blocks:
        yield block
        size += len(block)
        if size > most_bytes:
            return


@dataclass(frozen=True, slots=True)
class _WatchedContent(FileContent):
    """Tells how much of it has been read, each time that it is read."""

    watch: Callable[[int], None]

    def blocks(self) -> Iterator[bytes]:
        """All of it, a block at a time."""
        size = 0
        # a class with slots is made twice, and super() would look for the first one
        for block in FileContent.blocks(self):
            size += len(block)
            self.watch(size)
            yield block
