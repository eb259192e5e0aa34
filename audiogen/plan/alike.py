"""What the tracks of one session for several people have in common, known from each of them alone.

Pure. The phrases that are said to one person have an expected length, which is the same for everybody: the session with
these lengths is what all tracks are like, but for where such a phrase is longer or shorter than expected.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from audiogen.plan.beginning import starts_after_a_moment
from audiogen.plan.cues import Gap, Phrase, Plan, Voiced
from audiogen.plan.ducking import ATTACK_FRAMES, RELEASE_FRAMES
from audiogen.plan.placing import arrange
from audiogen.plan.settle import settled
from audiogen.plan.solve import Solved, solve, solved_alike
from audiogen.plan.timeline import Timeline
from audiogen.units import RATE

_LONGER_FRAMES: Final = RATE // 2
_LONGER_SHARE: Final = 8
"""A phrase may turn out half a second and an eighth longer or shorter than expected: names differ by less."""
_PARTS: Final = (1, 2, 4, 8)
"""Where silences do not make up for so much, half of it is tried, and so on."""


@dataclass(frozen=True, slots=True)
class Alike:
    """The session as it is expected, for whomever it is made."""

    timeline: Timeline
    apart: tuple[tuple[int, int], ...]
    """From where up to where it may differ from person to person, in frames; in order of time.

    A phrase that is far longer or shorter than expected, or several near silences that hardly give way, may move more.
    """


def alike(plan: Plan, frames_of: Mapping[Voiced, int], expected_of: Mapping[Voiced, int]) -> Alike | None:
    """What a track has in common with those for others; None when it has a length or silences of its own.

    Args:
        plan: the track's.
        frames_of: how long each of its utterances lasts.
        expected_of: how long those that are said to one person are expected to last.
    """
    if solved_alike(plan, frames_of, expected_of) is None:
        return None
    expected = {**frames_of, **expected_of}
    return Alike(arrange(plan, expected), tuple(_apart(solve(plan, expected), expected, expected_of)))


def _apart(solved: Solved, expected: Mapping[Voiced, int], own: Mapping[Voiced, int]) -> Iterator[tuple[int, int]]:
    """Where anything that sounds is moved by phrases that turn out longer, or shorter; and these themselves."""
    solutions = [solved.lengths, *(each for sign in (1, -1) if (each := _with_others(solved, expected, own, sign)))]
    starts = [starts_after_a_moment(solved.plan.cues, lengths) for lengths in solutions]
    for place, cue in enumerate(solved.plan.cues):
        begins = [start[place] for start in starts]
        ends = [begin + lengths[place] for begin, lengths in zip(begins, solutions, strict=True)]
        is_own = isinstance(cue, Phrase) and cue.utterance in own
        # where nothing but the bed sounds, it is the same, but for making room for the words
        if is_own or not (isinstance(cue, Gap) or len({*begins}) == len({*ends}) == 1):
            yield max(0, min(begins) - ATTACK_FRAMES), max(ends) + RELEASE_FRAMES


def _with_others(
    solved: Solved, expected: Mapping[Voiced, int], own: Mapping[Voiced, int], sign: int
) -> tuple[int, ...] | None:
    """The lengths of all cues with phrases of one's own that are all longer, or all shorter: as much as can be."""
    for part in _PARTS:
        other = {
            each: max(0, frames + sign * (frames // _LONGER_SHARE + _LONGER_FRAMES) // part)
            for each, frames in own.items()
        }
        if lengths := settled(solved.plan.cues, solved.lengths, {**expected, **other}):
            return lengths
    return None
