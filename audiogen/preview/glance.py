"""A session at a glance: as it was made where that is finished, else by what has been spoken, else as expected."""

from __future__ import annotations

from dataclasses import dataclass

from audiogen.build.chosen import ChosenTrack
from audiogen.build.finished import finished_episodes
from audiogen.build.keys import stage_keys
from audiogen.build.pictures import retold_chart, session_facts
from audiogen.build.production import fingerprint
from audiogen.build.renew import with_words_of
from audiogen.build.session import Session
from audiogen.cache.store import Cache
from audiogen.chart.session import SessionChart, session_chart
from audiogen.errors import AudiogenError
from audiogen.plan.cues import Plan
from audiogen.plan.placing import arranged
from audiogen.plan.solve import solve
from audiogen.plan.target import TargetMiss, missed_target
from audiogen.speech.pace.estimate import uncertain_frames
from audiogen.speech.speak import kept_clips


@dataclass(frozen=True, slots=True)
class Glance:
    """A session as it would be built now."""

    chart: SessionChart
    phrases: int
    """How many different ones are in it."""
    spoken: int
    """How many of them have been spoken, so that their lengths are exact."""
    asked_s: float | None
    """Its target; None when it has none."""
    miss: TargetMiss | None = None
    """Why the target is out of reach, or may be; the chart comes as near to it as it can."""

    @property
    def finished(self) -> bool:
        """Whether it is what is heard in a finished file."""
        return bool(self.chart.loudness)


def glance(chosen: ChosenTrack) -> Glance:
    """A session at a glance, as the first of its voices speaks that can be used here.

    Raises:
        AudiogenError: when nothing is heard in it.
        VoiceError: when there is no such voice.
        SpeechError: when a say-as does not fit its text.
        SoundError: when a recording cannot be read.
    """
    # whatever only feed and page say is left open
    session = chosen.session(_usable_plan(chosen))
    phrases, asked_s = len(session.plan.utterances), session.script.target
    made = _as_made(session)
    return Glance(made, phrases, phrases, asked_s) if made else _as_expected(chosen, session)


def _usable_plan(chosen: ChosenTrack) -> Plan:
    """The plan of the first voice that can be used here; else that of the first one."""
    first = chosen.plan()
    plans = (first, *map(chosen.plan, range(1, first.attempts)))
    usable = (each for each in plans if not any(chosen.phrasing.find(name).available() for name in each.speakers))
    return next(usable, first)


def _as_made(session: Session) -> SessionChart | None:
    """What is heard in the finished file of a session; None where it would be made anew."""
    for manifest in finished_episodes(session.project.dist).of(session.edition.name):
        first = session.attempted(0)
        if manifest.plan and manifest.stage_keys.sound == _sound_key(first):
            return retold_chart(session, with_words_of(session, manifest))
    return None


def _sound_key(session: Session) -> str:
    return stage_keys(session, fingerprint(Cache(session.project.cache))).sound


def _as_expected(chosen: ChosenTrack, session: Session) -> Glance:
    plan, script = session.plan, session.script
    kept = kept_clips(plan.utterances, Cache(session.project.cache), session.phrasing, own=session.own)
    frames_of = chosen.expected_frames(plan) | {each: clip.frames for each, clip in kept.items()}
    solved = solve(plan, frames_of, chosen.settled_frames)
    timeline = arranged(plan, solved, frames_of, chosen.settled_frames)
    if not timeline.frames:
        message = f"{script.origin.path}: nothing is heard in it"
        raise AudiogenError(message, hint="Give it steps, like `- say: Welcome.`")
    expected = len(kept) < len(plan.utterances)
    chart = session_chart(timeline, solved, session_facts(session), expected=expected)
    uncertain = uncertain_frames(plan, frames_of | dict.fromkeys(kept, 0))
    miss = missed_target(plan, frames_of, chosen.places, uncertain_frames=uncertain)
    return Glance(chart, len(plan.utterances), len(kept), script.target, miss)
