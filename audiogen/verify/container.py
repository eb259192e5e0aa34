"""What a finished file says of itself: size, checksum, tags, cover and chapters, read as players read them."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from audiogen.encode.read_back import FileTags, read_tags
from audiogen.errors import MediaError

_CARRYING_CHAPTERS: Final = frozenset({".mp3", ".m4a", ".m4b", ".mp4", ".ogg", ".opus", ".flac", ".wav"})
"""What chapters are written into; few players look for them in the last two."""


@dataclass(frozen=True, slots=True)
class FileFacts:
    """What a file is, and what it says of itself."""

    size_bytes: int
    sha256: str
    tags: FileTags
    carries_chapters: bool
    """Whether a file of its kind has a place for them."""


def file_facts(path: Path) -> FileFacts:
    """The facts of a media file.

    Raises:
        MediaError: when there is none, or no player could open it.
    """
    try:
        size_bytes = path.stat().st_size  # first, since FFmpeg's error would not say that the file is missing
        with path.open("rb") as file:
            sha256 = hashlib.file_digest(file, "sha256").hexdigest()
        return FileFacts(size_bytes, sha256, read_tags(path), path.suffix.lower() in _CARRYING_CHAPTERS)
    except FileNotFoundError as error:
        message = f"{path} is missing, though its manifest names it"
        raise MediaError(message, hint="Run `audiogen build`: it makes the episode anew.") from error
    except OSError as error:
        message = f"{path} cannot be opened: {error.strerror or error}"
        raise MediaError(message, hint="Build the episode again; the file was damaged after it was made.") from error
