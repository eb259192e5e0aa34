"""What may follow the sound of a file, or stand before it, without being sound: padding and tags."""

from __future__ import annotations

from typing import BinaryIO, Final

from audiogen.units import clock

_UNKNOWN_BYTES: Final = 1 << 40
"""Programs that write without knowing the end put the greatest number that fits where a size stands."""
_SLACK_BYTES: Final = 64
"""So little is not worth a word, whatever it is."""
_BLOCK_BYTES: Final = 1 << 16
_ID3V1_BYTES: Final = 128
_APE_HEAD_BYTES: Final = 32
BEGINNINGS: Final = (
    *(b"RIFF", b"RIFX", b"RF64", b"BW64", b"riff", b"FORM", b"caff", b".snd"),
    *(b"fLaC", b"OggS", b"wvpk", b"TTA1", b"MAC ", b"\x1a\x45\xdf\xa3"),
)
"""How files of sound begin."""


def size_of(file: BinaryIO) -> int:
    """Bytes of an open file."""
    return file.seek(0, 2)


def read_at(file: BinaryIO, at: int, count: int) -> bytes:
    """Some bytes of an open file, fewer at its end."""
    file.seek(at)
    return file.read(count)


def end_of_tags(file: BinaryIO, at: int) -> int:
    """Where something else begins behind tags and padding; the file's size when nothing does."""
    size = size_of(file)
    while at < size:
        after = min(size, _after_one(file, at, size))
        if after == at:
            return at
        at = after
    return size


def _after_one(file: BinaryIO, at: int, size: int) -> int:
    head = read_at(file, at, _APE_HEAD_BYTES)
    if head[:1] == b"\0":
        return _after_zeros(file, at)
    if head[:3] == b"ID3" and len(head) >= 10 and not any(byte & 0x80 for byte in head[6:10]):
        footer = 10 * bool(head[5] & 0x10)
        return at + 10 + sum(byte << 7 * place for place, byte in enumerate(reversed(head[6:10]))) + footer
    if head[:8] == b"APETAGEX" and len(head) == _APE_HEAD_BYTES:
        has_header = int.from_bytes(head[20:24], "little") & 1 << 29  # this is the header, its items and footer follow
        return at + _APE_HEAD_BYTES + (int.from_bytes(head[12:16], "little") if has_header else 0)
    if head[:11] == b"LYRICSBEGIN":
        return size - _ID3V1_BYTES if read_at(file, size - _ID3V1_BYTES, 3) == b"TAG" else size
    if head[:4] == b"TAG+":
        return at + 227
    return size if head[:3] == b"TAG" and size - at <= _ID3V1_BYTES else at


def _after_zeros(file: BinaryIO, at: int) -> int:
    file.seek(at)
    while block := file.read(_BLOCK_BYTES):
        rest = block.lstrip(b"\0")
        if rest:
            return at + len(block) - len(rest)
        at += len(block)
    return at


def surplus(file: BinaryIO, at: int, end_s: float | None) -> str | None:
    """What is wrong when something other than tags and padding stands behind the end of the sound.

    Args:
        file: the file.
        at: where its sound ends, by its own account.
        end_s: the same, in seconds of its sound; None when that is not known.
    """
    size = size_of(file)
    found = end_of_tags(file, at)
    if size - found < _SLACK_BYTES:
        return None
    return more_than_it_says(file, found, end_s)


def more_than_it_says(file: BinaryIO, at: int, end_s: float | None) -> str:
    """The sentence on what begins at a byte behind the end of the sound."""
    head = read_at(file, at, 12)
    begins = head.startswith(BEGINNINGS) or head[4:8] == b"ftyp"
    what = "another recording begins there" if begins else "what they hold would not be heard"
    when = "" if end_s is None else f" at {clock(end_s)}"
    count = size_of(file) - at
    return f"its sound ends{when} by its own account, but {count:,} bytes follow from byte {at:,} on; {what}"


def breaks_off(file: BinaryIO, end: int) -> str | None:
    """What is wrong when a file ends before the sound in it does, by its own account."""
    missing = end - size_of(file)
    if missing < _SLACK_BYTES or end > _UNKNOWN_BYTES:
        return None
    return f"it breaks off: {missing:,} of its {end:,} bytes are missing"
