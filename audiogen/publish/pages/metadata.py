"""What search engines, and the previews of messengers, are told of a page that anybody can open.

The vocabularies are those of schema.org and of the Open Graph protocol.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import Final

from audiogen.artwork.cover import EPISODE_PX, THUMBNAIL_PX
from audiogen.publish import layout
from audiogen.publish.address import absolute, ascii_address, is_local
from audiogen.publish.facts import Publication
from audiogen.publish.pages.values import SessionOnPage, TrackOnPage
from audiogen.publish.words.language import Language
from audiogen.script.model import Show

_CONTEXT: Final = "https://schema.org"


@dataclass(frozen=True, slots=True)
class PreviewPicture:
    """The picture beside a link to a page."""

    address: str
    px: int
    """Its width and height."""


@dataclass(frozen=True, slots=True)
class PageMetadata:
    """What is told of one page; all addresses are absolute."""

    address: str
    """The one by which the page is known."""
    kind: str
    """Of Open Graph."""
    locale: str | None
    """As Open Graph writes a language; None for one whose country cannot be told."""
    picture: PreviewPicture
    sound: tuple[str, str] | None
    """Address and type of what the page plays."""
    published: str | None
    """A day, as ISO 8601 writes it."""
    linked_data: dict[str, object]
    """For a block of JSON-LD."""


def metadata_of(
    publication: Publication, session: SessionOnPage | None, base_url: str, description: str
) -> PageMetadata | None:
    """What is told of a page; None where it is for one client, or only this machine can follow its address.

    Args:
        publication: the show as published.
        session: the session whose page it is; None for that of the show.
        base_url: where the pages are found.
        description: what the page is about, in a few lines.
    """
    if publication.private or is_local(base_url):
        return None
    address = partial(absolute, base_url)
    main = session.main.episode.media[0] if session else None
    return PageMetadata(
        address=address(session.page) if session else f"{ascii_address(base_url)}/",
        kind="article" if session else "website",
        locale=open_graph_locale(session.language.tag if session else publication.show.language),
        picture=_picture(publication, session, base_url),
        sound=(address(main.file), main.mime) if main else None,
        published=session.episode.published.isoformat() if session else None,
        linked_data=_episode(publication, session, base_url, description)
        if session
        else _series(publication, base_url, description),
    )


def open_graph_locale(tag: str) -> str | None:
    """A language as Open Graph writes it, with a country: `de_DE` for `de`; None where none is known for it."""
    language = Language(tag)
    return f"{language.primary}_{language.country}" if language.country else None


def iso_duration(seconds: float) -> str:
    """A length of time in whole seconds as ISO 8601 writes it: `PT1H2M3S`."""
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    parts = ((hours, "H"), (minutes, "M"), (rest, "S"))
    return "PT" + ("".join(f"{count}{unit}" for count, unit in parts if count) or "0S")


def _picture(publication: Publication, session: SessionOnPage | None, base_url: str) -> PreviewPicture:
    # messengers show no picture of more than 300 kB or so, which covers of a show, and an author's own, may well have
    drawn = session.cover if session and not publication.own_cover else None
    return PreviewPicture(absolute(base_url, drawn or publication.thumbnail), EPISODE_PX if drawn else THUMBNAIL_PX)


def _series(publication: Publication, base_url: str, description: str) -> dict[str, object]:
    show = publication.show
    return {
        "@context": _CONTEXT,
        **_named_series(show, base_url),
        "description": description,
        "image": absolute(base_url, publication.cover),
        "inLanguage": show.language,
        # of no type: whether it is a person or a practice, nobody has said
        "author": {"name": show.author},
    }


def _named_series(show: Show, base_url: str) -> dict[str, object]:
    return {
        "@type": "PodcastSeries",
        "name": show.title,
        "url": f"{ascii_address(base_url)}/",
        "webFeed": absolute(base_url, layout.FEED),
    }


def _episode(publication: Publication, session: SessionOnPage, base_url: str, description: str) -> dict[str, object]:
    episode = session.episode
    captions = {each.name: each.vtt for each in publication.episodes}
    return {
        "@context": _CONTEXT,
        "@type": "PodcastEpisode",
        "name": episode.title,
        "description": description,
        "url": absolute(base_url, session.page),
        "image": absolute(base_url, session.cover),
        "datePublished": episode.published.isoformat(),
        "episodeNumber": episode.number,
        "inLanguage": session.language.tag,
        "partOfSeries": _named_series(publication.show, base_url),
        "associatedMedia": [_sound(track, captions[track.episode.name], base_url) for track in session.tracks],
    }


def _sound(track: TrackOnPage, captions: str, base_url: str) -> dict[str, object]:
    media = track.episode.media[0]
    words = " ".join(phrase.text for paragraph in track.transcript for phrase in paragraph.phrases)
    spoken = {
        "transcript": words,
        "caption": {"@type": "MediaObject", "contentUrl": absolute(base_url, captions), "encodingFormat": "text/vtt"},
    }
    return {
        "@type": "AudioObject",
        "contentUrl": absolute(base_url, media.file),
        "encodingFormat": media.mime,
        "duration": iso_duration(media.duration_s),
        "contentSize": f"{media.size_bytes / 1e6:.1f} MB",
        **(spoken if words else {}),
    }
