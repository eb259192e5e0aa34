"""Blocks of sound → Opus in an Ogg file: the best sound for its size, on Android and in browsers.

The last page of an Ogg file tells where the sound ends, and the first how much to skip (RFC 7845): the length is exact.
"""

from __future__ import annotations

from pathlib import Path
from typing import Final

from audiogen.encode.av_file import AvFile, Coding, Shown
from audiogen.encode.behind import BehindWriter
from audiogen.encode.formats import LOSSY_BIT_RATES_KBPS
from audiogen.encode.tags import Tags
from audiogen.encode.vorbis_comments import picture_comment, vorbis_comments

_SERIAL: Final = "1"
"""Of the one stream in the file; it must differ only between streams of the same file."""


class OpusWriter(BehindWriter):
    """Writes one Ogg Opus file at about the bit rate that is asked for."""

    def __init__(self, path: Path, *, tags: Tags, frames: int, bit_rate_kbps: int = 96) -> None:
        """Nothing is written before the `with` block begins.

        Args:
            path: a file to write anew, in a folder that exists.
            tags: what players show.
            frames: how many frames of sound will be written, at 48 kHz; at least 1.
            bit_rate_kbps: one of `LOSSY_BIT_RATES_KBPS`.

        Raises:
            ValueError: for another bit rate, or no frames at all.
            MediaError: when the tags do not fit into an Opus file.
        """
        if bit_rate_kbps not in LOSSY_BIT_RATES_KBPS:
            message = f"cannot write {bit_rate_kbps} kbit/s; the bit rates are {LOSSY_BIT_RATES_KBPS}"
            raise ValueError(message)
        cover = picture_comment(tags.cover_jpeg) if tags.cover_jpeg is not None else {}
        media = AvFile(path, _coding(bit_rate_kbps), Shown(texts=vorbis_comments(tags) | cover))
        super().__init__(path, media, frames=frames)


def _coding(bit_rate_kbps: int) -> Coding:
    return Coding(
        container="ogg",
        codec="libopus",
        sample_format="flt",
        bit_rate_kbps=bit_rate_kbps,
        container_options={"serial_offset": _SERIAL},
    )
