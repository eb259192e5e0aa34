"""What follows one another in a session, in seconds from its beginning, as it is expected to be."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby, pairwise
from typing import Literal, TypeAlias

from audiogen.plan.bell_grids import Grid
from audiogen.plan.cues import BreathCycle, Cue, Gap, Phrase, Strike
from audiogen.plan.solve import Solved
from audiogen.units import to_seconds

MomentKind: TypeAlias = Literal["speech", "silence", "breath", "bell"]


@dataclass(frozen=True, slots=True)
class Moment:
    """Something that is heard, or a silence of speech, when it is expected."""

    start_s: float
    end_s: float
    kind: MomentKind
    step: int
    """The index of the step that asked for it."""
    cue: Cue = field(repr=False)
    """The phrase, the gap, the whole breath or the strike."""
    words: int = 0
    """How many are spoken in it, those of a breath included."""

    @property
    def length_s(self) -> float:
        """How long it lasts."""
        return self.end_s - self.start_s


@dataclass(frozen=True, slots=True)
class Quiet:
    """A stretch of silences one after the other."""

    start_s: float
    end_s: float
    longest_s: float
    """How long nothing at all is heard in it but the bed: from one bell at intervals to the next."""
    step: int
    """The index of the step with the longest of its silences."""
    written_s: float
    """How long it is at least, as it is written."""
    last: bool
    """Whether the session ends with it."""
    natural_s: float = 0.0
    """How much of it is for breathing as the breath comes."""

    @property
    def length_s(self) -> float:
        """From one word to the next."""
        return self.end_s - self.start_s


def moments_of(solved: Solved) -> Iterator[Moment]:
    """The moments of a session, in their order."""
    for (start, cue), frames in zip(solved.placed, solved.lengths, strict=True):
        if moment := _moment(start, frames, cue):
            yield moment


def _moment(start: int, frames: int, cue: Cue) -> Moment | None:
    begin, end = to_seconds(start), to_seconds(start + frames)
    match cue:
        case Phrase():
            return Moment(begin, end, "speech", cue.step, cue, len(cue.utterance.text.split()))
        case Gap():
            return Moment(begin, end, "silence", cue.step, cue)
        case BreathCycle():
            words = sum(len(word.utterance.text.split()) for phase in cue.phases for word in phase.words)
            return Moment(begin, end, "breath", cue.step, cue, words)
        case Strike():
            return Moment(begin, end, "bell", cue.step, cue)
    return None


def quiets_of(moments: Sequence[Moment], bells: Sequence[Grid]) -> Iterator[Quiet]:
    """The stretches of silences, with the bells at intervals that are struck in them."""
    rung_s = sorted(to_seconds(strike) for grid in bells for strike in grid.strikes)
    for silent, group in groupby(moments, key=lambda moment: moment.kind == "silence"):
        row = tuple(group)
        if silent:
            start_s, end_s = row[0].start_s, row[-1].end_s
            struck = (at_s for at_s in rung_s if start_s < at_s < end_s)
            longest_s = max(after - before for before, after in pairwise((start_s, *struck, end_s)))
            written = sum(to_seconds(moment.cue.min_frames) for moment in row if isinstance(moment.cue, Gap))
            step = max(row, key=lambda moment: moment.length_s).step
            natural = sum(moment.length_s for moment in row if isinstance(moment.cue, Gap) and moment.cue.natural)
            yield Quiet(start_s, end_s, longest_s, step, written, row[-1] is moments[-1], natural)
