"""One session from plan to finished episode: speak, place, mix, render, put in place.

Whatever happens on the way, the last good episode stays as it is: the new one stands beside it, under other names.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from audiogen.ambience.cues.bell import STRIKE_LUFS, bell
from audiogen.ambience.cues.breath import BREATH_LUFS, breath
from audiogen.ambience.lifts import lifts
from audiogen.ambience.parts.seeds import seed_of
from audiogen.ambience.pauses import pause_levels
from audiogen.ambience.session_bed import SessionBed, session_bed
from audiogen.artwork.cover import embedded_cover
from audiogen.audio.samples import Samples, Samples16
from audiogen.build.facts import episode_chapters, episode_manifest, episode_tags
from audiogen.build.places import put_in_place, unfinished
from audiogen.build.session import Produced, Session
from audiogen.cache.store import Cache
from audiogen.encode.tags import Tags
from audiogen.errors import SpeechError
from audiogen.manifest import RefusedVoice
from audiogen.parallel import Workers
from audiogen.plan.alike import Alike, alike
from audiogen.plan.cues import Voiced
from audiogen.plan.places import places_of
from audiogen.plan.timeline import PlacedBreath, PlacedStrike, Timeline, place
from audiogen.progress import Notice, OnEvent, Progress, Stage
from audiogen.render.files import EpisodeFiles, Output
from audiogen.render.gain import Programme
from audiogen.render.mixer import Mixer, MixGains
from audiogen.render.to_target import Finished, OnProgress, Rendering, render
from audiogen.speech.clip import PHRASE_LUFS
from audiogen.speech.speak import Spoken, speak

_AUDIBLE_SHARE, _AUDIBLE_DB = 0.05, 3.0
"""Share of a session, and how far it is turned down, from which on the work of the limiter begins to be heard."""


def produce(session: Session, workers: Workers, on_event: OnEvent) -> Produced:
    """Make the episode of a session and put it in place.

    Args:
        session: what to make.
        workers: threads for mixing and encoding.
        on_event: called with every event, from several threads.

    Raises:
        SpeechError: when none of the session's voices can speak all of it.
        LengthError: when the target cannot be met.
        SoundError: when the bed cannot be used.
        MediaError: when the finished file is not what it must be.
        OutputError: when it cannot be written.
    """
    slug, name, origin = session.script.slug, session.edition.key, session.script.origin
    # drawn before anything else is in memory, since for a moment it takes much
    cover_jpeg = embedded_cover(session.show, session.script, session.project.root, Cache(session.project.cache))
    session, spoken, refused = _speak(session, on_event)
    expected = session.own.expected_frames if session.own else {}
    places = places_of(session.script, of_client=session.edition.own_length)
    timeline = place(session.plan, spoken.frames, places, expected)
    breaths = [(phase.start, phase.end) for phase in timeline.breaths]
    bed = session_bed(timeline.scenes, timeline.frames, session.project.root, slug, breaths)
    for remark in (*_bed_remarks(session, bed), *_breath_remarks(timeline, bed)) if bed else ():
        on_event(Notice(f"{origin.path}: {remark}"))

    def on_progress(stage: Stage, done: int) -> None:
        on_event(Progress(name, stage, done, timeline.frames))

    with unfinished(session) as outputs:
        tags = episode_tags(session, episode_chapters(timeline), cover_jpeg)
        like_others = alike(session.plan, spoken.frames, expected)
        mixing = _Mixing(session, timeline, like_others, spoken, bed, outputs, tags, workers, on_progress)
        finished = render(mixing.rendering())
        manifest = episode_manifest(session, timeline, finished, refused=refused)
        put_in_place(session.project.dist, [output.path for output in outputs], manifest)
        if session.patterns:
            session.patterns.settle(outputs[0].path, session.project.dist / manifest.media[0].file)
    for remark in _finished_remarks(session, finished):
        on_event(Notice(f"{origin.path}: {remark}"))
    phrases = {clip.key for clip in spoken.clips.values()}  # a voice may not care where a phrase stands
    return Produced(manifest, len(phrases), spoken.newly_spoken)


def _speak(session: Session, on_event: OnEvent) -> tuple[Session, Spoken, tuple[RefusedVoice, ...]]:
    """The session as the first voice that can speaks all of it; a voice never takes over half way."""
    plan, cache, name = session.plan, Cache(session.project.cache), session.edition.key
    refused: list[RefusedVoice] = []
    for attempt in range(plan.attempts):
        tried = session.attempted(attempt)
        try:
            spoken = speak(
                tried.plan.utterances, cache, session.phrasing, own=session.own, name=name, on_event=on_event
            )
        except SpeechError as error:
            refused.append(RefusedVoice(voice=tried.plan.speaker, reason=error.message))
            if attempt + 1 == plan.attempts:
                message = "; then ".join(each.reason for each in refused)
                raise SpeechError(message, hint=error.hint) from error
            on_event(Notice(f"{name}: {error.message}; the whole session is spoken by the next voice"))
        else:
            return tried, spoken, tuple(refused)
    message = "a plan has no voice at all"
    raise AssertionError(message)


@dataclass(frozen=True, slots=True)
class _SessionSounds:
    """The clips, bells and breaths of a session, as the mixer asks for them."""

    spoken: Spoken

    def clip(self, utterance: Voiced) -> Samples16:
        return self.spoken.load(utterance)

    def bell(self, strike: PlacedStrike) -> Samples:
        return bell(strike.bell, strike.bowl, strike.softness)

    def breath(self, phase: PlacedBreath, seed: int) -> Samples:
        return breath("in" if phase.kind == "in" else "out", phase.frames, seed, phase.sound)


@dataclass(frozen=True, slots=True)
class _Mixing:
    """A session placed and spoken, of which mixes are made: with its bed as asked for, or softer in pauses."""

    session: Session
    timeline: Timeline
    alike: Alike | None
    spoken: Spoken
    bed: SessionBed | None
    outputs: tuple[Output, ...]
    tags: Tags
    workers: Workers
    on_progress: OnProgress

    def rendering(self, softer_db: float = 0.0) -> Rendering:
        """The rendering of a mix with its bed so much softer in pauses."""
        session, timeline = self.session, self._with_bed(softer_db)
        mix = _mixer(session, timeline, self.spoken, self.bed)
        return Rendering(
            Programme(timeline, mix, self.alike),
            EpisodeFiles(mix, self.outputs, self.tags, self.workers, session.patterns),
            session.plan.levels,
            PHRASE_LUFS,
            str(session.script.origin.path),
            self.on_progress,
            self.rendering,
        )

    def _with_bed(self, softer_db: float) -> Timeline:
        if self.bed is None:
            return self.timeline
        plan = self.session.plan
        pauses = pause_levels(self.bed.scenes, plan.bed, plan.levels.loudness, softer_db=softer_db)
        timeline = self.timeline.with_pause_levels(plan.bed, pauses)
        return timeline.with_pause_levels(plan.bed, pauses, tuple(lifts(self.bed, timeline)))


def _mixer(session: Session, timeline: Timeline, spoken: Spoken, bed: SessionBed | None) -> Mixer:
    plan, seed = session.plan, seed_of(session.script.slug)
    gains = MixGains(
        bed_db=PHRASE_LUFS - bed.lufs if bed else 0.0,
        breath_db=PHRASE_LUFS + plan.levels.breath - BREATH_LUFS,
        bell_db=PHRASE_LUFS + plan.levels.bell - STRIKE_LUFS,
    )
    return Mixer(timeline, _SessionSounds(spoken), bed.source if bed else None, plan.bed, gains, seed=seed)


def _bed_remarks(session: Session, bed: SessionBed) -> Iterator[str]:
    asked_db, speech_lufs = session.plan.bed.in_pauses_db, session.plan.levels.loudness
    asked = any(choice.in_pauses is not None for choice in (session.script.bed, session.show.bed))
    scenes = (scene.remark(asked_db, speech_lufs, asked=asked) for scene in bed.scenes)
    return filter(None, (*bed.defects, *scenes))


def _breath_remarks(timeline: Timeline, bed: SessionBed) -> Iterator[str]:
    """Waves of a recording go on while somebody breathes, unlike generated ones: nobody knows what else is in it."""
    if any(phase.kind in {"in", "out"} and phase.sound == "air" for phase in timeline.breaths):
        for file in bed.swelling:
            yield (
                f"{file} comes and goes over seconds, as breath does: with eyes closed, its waves are taken for "
                "breaths of air. Write `sound: tone` beside `breathe:`"
            )


def _finished_remarks(session: Session, finished: Finished) -> Iterator[str]:
    """What its author should know about the finished file."""
    if finished.limited.share > _AUDIBLE_SHARE and finished.limited.most_db > _AUDIBLE_DB:
        softer = max(session.plan.levels.loudness - 3, -31)
        yield (
            "the session is so loud that its loudest moments sound pressed; for a more natural voice write "
            f"`loudness: {softer:g}` under `levels:` in show.yaml"
        )
