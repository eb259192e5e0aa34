"""Blocks of sound → AAC-LC in an MP4 file: what iPhones, car radios and Android play, with a picture and chapters.

FFmpeg's readers, and many players that use them, skip what an edit list puts before the sound, but play what it leaves
out behind it: up to 21 ms of padding. So all the padding goes before: silence is encoded ahead of the sound until the
last packet is full, and the end is exact for everyone.
"""

from __future__ import annotations

from pathlib import Path
from typing import Final

from audiogen.encode.av_file import AvFile, Coding, Shown
from audiogen.encode.behind import BehindWriter
from audiogen.encode.formats import LOSSY_BIT_RATES_KBPS
from audiogen.encode.tags import Tags, language_code
from audiogen.units import RATE

_PACKET_FRAMES: Final = 1024
_SHORTEST_FRAMES: Final = _PACKET_FRAMES // 2 + 1
"""FFmpeg's readers drop a last packet of which they are to play half or less, when it is the only one."""


class M4aWriter(BehindWriter):
    """Writes one M4A at about the bit rate that is asked for, with its index before the sound."""

    def __init__(self, path: Path, *, tags: Tags, frames: int, bit_rate_kbps: int = 128) -> None:
        """Nothing is written before the `with` block begins.

        Args:
            path: a file to write anew, in a folder that exists.
            tags: what players show.
            frames: how many frames of sound will be written, at 48 kHz; at least 513.
            bit_rate_kbps: one of `LOSSY_BIT_RATES_KBPS`.

        Raises:
            ValueError: for another bit rate, or fewer frames.
        """
        if bit_rate_kbps not in LOSSY_BIT_RATES_KBPS or frames < _SHORTEST_FRAMES:
            message = (
                f"cannot write {frames} frames at {bit_rate_kbps} kbit/s; "
                f"{_SHORTEST_FRAMES} frames is the shortest, the bit rates are {LOSSY_BIT_RATES_KBPS}"
            )
            raise ValueError(message)
        media = AvFile(path, _coding(bit_rate_kbps), _shown(tags), lead_in_frames=-frames % _PACKET_FRAMES)
        super().__init__(path, media, frames=frames)


def _coding(bit_rate_kbps: int) -> Coding:
    return Coding(
        container="mp4",
        codec="aac",
        sample_format="fltp",
        bit_rate_kbps=bit_rate_kbps,
        container_options={
            "brand": "M4A ",
            "movflags": "+faststart",
            "movie_timescale": str(RATE),  # edit lists count in it: with milliseconds the length would be rounded
        },
        # `fast` takes 0.6 of the time, but loses treble: 5 dB above 15 kHz at 128 kbit/s, all of it at 96. Temporal
        # shaping and substituted noise fail for a moment once in minutes: up to 4 dB too loud, and heard as a crack
        codec_options={"aac_coder": "twoloop", "aac_tns": "0", "aac_pns": "0"},
    )


def _shown(tags: Tags) -> Shown:
    texts = {
        "title": tags.title,
        "artist": tags.artist,
        "album": tags.album,
        "track": f"{tags.track}/{tags.tracks}",
        "date": tags.date.isoformat(),
        "genre": tags.genre,
        "comment": tags.comment,
        "description": tags.comment,
        "copyright": tags.copyright and f"{tags.date:%Y} {tags.copyright}",
    }
    return Shown(
        texts={name: text.replace("\x00", "") for name, text in texts.items() if text},
        language=language_code(tags.language),
        chapters=tags.chapters,
        cover_jpeg=tags.cover_jpeg,
    )
