"""The file that MP3 frames are put into: tags first, then a frame that says how much sound follows, then the sound."""

from __future__ import annotations

import os
import threading
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Final, Self

from audiogen.encode.mp3.id3 import id3_tag
from audiogen.encode.mp3.lame import BIT_RATES_KBPS, QUALITY
from audiogen.encode.mp3.lame_tag import Stream, crc16, frame_bytes, info_frame
from audiogen.errors import OutputError
from audiogen.units import to_seconds

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path
    from types import TracebackType
    from typing import BinaryIO

    from audiogen.encode.tags import Tags

_READ_BYTES: Final = 1 << 20


class Mp3File:
    """One MP3 file of constant bit rate; used as `with Mp3File(…) as mp3: mp3.put(frames)`.

    When the `with` block has ended, the file is complete and on the disk; when it ends by an exception, no file stays.
    """

    def __init__(self, path: Path, *, tags: Tags, frames: int, bit_rate_kbps: int) -> None:
        """Nothing is written before the `with` block begins.

        Args:
            path: a file to write anew, in a folder that exists.
            tags: what players show.
            frames: how many frames of sound the file will hold, at 48 kHz; at least 1.
            bit_rate_kbps: one of `BIT_RATES_KBPS`.

        Raises:
            ValueError: for another bit rate, or no frames at all.
            MediaError: when the tags do not fit into an MP3.
        """
        if bit_rate_kbps not in BIT_RATES_KBPS or frames < 1:
            message = f"cannot write {frames} frames at {bit_rate_kbps} kbit/s; the bit rates are {BIT_RATES_KBPS}"
            raise ValueError(message)
        self._path = path
        self._frames = frames
        self._bit_rate_kbps = bit_rate_kbps
        self._tag = id3_tag(tags, to_seconds(frames))
        self._placing = threading.Lock()
        self._file: BinaryIO

    def __enter__(self) -> Self:
        """Open the file, and leave room for the first frame, which can only be known at the end.

        Raises:
            OutputError: when the file cannot be opened or written.
        """
        with self._disk_errors():
            self._file = self._path.open("w+b")
        try:
            self.put(self._tag + bytes(frame_bytes(self._bit_rate_kbps)))
        except OutputError:
            self._close(keep=False)
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, _error: BaseException | None, _trace: TracebackType | None
    ) -> None:
        """Finish the file, or remove what there is of it.

        Raises:
            OutputError: when the file cannot be written.
        """
        finished = False
        try:
            if kind is None:
                self._finish()
                finished = True
        finally:
            self._close(keep=finished)

    def put(self, data: bytes) -> None:
        """Take the next MP3 frames.

        Raises:
            OutputError: when they cannot be written.
        """
        with self._disk_errors():
            self._file.write(data)

    def put_at(self, frame: int, data: bytes) -> None:
        """Take MP3 frames in any order; from any thread.

        Args:
            frame: which of the file's MP3 frames of sound the first of them is.
            data: whole frames.

        Raises:
            OutputError: when they cannot be written.
        """
        with self._placing, self._disk_errors():
            self._file.seek(len(self._tag) + (1 + frame) * frame_bytes(self._bit_rate_kbps))
            self._file.write(data)

    def _finish(self) -> None:
        with self._disk_errors():
            first = info_frame(self._stream())
            self._file.seek(len(self._tag))
            self._file.write(first)
            self._file.flush()
            os.fsync(self._file.fileno())

    def _stream(self) -> Stream:
        """What the file holds, read back from it."""
        size = frame_bytes(self._bit_rate_kbps)
        self._file.seek(len(self._tag) + size)
        crc, length, header = 0, 0, b""
        while data := self._file.read(_READ_BYTES):
            header = header or data[:4]
            crc = crc16(data, crc)
            length += len(data)
        return Stream(
            first_header=header,
            bit_rate_kbps=self._bit_rate_kbps,
            mp3_frames=length // size,
            sound_frames=self._frames,
            crc=crc,
            quality=QUALITY,
        )

    def _close(self, *, keep: bool) -> None:
        with suppress(OSError):  # a finished file is on the disk already; of a broken one nothing is wanted
            self._file.close()
        if not keep and self._path.is_file():
            self._path.unlink()

    @contextmanager
    def _disk_errors(self) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            message = f"cannot write {self._path}: {error.strerror}"
            hint = "Make room on the disk, or check that the folder exists and may be written."
            raise OutputError(message, hint=hint) from error
