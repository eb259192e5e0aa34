"""A part of a session, as it will be heard, before anything is built.

What the cache has is as long as it is; for all other phrases a length is expected, and only those that are heard in the
part are spoken. With them everything is placed once more, until nothing in the part is missing.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from audiogen.build.chosen import ChosenTrack
from audiogen.build.masterings import keep_decision, kept_decision
from audiogen.build.mixing import SessionMix
from audiogen.build.outputs import written_outputs
from audiogen.build.session import Session
from audiogen.cache.store import Cache
from audiogen.clients.folder import explain_cache, make_private
from audiogen.errors import LengthError, SpeechError
from audiogen.plan.alike import alike
from audiogen.plan.cues import Plan, Voiced
from audiogen.plan.placing import arranged, place
from audiogen.plan.solve import solve
from audiogen.plan.target import missed_target
from audiogen.plan.timeline import Timeline
from audiogen.preview.asked import AskedPart
from audiogen.preview.window import Placed, Window, window_of
from audiogen.progress import Notice, OnEvent, ignore
from audiogen.render.decision import MixDecision, UndecidedMix
from audiogen.render.gain import Mastering, Programme
from audiogen.render.mixer import Mixer
from audiogen.speech.clip import PHRASE_LUFS
from audiogen.speech.own import Shelves
from audiogen.speech.pace.estimate import uncertain_frames
from audiogen.speech.speak import Spoken, kept_clips, speak
from audiogen.units import to_seconds


@dataclass(frozen=True)
class Previewed:
    """A part of a session that is ready to be heard."""

    chosen: ChosenTrack
    plan: Plan
    """Of the voice that speaks."""
    timeline: Timeline
    """With the levels of its bed."""
    window: Window
    mixer: Mixer
    """The mix of the whole; only what is in the window can be rendered."""
    spoken: int
    """The number of phrases that a voice had to speak for it."""
    mastering: Mastering
    """The gain at which it is heard, and its ceiling."""
    softer_db: float
    """By how much its bed is softer in pauses, for the sake of the whole."""
    expected: int
    """The number of phrases on which its place depends, and whose lengths are expected, and not known."""

    @property
    def start_s(self) -> float:
        """Where it begins in the session, in seconds."""
        return to_seconds(self.window.start)

    @property
    def end_s(self) -> float:
        """Where it ends, in seconds."""
        return to_seconds(self.window.end)


def preview_track(chosen: ChosenTrack, asked: AskedPart, on_event: OnEvent = ignore) -> Previewed:
    """Prepare a part of a session: speak what is missing of it, place everything, and set its levels.

    Args:
        chosen: the track.
        asked: the part.
        on_event: called with `Progress` while phrases are spoken, and with `Notice` of what is not as asked.

    Raises:
        AudiogenError: when there is no such part, or the track leaves it out.
        SpeechError: when none of the session's voices can speak the phrases in it.
        SoundError: when the bed or a recording cannot be used.
        OutputError: when the cache cannot be written.
    """
    plan, heard = _spoken(chosen, asked, on_event)
    if misfit := _misfit(chosen, plan, heard):
        on_event(Notice(misfit))
    mix = _mix(chosen, plan, heard)
    decision = _decision(chosen, plan, heard, mix)
    timeline, mixer = mix.programme(decision.softer_db)
    newly, expected = heard.spoken.newly_spoken, len(_expected(plan, heard))
    mastering, softer_db = decision.mastering, decision.softer_db
    return Previewed(chosen, plan, timeline, heard.window, mixer, newly, mastering, softer_db, expected)


def _misfit(chosen: ChosenTrack, plan: Plan, heard: _Ready) -> str | None:
    """Why it could not be built as it is: its target is out of reach, or a word of a breath does not fit."""
    script = chosen.track.script
    places = chosen.places
    if heard.complete:
        try:
            place(plan, heard.frames, places, chosen.settled_frames)
        except LengthError as error:
            return f"{error.message}. {error.hint}"
        return None
    miss = missed_target(plan, heard.frames, places, uncertain_frames=heard.uncertain)
    return f"{script.origin.path}: {miss.what}. {miss.advice}" if miss else None


def _expected(plan: Plan, heard: _Ready) -> set[Voiced]:
    """The phrases of unknown length on which the place of a part depends; where silences stretch, all of them."""
    start = heard.window.start
    clips = heard.placed.timeline.clips if start else ()
    deciding = {clip.utterance for clip in clips if plan.target_frames or clip.start < start}
    return deciding - heard.spoken.clips.keys()


def _mix(chosen: ChosenTrack, plan: Plan, heard: _Ready) -> SessionMix:
    timeline = heard.placed.timeline
    if heard.voice_only:
        return SessionMix(plan, replace(timeline, breaths=(), strikes=()), heard.spoken, None)
    return SessionMix.of(plan, timeline, heard.spoken, chosen.project.root)


def _decision(chosen: ChosenTrack, plan: Plan, heard: _Ready, mix: SessionMix) -> MixDecision:
    """How it is mastered, as it is or would be built; as a phrase alone would be, while not all of it is spoken."""
    session = chosen.session(plan)
    if heard.complete and (kept := kept_decision(session)):
        return kept
    undecided = _undecided(session, heard, mix)
    if not heard.complete:
        return MixDecision("speech", undecided.first_guess)

    if heard.voice_only:
        return undecided.judged_by("speech")
    decision = undecided.decided()
    keep_decision(session, decision)
    return decision


def _undecided(session: Session, heard: _Ready, mix: SessionMix) -> UndecidedMix:
    timeline, mixer = mix.programme()
    expected = session.own.expected_frames if session.own else {}
    like_others = alike(session.plan, heard.frames, expected) if heard.complete else None
    overshoot_db = max(output.overshoot_db for output in written_outputs(session))
    programme = Programme(timeline, mix.known(mixer), like_others)
    return UndecidedMix(programme, session.plan.levels, PHRASE_LUFS, overshoot_db, str(session.script.origin.path))


@dataclass(frozen=True)
class _Ready:
    """A part whose phrases are all at hand, in its place."""

    placed: Placed
    window: Window
    spoken: Spoken
    frames: Mapping[Voiced, int]
    voice_only: bool

    @property
    def complete(self) -> bool:
        """Whether every phrase that is heard in the session has been spoken."""
        return all(clip.utterance in self.spoken.clips for clip in self.placed.timeline.clips)

    @cached_property
    def uncertain(self) -> int:
        """By how many frames all that is only expected may be longer or shorter."""
        expected = {each: 0 if each in self.spoken.clips else frames for each, frames in self.frames.items()}
        return uncertain_frames(self.placed.solved.plan, expected)


def _spoken(chosen: ChosenTrack, asked: AskedPart, on_event: OnEvent) -> tuple[Plan, _Ready]:
    """The part as the first voice that can speaks it."""
    plan = chosen.plan()
    reasons: list[str] = []
    for attempt in range(plan.attempts):
        plan = chosen.plan(attempt) if attempt else plan
        try:
            return plan, _Speaking(chosen, plan, on_event).heard(asked)
        except SpeechError as error:
            reasons.append(error.message)
            if attempt + 1 == plan.attempts:
                raise SpeechError("; then ".join(reasons), hint=error.hint) from error
            on_event(Notice(f"{chosen.track.edition.key}: {error.message}; this is the next voice"))
    message = "a plan has no voice at all"
    raise AssertionError(message)


@dataclass(frozen=True)
class _Speaking:
    """The phrases of a session in one voice, as far as they are spoken."""

    chosen: ChosenTrack
    plan: Plan
    on_event: OnEvent

    def heard(self, asked: AskedPart) -> _Ready:
        """Speak what is missing of a part; what is then longer or shorter may bring other phrases into it."""
        chosen, cache = self.chosen, Cache(self.chosen.project.cache)
        clips = kept_clips(self.plan.utterances, cache, chosen.phrasing, own=chosen.own)
        expected = chosen.expected_frames(self.plan) if len(clips) < len(self.plan.utterances) else {}
        newly = 0
        while True:
            frames = {**expected, **{each: clip.frames for each, clip in clips.items()}}
            placed = self._placed(frames)
            window = window_of(asked, placed)
            missing = tuple(each for each in dict.fromkeys(window.sounding(placed.timeline)) if each not in clips)
            if not missing:
                spoken = Spoken(clips, newly, Shelves(cache, chosen.own), chosen.phrasing)
                return _Ready(placed, window, spoken, frames, asked.voice_only)
            self._make_place()
            name = chosen.track.edition.key
            made = speak(missing, cache, chosen.phrasing, own=chosen.own, name=name, on_event=self.on_event)
            clips, newly = {**clips, **made.clips}, newly + made.newly_spoken

    def _make_place(self) -> None:
        """Where phrases of a client are kept, closed to others as builds close it."""
        client, project = self.chosen.track.edition.client, self.chosen.project
        if client is not None:
            make_private(project, client)
            explain_cache(project, client)

    def _placed(self, frames: Mapping[Voiced, int]) -> Placed:
        settled = self.chosen.settled_frames
        solved = solve(self.plan, frames, settled)
        return Placed(self.chosen, solved, arranged(self.plan, solved, frames, settled))
