"""What a folder holds, as it is on this day: sessions that are dated ahead are there for nobody yet."""

from __future__ import annotations

import datetime as dt
import hashlib
import os
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TypeAlias

from audiogen.manifest import Manifest
from audiogen.publish import layout
from audiogen.publish.dated import as_of, shows_day, undue_files
from audiogen.publish.facts import Publication, read_manifests, read_published
from audiogen.publish.site_texts import SiteTexts, site_texts

Today: TypeAlias = Callable[[], dt.date]
"""Tells which day it is."""


def today_of_shows() -> dt.date:
    """The day by which sessions for everybody are due: it is the same all over the world."""
    return dt.datetime.now(dt.UTC).date()


@dataclass(frozen=True)
class DayView:
    """A publication on a day, with all that is known of it; equal ones are the same one."""

    made_of: str
    """A hash of all that follows from show.json and the day."""
    changed_s: float
    """When that last became another, in seconds of Unix time."""
    dist: Path
    publication: Publication
    withheld: frozenset[str]
    """Files that nobody gets yet, as paths in small letters: some systems take A for a."""
    is_as_built: bool
    """Whether pages, offline.json and what they load lie in the folder as they are on this day."""
    _lock: threading.Lock = field(default_factory=threading.Lock, repr=False, compare=False)

    @property
    def manifests(self) -> tuple[Manifest, ...]:
        """Those of its tracks: read each time, as thousands would take more memory than what is rendered of them.

        Raises:
            OutputError: when one is missing: a build may have published something else.
        """
        return read_manifests(self.dist, self.publication)

    def text(self, path: str) -> str | None:
        """A text that is not as it lies in the folder; None for a file that is sent as it lies there."""
        if not self.is_as_built:
            return self.texts.get(path)
        # it names all that was built
        return self.publication.to_json() if path == layout.FACTS and self.withheld else None

    @property
    def texts(self) -> Mapping[str, str]:
        """All texts of the site on this day; the feed is not among them."""
        with self._lock:
            return self._rendered

    @cached_property
    def _rendered(self) -> Mapping[str, str]:
        rendered: SiteTexts = site_texts(self.publication, self.manifests, self.publication.show.base_url, feed=False)
        facts = {layout.FACTS: self.publication.with_files(rendered.paths).to_json()}
        return {**rendered.loaded, **rendered.pages, **rendered.last, **facts}


class PublishedToday:
    """Looks up what a folder holds, each time as it is by then; what has not changed is read once."""

    def __init__(self, dist: Path, today: Today) -> None:
        """The folder; `today` tells the day."""
        self._dist = dist
        self._today = today
        self._lock = threading.Lock()
        self._known: tuple[object, DayView] | None = None

    @property
    def dist(self) -> Path:
        """The folder."""
        return self._dist

    def view(self) -> DayView:
        """How it is now.

        Raises:
            OutputError: when nothing is published there, or it cannot be read.
        """
        day = self._today()
        with self._lock:
            key = (day, signature(self._dist / layout.FACTS))
            if self._known is None or self._known[0] != key:
                self._known = (key, self._looked_up(day))
            return self._known[1]

    def _looked_up(self, day: dt.date) -> DayView:
        publication, manifests = read_published(self._dist)
        changed_s = (self._dist / layout.FACTS).stat().st_mtime
        due, due_manifests = as_of(publication, manifests, day)
        return DayView(
            made_of=hashlib.sha256(due.to_json().encode()).hexdigest(),
            changed_s=max(changed_s, _midnight_s(_last_day(due, due_manifests))),
            dist=self._dist,
            publication=due,
            withheld=frozenset(path.casefold() for path in undue_files(publication, manifests, day)),
            is_as_built=shows_day(publication, manifests, day),
        )


def signature(file: Path) -> object:
    """What is another one whenever a file was written; None where there is none."""
    try:
        found = os.stat(file)  # noqa: PTH116 - the quickest; it is asked for with each request
    except OSError:
        return None
    return found.st_mtime_ns, found.st_ctime_ns, found.st_size, found.st_ino


def _last_day(publication: Publication, manifests: tuple[Manifest, ...]) -> dt.date | None:
    """The last day on which something became due."""
    client = publication.client
    if client:
        return max((each.day for each in client.sessions if client.drip and each.day), default=None)
    return max((each.published for each in manifests), default=None)


def _midnight_s(day: dt.date | None) -> float:
    return dt.datetime.combine(day, dt.time(), tzinfo=dt.UTC).timestamp() if day else 0.0
