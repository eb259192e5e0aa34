"""Blocks of sound → WAV of 24 bits, RF64 beyond 4 GB: what every sound editor opens.

All that stands before the sound is known before the first sample. Chunks as in Microsoft's "Multimedia Programming
Interface and Data Specifications 1.0" (fmt, LIST, cue) and its "Multiple Channel Audio Data and WAVE Files" (the
extended fmt); RF64 as in EBU Tech 3306 for what exceeds 4 GB.
"""

from __future__ import annotations

import os
import shutil
import struct
from collections.abc import Iterable
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path
from typing import BinaryIO, Final

import numpy as np

from audiogen.audio.samples import Samples
from audiogen.encode.behind import BehindWriter, written_whole
from audiogen.encode.mp3.id3 import id3_tag
from audiogen.encode.pcm import pcm_24
from audiogen.encode.tags import ChapterTag, Tags
from audiogen.units import RATE, to_frames, to_seconds

BYTES_PER_FRAME: Final = 6
"""Two channels of 24 bits."""

_EXTENSIBLE: Final = 0xFFFE
_FRONT_LEFT_AND_RIGHT: Final = 3
_PCM_GUID: Final = bytes.fromhex("0100000000001000800000aa00389b71")
_IN_DS64: Final = 0xFFFFFFFF
"""In place of a size that does not fit: it stands in the chunk `ds64`."""


def wav_writer(path: Path, *, tags: Tags, frames: int) -> BehindWriter:
    """Writes one WAV file; as `Format.open`."""
    return BehindWriter(path, _WavFile(path, wav_head(tags, frames)), frames=frames)


def copy_wav(source: Path, place: Path, frames: int, tags: Tags | None, _kbps: None) -> None:
    """Write a WAV of `wav_writer` once more, with other tags or none; as `Format.retag` and `Format.copy_sound`."""
    head = _head(_format(), frames) if tags is None else wav_head(tags, frames)
    with written_whole(place), source.open("rb") as before, place.open("xb") as file:
        before.seek(-frames * BYTES_PER_FRAME, os.SEEK_END)
        file.write(head)
        shutil.copyfileobj(before, file)
        file.flush()
        os.fsync(file.fileno())


class _WavFile:
    """A `MediaFile`."""

    def __init__(self, path: Path, head: bytes) -> None:
        self._path = path
        self._head = head
        self._opened = ExitStack()
        self._file: BinaryIO

    def begin(self) -> None:
        self._file = self._opened.enter_context(self._path.open("wb"))
        self._file.write(self._head)

    def put(self, samples: Samples) -> None:
        low_three_of_four = pcm_24(samples).view(np.uint8).reshape(-1, 4)[:, :3]
        self._file.write(low_three_of_four.tobytes())

    def finish(self) -> None:
        with self._opened:
            self._file.flush()
            os.fsync(self._file.fileno())

    def abandon(self) -> None:
        self._opened.close()


def wav_head(tags: Tags, frames: int) -> bytes:
    """The file up to its first sample; `frames` of sound are to follow.

    Raises:
        MediaError: when the tags do not fit.
    """
    chunks = b"".join((_format(), _info(tags), *_cues(tags.chapters)))
    return _head(chunks, frames, _chunk(b"id3 ", id3_tag(replace(tags, chapters=()), to_seconds(frames))))


def _head(chunks: bytes, frames: int, cover: bytes = b"") -> bytes:
    """The chunks before the sound, in a file of its size; with a cover, where its size allows one."""
    data_bytes = frames * BYTES_PER_FRAME
    riff_bytes = len(b"WAVE") + len(chunks + cover) + len(b"data....") + data_bytes
    if riff_bytes >= _IN_DS64:
        return _rf64_head(chunks, frames)  # without a cover: libsndfile gives up on RF64 with an `id3 ` in it
    riff = struct.pack("<4sI4s", b"RIFF", riff_bytes, b"WAVE")
    return riff + chunks + cover + struct.pack("<4sI", b"data", data_bytes)


def _rf64_head(chunks: bytes, frames: int) -> bytes:
    data_bytes, no_table = frames * BYTES_PER_FRAME, 0
    ds64_bytes = struct.calcsize("<4sI3QI")
    riff_bytes = len(b"WAVE") + ds64_bytes + len(chunks) + len(b"data....") + data_bytes
    sizes = _chunk(b"ds64", struct.pack("<3QI", riff_bytes, data_bytes, frames, no_table))
    head = struct.pack("<4sI4s", b"RF64", _IN_DS64, b"WAVE") + sizes
    return head + chunks + struct.pack("<4sI", b"data", _IN_DS64)


def _format() -> bytes:
    bits = BYTES_PER_FRAME * 8 // 2
    plain = struct.pack("<2H2I2H", _EXTENSIBLE, 2, RATE, RATE * BYTES_PER_FRAME, BYTES_PER_FRAME, bits)
    return _chunk(b"fmt ", plain + struct.pack("<2HI", 22, bits, _FRONT_LEFT_AND_RIGHT) + _PCM_GUID)


def _info(tags: Tags) -> bytes:
    texts = {
        b"INAM": tags.title,
        b"IART": tags.artist,
        b"IPRD": tags.album,
        b"IPRT": str(tags.track),
        b"ICRD": tags.date.isoformat(),
        b"IGNR": tags.genre,
        b"ICMT": tags.comment,
        b"ICOP": tags.copyright and f"{tags.date:%Y} {tags.copyright}",
    }
    return _chunk(b"LIST", b"INFO" + b"".join(_chunk(name, _zero_ended(text)) for name, text in texts.items() if text))


def _cues(chapters: tuple[ChapterTag, ...]) -> Iterable[bytes]:
    """A mark where each chapter begins, and its title as the mark's label: what sound editors show."""
    if not chapters:
        return
    points = [
        struct.pack("<2I4s3I", number, frame, b"data", 0, 0, frame)
        for number, frame in enumerate((to_frames(chapter.start_s) for chapter in chapters), 1)
    ]
    yield _chunk(b"cue ", struct.pack("<I", len(points)) + b"".join(points))
    labels = [
        _chunk(b"labl", struct.pack("<I", number) + _zero_ended(chapter.title))
        for number, chapter in enumerate(chapters, 1)
    ]
    yield _chunk(b"LIST", b"adtl" + b"".join(labels))


def _zero_ended(text: str) -> bytes:
    return text.replace("\x00", "").encode() + b"\x00"


def _chunk(name: bytes, body: bytes) -> bytes:
    # padded, since chunks begin at even places
    return name + struct.pack("<I", len(body)) + body + bytes(len(body) % 2)
