"""WAV, RF64, W64, AIFF, CAF and AVI: chunks with a name and a size, one of which holds the sound.

A player reads as much as the size says. What stands behind it has to be chunks again, or padding.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO, Final

from audiogen.audio.containers.tails import (
    BEGINNINGS,
    breaks_off,
    end_of_tags,
    more_than_it_says,
    read_at,
    size_of,
    surplus,
)

_UNSIZED: Final = 0x7FFF_0000
"""Programs that write without knowing the end put the greatest number, or one near it, where a WAV has its size."""
_SCAN_BYTES: Final = 1 << 20


@dataclass(frozen=True, slots=True)
class _Form:
    """How one kind of file writes its chunks."""

    first_at: int
    name_bytes: int
    size_bytes: int
    big: bool
    """Whether the greater byte comes first."""
    align: int
    counts_head: bool = False
    """Whether a chunk's size counts the head, too."""

    @property
    def head_bytes(self) -> int:
        return self.name_bytes + self.size_bytes


_FORMS: Final = {
    b"RIFF": _Form(12, 4, 4, big=False, align=2),
    b"RF64": _Form(12, 4, 4, big=False, align=2),
    b"BW64": _Form(12, 4, 4, big=False, align=2),
    b"FORM": _Form(12, 4, 4, big=True, align=2),
    b"caff": _Form(8, 4, 8, big=True, align=1),
    b"riff": _Form(40, 16, 8, big=False, align=8, counts_head=True),
}
_SOUND: Final = frozenset({b"data", b"SSND"})


@dataclass(frozen=True, slots=True)
class _Chunk:
    name: bytes
    """The first four letters."""
    at: int
    """Where its content begins."""
    size: int
    """Bytes of its content, as they are written."""
    after: int
    """Where the next one begins."""


def chunk_flaw(file: BinaryIO) -> str | None:
    """What is wrong with what the chunks of a file promise, as a clause; None when nothing is."""
    form = _FORMS.get(read_at(file, 0, 4))
    if form is None:
        return None
    size, sound, sound_s = size_of(file), None, _Seconds()
    for chunk in _chunks(file, form):
        if sound is None:
            if chunk.name in _SOUND:
                sound = chunk
                if _is_open(chunk, size):
                    # of the others, decoders tell by themselves how long they should have been
                    end = chunk.at + chunk.size
                    return _recording_within(file, chunk.at) or (breaks_off(file, end) if form.counts_head else None)
                sound_s.size = chunk.size
            else:
                sound_s.look_at(file, chunk)
        elif chunk.name in _SOUND or not _holds_no_sound(chunk, size):
            return surplus(file, chunk.at - form.head_bytes, sound_s.end_s)
        after = chunk.after
    return surplus(file, after, sound_s.end_s) if sound else None


class _Seconds:
    """How long the sound lasts by its size; its rate stands in a chunk before it."""

    def __init__(self) -> None:
        self.size = 0
        self._bytes_per_s = 0

    def look_at(self, file: BinaryIO, chunk: _Chunk) -> None:
        if chunk.name == b"fmt ":
            self._bytes_per_s = int.from_bytes(read_at(file, chunk.at + 8, 4), "little")

    @property
    def end_s(self) -> float | None:
        return self.size / self._bytes_per_s if self._bytes_per_s else None


def _chunks(file: BinaryIO, form: _Form) -> Iterator[_Chunk]:
    """All chunks up to the end, or up to what is none."""
    at, size, wide = form.first_at, size_of(file), 0
    while at + form.head_bytes <= size:
        chunk = _chunk_at(file, form, at, wide)
        if chunk.name == b"ds64":
            wide = int.from_bytes(read_at(file, chunk.at + 8, 8), "little")
        yield chunk
        # some programs leave out the byte that fills up an odd size
        unaligned = chunk.at + chunk.size
        at = chunk.after
        if chunk.size % 2 and form.align == 2 and not _named(read_at(file, at, 4)):
            at = unaligned if _named(read_at(file, unaligned, 4)) else at


