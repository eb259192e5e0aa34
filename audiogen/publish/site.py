"""Publishing: manifests become feed, pages, transcripts, chapters and covers. Only what has changed is written.

Everything is rendered in memory first. What is new comes under new names; when all of it is on the disk, pages, feed
and show.json are switched, each by one rename, and only then are files removed that none of them points to. So whenever
the work breaks off, feed and page each describe one whole publication, the old one or the new one, with all its files.
"""

from __future__ import annotations

import contextlib
import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from audiogen.artwork.cover import SHOW_PX, Artwork, Cover, artwork
from audiogen.artwork.icons import HomeIcons, home_icons
from audiogen.atomic import sync_folder, write_atomically
from audiogen.errors import OutputError
from audiogen.manifest import Manifest, file_of_content, in_order
from audiogen.publish import layout
from audiogen.publish.chapters import chapters_json
from audiogen.publish.dated import as_of
from audiogen.publish.facts import EpisodeFacts, ForClient, IconFacts, Publication, read_publication, without_show
from audiogen.publish.pages.app_folder import app_folder
from audiogen.publish.site_texts import site_texts
from audiogen.publish.transcript import subrip, webvtt
from audiogen.script.model import Show

# of a JPEG and of a PNG
_PICTURE_ENDS: Final = (b"\xff\xd9", b"IEND\xaeB`\x82")


def publish(
    show: Show,
    podcast_guid: str,
    manifests: Sequence[Manifest],
    dist: Path,
    project: Path,
    *,
    client: ForClient | None = None,
    day: dt.date | None = None,
) -> None:
    """Write feed, page, transcripts, chapters and covers of these tracks into `dist`.

    Args:
        show: the facts of the podcast.
        podcast_guid: its identity, which survives moves.
        manifests: the tracks, in any order.
        dist: where the media files already are.
        project: the folder from which `show.cover` is found.
        client: what is told on the page of the one client whom they are for: then there is no feed, nobody may index
            the page, and no file says anything of the show. None where they are for everybody.
        day: feed and pages tell what is due on it; of all sessions when left out. show.json names all of them.

    Raises:
        AudiogenError: when the show's own cover is not what podcast directories take.
        OutputError: when `dist` cannot be written, or has no room.
    """
    by_number = sorted(manifests, key=in_order)
    show = show if client is None else without_show(show)
    art = artwork(show, by_number, project)
    art = art if client is None else art.for_page()
    icons = home_icons(art.hue, art.own if client is None else None)
    texts = [_episode_texts(episode) for episode in by_number]
    publication = _publication(show, podcast_guid, by_number, art, icons, texts, client)
    due, of_due = as_of(publication, by_number, day) if day else (publication, tuple(by_number))
    site = site_texts(due, of_due, show.base_url)
    publication = publication.with_files(site.paths)

    before = _published_before(dist)
    files = _DistWriter(dist)
    for picture in (*art.all(), *icons.all()):
        files.write_picture(picture)
    for each in texts:
        files.write_texts(each.contents)
    files.write_texts(site.loaded)
    files.sync()
    # in this order: show.json alone says what a build goes on from
    files.write_texts({**site.pages, **site.last})
    files.write_texts({layout.FACTS: publication.to_json()})
    files.sync()
    _remove_stale(dist, before - publication.named)


@dataclass(frozen=True, slots=True)
class _TextFiles:
    """The texts of one track, each by its place: a name that says what it holds."""

    manifest: tuple[str, str]
    vtt: tuple[str, str]
    srt: tuple[str, str]
    chapters: tuple[str, str]

    @property
    def contents(self) -> dict[str, str]:
        return dict((self.manifest, self.vtt, self.srt, self.chapters))


def _episode_texts(episode: Manifest) -> _TextFiles:
    def placed(text: str, ending: str) -> tuple[str, str]:
        return file_of_content(episode.name, text.encode(), ending), text

    return _TextFiles(
        # the build has written it, unless it comes from an older version
        manifest=placed(episode.to_json(), ".json"),
        vtt=placed(webvtt(episode), ".vtt"),
        srt=placed(subrip(episode), ".srt"),
        chapters=placed(chapters_json(episode), ".chapters.json"),
    )


def _publication(
    show: Show,
    podcast_guid: str,
    manifests: Sequence[Manifest],
    art: Artwork,
    icons: HomeIcons,
    texts: Sequence[_TextFiles],
    client: ForClient | None,
) -> Publication:
    written = {name for each in texts for name, _ in (each.vtt, each.srt, each.chapters)}
    return Publication(
        show=show,
        podcast_guid=podcast_guid,
        client=client.of({episode.slug for episode in manifests}) if client else None,
        cover=art.cover.path,
        cover_px=art.own.px if art.own else SHOW_PX,
        thumbnail=art.thumbnail.path,
        own_cover=show.cover is not None,
        icons=IconFacts(
            small=icons.small.path, large=icons.large.path, maskable=icons.maskable.path, touch=icons.touch.path
        ),
        hue=art.hue,
        episodes=tuple(
            EpisodeFacts(
                slug=episode.slug,
                length_s=episode.length_s,
                manifest=own.manifest[0],
                vtt=own.vtt[0],
                srt=own.srt[0],
                chapters=own.chapters[0],
                cover=pictures.cover.path,
                thumbnail=pictures.thumbnail.path,
                row=pictures.row.path if pictures.row else None,
                hue=pictures.hue,
                motif=pictures.motif,
            )
            for episode, own, pictures in zip(manifests, texts, art.episodes, strict=True)
        ),
        files=tuple(sorted({*written, *(picture.path for picture in (*art.all(), *icons.all()))})),
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

    def sync(self) -> None:
        """Bring the names to the disk before any file is written that relies on them."""
        for folder in ("", *layout.FOLDERS, app_folder().folder):
            sync_folder(self._dist / folder)

    def _write(self, path: str, content: bytes) -> None:
        if self._content(path) != content:
            write_atomically(self._dist / path, content)

    def _content(self, path: str) -> bytes | None:
        place = self._dist / path
        return place.read_bytes() if place.is_file() else None


def _published_before(dist: Path) -> frozenset[str]:
    try:
        return read_publication(dist).named
    except OutputError:
        return frozenset()


def _remove_stale(dist: Path, stale: Iterable[str]) -> None:
    """Remove what the last publication wrote and this one did not; of media and manifests the build takes care."""
    # show.json can be edited by hand: a name that publishing does not give is never removed
    known = sorted(filter(layout.is_text_or_picture, stale))
    # pages go first: as long as one is there, so is all that it names
    for path in sorted(known, key=layout.is_session_page, reverse=True):
        # on Windows somebody may have it open: nothing names it any more, and the next build takes it away
        with contextlib.suppress(OSError):
            (dist / path).unlink(missing_ok=True)
    for folder in {(dist / path).parent for path in known} - {dist}:
        with contextlib.suppress(OSError):  # it is not empty
            folder.rmdir()
