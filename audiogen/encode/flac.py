"""Blocks of sound → FLAC of 24 bits: nothing is lost, in about half the size of a WAV."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from audiogen.encode.av_file import AvFile, Coding, Container, TagsInFile, copy_packets
from audiogen.encode.behind import BehindWriter
from audiogen.encode.tags import Tags
from audiogen.encode.vorbis_comments import vorbis_comments

_CODING: Final = Coding(
    container=Container("flac"),
    codec="flac",
    sample_format="s32",
    bit_rate_kbps=None,
    codec_options={"bits_per_raw_sample": "24"},
)

_WITHOUT_ROOM: Final = Container("flac", {"metadata_header_padding": "0"})
"""For tags that somebody may add: the writer leaves 8 kB."""


def flac_writer(path: Path, *, tags: Tags, frames: int) -> BehindWriter:
    """Writes one FLAC file; as `Format.open`."""
    return BehindWriter(path, AvFile(path, _CODING, _in_file(tags)), frames=frames)


def copy_flac(source: Path, place: Path, _frames: int, tags: Tags | None, _kbps: None) -> None:
    """Write a FLAC of `flac_writer` once more, with other tags or none; as `Format.retag` and `Format.copy_sound`."""
    if tags is None:
        copy_packets(source, place, _WITHOUT_ROOM, None)
    else:
        copy_packets(source, place, _CODING.container, _in_file(tags))


def _in_file(tags: Tags) -> TagsInFile:
    return TagsInFile(texts=vorbis_comments(tags), cover_jpeg=tags.cover_jpeg)
