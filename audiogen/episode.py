"""What is told of a finished episode: its tags, inside the file, and its manifest, beside it."""

from __future__ import annotations

import hashlib
from pathlib import Path

from audiogen.cues import Utterance
from audiogen.encode import Chapter, Measured, Tags
from audiogen.manifest import BreathMark, Caption, ChapterMark, Loudness, Manifest, Media, Refused
from audiogen.render import BIT_RATE_KBPS
from audiogen.session import Session
from audiogen.timeline import PlacedBreath, PlacedCaption, PlacedChapter, Timeline
from audiogen.units import to_seconds


def episode_tags(session: Session, timeline: Timeline, cover_jpeg: bytes) -> Tags:
    """The tags of an episode."""
    show, script = session.show, session.script
    return Tags(
        title=script.title,
        artist=show.author,
        album=show.title,
        track=session.number,
        tracks=session.tracks,
        date=session.published,
        language=session.plan.language,
        comment=script.summary.strip(),
        copyright=show.copyright or "",
        cover_jpeg=cover_jpeg,
        chapters=tuple(Chapter(at.title, to_seconds(at.start), to_seconds(at.end)) for at in timeline.chapters),
    )


def episode_manifest(
    session: Session, timeline: Timeline, path: Path, measured: Measured, *, refused: tuple[Refused, ...] = ()
) -> Manifest:
    """The manifest of an episode whose finished media file is at `path`.

    Args:
        session: as it was spoken.
        timeline: where everything sounds.
        path: the media file.
        measured: on that file, decoded.
        refused: the voices that were tried in vain.
    """
    script, plan = session.script, session.plan
    heard = {each.voice for each in plan.utterances if isinstance(each, Utterance)}
    return Manifest(
        build_key=session.build_key,
        slug=script.slug,
        number=session.number,
        guid=session.guid,
        published=session.published,
        title=script.title,
        section=script.section,
        summary=script.summary.strip(),
        language=plan.language,
        notes=session.notes,
        voice=plan.speaker,
        other_voices=plan.speakers[1:],
        refused_voices=refused,
        synthetic_voice=any(session.phrasing.find(voice).synthetic for voice in heard),
        bed=plan.bed.file or plan.bed.sound,
        media=(_media(session, path, measured),),
        chapters=tuple(map(_chapter, timeline.chapters)),
        captions=tuple(_caption(placed, plan.language) for placed in timeline.captions),
        breaths=tuple(map(_breath, timeline.breaths)),
        loudness=Loudness(
            integrated_lufs=round(measured.integrated_lufs, 2), true_peak_dbtp=round(measured.true_peak_dbtp, 2)
        ),
    )


def _chapter(placed: PlacedChapter) -> ChapterMark:
    return ChapterMark(start_s=to_seconds(placed.start), end_s=to_seconds(placed.end), title=placed.title)


def _caption(placed: PlacedCaption, language: str) -> Caption:
    return Caption(
        start_s=to_seconds(placed.start),
        end_s=to_seconds(placed.end),
        text=placed.text,
        kind=placed.kind,
        paragraph=placed.paragraph,
        language=placed.language if placed.language != language else None,
    )


def _breath(placed: PlacedBreath) -> BreathMark:
    return BreathMark(
        start_s=to_seconds(placed.start),
        end_s=to_seconds(placed.end),
        kind=placed.kind,
        cycle=placed.cycle,
        cycles=placed.cycles,
    )


def _media(session: Session, path: Path, measured: Measured) -> Media:
    with path.open("rb") as file:
        sha256 = hashlib.file_digest(file, "sha256").hexdigest()
    return Media(
        file=session.project.media(session.script.slug).relative_to(session.project.dist).as_posix(),
        mime="audio/mpeg",
        size_bytes=path.stat().st_size,
        frames=measured.frames,
        duration_s=to_seconds(measured.frames),
        bit_rate=BIT_RATE_KBPS * 1000,
        sha256=sha256,
    )
