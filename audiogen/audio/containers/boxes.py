"""MP4, M4A, MOV and 3GP (ISO/IEC 14496-12): boxes with a size and a name, one of which says where all sound lies."""

from __future__ import annotations

from typing import BinaryIO, Final, NamedTuple

from audiogen.audio.containers.tails import more_than_it_says, read_at, size_of, surplus

_AT_TOP: Final = frozenset(
    (
        *(b"ftyp", b"moov", b"mdat", b"free", b"skip", b"wide", b"uuid", b"meta", b"moof", b"mfra", b"sidx", b"styp"),
        *(b"pdin", b"ssix", b"prft", b"emsg", b"udta", b"junk", b"pnot", b"PICT", b"pict", b"bloc", b"ifoo", b"imda"),
        *(b"beam", b"thum", b"smta"),
    )
)
"""Boxes that stand beside each other in a file."""


class _Atom(NamedTuple):
    name: bytes
    at: int
    size: int
    """With its head."""


def box_flaw(file: BinaryIO) -> str | None:
    """What is wrong with the boxes of a file, as a clause; None when nothing is.

    A file that breaks off is no matter of this: how much of it can be read tells that.
    """
    at, size, seen = 0, size_of(file), set[bytes]()
    while at < size:
        box = _box_at(file, at, size)
        if box is None:
            return _instead_of_a_box(file, at, seen)
        if box.name in {b"ftyp", b"moov"} and box.name in seen:
            # players read the first index alone
            return more_than_it_says(file, at, None)
        seen.add(box.name)
        at += box.size
    return None


def sound_bytes(file: BinaryIO) -> int:
    """Bytes that the boxes for sound and pictures hold together, as far as they lie in the file."""
    at, size, count = 0, size_of(file), 0
    while at < size and (box := _box_at(file, at, size)):
        if box.name == b"mdat":
            count += min(box.size, size - at) - _head_bytes(file, at)
        at += box.size
    return count


def lacks_index(file: BinaryIO) -> bool:
    """Whether it has lost the box that says where everything is (section 4.2), and breaks off."""
    at, size, names = 0, size_of(file), set[bytes]()
    while at < size and (head := read_at(file, at, 16))[4:8].isalnum():
        names.add(head[4:8])
        length = int.from_bytes(head[:4], "big")
        at += int.from_bytes(head[8:16], "big") if length == 1 else max(8, length)
    return b"ftyp" in names and b"moov" not in names


def _box_at(file: BinaryIO, at: int, size: int) -> _Atom | None:
    head = read_at(file, at, 16)
    length = int.from_bytes(head[:4], "big")
    if length == 1:
        length = int.from_bytes(head[8:16], "big")
    elif length == 0:
        length = size - at  # the last one may leave its size open
    # makers have names of their own: a size that fits tells a box from what only looks like one
    named = head[4:8].isalnum() and head[4:8].isascii() and at + length <= size
    known = (head[4:8] in _AT_TOP or named) and length >= 8
    return _Atom(head[4:8], at, length) if known else None


def _head_bytes(file: BinaryIO, at: int) -> int:
    return 16 if read_at(file, at, 4) == b"\0\0\0\1" else 8


def _instead_of_a_box(file: BinaryIO, at: int, seen: set[bytes]) -> str | None:
    found = surplus(file, at, None)
    if found and b"moof" in seen:
        return f"it is damaged at byte {at:,}"
    return found
