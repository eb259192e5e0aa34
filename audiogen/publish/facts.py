"""`show.json`: what feed and page need beside the manifests, so that `audiogen serve` can render them.

No script is needed to read it, and it holds nothing that the feed does not say as well.
"""

from __future__ import annotations

from pathlib import Path
from typing import Final, Literal

from pydantic import BaseModel, ValidationError

from audiogen.errors import OutputError
from audiogen.manifest import Manifest, read_manifest
from audiogen.publish import layout
from audiogen.script.model import Show

_HINT: Final = "Run `audiogen build` first: it makes the feed and the page."
# only a build needs these; show.json is public
_PRIVATE: Final = {"show": {"cover", "voice", "bed", "levels", "notes"}}


class EpisodeFacts(BaseModel, frozen=True, extra="forbid"):
    """The pictures of one episode, as paths below dist/."""

    slug: str
    cover: str
    """1400 to 3000 pixels, for podcast apps."""
    thumbnail: str
    """For the page."""


class Publication(BaseModel, frozen=True, extra="forbid"):
    """The show as published, with its episodes in the order of their numbers; all paths lie below dist/."""

    format: Literal[1] = 1
    show: Show
    podcast_guid: str
    cover: str
    """3000 pixels, or the user's own."""
    thumbnail: str
    """For the page."""
    episodes: tuple[EpisodeFacts, ...]
    files: tuple[str, ...]
    """Every file that publishing wrote, but for show.json: what the next publication lacks may be removed."""

    def to_json(self) -> str:
        """The text of the file; without the keys that only a build needs."""
        return self.model_dump_json(indent=2, exclude=_PRIVATE) + "\n"


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


def read_manifests(dist: Path, publication: Publication) -> tuple[Manifest, ...]:
    """The manifests of the published episodes, in the publication's order.

    Raises:
        OutputError: when one is missing or damaged.
    """
    try:
        return tuple(read_manifest(dist / layout.manifest_file(episode.slug)) for episode in publication.episodes)
    except FileNotFoundError as error:
        message = f"{error.filename} is missing, though its episode is published"
        raise OutputError(message, hint=_HINT) from error
