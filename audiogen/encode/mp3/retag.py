"""An MP3 with another tag before the same frames, or none: neither sound nor the frame before it knows of the tag."""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from typing import BinaryIO, Final

from audiogen.encode.behind import written_whole
from audiogen.encode.mp3.id3 import id3_tag
from audiogen.encode.tags import Tags
from audiogen.units import to_seconds

_HEADER_BYTES: Final = 10


def write_retagged(source: Path, place: Path, tags: Tags, frames: int) -> None:
    """Write an MP3 of `Mp3File` once more, with other tags.

    Args:
        source: the finished file.
        place: a file to write anew, in a folder that exists.
        tags: what players show.
        frames: how many frames of sound the file holds, at 48 kHz.

    Raises:
        MediaError: when the tags do not fit into an MP3.
        OutputError: when it cannot be read or written.
    """
    _copy(source, place, id3_tag(tags, to_seconds(frames)))


def copy_mp3(source: Path, place: Path, _frames: int) -> None:
    """Write an MP3 of `Mp3File` once more, without tags; as `Format.copy_sound`."""
    _copy(source, place, b"")


def _copy(source: Path, place: Path, tag: bytes) -> None:
    with written_whole(place), source.open("rb") as before, place.open("xb") as file:
        skip_tag(before)
        file.write(tag)
        shutil.copyfileobj(before, file)
        file.flush()
        os.fsync(file.fileno())


def skip_tag(file: BinaryIO) -> None:
    """Go to the first frame of a file that begins with a tag; its size stands in four bytes of seven bits each."""
    header = file.read(_HEADER_BYTES)
    size = 0
    for byte in header[6:]:
        size = size << 7 | byte
    file.seek(_HEADER_BYTES + size)
