"""Blocks of sound → WAV of 24 bits, RF64 beyond 4 GB: what every sound editor opens."""

from __future__ import annotations

import os
from pathlib import Path
from typing import BinaryIO

import numpy as np

from audiogen.audio.samples import Samples
from audiogen.encode.behind import BehindWriter
from audiogen.encode.pcm import pcm_24
from audiogen.encode.riff import wav_head
from audiogen.encode.tags import Tags


class WavWriter(BehindWriter):
    """Writes one WAV file."""

    def __init__(self, path: Path, *, tags: Tags, frames: int) -> None:
        """Nothing is written before the `with` block begins.

        Args:
            path: a file to write anew, in a folder that exists.
            tags: what players and sound editors show.
            frames: how many frames of sound will be written, at 48 kHz; at least 1.

        Raises:
            ValueError: for no frames at all.
            MediaError: when the tags do not fit into a WAV file.
        """
        super().__init__(path, _WavFile(path, wav_head(tags, frames)), frames=frames)


class _WavFile:
    """A `MediaFile`."""

    def __init__(self, path: Path, head: bytes) -> None:
        self._path = path
        self._head = head
        self._file: BinaryIO | None = None

    def begin(self) -> None:
        self._file = self._path.open("wb")
        self._file.write(self._head)

    def put(self, samples: Samples) -> None:
        low_three_of_four = pcm_24(samples).view(np.uint8).reshape(-1, 4)[:, :3]
        self._opened().write(low_three_of_four.tobytes())

    def finish(self) -> None:
        with self._opened() as file:
            file.flush()
            os.fsync(file.fileno())

    def abandon(self) -> None:
        if self._file is not None:
            self._file.close()

    def _opened(self) -> BinaryIO:
        if self._file is None:
            message = "the file has not been begun"
            raise RuntimeError(message)
        return self._file
