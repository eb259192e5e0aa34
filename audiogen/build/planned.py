"""How much a build has to make, told before it begins, so that it can be said how far it is and what is left."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from audiogen.build.durations import known_length_s
from audiogen.build.finished import FinishedEpisodes
from audiogen.build.session import Session
from audiogen.build.stale import foreseen_stage
from audiogen.plan.cues import Utterance, Voiced
from audiogen.plan.solve import solve
from audiogen.progress import BuildPlanned, PlannedTrack
from audiogen.units import to_frames, to_seconds

_RECORDING_S = 5.0
"""What a recording is taken to last before it is opened."""


def planned(
    sessions: Sequence[Session], finished: Mapping[Path, FinishedEpisodes], *, force: bool = False
) -> BuildPlanned:
    """What is to be made, going by keys alone: no file is read for it, and no word is looked up.

    Args:
        sessions: those that are wanted.
        finished: what stands in each folder into which they are built.
        force: whether those that are not stale are made, too.
    """
    tracks = []
    for session in sessions:
        standing = finished[session.project.dist]
        stage = foreseen_stage(session, standing, force=force)
        if stage == "sound":
            tracks.append(_with_sound(session, standing))
        elif stage != "nothing":
            tracks.append(PlannedTrack(session.edition.key, 0.0, 0.0))
    return BuildPlanned(tuple(tracks), len(sessions) - len(tracks))


def _with_sound(session: Session, finished: FinishedEpisodes) -> PlannedTrack:
    frames = {each: _rough_frames(each) for each in session.plan.utterances}
    speech_s = to_seconds(sum(count for each, count in frames.items() if isinstance(each, Utterance)))
    audio_s = known_length_s(session, finished)
    if audio_s is None:
        audio_s = to_seconds(solve(session.plan, frames).frames)
    return PlannedTrack(session.edition.key, audio_s, speech_s)


def _rough_frames(phrase: Voiced) -> int:
    """How long a phrase is by its words and its pace: enough to tell much from little, and done at once."""
    if isinstance(phrase, Utterance):
        return to_frames(60 * len(phrase.text.split()) / phrase.wpm)
    return to_frames(_RECORDING_S)
