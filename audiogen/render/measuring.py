"""A finished MP3, decoded and measured in zones: what the same bytes of one have been measured to be, is known already.

A zone is decoded from the file by itself, with as much before it as a decoder looks back to. So its sound has the bits
that it has when all of the file is decoded, and all zones together say what one pass over the file would say.
"""

from __future__ import annotations

import hashlib
import io
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import pairwise
from math import lcm
from typing import Final, Self

import numpy as np
from numpy.typing import NDArray

from audiogen.audio.clipping import FULL_SCALE, MOST_PEAKS, ClippingMeter, HighPeak, clipping_of
from audiogen.audio.loudness import HOP, Energies, Meter
from audiogen.audio.samples import Samples
from audiogen.audio.true_peak import CELL, PeakMeter
from audiogen.encode.mp3.decoding import Mp3Frames
from audiogen.encode.mp3.lame_tag import FRAME_SAMPLES
from audiogen.encode.mp3.segments import OVERLAP_FRAMES, Segment
from audiogen.parallel import Workers
from audiogen.render.kept_sound import Keeper, KeepingPlace
from audiogen.units import to_gain
from audiogen.verify.meters.heard import Heard
from audiogen.verify.meters.sums import STEP, Summing, Sums

_GRID: Final = lcm(FRAME_SAMPLES, HOP, STEP, CELL)
"""Frames of sound, 0.6 s: zones begin where hops, steps and cells of all meters do."""
_ALMOST: Final = 1 - 1e-6
_CONTEXT: Final = _GRID // 10
"""What is heard on either side of a zone, for peaks that lie at its ends."""


@dataclass(frozen=True, slots=True)
class Zone:
    """A stretch of a finished file, in frames of sound."""

    start: int
    end: int
    own: bool = False
    """Whether something in it is said to one person alone."""


@dataclass(frozen=True, slots=True)
class MeasuredZone:
    """What was measured in one zone."""

    energies: Energies
    true_peak_dbtp: float
    sums: Sums
    peaks: NDArray[np.float64]
    """The highest: place in the whole file, height, and whether it is cut off; shape (n, 3)."""

    def to_bytes(self) -> bytes:
        """The content of its entry."""
        data, sums = io.BytesIO(), self.sums
        table = np.vstack((sums.squares, sums.products, sums.means, sums.lows, sums.highs))
        for array in (self.energies, np.array([self.true_peak_dbtp, sums.frames]), table, self.peaks):
            np.save(data, array, allow_pickle=False)
        return data.getvalue()

    @classmethod
    def of_bytes(cls, content: bytes) -> Self:
        """The same again."""
        data = io.BytesIO(content)
        energies, facts, table, peaks = (np.load(data, allow_pickle=False) for _ in range(4))
        sums = Sums(int(facts[1]), table[0:2], table[2], table[3:5], table[5], table[6])
        return cls(energies, float(facts[0]), sums, peaks)


