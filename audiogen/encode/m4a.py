"""Blocks of sound → AAC-LC in an MP4 file: what iPhones, car radios and Android play, with a picture and chapters.

FFmpeg's readers, and many players that use them, skip what an edit list puts before the sound, but play what it leaves
out behind it: up to 21 ms of padding. So all the padding goes before: silence is encoded ahead of the sound until the
last packet is full, and the end is exact for everyone.
"""

from __future__ import annotations

from pathlib import Path
from typing import Final

from audiogen.encode.av_file import AvFile, Coding, Container, TagsInFile, copy_packets
from audiogen.encode.behind import BehindWriter
from audiogen.encode.tags import Tags, language_code
from audiogen.units import RATE

_PACKET_FRAMES: Final = 1024
_SHORTEST_FRAMES: Final = _PACKET_FRAMES // 2 + 1
"""FFmpeg's readers drop a last packet of which they must play half or less, when it is the only one."""

_CONTAINER: Final = Container(
    "mp4",
    {
        "brand": "M4A ",
        "movflags": "+faststart",
        "movie_timescale": str(RATE),  # edit lists count in it: with milliseconds the length would be rounded
    },
)


def m4a_writer(path: Path, *, tags: Tags, frames: int, bit_rate_kbps: int) -> BehindWriter:
    """Writes one M4A at about the bit rate that is asked for, with its index before the sound; as `Format.open`.

    Raises:
        ValueError: for fewer than 513 frames.
    """
    if frames < _SHORTEST_FRAMES:
        message = f"cannot write {frames} frames of sound to an M4A; {_SHORTEST_FRAMES} frames is the shortest"
        raise ValueError(message)
    coding = Coding(
        container=_CONTAINER,
        codec="aac",
        sample_format="fltp",
        bit_rate_kbps=bit_rate_kbps,
        # `fast` takes 0.6 of the time, but loses treble: 5 dB above 15 kHz at 128 kbit/s, all of it at 96. Temporal
        # shaping and substituted noise fail for a moment once in minutes: up to 4 dB too loud, and heard as a crack
        codec_options={"aac_coder": "twoloop", "aac_tns": "0", "aac_pns": "0"},
    )
    media = AvFile(path, coding, _in_file(tags), lead_in_frames=-frames % _PACKET_FRAMES)
    return BehindWriter(path, media, frames=frames)


def copy_m4a(source: Path, place: Path, _frames: int, tags: Tags | None, kbps: int | None) -> None:
    """Write an M4A of `m4a_writer` once more, with other tags or none; as `Format.retag` and `Format.copy_sound`."""
    copy_packets(source, place, _CONTAINER, _in_file(tags) if tags else None, told_kbps=kbps)


def _in_file(tags: Tags) -> TagsInFile:
    texts = {
        "title": tags.title,
        "artist": tags.artist,
        "album": tags.album,
        "track": str(tags.track),
        "date": tags.date.isoformat(),
        "genre": tags.genre,
        "comment": tags.comment,
        "description": tags.comment,
        "copyright": tags.copyright and f"{tags.date:%Y} {tags.copyright}",
    }
    return TagsInFile(
        texts={name: text.replace("\x00", "") for name, text in texts.items() if text},
        language=language_code(tags.language),
        chapters=tags.chapters,
        cover_jpeg=tags.cover_jpeg,
    )
