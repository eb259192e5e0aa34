"""The feed: RSS 2.0 with the iTunes, podcast, content and Podlove namespaces, as podcast directories and apps want it.

`templates/feed.xml` is the form; this module computes its values. It reads no clock: equal values give equal text.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from email.utils import format_datetime
from functools import cache, partial
from typing import Final

from audiogen.artwork.cover import EPISODE_PX, THUMBNAIL_PX
from audiogen.manifest import Listing, Manifest, Media, in_order
from audiogen.publish import layout
from audiogen.publish.address import absolute, ascii_address
from audiogen.publish.chapters import ChapterStart, npt
from audiogen.publish.enclosures import Enclosure, enclosures_of
from audiogen.publish.facts import EpisodeFacts, ForClient, Publication
from audiogen.publish.kinds import media_type
from audiogen.publish.notes import SHORT_BYTES, EpisodeNotes, NotesWriter
from audiogen.publish.text import one_line, render, shorten, split_paragraphs
from audiogen.publish.words.page_words import PageWords, words_of
from audiogen.script.length_words import titled
from audiogen.script.model import Show

_TITLE_LENGTH: Final = 255
"""Characters."""
_MOST_MINUTES: Final = 60


@dataclass(frozen=True, slots=True)
class FeedPicture:
    """A square picture in the feed."""

    url: str
    px: int | None
    """Its width; None where that is not known."""
    type: str | None


@dataclass(frozen=True, slots=True)
class Item:
    """One episode in the feed."""

    episode: Manifest
    listing: Listing
    """What its session says of how it is listed; a client is told nothing of it."""
    title: str
    type: str
    """Of its session, or `bonus` for another length of one."""
    number: int | None
    """None of a trailer, which is no part of the order."""
    season: str
    """The name of its season; empty where that has none."""
    link: str
    published: str
    """RFC 2822."""
    duration_s: int
    cover: FeedPicture
    notes: EpisodeNotes
    vtt: str
    srt: str
    chapters_file: str
    chapters: tuple[ChapterStart, ...]
    words: PageWords
    """In the language of the episode."""
    enclosures: tuple[Enclosure, ...]
    """The first becomes RSS's one enclosure; where there are others, all become alternate enclosures."""

    @property
    def media(self) -> Media:
        """The file that apps are given."""
        return self.enclosures[0].media


@dataclass(frozen=True, slots=True)
class Channel:
    """The show in the feed."""

    title: str
    feed: str
    link: str
    covers: tuple[FeedPicture, ...]
    """The largest first."""
    description: str
    categories: tuple[str, ...]
    """One of Apple's categories, and perhaps one of its subcategories."""
    last_build: str | None
    """RFC 2822; the newest episode's."""
    voices: tuple[str, ...]
    """The names of the synthetic voices that speak."""
    words: PageWords
    private: bool
    """Whether no directory may list it, and nothing in it leads to the show or to others who have it."""


def render_feed(publication: Publication, manifests: Sequence[Manifest], base_url: str) -> str:
    """The text of feed.xml, with every address below `base_url`.

    Episodes stand newest first, in serial shows as well: apps without a notion of serial shows expect that, and those
    that have one go by `itunes:episode`. Other lengths of a session follow its own episode, where the show has them in
    its feed; else they are offered beside it. What is unlisted is in the feed of a client alone.
    """
    feed = _Feed.of(publication, manifests, base_url)
    items = [feed.item(episode) for episode in feed.newest_first]
    return render(
        "feed.xml",
        show=publication.show,
        podcast_guid=publication.podcast_guid,
        channel=feed.channel(),
        items=items,
        trailers=[item for item in items if item.type == "trailer" and item.episode.length_s is None],
        generator="audiogen",
    )


def published_at(episode: Manifest, number: int | None = None, day: dt.date | None = None) -> dt.datetime:
    """When the episode counts as published: its day in UTC, and soon after midnight.

    Midnight, because a directory hides an episode until the hour in its feed has come. After it come the number in
    minutes up to an hour, and seconds from then on: that keeps episodes of one day in their order, and the highest
    number still before four in the morning.

    Args:
        episode: as it was finished.
        number: its place, where that is another than its number.
        day: the day on which it is there, where that is another than that of its publication.
    """
    number = number or episode.number
    midnight = dt.datetime.combine(day or episode.published, dt.time(), tzinfo=dt.UTC)
    minutes = min(number, _MOST_MINUTES)
    return midnight + dt.timedelta(minutes=minutes, seconds=number - minutes)


