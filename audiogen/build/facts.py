"""The metadata of a finished episode: its tags, inside the media file, and its manifest, beside it."""

from __future__ import annotations

from collections.abc import Sequence

from audiogen.build.keys import file_sha256
from audiogen.build.outputs import ending_of
from audiogen.build.session import Session
from audiogen.encode.formats import find_format
from audiogen.encode.tags import ChapterTag, Tags
from audiogen.manifest import (
    Aims,
    BellMark,
    BreathMark,
    Caption,
    ChapterMark,
    EpisodeTexts,
    Listing,
    Loudness,
    Manifest,
    Media,
    RefusedVoice,
    SofteningMark,
    TimeSpan,
    UncheckedManifest,
    file_of,
)
from audiogen.plan.cues import Utterance
from audiogen.plan.softening import SOFTEST_DB
from audiogen.plan.timeline import PlacedCaption, Timeline
from audiogen.render.output import Output
from audiogen.render.to_target import Finished, MeasuredFile
from audiogen.units import to_seconds
from audiogen.verify.meters.summary import checks_of


def episode_tags(session: Session, chapters: Sequence[ChapterMark], cover_jpeg: bytes) -> Tags:
    """The tags of an episode."""
    show, script = session.show, session.script
    return Tags(
        title=session.title,
        artist=show.author,
        album=show.title,
        track=session.number,
        date=session.published,
        language=session.plan.language,
        comment=script.summary.strip(),
        copyright=show.copyright or "",
        cover_jpeg=cover_jpeg,
        chapters=tuple(ChapterTag(at.title, at.start_s, at.end_s) for at in chapters),
    )


def episode_texts(session: Session) -> EpisodeTexts:
    """What is said of an episode, whatever its sound."""
    script = session.script
    return EpisodeTexts(
        stage_keys=session.keys,
        number=session.number,
        guid=session.guid,
        published=session.published,
        length_s=session.edition.other_length_s,
        title=script.title,
        section=script.section,
        summary=script.summary.strip(),
        notes=session.notes,
        listing=Listing.of(script),
        caveats=session.caveats,
        credits=session.credits,
    )


def episode_chapters(timeline: Timeline) -> tuple[ChapterMark, ...]:
    """The chapters of an episode."""
    return tuple(
        ChapterMark(start_s=to_seconds(at.start), end_s=to_seconds(at.end), title=at.title) for at in timeline.chapters
    )


def episode_manifest(
    session: Session, timeline: Timeline, finished: Finished, *, refused: tuple[RefusedVoice, ...] = ()
) -> Manifest:
    """The manifest of an episode whose media files are finished.

    Args:
        session: as it was spoken.
        timeline: where everything sounds.
        finished: the files, and what was measured in them, decoded.
        refused: the voices that were tried before and failed.
    """
    plan = session.plan
    levels, bed = plan.levels, plan.bed
    heard = {each.voice for each in plan.utterances if isinstance(each, Utterance)}
    first = finished.mixes[0]
    unchecked = UncheckedManifest(
        **dict(episode_texts(session)),
        slug=plan.slug,
        language=plan.language,
        voice=plan.speaker,
        other_voices=plan.speakers[1:],
        refused_voices=refused,
        synthetic_voice=any(session.phrasing.find(voice).synthetic for voice in heard),
        bed=plan.bed_name,
        bedless=_bedless(timeline),
        media=tuple(_measured_media(session, each) for each in finished.mixes),
        stems=tuple(_measured_media(session, each) for each in finished.files if each not in finished.mixes),
        chapters=episode_chapters(timeline),
        captions=tuple(_caption(placed, plan.language) for placed in timeline.captions),
        breaths=tuple(
            BreathMark(
                start_s=to_seconds(at.start),
                end_s=to_seconds(at.end),
                kind=at.kind,
                cycle=at.cycle,
                cycles=at.cycles,
            )
            for at in timeline.breaths
        ),
        loudness=Loudness(
            integrated_lufs=round(first.heard.integrated_lufs, 2),
            true_peak_dbtp=round(first.heard.true_peak_dbtp, 2),
            limited_share=round(finished.limited.share, 5),
            most_limited_db=round(finished.limited.most_db, 2),
        ),
        bells=tuple(BellMark(start_s=to_seconds(at.start), name=at.bell) for at in timeline.strikes),
        softening=_softening(timeline),
        aims=Aims(
            loudness_lufs=levels.loudness,
            anchor=finished.anchor,
            programme_lufs=levels.programme_lufs,
            true_peak_dbtp=levels.true_peak,
            bed_under_speech_db=bed.under_speech_db,
            bed_in_pauses_db=bed.in_pauses_db,
            fade_in_s=bed.fade_in_s,
            fade_out_s=timeline.fade_out_s(bed),
        ),
    )
    return Manifest(**dict(unchecked), checks=checks_of(first.heard, unchecked))


def _softening(timeline: Timeline) -> SofteningMark | None:
    softer = timeline.softening
    if softer is None:
        return None
    return SofteningMark(start_s=to_seconds(softer.start), end_s=to_seconds(softer.end), softer_db=SOFTEST_DB)


def _bedless(timeline: Timeline) -> tuple[TimeSpan, ...]:
    """Where there is no bed: from where it begins to fade out, until the next one has faded in."""
    ends = [*(scene.start + scene.crossfade_frames for scene in timeline.scenes[1:]), timeline.frames]
    return tuple(
        TimeSpan(start_s=to_seconds(placed.start), end_s=to_seconds(min(end, timeline.frames)))
        for placed, end in zip(timeline.scenes, ends, strict=True)
        if not placed.scene.layers
    )


def _caption(placed: PlacedCaption, language: str) -> Caption:
    return Caption(
        start_s=to_seconds(placed.start),
        end_s=to_seconds(placed.end),
        text=placed.text,
        kind=placed.kind,
        paragraph=placed.paragraph,
        language=placed.language if placed.language != language else None,
    )


def _measured_media(session: Session, finished: MeasuredFile) -> Media:
    return media_of(session, finished.output, finished.heard.frames, ending_of(finished.output))


def media_of(session: Session, output: Output, frames: int, ending: str) -> Media:
    """What a manifest says of a finished file.

    Args:
        session: whose it is.
        output: the file, under its temporary name.
        frames: its decoded length, at 48 kHz.
        ending: how its name will end.
    """
    size_bytes, sha256 = output.path.stat().st_size, file_sha256(output.path)
    constant_kbps = output.kbps if output.format == find_format("mp3") else None
    return Media(
        file=file_of(session.edition.name, sha256, ending, output.path.parent.name),
        mime=output.format.mime,
        size_bytes=size_bytes,
        frames=frames,
        duration_s=to_seconds(frames),
        # only MP3s have a constant bit rate; that of the others follows from their size
        bit_rate=constant_kbps * 1000 if constant_kbps else round(size_bytes * 8 / to_seconds(frames)),
        sha256=sha256,
    )
