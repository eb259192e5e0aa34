"""The finished episodes of dist/, chosen by the names that `audiogen build` takes; no script is read."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from audiogen.errors import AudiogenError, OutputError
from audiogen.manifest import Manifest, published_manifests, read_manifest


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
    found = [_read(path) for path in published_manifests(dist)]
    if not found:
        message = f"there is no finished episode in {dist}"
        raise OutputError(message, hint="Run `audiogen build` first, or name the folder with --dist.")
    wanted = [_find(found, name, dist) for name in names] if names else found
    episodes = [each for each in wanted if isinstance(each, Manifest)]
    ordered = sorted(episodes, key=lambda episode: (episode.number, episode.slug))
    unread = {each.file: each for each in wanted if isinstance(each, Unread)}
    # two names may mean the same episode
    return Chosen(tuple({each.slug: each for each in ordered}.values()), tuple(unread.values()))


def _read(path: Path) -> Manifest | Unread:
    try:
        return read_manifest(path)
    except FileNotFoundError:
        message = f"{path} is missing, though its episode is published"
        return _unread(path, OutputError(message, hint="Run `audiogen build`: it makes the episode anew."))
    except OutputError as error:
        return _unread(path, error)


def _unread(path: Path, error: AudiogenError) -> Unread:
    return Unread(re.sub("-[0-9a-f]{8}$", "", path.stem), f"{path.parent.name}/{path.name}", error)


def _names(episode: Manifest | Unread) -> set[str]:
    """All that somebody may write for it, but for beginnings of its slug."""
    files = episode.files if isinstance(episode, Manifest) else (episode.file,)
    return {episode.slug, str(episode.number), *(Path(file).name for file in files)}


def _find(episodes: Sequence[Manifest | Unread], name: str, dist: Path) -> Manifest | Unread:
    bare = Path(name).name
    # an exact name wins, so that 1 does not mean 10, too
    exact = [each for each in episodes if {bare, Path(bare).stem} & _names(each)]
    begun = [each for each in episodes if bare and each.slug.startswith(bare)]
    found = exact or begun
    if len(found) == 1:
        return found[0]
    meant = "could be more than one episode" if found else "is none of the finished episodes"
    message = f'"{name}" {meant} in {dist}'
    listed = ", ".join(f"{each.number or '?'} {each.slug}" for each in found or episodes)
    raise AudiogenError(message, hint=f"Write a number or a name of these: {listed}. What is missing, build first.")
