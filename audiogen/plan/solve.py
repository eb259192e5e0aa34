"""How many breaths and how much silence a session has, so that it meets its target to the frame: breaths first.

Pure. Breaths are added evenly over the exercises that may have several numbers of them, for as long as the target has
room; what is left then, less than a breath where breaths are left, is for the silences.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import accumulate, pairwise, product
from types import MappingProxyType
from typing import Final

from audiogen.plan.beginning import starts_after_a_moment
from audiogen.plan.cues import Breathing, Cue, Gap, Phrase, Plan, Voiced
from audiogen.plan.settle import settled
from audiogen.plan.stretch import LONG_FRAMES, Reach, cue_lengths, growth_within_limits, reach, rows
from audiogen.units import RATE


@dataclass(frozen=True, slots=True)
class Solved:
    """A plan in which it is decided how long everything is."""

    plan: Plan
    """Its exercises have a number of breaths."""
    lengths: tuple[int, ...]
    """Of each of its cues, in frames."""

    @property
    def frames(self) -> int:
        """The length of the session."""
        return sum(self.lengths)

    @property
    def placed(self) -> tuple[tuple[int, Cue], ...]:
        """Each cue with the frame at which it begins."""
        return tuple(zip(starts_after_a_moment(self.plan.cues, self.lengths), self.plan.cues, strict=True))


_GRIDS_FRAMES: Final = (2 * RATE, RATE // 2)
"""What lengths of words are rounded to when silences are decided: finer where silences are short."""
_DIVIDES_FROM: Final = 4
"""A silence of so many grids makes up for what comes before it: half a grid is an eighth of it."""
_UNHEARD_SHARE: Final = Fraction(1, 4)
"""A silence that is by no more than this longer or shorter than its even share is like others, to any ear."""
_RESTS_FRAMES: Final = (4 * RATE, 1)
"""The time that silences share out is rounded to this, and where it cannot be, to nothing."""
NONE_EXPECTED: Final[Mapping[Voiced, int]] = MappingProxyType({})


def solve(plan: Plan, frames_of: Mapping[Voiced, int], expected_of: Mapping[Voiced, int] = NONE_EXPECTED) -> Solved:
    """Decide breaths and silences; where the target cannot be met, as near to it as they allow.

    Args:
        plan: the cues, and the target.
        frames_of: how long each of the plan's utterances lasts.
        expected_of: for those that may not move what is far from them, how long they are held to be when breaths and
            silences are decided; the silences beside them make up for the rest. Without a target it says nothing.
    """
    return solved_alike(plan, frames_of, expected_of) or _steady(plan, frames_of) or _solved(plan, frames_of)


def solved_alike(plan: Plan, frames_of: Mapping[Voiced, int], expected_of: Mapping[Voiced, int]) -> Solved | None:
    """The same, where all that is expected can be made up for; else None."""
    if plan.target_frames is None or not expected_of:
        return None
    known = {**frames_of, **expected_of}
    expected = _steady(plan, known) or _solved(plan, known)
    lengths = settled(expected.plan.cues, expected.lengths, frames_of)
    if lengths is None or expected.frames != plan.target_frames:
        return None
    return replace(expected, lengths=lengths)


def _steady(plan: Plan, frames_of: Mapping[Voiced, int]) -> Solved | None:
    """Breaths and silences that mostly stay as they are when a word is changed; None where silences do not allow it.

    They are decided as if all that is said up to a silence had a rounded length, and the silences nearest to its end
    make up for the rest. So most changes of a phrase are over there, and only one that is rounded otherwise changes
    other silences.
    """
    if plan.target_frames is None or not frames_of:
        return None
    for grid, rest in product(_GRIDS_FRAMES, _RESTS_FRAMES):
        over = sum(_roundings(plan.cues, frames_of, grid).values())
        decided = _with_rest(replace(plan, target_frames=plan.target_frames + over), frames_of, rest)
        lengths = list(decided.lengths)
        for place, more in _roundings(decided.plan.cues, frames_of, grid).items():
            lengths[place] -= more
        found = replace(decided.plan, target_frames=plan.target_frames)
        made_up = settled(found.cues, lengths, frames_of)
        if made_up and sum(made_up) == plan.target_frames and _unheard(made_up, cue_lengths(found, frames_of)):
            return Solved(found, made_up)
    return None


def _roundings(cues: Sequence[Cue], frames_of: Mapping[Voiced, int], grid: int) -> dict[int, int]:
    """By how much all that is said up to a silence is longer than rounded, at the place of the last phrase of it."""
    found: dict[int, int] = {}
    spoken, last = 0, -1
    for place, cue in enumerate(cues):
        if isinstance(cue, Phrase):
            found.pop(last, None)
            spoken, last = spoken + frames_of[cue.utterance], place
            found[last] = (spoken + grid // 2) % grid - grid // 2
        elif _divides(cue, grid):
            spoken, last = 0, -1
    return found


def _unheard(lengths: Sequence[int], even: Sequence[int]) -> bool:
    """Whether no length is so far from what it would be with even shares that anybody hears it."""
    return all(abs(one - other) <= _UNHEARD_SHARE * other for one, other in zip(lengths, even, strict=True))


def _divides(cue: Cue, grid: int) -> bool:
    """Whether it is a silence that can make up for half a grid, unheard."""
    return isinstance(cue, Gap) and cue.ideal_frames >= _DIVIDES_FROM * grid and cue.max_frames - cue.min_frames >= grid


def _with_rest(plan: Plan, frames_of: Mapping[Voiced, int], to: int) -> Solved:
    """Solved so that the silences share out a rounded time, and one long silence takes the small rest.

    So even words that are rounded otherwise mostly change no other silence than that one.
    """
    solved = _solved(plan, frames_of)
    place = _resting_place(solved.plan.cues)
    if place is None or plan.target_frames is None:
        return solved
    silent = sum(length for cue, length in zip(solved.plan.cues, solved.lengths, strict=True) if isinstance(cue, Gap))
    rest = silent % to
    lengths = list(cue_lengths(replace(solved.plan, target_frames=plan.target_frames - rest), frames_of))
    row = next(row for row in rows(solved.plan.cues) if place in row)
    most = min(_most_frames(solved.plan.cues[place]) - lengths[place], LONG_FRAMES - sum(lengths[at] for at in row))
    if rest > min(most, int(_UNHEARD_SHARE * lengths[place])):
        return solved
    lengths[place] += rest
    return replace(solved, lengths=tuple(lengths))


def _resting_place(cues: Sequence[Cue]) -> int | None:
    """The place of the silence that may become longest; of several, the one in the middle. None without any."""
    longest = max(map(_most_frames, cues), default=0)
    places = [place for place, cue in enumerate(cues) if longest and _most_frames(cue) == longest]
    return places[len(places) // 2] if places else None


def _most_frames(cue: Cue) -> int:
    """How long a silence that is elastic may become, without being a long one; 0 of all else."""
    return min(cue.max_frames, LONG_FRAMES) if isinstance(cue, Gap) and cue.min_frames < cue.max_frames else 0


def _solved(plan: Plan, frames_of: Mapping[Voiced, int]) -> Solved:
    plain = _with_breaths(plan, frames_of)
    return Solved(plain, cue_lengths(plain, frames_of))


@dataclass(frozen=True, slots=True)
class Staircase:
    """Every number of breaths that a session may have, from the fewest upwards, one more on each stair."""

    exercises: tuple[int, ...]
    """The step that has the next breath, stair by stair."""
    lengths: tuple[int, ...]
    """Of the session on each stair, with silences of their ideal lengths; ascending."""
    breaths: int
    """On the first stair, in the exercises that may have more."""
    shrink: int
    """By how much its silences may be shorter together."""
    grow: int
    """By how much they may be longer."""
    grow_within_limits: int
    """The same, when none of them is to become too long."""

    @classmethod
    def of(cls, plan: Plan, frames_of: Mapping[Voiced, int]) -> Staircase:
        """That of a plan."""
        exercises = [cue for cue in plan.cues if isinstance(cue, Breathing)]
        silent = Reach.sum(reach(cue, frames_of) for cue in plan.cues if not isinstance(cue, Breathing))
        first = silent.ideal + sum(each.length(each.least) for each in exercises)
        order = _order(exercises)
        return cls(
            tuple(exercises[number].step for number, _ in order),
            tuple(accumulate((_longer(exercises[number], more) for number, more in order), initial=first)),
            sum(each.least for each in exercises),
            silent.ideal - silent.least,
            silent.most - silent.ideal,
            growth_within_limits(plan.cues),
        )

    def stair(self, target: int) -> int:
        """The stair for a length in frames: with as many breaths as have room, and no silence too long."""
        below = max(0, bisect_right(self.lengths, target) - 1)
        rest, above = target - self.lengths[below], below + 1
        if above == len(self.lengths) or rest <= self.grow_within_limits:
            return below
        over = self.lengths[above] - target - self.shrink
        return above if over <= 0 or over < rest - self.grow else below

    def between(self) -> Iterator[tuple[int, int, int]]:
        """The stairs after which the silences do not stretch to the next: both lengths between which none is met."""
        for stair, (low, high) in enumerate(pairwise(self.lengths)):
            if low + self.grow < high - self.shrink:
                yield stair, low + self.grow, high - self.shrink


def _longer(exercise: Breathing, more: int) -> int:
    """By how much the last of so many breaths more than its fewest makes an exercise longer."""
    count = exercise.least + more
    return exercise.length(count) - exercise.length(count - 1)


def _order(exercises: list[Breathing]) -> list[tuple[int, int]]:
    """The exercises, by number, in the order in which they are given one more breath, and how many more that makes.

    All come to their most together.
    """
    turns = [
        # equal shares are equal as floating-point numbers, too, since division rounds correctly
        ((2 * more - 1) / (each.most - each.least), number, more)
        for number, each in enumerate(exercises)
        for more in range(1, each.most - each.least + 1)
    ]
    return [(number, more) for _, number, more in sorted(turns)]


def _with_breaths(plan: Plan, frames_of: Mapping[Voiced, int]) -> Plan:
    if not any(isinstance(cue, Breathing) for cue in plan.cues):
        return plan
    stairs = Staircase.of(plan, frames_of)
    stair = 0 if plan.target_frames is None else stairs.stair(plan.target_frames)
    more = Counter(stairs.exercises[:stair])
    cues: list[Cue] = []
    for cue in plan.cues:
        cues += cue.run(cue.least + more[cue.step]) if isinstance(cue, Breathing) else (cue,)
    return replace(plan, cues=tuple(cues))
