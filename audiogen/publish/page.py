"""The page: every session with its player, transcript, chapters and notes, and how to subscribe.

One file with its style and its program inside, which fetches nothing from elsewhere. `templates/index.html`, `page.css`
and `page.js` are the form; this module computes their values.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from markupsafe import Markup

from audiogen.artwork.design import episode_design
from audiogen.manifest import Manifest
from audiogen.publish import layout
from audiogen.publish.address import absolute, app_links, ascii_address, is_local, qr_svg
from audiogen.publish.chapters import ChapterStart
from audiogen.publish.facts import EpisodeFacts, Publication
from audiogen.publish.text import integrity, render, split_paragraphs
from audiogen.publish.transcript import Paragraph, paragraphs
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
class SessionCard:
    """One episode on the page."""

    episode: Manifest
    language: Language
    thumbnail: str
    hue: int
    """In degrees; the same as the cover's."""
    summary: tuple[str, ...]
    """Paragraphs."""
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
            "guid": self.episode.guid,
            "title": self.episode.title,
            "cover": self.thumbnail,
            "duration_s": self.episode.media[0].duration_s,
            "breaths": [mark.model_dump() for mark in self.episode.breaths],
        }


def render_page(
    publication: Publication, manifests: Sequence[Manifest], base_url: str, *, phone_url: str | None = None
) -> str:
    """The text of index.html.

    Args:
        publication: the show as published.
        manifests: its episodes.
        base_url: where the page is found; when only this machine can follow it, the page goes by the address in the
            browser instead.
        phone_url: where a phone finds the page; `base_url` when left out.
    """
    show = publication.show
    facts = {episode.slug: episode for episode in publication.episodes}
    sessions = [_card(show, facts[episode.slug], episode) for episode in _in_order(show, manifests)]
    style = Markup(render("page.css", sessions=sessions))  # noqa: S704 - only numbers and slugs go into it
    script = Markup(render("page.js"))  # noqa: S704 - nothing goes into it
    feed, scan = absolute(base_url, layout.FEED), phone_url or base_url
    return render(
        "index.html",
        show=show,
        language=Language(show.language),
        about=split_paragraphs(show.description),
        sessions=sessions,
        players=[session.player() for session in sessions],
        thumbnail=publication.thumbnail,
        canonical=None if is_local(base_url) else f"{ascii_address(base_url)}/",
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


def _in_order(show: Show, manifests: Sequence[Manifest]) -> list[Manifest]:
    """In the order in which they are meant to be heard: by number, or the newest first."""
    if show.order == "serial":
        return sorted(manifests, key=lambda episode: episode.number)
    return sorted(manifests, key=lambda episode: (episode.published, episode.number), reverse=True)


def _card(show: Show, facts: EpisodeFacts, episode: Manifest) -> SessionCard:
    media = episode.media[0]
    design = episode_design(show, episode.number, episode.slug, episode.title, episode.section)
    return SessionCard(
        episode=episode,
        language=Language(episode.language),
        thumbnail=facts.thumbnail,
        hue=round(design.hue * 360),
        summary=split_paragraphs(episode.summary),
        file=media.file,
        duration=clock(media.duration_s),
        duration_s=int(media.duration_s + 0.5),
        size=f"{media.size_bytes / 1e6:.1f} MB",
        chapters=tuple(ChapterStart(mark.start_s, clock(mark.start_s), mark.title) for mark in episode.chapters),
        transcript=paragraphs(episode),
    )
