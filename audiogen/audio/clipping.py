"""Waves that were cut off. Beds, people's own recordings and finished episodes are judged here, by the same limits.

Peaks have flat tops then, at any level: what is clipped and turned down afterwards stays flat, and behind a lossy codec
still nearly so. In hiss, whose waves are over within a sample or two, many samples are equally high.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Final

import numpy as np
from numpy.typing import NDArray

from audiogen.audio.samples import Samples
from audiogen.units import RATE

FULL_SCALE: Final = 1 - 2.0**-15
"""The greatest value of 16 bits: what lies at or above it has met the end of the scale."""

LEAST_PEAKS: Final = 20
"""A ceiling has been met more than once or twice; fewer peaks than this say nothing of a whole episode."""

_CELLS_PER_S: Final = 200
"""The highest of each 5 ms is one peak: every period of a voice has one or two."""
_SMOOTHING_HZ: Final = 12_000
"""Half a period of it is averaged: lossy coding makes a cut top ripple and overshoot, over a sample or two."""
_REACH_S: Final = 0.01
"""On either side of a peak, that its form is judged by: a third of a period of 30 Hz."""
MOST_PEAKS: Final = 400
"""Peaks that are judged. They are many, so that the few which overshoot do not hide the ceiling below them."""
_REFERENCE: Final = 20
"""The peak, counted from the highest, that others are held against."""
_CLOSE: Final = 0.75
"""Peaks lower than this, relative to the reference, were not made by the same ceiling."""

_PLATEAU, _SHOULDER = 0.8, 0.5
"""So far below the top that the ripple which lossy codecs leave on a flat one does not matter."""
_ROUND: Final = 1.36
"""A round top is √2.5 = 1.6 times as wide at the shoulder as at the plateau, for so a parabola is; a cut one hardly
wider. Chosen on the embedded voices and on people's, whole, clipped by 1 to 10 dB and softly saturated, each as WAV
and behind six lossy settings: at 1.45, saturation by tanh of the wave itself counts as clipping."""
_LEAST_PLATEAU_S: Final = 1.25e-4
_LEAST_PLATEAU: Final = 6
"""Samples; on fewer, round and flat look the same."""
_EQUAL: Final = 1 - 1.5e-4
_LEVEL_SHARE: Final = 0.35
"""Of its plateau, a top that was cut by a quarter of a decibel is level; the top of a parabola for 0.03."""
_LEAST_LEVEL: Final = 4
"""Samples in a row."""
_FAINT: Final = 0.25
"""With 8 bits, fainter tops are level because there is no step between."""

FLAT_SHARE: Final = 1 / 10
"""Of the highest peaks. Measured on the embedded voice: 0.02 where it is whole, behind MP3 too; 0.08 saturated by tanh
of twice its height; clipped by 6 dB 0.93, and 0.14 behind MP3. Of synthetic vowels with 1 % of their samples clipped,
behind MP3: 0.15."""
_FEWEST: Final = 5
"""Flat peaks in all: one or two come about by chance."""
_AT_CEILING: Final = 0.95
"""Relative to the highest peak: those above it may have met a ceiling."""
_CEILING_SHARE: Final = 0.5
"""A short loud part may be clipped in a long soft recording: half of what reaches the ceiling is flat then."""
_FEWEST_AT_CEILING: Final = 4

_STEPS: Final = 2**15
"""Heights are counted in steps of 16 bits."""
_NEARLY_EQUAL: Final = 0.96
"""Down to here there are as many samples in hiss that was not cut off as would be above it, or more."""
_EQUALS_SHARE: Final = 0.6
"""The number of equals relative to those nearly as high: a full sine has 0.04, one of 8 bits 0.5, cut hiss 1 to 3."""
_EQUALS_A_MINUTE: Final = 100
"""At least: a limiter, too, brings some peaks to one height, 50 in a loud second of hiss."""
_FINE: Final = 0.996
"""Of the highest: where nothing lies between, samples are of 8 bits, and many are equal anyway."""
_FAINTEST_EQUALS: Final = 0.05
_HIGHEST: Final = 1000.0


@dataclass(frozen=True, slots=True)
class Clipping:
    """What met the end of a scale."""

    samples: int
    """At or above full scale, in all channels together."""
    longest_run: int
    """The most of them in a row."""
    first_s: float | None
    """When the first of them sounds."""
    flat_tops: int
    """Of the peaks looked at, those that are cut off."""
    peaks: int
    """The highest peaks of the file, which were looked at."""
    flat_s: tuple[float, ...]
    """When the cut ones sound, in order; each moment once."""
    is_clipped: bool
    """Whether flat tops are more than chance and soft saturation bring about."""


@dataclass(frozen=True, slots=True)
class HighPeak:
    """One of the highest peaks of a sound."""

    frame: int
    height: float
    """Smoothed over a sample or two, full scale 1."""
    is_flat: bool
    """Whether it is cut off."""


class ClippingMeter:
    """Looks at the highest peaks while sound flows by; what it finds does not depend on the blocks."""

    def __init__(self, rate_hz: int = RATE, channels: int = 2, *, coarse: bool = False, floor: float = 0.0) -> None:
        """Hear nothing yet.

        Args:
            rate_hz: of the sound.
            channels: of the sound.
            coarse: samples are of 8 bits, so that equal neighbours at the top of a wave say nothing.
            floor: peaks that are lower are passed over, since enough higher ones are known from elsewhere.
        """
        self._coarse = coarse
        self._rate_hz = rate_hz
        self._cell = rate_hz // _CELLS_PER_S
        self._smoothed = 2 * round(rate_hz / (2 * _SMOOTHING_HZ)) + 1
        self._reach = int(_REACH_S * rate_hz)
        self._context = -(-(self._reach + self._smoothed) // self._cell) * self._cell
        self._least_plateau = max(_LEAST_PLATEAU, round(_LEAST_PLATEAU_S * rate_hz))
        self._waiting: Samples = np.zeros((channels, self._context), np.float32)
        self._waiting_peak = 0.0  # or more: what waits is not looked at by itself
        self._start = -self._context
        self._heard = 0
        self._peaks: list[HighPeak] = []
        self._floor = floor
        self._samples = 0
        self._longest = 0
        self._first: int | None = None

    def feed(self, samples: Samples, peak: float) -> None:
        """Take the next stretch, shape (channels, n), whose greatest amplitude is `peak`."""
        if peak >= FULL_SCALE:
            self._count(samples)
        self._heard += samples.shape[1]
        known = self._waiting.shape[1]
        done = max(0, (known + samples.shape[1] - 2 * self._context) // self._cell) * self._cell
        # where nothing comes up to the peaks that are known already, it costs next to nothing
        if done >= known and max(peak, self._waiting_peak) <= self._floor:
            self._waiting = samples[:, done - known :].copy()
        else:
            waiting = np.concatenate((self._waiting, samples), axis=1)
            if done:
                self._look(waiting[:, : 2 * self._context + done])
            self._waiting = waiting[:, done:].copy()
        self._waiting_peak = peak if done >= known else max(peak, self._waiting_peak)
        self._start += done

    @property
    def peaks(self) -> tuple[HighPeak, ...]:
        """The highest peaks so far, the highest first; none of the last 15 ms."""
        return tuple(self._peaks)

    def clipping(self) -> Clipping:
        """What was found so far; of its last 15 ms, only what is at full scale."""
        first_s = None if self._first is None else self._first / self._rate_hz
        found = clipping_of(self._peaks, self._rate_hz)
        return replace(found, samples=self._samples, longest_run=self._longest, first_s=first_s)

    def _count(self, samples: Samples) -> None:
        for channel in samples:
            full = np.flatnonzero(np.abs(channel) >= FULL_SCALE)
            if full.size:
                self._samples += full.size
                runs = np.split(full, np.flatnonzero(np.diff(full) > 1) + 1)
                self._longest = max(self._longest, *(run.size for run in runs))
                first = self._heard + int(full[0])
                self._first = first if self._first is None else min(self._first, first)

    def _look(self, samples: Samples) -> None:
        """Keep what is higher than the peaks that are kept; the outer cells are there as context alone."""
        found = [peak for channel in samples for peak in self._peaks_in(channel)]
        if found:
            self._peaks = sorted((*self._peaks, *found), key=_by_height)[:MOST_PEAKS]
            if len(self._peaks) == MOST_PEAKS:
                self._floor = max(self._floor, self._peaks[-1].height)

    def _peaks_in(self, raw: Samples) -> list[HighPeak]:
        """The highest of each cell, where none beside it is higher, and where it is higher than the floor."""
        channel = _running_mean(raw, self._smoothed)
        cells = np.abs(channel).reshape(-1, self._cell)
        heights, outer = cells.max(axis=1), self._context // self._cell
        inner, beside = heights[outer:-outer], heights[outer - 1 : heights.size - outer + 1]
        high = np.flatnonzero((inner >= beside[:-2]) & (inner >= beside[2:]) & (inner > self._floor)) + outer
        frames = high * self._cell + cells[high].argmax(axis=1)
        around = frames[:, None] + np.arange(-self._reach, self._reach + 1)
        signs = np.sign(channel[frames])[:, None]
        flat = self._are_flat(channel[around] * signs, raw[around] * signs)
        return [
            HighPeak(self._start + int(frame), float(heights[cell]), bool(is_flat))
            for cell, frame, is_flat in zip(high, frames, flat, strict=True)
        ]

    def _are_flat(self, forms: Samples, raw: Samples) -> NDArray[np.bool_]:
        """Which peaks are cut off: (k, n) with each peak in the middle, smoothed and as it is → (k,)."""
        tops = forms[:, self._reach]
        plateaus = _widths(forms, tops * _PLATEAU)
        shoulders = _widths(forms, tops * _SHOULDER)
        # over much DC, nothing comes down to the shoulders
        wide = (plateaus >= self._least_plateau) & (shoulders < np.minimum(_ROUND * plateaus, 2 * self._reach - 1))
        # where the smoothed form is highest, the wave itself is level when it was cut off
        if self._coarse:
            return np.asarray(wide)
        level = _widths(raw, raw[:, self._reach] * _EQUAL)
        level[(raw > raw[:, self._reach, None] / _EQUAL).any(axis=1)] = 0
        return np.asarray(wide | ((level >= np.maximum(_LEAST_LEVEL, _LEVEL_SHARE * plateaus)) & (tops >= _FAINT)))


def clipping_of(peaks: Iterable[HighPeak], rate_hz: int = RATE) -> Clipping:
    """What the peaks of a sound say that never comes up to full scale; of many, the highest count."""
    highest = sorted(peaks, key=_by_height)[:MOST_PEAKS]
    heights = [peak.height for peak in highest]
    least = _CLOSE * heights[min(_REFERENCE, len(heights)) - 1] if heights else 0.0
    close = [peak for peak in highest if peak.height >= least]
    flat = sorted(peak.frame for peak in close if peak.is_flat)
    at_ceiling = [peak.is_flat for peak in highest if peak.height >= _AT_CEILING * heights[0]]
    return Clipping(
        samples=0,
        longest_run=0,
        first_s=None,
        flat_tops=len(flat),
        peaks=len(close),
        flat_s=tuple(frame / rate_hz for frame in dict.fromkeys(flat)),
        is_clipped=len(flat) >= _FEWEST and (len(flat) > FLAT_SHARE * len(close) or _is_ceiling(at_ceiling)),
    )


def _by_height(peak: HighPeak) -> tuple[float, int]:
    return -peak.height, peak.frame


def _is_ceiling(flat: Sequence[bool]) -> bool:
    """Whether so many of the peaks near the highest are flat that something cut them."""
    return sum(flat) >= max(_FEWEST_AT_CEILING, _CEILING_SHARE * len(flat))


def _running_mean(channel: Samples, count: int) -> Samples:
    """The mean of each sample and those around it: (n,) → (n,), its ends left as they are."""
    if count == 1:
        return channel
    smoothed, rest = channel.copy(), count // 2
    inner = smoothed[rest:-rest]
    for shift in (*range(rest), *range(rest + 1, count)):
        inner += channel[shift : channel.size - count + 1 + shift]
    inner /= count
    return smoothed


def _widths(forms: Samples, thresholds: Samples) -> NDArray[np.intp]:
    """Samples around the middle of each form that stay above its threshold: (k, n), (k,) → (k,)."""
    below = forms < thresholds[:, None]
    # a form that does not come down is as wide as can be seen
    below[:, [0, -1]] = True
    half = forms.shape[1] // 2
    return np.asarray(below[:, half:].argmax(axis=1) + below[:, half::-1].argmax(axis=1) - 1)


class _EqualHeights:
    """Counts the samples that are as high as the highest, and those that are nearly so.

    For sound as it was recorded alone: behind a lossy codec no two samples are equally high.
    """

    def __init__(self) -> None:
        self._counts: Counter[int] = Counter()
        self._firsts: list[tuple[int, int]] = []
        self._highest = int(_FAINTEST_EQUALS * _STEPS)
        self._heard = 0

    def feed(self, channel: Samples, peak: float) -> None:
        # a damaged file of floats may hold anything
        if peak <= _HIGHEST and peak * _STEPS >= self._highest * _NEARLY_EQUAL:
            heights = np.rint(np.abs(channel) * _STEPS).astype(np.int64)
            self._highest = max(self._highest, int(heights.max()))
            values, counts = np.unique(heights[heights >= self._highest * _NEARLY_EQUAL], return_counts=True)
            self._counts.update(dict(zip(values.tolist(), counts.tolist(), strict=True)))
            self._firsts.append((int(heights.max()), self._heard + int(heights.argmax())))
        self._heard += channel.size

    def frames(self, rate_hz: int) -> list[int]:
        """Where they are, one place for each block; empty when there are no more than chance brings about."""
        highest = self._highest
        # rounding to 16 bits may be between them
        equal = self._counts[highest] + self._counts[highest - 1]
        near = {height: n for height, n in self._counts.items() if highest * _NEARLY_EQUAL <= height < highest - 1}
        many = equal > _EQUALS_A_MINUTE * max(1.0, self._heard / rate_hz / 60)
        if not many or equal <= _EQUALS_SHARE * sum(near.values()) or max(near, default=0) <= _FINE * highest:
            return []
        return [frame for height, frame in self._firsts if height >= highest - 1]


@dataclass(frozen=True, slots=True)
class CutPeaks:
    """The peaks of a recording that are cut off."""

    count: int
    places_s: tuple[float, ...]
    """Where they are, in seconds of the file, one place for each second at most."""


class RecordingClipping:
    """Looks for clipping in a recording as it lies in its file.

    Each channel is judged by itself: one that was cut may be much softer than another that was not.
    """

    def __init__(self) -> None:
        self._channels: list[tuple[ClippingMeter, _EqualHeights]] = []
        self._rate_hz = RATE

    def feed(self, samples: Samples, rate_hz: int, *, coarse: bool = False) -> None:
        """Take the next block, shape (channels, n), at the file's own rate: once resampled, few peaks are flat.

        `coarse`: its samples are of 8 bits.
        """
        if not self._channels:
            self._rate_hz = rate_hz
            self._channels = [(ClippingMeter(rate_hz, 1, coarse=coarse), _EqualHeights()) for _ in samples]
        for channel, (meter, equal_heights) in zip(samples, self._channels, strict=True):
            peak = max(float(channel.max(initial=0)), -float(channel.min(initial=0)))
            meter.feed(channel[None], peak)
            equal_heights.feed(channel, peak)

    def cut_peaks(self, channels: Sequence[int] | None = None) -> CutPeaks | None:
        """What is cut off so far, in any of these channels; None when that is no more than chance brings about."""
        found: list[float] = []
        for meter, equal_heights in self._channels if channels is None else [self._channels[each] for each in channels]:
            clipping = meter.clipping()
            equal_s = [frame / self._rate_hz for frame in equal_heights.frames(self._rate_hz)]
            found += clipping.flat_s if clipping.is_clipped else equal_s
        places_s: list[float] = []
        for place_s in sorted(found):
            if not places_s or place_s - places_s[-1] >= 1:
                places_s.append(place_s)
        return CutPeaks(len(found), tuple(places_s)) if found else None
