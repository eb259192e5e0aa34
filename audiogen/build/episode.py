"""One session from plan to finished episode: speak, place, mix, render, put in place.

Whatever happens on the way, the last good episode stays where it is until the new one is whole and measured.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import Final

from audiogen.ambience.cues.bell import STRIKE_LUFS, bell
from audiogen.ambience.cues.breath import BREATH_LUFS, breath
from audiogen.ambience.parts.seeds import seed_of
from audiogen.ambience.pauses import pause_levels
from audiogen.ambience.session_bed import SessionBed, session_bed
from audiogen.artwork.cover import embedded_cover
from audiogen.atomic import write_atomically
from audiogen.audio.samples import Samples, Samples16
from audiogen.build.facts import episode_manifest, episode_tags, media_outputs
from audiogen.build.session import Session
from audiogen.cache.store import Cache
from audiogen.errors import OutputError, SpeechError
from audiogen.manifest import Manifest, Refused
from audiogen.memory import give_back
from audiogen.parallel import Workers
from audiogen.plan.cues import Voiced
from audiogen.plan.ducking import PauseLevel
from audiogen.plan.timeline import PlacedBreath, PlacedStrike, ScriptPlaces, Timeline, place
from audiogen.progress import Notice, OnEvent, Progress, Stage
from audiogen.render.files import Output, Writing
from audiogen.render.gain import Programme
from audiogen.render.mixer import Mixer, MixGains
from audiogen.render.to_target import Finished, OnProgress, Rendering, render
from audiogen.speech.clip import PHRASE_LUFS
from audiogen.speech.speak import Spoken, speak

_TOLD_SHARE: Final = 0.05
"""A limiter that works more often begins to be heard."""


@dataclass(frozen=True, slots=True)
class Produced:
    """A finished episode, in place."""

    manifest: Manifest
    phrases: int
    """Different phrases in the session."""
    phrases_spoken: int
    """Those that a voice had to speak; the others came from the cache."""


def produce(session: Session, workers: Workers, on_event: OnEvent) -> Produced:
    """Make the episode of a session and put it in place.

    Args:
        session: what to make.
        workers: who mixes and encodes.
        on_event: told of progress, from several threads.

    Raises:
        SpeechError: when none of the session's voices can speak all of it.
        LengthError: when the target cannot be met.
        SoundError: when the bed cannot be used.
        MediaError: when the finished file is not what it must be.
        OutputError: when it cannot be written.
    """
    slug, origin = session.script.slug, session.script.origin
    # first of all, since it takes much memory for a moment, while there is little else yet
    cover_jpeg = embedded_cover(session.show, session.script, session.project.root, Cache(session.project.cache))
    give_back()
    session, spoken, refused = _speak(session, on_event)
    timeline = place(session.plan, spoken.frames, ScriptPlaces(str(origin.path), origin.step_lines))
    bed = session_bed(timeline.scenes, timeline.frames, session.project.root, slug)
    if bed:
        timeline = timeline.lifted(session.plan.bed, _pauses(session, bed))
        for remark in _remarks(session, bed):
            on_event(Notice(remark))
    mix = _mixer(session, timeline, spoken, bed)
    give_back()
    with _unfinished(media_outputs(session)) as outputs:
        writing = Writing(mix, outputs, episode_tags(session, timeline, cover_jpeg), workers)
        tell = _teller(slug, timeline.frames, on_event)
        programme = Programme(timeline, mix)
        finished = render(Rendering(programme, writing, session.plan.levels, PHRASE_LUFS, str(origin.path), tell))
        manifest = episode_manifest(session, timeline, finished, refused=refused)
        _put_in_place(session, outputs, manifest)
    for remark in _finished_remarks(session, finished):
        on_event(Notice(remark))
    return Produced(manifest, len(spoken.clips), spoken.newly_spoken)


def _speak(session: Session, on_event: OnEvent) -> tuple[Session, Spoken, tuple[Refused, ...]]:
    """The session as the first voice that can speaks all of it; a voice never takes over half way."""
    plan, cache = session.plan, Cache(session.project.cache)
    refused: list[Refused] = []
    for attempt in range(plan.attempts):
        tried = session.attempted(attempt)
        try:
            spoken = speak(tried.plan.utterances, cache, session.phrasing, slug=plan.slug, on_event=on_event)
        except SpeechError as error:
            refused.append(Refused(voice=tried.plan.speaker, reason=error.message))
            if attempt + 1 == plan.attempts:
                raise _unspoken(refused, error.hint) from error
            on_event(Notice(f"{plan.slug}: {error.message}; the whole session is spoken by the next voice"))
        else:
            return tried, spoken, tuple(refused)
    message = "a plan has no voice at all"
    raise AssertionError(message)


def _unspoken(refused: Sequence[Refused], hint: str) -> SpeechError:
    message = "; then ".join(each.reason for each in refused)
    return SpeechError(message, hint=hint)


@dataclass(frozen=True, slots=True)
class _SessionSounds:
    """What the mixer asks for, from the voice and the ambience."""

    spoken: Spoken

    def clip(self, utterance: Voiced) -> Samples16:
        return self.spoken.load(utterance)

    def bell(self, strike: PlacedStrike) -> Samples:
        return bell(strike.bell, strike.bowl, strike.softness)

    def breath(self, phase: PlacedBreath, seed: int) -> Samples:
        return breath("in" if phase.kind == "in" else "out", phase.frames, seed, phase.sound)


def _mixer(session: Session, timeline: Timeline, spoken: Spoken, bed: SessionBed | None) -> Mixer:
    plan, seed = session.plan, seed_of(session.script.slug)
    gains = MixGains(
        bed_db=PHRASE_LUFS - bed.lufs if bed else 0.0,
        breath_db=PHRASE_LUFS + plan.levels.breath - BREATH_LUFS,
        bell_db=PHRASE_LUFS + plan.levels.bell - STRIKE_LUFS,
    )
    return Mixer(timeline, _SessionSounds(spoken), bed.source if bed else None, plan.bed, gains, seed=seed)


def _pauses(session: Session, bed: SessionBed) -> tuple[PauseLevel, ...]:
    return pause_levels(bed.scenes, session.plan.bed, session.plan.levels.loudness)


def _remarks(session: Session, bed: SessionBed) -> Iterator[str]:
    asked_db, speech_lufs = session.plan.bed.in_pauses_db, session.plan.levels.loudness
    for remark in (*bed.defects, *(scene.remark(asked_db, speech_lufs) for scene in bed.scenes)):
        if remark:
            yield f"{session.script.origin.path}: {remark}"


def _finished_remarks(session: Session, finished: Finished) -> Iterator[str]:
    """What its author should know about the finished file."""
    if finished.anchor != (session.plan.levels.anchor or "programme"):
        yield _sparse(session, finished)
    if finished.limited.share > _TOLD_SHARE:
        yield (
            f"{session.script.origin.path}: {finished.limited.share:.0%} of the session is turned down by up to "
            f"{finished.limited.most_db:.1f} dB, so that its peaks stay under the limit; a lower `loudness` under "
            "`levels:` leaves the voice alone"
        )


def _sparse(session: Session, finished: Finished) -> str:
    whole_lufs = finished.mixes[0].measured.integrated_lufs
    return (
        f"{session.script.origin.path}: beside few words the bed counts as programme, so the voice alone is at "
        f"{session.plan.levels.loudness:.1f} LUFS; the whole is at {whole_lufs:.1f}. "
        "`anchor: speech` under `levels:` says that it is meant so."
    )


def _teller(slug: str, frames: int, on_event: OnEvent) -> OnProgress:
    def tell(stage: Stage, done: int) -> None:
        on_event(Progress(slug, stage, done, frames))

    return tell


@contextmanager
def _unfinished(outputs: Sequence[Output]) -> Iterator[tuple[Output, ...]]:
    """The same under names beside the final ones, unique to this process; nothing is left there on the way out."""
    hidden = tuple(replace(each, path=each.path.with_name(f".{os.getpid()}.{each.path.name}")) for each in outputs)
    try:
        yield hidden
    except OutputError as error:
        # the names that people know
        message = error.message
        for each, final in zip(hidden, outputs, strict=True):
            message = message.replace(str(each.path), str(final.path))
        raise OutputError(message, hint=error.hint) from error
    finally:
        for each in hidden:
            each.path.unlink(missing_ok=True)


def _put_in_place(session: Session, outputs: Sequence[Output], manifest: Manifest) -> None:
    """First the sound, then the manifest: a crash between the two leaves a mismatch that the next build mends."""
    for written, final in zip(outputs, media_outputs(session), strict=True):
        try:
            written.path.replace(final.path)
        except OSError as error:
            message = f"cannot write {final.path}: {error.strerror}"
            hint = "Close what may hold the file open, or make the folder writable; then build again."
            raise OutputError(message, hint=hint) from error
    write_atomically(session.project.manifest(session.script.slug), manifest.to_json().encode())
