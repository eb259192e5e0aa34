"""What a file of sound promises, held against the bytes that lie in it. Nothing is decoded.

A container may promise less than it holds (two files joined, a size that was never put right) or hold less than it
promises (a place that was overwritten). Players pass over both without a word.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Final

from audiogen.audio.containers.boxes import box_flaw
from audiogen.audio.containers.chunks import au_flaw, avi_flaw, chunk_flaw, form_flaw
from audiogen.audio.containers.ebml import Clusters
from audiogen.audio.containers.frames import FrameRow, Parse, adts_frame, mpeg_frame
from audiogen.audio.containers.ogg import OggPages
from audiogen.audio.containers.sized import amr_flaw, sox_flaw, tta_flaw, voc_flaw, wavpack_flaw
from audiogen.audio.containers.tails import more_than_it_says, read_at, size_of

_OWN_BYTES: Final = 12
"""So much of how a file begins is the same in another one of its kind, from the same program."""
_SCAN_BYTES: Final = 1 << 20
_KINDS: Final = {
    b"caff": "caf",
    b"OggS": "ogg",
    b"fLaC": "flac",
    b"riff": "w64",
    b"RF64": "wav",
    b"\x1a\x45\xdf\xa3": "matroska",
}


@dataclass(frozen=True, slots=True)
class Content:
    """What was found in a file."""

    flaw: str | None
    """What is wrong with it, as a clause; None when nothing is."""
    links: tuple[tuple[int, int], ...]
    """First byte, and the byte after the last, of each recording in it, where several may stand behind each other."""


def content_of(path: Path, kind: str) -> Content:
    """What lies in a file.

    Args:
        path: the file.
        kind: as FFmpeg calls it.
    """
    with path.open("rb") as file:
        size = size_of(file)
        if kind in _LINKED:
            flaw, links = _LINKED[kind](file)
        else:
            examine = _EXAMINED.get(kind.split(",", maxsplit=1)[0], _twice_begun)
            flaw, links = examine(file), []
    begins = links or [0]
    return Content(flaw, tuple(zip(begins, [*begins[1:], size], strict=True)))


def kind_of(path: Path) -> str | None:
    """As FFmpeg calls it, when the first bytes tell; None when only FFmpeg can say."""
    with path.open("rb") as file:
        return _KINDS.get(file.read(4))


def _ogg(file: BinaryIO) -> tuple[str | None, list[int]]:
    pages = OggPages(file)
    return pages.flaw, pages.links


def _frames(parse: Parse) -> Callable[[BinaryIO], tuple[str | None, list[int]]]:
    def examine(file: BinaryIO) -> tuple[str | None, list[int]]:
        row = FrameRow(file, parse)
        return row.flaw, row.links

    return examine


def _twice_begun(file: BinaryIO) -> str | None:
    """A second beginning like the first, which decoders pass over, or do not come to."""
    own = read_at(file, 0, _OWN_BYTES)
    at = len(own)
    before = b""
    file.seek(at)
    while block := file.read(_SCAN_BYTES):
        found = (before + block).find(own)
        if found >= 0:
            return more_than_it_says(file, at - len(before) + found, None)
        at, before = at + len(block), (before + block)[-_OWN_BYTES + 1 :]
    return None


def _nothing(_file: BinaryIO) -> None:
    """For what needs no looking at: every byte of it is decoded."""


_LINKED: Final = {"ogg": _ogg, "mp3": _frames(mpeg_frame), "aac": _frames(adts_frame)}
_EXAMINED: Final[dict[str, Callable[[BinaryIO], str | None]]] = {
    **dict.fromkeys(("wav", "w64", "aiff", "caf"), chunk_flaw),
    "au": au_flaw,
    "avi": avi_flaw,
    "iff": form_flaw,
    "voc": voc_flaw,
    "sox": sox_flaw,
    "wv": wavpack_flaw,
    "tta": tta_flaw,
    "amr": amr_flaw,
    "mov": box_flaw,
    "matroska": lambda file: Clusters(file).flaw,
    **dict.fromkeys(("loas", "ac3", "eac3", "dts", "mpeg", "mpegts"), _nothing),
}
