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


def copy_mp3(source: Path, place: Path, frames: int, tags: Tags | None, _kbps: int | None) -> None:
    """Write an MP3 of `Mp3File` once more, with other tags or none; as `Format.retag` and `Format.copy_sound`."""
    tag = b"" if tags is None else id3_tag(tags, to_seconds(frames))
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
