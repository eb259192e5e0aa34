"""What the pages say of sessions and their tracks, as the templates and the program in the page read it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import chain
from typing import Final

from audiogen.manifest import Manifest, in_order
from audiogen.publish import layout
from audiogen.publish.chapters import ChapterStart
from audiogen.publish.facts import EpisodeFacts, Publication
from audiogen.publish.pages.stamp import UNSTAMPED
from audiogen.publish.text import split_paragraphs
from audiogen.publish.transcript import Paragraph, paragraphs
from audiogen.publish.words.language import Language
from audiogen.publish.words.page_words import PageWords

_LONG_AGO: Final = dt.date(1970, 1, 1)
"""The day of what a client gets no more and still has, among sessions with days: without one it would be of any day."""


@dataclass(frozen=True, slots=True)
class Care:
    """What an author says of care: on a session's page that of the show, where the session has none of its own."""

    paragraphs: tuple[str, ...]
    language: Language

    @classmethod
    def of(cls, text: str | None, language: Language) -> Care | None:
        """None where nothing is said."""
        return cls(split_paragraphs(text), language) if text else None


@dataclass(frozen=True, slots=True)
class SoundOnPage:
    """One mix of a track, as the page plays it."""

    mix: str
    """`full` or `voice`."""
    guid: str
    """What the listener's place in it is kept by."""
    file: str
    """Its path below dist/."""
    size_bytes: int


@dataclass(frozen=True, slots=True)
class TrackOnPage:
    """One length of a session."""

    episode: Manifest
    length: str
    """Like `20 min`."""
    duration: str
    """Like `20:00`."""
    size: str
    """Of its first media file, like `9.6 MB`."""
    sounds: tuple[SoundOnPage, ...]
    """The full mix first."""
    chapters: tuple[ChapterStart, ...]

    @property
    def transcript(self) -> tuple[Paragraph, ...]:
        """Its words. They are made when they are asked for: the show's page has none, and a large show has many."""
        return paragraphs(self.episode)

    @property
    def main(self) -> bool:
        """Whether it is the session's own episode."""
        return self.episode.length_s is None

    def facts(self, root: str, *, whole: bool) -> dict[str, object]:
        """What the program needs to know of it.

        Args:
            root: what leads from the page to dist/.
            whole: whether breaths are wanted, too.
        """
        return {
            "name": self.episode.name,
            "length": self.length,
            "main": self.main,
            "duration_s": self.episode.media[0].duration_s,
            "sounds": [{"mix": sound.mix, "guid": sound.guid, "src": f"{root}{sound.file}"} for sound in self.sounds],
            "chapters": [{"start_s": at.start_s, "title": at.title} for at in self.chapters],
            "breaths": [mark.model_dump() for mark in self.episode.breaths] if whole else [],
        }


@dataclass(frozen=True, slots=True)
class SessionOnPage:
    """One session, with all lengths in which it is offered."""

    episode: Manifest
    """The session's own; that of another length where there is none."""
    place: int
    """In the order in which sessions are listed, from 1; 0 of one that is found by its address alone."""
    language: Language
    hue: int
    """In degrees of OKLCH."""
    motif: int
    """As `EpisodeFacts` has it."""
    row: str | None
    """Its picture in a list, as a path below dist/; None where that is a drawing of its motif."""
    cover: str
    thumbnail: str
    """As `EpisodeFacts` has them."""
    bed: str
    """What sounds behind the voice, as listeners read it; empty where nothing does, or it has no name."""
    summary: tuple[str, ...]
    """Paragraphs."""
    caveats: tuple[str, ...]
    credits: tuple[str, ...]
    """Of all its lengths."""
    tracks: tuple[TrackOnPage, ...]
    """The shortest first."""
    day: dt.date | None = None
    """From when on it is a client's session of the day; None where no day is known."""

    @property
    def listed(self) -> bool:
        """Whether the show's page leads to it."""
        return self.place > 0

    @property
    def page(self) -> str:
        """Its page, as a path below dist/."""
        return layout.session_page(self.episode.slug)

    @property
    def main(self) -> TrackOnPage:
        """The track that is offered first."""
        return next((each for each in self.tracks if each.main), self.tracks[0])

    def facts(self, root: str, *, whole: bool) -> dict[str, object]:
        """What the program needs to know of it; for the arguments see `TrackOnPage.facts`."""
        return {
            "slug": self.episode.slug,
            "number": self.episode.number,
            "title": self.episode.title,
            "page": f"{root}{self.page}",
            "note": self.episode.notes.content or "",
            "bed": self.bed,
            **({"day": self.day.isoformat()} if self.day else {}),
            **({} if self.listed else {"unlisted": True}),
            "tracks": [track.facts(root, whole=whole) for track in self.tracks],
        }


