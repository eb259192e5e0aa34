"""Blocks of sound → an MP3 file of constant bit rate, exact to the sample in length and place."""

from __future__ import annotations

import os
from collections import deque
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Final, Self

import lameenc
import numpy as np

from audiogen.encode.id3 import id3_tag
from audiogen.encode.lame_tag import Stream, crc16, frame_bytes, info_frame
from audiogen.errors import MediaError, OutputError
from audiogen.units import RATE, to_seconds

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from concurrent.futures import Future
    from pathlib import Path
    from types import TracebackType
    from typing import BinaryIO

    from numpy.typing import NDArray

    from audiogen.encode.id3 import Tags
    from audiogen.samples import Samples

BIT_RATES_KBPS: Final = (64, 80, 96, 112, 128, 160, 192, 224, 256, 320)
"""Those of MPEG-1 layer III at which stereo at 48 kHz is worth hearing."""

_QUALITY: Final = 5
"""LAME's setting, 0 (best) to 9."""

_BLOCKS_AHEAD: Final = 4
"""Blocks that may wait for the encoder: enough to keep it busy, too few to fill the memory."""

_FULL_SCALE: Final = 32_768
_READ_BYTES: Final = 1 << 20


class Mp3Writer:
    """Writes one MP3; used as `with Mp3Writer(…) as mp3: mp3.write(block)`.

    LAME works in a thread of its own, without Python's lock, while the caller makes the next block. When the `with`
    block has ended, the file is complete and on the disk; when it ends by an exception, of the caller's or of the
    writer's, no file is left. Equal sound and tags make equal bytes, in whatever blocks the sound comes.

    The sound goes to LAME in 16 bits without dither: the rounding lies 98 dB under full scale, far below what a lossy
    encoder adds itself, and silence stays silence.
    """

    def __init__(self, path: Path, *, tags: Tags, frames: int, bit_rate_kbps: int = 128) -> None:
        """Nothing is written before the `with` block begins.

        Args:
            path: a file to write anew, in a folder that exists.
            tags: what players show.
            frames: how many frames of sound will be written, at 48 kHz; at least 1.
            bit_rate_kbps: one of `BIT_RATES_KBPS`.

        Raises:
            ValueError: for another bit rate, or no frames at all.
            MediaError: when the tags do not fit into an MP3.
        """
        if bit_rate_kbps not in BIT_RATES_KBPS or frames < 1:
            message = f"cannot write {frames} frames at {bit_rate_kbps} kbit/s; the bit rates are {BIT_RATES_KBPS}"
            raise ValueError(message)
        self._path = path
        self._promised = frames
        self._written = 0
        self._bit_rate_kbps = bit_rate_kbps
        self._tag = id3_tag(tags, to_seconds(frames))
        self._lame = _lame(bit_rate_kbps)
        self._file: BinaryIO
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="lame")
        self._ahead: deque[Future[None]] = deque()

    def __enter__(self) -> Self:
        """Open the file, and leave room for the first frame, which can only be known at the end.

        Raises:
            OutputError: when the file cannot be opened.
        """
        with self._disk_errors():
            self._file = self._path.open("w+b")
        self._later(lambda: self._put(self._tag + bytes(frame_bytes(self._bit_rate_kbps))))
        return self

    def __exit__(
        self, kind: type[BaseException] | None, _error: BaseException | None, _trace: TracebackType | None
    ) -> None:
        """Finish the file, or remove what there is of it.

        Raises:
            MediaError: when more or fewer frames were written than promised.
            OutputError: when the file cannot be written.
        """
        finished = False
        try:
            if kind is None:
                self._finish()
                finished = True
        finally:
            self._thread.shutdown(cancel_futures=True)
            self._close(keep=finished)

    def write(self, samples: Samples) -> None:
        """Take the next frames, shape (2, n), full scale ±1; what is louder is clipped.

        Raises:
            OutputError: when a block before this one could not be written.
        """
        self._written += samples.shape[1]
        pcm = _to_pcm(samples, _FULL_SCALE / _input_scale(self._bit_rate_kbps))
        self._later(lambda: self._put(self._lame.encode(pcm)))

    def _later(self, task: Callable[[], None]) -> None:
        """Hand work to the encoder's thread; waits while too much waits, and raises what earlier work has raised."""
        while len(self._ahead) >= _BLOCKS_AHEAD:
            self._ahead.popleft().result()
        self._ahead.append(self._thread.submit(task))

    def _put(self, data: bytes) -> None:
        with self._disk_errors():
            self._file.write(data)

    def _finish(self) -> None:
        while self._ahead:
            self._ahead.popleft().result()
        if self._written != self._promised:
            message = f"{self._path} was to hold {self._promised} frames of sound, but {self._written} were written"
            raise MediaError(message)
        self._put(self._lame.flush())
        with self._disk_errors():
            first = info_frame(self._stream())
            self._file.seek(len(self._tag))
            self._file.write(first)
            self._file.flush()
            os.fsync(self._file.fileno())

    def _stream(self) -> Stream:
        """What the file holds, read back from it."""
        size = frame_bytes(self._bit_rate_kbps)
        self._file.seek(len(self._tag) + size)
        crc, length, header = 0, 0, b""
        while data := self._file.read(_READ_BYTES):
            header = header or data[:4]
            crc = crc16(data, crc)
            length += len(data)
        return Stream(
            first_header=header,
            bit_rate_kbps=self._bit_rate_kbps,
            mp3_frames=length // size,
            sound_frames=self._written,
            crc=crc,
            quality=_QUALITY,
        )

    def _close(self, *, keep: bool) -> None:
        with suppress(OSError):  # a finished file is on the disk already; of a broken one nothing is wanted
            self._file.close()
        if not keep and self._path.is_file():
            self._path.unlink()

    @contextmanager
    def _disk_errors(self) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            message = f"cannot write {self._path}: {error.strerror}"
            hint = "Make room on the disk, or check that the folder exists and may be written."
            raise OutputError(message, hint=hint) from error


def _lame(bit_rate_kbps: int) -> lameenc.Encoder:
    lame = lameenc.Encoder()
    lame.silence()
    lame.set_channels(2)
    lame.set_in_sample_rate(RATE)
    lame.set_out_sample_rate(RATE)  # else it chooses a lower one at low bit rates
    lame.set_bit_rate(bit_rate_kbps)
    lame.set_quality(_QUALITY)
    return lame


def _to_pcm(samples: Samples, full_scale: float) -> bytes:
    """Interleaved 16-bit integers, little-endian."""
    rounded = np.rint(samples * np.float32(full_scale))
    pcm: NDArray[np.int16] = np.clip(rounded, -_FULL_SCALE, _FULL_SCALE - 1).astype("<i2")
    return pcm.T.tobytes()


def _input_scale(bit_rate_kbps: int) -> float:
    """What LAME multiplies its input by at a constant bit rate, to spare it from clipping; our level must come out."""
    if bit_rate_kbps <= 160:
        return 0.95
    return {192: 0.97, 224: 0.98}.get(bit_rate_kbps, 1.0)
