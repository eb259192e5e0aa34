"""Which gain brings a mix to its loudness, found from a sample of it before anything is written."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import partial
from typing import Final, Self, TypeAlias

import numpy as np
from numpy.typing import NDArray

from audiogen.loudness import CELL, HOP, Energies, Meter, gated_lufs
from audiogen.master import Limiter
from audiogen.mix import blocks
from audiogen.parallel import Workers
from audiogen.samples import Samples, Source
from audiogen.script.levels import Anchor
from audiogen.timeline import Timeline
from audiogen.units import to_gain

_EDGE_HOPS: Final = 3
"""Gating blocks of 400 ms reach so far over the edges of what sounds."""
_PIECE_HOPS: Final = 60
"""What sounds is sampled in pieces of at most 6 s, so that no long exercise stands for everything."""
_SAMPLED_HOPS: Final[dict[str, int]] = {"speech": 900, "bells": 200, "breaths": 200}
"""So much of each is measured, 130 s together: on the first show, within 0.2 LU of measuring all."""
_RING_HOPS: Final = 50
"""A bell counts for about 5 s."""
_SETTLING_FRAMES: Final = 1024 * CELL
"""1.4 s: whatever a limiter heard before, after that it has let go of it."""


Hops: TypeAlias = NDArray[np.bool_]
"""For each 100 ms of a session, whether something is the case."""


@dataclass(frozen=True, slots=True)
class Mastering:
    """What brings a mix to its loudness and keeps its peaks."""

    gain_db: float
    ceiling_dbtp: float

    def limited_to(self, most_gain_db: float) -> Self:
        """The same with no more gain than this."""
        return replace(self, gain_db=min(self.gain_db, most_gain_db))


def mastered(source: Source, mastering: Mastering, start: int, end: int) -> Iterator[Samples]:
    """A stretch of the mastered mix, in blocks: the same bits as if all before it had been mastered, too.

    Args:
        source: the mix; further channels than two are turned down with it.
        mastering: what is done to it.
        start: the first frame, a multiple of `CELL`, as the limiter's grid is.
        end: the frame after the last; silence is taken to follow, so the 20 ms before it may lack a swell.
    """
    begin = max(0, start - _SETTLING_FRAMES)
    early = start - begin
    for limited in _limited(source, mastering, begin, end):
        if early < limited.shape[1]:
            yield limited[:, early:]
        early = max(0, early - limited.shape[1])


def _limited(source: Source, mastering: Mastering, begin: int, end: int) -> Iterator[Samples]:
    limiter: Limiter | None = None
    for block in blocks(source, begin, end):
        limiter = limiter or Limiter(mastering.ceiling_dbtp, gain_db=mastering.gain_db, channels=len(block))
        yield limiter.process(block)
    if limiter:
        yield limiter.flush()


@dataclass(frozen=True, slots=True)
class Programme:
    """A mix, and what is known of it before it is measured."""

    timeline: Timeline
    mix: Source
    bed_energies: Energies
    """A sample of the mix's energies, 100 ms each, where nothing but the bed sounds; zero without a bed."""

    def loudness_lufs(
        self, mastering: Mastering, anchor: Anchor, workers: Workers, on_measured: Callable[[int], None]
    ) -> float:
        """The loudness that the mastered mix will have, from a sample of it; -inf when it is silent.

        A sample is enough, because phrases are level with each other; the finished file is measured whole. For pauses
        stand energies of the bed: few of them pass the relative gate, but where that gate lies depends on all of them.

        Args:
            mastering: what will be done to the mix.
            anchor: whether all of it counts, or its speech alone.
            workers: measure several stretches at once.
            on_measured: told how far the measuring is, in frames of the session.
        """
        strata = sounding(self.timeline, anchor)
        pieces = [(name, piece) for name, mask in strata.items() for piece in sampled(mask, _SAMPLED_HOPS[name])]
        measured = workers.in_order(partial(self._energies, mastering, *piece) for _, piece in pieces)
        heard: dict[str, list[Energies]] = {name: [np.zeros(0)] for name in strata}
        for done, ((name, _), energies) in enumerate(zip(pieces, measured, strict=True), start=1):
            heard[name].append(energies)
            on_measured(self.timeline.frames * done // len(pieces))
        whole = [_tiled(np.concatenate(heard[name]), int(mask.sum())) for name, mask in strata.items()]
        if anchor == "programme":
            rest = self.timeline.frames // HOP - sum(map(len, whole))
            whole.append(_tiled(self.bed_energies * to_gain(mastering.gain_db) ** 2, rest))
        return gated_lufs(np.concatenate(whole))

    def _energies(self, mastering: Mastering, begin: int, end: int) -> Energies:
        """Of a stretch, given in hops."""
        meter = Meter()
        # before a loud stretch there is a pause, in which a limiter has let go already
        for block in _limited(self.mix, mastering, begin * HOP, end * HOP):
            meter.feed(block)
        return meter.energies()


def _tiled(energies: Energies, hops: int) -> Energies:
    """A sample again and again, until it is as long as what it stands for."""
    return np.resize(energies, hops) if energies.size else np.zeros(0)


def sounding(timeline: Timeline, anchor: Anchor) -> dict[str, Hops]:
    """In which 100 ms of a session what is heard beside the bed, each where nothing before it in this order is.

    Where speech is the anchor, it alone is told of; unless there is none, and then everything counts as speech.
    """
    hops = timeline.frames // HOP
    clips = [(clip.start, clip.end) for clip in timeline.clips]
    speech = _during(clips, hops)
    if anchor == "speech":
        return {"speech": speech if clips else np.ones(hops, dtype=bool)}
    bells = _during([(at.start, at.start + _RING_HOPS * HOP) for at in timeline.strikes], hops) & ~speech
    breaths = _during([(at.start, at.end) for at in timeline.breaths if at.kind in ("in", "out")], hops)
    return {"speech": speech, "bells": bells, "breaths": breaths & ~speech & ~bells}


def _during(stretches: list[tuple[int, int]], hops: int) -> Hops:
    mask = np.zeros(hops, dtype=bool)
    for start, end in stretches:
        mask[max(0, start // HOP - _EDGE_HOPS) : -(-end // HOP) + _EDGE_HOPS] = True
    return mask


def sampled(mask: Hops, most_hops: int) -> list[tuple[int, int]]:
    """Pieces (begin, end) of what a mask holds, in hops: spread evenly, and not many more than asked for in all."""
    edges = np.flatnonzero(np.diff(mask, prepend=False, append=False)).tolist()
    pieces = [
        (at, min(at + _PIECE_HOPS, end))
        for begin, end in zip(edges[::2], edges[1::2], strict=True)
        for at in range(begin, end, _PIECE_HOPS)
    ]
    step = max(1, int(mask.sum()) // most_hops)
    return pieces[::step]


def anchored(energies: Energies, timeline: Timeline, anchor: Anchor) -> Energies:
    """Those of a whole session's energies that its loudness is judged by."""
    return energies if anchor == "programme" else energies[sounding(timeline, anchor)["speech"][: energies.size]]
