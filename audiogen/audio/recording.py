"""People's own recordings: any format, decoded in chunks.

PyAV decodes, and soxr resamples, because neither needs anything installed beside it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Final

import av
import numpy as np
import soxr

from audiogen.audio.recording_header import require, undecodable
from audiogen.audio.samples import Samples
from audiogen.units import RATE, clock

if TYPE_CHECKING:
    from av.audio.frame import AudioFrame
    from av.container import InputContainer


_COARSE: Final = frozenset({"pcm_u8", "pcm_s8", "pcm_mulaw", "pcm_alaw"})
_STEREO_FRAMES: Final = RATE
"""Two channels are asked for by the second: a decoder's own portions are so small that Python would take half the
time."""


@dataclass(frozen=True, slots=True)
class Block:
    """A stretch of a recording as it lies in the file."""

    samples: Samples
    """Shape (channels, n): float32, full scale ±1.0, which float files may exceed."""
    rate_hz: int
    end_s: float
    """Where it ends, from the beginning of the sound, by the file's own time stamps where it has them."""
    coarse: bool = False
    """Whether its samples are of 8 bits, mu-law and A-law too: then neighbours at the top of a wave are often equal."""


def decode(path: Path, on_block: Callable[[Block], None] | None = None) -> Iterator[Samples]:
    """The recording from its beginning, in chunks of (2, n) of about a second, at the project's rate.

    One channel sounds on both sides; more than two are folded down as their layout asks.

    Args:
        path: in any format that PyAV reads.
        on_block: shown every block as it lies in the file, at the file's own rate, but folded to two channels.

    Raises:
        SoundError: when there is no such file, or no sound that can be read from it.
    """
    blocks = _observed(_stereo(path), on_block) if on_block else _stereo(path)
    for samples in _resampled(blocks):
        yield samples.T


def decode_blocks(path: Path) -> Iterator[Block]:
    """The recording from its beginning, all channels as they are, in blocks of a second at the file's own rate.

    Raises:
        SoundError: when there is no such file, or no sound that can be read from it.
    """
    waiting: list[Block] = []
    with _opened(path) as container:
        to_float, coarse = av.AudioResampler(format="fltp"), _is_coarse(container)
        for block in _blocks(_decoded(container, path), to_float, coarse=coarse):
            waiting.append(block)
            if sum(each.samples.shape[1] for each in waiting) >= block.rate_hz:
                yield _joined(waiting)
                waiting = []
    if waiting:
        yield _joined(waiting)


def resampled(chunks: Iterator[Samples], rate_hz: int) -> Iterator[Samples]:
    """Sound of one channel, in chunks of (n,), at the project's rate."""
    for samples in _resampled(Block(chunk[None], rate_hz, 0.0) for chunk in chunks):
        yield samples[:, 0]


def _observed(blocks: Iterator[Block], on_block: Callable[[Block], None]) -> Iterator[Block]:
    for block in blocks:
        on_block(block)
        yield block


def _joined(blocks: list[Block]) -> Block:
    last = blocks[-1]
    return Block(np.concatenate([each.samples for each in blocks], axis=1), last.rate_hz, last.end_s, last.coarse)


def _stereo(path: Path) -> Iterator[Block]:
    """The sound folded to two channels, which lie next to each other in memory frame by frame."""
    packed = av.AudioResampler(format="flt", layout="stereo", frame_size=_STEREO_FRAMES)
    frames = 0
    with _opened(path) as container:
        for original in chain(_decoded(container, path), (None,)):
            for frame in packed.resample(original):
                samples = frame.to_ndarray().astype(np.float32, copy=False).reshape(-1, 2).T
                frames += frame.samples
                yield Block(samples, frame.sample_rate, frames / frame.sample_rate, _is_coarse(container))


@contextmanager
def _opened(path: Path) -> Iterator[InputContainer]:
    """The file, known to hold sound; what goes wrong while it is read becomes an error that names the file."""
    require(path)
    try:
        with path.open("rb") as file, av.open(file, "r") as container:
            if not container.streams.audio:
                raise undecodable(path, "it holds no sound")
            yield container
    except (av.FFmpegError, OSError, ValueError) as error:  # a ValueError when the format changes half way
        raise undecodable(path, error) from error


def _is_coarse(container: InputContainer) -> bool:
    return container.streams.audio[0].codec_context.name in _COARSE


def _decoded(container: InputContainer, path: Path) -> Iterator[AudioFrame]:
    """The frames of its first sound. Broken packets are passed over at either end, as players do, and nowhere else."""
    heard_s = 0.0
    broken: av.FFmpegError | None = None
    for packet in container.demux(container.streams.audio[0]):
        try:
            frames = packet.decode()
        except av.FFmpegError as error:
            broken = error
            continue
        if frames and broken and heard_s:
            raise undecodable(path, f"it is damaged at {clock(heard_s)}") from broken
        yield from frames
        heard_s += sum(frame.samples / frame.sample_rate for frame in frames)
    if broken and not heard_s:
        raise broken


def _blocks(decoded: Iterator[AudioFrame], to_float: av.AudioResampler, *, coarse: bool) -> Iterator[Block]:
    begin_s: float | None = None
    frames = 0
    for original in decoded:
        at_s = float(original.pts * original.time_base) if original.pts is not None and original.time_base else None
        begin_s = at_s if begin_s is None else begin_s
        for frame in to_float.resample(original):
            frames += frame.samples
            end_s = frames / frame.sample_rate
            if at_s is not None and begin_s is not None:
                # codecs leave out silence, and only the time stamps tell
                end_s = max(frames, (at_s - begin_s) * frame.sample_rate + frame.samples) / frame.sample_rate
            yield Block(frame.to_ndarray().astype(np.float32, copy=False), frame.sample_rate, end_s, coarse)


def _resampled(blocks: Iterator[Block]) -> Iterator[Samples]:
    """The project's rate, in chunks of (n, channels)."""
    stream: soxr.ResampleStream | None = None
    for block in blocks:
        if block.rate_hz == RATE:
            yield block.samples.T
            continue
        channels = block.samples.shape[0]
        stream = stream or soxr.ResampleStream(block.rate_hz, RATE, channels, dtype="float32", quality="HQ")
        yield stream.resample_chunk(block.samples.T).reshape(-1, channels)
    if stream:
        yield stream.resample_chunk(np.zeros((0, channels), np.float32), last=True).reshape(-1, channels)
