"""What a finished file says of itself: format, tags, cover and chapters, read as players read them."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import av
from av.container import InputContainer

from audiogen.encode.read_back import read_tags
from audiogen.errors import MediaError

_CARRYING_CHAPTERS: Final = frozenset({".mp3", ".m4a", ".m4b", ".mp4", ".ogg", ".opus", ".flac", ".wav"})
"""What chapters are written into; few players look for them in the last two."""


@dataclass(frozen=True, slots=True)
class OwnChapter:
    """A chapter as the file has it."""

    start_s: float
    end_s: float
    title: str


@dataclass(frozen=True, slots=True)
class FileFacts:
    """What a file is, and what it says of itself."""

    size_bytes: int
    sha256: str
    bit_rate: int
    """Bits per second; of an MP3 those of its sound, of others with cover and tags, as their manifests have it."""
    title: str
    artist: str
    album: str
    has_cover: bool
    chapters: tuple[OwnChapter, ...]
    carries_chapters: bool
    """Whether a file of its kind has a place for them."""


def _bit_rate(container: InputContainer) -> int:
    """A cover of 300 kB is a third of a short MP3."""
    sound = container.streams.audio[0] if container.streams.audio else None
    of_sound = sound.bit_rate if sound and sound.codec_context.name.startswith("mp3") else None
    return int(of_sound or container.bit_rate or 0)


def file_facts(path: Path) -> FileFacts:
    """The facts of a media file.

    Raises:
        MediaError: when there is none, or no player could open it.
    """
    try:
        size_bytes = path.stat().st_size
        with path.open("rb") as file:
            sha256 = hashlib.file_digest(file, "sha256").hexdigest()
        with av.open(path) as container:
            sound = container.streams.audio[0] if container.streams.audio else None
            tags = {**(dict(sound.metadata) if sound else {}), **container.metadata}
            tags = {name.lower(): text for name, text in tags.items()}
            return FileFacts(
                size_bytes=size_bytes,
                sha256=sha256,
                bit_rate=_bit_rate(container),
                title=tags.get("title", ""),
                artist=tags.get("artist", ""),
                album=tags.get("album", ""),
                has_cover=bool(container.streams.video) or "metadata_block_picture" in tags,
                chapters=tuple(OwnChapter(each.start_s, each.end_s, each.title) for each in read_tags(path).chapters),
                carries_chapters=path.suffix.lower() in _CARRYING_CHAPTERS,
            )
    except FileNotFoundError as error:
        message = f"{path} is missing, though its manifest names it"
        raise MediaError(message, hint="Run `audiogen build`: it makes the episode anew.") from error
    except (OSError, av.FFmpegError) as error:
        message = f"{path} cannot be opened: {error.strerror or error}"
        raise MediaError(message, hint="Build the episode again; the file was damaged after it was made.") from error
