"""What a build did, track by track."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

from audiogen.build.summary import EpisodeSummary, Outcome
from audiogen.editions.expand import Track
from audiogen.errors import AudiogenError
from audiogen.manifest import Manifest
from audiogen.script.length_words import titled
from audiogen.script.model import Script


@dataclass(frozen=True, slots=True)
class EpisodeReport:
    """What became of one track."""

    track: Track
    outcome: Outcome
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

    @property
    def summary(self) -> EpisodeSummary:
        """What is told of it."""
        edition, manifest = self.track.edition, self.manifest
        told = EpisodeSummary(
            key=edition.key,
            title=titled(self.script.title, edition.other_length_s, "en"),
            outcome=self.outcome,
            wall_s=self.wall_s,
            phrases=self.phrases,
            phrases_spoken=self.phrases_spoken,
        )
        if manifest is None:
            return told
        media, refused = manifest.media[0], manifest.refused_voices[:1]
        return replace(
            told,
            number=manifest.number,
            voices=manifest.voices,
            duration_s=media.duration_s,
            size_bytes=media.size_bytes,
            refused_voice=refused[0].voice if refused else "",
            refusal=refused[0].reason if refused else "",
        )


@dataclass(frozen=True, slots=True)
class BuildReport:
    """What a build did."""

    episodes: tuple[EpisodeReport, ...]
    files: frozenset[Path] | None = frozenset()
    """Those that the sessions name; None where not all are known."""

    @property
    def summaries(self) -> tuple[EpisodeSummary, ...]:
        """What is told of each."""
        return tuple(episode.summary for episode in self.episodes)

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