def zones(parts: Sequence[Segment], own: Sequence[bool]) -> tuple[Zone, ...]:
    """Where a file of these segments is measured in one go: within a segment, and from one to the next.

    Args:
        parts: the segments, in order.
        own: of each, whether something in it is said to one person alone.
    """
    before, after = OVERLAP_FRAMES
    bounds: list[tuple[int, bool]] = [(0, own[0])]
    for (former, following), private in zip(pairwise(parts), pairwise(own), strict=True):
        begin = (following.owns_from - before * FRAME_SAMPLES) // _GRID * _GRID
        end = -(-(following.owns_from + 2 * after * FRAME_SAMPLES) // _GRID) * _GRID
        if bounds[-1][0] < begin and end < following.owns_to and former.owns_from < begin:
            bounds += [(begin, any(private)), (end, private[1])]
        else:
            bounds[-1] = (bounds[-1][0], True)
    ends = [*(start for start, _ in bounds[1:]), parts[-1].owns_to]
    return tuple(Zone(start, end, each) for (start, each), end in zip(bounds, ends, strict=True))


def measure_zones(
    mp3: Mp3Frames, within: Sequence[Zone], kept: Keeper | None, workers: Workers, on_measured: Callable[[int], None]
) -> Heard | None:
    """What one pass over the decoded sound of a file says; None when it comes up to full scale: then all must be heard.

    Args:
        mp3: the file.
        within: all zones of it, in order; the last one goes on to its end.
        kept: where it is known what zones have been measured to be.
        workers: measure several at once.
        on_measured: called with how many frames of sound have been measured.

    Raises:
        MediaError: when it does not decode.
        OSError: when it cannot be read.
    """
    *others, last = within
    tasks = (partial(_found, mp3, zone, kept) for zone in (*others, replace(last, end=mp3.sound_frames)))
    parts = list(workers.in_order(tasks))
    known = [each.measured for each in parts if each.measured]
    floor = _floor(known)
    for at, measured in enumerate(workers.in_order(partial(_measured, mp3, part, floor) for part in parts)):
        parts[at] = replace(parts[at], measured=measured)
        on_measured(sum(each.measured.sums.frames for each in parts if each.measured))
    return _together([each.measured for each in parts if each.measured])


def _together(parts: Sequence[MeasuredZone]) -> Heard | None:
    if max(float(each.sums.peaks.max(initial=0.0)) for each in parts) >= FULL_SCALE:
        return None
    return Heard(
        _joined([each.sums for each in parts]),
        np.concatenate([each.energies for each in parts]),
        max(each.true_peak_dbtp for each in parts),
        clipping_of(_highest(np.concatenate([each.peaks for each in parts]))),
    )


@dataclass(frozen=True, slots=True)
class _Floor:
    """What is known of the whole file from zones that were measured before: what is lower in others does not count."""

    peak: float = 0.0
    """The height of the lowest of the highest peaks."""
    true_peak: float = 0.0
    """An amplitude."""


def _floor(known: Sequence[MeasuredZone]) -> _Floor:
    if not known:
        return _Floor()
    heights = np.sort(np.concatenate([each.peaks[:, 1] for each in known]))[::-1]
    true_peak = max(to_gain(each.true_peak_dbtp) for each in known)
    # a little less, since it was a level in decibels
    return _Floor(float(heights[MOST_PEAKS - 1]) if heights.size >= MOST_PEAKS else 0.0, true_peak * _ALMOST)


@dataclass(frozen=True, slots=True)
class _ReadZone:
    """A zone, as far as it is known."""

    zone: Zone
    begin: int
    """The sound that is heard for it, which reaches over both ends."""
    end: int
    first: int
    """The number of the first MP3 frame of `data`."""
    data: bytes
    place: KeepingPlace | None
    measured: MeasuredZone | None = None


def _found(mp3: Mp3Frames, zone: Zone, kept: Keeper | None) -> _ReadZone:
    begin, end = max(0, zone.start - _CONTEXT), min(mp3.sound_frames, zone.end + _CONTEXT)
    first, data = mp3.bytes_for(begin, end)
    # of what one person alone hears, nothing is noted
    if kept is None or zone.own:
        return _ReadZone(zone, begin, end, first, data, None)
    facts = ["zone", begin, end, zone.start, zone.end, first, hashlib.sha256(data).hexdigest()]
    place = kept.shelf(facts, own=False)
    content = place.find()
    return _ReadZone(zone, begin, end, first, data, place, MeasuredZone.of_bytes(content) if content else None)


def _measured(mp3: Mp3Frames, part: _ReadZone, floor: _Floor) -> MeasuredZone:
    if part.measured:
        return part.measured
    blocks = mp3.decoded(part.first, part.data, part.begin, part.end)
    if part.place is None:
        return _listened(part.zone, part.begin, blocks, floor)
    # what is kept must not depend on what else is in the file
    measured = _listened(part.zone, part.begin, blocks, _Floor())
    part.place.keep(measured.to_bytes())
    return measured


def _listened(zone: Zone, begin: int, blocks: Iterator[Samples], floor: _Floor) -> MeasuredZone:
    loudness, summing = Meter(), Summing()
    peak, clipping = PeakMeter(least=floor.true_peak), ClippingMeter(floor=floor.peak)
    at = begin
    for block in blocks:
        peak.feed(block)
        clipping.feed(block, max(-float(block.min()), float(block.max())))
        own = block[:, max(0, zone.start - at) : max(0, zone.end - at)]
        at += block.shape[1]
        if own.shape[1]:
            loudness.feed(own)
            summing.feed(own)
    found = [(begin + each.frame, each.height, each.is_flat) for each in clipping.peaks]
    peaks = np.array([each for each in found if zone.start <= each[0] < zone.end], np.float64).reshape(-1, 3)
    return MeasuredZone(loudness.energies(), peak.true_peak_dbtp(), summing.sums(), peaks)


def _highest(peaks: NDArray[np.float64]) -> list[HighPeak]:
    order = np.lexsort((peaks[:, 0], -peaks[:, 1]))[:MOST_PEAKS]
    return [HighPeak(int(frame), float(height), bool(flat)) for frame, height, flat in peaks[order].tolist()]


def _joined(sums: Sequence[Sums]) -> Sums:
    return Sums(
        sum(each.frames for each in sums),
        np.concatenate([each.squares for each in sums], axis=1),
        np.concatenate([each.products for each in sums]),
        np.concatenate([each.means for each in sums], axis=1),
        np.concatenate([each.lows for each in sums]),
        np.concatenate([each.highs for each in sums]),
    )
