"""The finished episodes of dist/, chosen by the names that `audiogen build` takes; no script is read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from audiogen.errors import AudiogenError, OutputError
from audiogen.manifest import Manifest, read_manifest


@dataclass(frozen=True, slots=True)
class Unread:
    """An episode whose manifest cannot be read."""

    slug: str
    file: str
    """The manifest, below dist/."""
    error: AudiogenError
    number: None = None
    """It stands in the manifest alone."""


@dataclass(frozen=True, slots=True)
class Chosen:
    """The episodes that names stand for."""

    episodes: tuple[Manifest, ...]
    """By their numbers."""
    unread: tuple[Unread, ...]


def finished_episodes(dist: Path, names: Sequence[str] = ()) -> Chosen:
    """The episodes in a folder.

    Args:
        dist: where the podcast was built.
        names: numbers, slugs, files or beginnings of slugs; all episodes when empty.

    Raises:
        OutputError: when nothing is built there.
        AudiogenError: when there is no episode of a name, or more than one.
    """
    paths = [path for path in (dist / "episodes").glob("*.json") if not path.name.endswith(".chapters.json")]
    if not paths:
        message = f"there is no finished episode in {dist}"
        raise OutputError(message, hint="Run `audiogen build` first, or name the folder with --dist.")
    found = [_read(path) for path in sorted(paths)]
    wanted = [_find(found, name, dist) for name in names] if names else found
    episodes = [each for each in wanted if isinstance(each, Manifest)]
    ordered = sorted(episodes, key=lambda episode: (episode.number, episode.slug))
    unread = {each.file: each for each in wanted if isinstance(each, Unread)}
    # two names may mean the same episode
    return Chosen(tuple({each.slug: each for each in ordered}.values()), tuple(unread.values()))


def _read(path: Path) -> Manifest | Unread:
    try:
        return read_manifest(path)
    except OutputError as error:
        return Unread(path.stem, f"{path.parent.name}/{path.name}", error)


def _find(episodes: Sequence[Manifest | Unread], name: str, dist: Path) -> Manifest | Unread:
    bare = Path(name).name
    # an exact name wins, so that 1 does not mean 10, too
    exact = [each for each in episodes if {bare, Path(bare).stem} & {each.slug, str(each.number)}]
    begun = [each for each in episodes if bare and each.slug.startswith(bare)]
    found = exact or begun
    if len(found) == 1:
        return found[0]
    meant = "could be more than one episode" if found else "is none of the finished episodes"
    message = f'"{name}" {meant} in {dist}'
    listed = ", ".join(f"{each.number or '?'} {each.slug}" for each in found or episodes)
    raise AudiogenError(message, hint=f"Write a number or a name of these: {listed}. What is missing, build first.")
