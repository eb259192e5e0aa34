"""What must never change once it is published: the identity of the show and of its episodes, kept beside the scripts.

Podcast apps know an episode by its GUID alone: a new one makes them offer the episode again.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import json
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar, Final, Literal, TypeAlias

from pydantic import BaseModel, ConfigDict, ValidationError

from audiogen.atomic import write_atomically
from audiogen.errors import AudiogenError
from audiogen.project import LOCK_FILE
from audiogen.script.identity import episode_guid, first_guid
from audiogen.script.model import Script, Show
from audiogen.script.web_address import ascii_address, is_public

FORMER_LOCK_FILE: Final = f"{LOCK_FILE}.old"
"""What the lock held before the show got another identity."""

_FORMAT: Final = 1

Mark: TypeAlias = Literal["sample", "kept"]
"""`sample`: the identity of the show that comes with audiogen, which nobody may publish. `kept`: other shows may have
the identity, and its author decided to keep it."""


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
    address: str | None = None
    """The public address for which the show was last built; None when there has been none."""
    mark: Mark | None = None


class _File(BaseModel):
    model_config = ConfigDict(extra="forbid")

    format: Literal[1]
    podcast_guid: uuid.UUID
    episodes: dict[str, PublishedEpisode]
    address: str | None = None
    mark: Mark | None = None


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
    guids = [episode.guid.strip() for episode in read.episodes.values()]
    if not all(guids) or len(set(guids)) < len(guids):
        # as when two versions were merged by hand: podcast apps would show one of the episodes alone
        message = f"{path} is damaged: two episodes have the same guid in it, or one has none"
        raise AudiogenError(message, hint="Restore it from version control or a backup, or give each its own again.")
    return PublishedLock(str(read.podcast_guid), read.episodes, read.address, read.mark)


def guids_beside(folder: Path) -> frozenset[str]:
    """The identities that a show has and had, as far as its folder of scripts tells: of the lock, and of the former."""
    guids = set()
    for name in (LOCK_FILE, FORMER_LOCK_FILE):
        with contextlib.suppress(OSError):
            guids.add(_podcast_guid_in((folder / name).read_bytes()))
    return frozenset(filter(None, guids))


def assign(lock: PublishedLock | None, show: Show, scripts: Sequence[Script], today: dt.date) -> PublishedLock:
    """The lock with these scripts in it.

    GUIDs that are there stay, whatever becomes of addresses, titles and files. A date in the script wins over the
    locked one; without either, it is today's. Episodes that have no script any more are kept.

    Args:
        lock: as `audiogen.script.renewal.settled` leaves it; None makes a new identity, as a rule a random one.
        show: for its address.
        scripts: those to have in it.
        today: the date of scripts that have none.
    """
    podcast_guid = lock.podcast_guid if lock else first_guid(show.base_url)
    locked = dict(lock.episodes) if lock else {}
    for script in scripts:
        known = locked.get(script.slug)
        locked[script.slug] = PublishedEpisode(
            guid=known.guid if known else episode_guid(podcast_guid, script.slug, show.base_url),
            date=script.date or (known.date if known else today),
        )
    before = lock.address if lock else None
    address = ascii_address(show.base_url) if is_public(show.base_url) else before
    return PublishedLock(podcast_guid, locked, address, lock.mark if lock else None)


def write_lock(folder: Path, lock: PublishedLock) -> None:
    """Write the lock beside the scripts, whole or not at all, and only when it says something new.

    When it holds another identity than before, the former file is kept beside it: a mistake can be taken back.

    Raises:
        OutputError: when the folder cannot be written.
    """
    path, data = folder / LOCK_FILE, lock_content(lock)
    former = path.read_bytes() if path.is_file() else None
    if former == data:
        return
    if former is not None and _podcast_guid_in(former) not in (None, lock.podcast_guid):
        write_atomically(folder / FORMER_LOCK_FILE, former)
    write_atomically(path, data)


def lock_content(lock: PublishedLock) -> bytes:
    """What the file of a lock holds."""
    episodes = {
        slug: {"guid": episode.guid, "date": episode.date.isoformat()} for slug, episode in lock.episodes.items()
    }
    notes = {name: note for name, note in (("address", lock.address), ("mark", lock.mark)) if note}
    value = {"format": _FORMAT, "podcast_guid": lock.podcast_guid, "episodes": episodes, **notes}
    # sorted keys keep the file's differences small under version control
    return json.dumps(value, indent=2, sort_keys=True, ensure_ascii=False).encode() + b"\n"


def _podcast_guid_in(data: bytes) -> str | None:
    with contextlib.suppress(ValidationError):
        return str(_File.model_validate_json(data).podcast_guid)
    return None
