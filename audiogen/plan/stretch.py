"""How long each cue is, so that a target length is met to the frame: silences that stretch, evenly and not too far.

Pure, in whole frames at 48 kHz. How many breaths there are is decided first, in `audiogen.plan.solve`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import accumulate, pairwise
from typing import Final, Self

from audiogen.plan.cues import BreathCycle, Breathing, Cue, Gap, GridBegin, GridEnd, Mark, Phrase, Plan, Strike, Voiced
from audiogen.units import RATE

LONG_SILENCE_S: Final = 180.0
"""A longer silence sounds as if the session had ended, unless its author meant it."""
LONG_FRAMES: Final = int(LONG_SILENCE_S) * RATE
"""The same in frames."""


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

    No silence grows beyond three minutes, unless its author wrote a longer one or nothing else meets the target.

    Args:
        plan: the cues, and the target; it is decided how many breaths there are.
        frames_of: how long each of the plan's utterances lasts.
    """
    reaches = [reach(cue, frames_of) for cue in plan.cues]
    lengths = [each.ideal for each in reaches]
    if plan.target_frames is None:
        return tuple(lengths)
    missing = plan.target_frames - sum(lengths)
    if missing > 0:
        shares = _grown(missing, _Room.of(plan.cues), len(lengths))
    else:
        room = [each.ideal - each.least for each in reaches]
        shares = tuple(-share for share in spread(min(-missing, sum(room)), room))
    return tuple(length + share for length, share in zip(lengths, shares, strict=True))


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
    """How long a cue may be; only gaps and exercises of several numbers of breaths are elastic."""
    match cue:
        case Gap():
            return Reach(cue.min_frames, cue.ideal_frames, cue.max_frames)
        case Breathing():
            least = cue.length(cue.least)
            return Reach(least, least, cue.length(cue.most))
        case Phrase():
            frames = frames_of[cue.utterance]
        case BreathCycle():
            frames = cue.frames
        case Strike() | Mark() | GridBegin() | GridEnd():
            frames = 0
    return Reach(frames, frames, frames)


def rows(cues: Sequence[Cue]) -> Iterator[list[int]]:
    """The gaps that follow each other without a word, a breath or a bell between them, by their places."""
    row: list[int] = []
    for place, cue in enumerate(cues):
        if isinstance(cue, Gap):
            row.append(place)
        elif row and not isinstance(cue, Mark | GridBegin | GridEnd):
            yield row
            row = []
    if row:
        yield row


def growth_within_limits(cues: Sequence[Cue]) -> int:
    """By how many frames the silences may grow together, without one of them becoming too long."""
    return sum(room.limit for room in _Room.of(cues))


@dataclass(frozen=True, slots=True)
class _Room:
    """By how much gaps that count together may grow."""

    places: tuple[int, ...]
    each: tuple[int, ...]
    """How much each of them can."""
    limit: int
    """How much they may together before the silence is a long one."""

    @property
    def whole(self) -> int:
        return sum(self.each)

    @classmethod
    def of(cls, cues: Sequence[Cue]) -> list[_Room]:
        """The room of all gaps, in their order."""
        rung = _rung(cues)
        return [room for row in rows(cues) for room in cls._of_row(cues, row, rung) if room.whole]

    @classmethod
    def _of_row(cls, cues: Sequence[Cue], row: Sequence[int], rung: Mapping[int, int]) -> Iterator[_Room]:
        gaps = {place: gap for place in row if isinstance(gap := cues[place], Gap)}
        for place, gap in gaps.items():
            if place in rung:
                # a bell rings in it, however long it gets
                room = gap.max_frames - gap.ideal_frames
                yield cls((place,), (room,), room)
        others = {place: gap for place, gap in gaps.items() if place not in rung}
        each = tuple(gap.max_frames - gap.ideal_frames for gap in others.values())
        written = sum(gap.min_frames for gap in others.values())
        until_bells = sum(min(rung[place], gaps[place].max_frames) for place in gaps if place in rung)
        left = LONG_FRAMES - until_bells - sum(gap.ideal_frames for gap in others.values())
        limit = sum(each) if written > LONG_FRAMES else min(sum(each), max(0, left))
        yield cls(tuple(others), each, limit)


def _rung(cues: Sequence[Cue]) -> dict[int, int]:
    """The gaps over which bells ring at intervals that are no long silences, with these intervals in frames."""
    rung: dict[int, int] = {}
    grids: dict[int, int] = {}
    for place, cue in enumerate(cues):
        match cue:
            case GridBegin(every_frames=every) if every <= LONG_FRAMES:
                grids[cue.step] = every
            case GridEnd():
                grids.pop(cue.step, None)
            case Gap() if grids:
                rung[place] = min(grids.values())
    return rung


def _grown(missing: int, rooms: Sequence[_Room], cues: int) -> tuple[int, ...]:
    """By how much each of so many cues grows: evenly within the limits, and beyond them only by what is left then."""
    shares = [0] * cues
    within = sum(room.limit for room in rooms)
    full = _filled_up(min(missing, within), rooms)
    free = [room for number, room in enumerate(rooms) if number not in full]
    places = [place for room in free for place in room.places]
    left = min(missing, within) - sum(rooms[number].limit for number in full)
    _hand_out(shares, left, places, [each for room in free for each in room.each])
    for number in full:
        _hand_out(shares, rooms[number].limit, rooms[number].places, rooms[number].each)
    if missing > within:
        most = {place: each for room in rooms for place, each in zip(room.places, room.each, strict=True)}
        beyond = {place: each - shares[place] for place, each in most.items()}
        _hand_out(shares, min(missing - within, sum(beyond.values())), tuple(beyond), tuple(beyond.values()))
    return tuple(shares)


def _filled_up(needed: int, rooms: Sequence[_Room]) -> frozenset[int]:
    """Which of the rooms are at their limits when `needed` is shared in proportion to all room there is."""
    left, whole = needed, sum(room.whole for room in rooms)
    full: list[int] = []
    # those with the smallest limits for their room come first to them
    for number in sorted(range(len(rooms)), key=lambda each: Fraction(rooms[each].limit, rooms[each].whole)):
        room = rooms[number]
        if room.limit * whole >= left * room.whole:
            break
        full.append(number)
        left, whole = left - room.limit, whole - room.whole
    return frozenset(full)


def _hand_out(shares: list[int], needed: int, places: Sequence[int], room: Sequence[int]) -> None:
    for place, share in zip(places, spread(needed, room), strict=True):
        shares[place] += share
