"""The folders of a project, and the names of the files in them."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


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

    def media(self, slug: str) -> Path:
        """The MP3 of an episode."""
        return self.episodes / f"{slug}.mp3"

    def unfinished(self) -> list[Path]:
        """Media files that a build is writing, or was writing when it was killed."""
        return sorted(self.episodes.glob(".*.mp3"))