def _chunk_at(file: BinaryIO, form: _Form, at: int, wide: int) -> _Chunk:
    head = read_at(file, at, form.head_bytes)
    size = int.from_bytes(head[form.name_bytes :], "big" if form.big else "little")
    if head[:4] == b"data" and size == 0xFFFF_FFFF and wide and not form.big:
        size = wide
    size = max(0, size - form.head_bytes * form.counts_head)
    begin = at + form.head_bytes
    return _Chunk(head[:4], begin, size, begin + size + -size % form.align)


def _is_open(chunk: _Chunk, size: int) -> bool:
    """Whether the sound goes to the end of the file: its size was never written, or exceeds it."""
    return chunk.size == 0 or (chunk.size >= _UNSIZED and chunk.at + chunk.size > size) or chunk.at + chunk.size >= size


def _recording_within(file: BinaryIO, at: int) -> str | None:
    """A second beginning in sound that goes to the end of the file: its header would be heard as a click."""
    before = b""
    file.seek(at)
    while block := before + file.read(_SCAN_BYTES):
        for name, kind in ((b"RIFF", b"WAVE"), (b"FORM", b"AIF")):
            found = block.find(name)
            while found >= 0:
                if block[found + 8 : found + 8 + len(kind)] == kind:
                    return f"another recording begins at byte {at + found:,}"
                found = block.find(name, found + 1)
        if len(block) <= 16:
            return None
        at, before = at + len(block) - 16, block[-16:]
        if len(before) == len(block):
            return None
    return None


def _named(name: bytes) -> bool:
    return len(name) == 4 and all(0x20 <= letter < 0x7F for letter in name)


def _holds_no_sound(chunk: _Chunk, size: int) -> bool:
    """Whether it can be a chunk of notes behind the sound: readable, and within the file."""
    return _named(chunk.name) and chunk.name not in BEGINNINGS and chunk.at + chunk.size <= size


def au_flaw(file: BinaryIO) -> str | None:
    """The same of an AU, whose sound has no name: only another header can be told from it."""
    head = read_at(file, 0, 12)
    end = int.from_bytes(head[4:8], "big") + int.from_bytes(head[8:12], "big")
    begins = end_of_tags(file, end)
    return more_than_it_says(file, begins, None) if read_at(file, begins, 4) in BEGINNINGS else None


def avi_flaw(file: BinaryIO) -> str | None:
    """What is wrong with an AVI: a place where no chunk begins, or a second one behind it."""
    at, size = 0, size_of(file)
    while at + 12 <= size and (head := read_at(file, at, 12))[:4] == b"RIFF":
        if at and head[8:] != b"AVIX":
            return more_than_it_says(file, at, None)
        promised = int.from_bytes(head[4:8], "little")
        # what was never finished has no size yet
        if promised < _UNSIZED and (flaw := breaks_off(file, at + 8 + promised)):
            return flaw
        end = min(size, at + 8 + promised)
        if (broken := _broken_movie(file, at + 12, end)) is not None:
            return f"it is damaged at byte {broken:,}"
        at = end + end % 2
    return surplus(file, at, None)


def _broken_movie(file: BinaryIO, at: int, end: int) -> int | None:
    while at + 12 <= end:
        head = read_at(file, at, 12)
        size = int.from_bytes(head[4:8], "little")
        if not _named(head[:4]):
            return at
        inside = head[:4] == b"LIST" and head[8:] in {b"movi", b"rec "}
        at += 12 if inside else 8 + size + size % 2
    return None


def form_flaw(file: BinaryIO) -> str | None:
    """The same of an IFF, whose outermost chunk holds all others."""
    end = 8 + int.from_bytes(read_at(file, 4, 4), "big")
    return breaks_off(file, end) or surplus(file, end, None)
