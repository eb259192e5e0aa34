"""How long phrases, and with them sessions, will be: what is known of a plan before a word of it is spoken.

Nothing here loads a voice, so `check` is as quick as before. Whatever makes sound measures its clips instead.
"""

from __future__ import annotations

from typing import Final, Protocol, runtime_checkable

from audiogen.plan.cues import Phrase, Plan, Recording, Utterance, Voiced
from audiogen.speech.engine import unmarked
from audiogen.speech.pace.figures import pace_of
from audiogen.speech.phrase import Phrasing
from audiogen.units import to_frames

_RECORDING_UNCERTAINTY_S: Final = 1.0
"""How much silence is cut off at the ends of a recording; people leave about this."""


@runtime_checkable
class Paced(Protocol):
    """A voice that knows which pace it really takes. Any other is held to take what it is asked for."""

    def pace(self, wpm: float) -> float:
        """The words a minute at which it really speaks when `wpm` are asked for."""


def estimated_frames(voiced: Voiced, phrasing: Phrasing) -> int:
    """How long the clip of a phrase will be, in frames.

    Raises:
        VoiceError: when there is no such voice.
        SpeechError: when a say-as does not fit its text.
        SoundError: when a recording cannot be read.
    """
    if isinstance(voiced, Recording):
        from audiogen.audio.recording_header import read_header  # noqa: PLC0415 - few shows have recordings

        length_s = read_header(phrasing.root / voiced.file).length_s
        # some files do not say how long they are: then it is that of the words
        default = pace_of("", "en")
        return to_frames(default.seconds(unmarked(voiced.text), default.wpm) if length_s is None else length_s)
    engine = phrasing.find(voiced.voice)
    wpm = engine.pace(voiced.wpm) if isinstance(engine, Paced) else voiced.wpm
    return to_frames(pace_of(voiced.voice, voiced.language).seconds(phrasing.speech(voiced), wpm))


def all_estimated_frames(plan: Plan, phrasing: Phrasing) -> dict[Voiced, int]:
    """How long every clip of a plan will be, in frames; errors are those of `estimated_frames`."""
    return {voiced: estimated_frames(voiced, phrasing) for voiced in plan.utterances}


def uncertain_frames(plan: Plan, frames_of: dict[Voiced, int]) -> int:
    """By how much a session may be longer or shorter than expected. The words of breaths have no part: a grid has them.

    Args:
        plan: the session's.
        frames_of: what `all_estimated_frames` gave for it.
    """
    phrases = [cue.utterance for cue in plan.cues if isinstance(cue, Phrase)]
    shares = (
        frames_of[each] * pace_of(each.voice, each.language).uncertainty
        if isinstance(each, Utterance)
        else to_frames(_RECORDING_UNCERTAINTY_S)
        for each in phrases
    )
    return round(sum(shares))
