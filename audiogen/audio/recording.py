"""People's own recordings: any format, decoded in chunks.

PyAV decodes, and soxr resamples, because neither needs anything installed beside it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from itertools import chain, groupby
from pathlib import Path
from typing import TYPE_CHECKING, Final

import av
import numpy as np
import soxr

from audiogen.audio.decoded import OpenSound, no_numbers, open_sounds
from audiogen.audio.folding import fold_matrix
from audiogen.audio.recording_header import reading
from audiogen.audio.samples import Samples
from audiogen.units import RATE

if TYPE_CHECKING:
    from av.audio.frame import AudioFrame


_ONE_OR_TWO: Final = frozenset({"mono", "stereo", "1 channels", "2 channels", "downmix"})
"""Channels that need no folding, as FFmpeg calls them together."""
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

    One channel sounds on both sides; more than two are folded down, as `audiogen.audio.folding` has it.

    Args:
        path: in any format that `audiogen.audio.containers` opens.
        on_block: shown every block as it lies in the file, at the file's own rate, but folded to two channels.

    Raises:
        SoundError: when there is no such file, no sound that can be read from it, or it is not whole.
    """
    blocks = _observed(_stereo(path), on_block) if on_block else _stereo(path)
    for samples in _resampled(blocks):
        yield samples.T


def decode_blocks(path: Path) -> Iterator[Block]:
    """The recording from its beginning, all channels as they are, in blocks of a second at the file's own rate.

    Of recordings behind each other in one file, the first one's rate and channels are taken for all.

    Raises:
        SoundError: when there is no such file, no sound that can be read from it, or it is not whole.
    """
    waiting: list[Block] = []
    with reading(path):
        for block in _all_channels(path):
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
    with reading(path):
        for sound in open_sounds(path):
            for block in _in_two(sound) if sound.layout in _ONE_OR_TWO else _folded(sound):
                if not np.isfinite(block.samples).all():
                    raise no_numbers(path, block.end_s)
                yield block


def _in_two(sound: OpenSound) -> Iterator[Block]:
    packed = av.AudioResampler(format="flt", layout="stereo", frame_size=_STEREO_FRAMES)
    frames = 0
    for original in chain(sound.frames, (None,)):
        for frame in _resampled_frame(packed, original):
            frames += frame.samples
            yield Block(_samples(frame, 2), frame.sample_rate, frames / frame.sample_rate, sound.coarse)


def _folded(sound: OpenSound) -> Iterator[Block]:
    matrix = fold_matrix(sound.places)
    waiting: list[Block] = []
    for block in chain(_as_they_are(sound, None), (None,)):
        if block is not None:
            waiting.append(block)
        if waiting and (block is None or sum(each.samples.shape[1] for each in waiting) >= waiting[0].rate_hz):
            whole = _joined(waiting)
            yield replace(whole, samples=np.asfortranarray(matrix @ whole.samples))
            waiting = []


def _all_channels(path: Path) -> Iterator[Block]:
    first: OpenSound | None = None
    past_s = 0.0
    for sound in open_sounds(path):
        first = first or sound
        end_s = past_s
        for block in _as_they_are(sound, first):
            end_s = past_s + block.end_s
            yield replace(block, end_s=end_s)
        past_s = end_s


def _as_they_are(sound: OpenSound, like: OpenSound | None) -> Iterator[Block]:
    """Blocks as they are decoded, at the rate and with the channels of another sound, if one is given.

    Floats are asked for packed: PyAV reads past the end of a frame's list of planes when it has eight or more.
    """
    same = like is None or (like.rate_hz, like.layout) == (sound.rate_hz, sound.layout)
    to_float = av.AudioResampler("flt", *(() if same or like is None else (like.layout, like.rate_hz)))
    channels = len((like or sound).places)
    begin_s: float | None = None
    frames = 0
    for original in chain(sound.frames, () if same else (None,)):
        at_s = original.pts * sound.tick_s if original and original.pts is not None and sound.tick_s else None
        begin_s = at_s if begin_s is None else begin_s
        for frame in _resampled_frame(to_float, original):
            frames += frame.samples
            end_s = frames / frame.sample_rate
            if at_s is not None and begin_s is not None:
                # codecs leave out silence, and only the time stamps tell
                end_s = max(frames, (at_s - begin_s) * frame.sample_rate + frame.samples) / frame.sample_rate
            yield Block(_samples(frame, channels), frame.sample_rate, end_s, sound.coarse)


def _resampled_frame(resampler: av.AudioResampler, frame: AudioFrame | None) -> list[AudioFrame]:
    try:
        return resampler.resample(frame)
    except ValueError as error:
        message = "its rate or its channels change on the way; export it anew, as one recording"
        raise ValueError(message) from error


def _samples(frame: AudioFrame, channels: int) -> Samples:
    return frame.to_ndarray().astype(np.float32, copy=False).reshape(-1, channels).T


def _resampled(blocks: Iterator[Block]) -> Iterator[Samples]:
    """The project's rate, in chunks of (n, channels)."""
    for rate_hz, stretch in groupby(blocks, lambda block: block.rate_hz):
        if rate_hz == RATE:
            yield from (block.samples.T for block in stretch)
            continue
        stream: soxr.ResampleStream | None = None
        for block in stretch:
            channels = block.samples.shape[0]
            stream = stream or soxr.ResampleStream(rate_hz, RATE, channels, dtype="float32", quality="HQ")
            yield stream.resample_chunk(block.samples.T).reshape(-1, channels)
        if stream:
            yield stream.resample_chunk(np.zeros((0, channels), np.float32), last=True).reshape(-1, channels)
