"""Publishing: manifests become feed, page, transcripts, chapters and covers. Only what has changed is written.

Everything is rendered in memory first. The feed is written last, after all that it points to, and only then are files
removed that it no longer points to: whenever the work breaks off, the last feed that was written still holds.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final

from audiogen.artwork.cover import Artwork, Cover, artwork
from audiogen.atomic import write_atomically
from audiogen.errors import OutputError
from audiogen.manifest import Manifest
from audiogen.publish import layout
from audiogen.publish.chapters import chapters_json
from audiogen.publish.facts import EpisodeFacts, Publication, read_publication
from audiogen.publish.feed import render_feed
from audiogen.publish.page import render_page
from audiogen.publish.transcript import subrip, webvtt
from audiogen.script.model import Show

# of a JPEG and of a PNG
_PICTURE_ENDS: Final = (b"\xff\xd9", b"IEND\xaeB`\x82")


def publish(show: Show, podcast_guid: str, manifests: Sequence[Manifest], dist: Path, project: Path) -> None:
    """Write feed, page, transcripts, chapters and covers of these episodes into `dist`.

    Args:
        show: the facts of the podcast.
        podcast_guid: its identity, which survives moves.
        manifests: the episodes, in any order.
        dist: where the media files already are.
        project: the folder from which `show.cover` is found.

    Raises:
        AudiogenError: when the show's own cover is not what podcast directories take.
        OutputError: when `dist` cannot be written, or has no room.
    """
    by_number = sorted(manifests, key=lambda episode: (episode.number, episode.slug))
    art = artwork(show, by_number, project)
    texts = _episode_texts(by_number)
    publication = _publication(show, podcast_guid, by_number, art, texts)
    page = render_page(publication, by_number, show.base_url)
    feed = render_feed(publication, by_number, show.base_url)

    # in this order, so that neither page nor feed ever points to a file that is not there
    files = _DistWriter(dist)
    for picture in art.all():
        files.write_picture(picture)
    files.write_texts({**texts, layout.PAGE: page, layout.FEED: feed})
    _remove_stale(dist, publication)
    # last: until it is written, the next run still knows what to remove
    files.write_texts({layout.FACTS: publication.to_json()})


def _episode_texts(manifests: Sequence[Manifest]) -> dict[str, str]:
    texts: dict[str, str] = {}
    for episode in manifests:
        texts[layout.vtt_file(episode.slug)] = webvtt(episode)
        texts[layout.srt_file(episode.slug)] = subrip(episode)
        texts[layout.chapters_file(episode.slug)] = chapters_json(episode)
    return texts


def _publication(
    show: Show, podcast_guid: str, manifests: Sequence[Manifest], art: Artwork, texts: Mapping[str, str]
) -> Publication:
    return Publication(
        show=show,
        podcast_guid=podcast_guid,
        cover=art.cover.path,
        thumbnail=art.thumbnail.path,
        episodes=tuple(
            EpisodeFacts(slug=episode.slug, cover=pictures.cover.path, thumbnail=pictures.thumbnail.path)
            for episode, pictures in zip(manifests, art.episodes, strict=True)
        ),
        files=tuple(sorted([*texts, *(picture.path for picture in art.all())])),
    )


class _DistWriter:
    """Writes those files below dist/ that are missing or differ."""

    def __init__(self, dist: Path) -> None:
        self._dist = dist

    def write_texts(self, texts: Mapping[str, str]) -> None:
        for path, text in texts.items():
            self._write(path, text.encode())

    def write_picture(self, picture: Cover) -> None:
        # its name says what it shows, so a picture that is there to its end need not be drawn again
        if not (self._content(picture.path) or b"").endswith(_PICTURE_ENDS):
            self._write(picture.path, picture.make())

    def _write(self, path: str, content: bytes) -> None:
        if self._content(path) != content:
            write_atomically(self._dist / path, content)

    def _content(self, path: str) -> bytes | None:
        place = self._dist / path
        return place.read_bytes() if place.is_file() else None


def _remove_stale(dist: Path, publication: Publication) -> None:
    """Remove what the last publication wrote and this one did not."""
    try:
        before = read_publication(dist).files
    except OutputError:
        return
    # show.json can be edited by hand: a name that publishing does not give is never removed
    for path in filter(layout.is_own, sorted({*before} - {*publication.files})):
        try:
            (dist / path).unlink(missing_ok=True)
        except OSError as error:
            message = f"cannot remove {dist / path}: {error.strerror or error}"
            raise OutputError(message, hint="Check that you may write there, then run the command again.") from error
