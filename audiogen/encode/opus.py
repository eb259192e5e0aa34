"""Blocks of sound → Opus in an Ogg file: the best sound for its size, on Android and in browsers.

The last page of an Ogg file states where the sound ends, and the first how much to skip (RFC 7845):
the length is exact.
"""

from __future__ import annotations

from pathlib import Path
from typing import Final

from audiogen.encode.av_file import AvFile, Coding, Container, TagsInFile, copy_packets
from audiogen.encode.behind import BehindWriter
from audiogen.encode.tags import Tags
from audiogen.encode.vorbis_comments import picture_comment, vorbis_comments

_CONTAINER: Final = Container(
    "ogg",
    # a fixed serial number instead of a random one; it must differ only between streams of the same file
    {"serial_offset": "1"},
)


def opus_writer(path: Path, *, tags: Tags, frames: int, bit_rate_kbps: int) -> BehindWriter:
    """Writes one Ogg Opus file at about the bit rate that is asked for; as `Format.open`."""
    coding = Coding(
        container=_CONTAINER,
        codec="libopus",
        sample_format="flt",
        bit_rate_kbps=bit_rate_kbps,
    )
    return BehindWriter(path, AvFile(path, coding, _in_file(tags)), frames=frames)


def copy_opus(source: Path, place: Path, _frames: int, tags: Tags | None, _kbps: int | None) -> None:
    """Write an Ogg Opus file once more, with other tags or none; as `Format.retag` and `Format.copy_sound`."""
    copy_packets(source, place, _CONTAINER, _in_file(tags) if tags else None)


def _in_file(tags: Tags) -> TagsInFile:
    cover = picture_comment(tags.cover_jpeg) if tags.cover_jpeg is not None else {}
    return TagsInFile(texts=vorbis_comments(tags) | cover)
