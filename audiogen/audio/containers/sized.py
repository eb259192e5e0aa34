"""VOC, SoX, WavPack, TTA and AMR: how far the sound goes by what their heads say, which decoders do not ask.

FFmpeg plays what there is of a file that breaks off, and stops without a word where another recording begins.
"""

from __future__ import annotations

from typing import BinaryIO, Final, Literal

from audiogen.audio.containers.tails import (
    breaks_off,
    end_of_tags,
    more_than_it_says,
    read_at,
    size_of,
    surplus,
)
from audiogen.units import clock

_WAVPACK_HEAD_BYTES: Final = 32
_WAVPACK_INITIAL: Final = 1 << 11
"""The first of the blocks that hold the channels of one stretch of time."""
_TTA_HEAD_BYTES: Final = 22
_SAMPLE_BYTES: Final = 4
"""Of SoX's own format, whose samples all have 32 bits."""
_AMR: Final = (
    # bytes of a frame by its mode, its head included (RFC 4867, section 5.3)
    (b"#!AMR\n", (13, 14, 16, 18, 20, 21, 27, 32, 6, 0, 0, 0, 0, 0, 0, 1)),
    (b"#!AMR-WB\n", (18, 24, 33, 37, 41, 47, 51, 59, 61, 6, 0, 0, 0, 0, 1, 1)),
)
_AMR_FRAME_S: Final = 0.02
_AMR_GOOD: Final = 0x04
_AMR_PADDING: Final = 0x83
_AMR_LOST_FRAMES: Final = 5
"""So many in a row that were not received whole are no loss on the way, but overwritten with zeros."""


def voc_flaw(file: BinaryIO) -> str | None:
    """What is wrong with the blocks of a VOC, as a clause; None when nothing is."""
    at, size = int.from_bytes(read_at(file, 20, 2), "little"), size_of(file)
    while at < size and (head := read_at(file, at, 4))[0]:
        at += 4 + int.from_bytes(head[1:], "little")
    return breaks_off(file, at) or surplus(file, at + 1, None)


def sox_flaw(file: BinaryIO) -> str | None:
    """The same of SoX's own format, in either order of bytes."""
    head = read_at(file, 0, 16)
    order: Literal["little", "big"] = "little" if head.startswith(b".SoX") else "big"
    begin = 4 + int.from_bytes(head[4:8], order)
    count = int.from_bytes(head[8:16], order)
    end = begin + _SAMPLE_BYTES * count
    # what was written into a pipe has no count
    return (breaks_off(file, end) or surplus(file, end, None)) if count else None


def wavpack_flaw(file: BinaryIO) -> str | None:
    """The same of a WavPack: another recording in it, or something that is no block."""
    at, size, begun = end_of_tags(file, 0), size_of(file), False
    while at < size:
        head = read_at(file, at, _WAVPACK_HEAD_BYTES)
        if not head.startswith(b"wvpk") or len(head) < _WAVPACK_HEAD_BYTES:
            return surplus(file, at, None)
        index = head[10] << 32 | int.from_bytes(head[16:20], "little")
        samples, flags = int.from_bytes(head[20:24], "little"), int.from_bytes(head[24:28], "little")
        if samples and flags & _WAVPACK_INITIAL:
            if begun and not index:
                return more_than_it_says(file, at, None)
            begun = True
        at += 8 + int.from_bytes(head[4:8], "little")
    return None


def tta_flaw(file: BinaryIO) -> str | None:
    """The same of a TTA, whose head is followed by the sizes of all frames."""
    begin = end_of_tags(file, 0)
    head = read_at(file, begin, _TTA_HEAD_BYTES)
    rate_hz, samples = int.from_bytes(head[10:14], "little"), int.from_bytes(head[14:18], "little")
    frame = 256 * rate_hz // 245
    count = -(-samples // frame) if frame else 0
    sizes = read_at(file, begin + _TTA_HEAD_BYTES, 4 * count)
    end = begin + _TTA_HEAD_BYTES + 4 * count + 4
    end += sum(int.from_bytes(sizes[place : place + 4], "little") for place in range(0, len(sizes), 4))
    return breaks_off(file, end) or surplus(file, end, None)


def amr_flaw(file: BinaryIO) -> str | None:
    """The same of an AMR, whose frames say how long they are, and whether they were received whole."""
    file.seek(0)
    data = file.read()
    sizes, at = next(((sizes, len(magic)) for magic, sizes in _AMR if data.startswith(magic)), ((), 0))
    count = lost = 0
    while sizes and at < len(data):
        head = data[at]
        size = sizes[head >> 3 & 15]
        lost = 0 if head & _AMR_GOOD else lost + 1
        if head & _AMR_PADDING or not size or lost > _AMR_LOST_FRAMES:
            return f"it is damaged at {clock(count * _AMR_FRAME_S)}"
        at, count = at + size, count + 1
    return f"it breaks off at {clock(count * _AMR_FRAME_S)}" if at > len(data) else None
