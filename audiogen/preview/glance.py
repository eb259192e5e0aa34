"""A session at a glance before it is built: placed by the lengths of what has been spoken, and expected ones."""

from __future__ import annotations

from dataclasses import dataclass

from audiogen.artwork.design import episode_design
from audiogen.build.chosen import ChosenTrack
from audiogen.cache.store import Cache
from audiogen.chart.session import SessionChart, SessionFacts, session_chart
from audiogen.errors import AudiogenError
from audiogen.plan.cues import Plan
from audiogen.plan.places import places_of
from audiogen.plan.solve import solve
from audiogen.plan.target import TargetMiss, missed_target
from audiogen.plan.timeline import arrange
from audiogen.script.length_words import titled
from audiogen.speech.pace.estimate import uncertain_frames
from audiogen.speech.speak import kept_clips


@dataclass(frozen=True, slots=True)
class Glance:
    """A session as it would be built now."""

    chart: SessionChart
    speaker: str
    """The name of its voice."""
    spoken: int
    """How many of its phrases have been spoken, and have their exact lengths."""
    phrases: int
    asked_s: float | None
    """Its target; None when it has none."""
    miss: TargetMiss | None
    """Why the target is out of reach, or may be; then the chart comes as near to it as it can."""


def glance(chosen: ChosenTrack) -> Glance:
    """A session at a glance, as the first of its voices speaks that can be used here.

    Raises:
        AudiogenError: when there is nothing in it.
        VoiceError: when there is no such voice.
        SpeechError: when a say-as does not fit its text.
        SoundError: when a recording cannot be read.
    """
    plan = _usable(chosen)
    script, edition = chosen.track.script, chosen.track.edition
    kept = kept_clips(plan.utterances, Cache(chosen.project.cache), chosen.phrasing, own=chosen.own)
    frames_of = chosen.expected_frames(plan) | {each: clip.frames for each, clip in kept.items()}
    timeline = arrange(plan, frames_of, chosen.settled_frames)
    solved = solve(plan, frames_of, chosen.settled_frames)
    if not timeline.frames:
        message = f"{script.origin.path}: nothing is heard in it"
        raise AudiogenError(message, hint="Give it steps, like `- say: Welcome.`")
    uncertain = uncertain_frames(plan, {**frames_of, **dict.fromkeys(kept, 0)})
    facts = SessionFacts(
        title=titled(script.title, edition.other_length_s, plan.language),
        show=chosen.show.title,
        number=script.origin.number,
        language=plan.language,
        hue=episode_design(chosen.show, script.origin.number, script.slug, script.title, script.section).hue,
        target_lufs=plan.levels.loudness,
    )
    return Glance(
        chart=session_chart(timeline, solved, facts, expected=len(kept) < len(plan.utterances)),
        speaker=plan.speaker,
        spoken=len(kept),
        phrases=len(plan.utterances),
        asked_s=script.target,
        miss=missed_target(
            plan, frames_of, places_of(script, of_client=edition.own_length), uncertain_frames=uncertain
        ),
    )


def _usable(chosen: ChosenTrack) -> Plan:
    """The plan of the first voice that can be used here; else that of the first one."""
    first = chosen.plan()
    plans = (first, *map(chosen.plan, range(1, first.attempts)))
    usable = (each for each in plans if not any(chosen.phrasing.find(name).available() for name in each.speakers))
    return next(usable, first)
