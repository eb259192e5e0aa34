"""Ogg (RFC 3533): pages with a checksum and a number, of one recording or of several behind each other."""

from __future__ import annotations

import zlib
from typing import BinaryIO, Final, NamedTuple

from audiogen.audio.containers.tails import end_of_tags, read_at, size_of, surplus
from audiogen.units import clock

_HEAD_BYTES: Final = 27
_FIRST: Final = 2
_LAST: Final = 4
_NO_POSITION: Final = 2**64 - 1
_MIRRORED: Final = bytes(int(f"{byte:08b}"[::-1], 2) for byte in range(256))
_MOST_S: Final = 1e6


class _Page(NamedTuple):
    at: int
    data: bytes
    """All of it; fewer bytes than it should have where the file breaks off."""
    whole: bool

    @property
    def flags(self) -> int:
        return self.data[5]

    @property
    def position(self) -> int | None:
        """Samples up to its end; None when no sound ends in it."""
        position = int.from_bytes(self.data[6:14], "little")
        return None if position == _NO_POSITION else position

    @property
    def stream(self) -> int:
        return int.from_bytes(self.data[14:18], "little")

    @property
    def number(self) -> int:
        return int.from_bytes(self.data[18:22], "little")

    @property
    def content(self) -> bytes:
        return self.data[_HEAD_BYTES + self.data[26] :]


class OggPages:
    """The pages of a file, read from its beginning to its end."""

    def __init__(self, file: BinaryIO) -> None:
        self.links: list[int] = []
        """Where each of the recordings that are chained in it begins."""
        self._numbers: dict[int, int] = {}
        self._rates_hz: dict[int, int] = {}
        self._unfinished: set[int] = set()
        self._sounds = False  # whether pages of sound have come since the last beginning
        self._past_s, self._at_s = 0.0, 0.0
        self.flaw = self._read(file)
        """What is wrong with it, as a clause; None when nothing is."""

    def _read(self, file: BinaryIO) -> str | None:
        at, size = end_of_tags(file, 0), size_of(file)
        while at < size:
            page = _page_at(file, at)
            if page is None:
                return surplus(file, at, self._now_s) and self._damaged(file, at)
            if not page.whole:
                return None  # that it breaks off is told with how much of it can be read
            if (flaw := self._flaw_of(page)) is not None:
                return flaw
            at += len(page.data)
        return None

    @property
    def _now_s(self) -> float:
        return self._past_s + self._at_s

    def _damaged(self, file: BinaryIO, at: int) -> str | None:
        """What stands where a page should: damage when pages go on behind it, and a surplus when none does."""
        goes_on = b"OggS" in read_at(file, at + 1, 1 << 20)
        return f"it is damaged at {clock(self._now_s)}" if goes_on else surplus(file, at, self._now_s)

    def _flaw_of(self, page: _Page) -> str | None:
        if checksum(page.data) != int.from_bytes(page.data[22:26], "little"):
            return f"it is damaged at {clock(self._now_s)}"
        if page.flags & _FIRST:
            return self._begin(page)
        expected = self._numbers.get(page.stream, page.number - 1) + 1
        # what was taken from a live stream jumps from its headers to where somebody began to listen
        if page.number != expected and self._sounds:
            return f"a part of it is missing at {clock(self._now_s)}"
        self._numbers[page.stream] = page.number
        if page.flags & _LAST:
            self._unfinished.discard(page.stream)
        rate_hz = self._rates_hz.get(page.stream)
        if page.position and rate_hz and page.position / rate_hz < _MOST_S:
            self._sounds, self._at_s = True, page.position / rate_hz
        return None

    def _begin(self, page: _Page) -> str | None:
        """Take the first page of a stream; behind sound it begins another recording."""
        if not self.links or self._sounds:
            if self._unfinished:
                return f"it breaks off at {clock(self._now_s)}, and another recording follows"
            self.links.append(page.at)
            self._past_s, self._at_s, self._sounds = self._now_s, 0.0, False
            self._numbers, self._rates_hz = {}, {}
        self._numbers[page.stream] = page.number
        if rate_hz := _rate_hz(page.content):
            self._rates_hz[page.stream] = rate_hz
            self._unfinished.add(page.stream)
        return None


def checksum(page: bytes) -> int:
    """The checksum that belongs into a page."""
    mirrored = (page[:22] + bytes(4) + page[26:]).translate(_MIRRORED)
    reversed_bits = zlib.crc32(mirrored, 0xFFFF_FFFF) ^ 0xFFFF_FFFF
    return int(f"{reversed_bits:032b}"[::-1], 2)


def _page_at(file: BinaryIO, at: int) -> _Page | None:
    head = read_at(file, at, _HEAD_BYTES + 255)
    if not head.startswith(b"OggS"):
        return None
    if len(head) < _HEAD_BYTES or len(head) < _HEAD_BYTES + head[26]:
        return _Page(at, head, whole=False)
    count = _HEAD_BYTES + head[26] + sum(head[_HEAD_BYTES : _HEAD_BYTES + head[26]])
    data = read_at(file, at, count)
    return _Page(at, data, whole=len(data) == count)


def _rate_hz(head: bytes) -> int | None:
    """In what units the positions of a stream are counted; None when it is no sound that is known."""
    if head.startswith(b"OpusHead"):
        return 48_000
    if head.startswith(b"\x01vorbis"):
        return int.from_bytes(head[12:16], "little")
    if head.startswith(b"\x7fFLAC"):
        return int.from_bytes(head[27:30], "big") >> 4
    if head.startswith(b"Speex   "):
        return int.from_bytes(head[36:40], "little")
    return None
