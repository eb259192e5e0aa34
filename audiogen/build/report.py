"""What a build did, session by session."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from audiogen.errors import AudiogenError
from audiogen.manifest import Manifest
from audiogen.publish.site import Published
from audiogen.script.model import Script


@dataclass(frozen=True, slots=True)
class EpisodeReport:
    """What became of one session."""

    script: Script
    outcome: Literal["built", "kept", "failed"]
    manifest: Manifest | None
    """The episode that stands now; None when there has never been a good one."""
    wall_s: float
    phrases: int = 0
    """Different phrases that it needed, when it was built."""
    phrases_spoken: int = 0
    """Those that a voice had to speak; the others came from the cache."""
    error: AudiogenError | None = None


@dataclass(frozen=True, slots=True)
class BuildReport:
    """What a build did."""

    episodes: tuple[EpisodeReport, ...]
    published: Published

    @property
    def failed(self) -> tuple[EpisodeReport, ...]:
        """The sessions that could not be built."""
        return tuple(episode for episode in self.episodes if episode.outcome == "failed")

    @property
    def phrases(self) -> int:
        """Phrases that were needed, each session's counted by itself."""
        return sum(episode.phrases for episode in self.episodes)

    @property
    def phrases_spoken(self) -> int:
        """Those that a voice had to speak; the others came from the cache."""
        return sum(episode.phrases_spoken for episode in self.episodes)
