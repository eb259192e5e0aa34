"""The gain that brings a mix to its loudness, and what a mix is judged by."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Final, Self, TypeAlias

import numpy as np
from numpy.typing import NDArray

from audiogen.audio.loudness import BLOCK_HOPS, HOP, Energies, gated_lufs, hops_around
from audiogen.audio.samples import Samples, Source
from audiogen.audio.true_peak import CELL
from audiogen.plan.alike import Alike
from audiogen.plan.timeline import Timeline
from audiogen.render.limiter import Limiter, LimiterWork
from audiogen.render.mixer import blocks
from audiogen.render.prediction import MixEnergies
from audiogen.script.levels import Anchor
from audiogen.units import to_gain

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


@dataclass(frozen=True, slots=True)
class Programme:
    """A mix, as far as its loudness is known beforehand, and its timeline, which says what sounds when."""

    timeline: Timeline
    energies: Callable[[], MixEnergies]
    """Those of the mix, which are gathered when they are asked for."""
    alike: Alike | None = None
    """What the mix has in common with those for others, where it is to have exactly their gain."""

    def foreseen(self, anchor: Anchor, softer_db: float = 0.0) -> float:
        """The loudness that the mix will have, in LUFS; -inf when it is silent.

        Args:
            anchor: whether all of it is judged, or its speech alone.
            softer_db: by how much all that is not speech, bell or breath is softer than in the mix.
        """
        mix = self.energies()
        pauses = sounding(self.timeline, "programme")["pauses"][: mix.bed.size]
        bed = np.where(pauses, mix.bed * to_gain(-softer_db) ** 2, mix.bed)
        return gated_lufs(self.judged(mix.sounds + bed, anchor))

    def judged(self, energies: Energies, anchor: Anchor) -> Energies:
        """The energies of the finished session that its loudness is judged by: of all, or of the speech alone.

        Of a mix that is like those for others, it is what is the same in all of them, so that all keep one gain.
        """
        counts = np.ones(energies.size, dtype=bool)
        if anchor == "speech":
            counts = sounding(self.timeline, anchor)["speech"][: energies.size]
        common = energies[self._in_common(counts)]
        # where nothing sounds but what is said to one person alone, that is all there is
        return common if common.any() else energies[counts]

    def _in_common(self, mask: Hops) -> Hops:
        """What of a kind of sound is the same for everybody; all of it, where none is."""
        apart = self.alike.apart if self.alike else ()
        # what begins just before such a stretch is measured into it, and a phrase rings on behind it
        stretches = ((start - BLOCK_HOPS * HOP, end + BLOCK_HOPS * HOP) for start, end in apart)
        kept = mask & ~hops_around(stretches, mask.size)
        return kept if kept.any() else mask


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
