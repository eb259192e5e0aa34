"""Where the sound of a person's own file lies while a session is made: on disk, in 16 bits.

A long recording costs no memory that way. Nothing is mapped: pages of a mapped file count as the process's memory.
"""

from __future__ import annotations

import os
import tempfile
import threading
import weakref
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Final

import numpy as np

from audiogen.audio.samples import Samples
from audiogen.errors import OutputError
from audiogen.units import RATE

_SCALE: Final = 2**14
"""Integers for full scale: 6 dB of room for what float files and resampling exceed it by."""
_FRAME_BYTES: Final = 4
_CHUNK_FRAMES: Final = 10 * RATE
_ROOMY: Final = Path("/var/tmp")  # noqa: S108 - a file without a name, which nobody else can open
"""On many systems the usual place for temporary files is in memory, and this one, by the same standard, is not."""


class BedStore:
    """Stereo sound in a temporary file, which disappears with this object, and with the process at the latest.

    Written from its beginning on, and read anywhere, from any thread.
    """

    def __init__(self) -> None:
        # unbuffered, so that what was written can be read past Python's own buffer
        self._file: IO[bytes] = tempfile.TemporaryFile(prefix="audiogen-bed-", dir=_folder(), buffering=0)  # noqa: SIM115 - open as long as the bed
        self._lock = threading.Lock()
        weakref.finalize(self, self._file.close)
        self.frames = 0

    def append(self, samples: Samples) -> None:
        """Add sound of shape (2, n); beyond +6 dBFS it is clipped.

        Raises:
            OutputError: when there is no room.
        """
        scaled = samples.T * np.float32(_SCALE)
        np.clip(np.rint(scaled, out=scaled), -(2**15), 2**15 - 1, out=scaled)
        try:
            rest = memoryview(scaled.astype(np.int16).tobytes())
            while rest:
                rest = rest[self._file.write(rest) :]
        except OSError as error:
            message = (
                f"the sound of a bed cannot be kept in {_folder() or tempfile.gettempdir()}: {error.strerror or error}"
            )
            hint = "It takes 12 MB a minute while a session is made; name a folder with room in TMPDIR."
            raise OutputError(message, hint=hint) from error
        self.frames += samples.shape[1]

    def read(self, at: int, frames: int) -> Samples:
        """A stretch that has been written, shape (2, frames)."""
        integers = np.frombuffer(self._bytes(at * _FRAME_BYTES, frames * _FRAME_BYTES), np.int16).reshape(-1, 2)
        samples = np.empty((2, integers.shape[0]), np.float32)
        np.multiply(integers.T, np.float32(1 / _SCALE), out=samples)
        return samples

    def _bytes(self, offset: int, count: int) -> bytes:
        if hasattr(os, "pread"):
            return os.pread(self._file.fileno(), count, offset)
        with self._lock:  # Windows has one place in a file for all threads
            self._file.seek(offset)
            return self._file.read(count)

    def chunks(self) -> Iterator[Samples]:
        """All of it, ten seconds at a time."""
        for at in range(0, self.frames, _CHUNK_FRAMES):
            yield self.read(at, min(_CHUNK_FRAMES, self.frames - at))

    def chunks_reversed(self) -> Iterator[Samples]:
        """All of it backwards, ten seconds at a time."""
        for end in range(self.frames, 0, -_CHUNK_FRAMES):
            start = max(0, end - _CHUNK_FRAMES)
            yield self.read(start, end - start)[:, ::-1]


def _folder() -> Path | None:
    """Where to put it; None for the usual place, which people may have chosen."""
    chosen = tempfile.tempdir or any(os.environ.get(name) for name in ("TMPDIR", "TEMP", "TMP"))
    return None if chosen or not os.access(_ROOMY, os.W_OK) else _ROOMY
