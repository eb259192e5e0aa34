"""From finished episodes to what is public: publish them, then take away what nothing names any more."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from audiogen.build.finished import FinishedEpisodes
from audiogen.build.leftovers import remove_unnamed
from audiogen.build.report import BuildReport
from audiogen.errors import OutputError
from audiogen.manifest import Manifest
from audiogen.progress import Notice, OnEvent
from audiogen.project import Project
from audiogen.publish.facts import Publication, read_publication
from audiogen.publish.site import publish
from audiogen.script.load import Library


@dataclass(frozen=True, slots=True)
class Switching:
    """What was there when a build began, and what has become of it."""

    project: Project
    loaded: Library
    podcast_guid: str
    finished: FinishedEpisodes
    report: BuildReport

    @property
    def asked(self) -> frozenset[str]:
        """The slugs of the sessions that were to be built."""
        return frozenset(script.slug for script in self.loaded.scripts)

    @property
    def scriptless(self) -> tuple[str, ...]:
        """The slugs of the episodes that have no script any more."""
        return tuple(sorted({each.manifest.slug for each in self.finished.standing} - {*self.loaded.slugs}))

    def good(self) -> dict[str, Manifest]:
        """The last good episode of each session that has a script; the published one where none was to be built."""
        built = {each.script.slug: each.manifest for each in self.report.episodes}
        others = {slug: self.finished.last_good(slug) for slug in self.loaded.slugs if slug not in built}
        return {slug: manifest for slug, manifest in {**built, **others}.items() if manifest}


def switch(switching: Switching, on_event: OnEvent, *, prune: bool, alone: bool) -> None:
    """Publish every finished episode that has a script; the sound of others stays, but is not listed.

    Args:
        switching: what there is.
        on_event: called with notices.
        prune: take away the episodes of sessions that have no script any more.
        alone: whether no other build can be writing to the folder; only then anything is taken away.

    Raises:
        OutputError: when dist/ cannot be written.
    """
    project, before, good = switching.project, _published(switching.project), switching.good()
    for notice in _unlisted(switching, {*good}, prune=prune):
        on_event(Notice(notice))
    publish(switching.loaded.show, switching.podcast_guid, [*good.values()], project.dist, project.root)
    if alone:
        slugs = {*switching.loaded.slugs}
        named = read_publication(project.dist).named.union(*(manifest.files for manifest in good.values()))
        spared = (slugs - switching.asked).union(() if prune else switching.scriptless)
        remove_unnamed(switching.finished, before, slugs, named, spared)


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
    missed = {*finished.published, *finished.unreadable} & {*switching.loaded.slugs} - listed - switching.asked
    for slug in sorted(missed):
        yield f"the episode {slug} in {dist} is damaged: it is not listed until `audiogen build {slug}` makes it anew"


def _published(project: Project) -> Publication | None:
    try:
        return read_publication(project.dist)
    except OutputError:
        return None
