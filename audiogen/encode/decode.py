"""A finished media file → blocks of sound, as the listener's player decodes it; nothing is written here."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import av
import numpy as np

from audiogen.errors import MediaError
from audiogen.loudness import Meter, PeakMeter
from audiogen.units import RATE

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from av import AudioFrame

    from audiogen.samples import Samples

_BLOCK_FRAMES: Final = RATE
_HINT: Final = "Build the episode again; if the message stays, the file was damaged after it was made."


@dataclass(frozen=True, slots=True)
class Measured:
    """What a decoded file sounds like."""

    frames: int
    """Decoded length at 48 kHz, without the encoder's delay and padding."""
    integrated_lufs: float
    """-inf for silence."""
    true_peak_dbtp: float
    """-inf for silence."""


def measure(path: Path) -> Measured:
    """Length, loudness and true peak of a finished file, decoded to its end.

    Raises:
        MediaError: when the file is not stereo sound at 48 kHz that decodes.
    """
    loudness, peak, frames = Meter(), PeakMeter(), 0
    for block in blocks_of(path):
        loudness.feed(block)
        peak.feed(block)
        frames += block.shape[1]
    return Measured(frames, loudness.integrated_lufs(), peak.true_peak_dbtp())


def blocks_of(path: Path) -> Iterator[Samples]:
    """The sound of a finished file in blocks of about a second, shape (2, n), without delay and padding.

    Raises:
        MediaError: when the file is not stereo sound at 48 kHz that decodes.
    """
    waiting: list[Samples] = []
    count = 0
    for frame in _frames_of(path):
        waiting.append(frame)
        count += frame.shape[1]
        if count >= _BLOCK_FRAMES:
            yield np.concatenate(waiting, axis=1)
            waiting, count = [], 0
    if waiting:
        yield np.concatenate(waiting, axis=1)


def _frames_of(path: Path) -> Iterator[Samples]:
    """The decoder drops what the file's first frame and its own delay call for."""
    try:
        with av.open(path) as container:
            if not container.streams.audio:
                message = f"{path} holds no sound"
                raise MediaError(message, hint=_HINT)
            for frame in container.decode(audio=0):
                yield _checked(frame, path)
    except av.FFmpegError as error:
        message = f"{path} cannot be decoded: {error.strerror}"
        raise MediaError(message, hint=_HINT) from error


def _checked(frame: AudioFrame, path: Path) -> Samples:
    samples = frame.to_ndarray()
    if frame.sample_rate != RATE or samples.shape[0] != 2 or samples.dtype != np.float32:
        message = f"{path} is not stereo at {RATE} Hz: {frame.layout.name}, {frame.format.name}, {frame.sample_rate} Hz"
        raise MediaError(message, hint=_HINT)
    return np.asarray(samples)
