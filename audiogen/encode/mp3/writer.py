"""Blocks of sound → an MP3 file of constant bit rate, exact to the sample in length and place.

Tags come first in the file, then a frame that says how much sound follows, then the sound. The file is put together
here, around the frames of lameenc: PyAV's LAME takes 3.2 to 3.6 times the CPU for the same sound, and the frame that
its muxer writes before the sound is wrong.
"""

from __future__ import annotations

import os
import threading
from contextlib import ExitStack
from typing import TYPE_CHECKING, Final

from audiogen.encode.behind import BehindWriter, disk_errors
from audiogen.encode.mp3.id3 import id3_tag
from audiogen.encode.mp3.lame import QUALITY, Lame
from audiogen.encode.mp3.lame_tag import FrameStream, crc16, frame_bytes, info_frame
from audiogen.units import to_seconds

if TYPE_CHECKING:
    from pathlib import Path
    from typing import BinaryIO

    from audiogen.audio.samples import Samples
    from audiogen.encode.tags import Tags

_READ_BYTES: Final = 1 << 20


def mp3_writer(path: Path, *, tags: Tags, frames: int, bit_rate_kbps: int) -> BehindWriter:
    """Writes one MP3 by one encoder; as `Format.open`."""
    mp3 = Mp3File(path, tags=tags, frames=frames, bit_rate_kbps=bit_rate_kbps)
    return BehindWriter(path, _OneEncoderFile(mp3, Lame(bit_rate_kbps)), frames=frames)


class Mp3File:
    """One MP3 file, to be filled with the frames of one encoder or of several: an `OpenFile`."""

    def __init__(self, path: Path, *, tags: Tags, frames: int, bit_rate_kbps: int) -> None:
        """Nothing is written before `begin`.

        Args:
            path: a file to write anew, in a folder that exists.
            tags: what players show.
            frames: how many frames of sound the file will hold, at 48 kHz; at least 1.
            bit_rate_kbps: one of `audiogen.encode.formats.LOSSY_BIT_RATES_KBPS`.

        Raises:
            MediaError: when the tags do not fit into an MP3.
        """
        self._path = path
        self._frames = frames
        self._bit_rate_kbps = bit_rate_kbps
        self._tag = id3_tag(tags, to_seconds(frames))
        self._placing = threading.Lock()
        self._opened = ExitStack()
        self._file: BinaryIO

    @property
    def frames_at(self) -> int:
        """Where in the file its MP3 frames of sound begin, in bytes."""
        return len(self._tag) + frame_bytes(self._bit_rate_kbps)

    def begin(self) -> None:
        """Open the file, and leave room for the first frame, which can only be known at the end."""
        self._file = self._opened.enter_context(self._path.open("w+b"))
        self._file.write(self._tag + bytes(frame_bytes(self._bit_rate_kbps)))

    def append(self, data: bytes) -> None:
        """Take the next MP3 frames."""
        self._file.write(data)

    def put_at(self, frame: int, data: bytes) -> None:
        """Take MP3 frames in any order; from any thread.

        Args:
            frame: which of the file's MP3 frames of sound the first of them is.
            data: whole frames.

        Raises:
            OutputError: when they cannot be written.
        """
        # locked, since seek and write of two encoders must not interleave
        with self._placing, disk_errors(self._path):
            self._file.seek(self.frames_at + frame * frame_bytes(self._bit_rate_kbps))
            self._file.write(data)

    def finish(self) -> None:
        """Fill in the first frame; afterwards the file is complete, on the disk and closed."""
        with self._opened:
            first = info_frame(self._stream())
            self._file.seek(len(self._tag))
            self._file.write(first)
            self._file.flush()
            os.fsync(self._file.fileno())

    def abandon(self) -> None:
        """Close the file, if it is open."""
        self._opened.close()

    def _stream(self) -> FrameStream:
        """What the file holds, read back from it: segments may have been put there in any order."""
        size = frame_bytes(self._bit_rate_kbps)
        self._file.seek(self.frames_at)
        # in parts: a session of an hour is 58 MB
        crc, length, header = 0, 0, b""
        while data := self._file.read(_READ_BYTES):
            header = header or data[:4]
            crc = crc16(data, crc)
            length += len(data)
        return FrameStream(
            first_header=header,
            bit_rate_kbps=self._bit_rate_kbps,
            mp3_frames=length // size,
            sound_frames=self._frames,
            crc=crc,
            quality=QUALITY,
        )


class _OneEncoderFile:
    """A `MediaFile`: sound goes through one encoder into an MP3 file."""

    def __init__(self, mp3: Mp3File, lame: Lame) -> None:
        self._mp3 = mp3
        self._lame = lame

    def begin(self) -> None:
        self._mp3.begin()

    def abandon(self) -> None:
        self._mp3.abandon()

    def put(self, samples: Samples) -> None:
        self._mp3.append(self._lame.encode(samples))

    def finish(self) -> None:
        self._mp3.append(self._lame.flush())
        self._mp3.finish()
