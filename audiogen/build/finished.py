"""The finished episodes that stand in dist/: those that are published, and those that a killed build had just made."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from audiogen.build.known_files import KnownFiles
from audiogen.errors import OutputError
from audiogen.manifest import Manifest, Media, PageSound, read_manifest
from audiogen.publish import layout
from audiogen.publish.facts import read_publication


@dataclass(frozen=True, slots=True)
class Standing:
    """A manifest and its place, as a path below dist/."""

    path: str
    manifest: Manifest

    @property
    def files(self) -> tuple[str, ...]:
        """All that belongs to it, as paths below dist/; the manifest last, by which the others are found."""
        slug = self.manifest.slug
        unhashed = layout.unhashed_texts(slug) if self.path == f"episodes/{slug}.json" else ()
        return (*self.manifest.files[:-1], *unhashed, self.path)


@dataclass(frozen=True, slots=True)
class FinishedEpisodes:
    """What stands in a folder when a build begins."""

    dist: Path
    published: Mapping[str, Manifest]
    """By the names of tracks: those that show.json names."""
    unreadable: Mapping[str, str]
    """The names of those that show.json names, and whose manifests are damaged or gone, with their slugs."""
    standing: tuple[Standing, ...]
    """All that can be read, published or not; by their paths."""
    known: KnownFiles = field(compare=False)
    """What its files hold."""

    def listed(self, slug: str) -> tuple[str, ...]:
        """The names of a session's tracks that show.json names."""
        readable = (name for name, manifest in self.published.items() if manifest.slug == slug)
        return (*readable, *(name for name, other in self.unreadable.items() if other == slug))

    def of(self, name: str) -> tuple[Manifest, ...]:
        """The manifests of a track: first the one that is published, then others, the newest first."""
        published = self.published.get(name)
        others = [each for each in self.standing if each.manifest.name == name and each.manifest != published]
        others.sort(key=self._written, reverse=True)
        return (*((published,) if published else ()), *(each.manifest for each in others))

    def last_good(self, name: str) -> Manifest | None:
        """The last good episode of a track: the published one, if its files are as it says.

        Where those for the page are not, the page plays what podcast apps do.
        """
        manifest = next((each for each in self.of(name) if self.is_whole(each)), None)
        if manifest is None or self.whole_page(manifest) == manifest.page:
            return manifest
        return manifest.model_copy(update={"page": ()})

    def is_whole(self, manifest: Manifest, *, read: bool = False) -> bool:
        """Whether media and stems of an episode are what its manifest says.

        Args:
            manifest: the episode's.
            read: whether each of them has to be read for that; otherwise it is read once, if at all.
        """
        files = (*manifest.media, *manifest.stems)
        return all(self.known.holds(each.file, each.sha256, read=read) for each in files)

    def whole_page(self, manifest: Manifest) -> tuple[PageSound, ...]:
        """Of the files that the page plays, those that are what its manifest says."""
        return tuple(each for each in manifest.page if self._is_as_said(each.media))

    def flawed(self, manifest: Manifest) -> tuple[Media, ...]:
        """The files of an episode that are missing, or not what its manifest says."""
        return tuple(each for each in manifest.sounds if not self._is_as_said(each))

    def note(self, manifest: Manifest) -> None:
        """Note that the files of an episode have been put in place."""
        for each in manifest.sounds:
            self.known.put(each.file, each.sha256)

    def vouches(self, manifest: Manifest) -> bool:
        """Whether the files of an episode have been read, or made, in this build, and stand as they were then."""
        return all(self.known.vouches(each.file, each.sha256) for each in manifest.sounds)

    def _is_as_said(self, media: Media) -> bool:
        return self.known.holds(media.file, media.sha256)

    def _written(self, standing: Standing) -> tuple[float, str]:
        try:
            return (self.dist / standing.path).stat().st_mtime, standing.path
        except OSError:
            return 0.0, standing.path


def finished_episodes(dist: Path, known: KnownFiles | None = None) -> FinishedEpisodes:
    """The finished episodes of a folder; none where nothing was ever built.

    Args:
        dist: the folder.
        known: what its files hold; without, each one that matters is read.
    """
    standing = tuple(_standing(dist))
    by_path = {each.path: each.manifest for each in standing}
    try:
        listed = read_publication(dist).episodes
    except OutputError:
        listed = ()
    published = {each.name: by_path[each.manifest] for each in listed if each.manifest in by_path}
    unreadable = {each.name: each.slug for each in listed if each.name not in published}
    return FinishedEpisodes(dist, published, unreadable, standing, known or KnownFiles(dist))


def _standing(dist: Path) -> Iterator[Standing]:
    for path in sorted((dist / "episodes").glob("*.json")):
        name = path.relative_to(dist).as_posix()
        try:
            manifest = read_manifest(path)
        except (OSError, OutputError):
            continue  # chapters, another's file, or a damaged one
        # its name must be what its content says, in this form or the first one
        if name in (manifest.file, f"episodes/{manifest.slug}.json"):
            yield Standing(name, manifest)
