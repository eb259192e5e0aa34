"""`show.json`: what feed and page need beside the manifests, so that `audiogen serve` can render them.

No script is needed to read it, and it holds nothing that feed and pages do not say or show as well.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable
from pathlib import Path
from typing import Final, Literal

from pydantic import BaseModel, Field, ValidationError, model_validator

from audiogen.artwork.design import MOTIF_NAMES
from audiogen.errors import OutputError
from audiogen.manifest import Manifest, read_manifest
from audiogen.publish import layout
from audiogen.script.length_words import track_name
from audiogen.script.model import Show

_HINT: Final = "Run `audiogen build` first: it makes the feed and the page."
_TOLD_TO_CLIENTS: Final = ("author", "email", "language", "words", "notes", "helplines")
# only a build needs these; show.json is public
_PRIVATE: Final = {"show": {"cover", "voice", "bed", "levels", "mixes", "clients_url", "publish", "publish_clients"}}


class EpisodeFacts(BaseModel, frozen=True, extra="forbid"):
    """The files that publishing wrote for one track, and its manifest, as paths below dist/."""

    slug: str
    """The session's."""
    length_s: float | None = None
    """As the manifest has it: None for the session's own episode."""
    manifest: str
    vtt: str
    srt: str
    chapters: str
    cover: str
    """1400 to 3000 pixels, for podcast apps."""
    thumbnail: str
    """Of 480 pixels, for lock screens."""
    row: str | None = None
    """Its picture in a list; None where that is a drawing of its motif."""
    hue: int = Field(ge=0, lt=360)
    """Of its page, in degrees of OKLCH."""
    motif: int = Field(ge=0, lt=len(MOTIF_NAMES))
    """What its page shows; its place in `audiogen.artwork.design.MOTIF_NAMES`."""

    @property
    def name(self) -> str:
        """The track's, as the manifest has it."""
        return track_name(self.slug, self.length_s)


class IconFacts(BaseModel, frozen=True, extra="forbid"):
    """The icons of a page on home screens, as `audiogen.artwork.icons.HomeIcons` has them; paths below dist/."""

    small: str
    large: str
    maskable: str
    touch: str


class ClientSession(BaseModel, frozen=True, extra="forbid"):
    """A session on the page of a client."""

    slug: str
    day: dt.date | None = None
    """From when on it is the client's session of the day; None where no day is known."""


class ForClient(BaseModel, frozen=True, extra="forbid"):
    """What the page of one client has of its own."""

    message: str = ""
    """In the practitioner's words, on one line; may be empty."""
    sessions: tuple[ClientSession, ...] = ()
    """In the client's order. Sessions that are not among them stand behind them, by their numbers."""
    drip: bool = False
    """Whether a session is there from its day on, and not before."""
    next_day: dt.date | None = None
    """The day on which another session will be there; None where all are, or nobody is told."""

    def of(self, slugs: Collection[str]) -> ForClient:
        """The same with these sessions alone: of others, that are not published, nothing is to be told."""
        return self.model_copy(update={"sessions": tuple(each for each in self.sessions if each.slug in slugs)})