def sessions_on_page(
    publication: Publication, manifests: Sequence[Manifest], words: PageWords
) -> tuple[SessionOnPage, ...]:
    """The sessions in the order in which they are meant to be heard: a client's own, by number, or the newest first.

    Those that are found by their addresses alone stand behind all others.
    """
    tracks: dict[str, list[Manifest]] = {}
    for episode in sorted(manifests, key=in_order):
        tracks.setdefault(episode.slug, []).append(episode)
    sessions = list(tracks.values())
    if publication.show.order == "episodic":
        sessions.sort(key=lambda each: (each[0].published, each[0].number), reverse=True)
    of_client = publication.client.sessions if publication.client else ()
    places = {each.slug: place for place, each in enumerate(of_client)}
    sessions.sort(key=lambda each: places.get(each[0].slug, len(places)))
    facts = {each.slug: each for each in publication.episodes}
    days = {each.slug: each.day for each in of_client}
    no_day = _LONG_AGO if any(days.values()) else None
    unlisted = publication.unlisted(manifests)
    listed = [each for each in sessions if each[0].slug not in unlisted]
    placed = [*enumerate(listed, start=1), *((0, each) for each in sessions if each[0].slug in unlisted)]
    return tuple(
        replace(_session(facts[each[0].slug], each, place, words), day=days.get(each[0].slug, no_day))
        for place, each in placed
    )


def facts_of(
    publication: Publication, sessions: Sequence[SessionOnPage], root: str, only: SessionOnPage | None = None
) -> dict[str, object]:
    """What the program in a page needs to know, for a block of JSON in it.

    Args:
        publication: the show as published.
        sessions: all that are listed.
        root: what leads from the page to dist/.
        only: the session whose page it is; None on that of the show.
    """
    show = publication.show
    cover = only.thumbnail if only else publication.thumbnail
    return {
        "page": "session" if only else "client" if publication.private else "show",
        "stamp": UNSTAMPED,
        "show": {
            "guid": publication.podcast_guid,
            "title": show.title,
            "author": show.author,
            "cover": f"{root}{cover}",
            "root": f"{root}{layout.PAGE}",
            "client": publication.private,
        },
        "sessions": [each.facts(root, whole=only is not None) for each in ((only,) if only else sessions)],
    }


def _session(facts: EpisodeFacts, tracks: Sequence[Manifest], place: int, words: PageWords) -> SessionOnPage:
    first = tracks[0]
    return SessionOnPage(
        episode=first,
        place=place,
        language=Language(first.language),
        hue=facts.hue,
        motif=facts.motif,
        row=facts.row,
        cover=facts.cover,
        thumbnail=facts.thumbnail,
        bed=words.bed(first.bed),
        summary=split_paragraphs(first.summary),
        caveats=tuple(dict.fromkeys(words.caveat(text) for each in tracks for text in each.caveats)),
        credits=tuple(dict.fromkeys(chain.from_iterable(each.credits for each in tracks))),
        tracks=tuple(_track(each, words) for each in sorted(tracks, key=lambda each: each.media[0].duration_s)),
    )


def _track(episode: Manifest, words: PageWords) -> TrackOnPage:
    media = episode.media[0]
    return TrackOnPage(
        episode=episode,
        length=words.length(media.duration_s),
        duration=words.clock(media.duration_s),
        size=words.say("megabytes", n=media.size_bytes / 1e6),
        sounds=sounds_of(episode),
        chapters=tuple(ChapterStart(mark.start_s, words.clock(mark.start_s), mark.title) for mark in episode.chapters),
    )


def sounds_of(episode: Manifest) -> tuple[SoundOnPage, ...]:
    """What the page plays of a track, the full mix first."""
    if not episode.page:  # made by an earlier version
        media = episode.media[0]
        return (SoundOnPage("full", episode.guid, media.file, media.size_bytes),)
    return tuple(SoundOnPage(each.mix, each.guid, each.media.file, each.media.size_bytes) for each in episode.page)
