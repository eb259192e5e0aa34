"""The feed: RSS 2.0 with the iTunes, podcast, content and Podlove namespaces, as podcast directories and apps want it.

`templates/feed.xml` is the form; this module computes its values. It reads no clock: equal values give equal text.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from email.utils import format_datetime
from functools import partial
from typing import Final

from audiogen.manifest import Manifest, Media, in_order
from audiogen.publish import layout
from audiogen.publish.address import absolute, ascii_address
from audiogen.publish.chapters import ChapterStart, npt, timestamps
from audiogen.publish.facts import EpisodeFacts, Publication
from audiogen.publish.text import integrity, one_line, render, shorten, split_paragraphs
from audiogen.publish.words.page_words import PageWords, words_of
from audiogen.script.length_words import titled

DESCRIPTION_BYTES: Final = 4000
"""Apple's limit on a description."""
_TITLE_LENGTH: Final = 255
"""Characters."""
_MOST_MINUTES: Final = 60


@dataclass(frozen=True, slots=True)
class Enclosure:
    """One media file in the feed."""

    url: str
    media: Media
    integrity: str
    """Subresource Integrity, from the file's SHA-256."""


@dataclass(frozen=True, slots=True)
class Item:
    """One episode in the feed."""

    episode: Manifest
    title: str
    type: str
    """`full`, or `bonus` for another length of a session."""
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
    words: PageWords
    """In the language of the episode."""
    enclosures: tuple[Enclosure, ...]
    """The first becomes RSS's one enclosure, the others become alternate enclosures."""


@dataclass(frozen=True, slots=True)
class Channel:
    """The show in the feed."""

    title: str
    feed: str
    link: str
    cover: str
    description: str
    categories: tuple[str, ...]
    """One of Apple's categories, and perhaps one of its subcategories."""
    last_build: str | None
    """RFC 2822; the newest episode's."""
    voices: tuple[str, ...]
    """The names of the synthetic voices that speak."""
    words: PageWords


def render_feed(publication: Publication, manifests: Sequence[Manifest], base_url: str) -> str:
    """The text of feed.xml, with every address below `base_url`.

    Episodes stand newest first, in serial shows as well: apps without a notion of serial shows expect that, and those
    that have one go by `itunes:episode`. Other lengths of a session follow its own episode, where the show has them in
    its feed.
    """
    listed = [each for each in manifests if each.length_s is None or publication.show.lengths_in_feed]
    newest_first = sorted(sorted(listed, key=in_order), key=published_at, reverse=True)
    facts = {episode.name: episode for episode in publication.episodes}
    return render(
        "feed.xml",
        show=publication.show,
        podcast_guid=publication.podcast_guid,
        channel=_channel(publication, newest_first, base_url),
        items=[
            _item(episode, facts[episode.name], base_url, words_of(publication.show, episode.language))
            for episode in newest_first
        ],
        generator="audiogen",
    )


def published_at(episode: Manifest) -> dt.datetime:
    """When the episode counts as published: its day in UTC, and soon after midnight.

    Midnight, because a directory hides an episode until the hour in its feed has come. After it come the number in
    minutes up to an hour, and seconds from then on: that keeps episodes of one day in their order, and the highest
    number still before four in the morning.
    """
    midnight = dt.datetime.combine(episode.published, dt.time(), tzinfo=dt.UTC)
    minutes = min(episode.number, _MOST_MINUTES)
    return midnight + dt.timedelta(minutes=minutes, seconds=episode.number - minutes)


def notes_html(episode: Manifest, summary: str, chapters: Sequence[ChapterStart], words: PageWords) -> str:
    """The notes below an episode, as HTML; a blank line of the summary begins a paragraph."""
    return render(
        "notes.html",
        paragraphs=split_paragraphs(summary),
        content=one_line(episode.notes.content or ""),
        care=one_line(episode.notes.care or ""),
        caveats=[words.caveat(text) for text in episode.caveats],
        credits=episode.credits,
        chapters=chapters,
        say=words.say,
    ).strip()


def _channel(publication: Publication, newest_first: Sequence[Manifest], base_url: str) -> Channel:
    show = publication.show
    voices = sorted({voice for episode in newest_first if episode.synthetic_voice for voice in episode.voices})
    return Channel(
        title=_title(show.title),
        feed=absolute(base_url, layout.FEED),
        link=ascii_address(show.link) if show.link else f"{ascii_address(base_url)}/",
        cover=absolute(base_url, publication.cover),
        description=shorten("\n\n".join(split_paragraphs(show.description)), DESCRIPTION_BYTES),
        categories=tuple(show.category.split(" > ")),
        last_build=format_datetime(published_at(newest_first[0]), usegmt=True) if newest_first else None,
        voices=tuple(voices),
        words=words_of(show),
    )


def _item(episode: Manifest, facts: EpisodeFacts, base_url: str, words: PageWords) -> Item:
    address = partial(absolute, base_url)
    notes = notes_html(episode, episode.summary, timestamps(episode), words)
    return Item(
        episode=episode,
        title=_titled(episode),
        type="full" if episode.length_s is None else "bonus",
        link=address(layout.session_page(episode.slug)),
        published=format_datetime(published_at(episode), usegmt=True),
        duration_s=int(episode.media[0].duration_s + 0.5),
        cover=address(facts.cover),
        description=notes if len(notes.encode()) <= DESCRIPTION_BYTES else _short_notes(episode, words),
        notes=notes,
        vtt=address(facts.vtt),
        srt=address(facts.srt),
        chapters_file=address(facts.chapters),
        chapters=tuple(ChapterStart(mark.start_s, npt(mark.start_s), _title(mark.title)) for mark in episode.chapters),
        words=words,
        enclosures=tuple(
            Enclosure(address(media.file), media, integrity(bytes.fromhex(media.sha256))) for media in episode.media
        ),
    )


def _short_notes(episode: Manifest, words: PageWords) -> str:
    """The notes in at most 4000 bytes: without chapters, and with a shorter summary if need be."""
    summary = episode.summary.strip()
    room = len(summary.encode())
    # escaping makes a text longer by an amount that depends on where it is cut, hence the loop
    while (
        len((notes := notes_html(episode, shorten(summary, room), (), words)).encode()) > DESCRIPTION_BYTES and room > 0
    ):
        room = max(room - (len(notes.encode()) - DESCRIPTION_BYTES), 0)
    return notes


def _titled(episode: Manifest) -> str:
    """The title, with the length of one that is not its session's own episode: apps list titles alone."""
    length = titled("", episode.length_s, episode.language)
    room = _TITLE_LENGTH - len(length)
    return f"{_title(episode.title, room)}{length}"


def _title(text: str, longest: int = _TITLE_LENGTH) -> str:
    whole = one_line(text)
    return whole if len(whole) <= longest else whole[: longest - 1].rstrip() + "\u2026"
