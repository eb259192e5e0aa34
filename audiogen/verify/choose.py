"""The finished episodes of dist/, chosen by the names that `audiogen build` takes; no script is read."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from audiogen.errors import AudiogenError, OutputError
from audiogen.manifest import Manifest, in_order, published_manifests, read_manifest


@dataclass(frozen=True, slots=True)
class Unread:
    """A track whose manifest cannot be read."""

    slug: str
    """The session's."""
    name: str
    """The track's."""
    file: str
    """The manifest, below dist/."""
    error: AudiogenError
    number: None = None
    """It stands in the manifest alone."""


@dataclass(frozen=True, slots=True)
class Chosen:
    """The tracks that names stand for."""

    episodes: tuple[Manifest, ...]
    """By their numbers, then by their lengths."""
    unread: tuple[Unread, ...]


def finished_episodes(dist: Path, names: Sequence[str] = ()) -> Chosen:
    """The tracks in a folder.

    Args:
        dist: where the podcast was built.
        names: numbers and slugs of sessions, for all of their lengths; names of tracks, files, or beginnings of slugs;
            all tracks when empty.

    Raises:
        OutputError: when nothing is built there.
        AudiogenError: when there is no episode of a name, or more than one.
    """
    found = [_read(slug, path) for slug, path in published_manifests(dist)]
    if not found:
        message = f"there is no finished episode in {dist}"
        raise OutputError(message, hint="Run `audiogen build` first, or name the folder with --dist.")
    wanted = [each for name in names for each in _find(found, name, dist)] if names else found
    episodes = [each for each in wanted if isinstance(each, Manifest)]
    ordered = sorted(episodes, key=in_order)
    unread = {each.file: each for each in wanted if isinstance(each, Unread)}
    # two names may mean the same episode
    return Chosen(tuple({each.name: each for each in ordered}.values()), tuple(unread.values()))


def _read(slug: str, path: Path) -> Manifest | Unread:
    try:
        return read_manifest(path)
    except FileNotFoundError:
        message = f"{path} is missing, though its episode is published"
        return _unread(slug, path, OutputError(message, hint="Run `audiogen build`: it makes the episode anew."))
    except OutputError as error:
        return _unread(slug, path, error)


def _unread(slug: str, path: Path, error: AudiogenError) -> Unread:
    return Unread(slug, re.sub("-[0-9a-f]{8}$", "", path.stem), f"{path.parent.name}/{path.name}", error)


def _names(episode: Manifest | Unread) -> set[str]:
    """All that somebody may write for this track alone, but for the name of its session."""
    files = episode.files if isinstance(episode, Manifest) else (episode.file,)
    return {episode.name, *(Path(file).name for file in files)}


def _find(episodes: Sequence[Manifest | Unread], name: str, dist: Path) -> Sequence[Manifest | Unread]:
    """One track, or all of a session."""
    bare = Path(name).name
    written = {bare, Path(bare).stem}
    # an exact name wins, so that 1 does not mean 10, too
    session = [each for each in episodes if written & {each.slug, str(each.number)}]
    track = [each for each in episodes if written & _names(each)]
    begun = [each for each in episodes if bare and each.name.startswith(bare)]
    found = session or track or begun
    if len({each.slug for each in found}) == 1:
        return found
    meant = "could be more than one episode" if found else "is none of the finished episodes"
    message = f'"{name}" {meant} in {dist}'
    listed = ", ".join(f"{each.number or '?'} {each.name}" for each in found or episodes)
    raise AudiogenError(message, hint=f"Write a number or a name of these: {listed}. What is missing, build first.")
