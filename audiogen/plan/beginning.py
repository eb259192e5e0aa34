"""How a session begins: with a moment before anything sounds. No session becomes longer for it."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate
from typing import Final

from audiogen.plan.cues import BreathCycle, Breathing, Cue, Gap, GridBegin, Phrase, Strike
from audiogen.units import RATE

HEAD_FRAMES: Final = RATE // 2
"""Half a second: a speaker that wakes up, or a headset that connects, swallows what sounds at once. Audiobook shops ask
for 0.5 to 1 s of it (ACX)."""
_SPARES_FRAMES: Final = 4 * RATE
"""A silence as long as this can spare the half second: it stays what it is, and all behind it keeps its place."""


def starts_after_a_moment(cues: Sequence[Cue], lengths: Sequence[int]) -> tuple[int, ...]:
    """Where each cue begins, so that nothing sounds within the first `HEAD_FRAMES`.

    The first longer silence behind what sounds first gives them up; where there is none, the longest one does. Chapters
    that begin with the session begin at 0 all the same; a step with bells at intervals begins with its first sound.

    Args:
        cues: of a session, in their order.
        lengths: of each, in frames; their sum stays the length of the session.
    """
    starts = list(accumulate(lengths, initial=0))[:-1]
    first = first_sound(cues)
    least = {place: cue.min_frames for place, cue in enumerate(cues) if place > first and isinstance(cue, Gap)}
    if not least:
        return tuple(starts)
    # by what they are at least, which is the same in all tracks of a session, whoever they are for
    longest = max(least, key=lambda place: least[place])
    spares = next((place for place, frames in least.items() if frames >= _SPARES_FRAMES), longest)
    moved = min(max(0, HEAD_FRAMES - starts[first]), lengths[spares])
    while first and isinstance(cues[first - 1], GridBegin):
        first -= 1
    for place in range(first, spares + 1):
        starts[place] += moved
    return tuple(starts)


def first_sound(cues: Sequence[Cue]) -> int:
    """The place of the cue that sounds first; behind the last one where none does."""
    return next((place for place, cue in enumerate(cues) if _sounds(cue)), len(cues))


def _sounds(cue: Cue) -> bool:
    return isinstance(cue, Phrase | BreathCycle | Breathing | Strike)
