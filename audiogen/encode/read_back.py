"""What a finished file says of itself: title, chapters and cover, as a player reads them. The sound is not decoded."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import av
from av.audio.stream import AudioStream
from av.container import InputContainer
from av.stream import Disposition

from audiogen.encode.tags import Chapter
from audiogen.errors import MediaError
from audiogen.units import to_seconds

_HINT: Final = "Build the episode again; if the message stays, the file was damaged after it was made."


@dataclass(frozen=True, slots=True)
class FileTags:
    """What is said inside a media file; texts that are missing are empty."""

    title: str
    artist: str
    album: str
    chapters: tuple[Chapter, ...]
    """In order of time; to the millisecond, or better where the format tells more."""
    cover: bytes | None
    """The picture's own bytes; None when there is none."""


def read_tags(path: Path) -> FileTags:
    """Title, artist, album, chapters and cover of an MP3, M4A, Opus, FLAC or WAV.

    Raises:
        MediaError: when the file cannot be read, or holds no sound.
    """
    try:
        with av.open(str(path.absolute()), metadata_errors="replace") as container:
            if not container.streams.audio or not container.streams.audio[0].rate:
                message = f"{path} holds no sound"
                raise MediaError(message, hint=_HINT)
            return _tags(container)
    except av.FFmpegError as error:
        message = f"{path} cannot be read: {error.strerror}"
        raise MediaError(message, hint=_HINT) from error


def _tags(container: InputContainer) -> FileTags:
    # Ogg keeps texts with its stream, the others with the file
    texts = _lower(container.streams.audio[0].metadata) | _lower(container.metadata)
    return FileTags(
        title=texts.get("title", ""),
        artist=texts.get("artist", ""),
        album=texts.get("album", ""),
        chapters=_chapters(container),
        cover=_cover(container),
    )


def _chapters(container: InputContainer) -> tuple[Chapter, ...]:
    latest_s = _opus_length_s(container.streams.audio[0])
    found = []
    for each in container.chapters():
        tick_s = each["time_base"] or 0
        title = _lower(each["metadata"]).get("title", "")
        found.append(Chapter(title, float(each["start"] * tick_s), min(float(each["end"] * tick_s), latest_s)))
    return tuple(sorted(found, key=lambda chapter: chapter.start_s))


def _opus_length_s(sound: AudioStream) -> float:
    """How long Opus sounds: FFmpeg ends its last chapter too late, by what is skipped (RFC 7845, section 5.1).

    Infinite for other formats, which tell where chapters end.
    """
    head = sound.codec_context.extradata
    if sound.codec_context.name != "opus" or head is None or sound.duration is None:
        return float("inf")
    return to_seconds(sound.duration - int.from_bytes(head[10:12], "little"))


def _cover(container: InputContainer) -> bytes | None:
    for stream in container.streams.video:
        if stream.disposition & Disposition.attached_pic:
            for packet in container.demux(stream):
                return bytes(packet) or None
    return None


def _lower(texts: Mapping[str, str]) -> dict[str, str]:
    return {name.lower(): text for name, text in texts.items()}
