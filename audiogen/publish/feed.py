"""The feed: RSS 2.0 with the iTunes, podcast, content and Podlove namespaces, as podcast directories and apps want it.

`templates/feed.xml` is the form; here is what goes into it. No clock is read: the same values give the same text.
"""

from __future__ import annotations

import base64
import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from email.utils import format_datetime
from typing import Final

from audiogen.manifest import Manifest, Media
from audiogen.publish import layout, prose
from audiogen.publish.address import absolute, ascii_address
from audiogen.publish.chapters import Timestamp, npt, timestamps
from audiogen.publish.facts import EpisodeFacts, Publication
from audiogen.publish.templating import environment

GENERATOR: Final = "audiogen"
DESCRIPTION_BYTES: Final = 4000
"""Apple's limit on a description."""
_TITLE_LENGTH: Final = 255
"""Characters."""


@dataclass(frozen=True, slots=True)
class Enclosure:
    """One media file, as the feed offers it."""

    url: str
    media: Media
    integrity: str
    """Subresource Integrity, from the file's SHA-256."""


@dataclass(frozen=True, slots=True)
class ChapterStart:
    """A chapter of the Podlove list."""

    npt: str
    title: str


@dataclass(frozen=True, slots=True)
class Item:
    """One episode, as the feed tells it."""

    episode: Manifest
    title: str
    link: str
    published: str
    """RFC 2822."""
    duration_s: int
    cover: str
    description: str
    """HTML of at most 4000 bytes."""
    notes: str
    """HTML, whole."""
    vtt: str
    srt: str
    chapters_file: str
    chapters: tuple[ChapterStart, ...]
    enclosures: tuple[Enclosure, ...]
    """The first is the enclosure proper."""


@dataclass(frozen=True, slots=True)
class Channel:
    """The show, as the feed tells it."""

    title: str
    feed: str
    link: str
    cover: str
    description: str
    categories: tuple[str, ...]
    """One of Apple's, and perhaps one below it."""
    last_build: str | None
    """RFC 2822; the newest episode's."""
    voices: tuple[str, ...]
    """The names of the synthetic voices that speak."""


def render_feed(publication: Publication, manifests: Sequence[Manifest], base_url: str) -> str:
    """The text of feed.xml, with every address below `base_url`.

    Episodes stand newest first, in serial shows as well: apps without a notion of serial shows expect that, and those
    that have one go by `itunes:episode`.
    """
    newest_first = sorted(manifests, key=published_at, reverse=True)
    facts = {episode.slug: episode for episode in publication.episodes}
    return (
        environment()
        .get_template("feed.xml")
        .render(
            show=publication.show,
            podcast_guid=publication.podcast_guid,
            channel=_channel(publication, newest_first, base_url),
            items=[_item(episode, facts[episode.slug], base_url) for episode in newest_first],
            generator=GENERATOR,
        )
    )


def published_at(episode: Manifest) -> dt.datetime:
    """When the episode counts as published: its day in UTC, and its number in minutes after midnight.

    Midnight, because a directory hides an episode until the hour in its feed has come; the minutes keep episodes of
    one day in their order.
    """
    midnight = dt.datetime.combine(episode.published, dt.time(), tzinfo=dt.UTC)
    return midnight + dt.timedelta(minutes=episode.number)


def notes_html(episode: Manifest, summary: str, chapters: Sequence[Timestamp]) -> str:
    """The notes below an episode, as HTML; a blank line of the summary begins a paragraph."""
    notes = episode.notes
    return (
        environment()
        .get_template("notes.html")
        .render(
            paragraphs=prose.paragraphs(summary),
            content=prose.one_line(notes.content or ""),
            care=prose.one_line(notes.care or ""),
            caveats=episode.caveats,
            credits=episode.credits,
            chapters=chapters,
        )
        .strip()
    )


def shorten(text: str, room_bytes: int) -> str:
    """The text whole if it fits, otherwise cut behind a word, with an ellipsis; sizes in bytes of UTF-8."""
    if len(text.encode()) <= room_bytes:
        return text
    cut = text.encode()[: max(room_bytes - len("\u2026".encode()), 0)].decode(errors="ignore")
    head, space, _ = cut.rpartition(" ")
    return (head if space else cut).rstrip(" ,;:\u2013\u2014") + "\u2026"


def _channel(publication: Publication, newest_first: Sequence[Manifest], base_url: str) -> Channel:
    show = publication.show
    voices = sorted({voice for episode in newest_first if episode.synthetic_voice for voice in episode.voices})
    return Channel(
        title=_line(show.title),
        feed=absolute(base_url, layout.FEED),
        link=ascii_address(show.link) if show.link else f"{ascii_address(base_url)}/",
        cover=absolute(base_url, publication.cover),
        description=shorten("\n\n".join(prose.paragraphs(show.description)), DESCRIPTION_BYTES),
        categories=tuple(show.category.split(" > ")),
        last_build=_rfc2822(newest_first[0]) if newest_first else None,
        voices=tuple(voices),
    )


def _item(episode: Manifest, facts: EpisodeFacts, base_url: str) -> Item:
    def address(path: str) -> str:
        return absolute(base_url, path)

    return Item(
        episode=episode,
        title=_line(episode.title),
        link=address(f"#{episode.slug}"),
        published=_rfc2822(episode),
        duration_s=int(episode.media[0].duration_s + 0.5),
        cover=address(facts.cover),
        description=_description(episode),
        notes=notes_html(episode, episode.summary, timestamps(episode)),
        vtt=address(layout.vtt_file(episode.slug)),
        srt=address(layout.srt_file(episode.slug)),
        chapters_file=address(layout.chapters_file(episode.slug)),
        chapters=tuple(ChapterStart(npt(mark.start_s), _line(mark.title)) for mark in episode.chapters),
        enclosures=tuple(Enclosure(address(media.file), media, _integrity(media)) for media in episode.media),
    )


def _description(episode: Manifest) -> str:
    """The notes in at most 4000 bytes: without chapters if need be, then with a shorter summary."""
    summary = episode.summary.strip()
    whole = notes_html(episode, summary, timestamps(episode))
    if len(whole.encode()) <= DESCRIPTION_BYTES:
        return whole
    room = len(summary.encode())
    while len((notes := notes_html(episode, shorten(summary, room), ())).encode()) > DESCRIPTION_BYTES and room > 0:
        room = max(room - (len(notes.encode()) - DESCRIPTION_BYTES), 0)
    return notes


def _rfc2822(episode: Manifest) -> str:
    return format_datetime(published_at(episode), usegmt=True)


def _line(text: str) -> str:
    whole = prose.one_line(text)
    return whole if len(whole) <= _TITLE_LENGTH else whole[: _TITLE_LENGTH - 1].rstrip() + "\u2026"


def _integrity(media: Media) -> str:
    return "sha256-" + base64.b64encode(bytes.fromhex(media.sha256)).decode("ascii")
