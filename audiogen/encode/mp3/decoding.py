"""Any stretch of an MP3's sound, decoded by itself: the same bits that decoding all of the file would give there."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final, Self

import av
import numpy as np

from audiogen.encode.mp3.lame_tag import DECODER_DELAY, ENCODER_DELAY, FRAME_SAMPLES, sound_frames_of
from audiogen.encode.mp3.retag import skip_tag
from audiogen.errors import MediaError

if TYPE_CHECKING:
    from audiogen.audio.samples import Samples

_DELAY_FRAMES: Final = ENCODER_DELAY + DECODER_DELAY
_EARLY_FRAMES: Final = 12
"""MP3 frames that are decoded before a stretch: as far back as a frame's data may begin, at any bit rate."""
_TOGETHER: Final = 50
"""MP3 frames that are handed on at once: 1.2 s."""
_DECODER: Final = "mp3float"


@dataclass(frozen=True, slots=True)
class Mp3Frames:
    """A finished file of `Mp3File`, read."""

    path: Path
    frames_at: int
    """Where in the file its MP3 frames of sound begin, in bytes."""
    size: int
    """Of each of them, in bytes."""
    count: int
    sound_frames: int
    """Frames of sound that its first frame says it holds, at 48 kHz."""

    @classmethod
    def of(cls, path: Path, size: int) -> Self:
        """A file whose frames have this size in bytes.

        Raises:
            OSError: when it cannot be read.
        """
        with path.open("rb") as file:
            skip_tag(file)
            info = file.read(size)
            frames_at = file.tell()
            count = (file.seek(0, 2) - frames_at) // size
        return cls(path, frames_at, size, count, sound_frames_of(info, count))

    def bytes_for(self, start: int, end: int) -> tuple[int, bytes]:
        """The number of the first MP3 frame that is needed to decode a stretch of sound, and all frames for it.

        Args:
            start: first frame of sound, at 48 kHz.
            end: the one after the last.

        Raises:
            OSError: when they cannot be read.
        """
        first = max(0, (start + _DELAY_FRAMES) // FRAME_SAMPLES - _EARLY_FRAMES)
        stop = min(self.count, -(-(end + _DELAY_FRAMES) // FRAME_SAMPLES))
        with self.path.open("rb") as file:
            file.seek(self.frames_at + first * self.size)
            return first, file.read((stop - first) * self.size)

    def decoded(self, first: int, data: bytes, start: int, end: int) -> Iterator[Samples]:
        """The sound of a stretch, in blocks of shape (2, n).

        Args:
            first: the number of the first MP3 frame of `data`.
            data: as `bytes_for` gave it.
            start: first frame of sound.
            end: the one after the last.

        Raises:
            MediaError: when it does not decode.
        """
        at = first * FRAME_SAMPLES - _DELAY_FRAMES
        try:
            for block in _blocks(data, self.size):
                part = block[:, max(0, start - at) : max(0, end - at)]
                at += block.shape[1]
                if part.shape[1]:
                    yield part
        except (av.FFmpegError, ValueError) as error:
            message = f"{self.path} cannot be decoded: {getattr(error, 'strerror', None) or error}"
            raise MediaError(message, hint="Build the episode again.") from error


def _blocks(data: bytes, size: int) -> Iterator[Samples]:
    decoder, waiting = av.CodecContext.create(_DECODER, "r"), av.AudioFifo()
    if not isinstance(decoder, av.AudioCodecContext):
        message = f"{_DECODER} decodes no sound"
        raise TypeError(message)
    for at in range(0, len(data), size):
        for frame in decoder.decode(av.Packet(data[at : at + size])):
            waiting.write(frame)
        while block := waiting.read(_TOGETHER * FRAME_SAMPLES):
            yield np.asarray(block.to_ndarray(), np.float32)
    if rest := waiting.read():
        yield np.asarray(rest.to_ndarray(), np.float32)
