"""The page: every session with its player, transcript, chapters and notes, and how to subscribe.

One file with its style and its program inside, and nothing fetched from elsewhere. `templates/index.html`, `page.css`
and `page.js` are the form; here is what goes into them.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Final

from markupsafe import Markup

from audiogen.artwork.design import episode_design
from audiogen.manifest import BreathMark, Manifest
from audiogen.publish import layout, prose
from audiogen.publish.address import absolute, app_links, ascii_address, is_local, qr_svg
from audiogen.publish.facts import EpisodeFacts, Publication
from audiogen.publish.templating import environment
from audiogen.publish.transcript import Paragraph, paragraphs
from audiogen.units import clock

_RIGHT_TO_LEFT: Final = ("ar", "arc", "ckb", "dv", "fa", "he", "ku", "nqo", "ps", "sd", "syr", "ug", "ur", "yi")
_POLICY: Final = (
    "default-src 'none'; img-src 'self'; media-src 'self'; style-src '{style}'; script-src '{script}'; "
    "base-uri 'none'; form-action 'none'"
)


@dataclass(frozen=True, slots=True)
class Language:
    """A language, as attributes of HTML have it."""

    tag: str
    """BCP 47."""
    direction: str

    @classmethod
    def of(cls, tag: str) -> Language:
        """From a tag, with the direction of its script."""
        return cls(tag, "rtl" if tag.partition("-")[0] in _RIGHT_TO_LEFT else "ltr")


@dataclass(frozen=True, slots=True)
class ChapterStart:
    """One entry in a player's list of chapters."""

    start_s: float
    time: str
    title: str


@dataclass(frozen=True, slots=True)
class PlayerFacts:
    """What the page's program knows of one episode."""

    slug: str
    guid: str
    title: str
    cover: str
    duration_s: float
    breaths: tuple[BreathMark, ...]

    def to_json(self) -> dict[str, object]:
        """For the data block of the page."""
        breaths = [mark.model_dump() for mark in self.breaths]
        return {**asdict(self), "breaths": breaths}


@dataclass(frozen=True, slots=True)
class Session:
    """One episode, as the page shows it."""

    episode: Manifest
    language: Language
    thumbnail: str
    hue: int
    """In degrees."""
    summary: tuple[str, ...]
    """Paragraphs."""
    file: str
    mime: str
    duration: str
    duration_s: int
    size: str
    chapters: tuple[ChapterStart, ...]
    transcript: tuple[Paragraph, ...]
    player: PlayerFacts


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
    sessions = [_session(publication, episode) for episode in _in_order(publication, manifests)]
    style = _asset("page.css", sessions=sessions)
    script = _asset("page.js")
    scan = phone_url or base_url
    return (
        environment()
        .get_template("index.html")
        .render(
            show=show,
            language=Language.of(show.language),
            about=prose.paragraphs(show.description),
            sessions=sessions,
            players=[session.player.to_json() for session in sessions],
            thumbnail=publication.thumbnail,
            canonical=None if is_local(base_url) else f"{ascii_address(base_url)}/",
            cover_address=absolute(base_url, publication.cover),
            feed=absolute(base_url, layout.FEED),
            apps=app_links(absolute(base_url, layout.FEED)),
            qr=None if is_local(scan) else Markup(qr_svg(f"{ascii_address(scan)}/")),  # noqa: S704 - made by segno
            synthetic=any(session.episode.synthetic_voice for session in sessions),
            style=style,
            script=script,
            policy=_POLICY.format(style=_fingerprint(style), script=_fingerprint(script)),
        )
    )


def _in_order(publication: Publication, manifests: Sequence[Manifest]) -> list[Manifest]:
    """In the order in which they are meant to be heard: by number, or the newest first."""
    if publication.show.order == "serial":
        return sorted(manifests, key=lambda episode: episode.number)
    return sorted(manifests, key=lambda episode: (episode.published, episode.number), reverse=True)


def _session(publication: Publication, episode: Manifest) -> Session:
    media = episode.media[0]
    facts = _facts(publication, episode)
    design = episode_design(publication.show, episode.number, episode.slug, episode.title, episode.section)
    return Session(
        episode=episode,
        language=Language.of(episode.language),
        thumbnail=facts.thumbnail,
        hue=round(design.hue * 360),
        summary=prose.paragraphs(episode.summary),
        file=media.file,
        mime=media.mime,
        duration=clock(media.duration_s),
        duration_s=int(media.duration_s + 0.5),
        size=f"{media.size_bytes / 1e6:.1f} MB",
        chapters=tuple(ChapterStart(mark.start_s, clock(mark.start_s), mark.title) for mark in episode.chapters),
        transcript=paragraphs(episode),
        player=PlayerFacts(
            slug=episode.slug,
            guid=episode.guid,
            title=episode.title,
            cover=facts.thumbnail,
            duration_s=media.duration_s,
            breaths=episode.breaths,
        ),
    )


def _facts(publication: Publication, episode: Manifest) -> EpisodeFacts:
    return next(facts for facts in publication.episodes if facts.slug == episode.slug)


def _asset(name: str, **values: object) -> Markup:
    """A style or program of our own, to be put into the page as it is."""
    return Markup(environment().get_template(name).render(**values))  # noqa: S704 - only numbers and slugs go into it


def _fingerprint(text: str) -> str:
    """The hash by which the content security policy knows an inline block."""
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode("ascii")
