"""A recording read in two passes: what its channels are like, then the one channel that is made of them.

Nothing but the finished channel is ever held whole: a quarter of an hour of stereo at 96 kHz would take 700 MB.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Final

import av
import numpy as np
from numpy.typing import NDArray

from audiogen.audio.clipping import CutPeaks, RecordingClipping
from audiogen.audio.recording import Block, decode_blocks, resampled
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


class Survey:
    """What the first pass found; arrays have one value for each channel of the file."""

    def __init__(self, channels: int, rate_hz: int) -> None:
        self.rate_hz = rate_hz
        self.frames = 0
        self.end_s = 0.0
        """How far the file could be read."""
        self.not_a_number_s: float | None = None
        """Where the first value stands that is no number."""
        self._sums, self._loudest = np.zeros(channels), np.zeros(channels)
        self._products = np.zeros((channels, channels))
        self._clipping = RecordingClipping()

    def feed(self, block: Block) -> None:
        """Take the next block of the recording."""
        samples = block.samples.astype(np.float64)
        finite = np.isfinite(samples).all(axis=0)
        if self.not_a_number_s is None and not finite.all():
            self.not_a_number_s = (self.frames + int(finite.argmin())) / self.rate_hz
        samples[:, ~finite] = 0
        self._clipping.feed(samples.astype(np.float32), block.rate_hz, coarse=block.coarse)
        self.frames += samples.shape[1]
        self.end_s = block.end_s
        self._sums += samples.sum(axis=1)
        self._products += samples @ samples.T
        self._loudest = np.maximum(self._loudest, _loudest_moment(samples, self.rate_hz // _MOMENTS_PER_S))

    @property
    def means(self) -> Floats:
        """The DC of each channel."""
        return self._sums / max(1, self.frames)

    @property
    def weights(self) -> Floats:
        """The share of each channel in the one that is made of them.

        Channels without a microphone have none; one that is opposed to the loudest is turned over, so that both are
        kept and do not cancel.
        """
        products = self._products / max(1, self.frames) - np.outer(self.means, self.means)
        power = np.diag(products)
        loudest = np.maximum(self._loudest - self.means**2, power)
        live = loudest > loudest.max() * to_gain(_DEAD_DB) ** 2
        first = int(loudest.argmax())
        power = np.maximum(power, 1e-20)
        correlation = products[first] / np.sqrt(power * power[first])
        return np.where(live, np.where(correlation <= _OPPOSED, -1.0, 1.0), 0.0) / max(1, int(live.sum()))

    @property
    def cut_peaks(self) -> CutPeaks | None:
        """The peaks that are cut off in any channel with a microphone on it; None when the recording is not clipped."""
        return self._clipping.cut_peaks(np.flatnonzero(self.weights).tolist())


def survey(path: Path, longest_s: float) -> Survey:
    """The first pass, which ends early where the recording is longer than `longest_s`.

    Raises:
        SoundError: when there is no such file, or no sound that can be read from it.
    """
    found: Survey | None = None
    for block in decode_blocks(path):
        found = found or Survey(block.samples.shape[0], block.rate_hz)
        found.feed(block)
        if found.end_s > longest_s:
            break
    return found or Survey(1, RATE)


def _loudest_moment(samples: Floats, size: int) -> Floats:
    """The greatest mean square of a moment of so many samples: (channels, n) → (channels,)."""
    whole = samples[:, : samples.shape[1] // size * size].reshape(samples.shape[0], -1, size)
    if not whole.size:
        return np.zeros(samples.shape[0])
    return np.asarray(np.einsum("cmn,cmn->cm", whole, whole).max(axis=1) / size)


def fold(path: Path, found: Survey) -> Samples:
    """The second pass: one channel at the project's rate, shape (frames,).

    Raises:
        SoundError: when the file can no longer be read.
    """
    samples = np.zeros(-(-found.frames * RATE // found.rate_hz) + RATE, np.float32)
    end = 0
    for chunk in _without_rumble(resampled(_folded(path, found), found.rate_hz)):
        room = samples[end : end + chunk.size]
        room[:] = chunk[: room.size]
        end += room.size
    return samples[:end]


def _folded(path: Path, found: Survey) -> Iterator[Samples]:
    weights = found.weights.astype(np.float32)
    offset = np.float32(weights @ found.means)
    for block in decode_blocks(path):
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
