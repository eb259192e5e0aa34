"""A recording read in two passes: what its channels are like, then the one channel that is made of them.

Nothing but the finished channel is ever held whole: a quarter of an hour of stereo at 96 kHz would take 700 MB.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import av
import numpy as np
from numpy.typing import NDArray

from audiogen.audio.recording import Block, decode_blocks, resampled
from audiogen.audio.recording_header import Header
from audiogen.audio.samples import Samples
from audiogen.units import RATE, to_gain

Floats = NDArray[np.float64]

_MOMENTS_PER_S: Final = 10
_DEAD_DB: Final = -30.0
"""A channel whose loudest tenth of a second is this far below the other's has no microphone on it."""
_OPPOSED: Final = -0.5
"""Channels of this correlation, or below it, would cancel each other."""
_HIGH_PASS_HZ: Final = 60
"""Below every voice: what is there is wind, traffic, a desk that was knocked at, or a wrong zero."""
_HIGH: Final = 0.93
_WIDE: Final = 0.80
_TOP: Final = 0.97
_FLAT: Final = 0.80
"""A peak is cut off when it is nearly as wide at 93 % of full height as at 80 %; a round one is at most 60 % as wide.

Shapes and not touching samples are asked, because a limiter lets many peaks touch the top and leaves them round, and
because after an MP3 or AAC encoder no flat peak is quite flat.
"""
_EXACT: Final = 1 - 1.5e-4
_SHORTEST_FLAT_S: Final = 0.000_12
_FEWEST_SAMPLES: Final = 6


@dataclass(frozen=True, slots=True)
class Survey:
    """What the first pass found; arrays have one value for each channel of the file."""

    rate_hz: int
    frames: int
    end_s: float
    """How far the file could be read."""
    peaks: Floats
    means: Floats
    products: Floats
    """Mean products of each two channels, without their means; shape (channels, channels)."""
    loudest: Floats
    """Mean square of the loudest tenth of a second."""
    not_a_number_s: float | None
    """Where the first value stands that is no number."""

    @property
    def weights(self) -> Floats:
        """The share of each channel in the one that is made of them.

        Channels without a microphone have none; one that is opposed to the loudest is turned over, so that both are
        kept and do not cancel.
        """
        live = self.loudest > self.loudest.max() * to_gain(_DEAD_DB) ** 2
        first = int(self.loudest.argmax())
        power = np.maximum(np.diag(self.products), 1e-20)
        correlation = self.products[first] / np.sqrt(power * power[first])
        return np.where(live, np.where(correlation <= _OPPOSED, -1.0, 1.0), 0.0) / max(1, int(live.sum()))


def survey(path: Path, longest_s: float) -> Survey:
    """The first pass, which ends early where the recording is longer than `longest_s`.

    Raises:
        SoundError: when there is no such file, or no sound that can be read from it.
    """
    running: _Running | None = None
    for block in decode_blocks(path):
        running = running or _Running(block)
        running.take(block)
        if running.end_s > longest_s:
            break
    return running.survey() if running else _nothing()


