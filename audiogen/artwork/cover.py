"""Covers of the show and of every episode, drawn or the user's own, in the sizes that feeds, players and the page want.

The names of files are known without drawing: they hold a hash of all that a cover is made from. So art that changes
gets a new name, as podcast apps need it, and art that does not is never drawn twice.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, replace
from importlib import metadata
from itertools import chain
from pathlib import Path
from typing import Final

from audiogen.artwork.colours import oklch_hue
from audiogen.artwork.design import Design, episode_design, show_design
from audiogen.artwork.own import OwnCover, read_own
from audiogen.cache.code import sha256
from audiogen.cache.kept_code import kept_code_of
from audiogen.cache.store import Cache, content_key
from audiogen.errors import OutputError
from audiogen.manifest import Manifest
from audiogen.script.model import Script, Show

# Pillow, and the drawing code with it, is imported where a picture is drawn or read: an unchanged build needs neither

DRAWING: Final = 1
"""The version of the drawing, in the names of published pictures; raise it when any would come out differently.

It is no hash of the code, since a new name makes every podcast app fetch the picture again."""
SHOW_PX: Final = 3000
EPISODE_PX: Final = 1500
EMBEDDED_PX: Final = 1000
EMBEDDED_BYTES: Final = 200_000
THUMBNAIL_PX: Final = 480
ROW_PX: Final = 104
"""Of a picture that is 52 wide on a page, on a screen with two pixels for one."""


@dataclass(frozen=True, slots=True)
class Cover:
    """One picture file: its path below dist/, and how its content is made when the file is not there yet."""

    path: str
    make: Callable[[], bytes]


@dataclass(frozen=True, slots=True)
class EpisodeArt:
    """The pictures of one episode, and what its page looks like."""

    cover: Cover
    thumbnail: Cover
    row: Cover | None
    """Its picture in a list; None where that is a drawing of its motif (`audiogen.artwork.symbols`)."""
    hue: int
    """In degrees of OKLCH."""
    motif: int
    """Its place in `audiogen.artwork.design.MOTIF_NAMES`."""


@dataclass(frozen=True, slots=True)
class Artwork:
    """The pictures of a show, and of its episodes in their order."""

    cover: Cover
    thumbnail: Cover
    hue: int
    """In degrees of OKLCH."""
    episodes: tuple[EpisodeArt, ...]
    own: OwnCover | None = None
    """The author's picture, where the covers are that one."""

    def for_page(self) -> Artwork:
        """The same with no picture that is larger than a page needs: only apps and directories ask for those."""
        small = tuple(replace(art, cover=art.thumbnail) for art in self.episodes)
        return replace(self, cover=self.thumbnail, episodes=small)

    def all(self) -> tuple[Cover, ...]:
        """Every picture once."""
        of_episodes = ((art.cover, art.thumbnail, art.row) for art in self.episodes)
        every = chain((self.cover, self.thumbnail), chain.from_iterable(of_episodes))
        return tuple({cover.path: cover for cover in every if cover}.values())


def artwork(show: Show, manifests: Sequence[Manifest], project: Path) -> Artwork:
    """The pictures of a show; when it has a cover of its own, that one stands for its episodes as well.

    Raises:
        AudiogenError: when the show's own cover is not what podcast directories take.
    """
    if show.cover:
        return _own_art(show, read_own(project / show.cover), manifests)
    design = show_design(show)
    return Artwork(
        _drawn("cover", design, SHOW_PX),
        _drawn("assets/cover", design, THUMBNAIL_PX),
        oklch_hue(design.hue),
        tuple(_episode_art(show, episode) for episode in manifests),
    )


def embedded_cover(show: Show, script: Script, project: Path, cache: Cache) -> bytes:
    """The picture inside an episode's media file: an RGB JPEG of 1000 pixels and at most 200 kB.

    What was drawn is kept in the cache: an episode that is built anew rarely looks different.

    Raises:
        AudiogenError: when the show's own cover is not what podcast directories take.
        OutputError: when the cache cannot be read.
    """
    if show.cover:
        return _resized(read_own(project / show.cover).content, EMBEDDED_PX, EMBEDDED_BYTES)
    design = episode_design(show, script.origin.number, script.slug, script.title, script.section)
    fonts = sha256({file.name: file.read_bytes() for file in sorted((Path(__file__).parent / "fonts").glob("*.ttf"))})
    made_with = [kept_code_of(cache, "audiogen.artwork.drawing"), fonts, metadata.version("pillow")]
    key = content_key({"kind": "cover", "with": made_with, "size": [EMBEDDED_PX, EMBEDDED_BYTES], **asdict(design)})
    drawn = cache.get(key)
    if not drawn:
        from audiogen.artwork import drawing  # noqa: PLC0415 - Pillow is slow to import

        drawn = drawing.draw_jpeg(design, EMBEDDED_PX, EMBEDDED_BYTES)
        # a read-only cache is no fault: the picture is then drawn at every build
        with contextlib.suppress(OutputError):
            cache.put(key, drawn)
    return drawn


def _own_art(show: Show, own: OwnCover, manifests: Sequence[Manifest]) -> Artwork:
    cover = Cover(f"cover-{own.key}.{own.suffix}", own.published)
    thumbnail = Cover(f"assets/cover-{own.key}.jpg", lambda: _resized(own.content, THUMBNAIL_PX))
    row = Cover(f"assets/cover-{own.key_at(ROW_PX)}.jpg", lambda: _resized(own.content, ROW_PX))
    hue = own.hue()
    motifs = (_design_of(show, episode).motif for episode in manifests)
    episodes = tuple(EpisodeArt(cover, thumbnail, row, hue, motif) for motif in motifs)
    return Artwork(cover, thumbnail, hue, episodes, own)


def _episode_art(show: Show, episode: Manifest) -> EpisodeArt:
    design = _design_of(show, episode)
    return EpisodeArt(
        _drawn(f"episodes/{episode.slug}", design, EPISODE_PX),
        _drawn(f"assets/{episode.slug}", design, THUMBNAIL_PX),
        None,
        oklch_hue(design.hue),
        design.motif,
    )


def _design_of(show: Show, episode: Manifest) -> Design:
    return episode_design(show, episode.number, episode.slug, episode.title, episode.section)


def _drawn(stem: str, design: Design, px: int) -> Cover:
    def make() -> bytes:
        from audiogen.artwork import drawing  # noqa: PLC0415 - Pillow is slow to import

        return drawing.draw_jpeg(design, px)

    return Cover(f"{stem}-{design.key(DRAWING, px)}.jpg", make)


def _resized(content: bytes, px: int, most_bytes: int | None = None) -> bytes:
    from audiogen.artwork import drawing  # noqa: PLC0415 - Pillow is slow to import

    return drawing.resized_jpeg(content, px, most_bytes)
