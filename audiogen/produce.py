"""One session from plan to finished episode: speak, place, mix, render, put in place.

Whatever happens on the way, the last good episode stays where it is until the new one is whole and measured.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import numpy as np

from audiogen.ambience.bell import STRIKE_LUFS, bell
from audiogen.ambience.breath import BREATH_LUFS, breath
from audiogen.ambience.file_bed import FileBed
from audiogen.ambience.level import bed_energies
from audiogen.ambience.registry import find_sound
from audiogen.ambience.seeds import seed_of
from audiogen.cache import Cache, write_atomically
from audiogen.cues import Voiced
from audiogen.encode import Measured
from audiogen.episode import episode_manifest, episode_tags
from audiogen.errors import OutputError, SpeechError
from audiogen.loudness import gated_lufs
from audiogen.manifest import Manifest, Refused
from audiogen.mix import Mixer, MixGains
from audiogen.progress import Notice, OnEvent, Progress, Stage
from audiogen.publish.cover import embedded_cover
from audiogen.render import OnProgress, Rendering, is_on_target, render
from audiogen.samples import Samples, Source
from audiogen.script.model import BellName
from audiogen.session import Session
from audiogen.speech.clip import PHRASE_LUFS
from audiogen.speech.speak import Spoken, speak
from audiogen.timeline import ScriptPlaces, Timeline, place
from audiogen.units import to_gain


@dataclass(frozen=True, slots=True)
class Produced:
    """A finished episode, in place."""

    manifest: Manifest
    phrases: int
    """Different phrases in the session."""
    phrases_spoken: int
    """Those that a voice had to speak; the others came from the cache."""


def produce(session: Session, on_event: OnEvent) -> Produced:
    """Make the episode of a session and put it in place.

    Raises:
        SpeechError: when none of the session's voices can speak all of it.
        LengthError: when the target cannot be met.
        SoundError: when the bed cannot be used.
        MediaError: when the finished file is not what it must be.
        OutputError: when it cannot be written.
    """
    slug, origin = session.script.slug, session.script.origin
    session, spoken, refused = _speak(session, on_event)
    timeline = place(session.plan, spoken.frames, ScriptPlaces(str(origin.path), origin.step_lines))
    bed = _bed(session)
    with _unfinished(session.project.media(slug)) as path:
        measured = render(_rendering(session, timeline, spoken, bed), path, _teller(slug, timeline.frames, on_event))
        manifest = episode_manifest(session, timeline, path, measured, refused=refused)
        _put_in_place(session, path, manifest)
    if not is_on_target(session.plan.levels, measured):
        on_event(Notice(_softer(session, measured)))
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

    def clip(self, utterance: Voiced) -> Samples:
        return self.spoken.load(utterance)

    def bell(self, name: BellName) -> Samples:
        return bell(name)

    def breath(self, kind: Literal["in", "out"], frames: int, seed: int) -> Samples:
        return breath(kind, frames, seed)


def _rendering(session: Session, timeline: Timeline, spoken: Spoken, bed: Source | None) -> Rendering:
    plan, seed = session.plan, seed_of(session.script.slug)
    heard = bed_energies(bed, timeline.frames) if bed else np.zeros(1)
    gains = MixGains(
        bed_db=PHRASE_LUFS - gated_lufs(heard) if bed else 0.0,
        breath_db=PHRASE_LUFS + plan.levels.breath - BREATH_LUFS,
        bell_db=PHRASE_LUFS + plan.levels.bell - STRIKE_LUFS,
    )
    return Rendering(
        timeline=timeline,
        mixer=Mixer(timeline, _SessionSounds(spoken), bed, plan.bed, gains, seed=seed),
        levels=plan.levels,
        phrase_lufs=PHRASE_LUFS,
        bed_energies=heard * to_gain(gains.bed_db + plan.bed.in_pauses_db) ** 2,
        tags=episode_tags(session, timeline, embedded_cover(session.show, session.script, session.project.root)),
        where=str(session.script.origin.path),
    )


def _bed(session: Session) -> Source | None:
    bed = session.plan.bed
    if bed.file:
        return FileBed(session.project.root / bed.file)
    return find_sound(bed.sound).make(seed_of(session.script.slug)) if bed.sound else None


def _softer(session: Session, measured: Measured) -> str:
    return (
        f"{session.script.origin.path}: the episode is at {measured.integrated_lufs:.1f} LUFS instead of "
        f"{session.plan.levels.loudness:.1f}: beside few words the bed counts as programme. Lower its `in_pauses`, "
        "or let it be: players differ by more than that."
    )


def _teller(slug: str, frames: int, on_event: OnEvent) -> OnProgress:
    def tell(stage: Stage, done: int) -> None:
        on_event(Progress(slug, stage, done, frames))

    return tell


@contextmanager
def _unfinished(path: Path) -> Iterator[Path]:
    """A name beside the final one, unique to this process; nothing is left there on the way out."""
    unfinished = path.with_name(f".{path.stem}.{os.getpid()}{path.suffix}")
    try:
        yield unfinished
    finally:
        unfinished.unlink(missing_ok=True)


def _put_in_place(session: Session, path: Path, manifest: Manifest) -> None:
    """First the sound, then the manifest: a crash between the two leaves a mismatch that the next build mends."""
    media = session.project.media(session.script.slug)
    try:
        path.replace(media)
    except OSError as error:
        message = f"cannot write {media}: {error.strerror}"
        hint = "Close what may hold the file open, or make the folder writable; then build again."
        raise OutputError(message, hint=hint) from error
    write_atomically(session.project.manifest(session.script.slug), manifest.to_json().encode())
