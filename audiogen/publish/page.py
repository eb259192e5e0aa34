"""The page: every session with its player, transcript, chapters and notes, and how to subscribe.

One file with its style and its program inside, which fetches nothing from elsewhere. `templates/index.html`, `page.css`
and `page.js` are the form; this module computes their values.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Final

from markupsafe import Markup

from audiogen.artwork.design import episode_design
from audiogen.manifest import Manifest, in_order
from audiogen.publish import layout
from audiogen.publish.address import absolute, app_links, ascii_address, is_local, qr_svg
from audiogen.publish.chapters import ChapterStart
from audiogen.publish.facts import EpisodeFacts, Publication
from audiogen.publish.text import integrity, render, split_paragraphs
from audiogen.publish.transcript import Paragraph, paragraphs
from audiogen.script.length_words import length_in_words
from audiogen.script.model import Show
from audiogen.units import clock

_RIGHT_TO_LEFT: Final = ("ar", "arc", "ckb", "dv", "fa", "he", "ku", "nqo", "ps", "sd", "syr", "ug", "ur", "yi")
# a title or a transcript that smuggled in markup could still load and run nothing
_POLICY: Final = (
    "default-src 'none'; img-src 'self'; media-src 'self'; style-src '{style}'; script-src '{script}'; "
    "base-uri 'none'; form-action 'none'"
)


@dataclass(frozen=True, slots=True)
class Language:
    """A language, as attributes of HTML have it."""

    tag: str
    """BCP 47."""

    @property
    def direction(self) -> str:
        """Of its script: `ltr` or `rtl`."""
        return "rtl" if self.tag.partition("-")[0] in _RIGHT_TO_LEFT else "ltr"


@dataclass(frozen=True, slots=True)
class TrackPlayer:
    """One length of a session on the page."""

    episode: Manifest
    thumbnail: str
    length: str
    """What tells it from the others, like `20 min`; empty when the session has one length alone."""
    file: str
    duration: str
    duration_s: int
    size: str
    chapters: tuple[ChapterStart, ...]
    transcript: tuple[Paragraph, ...]

    def player(self) -> dict[str, object]:
        """What the page's program needs to know, for a block of JSON in the page."""
        return {
            "slug": self.episode.slug,
            "name": self.episode.name,
            "length": self.length,
            "main": self.episode.length_s is None,
            "guid": self.episode.guid,
            "title": self.episode.title,
            "cover": self.thumbnail,
            "duration_s": self.episode.media[0].duration_s,
            "breaths": [mark.model_dump() for mark in self.episode.breaths],
        }


@dataclass(frozen=True, slots=True)
class SessionCard:
    """One session on the page, with all lengths in which it is offered."""

    episode: Manifest
    """The session's own; that of another length where there is none."""
    language: Language
    thumbnail: str
    hue: int
    """In degrees; the same as the cover's."""
    summary: tuple[str, ...]
    """Paragraphs."""
    caveats: tuple[str, ...]
    credits: tuple[str, ...]
    """Of all its lengths."""
    tracks: tuple[TrackPlayer, ...]
    """The shortest first."""


def render_page(
    publication: Publication, manifests: Sequence[Manifest], base_url: str, *, phone_url: str | None = None
) -> str:
    """The text of index.html.

    Args:
        publication: the show as published.
        manifests: its tracks.
        base_url: where the page is found; when only this machine can follow it, the page goes by the address in the
            browser instead.
        phone_url: where a phone finds the page; `base_url` when left out.
    """
    show = publication.show
    facts = {episode.name: episode for episode in publication.episodes}
    sessions = [_card(show, facts, tracks) for tracks in _by_session(show, manifests)]
    style = Markup(render("page.css", sessions=sessions))  # noqa: S704 - only numbers and slugs go into it
    script = Markup(render("page.js"))  # noqa: S704 - nothing goes into it
    feed, scan = absolute(base_url, layout.FEED), phone_url or base_url
    return render(
        "index.html",
        show=show,
        language=Language(show.language),
        about=split_paragraphs(show.description),
        sessions=sessions,
        players=[track.player() for session in sessions for track in session.tracks],
        private=publication.private,
        thumbnail=publication.thumbnail,
        canonical=None if publication.private or is_local(base_url) else f"{ascii_address(base_url)}/",
        cover_address=absolute(base_url, publication.cover),
        feed=feed,
        apps=app_links(feed),
        qr=None if is_local(scan) else Markup(qr_svg(f"{ascii_address(scan)}/")),  # noqa: S704 - made by segno
        synthetic=any(episode.synthetic_voice for episode in manifests),
        style=style,
        script=script,
        policy=_POLICY.format(
            style=integrity(hashlib.sha256(style.encode()).digest()),
            script=integrity(hashlib.sha256(script.encode()).digest()),
        ),
    )


def _by_session(show: Show, manifests: Sequence[Manifest]) -> list[tuple[Manifest, ...]]:
    """The tracks of each session, its own episode first, in the order in which sessions are meant to be heard.

    That is by number, or the newest first.
    """
    tracks: dict[str, list[Manifest]] = {}
    for episode in sorted(manifests, key=in_order):
        tracks.setdefault(episode.slug, []).append(episode)
    sessions = [tuple(each) for each in tracks.values()]
    if show.order == "serial":
        return sessions
    return sorted(sessions, key=lambda each: (each[0].published, each[0].number), reverse=True)


def _card(show: Show, facts: Mapping[str, EpisodeFacts], tracks: Sequence[Manifest]) -> SessionCard:
    first = tracks[0]
    design = episode_design(show, first.number, first.slug, first.title, first.section)
    by_length = sorted(tracks, key=lambda each: each.media[0].duration_s)
    return SessionCard(
        episode=first,
        language=Language(first.language),
        thumbnail=facts[first.name].thumbnail,
        hue=round(design.hue * 360),
        summary=split_paragraphs(first.summary),
        caveats=tuple(dict.fromkeys(chain.from_iterable(each.caveats for each in tracks))),
        credits=tuple(dict.fromkeys(chain.from_iterable(each.credits for each in tracks))),
        tracks=tuple(_track(facts[each.name], each, several=len(tracks) > 1) for each in by_length),
    )


def _track(facts: EpisodeFacts, episode: Manifest, *, several: bool) -> TrackPlayer:
    media = episode.media[0]
    return TrackPlayer(
        episode=episode,
        thumbnail=facts.thumbnail,
        length=length_in_words(media.duration_s, form="short") if several else "",
        file=media.file,
        duration=clock(media.duration_s),
        duration_s=int(media.duration_s + 0.5),
        size=f"{media.size_bytes / 1e6:.1f} MB",
        chapters=tuple(ChapterStart(mark.start_s, clock(mark.start_s), mark.title) for mark in episode.chapters),
        transcript=paragraphs(episode),
    )
