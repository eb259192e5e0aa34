"""Publishing: manifests in, everything that listeners meet out. Renders first, in memory; writes only what has changed.

The feed is written last, after all that it points to, and only then is removed what it no longer points to: whenever
the work breaks off, the last feed that was written still holds.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from audiogen.artwork.cover import Artwork, artwork
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

_JPEG_END: Final = b"\xff\xd9"
_PNG_END: Final = b"IEND\xaeB`\x82"


@dataclass(frozen=True, slots=True)
class Published:
    """What publishing did; paths below dist/, with forward slashes."""

    written: tuple[str, ...]
    """Files that were new or had changed."""
    removed: tuple[str, ...]
    """Files of an earlier publication that nothing points to any more."""
    unchanged: int
    """How many files stood already."""


def publish(show: Show, podcast_guid: str, manifests: Sequence[Manifest], dist: Path, project: Path) -> Published:
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

    writer = _Writer(dist)
    for picture in art.all():
        if not _is_whole(dist / picture.path):
            writer.write(picture.path, picture.make())
        else:
            writer.keep()
    writer.write_texts({**texts, layout.PAGE: page, layout.FEED: feed})
    removed = _remove_stale(dist, publication)
    # last: until it is written, the next run still knows what to remove
    writer.write_texts({layout.FACTS: publication.to_json()})
    return Published(tuple(writer.written), removed, writer.unchanged)


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


class _Writer:
    """Writes below a folder what is not there yet, and keeps count."""

    def __init__(self, dist: Path) -> None:
        self._dist = dist
        self.written: list[str] = []
        self.unchanged = 0

    def write_texts(self, texts: Mapping[str, str]) -> None:
        for path, text in texts.items():
            self.write(path, text.encode())

    def write(self, path: str, content: bytes) -> None:
        if _holds(self._dist / path, content):
            self.keep()
            return
        write_atomically(self._dist / path, content)
        self.written.append(path)

    def keep(self) -> None:
        self.unchanged += 1


def _holds(path: Path, content: bytes) -> bool:
    return path.is_file() and path.stat().st_size == len(content) and path.read_bytes() == content


def _is_whole(picture: Path) -> bool:
    """Whether a picture file is there to its end; its name already says what it shows."""
    return picture.is_file() and picture.read_bytes().endswith((_JPEG_END, _PNG_END))


def _remove_stale(dist: Path, publication: Publication) -> tuple[str, ...]:
    """Remove what the last publication wrote and this one did not; nothing that has no name of ours."""
    try:
        before = read_publication(dist).files
    except OutputError:
        return ()
    stale = sorted(path for path in {*before} - {*publication.files} if layout.is_own(path))
    return tuple(path for path in stale if _remove(dist / path))


def _remove(path: Path) -> bool:
    try:
        path.unlink()
    except FileNotFoundError:
        return False
    except OSError as error:
        message = f"cannot remove {path}: {error.strerror or error}"
        raise OutputError(message, hint="Check that you may write there, then run the command again.") from error
    return True