class Publication(BaseModel, frozen=True, extra="forbid"):
    """The show as published, with its tracks in the order of their numbers; all paths lie below dist/."""

    format: Literal[3] = 3
    show: Show
    podcast_guid: str
    client: ForClient | None = None
    """What one client's page has of its own; None where it is for everybody."""
    cover: str
    """3000 pixels, or the user's own."""
    cover_px: int | None = None
    """Its width and height; None where an earlier version published it."""
    thumbnail: str
    """Of 480 pixels, for lock screens."""
    own_cover: bool = False
    """Whether the cover is the author's own, which the show's page then shows in the place of a drawing."""
    icons: IconFacts | None = None
    """None where an earlier version published it."""
    hue: int = Field(ge=0, lt=360)
    """Of the show's page, in degrees of OKLCH."""
    episodes: tuple[EpisodeFacts, ...]
    files: tuple[str, ...]
    """Every file that publishing wrote, but for show.json: what the next publication lacks may be removed."""

    @model_validator(mode="before")
    @classmethod
    def _of_earlier_forms(cls, data: object) -> object:
        """Earlier ones knew less of clients; the first two nothing of hues, the first one no files of an episode."""
        if isinstance(data, dict) and "private" in data:
            data = {**data, "client": {} if data["private"] else None}
            del data["private"]
        if not isinstance(data, dict) or data.get("format") not in {1, 2}:
            return data
        first = data["format"] == 1
        plain = {"hue": 0, "motif": 0}
        try:
            episodes = [
                {**plain, **(_first_names(str(each["slug"])) if first else {}), **each} for each in data["episodes"]
            ]
        except (KeyError, TypeError):
            return data  # edited by hand: pydantic says so
        return {**data, "format": 3, "hue": 0, "episodes": episodes}

    @property
    def private(self) -> bool:
        """Whether it is for one client alone: then it has no feed, and nobody may index its pages."""
        return self.client is not None

    def unlisted(self, manifests: Iterable[Manifest]) -> frozenset[str]:
        """The slugs of the sessions that are found by their addresses alone; a client has none of these."""
        return frozenset(each.slug for each in manifests if each.listing.unlisted and not self.private)

    @property
    def named(self) -> frozenset[str]:
        """Every file that publishing wrote, with the manifests."""
        own = (layout.FEED, layout.PAGE, layout.FACTS, self.cover, self.thumbnail)
        return frozenset((*own, *self.files, *(each.manifest for each in self.episodes)))

    def with_files(self, paths: Iterable[str]) -> Publication:
        """The same, which has written these files, too."""
        return self.model_copy(
            update={"files": tuple(sorted({*self.files, *paths} - {layout.PAGE, layout.FACTS, layout.FEED}))}
        )

    def to_json(self) -> str:
        """The text of the file; without the keys that only a build needs."""
        return self.model_dump_json(indent=2, exclude=_PRIVATE) + "\n"


def without_show(show: Show) -> Show:
    """What the pages of one client may know of a show: whose it is, how that client is helped, and nothing else.

    A title and a description are needed for a show: its author stands for both.
    """
    told = {name: getattr(show, name) for name in _TOLD_TO_CLIENTS}
    return Show(title=show.author, description=show.author, **told)


def read_publication(dist: Path) -> Publication:
    """The publication that a folder holds.

    Raises:
        OutputError: when it holds none, or the file is damaged.
    """
    path = dist / layout.FACTS
    try:
        return Publication.model_validate_json(path.read_bytes())
    except FileNotFoundError as error:
        message = f"nothing is published in {dist} yet"
        raise OutputError(message, hint=_HINT) from error
    except ValidationError as error:
        message = f"{path} is not a file that this version can read"
        raise OutputError(message, hint=_HINT) from error
    except OSError as error:
        message = f"{path} cannot be read: {error.strerror or error}"
        raise OutputError(message, hint="Look at what is in its place, or in that of its folder.") from error


def _first_names(slug: str) -> dict[str, str]:
    vtt, srt, chapters = layout.unhashed_texts(slug)
    return {"manifest": f"episodes/{slug}.json", "vtt": vtt, "srt": srt, "chapters": chapters}


def read_published(dist: Path) -> tuple[Publication, tuple[Manifest, ...]]:
    """The publication that a folder holds, and the manifests of its episodes, in its order.

    Raises:
        OutputError: when it holds none, or a file of it is missing or damaged.
    """
    publication = read_publication(dist)
    while True:
        try:
            return publication, read_manifests(dist, publication)
        except OutputError:
            # a build may have switched to other files, and taken these away, since they were looked up
            before, publication = publication, read_publication(dist)
            if publication == before:
                raise


def read_manifests(dist: Path, publication: Publication) -> tuple[Manifest, ...]:
    """The manifests of the published episodes, in the publication's order.

    Raises:
        OutputError: when one is missing or damaged.
    """
    try:
        return tuple(read_manifest(dist / episode.manifest) for episode in publication.episodes)
    except FileNotFoundError as error:
        message = f"{error.filename} is missing, though its episode is published"
        raise OutputError(message, hint=_HINT) from error
