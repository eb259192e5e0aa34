"""What a build did, track by track."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from audiogen.editions.expand import Track
from audiogen.errors import AudiogenError
from audiogen.manifest import Manifest
from audiogen.script.model import Script


@dataclass(frozen=True, slots=True)
class EpisodeReport:
    """What became of one track."""

    track: Track
    outcome: Literal["built", "kept", "failed"]
    manifest: Manifest | None
    """The last good episode; None when there has never been one."""
    wall_s: float
    phrases: int = 0
    """Different phrases in it, when it was built."""
    phrases_spoken: int = 0
    """Those that a voice had to speak; the others came from the cache."""
    error: AudiogenError | None = None

    @property
    def script(self) -> Script:
        """The track's plain script."""
        return self.track.script

    @property
    def name(self) -> str:
        """The track's, in its folder."""
        return self.track.edition.name


@dataclass(frozen=True, slots=True)
class BuildReport:
    """What a build did."""

    episodes: tuple[EpisodeReport, ...]

    @property
    def failed(self) -> tuple[EpisodeReport, ...]:
        """The tracks that could not be built."""
        return tuple(episode for episode in self.episodes if episode.outcome == "failed")

    @property
    def phrases(self) -> int:
        """Sum of the different phrases of each track."""
        return sum(episode.phrases for episode in self.episodes)

    @property
    def phrases_spoken(self) -> int:
        """Those that a voice had to speak; the others came from the cache."""
        return sum(episode.phrases_spoken for episode in self.episodes)
