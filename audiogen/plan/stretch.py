"""How long each cue is: the silences that may stretch are solved so that a target length is met to the frame.

Pure, in whole frames at 48 kHz.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise
from typing import Self

from audiogen.plan.cues import BreathCycle, Cue, Gap, Mark, Phrase, Plan, Strike, Voiced


@dataclass(frozen=True, slots=True)
class Reach:
    """How long something may be, in frames."""

    least: int
    ideal: int
    most: int

    @classmethod
    def sum(cls, reaches: Iterable[Reach]) -> Self:
        """That of several things in a row."""
        parts = tuple(reaches)
        return cls(sum(r.least for r in parts), sum(r.ideal for r in parts), sum(r.most for r in parts))


def cue_lengths(plan: Plan, frames_of: Mapping[Voiced, int]) -> tuple[int, ...]:
    """The length of every cue in frames; where the target cannot be met, as near to it as the silences allow.

    Args:
        plan: the cues, and the target.
        frames_of: how long each of the plan's utterances lasts.
    """
    reaches = [reach(cue, frames_of) for cue in plan.cues]
    lengths = [each.ideal for each in reaches]
    if plan.target_frames is None:
        return tuple(lengths)
    missing = plan.target_frames - sum(lengths)
    room = [each.most - each.ideal if missing > 0 else each.ideal - each.least for each in reaches]
    sign = 1 if missing > 0 else -1
    shares = spread(min(abs(missing), sum(room)), room)
    return tuple(length + sign * share for length, share in zip(lengths, shares, strict=True))


def spread(needed: int, room: Sequence[int]) -> tuple[int, ...]:
    """Share `needed` frames among gaps in proportion to the `room` of each, to the frame and never above it.

    Args:
        needed: frames to hand out, from 0 to the sum of `room`.
        room: frames that each gap can take, each ≥ 0.
    """
    total = sum(room)
    if total == 0:
        return tuple(0 for _ in room)
    # rounding the running sums, not the shares, makes the shares add up exactly
    sums = (needed * share // total for share in accumulate(room, initial=0))
    return tuple(after - before for before, after in pairwise(sums))


def reach(cue: Cue, frames_of: Mapping[Voiced, int]) -> Reach:
    """How long a cue may be; only gaps are elastic."""
    match cue:
        case Gap():
            return Reach(cue.min_frames, cue.ideal_frames, cue.max_frames)
        case Phrase():
            frames = frames_of[cue.utterance]
        case BreathCycle():
            frames = cue.frames
        case Strike() | Mark():
            frames = 0
    return Reach(frames, frames, frames)
