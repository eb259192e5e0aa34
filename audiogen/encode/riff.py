"""What stands before the sound in a WAV file, all of which is known before the first sample.

Chunks as in Microsoft's "Multimedia Programming Interface and Data Specifications 1.0" (fmt, LIST, cue) and its
"Multiple Channel Audio Data and WAVE Files" (the extended fmt); RF64 as in EBU Tech 3306 for what exceeds 4 GB.
"""

from __future__ import annotations

import struct
from collections.abc import Iterable
from dataclasses import replace
from typing import Final

from audiogen.encode.mp3.id3 import id3_tag
from audiogen.encode.tags import Chapter, Tags
from audiogen.units import RATE, to_frames, to_seconds

BYTES_PER_FRAME: Final = 6
"""Two channels of 24 bits."""

_EXTENSIBLE: Final = 0xFFFE
_FRONT_LEFT_AND_RIGHT: Final = 3
_PCM_GUID: Final = bytes.fromhex("0100000000001000800000aa00389b71")
_IN_DS64: Final = 0xFFFFFFFF
"""In place of a size that does not fit: it stands in the chunk `ds64`."""


def wav_head(tags: Tags, frames: int) -> bytes:
    """The file up to its first sample; `frames` of sound are to follow.

    Raises:
        MediaError: when the tags do not fit.
    """
    chunks = b"".join((_chunk(b"fmt ", _format()), *_info(tags), *_cues(tags.chapters)))
    with_cover = chunks + _chunk(b"id3 ", id3_tag(replace(tags, chapters=()), to_seconds(frames)))
    data_bytes = frames * BYTES_PER_FRAME
    riff_bytes = len(b"WAVE") + len(with_cover) + len(b"data....") + data_bytes
    if riff_bytes >= _IN_DS64:
        return _rf64_head(chunks, frames)  # without a cover: libsndfile gives up on RF64 with an `id3 ` in it
    return struct.pack("<4sI4s", b"RIFF", riff_bytes, b"WAVE") + with_cover + struct.pack("<4sI", b"data", data_bytes)


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
    return plain + struct.pack("<2HI", 22, bits, _FRONT_LEFT_AND_RIGHT) + _PCM_GUID


def _info(tags: Tags) -> Iterable[bytes]:
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
    parts = b"".join(_chunk(name, _zero_ended(text)) for name, text in texts.items() if text)
    yield _chunk(b"LIST", b"INFO" + parts)


def _cues(chapters: tuple[Chapter, ...]) -> Iterable[bytes]:
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
    """Chunks begin at even places."""
    return name + struct.pack("<I", len(body)) + body + bytes(len(body) % 2)
