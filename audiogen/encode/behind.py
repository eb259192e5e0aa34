"""What writers of media files share: a thread that encodes behind the caller, and a file that is complete or removed.

A format implements only how its file is begun, fed and finished: see `MediaFile`.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from types import TracebackType
from typing import Final, Protocol, Self

import numpy as np

from audiogen.atomic import cannot_write
from audiogen.audio.samples import Samples
from audiogen.errors import MediaError

_BLOCKS_AHEAD: Final = 4
"""Blocks that may wait for the encoder: enough to keep it busy, too few to fill the memory."""


class OpenFile(Protocol):
    """A file that is begun and finished. Trouble with the disk is raised as OSError."""

    def begin(self) -> None:
        """Open the file and write what comes before the sound."""

    def finish(self) -> None:
        """Write what comes after the sound; afterwards the file is complete, on the disk and closed."""

    def abandon(self) -> None:
        """Close the file, if it is open, in whatever state it is."""


class MediaFile(OpenFile, Protocol):
    """One file while it is written; used by one thread at a time."""

    def put(self, samples: Samples) -> None:
        """Encode the next frames, shape (2, n), within ±1; the array may be kept and changed."""


class BehindWriter:
    """Writes one file; used as `with m4a_writer(…) as writer: writer.write(block)`.

    The encoder works in a thread of its own, without Python's lock, while the caller makes the next block. When the
    `with` block has ended, the file is complete and on the disk; when it ends by an exception, of the caller's or of
    the writer's, no file is left. Equal sound and tags make equal bytes, in whatever blocks the sound comes.
    """

    def __init__(self, path: Path, media: MediaFile, *, frames: int) -> None:
        """Nothing is written before the `with` block begins; `frames` is how many frames of sound will be written.

        Raises:
            ValueError: for no frames at all.
        """
        if frames < 1:
            message = f"cannot write {frames} frames of sound"
            raise ValueError(message)
        self._path = path
        self._media = media
        self._promised = frames
        self._written = 0
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix=path.suffix.strip(".") or "encoder")
        self._ahead: deque[Future[None]] = deque()
        self._entered = ExitStack()

    def __enter__(self) -> Self:
        """Begin the file.

        Raises:
            OutputError: when it cannot be opened or written.
        """
        self._entered.enter_context(complete_or_removed(self._path, self._media))
        # callbacks run from the last to the first: the encoder stops, then the file is finished or removed
        self._entered.callback(self._thread.shutdown, cancel_futures=True)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Finish the file, or remove what there is of it.

        Raises:
            MediaError: when more or fewer frames were written than promised.
            OutputError: when the file cannot be written.
        """
        if kind is not None:
            self._entered.__exit__(kind, error, trace)
            return
        with self._entered:
            while self._ahead:
                self._ahead.popleft().result()
            if self._written != self._promised:
                message = f"{self._path} was to hold {self._promised} frames of sound, but {self._written} were written"
                raise MediaError(message)

    def write(self, samples: Samples) -> None:
        """Take the next frames, shape (2, n), full scale ±1; what is louder is clipped. The array may be used again.

        Raises:
            OutputError: when a block before this one could not be written.
        """
        self._written += samples.shape[1]
        block: Samples = np.clip(samples, np.float32(-1), np.float32(1))
        # the oldest block's error, if any, stops the caller here
        while len(self._ahead) >= _BLOCKS_AHEAD:
            self._ahead.popleft().result()
        self._ahead.append(self._thread.submit(self._put, block))

    def _put(self, block: Samples) -> None:
        with disk_errors(self._path):
            self._media.put(block)


@contextmanager
def complete_or_removed(path: Path, file: OpenFile) -> Iterator[None]:
    """A file that is begun here and finished at the end of the `with` block; an exception leaves no file.

    Raises:
        OutputError: when it cannot be written.
    """
    try:
        with disk_errors(path):
            file.begin()
        yield
        with disk_errors(path):
            file.finish()
    except BaseException:
        with suppress(OSError):  # the file is removed in any case
            file.abandon()
        with suppress(OSError):  # what stays is taken away by the next build
            if path.is_file():  # not a device that somebody has named
                path.unlink()
        raise


@contextmanager
def written_whole(path: Path) -> Iterator[None]:
    """A file that is written within the `with` block; an exception leaves no file, and OSErrors name it.

    Raises:
        OutputError: when it cannot be written.
    """
    try:
        with disk_errors(path):
            yield
    except BaseException:
        with suppress(OSError):  # what stays is taken away by the next build
            path.unlink(missing_ok=True)
        raise


@contextmanager
def disk_errors(path: Path) -> Iterator[None]:
    """OSErrors become an `OutputError` that names the file."""
    try:
        yield
    except OSError as error:
        raise cannot_write(path, error) from error
