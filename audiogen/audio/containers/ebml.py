"""Matroska and WebM (RFC 8794, RFC 9559): elements with a name and a size, in clusters that each have their time."""

from __future__ import annotations

import zlib
from typing import BinaryIO, Final, NamedTuple

from audiogen.audio.containers.tails import more_than_it_says, read_at, size_of, surplus
from audiogen.units import clock

_HEADER: Final = 0x1A45DFA3
_SEGMENT: Final = 0x18538067
_INFO: Final = 0x1549A966
_TICK: Final = 0x2AD7B1
_CLUSTER: Final = 0x1F43B675
_TIME: Final = 0xE7
_BLOCK: Final = 0xA3
_CHECKSUM: Final = 0xBF
_VOID: Final = 0xEC
_IN_SEGMENT: Final = frozenset(
    {0x114D9B74, _INFO, 0x1654AE6B, _CLUSTER, 0x1C53BB6B, 0x1941A469, 0x1043A770, 0x1254C367, _VOID, _CHECKSUM}
)
_IN_CLUSTER: Final = frozenset({_TIME, _BLOCK, 0xA0, 0xA7, 0xAB, 0x5854, 0xAF, _VOID, _CHECKSUM})
_DEFAULT_TICK_NS: Final = 1_000_000
_MOST_TICKS_APART: Final = 5000
_CHECKED_BYTES: Final = 1 << 26
"""A cluster that is longer is not held in memory to be summed up."""


class _Element(NamedTuple):
    name: int
    at: int
    """Where its content begins."""
    size: int | None
    """Bytes of its content; None when it is open: it ends where something begins that cannot lie in it."""


class Clusters:
    """The elements of a file, read from its beginning to its end."""

    def __init__(self, file: BinaryIO) -> None:
        self._file, self._size = file, size_of(file)
        self._cluster_ticks = self._at_ticks = 0
        self._tick_ns = _DEFAULT_TICK_NS
        self.flaw = self._read()
        """What is wrong with it, as a clause; None when nothing is."""

    def _read(self) -> str | None:
        header = self._element(0)
        segment = self._element(header.at + (header.size or 0)) if header and header.name == _HEADER else None
        if segment is None or segment.name != _SEGMENT:
            return None
        end = self._size if segment.size is None else min(self._size, segment.at + segment.size)
        at = segment.at
        while at < end:
            element = self._element(at)
            if element is None or element.name not in _IN_SEGMENT:
                if element is not None and element.name == _HEADER:
                    return more_than_it_says(self._file, at, self._at_s)
                return self._damaged() if surplus(self._file, at, None) else None
            after = self._after(element)
            if after is None:
                return self._damaged()
            at = after
        return surplus(self._file, at, self._at_s) if at < self._size else None

    def _after(self, element: _Element) -> int | None:
        """Where the next element begins; None when this one is damaged."""
        end = self._size if element.size is None else element.at + element.size
        if element.name == _INFO:
            self._read_tick(element.at, end)
        if element.name != _CLUSTER:
            return end
        after = self._through(element.at, end, open_end=element.size is None)
        return None if self._sum_is_wrong(element) else after

    def _through(self, at: int, end: int, *, open_end: bool) -> int | None:
        while at < min(end, self._size):
            child = self._element(at)
            if child is None and self._size - at < 12:
                return self._size
            if child is None or child.size is None or child.name not in _IN_CLUSTER:
                goes_on = open_end and child is not None and child.name in _IN_SEGMENT | {_HEADER}
                return at if goes_on else None
            if child.at + child.size > end:
                return None if end < self._size else end
            self._read_time(child)
            at = child.at + child.size
        return end

    def _read_time(self, child: _Element) -> None:
        if child.name == _TIME:
            self._cluster_ticks = self._at_ticks = self._number(child)
        elif child.name == _BLOCK:
            # its track's number, which is written like a size, and the time since the cluster's
            head = read_at(self._file, child.at, 10)
            begin = 9 - head[0].bit_length() if head else 0
            ticks = self._cluster_ticks + int.from_bytes(head[begin : begin + 2], "big", signed=True)
            # what was overwritten may say any time
            self._at_ticks = ticks if 0 <= ticks - self._at_ticks < _MOST_TICKS_APART else self._at_ticks

    @property
    def _at_s(self) -> float:
        return self._at_ticks * self._tick_ns / 1e9

    def _sum_is_wrong(self, cluster: _Element) -> bool:
        """Whether a cluster has a checksum (RFC 8794, section 11.3.1), lies in the file, and is another."""
        first = self._element(cluster.at)
        if cluster.size is None or not first or first.name != _CHECKSUM or first.size != 4:
            return False
        begin, end = first.at + 4, cluster.at + cluster.size
        if end > self._size or end - begin > _CHECKED_BYTES:
            return False
        expected = int.from_bytes(read_at(self._file, first.at, 4), "little")
        return zlib.crc32(read_at(self._file, begin, end - begin)) != expected

    def _damaged(self) -> str:
        return f"it is damaged at {clock(self._at_s)}"

    def _read_tick(self, at: int, end: int) -> None:
        while at < end and (child := self._element(at)) and child.size is not None:
            if child.name == _TICK:
                self._tick_ns = self._number(child)
            at = child.at + child.size

    def _number(self, element: _Element) -> int:
        return int.from_bytes(read_at(self._file, element.at, min(8, element.size or 0)), "big")

    def _element(self, at: int) -> _Element | None:
        head = read_at(self._file, at, 12)
        if len(head) < 2 or head[0] < 0x10:
            return None
        name_bytes = 9 - head[0].bit_length()
        first = head[name_bytes] if name_bytes < len(head) else 0
        size_bytes = 9 - first.bit_length()
        if not first or len(head) < name_bytes + size_bytes:
            return None
        size = int.from_bytes(head[name_bytes : name_bytes + size_bytes], "big") & (1 << 7 * size_bytes) - 1
        is_open = size == (1 << 7 * size_bytes) - 1
        name = int.from_bytes(head[:name_bytes], "big")
        return _Element(name, at + name_bytes + size_bytes, None if is_open else size)
