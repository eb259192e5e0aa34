"""One build at a time in a folder of podcasts, and always of the same show."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator
from pathlib import Path

from audiogen.atomic import write_atomically
from audiogen.cache.turns import place_of, turn_at
from audiogen.errors import OutputError
from audiogen.progress import Notice, OnEvent
from audiogen.project import Project
from audiogen.publish.facts import Publication, read_publication
from audiogen.script.identity import is_shared
from audiogen.script.lock import PublishedLock, guids_beside


@contextlib.contextmanager
def turn(project: Project, on_event: OnEvent) -> Iterator[bool]:
    """Wait until no other build is at work in the project's dist/, and keep others waiting meanwhile.

    Gives whether this build is certainly alone there: where the cache is read-only, no lock can tell.
    """

    def tell() -> None:
        waiting = f"Another build is at work in {project.dist}; this one goes on when that has ended (Ctrl-C stops it)."
        on_event(Notice(waiting))

    with turn_at(place_in_cache(project, ".lock"), tell) as alone:
        yield alone


def claim(project: Project, lock: PublishedLock, *, note: bool = True) -> None:
    """See that dist/ belongs to this show, and note that it does.

    A show may have been given a new identity since it was last built; the note tells it from another one, and where
    that was lost, the former lock does.

    Args:
        project: the show's.
        lock: with its identity.
        note: whether anything may be written.

    Raises:
        OutputError: when another show is published there.
    """
    place, ours = place_in_cache(project, ".show"), os.fsencode(os.path.realpath(project.scripts))
    there, noted = _published(project.dist), _read(place)
    if there and noted != ours and not _is_of(there, lock, project):
        message = f'the folder {project.dist} belongs to another show, "{there.show.title}"'
        hint = "Give another folder with --dist. If that show is to make way for this one, remove the folder first."
        raise OutputError(message, hint=hint)
    if note and noted != ours:
        with contextlib.suppress(OutputError):  # a read-only cache is no fault
            write_atomically(place, ours)


def _is_of(there: Publication, lock: PublishedLock, project: Project) -> bool:
    """Whether what is published is of a show, by its identity or by one that it had."""
    if there.podcast_guid == lock.podcast_guid:
        return True
    # a lock that was copied may lie beside the show's own as its former one: then the episodes are others
    known = {episode.slug for episode in there.episodes} <= lock.episodes.keys()
    # an identity made from a local address is nobody's: the show's own may have had it before it was renewed
    nobodys = is_shared(there.podcast_guid, there.show.base_url)
    return known and (nobodys or there.podcast_guid in guids_beside(project.scripts))


def _published(dist: Path) -> Publication | None:
    try:
        return read_publication(dist)
    except OutputError:
        return None


def _read(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except OSError:
        return None


def place_in_cache(project: Project, ending: str) -> Path:
    """A file in the cache that belongs to dist/, however its path is written."""
    return place_of(project.cache / "builds", os.path.normcase(os.path.realpath(project.dist)), ending)
