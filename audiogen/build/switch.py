"""From finished episodes to what is public: publish them, then take away what nothing names any more."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from audiogen.build.finished import FinishedEpisodes
from audiogen.build.leftovers import remove_unfinished, remove_unnamed
from audiogen.build.places import make_folder
from audiogen.build.report import BuildReport
from audiogen.errors import OutputError
from audiogen.manifest import Manifest
from audiogen.progress import Notice, OnEvent
from audiogen.project import Project
from audiogen.publish.facts import ForClient, Publication, read_publication
from audiogen.publish.layout import FOLDERS
from audiogen.publish.site import publish
from audiogen.script.load import Library
from audiogen.script.model import Show


def prepare(dist: Path, *, alone: bool) -> None:
    """Make a folder ready for a build.

    Args:
        dist: the folder of a podcast.
        alone: whether no other build can be writing to it; only then what killed builds were writing is taken away.

    Raises:
        OutputError: when it cannot be made, or a folder in it is a link.
    """
    for folder in (dist / name for name in FOLDERS):
        if folder.is_symlink():
            message = f"{folder} is a link to another place, where a server of dist/ would not follow it"
            hint = "Remove the link. To keep the podcast elsewhere, name the whole folder with --dist."
            raise OutputError(message, hint=hint)
    make_folder(dist / "episodes")
    if alone:
        remove_unfinished(dist)


@dataclass(frozen=True, slots=True)
class Exchange:
    """What is to be public in a folder from now on."""

    project: Project
    show: Show
    podcast_guid: str
    finished: FinishedEpisodes
    """What stood there before."""
    good: Sequence[Manifest]
    """All that is to be public."""
    slugs: Collection[str]
    """Of all sessions that have a script."""
    day: dt.date
    """Pages and feed tell what is due on it."""
    spared: Collection[str] = ()
    """Slugs of sessions whose sound stays all the same, with its manifests."""
    client: ForClient | None = None
    """What is told on the page of the one client whom it is for; None where it is for everybody."""


def exchange(what: Exchange, *, alone: bool) -> None:
    """Publish these episodes and no others, then take away the files that nothing names any more.

    Args:
        what: the episodes, and where.
        alone: whether no other build can be writing to the folder; only then anything is taken away.

    Raises:
        OutputError: when the folder cannot be written.
    """
    dist, before = what.project.dist, _published(what.project.dist)
    publish(what.show, what.podcast_guid, what.good, dist, what.project.root, client=what.client, day=what.day)
    if alone:
        named = read_publication(dist).named.union(*(manifest.files for manifest in what.good))
        remove_unnamed(what.finished, before, what.slugs, named, what.spared)


@dataclass(frozen=True, slots=True)
class Switching:
    """What was there when a build began, and what has become of it."""

    project: Project
    loaded: Library
    podcast_guid: str
    finished: FinishedEpisodes
    report: BuildReport
    today: dt.date

    @property
    def public(self) -> frozenset[str]:
        """The slugs of the sessions that everybody may hear, asked for or not."""
        return frozenset(self.loaded.slugs) - self.loaded.for_clients

    @property
    def asked(self) -> frozenset[str]:
        """The slugs of the sessions that were to be built."""
        return frozenset(script.slug for script in self.loaded.scripts)

    @property
    def scriptless(self) -> tuple[str, ...]:
        """The slugs of the episodes that have no script any more."""
        return tuple(sorted({each.manifest.slug for each in self.finished.standing} - {*self.loaded.slugs}))

    def good(self) -> dict[str, Manifest]:
        """The last good episode of each track, by its name; the published ones of sessions that were not asked for."""
        built = {each.name: each.manifest for each in self.report.episodes}
        others = {
            name: self.finished.last_good(name)
            for slug in self.loaded.slugs
            if slug in self.public - self.asked
            for name in (slug, *self.finished.listed(slug))
        }
        return {name: manifest for name, manifest in {**built, **others}.items() if manifest}


def switch(switching: Switching, on_event: OnEvent, *, prune: bool, alone: bool) -> tuple[str, ...]:
    """Publish every finished episode that has a script; the sound of others stays, but is not listed.

    Gives the notices, which are told again as long as nothing changes.

    Args:
        switching: what there is.
        on_event: called with notices.
        prune: take away the episodes of sessions that have no script any more.
        alone: whether no other build can be writing to the folder; only then anything is taken away.

    Raises:
        OutputError: when dist/ cannot be written.
    """
    good = switching.good()
    notices = (*_unlisted(switching, {*good}, prune=prune), *_dated_ahead(good.values(), switching.today))
    for notice in notices:
        on_event(Notice(notice))
    what = Exchange(
        project=switching.project,
        show=switching.loaded.show,
        podcast_guid=switching.podcast_guid,
        finished=switching.finished,
        good=[*good.values()],
        slugs=switching.loaded.slugs,
        day=switching.today,
        spared=(switching.public - switching.asked).union(() if prune else switching.scriptless),
    )
    exchange(what, alone=alone)
    return notices


def _unlisted(switching: Switching, listed: set[str], *, prune: bool) -> Iterator[str]:
    """What stands in dist/ and is not published, in sentences."""
    finished, dist = switching.finished, switching.project.dist
    # of retired ones, their author knows
    unsaid = [slug for slug in switching.scriptless if slug not in switching.loaded.show.retired]
    if unsaid and not prune:
        yield (
            f"{dist} holds episodes that have no script any more, and are not listed: "
            f"{', '.join(unsaid)}. `audiogen build --prune` takes them away."
        )
    for slug in sorted(switching.public - switching.asked):
        for name in sorted({*finished.listed(slug)} - listed):
            yield (
                f"the episode {name} in {dist} is damaged: it is not listed until `audiogen build {slug}` makes it anew"
            )


def _dated_ahead(good: Iterable[Manifest], today: dt.date) -> Iterator[str]:
    """Which sessions wait for their day, in a sentence."""
    days = {each.slug: each.published for each in good if each.published > today}
    if days:
        listed = ", ".join(f"{slug} ({day})" for slug, day in sorted(days.items(), key=lambda each: each[1]))
        yield (
            f"dated ahead, and neither on the page nor in the feed before that day: {listed}. A build or "
            "`audiogen publish` on the day or later tells of it; `audiogen serve` does by itself."
        )


def _published(dist: Path) -> Publication | None:
    try:
        return read_publication(dist)
    except OutputError:
        return None
