"""The tags of a finished file: title, chapters and cover, as a player reads them. The sound is not decoded."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import av
from av.audio.stream import AudioStream
from av.container import InputContainer
from av.stream import Disposition

from audiogen.audio.containers.opening import opened
from audiogen.encode.tags import ChapterTag
from audiogen.errors import MediaError
from audiogen.units import to_seconds

_HINT: Final = "Build the episode again; the file was damaged after it was made."


@dataclass(frozen=True, slots=True)
class FileTags:
    """The tags inside a media file; texts that are missing are empty."""

    title: str
    artist: str
    album: str
    chapters: tuple[ChapterTag, ...]
    """In order of time; to the millisecond, or better where the format holds more digits."""
    cover: bytes | None
    """The picture's own bytes; None when there is none."""
    bit_rate: int
    """Bits per second; of an MP3 those of its sound, of others with cover and tags, as their manifests have it."""


def read_tags(path: Path) -> FileTags:
    """Title, artist, album, chapters, cover and bit rate of an MP3, M4A, Opus, FLAC or WAV.

    Raises:
        MediaError: when the file cannot be read, or holds no sound.
    """
    try:
        with opened(path) as container:
            if not container.streams.audio or not container.streams.audio[0].rate:
                message = f"{path} holds no sound"
                raise MediaError(message, hint=_HINT)
            # Ogg keeps texts with its stream, the others with the file
            texts = _lower(container.streams.audio[0].metadata) | _lower(container.metadata)
            return FileTags(
                title=texts.get("title", ""),
                artist=texts.get("artist", ""),
                album=texts.get("album", ""),
                chapters=_chapters(container),
                cover=_cover(container),
                bit_rate=_bit_rate(container),
            )
    except (av.FFmpegError, OSError, ValueError) as error:
        message = f"{path} cannot be opened: {getattr(error, 'strerror', None) or error}"
        raise MediaError(message, hint=_HINT) from error


def _chapters(container: InputContainer) -> tuple[ChapterTag, ...]:
    latest_s = _opus_length_s(container.streams.audio[0])
    found = []
    for each in container.chapters():
        tick_s = each["time_base"] or 0
        title = _lower(each["metadata"]).get("title", "")
        found.append(ChapterTag(title, float(each["start"] * tick_s), min(float(each["end"] * tick_s), latest_s)))
    return tuple(sorted(found, key=lambda chapter: chapter.start_s))


def _opus_length_s(sound: AudioStream) -> float:
    """How long Opus sounds: FFmpeg ends its last chapter too late, by what is skipped (RFC 7845, section 5.1).

    Infinite for other formats, which hold the end of each chapter.
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


def _bit_rate(container: InputContainer) -> int:
    # a cover of 300 kB is a third of a short MP3
    sound = container.streams.audio[0]
    of_sound = sound.bit_rate if sound.codec_context.name.startswith("mp3") else None
    return int(of_sound or container.bit_rate or 0)


def _lower(texts: Mapping[str, str]) -> dict[str, str]:
    return {name.lower(): text for name, text in texts.items()}