class _Running:
    """Sums over the blocks so far."""

    def __init__(self, first: Block) -> None:
        channels = first.samples.shape[0]
        self.rate_hz = first.rate_hz
        self.frames, self.end_s = 0, 0.0
        self.sums, self.peaks, self.loudest = (np.zeros(channels) for _ in range(3))
        self.products = np.zeros((channels, channels))
        self.not_a_number_s: float | None = None

    def take(self, block: Block) -> None:
        samples = block.samples.astype(np.float64)
        finite = np.isfinite(samples).all(axis=0)
        if self.not_a_number_s is None and not finite.all():
            self.not_a_number_s = (self.frames + int(finite.argmin())) / self.rate_hz
        samples[:, ~finite] = 0
        self.frames += samples.shape[1]
        self.end_s = block.end_s
        self.sums += samples.sum(axis=1)
        self.products += samples @ samples.T
        self.peaks = np.maximum(self.peaks, np.abs(samples).max(axis=1, initial=0))
        self.loudest = np.maximum(self.loudest, _loudest_moment(samples, self.rate_hz // _MOMENTS_PER_S))

    def survey(self) -> Survey:
        frames = max(1, self.frames)
        means = self.sums / frames
        products = self.products / frames - np.outer(means, means)
        loudest = np.maximum(self.loudest - means**2, np.diag(products))
        return Survey(
            *(self.rate_hz, self.frames, self.end_s, self.peaks, means, products, loudest), self.not_a_number_s
        )


def _loudest_moment(samples: Floats, size: int) -> Floats:
    whole = samples[:, : samples.shape[1] // size * size].reshape(samples.shape[0], -1, size)
    if not whole.size:
        return np.zeros(samples.shape[0])
    return np.asarray(np.einsum("cmn,cmn->cm", whole, whole).max(axis=1) / size)


def _nothing() -> Survey:
    none = np.zeros(1)
    return Survey(RATE, 0, 0.0, none, none, np.zeros((1, 1)), none, None)


@dataclass(frozen=True, slots=True)
class FlatPeaks:
    """What was found of peaks that are cut off."""

    places: int
    """How many peaks are."""
    share: float
    """Of all peaks that reach the top, 0 to 1."""
    first_s: float


def fold(path: Path, found: Survey, header: Header) -> tuple[Samples, FlatPeaks]:
    """The second pass: one channel at the project's rate, shape (frames,), and whether its peaks are cut off.

    Raises:
        SoundError: when the file can no longer be read.
    """
    flat = _Flat(found, header)
    samples = np.zeros(-(-found.frames * RATE // found.rate_hz) + RATE, np.float32)
    end = 0
    for chunk in _without_rumble(resampled(_folded(path, found, flat), found.rate_hz)):
        room = samples[end : end + chunk.size]
        room[:] = chunk[: room.size]
        end += room.size
    return samples[:end], flat.found()


def _folded(path: Path, found: Survey, flat: _Flat) -> Iterator[Samples]:
    weights = found.weights.astype(np.float32)
    offset = np.float32(weights @ found.means)
    for block in decode_blocks(path):
        flat.take(block.samples)
        yield weights @ block.samples - offset


def _without_rumble(chunks: Iterator[Samples]) -> Iterator[Samples]:
    graph = av.filter.Graph()
    source = graph.add_abuffer(sample_rate=RATE, format="flt", layout="mono")
    high_pass = graph.add("highpass", f"f={_HIGH_PASS_HZ}:r=f64")
    sink = graph.add("abuffersink")
    source.link_to(high_pass)
    high_pass.link_to(sink)
    graph.configure()
    for chunk in chunks:
        if chunk.size:
            frame = av.AudioFrame.from_ndarray(np.ascontiguousarray(chunk)[None], format="flt", layout="mono")
            frame.sample_rate = RATE
            graph.push(frame)
            yield graph.pull().to_ndarray()[0].astype(np.float32, copy=False)


class _Flat:
    """Counts, over the blocks so far, the peaks that reach the top and those of them that are cut off."""

    def __init__(self, found: Survey, header: Header) -> None:
        self._channels = np.flatnonzero(found.weights)
        # an encoder lets flat peaks ring over full scale; a float file may reach over it without being cut
        self._tops = found.peaks if header.lossless else np.minimum(found.peaks, 1.0)
        self._rate_hz = found.rate_hz
        self._exact = 2.0 if header.coarse else _EXACT
        self._shortest = max(_FEWEST_SAMPLES, round(_SHORTEST_FLAT_S * found.rate_hz))
        self._frames, self._high, self._places, self._first = 0, 0, 0, -1

    def take(self, samples: Samples) -> None:
        for channel in self._channels:
            self._count(np.abs(samples[channel]), float(self._tops[channel]))
        self._frames += samples.shape[1]

    def found(self) -> FlatPeaks:
        return FlatPeaks(self._places, self._places / max(1, self._high), max(0, self._first) / self._rate_hz)

    def _count(self, heights: Samples, top: float) -> None:
        if not heights.size or heights.max() < _TOP * top or not top:
            return
        edges = np.diff(np.concatenate(([0], (heights >= _WIDE * top).astype(np.int8), [0])))
        starts, ends = np.flatnonzero(edges == 1), np.flatnonzero(edges == -1)
        high = _within(heights >= _TOP * top, starts, ends) > 0
        share = _within(heights >= _HIGH * top, starts, ends) / (ends - starts)
        exact = _within(heights >= self._exact * top, starts, ends) >= self._shortest
        flat = high & (ends - starts >= self._shortest) & ((share >= _FLAT) | exact)
        self._high += int(high.sum())
        self._places += int(flat.sum())
        if flat.any() and self._first < 0:
            self._first = self._frames + int(starts[flat][0])


def _within(marked: NDArray[np.bool_], starts: NDArray[np.int_], ends: NDArray[np.int_]) -> NDArray[np.int_]:
    """How many samples are marked in each stretch."""
    sums = np.concatenate(([0], np.cumsum(marked)))
    return np.asarray(sums[ends] - sums[starts])
