"""The events of an upload while it is at work: small frozen values. Only the CLI shows them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from threading import Lock
from typing import Literal, TypeAlias

from audiogen.progress import Notice

UploadStage: TypeAlias = Literal["look", "send", "switch"]
"""`look`: files at the destination are read, as no receipt tells of them. `send`: what nothing names yet is sent.
`switch`: what listeners meet as soon as it is there."""


@dataclass(frozen=True, slots=True)
class UploadProgress:
    """How far an upload is in one stage."""

    stage: UploadStage
    path: str
    """The file of which some has just been sent."""
    files_done: int
    files_total: int
    bytes_done: int
    """With what has been sent of files that are on their way. It shrinks where a file is sent once more."""
    bytes_total: int


@dataclass(frozen=True, slots=True)
class TryingAgain:
    """Something did not work, and is tried again."""

    path: str
    """The file; empty where it is about all of the destination."""
    reason: str
    """A sentence without its point."""
    wait_s: float
    """How long it waits before that."""


UploadEvent: TypeAlias = UploadProgress | TryingAgain | Notice
OnUpload: TypeAlias = Callable[[UploadEvent], None]


class Tally:
    """Counts what of one stage is done. Several threads may tell it; its events come one after another."""

    def __init__(self, stage: UploadStage, sizes: Mapping[str, int], on_event: OnUpload) -> None:
        """Begin at nothing.

        Args:
            stage: which one.
            sizes: of its files, in bytes.
            on_event: called with how far it is.
        """
        self._stage: UploadStage = stage
        self._sizes = sizes
        self._total_bytes = sum(sizes.values())
        self._on_event = on_event
        self._moved = dict[str, int]()
        self._bytes = self._files = 0
        self._turn = Lock()

    def moved(self, path: str, size_bytes: int) -> None:
        """So much of a file has been sent or read, counted from its beginning."""
        with self._turn:
            self._tell(path, size_bytes)

    def arrived(self, path: str) -> None:
        """All of a file is where it is to be."""
        with self._turn:
            self._files += 1
            self._tell(path, self._sizes[path])

    def _tell(self, path: str, size_bytes: int) -> None:
        self._bytes += size_bytes - self._moved.get(path, 0)
        self._moved[path] = size_bytes
        files, total = self._files, len(self._sizes)
        self._on_event(UploadProgress(self._stage, path, files, total, self._bytes, self._total_bytes))
