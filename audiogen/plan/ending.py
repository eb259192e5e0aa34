"""How a session ends: nothing that sounds is cut off."""

from __future__ import annotations

from audiogen.plan.cues import (
    ENDING_FADE_FRAMES,
    BreathCycle,
    Breathing,
    Cue,
    Gap,
    GridBegin,
    GridEnd,
    Mark,
    Phrase,
    Strike,
)


def ringing_out(cues: tuple[Cue, ...]) -> tuple[Cue, ...]:
    """The cues, and silence at the end, so that the ending cuts off no bell and fades no word.

    This silence does not shrink, however short the session is to be.
    """
    left = 0
    for cue in cues:
        least, after = _least_frames(cue)
        left = max(left - least, after)
    last = next((cue.step for cue in reversed(cues) if not isinstance(cue, GridEnd)), 0)
    return (*cues, Gap(last, left, left, left)) if left else cues


def _least_frames(cue: Cue) -> tuple[int, int]:
    """How long a cue lasts at least, and how much has to follow it in any case."""
    match cue:
        case Gap():
            return cue.min_frames, 0
        case BreathCycle():
            return cue.frames, ENDING_FADE_FRAMES
        case Breathing():
            return cue.length(cue.least), ENDING_FADE_FRAMES
        case Phrase():
            # nothing has been spoken yet, so nobody knows how long the words last
            return 0, ENDING_FADE_FRAMES
        case Strike():
            return 0, cue.ring_frames
        case Mark() | GridBegin() | GridEnd():
            return 0, 0
