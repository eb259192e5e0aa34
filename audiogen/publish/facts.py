"""`show.json`: what the feed and the page need beside the manifests, so that `audiogen serve` can render them.

No script is needed to read it, and it holds nothing that the feed does not say as well.
"""

from __future__ import annotations

from pathlib import Path
from typing import Final, Literal

from pydantic import BaseModel, ConfigDict, ValidationError

from audiogen.errors import OutputError
from audiogen.manifest import Manifest, read_manifest
from audiogen.publish import layout
from audiogen.script.model import Show

_HINT: Final = "Run `audiogen build` first: it makes the feed and the page."
# what a build needs and a listener does not
_PRIVATE: Final = {"show": {"cover", "voice", "bed", "levels", "notes"}}


class _Value(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class EpisodeFacts(_Value):
    """One episode's place in the publication."""

    slug: str
    cover: str
    """1400 to 3000 pixels, for podcast apps; a path below dist/."""
    thumbnail: str
    """For the page; a path below dist/."""


class Publication(_Value):
    """The show as published, with its episodes in the order of their numbers."""

    format: Literal[1] = 1
    show: Show
    podcast_guid: str
    cover: str
    """3000 pixels, or the user's own; a path below dist/."""
    thumbnail: str
    """For the page; a path below dist/."""
    episodes: tuple[EpisodeFacts, ...]
    files: tuple[str, ...]
    """Every file that publishing wrote, this one left out: what is not there next time may be removed."""

    def to_json(self) -> str:
        """The text of the file; without the keys that only a build needs."""
        return self.model_dump_json(indent=2, exclude=_PRIVATE) + "\n"


def read_publication(dist: Path) -> Publication:
    """What was last published in a folder.

    Raises:
        OutputError: when nothing was, or the file is damaged.
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
