"""Which finished episodes are meant: found in dist/ alone, by the names that `audiogen build` takes."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from audiogen.errors import AudiogenError, OutputError
from audiogen.manifest import Manifest, read_manifest


def finished_episodes(dist: Path, names: Sequence[str] = ()) -> tuple[Manifest, ...]:
    """The episodes in a folder, by their numbers.

    Args:
        dist: where the podcast was built.
        names: numbers, slugs, files or beginnings of slugs; all episodes when empty.

    Raises:
        OutputError: when nothing is built there, or a manifest cannot be read.
        AudiogenError: when there is no episode of a name, or more than one.
    """
    paths = [path for path in (dist / "episodes").glob("*.json") if not path.name.endswith(".chapters.json")]
    if not paths:
        message = f"there is no finished episode in {dist}"
        raise OutputError(message, hint="Run `audiogen build` first, or name the folder with --dist.")
    episodes = sorted((read_manifest(path) for path in paths), key=lambda episode: (episode.number, episode.slug))
    wanted = [_find(episodes, name, dist) for name in names] if names else episodes
    return tuple(episode for episode in episodes if episode in wanted)


def _find(episodes: Sequence[Manifest], name: str, dist: Path) -> Manifest:
    bare = Path(name).name
    exact = [each for each in episodes if {bare, Path(bare).stem} & {each.slug, str(each.number)}]
    begun = [each for each in episodes if bare and each.slug.startswith(bare)]
    found = exact or begun
    if len(found) == 1:
        return found[0]
    meant = "could be more than one episode" if found else "is none of the finished episodes"
    message = f'"{name}" {meant} in {dist}'
    listed = ", ".join(f"{each.number} {each.slug}" for each in found or episodes)
    raise AudiogenError(message, hint=f"Write a number or a name of these: {listed}. What is missing, build first.")
