"""The folders of a project, the names of the files in them, and where the assets lie that come with audiogen."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Final

_MEDIA_SUFFIXES: Final = frozenset({".mp3", ".m4a", ".opus", ".flac", ".wav"})


@dataclass(frozen=True, slots=True)
class Project:
    """Where a show lives. Paths are as the user gave them, so that messages show them so."""

    root: Path
    """The folder that holds `scripts/` and `assets/`."""
    dist: Path
    """Where the podcast is built."""
    cache: Path
    """Where spoken phrases are kept, shared by all shows."""

    @property
    def scripts(self) -> Path:
        """`show.yaml` and one file a session."""
        return self.root / "scripts"

    @property
    def episodes(self) -> Path:
        """Media, manifests, transcripts and chapters."""
        return self.dist / "episodes"

    def manifest(self, slug: str) -> Path:
        """The manifest of an episode."""
        return self.episodes / f"{slug}.json"

    def media(self, slug: str, suffix: str = ".mp3") -> Path:
        """A media file of an episode."""
        return self.episodes / f"{slug}{suffix}"

    def unfinished(self) -> list[Path]:
        """Media files that a build is writing, or was writing when it was killed."""
        return sorted(path for path in self.episodes.glob(".*") if path.suffix in _MEDIA_SUFFIXES)


def shipped_assets() -> Path:
    """The folder of the assets that come with audiogen: inside the package once it is installed, else beside it."""
    package = Path(__file__).parent
    packed = package / "assets"
    return packed if packed.is_dir() else package.parent / "assets"
