"""Bells at intervals: when each is struck, once everything else has its place.

Pure, in whole frames at 48 kHz. A bell that would sound into words waits until they are over; one that finds no room is
left out, and `check` tells of it.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right, insort
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final, Literal, TypeAlias

from audiogen.plan.cues import Cue, GridBegin, GridEnd, Strike
from audiogen.script.bells import BellName
from audiogen.units import RATE

INTERVAL_BELL: Final[BellName] = "interval"
"""Which bell it is."""
_RING: Final = Strike(0, INTERVAL_BELL).ring_frames

_AFTER_WORDS: Final = RATE
"""A bell that waited for words does not cut off the last of them."""
_BEFORE_WORDS: Final = RATE
"""A bell this near before words would startle into them."""
_BEFORE_END: Final = 3 * RATE
"""Nearer to the end of its step it would be taken for what comes next."""
_AT_END: Final = RATE
"""A bell that is due this near to the end of its step is due at its end, and none is struck there."""
_APART: Final = 2 * RATE
"""Bells that are nearer to each other would sound like one that was struck twice by mistake."""

Why: TypeAlias = Literal["words", "end", "ring", "sleep"]
"""Why a bell finds no room: words last until the next one is nearer or its step ends, or its step, or the session, ends
too soon after it, or the session leads into sleep, from which a bell would wake."""
Placed: TypeAlias = Sequence[tuple[int, Cue]]
"""Cues with the frames at which they begin."""
Spans: TypeAlias = Iterable[tuple[int, int]]
"""From, and up to."""


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A bell that finds no room."""

    offset: int
    """When it was due, from the beginning of its grid."""
    why: Why
    room: int = 0
    """How much time there would have been for it, in frames."""


@dataclass(frozen=True, slots=True)
class Grid:
    """The bells of one step, or of one chapter."""

    step: int
    frames: int
    """How long it lasts."""
    due: int
    """How many bells fall into it, those that coincide with others among them."""
    strikes: tuple[int, ...]
    """When they are struck; in order of time, without those that coincide with a bell of another grid or step."""
    left_out: tuple[LeftOut, ...]


def bell_grids(placed: Placed, spoken: Spans, total: int, quiet: int | None = None) -> tuple[Grid, ...]:
    """All bells at intervals of a session.

    Args:
        placed: its cues.
        spoken: where words sound, in order of time.
        total: the length of the session.
        quiet: from where on no bell is struck; None in a session that does not lead into sleep.
    """
    grids = tuple(_grids(placed, total))
    if not grids:
        return ()
    struck = [start for start, cue in placed if isinstance(cue, Strike)]
    free = _Free(tuple(_zones(spoken)), total, total if quiet is None else quiet, struck)
    return tuple(free.grid(step, begin, end, every) for step, begin, end, every in grids)


def _grids(placed: Placed, total: int) -> Iterator[tuple[int, int, int, int]]:
    """Step, begin, end and interval of each, in the order of their beginnings."""
    ends = {cue.step: start for start, cue in placed if isinstance(cue, GridEnd)}
    for start, cue in placed:
        if isinstance(cue, GridBegin):
            yield cue.step, start, ends.get(cue.step, total), cue.every_frames


def _zones(spoken: Spans) -> Iterator[tuple[int, int]]:
    """Where no bell may be struck, because of words: in order, not touching each other."""
    begin, end = 0, 0
    for start, stop in spoken:
        if start - _BEFORE_WORDS > end:
            yield begin, end
            begin = start - _BEFORE_WORDS
        end = max(end, stop + _AFTER_WORDS)
    yield begin, end


@dataclass(frozen=True, slots=True)
class _Free:
    """When bells may be struck."""

    zones: Sequence[tuple[int, int]]
    """Where none may be, because of words."""
    total: int
    quiet: int
    struck: list[int]
    """Every bell so far, in order of time."""

    def grid(self, step: int, begin: int, end: int, every: int) -> Grid:
        """The bells that are due at every so many frames from its beginning, and before its end."""
        strikes: list[int] = []
        left_out: list[LeftOut] = []
        all_due = range(begin + every, end - _AT_END, every)
        for due in all_due:
            at = self._after_words(due)
            if at >= self.quiet:
                left_out.append(LeftOut(due - begin, "sleep"))
            elif at - due > every // 2 or (at > due and at > end - _BEFORE_END):
                left_out.append(LeftOut(due - begin, "words"))
            elif at > end - _BEFORE_END:
                left_out.append(LeftOut(due - begin, "end", end - at))
            elif at > self.total - _RING:
                left_out.append(LeftOut(due - begin, "ring", self.total - at))
            elif self._is_apart(at):
                strikes.append(at)
                insort(self.struck, at)
        return Grid(step, end - begin, len(all_due), tuple(strikes), tuple(left_out))

    def _after_words(self, due: int) -> int:
        before = bisect_right(self.zones, (due, self.total)) - 1
        return max(due, self.zones[before][1]) if before >= 0 else due

    def _is_apart(self, at: int) -> bool:
        # one neighbour on either side is enough: the others are farther away
        behind = bisect_left(self.struck, at)
        return all(abs(at - other) >= _APART for other in self.struck[max(behind - 1, 0) : behind + 1])
