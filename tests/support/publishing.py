"""A small show with real files, for the tests of publishing."""

from __future__ import annotations

import contextlib
import datetime as dt
import hashlib
import io
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

import pytest
from PIL import Image
from support.sessions import AIMS, CHECKS

from audiogen.artwork import drawing
from audiogen.manifest import BreathMark, Caption, ChapterMark, Loudness, Manifest, Media, PageSound, file_of_content
from audiogen.publish.dated import as_of
from audiogen.publish.facts import EpisodeFacts, Publication, read_published
from audiogen.publish.outgoing import OutgoingFile, outgoing
from audiogen.publish.site import publish
from audiogen.script.length_words import track_name
from audiogen.script.model import Notes, Show

GUID = "917393e3-1b1e-5cef-ace4-edaa54e1f810"
BASE = "https://pods.example/trust"
SPECIAL = 'Ask & <listen>: "it\'s" 5 > 3 \U0001f54a'


def show(**facts: object) -> Show:
    """A show; everything that is not given has a plain value."""
    values = {"title": "Small Show", "author": "audiogen", "description": "A show for tests.", "base_url": BASE}
    return Show.model_validate({**values, **facts})


def media_bytes(name: str) -> bytes:
    """What stands for a track's sound: publishing never looks inside."""
    return f"sound of {name} ".encode() * 400


def episode(number: int = 1, **facts: object) -> Manifest:
    """An episode of 90.6 seconds with three chapters, four captions and one breath."""
    slug = str(facts.get("slug", f"{number:02}-session"))
    name = track_name(slug, facts.get("length_s"))
    content = media_bytes(name)
    media = Media(
        file=file_of_content(name, content, ".mp3"),
        mime="audio/mpeg",
        size_bytes=len(content),
        frames=4_348_800,
        duration_s=90.6,
        bit_rate=128_000,
        sha256=hashlib.sha256(content).hexdigest(),
    )
    values: dict[str, object] = {
        "stage_keys": {"sound": "0" * 64, "tags": "0" * 64, "texts": "0" * 64},
        "slug": slug,
        "number": number,
        "guid": f"guid-of-{name}",
        "published": dt.date(2026, 3, 1),
        "title": f"Session {'abcdefghij'[number % 10]}",
        "section": "A section",
        "summary": "What it is about.",
        "language": "en",
        "notes": Notes(content="Touches on old hurt.", care="Not therapy."),
        "voice": "heart",
        "synthetic_voice": True,
        "bed": "rain",
        "media": (media,),
        "chapters": (
            ChapterMark(start_s=0, end_s=20.5, title="Arriving"),
            ChapterMark(start_s=20.5, end_s=60, title="Breathing"),
            ChapterMark(start_s=60, end_s=90.6, title="Closing"),
        ),
        "captions": (
            Caption(start_s=1, end_s=3.25, text="Welcome.", kind="speech", paragraph=True),
            Caption(start_s=4, end_s=9, text="You might sit down.", kind="speech", paragraph=False),
            Caption(start_s=25, end_s=26, text="Breathe in.", kind="cue", paragraph=True),
            Caption(start_s=62, end_s=66, text="Thank you.", kind="speech", paragraph=False),
        ),
        "breaths": (
            BreathMark(start_s=25, end_s=29, kind="in", cycle=1, cycles=1),
            BreathMark(start_s=29, end_s=35, kind="out", cycle=1, cycles=1),
        ),
        "loudness": Loudness(integrated_lufs=-16.0, true_peak_dbtp=-1.3, limited_share=0.0, most_limited_db=0.0),
        "bells": (),
        "aims": AIMS,
        "checks": CHECKS,
    }
    return Manifest.model_validate({**values, **facts})


def with_page(made: Manifest) -> Manifest:
    """The same with a file that the page plays."""
    content = page_bytes(made.name)
    facts = {
        "file": file_of_content(made.name, content, ".page.mp3"),
        "size_bytes": len(content),
        "sha256": hashlib.sha256(content).hexdigest(),
    }
    page = PageSound(mix="full", guid=made.guid, media=made.media[0].model_copy(update=facts))
    return made.model_copy(update={"page": (page,)})


def page_bytes(name: str) -> bytes:
    """What stands for the same sound without tags."""
    return f"sound of {name} ".encode() * 390


def in_length(length_s: float, number: int = 1, **facts: object) -> Manifest:
    """The same session in another length."""
    made = episode(number, length_s=length_s, **facts)
    return made.model_copy(update={"media": (made.media[0].model_copy(update={"duration_s": length_s}),)})


def spoken(*texts: str) -> tuple[Caption, ...]:
    """Captions that follow one another, three seconds each."""
    return tuple(
        Caption(start_s=at * 3.0, end_s=at * 3.0 + 3, text=text, kind="speech", paragraph=at == 0)
        for at, text in enumerate(texts)
    )


def publication(of: Show, manifests: tuple[Manifest, ...]) -> Publication:
    """What publishing notes down, without drawing anything."""
    return Publication(
        show=of,
        podcast_guid=GUID,
        cover="cover-00000000.jpg",
        thumbnail="assets/cover-00000000.jpg",
        hue=40,
        episodes=tuple(
            EpisodeFacts(
                slug=each.slug,
                length_s=each.length_s,
                manifest=each.file,
                vtt=f"episodes/{each.name}-1.vtt",
                srt=f"episodes/{each.name}-1.srt",
                chapters=f"episodes/{each.name}-1.chapters.json",
                cover=f"episodes/{each.slug}-1.jpg",
                thumbnail=f"assets/{each.slug}-1.jpg",
                hue=160,
                motif=each.number % 7,
            )
            for each in manifests
        ),
        files=(),
    )


def put_in_place(dist: Path, manifests: tuple[Manifest, ...]) -> None:
    """What a build leaves in dist/ before it publishes: media and manifests."""
    (dist / "episodes").mkdir(parents=True, exist_ok=True)
    for each in manifests:
        (dist / each.media[0].file).write_bytes(media_bytes(each.name))
        for page in each.page:
            (dist / page.media.file).write_bytes(page_bytes(each.name))
        (dist / each.file).write_text(each.to_json(), encoding="utf-8", newline="\n")


@contextlib.contextmanager
def undrawn_covers() -> Iterator[None]:
    """Bytes that end as a JPEG does stand for each cover: drawing takes long, and is tested with the artwork."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(drawing, "draw_jpeg", lambda design, px: f"{design} {px}".encode() + b"\xff\xd9")
        yield


@contextlib.contextmanager
def plain_covers() -> Iterator[None]:
    """Pictures of one colour stand for each cover, as large as podcast platforms want them."""

    @cache
    def plain(px: int) -> bytes:
        drawn = io.BytesIO()
        Image.new("RGB", (px, px)).save(drawn, "JPEG", quality=30)
        return drawn.getvalue()

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(drawing, "draw_jpeg", lambda design, px, most=None: plain(px))
        yield


def publish_small(dist: Path, *manifests: Manifest, of: Show | None = None) -> None:
    """Publish episodes, with their media in place."""
    put_in_place(dist, manifests)
    publish(of or show(), GUID, manifests, dist, dist.parent)


def sent_on(dist: Path, day: dt.date, base_url: str) -> Mapping[str, OutgoingFile]:
    """What a host gets of a folder on a day."""
    return outgoing(*as_of(*read_published(dist), day), dist, base_url)
