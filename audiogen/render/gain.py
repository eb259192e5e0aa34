"""The gain that brings a mix to its loudness, found from a sample of it before anything is written."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import partial
from typing import Final, Self, TypeAlias

import numpy as np
from numpy.typing import NDArray

from audiogen.audio.loudness import BLOCK_HOPS, HOP, Energies, Meter, gated_lufs_of_blocks, gating_blocks, hops_around
from audiogen.audio.samples import Samples, Source
from audiogen.audio.true_peak import CELL
from audiogen.parallel import Workers
from audiogen.plan.alike import Alike
from audiogen.plan.timeline import Timeline
from audiogen.render.limiter import Limiter, LimiterWork
from audiogen.render.mixer import blocks
from audiogen.script.levels import Anchor
from audiogen.units import to_gain

_SAMPLED_HOPS: Final[dict[str, int]] = {"speech": 1600, "bells": 200, "breaths": 400, "pauses": 1800}
"""How many of each kind are measured: on the first show, within 0.2 LU of measuring all."""
_PIECE_HOPS: Final[dict[str, int]] = {"speech": 150, "bells": 60, "breaths": 60, "pauses": 20}
"""The longest pieces of each: whole phrases, which are level with each other, and many places of a bed that swells."""
_GOLDEN_RATIO: Final = (5**0.5 - 1) / 2
"""Its multiples are spread evenly between whole numbers, without any rhythm."""
_RING_HOPS: Final = 50
"""A bell counts for about 5 s."""
_PEAK_MARGIN_DB: Final = 0.3
"""How much further the ceiling goes down than a decoded file was above its limit."""
SETTLING_FRAMES: Final = 512 * CELL
"""0.7 s: after that, nothing that a limiter heard before has any influence. What it takes falls to a thousandth in
0.55 s, and is dropped then."""


Hops: TypeAlias = NDArray[np.bool_]
"""For each 100 ms of a session, whether something is the case."""


@dataclass(frozen=True, slots=True)
class Mastering:
    """The gain that brings a mix to its loudness, and the true peak that it may have."""

    gain_db: float
    ceiling_dbtp: float

    @classmethod
    def rounded(cls, gain_db: float, ceiling_dbtp: float) -> Self:
        """With a gain that is rounded to a tenth of a decibel, so that what hardly differs shares its encoded sound."""
        return cls(round(gain_db, 1), ceiling_dbtp)

    def with_peaks_lower(self, over_db: float) -> Self:
        """The same for a file whose peaks came out so much too high; itself where they did not."""
        return replace(self, ceiling_dbtp=self.ceiling_dbtp - over_db - _PEAK_MARGIN_DB) if over_db > 0 else self

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
    """Part of the mastered mix, in blocks: the same bits as if all before it had been mastered, too.

    Args:
        source: the mix; further channels than two are turned down with it.
        mastering: its gain and its ceiling.
        start: the first frame, a multiple of `CELL`, as the limiter's grid is.
        end: the frame after the last; silence is taken to follow, so the 20 ms before it may lack a swell.
        on_limited: called at the end with what the limiter did.
    """
    # a limiter that begins earlier has the same state at `start` as one that has heard all
    begin = max(0, start - SETTLING_FRAMES)
    early = start - begin
    for block in limited(source, mastering, begin, end, on_limited):
        if early < block.shape[1]:
            yield block[:, early:]
        early = max(0, early - block.shape[1])


def limited(
    source: Source,
    mastering: Mastering,
    begin: int,
    end: int,
    on_limited: Callable[[LimiterWork], None] = lambda _work: None,
) -> Iterator[Samples]:
    """The same, as if nothing had sounded before `begin`, which may be any frame."""
    limiter: Limiter | None = None
    for block in blocks(source, begin, end):
        limiter = limiter or Limiter(mastering.ceiling_dbtp, gain_db=mastering.gain_db, channels=len(block))
        yield limiter.process(block)
    if limiter:
        yield limiter.flush()
        on_limited(limiter.work)


OnMeasured: TypeAlias = Callable[[int], None]


@dataclass(frozen=True, slots=True)
class Sampled:
    """Gating blocks from a sample of a mix, as many as the whole of it has, by what sounds in them."""

    blocks: Mapping[str, Energies]

    @property
    def programme_lufs(self) -> float:
        """The loudness of all that was sampled; -inf when it is silent."""
        return gated_lufs_of_blocks(np.concatenate([*self.blocks.values()]))

    @property
    def speech_lufs(self) -> float:
        """The loudness of the speech alone; of all, in a session without any."""
        speech = self.blocks.get("speech")
        return self.programme_lufs if speech is None else gated_lufs_of_blocks(speech)

    def softer(self, softer_db: float) -> Sampled:
        """The same with all that is not speech, bell or breath softer by so much."""
        return Sampled({k: v * to_gain(-softer_db) ** 2 if k == "pauses" else v for k, v in self.blocks.items()})


@dataclass(frozen=True, slots=True)
class Programme:
    """A mix and its timeline, which says what sounds when."""

    timeline: Timeline
    mix: Source
    alike: Alike | None = None
    """What the mix has in common with those for others, where it is to have exactly their gain."""

    def sampled(self, mastering: Mastering, anchor: Anchor, workers: Workers, on_measured: OnMeasured) -> Sampled:
        """What the mastered mix will be like, from a sample of it.

        A sample is enough, because phrases are level with each other, or become softer evenly; the finished file is
        measured whole. Pauses are sampled like everything else: little of them passes the relative gate, but all
        decide where it lies. Of a mix that is like those for others, the sample is what is the same in all of them.

        Args:
            mastering: the gain and the ceiling that the mix will have.
            anchor: whether all of it is sampled, or its speech alone.
            workers: measure several pieces at once.
            on_measured: called with how far the measuring is, in frames of the session.
        """
        strata = sounding(self.alike.timeline if self.alike else self.timeline, anchor)
        pieces = [
            (name, piece)
            for name, mask in strata.items()
            for piece in sampled(self._in_common(mask), _SAMPLED_HOPS[name], longest_hops=_PIECE_HOPS[name])
        ]
        measured = workers.in_order(partial(self._gating_blocks, mastering, *piece) for _, piece in pieces)
        heard: dict[str, list[Energies]] = {name: [] for name in strata}
        for done, ((name, _), energies) in enumerate(zip(pieces, measured, strict=True), start=1):
            heard[name].append(energies)
            on_measured(self.timeline.frames * done // len(pieces))
        # each kind weighs as much as in the whole session, however little of it was measured
        return Sampled(
            {name: _as_many(np.concatenate(each), int(strata[name].sum())) for name, each in heard.items() if each}
        )

    def judged(self, energies: Energies, anchor: Anchor) -> Energies:
        """The energies of the finished session that its loudness is judged by: of all, or of the speech alone.

        Of a mix that is like those for others, it is what is the same in all of them, so that all keep one gain.
        """
        counts = np.ones(energies.size, dtype=bool)
        if anchor == "speech":
            counts = sounding(self.timeline, anchor)["speech"][: energies.size]
        return energies[self._in_common(counts)]

    def _in_common(self, mask: Hops) -> Hops:
        """What of a kind of sound is the same for everybody; all of it, where none is."""
        apart = self.alike.apart if self.alike else ()
        # what begins just before such a stretch is measured into it, and a phrase rings on behind it
        stretches = ((start - BLOCK_HOPS * HOP, end + BLOCK_HOPS * HOP) for start, end in apart)
        kept = mask & ~hops_around(stretches, mask.size)
        return kept if kept.any() else mask

    def _gating_blocks(self, mastering: Mastering, begin: int, end: int) -> Energies:
        """The gating blocks that begin within a piece, whose ends are in hops."""
        meter = Meter()
        last = min(end + BLOCK_HOPS - 1, self.timeline.frames // HOP)
        # whatever the limiter held before, it holds for no longer than its release, a hundredth of a piece
        for block in limited(self.mix, mastering, begin * HOP, last * HOP):
            meter.feed(block)
        return gating_blocks(meter.energies())


def _as_many(sample: Energies, number: int) -> Energies:
    """A sample as so many blocks, all of it as often: its beginning may be softer, as words are after a rest."""
    return sample[np.arange(number) * sample.size // number] if number else sample[:0]


def sounding(timeline: Timeline, anchor: Anchor) -> dict[str, Hops]:
    """For each kind of sound, in which 100 ms of a session it is heard; pauses are where only the bed is.

    Where speech is the anchor, it is the only kind; a session without any counts as speech from end to end.
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


def sampled(mask: Hops, most_hops: int, *, longest_hops: int) -> list[tuple[int, int]]:
    """Pieces (begin, end) of what is true in a mask, in hops: spread evenly, and about `most_hops` long in all."""
    edges = np.flatnonzero(np.diff(mask, prepend=False, append=False)).tolist()
    pieces = [
        (at, min(at + longest_hops, end))
        for begin, end in zip(edges[::2], edges[1::2], strict=True)
        for at in range(begin, end, longest_hops)
    ]
    share = most_hops / max(1, int(mask.sum()))
    # not every so many pieces: phrases of two pieces each would give their beginnings alone, which are louder
    return [piece for number, piece in enumerate(pieces) if number * _GOLDEN_RATIO % 1 <= share]
