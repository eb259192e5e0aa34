"""A finished media file → blocks of sound, as the listener's player decodes it; nothing is written here."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import av
import numpy as np

from audiogen.audio.containers.opening import opened
from audiogen.audio.loudness import HOP, Energies, Meter, gated_lufs
from audiogen.audio.true_peak import PeakMeter
from audiogen.errors import MediaError
from audiogen.units import RATE

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from av import AudioFrame
    from av.container import InputContainer

    from audiogen.audio.samples import Samples

_BLOCK_FRAMES: Final = 12 * HOP
"""1.2 s, in whole hops of the meter, so that it has nothing to carry over."""
_MOST_IN_VAIN: Final = 1000
"""Packets in a row that do not decode, after which nothing more is hoped for."""
_FLOAT: Final = "fltp"
"""Floats, each channel by itself, as FFmpeg calls it."""
_HINT: Final = "Build the episode again; if the message stays, the file was damaged after it was made."


@dataclass(frozen=True, slots=True)
class Measured:
    """What a decoded file sounds like."""

    frames: int
    """Decoded length at 48 kHz, without the encoder's delay and padding."""
    energies: Energies
    """K-weighted, one for each 100 ms."""
    true_peak_dbtp: float
    """-inf for silence."""

    @property
    def integrated_lufs(self) -> float:
        """Loudness of the whole; -inf for silence."""
        return gated_lufs(self.energies)


def measure(
    path: Path,
    on_measured: Callable[[int], None] = lambda _frames: None,
    listen: Callable[[Samples], None] = lambda _block: None,
) -> Measured:
    """Length, loudness and true peak of a finished file, decoded to its end.

    Args:
        path: the file.
        on_measured: called with how many frames have been measured.
        listen: called with every block, for further meters.

    Raises:
        MediaError: when the file is not stereo sound at 48 kHz that decodes.
    """
    loudness, peak, frames = Meter(), PeakMeter(), 0
    for block in blocks_of(path):
        loudness.feed(block)
        peak.feed(block)
        listen(block)
        frames += block.shape[1]
        on_measured(frames)
    return Measured(frames, loudness.energies(), peak.true_peak_dbtp())


def blocks_of(path: Path, on_damage: Callable[[int], None] | None = None) -> Iterator[Samples]:
    """The sound of a finished file in blocks of about a second, shape (2, n), without delay and padding.

    Args:
        path: the file.
        on_damage: called for each packet that does not decode, with how many frames of sound came before it; the rest
            is decoded all the same, as players do. Without it, such a packet is an error.

    Raises:
        MediaError: when the file is not stereo sound at 48 kHz that decodes.
    """
    # gathers the frames of a hundredth of a second, which Python would take long to do
    waiting = av.AudioFifo()
    for frame in _frames_of(path, on_damage):
        frame.pts = None  # where there are time stamps, it would ask that none is missing
        waiting.write(frame)
        while block := waiting.read(_BLOCK_FRAMES):
            yield _samples(block)
    while rest := waiting.read(_BLOCK_FRAMES, partial=True):
        yield _samples(rest)


def _samples(frame: AudioFrame) -> Samples:
    samples = np.empty((2, frame.samples), np.float32)
    for channel, plane in zip(samples, frame.planes, strict=True):
        # a plane may be longer than its sound
        channel[:] = np.frombuffer(memoryview(plane), np.float32, frame.samples)
    return samples


def _frames_of(path: Path, on_damage: Callable[[int], None] | None) -> Iterator[AudioFrame]:
    """The decoder drops what the file's first frame, or its index, says is no sound."""
    try:
        with opened(path) as container:
            if not container.streams.audio:
                message = f"{path} holds no sound"
                raise MediaError(message, hint=_HINT)
            to_float = av.AudioResampler(format=_FLOAT)
            for frame in _undamaged(container, on_damage) if on_damage else container.decode(audio=0):
                if frame.format.name == _FLOAT:
                    yield _checked(frame, path)
                else:  # where nothing is lost, samples are whole numbers
                    yield from (_checked(each, path) for each in to_float.resample(frame))
    except (av.FFmpegError, OSError, ValueError) as error:
        message = f"{path} cannot be decoded: {getattr(error, 'strerror', None) or error}"
        raise MediaError(message, hint=_HINT) from error


def _undamaged(container: InputContainer, on_damage: Callable[[int], None]) -> Iterator[AudioFrame]:
    """All that decodes. A frame that is unlike the first was put together from damaged bytes."""
    frames, first = 0, None
    for decoded in _packets_decoded(container):
        if decoded is None:
            on_damage(frames)
            continue
        for frame in decoded:
            first = first or frame
            if (frame.sample_rate, len(frame.planes)) == (first.sample_rate, len(first.planes)):
                frames += frame.samples
                yield frame
            else:
                on_damage(frames)


def _packets_decoded(container: InputContainer) -> Iterator[list[AudioFrame] | None]:
    """What each packet decodes to; None for one that cannot be read or decoded."""
    packets, in_vain = container.demux(audio=0), 0
    while in_vain < _MOST_IN_VAIN:
        try:
            packet = next(packets, None)
            if packet is None:
                return
            decoded = [frame for frame in packet.decode() if isinstance(frame, av.AudioFrame)]
        except av.FFmpegError:
            # an error of the container ends its packets, but not always its file
            packets, in_vain = container.demux(audio=0), in_vain + 1
            yield None
        else:
            in_vain = 0
            yield decoded


def _checked(frame: AudioFrame, path: Path) -> AudioFrame:
    if frame.sample_rate != RATE or len(frame.planes) != 2:
        message = f"{path} is not stereo at {RATE} Hz: {frame.layout.name}, {frame.sample_rate} Hz"
        raise MediaError(message, hint=_HINT)
    return frame
