"""MP3, MP2 and AAC without a container: frames in a row, each with a head that says where the next one begins."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from math import inf
from typing import BinaryIO, Final, NamedTuple

from audiogen.audio.containers.tails import BEGINNINGS, end_of_tags, more_than_it_says, read_at, size_of
from audiogen.units import clock

_HEAD_BYTES: Final = 56
_FROM_MIDDLE_BYTES: Final = 8192
"""What is cut out of a stream may begin in the middle of a frame."""
_IN_A_ROW: Final = 3
_SLACK_BYTES: Final = 64
_KBPS: Final = {
    # version 1, then 2 and 2.5; by layer
    (1, 1): (0, 32, 64, 96, 128, 160, 192, 224, 256, 288, 320, 352, 384, 416, 448),
    (1, 2): (0, 32, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320, 384),
    (1, 3): (0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320),
    (2, 1): (0, 32, 48, 56, 64, 80, 96, 112, 128, 144, 160, 176, 192, 224, 256),
    (2, 2): (0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160),
    (2, 3): (0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160),
}
"""ISO/IEC 11172-3 and 13818-3, section 2.4.2.3."""
_MPEG_HZ: Final = (44_100, 48_000, 32_000)
_AAC_HZ: Final = (96_000, 88_200, 64_000, 48_000, 44_100, 32_000, 24_000, 22_050, 16_000, 12_000, 11_025, 8000, 7350)


class Frame(NamedTuple):
    """What the head of a frame says."""

    size: int
    """Bytes, with its head."""
    seconds: float
    kind: Hashable
    """What all frames of a recording have in common."""
    total: int | None = None
    """How many frames the recording has that begins with this one, which holds no sound then; None in all others."""


Parse = Callable[[bytes], Frame | None]


def mpeg_frame(head: bytes) -> Frame | None:
    """A frame of MPEG audio, layer I to III; None when the bytes are none, or of a rate that is not written down."""
    if len(head) < 4 or head[0] != 0xFF or head[1] & 0xE0 != 0xE0:
        return None
    version, layer = (head[1] >> 3) & 3, 4 - ((head[1] >> 1) & 3)
    rate, place = (head[2] >> 2) & 3, head[2] >> 4
    if version == 1 or layer == 4 or rate == 3 or place in {0, 15}:
        return None
    first = version == 3
    hertz = _MPEG_HZ[rate] // {3: 1, 2: 2, 0: 4}[version]
    bits_per_s = 1000 * _KBPS[1 if first else 2, layer][place]
    padding = (head[2] >> 1) & 1
    samples = 384 if layer == 1 else 1152 if layer == 2 or first else 576
    size = 4 * (12 * bits_per_s // hertz + padding) if layer == 1 else samples // 8 * bits_per_s // hertz + padding
    mono = head[3] >> 6 == 3
    side = (17 if mono else 32) if first else (9 if mono else 17)
    return Frame(size, samples / hertz, (version, layer, hertz, mono), _count(head, side) if layer == 3 else None)


def _count(head: bytes, side: int) -> int | None:
    """The number of all frames, where encoders write it into a frame of its own; 0 when only its name is there."""
    if head[4 + side : 8 + side] in {b"Xing", b"Info"}:
        counts = head[8 + side : 12 + side]
        return int.from_bytes(head[12 + side : 16 + side], "big") if counts[-1:] and counts[-1] & 1 else 0
    return int.from_bytes(head[50:54], "big") if head[36:40] == b"VBRI" else None


def adts_frame(head: bytes) -> Frame | None:
    """A frame of AAC with a head of its own (ISO/IEC 13818-7, section 6.2); None when the bytes are none."""
    if len(head) < 7 or head[0] != 0xFF or head[1] & 0xF6 != 0xF0:
        return None
    rate, size = (head[2] >> 2) & 15, (head[3] & 3) << 11 | head[4] << 3 | head[5] >> 5
    if rate >= len(_AAC_HZ) or size < 7:
        return None
    blocks = 1 + (head[6] & 3)
    return Frame(size, blocks * 1024 / _AAC_HZ[rate], (rate, (head[2] & 1) << 2 | head[3] >> 6))


class FrameRow:
    """The frames of a file, read from its beginning to its end."""

    def __init__(self, file: BinaryIO, parse: Parse, *, most_frames: int | None = None) -> None:
        self.links: list[int] = []
        """Where each of the recordings that stand behind each other in it begins, tags before it included."""
        self._file, self._parse, self._size = file, parse, size_of(file)
        self.claimed_s: float | None = None
        """How long the first recording is by its own count; None when it has none."""
        self._at_s, self._begun, self._left = 0.0, False, inf if most_frames is None else most_frames
        self._kind: Hashable = None
        self.flaw = self._read()
        """What is wrong with it, as a clause; None when nothing is."""

    def _read(self) -> str | None:
        at = self._first()
        if at is None:
            return None  # frames of a rate that is not written down, which only a decoder finds
        self.links.append(0)
        while at < self._size and self._left > 0:
            frame = self._frame_at(at)
            self._left -= 1
            if frame is None:
                after = end_of_tags(self._file, at)
                if self._size - after < _SLACK_BYTES:
                    return None
                # zeros between frames are no padding, but overwritten
                frame = None if read_at(self._file, at, 1) == b"\0" else self._frame_at(after)
                if frame is None and read_at(self._file, after, 4) in BEGINNINGS:
                    return more_than_it_says(self._file, after, self._at_s)
                if frame is None:
                    return f"it is damaged at {clock(self._at_s)}"
                at = self._link(at, after)
            elif self._another(frame):
                self._link(at, at)
            self._take(frame)
            at += frame.size
        return None

    def _take(self, frame: Frame) -> None:
        if frame.total is None:
            self._at_s += frame.seconds
            self._begun = True
        elif not self._at_s:
            self.claimed_s = (frame.total or None) and frame.total * frame.seconds
        self._kind = frame.kind

    def _link(self, begin: int, frame_at: int) -> int:
        if self._begun:
            self.links.append(begin)
        self._begun = False
        return frame_at

    def _another(self, frame: Frame) -> bool:
        return self._begun and (frame.total is not None or frame.kind != self._kind)

    def _first(self) -> int | None:
        """The first frame that others follow."""
        begin = end_of_tags(self._file, 0)
        window = read_at(self._file, begin, _FROM_MIDDLE_BYTES)
        at = window.find(b"\xff")
        while at >= 0:
            if self._row_at(begin + at):
                return begin + at
            at = window.find(b"\xff", at + 1)
        return None

    def _row_at(self, at: int) -> bool:
        kind: Hashable = None
        for _ in range(_IN_A_ROW):
            if at >= self._size:
                return kind is not None
            frame = self._frame_at(at)
            if frame is None or kind not in {None, frame.kind}:
                return False
            at, kind = at + frame.size, frame.kind
        return True

    def _frame_at(self, at: int) -> Frame | None:
        return self._parse(read_at(self._file, at, _HEAD_BYTES))
