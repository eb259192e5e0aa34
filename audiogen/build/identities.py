"""Which identities a build gives to its episodes, and when they are noted beside the scripts for good."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from dataclasses import replace

from audiogen.build.finished import FinishedEpisodes
from audiogen.editions.edition import Edition
from audiogen.manifest import Manifest
from audiogen.script.load import Library
from audiogen.script.lock import PublishedLock, assign


def identities(
    known: PublishedLock | None, library: Library, finished: FinishedEpisodes, today: dt.date
) -> PublishedLock:
    """The lock with all these sessions in it.

    An episode is noted when its first manifest stands. A build that was killed between the two has left the day that it
    gave to the episode in the manifest.
    """
    lock = assign(known, library.show, library.scripts, today)
    dates = _dates(lock, finished)
    episodes = dict(lock.episodes)
    for script in library.scripts:
        entry = lock.episodes[script.slug]
        if script.date is None and (known is None or script.slug not in known.episodes):
            episodes[script.slug] = replace(entry, date=dates.get(script.slug, entry.date))
    return replace(lock, episodes=episodes)


def _dates(lock: PublishedLock, finished: FinishedEpisodes) -> dict[str, dt.date]:
    """The days that finished episodes with the identities of this lock were given, by slug."""
    manifests = [each.manifest for each in finished.standing if each.manifest.slug in lock.episodes]
    return {each.slug: each.published for each in manifests if _has_identity(each, lock)}


def _has_identity(manifest: Manifest, lock: PublishedLock) -> bool:
    edition = Edition(manifest.slug, manifest.length_s, main=manifest.length_s is None)
    return manifest.guid == edition.guid(lock.episodes[manifest.slug].guid)


def entered(lock: PublishedLock, known: PublishedLock | None, made: Collection[str]) -> PublishedLock:
    """The lock as it is noted: without the sessions that are new and have no episode yet.

    Args:
        lock: with all sessions in it.
        known: as it was noted before.
        made: the slugs of the sessions whose episodes stand.
    """
    noted = {*(known.episodes if known else ()), *made}
    return replace(lock, episodes={slug: entry for slug, entry in lock.episodes.items() if slug in noted})


def formerly_known(lock: PublishedLock, library: Library, finished: FinishedEpisodes) -> list[str]:
    """The published sessions that are not asked for, and carry an identity from before the show got another one."""
    asked_for = {script.slug for script in library.scripts}
    others = (each for each in finished.published.values() if each.slug in lock.episodes.keys() - asked_for)
    return sorted({each.slug for each in others if not _has_identity(each, lock)})
