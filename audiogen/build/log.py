"""The log of builds: what became of each track, and what took how long. `audiogen log` shows it.

Each build is a file in the cache, and the last ones of each folder of podcasts are kept. What is made for clients is
told by session and length, for all clients together: neither words nor ids of theirs are in it, so that there is
nothing to be forgotten.
"""

from __future__ import annotations

import contextlib
import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from audiogen import __version__
from audiogen.atomic import write_atomically
from audiogen.build.timings import Outcome, Timings, TrackTimings
from audiogen.build.turns import place_in_cache
from audiogen.errors import OutputError
from audiogen.project import Project

KEPT_BUILDS: Final = 20


class LoggedTrack(BaseModel):
    """What became of a track; of those for clients, of all of one session and length that ended alike."""

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)

    track: str
    outcome: Outcome
    tracks: int = Field(default=1, ge=1)
    """How many are told of here together."""
    wall_s: float = 0.0
    stages_s: dict[str, float] = {}
    audio_s: float = 0.0
    phrases_spoken: int = 0
    reason: str = ""
    """Why it failed; empty for what is made for clients."""


class LoggedBuild(BaseModel):
    """What a build did."""

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)

    form: Literal[1] = 1
    """Of this description."""
    audiogen: str = __version__
    begun: dt.datetime
    ended: Literal["finished", "failed", "interrupted"]
    wall_s: float
    clients: bool = False
    tracks: tuple[LoggedTrack, ...]

    def count(self, outcome: Outcome) -> int:
        """How many tracks ended so."""
        return sum(each.tracks for each in self.tracks if each.outcome == outcome)

    @property
    def audio_s(self) -> float:
        """How much finished sound was made."""
        return sum(each.audio_s for each in self.tracks if each.outcome == "built")

    @property
    def phrases_spoken(self) -> int:
        """How many phrases a voice had to speak."""
        return sum(each.phrases_spoken for each in self.tracks)

    @property
    def idle(self) -> bool:
        """Whether everything was kept."""
        return all(each.outcome == "kept" for each in self.tracks)


@dataclass(frozen=True, slots=True)
class BuildLog:
    """The log of what is built into one folder."""

    project: Project

    @property
    def folder(self) -> Path:
        """Where it lies."""
        return place_in_cache(self.project, ".log")

    def note(self, timings: Timings, *, begun: dt.datetime, ended: str, clients: bool) -> None:
        """Keep what was noted of a build.

        Args:
            timings: of its tracks.
            begun: when it began.
            ended: how it did, as `LoggedBuild` has it.
            clients: whether it was for clients.
        """
        told = _of_clients(timings.tracks) if clients else map(_logged, timings.tracks)
        wall_s = round(timings.wall_s, 3)
        self.keep(
            LoggedBuild.model_validate(
                {"begun": begun, "ended": ended, "wall_s": wall_s, "clients": clients, "tracks": tuple(told)}
            )
        )

    def keep(self, build: LoggedBuild) -> None:
        """Keep a build, where the cache can be written to, and no more than the last ones."""
        name = f"{build.begun.astimezone(dt.UTC):%Y%m%dT%H%M%S%f}.json"
        with contextlib.suppress(OutputError, OSError):
            write_atomically(self.folder / name, build.model_dump_json(exclude_defaults=False).encode())
            for path in self._files()[KEPT_BUILDS:]:
                path.unlink(missing_ok=True)

    def builds(self) -> Iterator[LoggedBuild]:
        """The builds that are kept, the last one first; what is damaged, or of another form, is passed over."""
        for path in self._files():
            with contextlib.suppress(OSError, ValidationError):
                yield LoggedBuild.model_validate_json(path.read_bytes())

    def _files(self) -> list[Path]:
        return sorted(self.folder.glob("[0-9]*.json"), reverse=True)


def _logged(timings: TrackTimings) -> LoggedTrack:
    return LoggedTrack(
        track=timings.track,
        outcome=timings.outcome,
        wall_s=timings.wall_s,
        stages_s=dict(timings.stages_s),
        audio_s=timings.audio_s,
        phrases_spoken=timings.phrases_spoken,
        reason=timings.reason,
    )


def _of_clients(timings: Iterable[TrackTimings]) -> Iterator[LoggedTrack]:
    """Those of one session and length that ended alike, as one; whose they are is not told."""
    alike: dict[tuple[str, Outcome], list[TrackTimings]] = defaultdict(list)
    for each in timings:
        client, _, name = each.track.partition("/")
        if client and name:  # without a name, it is told that nothing could be made for a client
            alike[name, each.outcome].append(each)
    for (name, outcome), together in alike.items():
        stages_s: dict[str, float] = defaultdict(float)
        for each in together:
            for stage, spent_s in each.stages_s.items():
                stages_s[stage] += spent_s
        yield LoggedTrack(
            track=name,
            outcome=outcome,
            tracks=len(together),
            wall_s=round(sum(each.wall_s for each in together), 3),
            stages_s={stage: round(spent_s, 3) for stage, spent_s in stages_s.items()},
            audio_s=sum(each.audio_s for each in together),
            phrases_spoken=sum(each.phrases_spoken for each in together),
        )
