"""MP3s that really play, of any length, for the price of encoding some seconds of sound."""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path
from typing import Final

import numpy as np

from audiogen.encode.mp3.id3 import id3_tag
from audiogen.encode.mp3.lame import QUALITY, Lame
from audiogen.encode.mp3.lame_tag import ENCODER_DELAY, FRAME_SAMPLES, FrameStream, crc16, frame_bytes, info_frame
from audiogen.encode.tags import Tags
from audiogen.manifest import Media, file_of
from audiogen.units import RATE

_ENCODED_S: Final = 4
_DECODER_DELAY: Final = 529


@cache
def mp3_frames(seconds: float, kbps: int = 128, hertz: int = 220) -> bytes:
    """The content of an MP3 without tags, of a quiet tone that lasts exactly as long."""
    frames = round(seconds * RATE)
    count = -(-(ENCODER_DELAY + _DECODER_DELAY + frames) // FRAME_SAMPLES)
    piece, size = _encoded(kbps, hertz), frame_bytes(kbps)
    # a stream of LAME's needs no bits of what stands before it, so it may follow on itself
    stream = (piece * -(-count * size // len(piece)))[: count * size]
    first = FrameStream(stream[:4], kbps, count, frames, crc16(stream), QUALITY)
    return info_frame(first) + stream


class SoundFolder:
    """A dist/ that sound is put into; what several tracks share lies on the disk once."""

    def __init__(self, dist: Path) -> None:
        self._dist = dist
        self._there: dict[str, Path] = {}
        (dist / "episodes").mkdir(parents=True)

    def put(self, name: str, seconds: float, content: bytes, *, tags: Tags | None, ending: str) -> Media:
        """Put an MP3 there, under the name that a build would give it.

        Args:
            name: of the track.
            seconds: how long it sounds.
            content: what `mp3_frames` has made.
            tags: what stands before the sound; None for a file of the page, which has none.
            ending: of the file's name.
        """
        whole = (id3_tag(tags, seconds) if tags else b"") + content
        sha256 = hashlib.sha256(whole).hexdigest()
        file = file_of(name, sha256, ending)
        if sha256 in self._there:
            (self._dist / file).hardlink_to(self._there[sha256])
        else:
            (self._dist / file).write_bytes(whole)
            self._there[sha256] = self._dist / file
        return Media(
            file=file,
            mime="audio/mpeg",
            size_bytes=len(whole),
            frames=round(seconds * RATE),
            duration_s=seconds,
            bit_rate=round(len(content) * 8 / seconds),
            sha256=sha256,
        )


@cache
def _encoded(kbps: int, hertz: int) -> bytes:
    lame, t = Lame(kbps), np.arange(_ENCODED_S * RATE) / RATE
    tone = (0.05 * np.sin(2 * np.pi * hertz * t)).astype(np.float32)
    return lame.encode(np.stack([tone, tone])) + lame.flush()