@dataclass(frozen=True, slots=True)
class _Feed:
    """A publication on its way into the feed."""

    publication: Publication
    base_url: str
    newest_first: tuple[Manifest, ...]
    """What has an item."""
    others: Mapping[str, Sequence[Manifest]]
    """The other lengths of sessions, by their slugs, where these have no items."""
    facts: Mapping[str, EpisodeFacts]
    """By the names of tracks."""
    numbers: Mapping[str, int]
    """The places of sessions in a client's order, by their slugs; empty where the feed is for everybody."""
    writer: Callable[[str], NotesWriter]
    """Of a language; each is made once."""
    days: Mapping[str, dt.date]
    """The days on which sessions came to a client who gets one after the other, by their slugs."""

    @classmethod
    def of(cls, publication: Publication, manifests: Sequence[Manifest], base_url: str) -> _Feed:
        unlisted = publication.unlisted(manifests)
        listed = [each for each in manifests if each.slug not in unlisted]
        with_items = [each for each in listed if each.length_s is None or publication.show.lengths_in_feed]
        others = defaultdict[str, list[Manifest]](list)
        for each in listed if not publication.show.lengths_in_feed else ():
            if each.length_s is not None:
                others[each.slug].append(each)
        numbers, days = _places(publication.client, with_items), _days(publication.client)

        def published(episode: Manifest) -> dt.datetime:
            return published_at(episode, numbers.get(episode.slug), days.get(episode.slug))

        return cls(
            publication=publication,
            base_url=base_url,
            newest_first=tuple(sorted(sorted(with_items, key=in_order), key=published, reverse=True)),
            others=others,
            facts={each.name: each for each in publication.episodes},
            numbers=numbers,
            days=days,
            writer=cache(partial(_writer, publication.show)),
        )

    def channel(self) -> Channel:
        publication, show, newest_first = self.publication, self.publication.show, self.newest_first
        voices = sorted({voice for episode in newest_first if episode.synthetic_voice for voice in episode.voices})
        last = self._published(newest_first[0]) if newest_first else None
        categories = show.category.split(" > ")
        return Channel(
            title=_title(show.title),
            feed=absolute(self.base_url, layout.FEED),
            link=ascii_address(show.link) if show.link else f"{ascii_address(self.base_url)}/",
            covers=tuple(map(self._picture, dict.fromkeys((publication.cover, publication.thumbnail)))),
            description=shorten("\n\n".join(split_paragraphs(show.description)), SHORT_BYTES),
            # what a client is here for is told to nobody who looks over their shoulder
            categories=tuple(categories[:1] if publication.private else categories),
            last_build=format_datetime(last, usegmt=True) if last else None,
            voices=tuple(voices),
            words=words_of(show),
            private=publication.private,
        )

    def item(self, episode: Manifest) -> Item:
        publication, facts, address = self.publication, self.facts[episode.name], partial(absolute, self.base_url)
        words = self.writer(episode.language).words
        link = address(layout.session_page(episode.slug))
        others = self.others.get(episode.slug, ())
        listing = Listing() if publication.private else episode.listing
        kind = "bonus" if episode.length_s is not None and listing.kind == "full" else listing.kind
        return Item(
            episode=episode,
            listing=listing,
            title=_titled(episode),
            type=kind,
            number=None if kind == "trailer" else self.numbers.get(episode.slug, episode.number),
            season=_season_name(publication.show.seasons, listing.season),
            link=link,
            published=format_datetime(self._published(episode), usegmt=True),
            duration_s=int(episode.media[0].duration_s + 0.5),
            cover=self._picture(facts.cover),
            notes=self.writer(episode.language).notes(episode, link),
            vtt=address(facts.vtt),
            srt=address(facts.srt),
            chapters_file=address(facts.chapters),
            chapters=tuple(
                ChapterStart(mark.start_s, npt(mark.start_s), _title(mark.title)) for mark in episode.chapters
            ),
            words=words,
            enclosures=enclosures_of(episode, others, address, words),
        )

    def _published(self, episode: Manifest) -> dt.datetime:
        return published_at(episode, self.numbers.get(episode.slug), self.days.get(episode.slug))

    def _picture(self, path: str) -> FeedPicture:
        publication = self.publication
        px = publication.cover_px if path == publication.cover else EPISODE_PX
        px = THUMBNAIL_PX if path.startswith(layout.PICTURES) else px
        return FeedPicture(absolute(self.base_url, path), px, media_type(path))


def _writer(show: Show, language: str) -> NotesWriter:
    return NotesWriter.of(words_of(show, language), show.helplines)


def _places(client: ForClient | None, episodes: Iterable[Manifest]) -> Mapping[str, int]:
    """The places of sessions in a client's order, from 1; others stand behind them, by their numbers."""
    if client is None:
        return {}
    ordered = [each.slug for each in client.sessions]
    slugs = dict.fromkeys((*ordered, *(each.slug for each in sorted(episodes, key=in_order))))
    return {slug: place for place, slug in enumerate(slugs, start=1)}


def _days(client: ForClient | None) -> Mapping[str, dt.date]:
    """The days from which on a client has sessions that come one by one."""
    return {each.slug: each.day for each in client.sessions if each.day} if client and client.drip else {}


def _season_name(names: Sequence[str], number: int | None) -> str:
    return names[number - 1] if number and number <= len(names) else ""


def _titled(episode: Manifest) -> str:
    """The title, with the length of one that is not its session's own episode: apps list titles alone."""
    length = titled("", episode.length_s, episode.language)
    room = _TITLE_LENGTH - len(length)
    return f"{_title(episode.title, room)}{length}"


def _title(text: str, longest: int = _TITLE_LENGTH) -> str:
    whole = one_line(text)
    return whole if len(whole) <= longest else whole[: longest - 1].rstrip() + "\u2026"
