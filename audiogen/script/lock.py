"""What must never change once it is published: the identity of the show and of its episodes, kept beside the scripts.

Podcast apps know an episode by its GUID alone: a new one makes them offer the episode again.
"""

from __future__ import annotations

import datetime as dt
import json
import re
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar, Final, Literal

from pydantic import BaseModel, ConfigDict, ValidationError

from audiogen.atomic import write_atomically
from audiogen.errors import AudiogenError, Problem
from audiogen.names import nearest
from audiogen.script.load import Library
from audiogen.script.model import Script, Show

LOCK_FILE: Final = "published.lock.json"

_FORMAT: Final = 1
_PODCAST_NAMESPACE: Final = uuid.UUID("ead4c236-bf58-58c6-a2c6-a6b28d128cb6")
"""For podcast:guid, fixed by the Podcasting 2.0 namespace."""


@dataclass(frozen=True, slots=True)
class PublishedEpisode:
    """What apps and listeners know an episode by."""

    __pydantic_config__: ClassVar = ConfigDict(extra="forbid")

    guid: str
    date: dt.date


@dataclass(frozen=True, slots=True)
class PublishedLock:
    """The identity of a show and of every episode that it ever had."""

    podcast_guid: str
    episodes: Mapping[str, PublishedEpisode]
    """By slug."""


class _File(BaseModel):
    model_config = ConfigDict(extra="forbid")

    format: Literal[1]
    podcast_guid: uuid.UUID
    episodes: dict[str, PublishedEpisode]


def read_lock(folder: Path) -> PublishedLock | None:
    """The lock of a folder of scripts; None before the first build.

    Raises:
        AudiogenError: when it is damaged or cannot be read: then nothing may be published in its place.
    """
    path = folder / LOCK_FILE
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        return None
    except OSError as error:
        message = f"{path} cannot be read: {error.strerror or error}"
        raise AudiogenError(
            message, hint="Check its permissions: it holds what podcast apps know episodes by."
        ) from error
    try:
        read = _File.model_validate_json(data)
    except ValidationError as error:
        message = f"{path} is damaged, or from a newer version of audiogen"
        hint = "Restore it from version control or a backup: it holds what podcast apps know your episodes by."
        raise AudiogenError(message, hint=hint) from error
    return PublishedLock(str(read.podcast_guid), read.episodes)


def assign(lock: PublishedLock | None, show: Show, scripts: Sequence[Script], today: dt.date) -> PublishedLock:
    """The lock with these scripts in it.

    GUIDs that are there stay, whatever becomes of addresses, titles and files. A date in the script wins over the
    locked one; without either, it is today's. Episodes that have no script any more are kept.
    """
    # UUIDv5 of the feed's address without scheme and trailing slashes, as the Podcasting 2.0 namespace asks
    address = re.sub("^https?://", "", f"{show.base_url}/feed.xml").rstrip("/")
    podcast_guid = lock.podcast_guid if lock else str(uuid.uuid5(_PODCAST_NAMESPACE, address))
    locked = dict(lock.episodes) if lock else {}
    for script in scripts:
        known = locked.get(script.slug)
        locked[script.slug] = PublishedEpisode(
            guid=known.guid if known else str(uuid.uuid5(uuid.UUID(podcast_guid), script.slug)),
            date=script.date or (known.date if known else today),
        )
    return PublishedLock(podcast_guid, locked)


def write_lock(folder: Path, lock: PublishedLock) -> None:
    """Write the lock beside the scripts, whole or not at all, and only when it says something new.

    Raises:
        OutputError: when the folder cannot be written.
    """
    episodes = {
        slug: {"guid": episode.guid, "date": episode.date.isoformat()} for slug, episode in lock.episodes.items()
    }
    value = {"format": _FORMAT, "podcast_guid": lock.podcast_guid, "episodes": episodes}
    # sorted keys keep the file's differences small under version control
    data = json.dumps(value, indent=2, sort_keys=True, ensure_ascii=False).encode() + b"\n"
    path = folder / LOCK_FILE
    if not path.is_file() or path.read_bytes() != data:
        write_atomically(path, data)


def lock_problems(lock: PublishedLock, library: Library) -> tuple[Problem, ...]:
    """Warnings about episodes that have been published and have no script any more."""
    path = library.scripts[0].origin.path.with_name(LOCK_FILE)
    fresh = [slug for slug in library.slugs if slug not in lock.episodes]
    return tuple(
        Problem(path, 1, 1, _scriptless(slug, nearest(slug, fresh)), warning=True)
        for slug in sorted(set(lock.episodes) - set(library.slugs))
    )


def _scriptless(slug: str, heir: str | None) -> str:
    renamed = f'if it is "{heir}" now, add' if heir else "if its file was renamed, add to it"
    return (
        f'the published episode "{slug}" has no script any more; {renamed} "slug: {slug}", '
        "or listeners get the session a second time"
    )
