"""One session from plan to finished episode: speak, place, mix, render, put in place.

Whatever happens on the way, the last good episode stays as it is: the new one stands beside it, under other names.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from audiogen.ambience.session_bed import SessionBed
from audiogen.artwork.cover import embedded_cover
from audiogen.build.encoded_sound import EncodedSound
from audiogen.build.facts import episode_chapters, episode_manifest, episode_tags
from audiogen.build.masterings import keep_decision
from audiogen.build.mixing import SessionMix
from audiogen.build.outputs import UnfinishedFiles
from audiogen.build.page_sound import copied
from audiogen.build.pictures import picture_file, plan_picture
from audiogen.build.places import put_in_place, unfinished
from audiogen.build.session import Produced, Session
from audiogen.cache.store import Cache
from audiogen.encode.tags import Tags
from audiogen.errors import SpeechError
from audiogen.manifest import Manifest, Media, PageSound, RefusedVoice
from audiogen.parallel import Workers
from audiogen.plan.alike import Alike, alike
from audiogen.plan.places import places_of
from audiogen.plan.placing import place
from audiogen.plan.solve import solve
from audiogen.plan.timeline import Timeline
from audiogen.progress import Notice, OnEvent, Progress, Stage
from audiogen.render.another_mix import AnotherMix
from audiogen.render.files import EpisodeFiles
from audiogen.render.gain import SETTLING_FRAMES, Mastering, Programme
from audiogen.render.mixer import Mixer
from audiogen.render.output import Output
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
    name, origin = session.edition.key, session.script.origin
    # drawn before anything else is in memory, since for a moment it takes much
    cover_jpeg = embedded_cover(session.show, session.script, session.project.root, Cache(session.project.cache))
    session, spoken, refused = _speak(session, on_event)
    expected = session.own.expected_frames if session.own else {}
    places = places_of(session.script, of_client=session.edition.own_length)
    timeline = place(session.plan, spoken.frames, places, expected)
    mix = SessionMix.of(session.plan, timeline, spoken, session.project.root, EncodedSound.of(session))
    for remark in (*_bed_remarks(session, mix.bed), *_breath_remarks(timeline, mix.bed)) if mix.bed else ():
        on_event(Notice(f"{origin.path}: {remark}"))

    def on_progress(stage: Stage, done: int) -> None:
        on_event(Progress(name, stage, done, timeline.frames))

    with unfinished(session) as files:
        outputs = files.outputs
        tags = episode_tags(session, episode_chapters(timeline), cover_jpeg)
        like_others = alike(session.plan, spoken.frames, expected)
        mixing = _Mixing(session, mix, like_others, outputs, tags, workers, on_progress)
        finished = render(mixing.rendering())
        keep_decision(session, finished.decision)
        page = dict(mixing.page(files, finished))
        picture = plan_picture(session, finished, solve(session.plan, spoken.frames, expected))
        manifest = episode_manifest(session, timeline, finished, refused=refused)
        manifest = manifest.model_copy(update={"plan": picture_file(session, picture), "page": (*page.values(),)})
        put_in_place(session.project.dist, _written(files, manifest, page), manifest, picture)
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
class _Mixing:
    """The mix of a session, and the files that are made of it."""

    session: Session
    mix: SessionMix
    alike: Alike | None
    outputs: tuple[Output, ...]
    tags: Tags
    workers: Workers
    on_progress: OnProgress

    def rendering(self, softer_db: float = 0.0) -> Rendering:
        """The rendering of a mix with its bed so much softer in pauses."""
        session = self.session
        timeline, mix = self.mix.programme(softer_db)
        return Rendering(
            Programme(timeline, self.mix.known(mix), self.alike),
            self._files(mix, self.outputs),
            session.plan.levels,
            PHRASE_LUFS,
            str(session.script.origin.path),
            self.on_progress,
            self.rendering,
        )

    def page(self, files: UnfinishedFiles, finished: Finished) -> Iterator[tuple[Path, PageSound]]:
        """What the page plays of a finished session, each beside the temporary name of its file."""
        frames = self.mix.timeline.frames
        for each in files.page:
            if each.encoded is None:
                source = files.outputs[files.played].path
            elif mix := self.mix.bedless(finished.decision.softer_db):
                source = each.encoded.path
                self._another(mix, each.encoded, finished.decision.mastering).write()
            else:
                continue
            yield each.output.path, copied(self.session, each, source, frames)

    def _files(self, mix: Mixer, outputs: tuple[Output, ...]) -> EpisodeFiles:
        apart = self.alike.apart if self.alike else ()
        # for a while behind it, the limiter may still do something else
        around = tuple((start, end + SETTLING_FRAMES) for start, end in apart)
        return EpisodeFiles(mix, outputs, self.tags, self.workers, EncodedSound.of(self.session), around)

    def _another(self, mix: Mixer, output: Output, mastering: Mastering) -> AnotherMix:
        session = self.session
        return AnotherMix(
            self._files(mix, (output,)),
            mastering,
            session.plan.levels.true_peak,
            str(session.script.origin.path),
            self.on_progress,
        )


def _written(files: UnfinishedFiles, manifest: Manifest, page: Mapping[Path, PageSound]) -> list[tuple[Path, Media]]:
    """All files that were written, each with what the manifest says of it."""
    own = zip((each.path for each in files.outputs), (*manifest.media, *manifest.stems), strict=True)
    return [*own, *((path, each.media) for path, each in page.items())]


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
