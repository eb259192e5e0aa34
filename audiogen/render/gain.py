"""Which gain brings a mix to its loudness, found from a sample of it before anything is written."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import partial
from typing import Final, Self, TypeAlias

import numpy as np
from numpy.typing import NDArray

from audiogen.audio.loudness import (
    BLOCK_HOPS,
    CELL,
    HOP,
    Energies,
    Meter,
    gated_lufs_of_blocks,
    gating_blocks,
    hops_around,
)
from audiogen.audio.samples import Samples, Source
from audiogen.parallel import Workers
from audiogen.plan.timeline import Timeline
from audiogen.render.limiter import Limiter, LimiterWork
from audiogen.render.mixer import blocks
from audiogen.script.levels import Anchor

_SAMPLED_HOPS: Final[dict[str, int]] = {"speech": 1600, "bells": 200, "breaths": 400, "pauses": 1800}
"""So much of each is measured: on the first show, within 0.2 LU of measuring all."""
_PIECE_HOPS: Final[dict[str, int]] = {"speech": 150, "bells": 60, "breaths": 60, "pauses": 20}
"""The longest pieces of it: whole phrases, which are level with each other, and many places of a bed that swells."""
_GOLDEN_RATIO: Final = (5**0.5 - 1) / 2
"""Its multiples are spread evenly between whole numbers, without any rhythm."""
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


def mastered(
    source: Source,
    mastering: Mastering,
    start: int,
    end: int,
    on_limited: Callable[[LimiterWork], None] = lambda _work: None,
) -> Iterator[Samples]:
    """A stretch of the mastered mix, in blocks: the same bits as if all before it had been mastered, too.

    Args:
        source: the mix; further channels than two are turned down with it.
        mastering: what is done to it.
        start: the first frame, a multiple of `CELL`, as the limiter's grid is.
        end: the frame after the last; silence is taken to follow, so the 20 ms before it may lack a swell.
        on_limited: told at the end what the limiter did.
    """
    begin = max(0, start - _SETTLING_FRAMES)
    early = start - begin
    for limited in _limited(source, mastering, begin, end, on_limited):
        if early < limited.shape[1]:
            yield limited[:, early:]
        early = max(0, early - limited.shape[1])


def _limited(
    source: Source,
    mastering: Mastering,
    begin: int,
    end: int,
    on_limited: Callable[[LimiterWork], None] = lambda _work: None,
) -> Iterator[Samples]:
    limiter: Limiter | None = None
    for block in blocks(source, begin, end):
        limiter = limiter or Limiter(mastering.ceiling_dbtp, gain_db=mastering.gain_db, channels=len(block))
        yield limiter.process(block)
    if limiter:
        yield limiter.flush()
        on_limited(limiter.work)


@dataclass(frozen=True, slots=True)
class Programme:
    """A mix, and what is known of it before it is measured."""

    timeline: Timeline
    mix: Source

    def loudness_lufs(
        self, mastering: Mastering, anchor: Anchor, workers: Workers, on_measured: Callable[[int], None]
    ) -> float:
        """The loudness that the mastered mix will have, from a sample of it; -inf when it is silent.

        A sample is enough, because phrases are level with each other; the finished file is measured whole. Pauses are
        sampled like everything else: little of them passes the relative gate, but all of them decide where it lies.

        Args:
            mastering: what will be done to the mix.
            anchor: whether all of it counts, or its speech alone.
            workers: measure several stretches at once.
            on_measured: told how far the measuring is, in frames of the session.
        """
        strata = sounding(self.timeline, anchor)
        pieces = [(name, piece) for name, mask in strata.items() for piece in _sample_of(name, mask)]
        measured = workers.in_order(partial(self._gating_blocks, mastering, *piece) for _, piece in pieces)
        heard: dict[str, list[Energies]] = {name: [] for name in strata}
        for done, ((name, _), energies) in enumerate(zip(pieces, measured, strict=True), start=1):
            heard[name].append(energies)
            on_measured(self.timeline.frames * done // len(pieces))
        whole = [np.resize(np.concatenate(each), int(strata[name].sum())) for name, each in heard.items() if each]
        return gated_lufs_of_blocks(np.concatenate(whole))

    def _gating_blocks(self, mastering: Mastering, begin: int, end: int) -> Energies:
        """Those that begin within a stretch, given in hops."""
        meter = Meter()
        last = min(end + BLOCK_HOPS - 1, self.timeline.frames // HOP)
        # whatever the limiter held before, it holds for no longer than its release, a hundredth of a piece
        for block in _limited(self.mix, mastering, begin * HOP, last * HOP):
            meter.feed(block)
        return gating_blocks(meter.energies())


def sounding(timeline: Timeline, anchor: Anchor) -> dict[str, Hops]:
    """In which 100 ms of a session which kind of thing is heard; pauses are where only the bed is.

    Where speech is the anchor, it alone is told of; unless there is none, and then everything counts as speech.
    """
    hops = timeline.frames // HOP
    clips = [(clip.start, clip.end) for clip in timeline.clips]
    speech = hops_around(clips, hops)
    if anchor == "speech":
        return {"speech": speech if clips else np.ones(hops, dtype=bool)}
    bells = hops_around([(at.start, at.start + _RING_HOPS * HOP) for at in timeline.strikes], hops) & ~speech
    breaths = hops_around([(at.start, at.end) for at in timeline.breaths if at.kind in ("in", "out")], hops)
    breaths &= ~speech & ~bells
    return {"speech": speech, "bells": bells, "breaths": breaths, "pauses": ~speech & ~bells & ~breaths}


def _sample_of(name: str, mask: Hops) -> list[tuple[int, int]]:
    return sampled(mask, _SAMPLED_HOPS[name], longest_hops=_PIECE_HOPS[name])


def sampled(mask: Hops, most_hops: int, *, longest_hops: int) -> list[tuple[int, int]]:
    """Pieces (begin, end) of what a mask holds, in hops: spread evenly, and about as much as asked for in all."""
    edges = np.flatnonzero(np.diff(mask, prepend=False, append=False)).tolist()
    pieces = [
        (at, min(at + longest_hops, end))
        for begin, end in zip(edges[::2], edges[1::2], strict=True)
        for at in range(begin, end, longest_hops)
    ]
    share = most_hops / max(1, int(mask.sum()))
    # not every so many pieces: phrases of two pieces each would give their beginnings alone, which are louder
    return [piece for number, piece in enumerate(pieces) if number * _GOLDEN_RATIO % 1 <= share]


def anchored(energies: Energies, timeline: Timeline, anchor: Anchor) -> Energies:
    """Those of a whole session's energies that its loudness is judged by."""
    return energies if anchor == "programme" else energies[sounding(timeline, anchor)["speech"][: energies.size]]
