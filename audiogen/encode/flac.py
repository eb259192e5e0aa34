"""Blocks of sound → FLAC of 24 bits: nothing is lost, in about half the size of a WAV."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from audiogen.encode.av_file import AvFile, Coding, Shown
from audiogen.encode.behind import BehindWriter
from audiogen.encode.tags import Tags
from audiogen.encode.vorbis_comments import vorbis_comments

_CODING: Final = Coding(
    container="flac",
    codec="flac",
    sample_format="s32",
    bit_rate_kbps=None,
    codec_options={"bits_per_raw_sample": "24"},
)


class FlacWriter(BehindWriter):
    """Writes one FLAC file."""

    def __init__(self, path: Path, *, tags: Tags, frames: int) -> None:
        """Nothing is written before the `with` block begins.

        Args:
            path: a file to write anew, in a folder that exists.
            tags: what players show.
            frames: how many frames of sound will be written, at 48 kHz; at least 1.

        Raises:
            ValueError: for no frames at all.
            MediaError: when the tags do not fit into a FLAC file.
        """
        shown = Shown(texts=vorbis_comments(tags), cover_jpeg=tags.cover_jpeg)
        super().__init__(path, AvFile(path, _CODING, shown), frames=frames)
