"""How long each stage of each track takes, read off the events of a build."""

from __future__ import annotations

import threading
import time
from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Literal, TypeAlias

from audiogen.progress import EpisodeBegun, EpisodeBuilt, EpisodeFailed, EpisodeKept, Event, Progress
from audiogen.units import to_seconds

Outcome: TypeAlias = Literal["built", "kept", "failed", "unfinished"]
"""What became of a track; those that an interrupt left are unfinished."""


@dataclass(frozen=True, slots=True)
class TrackTimings:
    """What became of a track, and what took how long."""

    track: str
    """As events name it."""
    outcome: Outcome
    wall_s: float = 0.0
    stages_s: Mapping[str, float] = field(default_factory=dict)
    """By the stages of `Progress`, and `write` for all that follows the last of them; only what there was."""
    audio_s: float = 0.0
    """How long the track is; 0 where its sound was not made."""
    phrases_spoken: int = 0
    reason: str = ""
    """Why it failed."""


class Timings:
    """Notes how long tracks take; `note` is an `OnEvent`, called from several threads.

    Stages tell of themselves after each part of their work, so the time since the last sign of a track belongs to the
    stage of the next one.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        """Begin now; `clock` gives seconds."""
        self._clock = clock
        self._begun_s = clock()
        self._lock = threading.Lock()
        self._at_work: dict[str, _AtWork] = {}
        self._ended: dict[str, TrackTimings] = {}

    @property
    def wall_s(self) -> float:
        """How long the build has taken up to now."""
        return self._clock() - self._begun_s

    @property
    def tracks(self) -> tuple[TrackTimings, ...]:
        """Those of all tracks, in the order in which they ended; then those that did not end."""
        with self._lock:
            return (*self._ended.values(), *(each.so_far(name) for name, each in self._at_work.items()))

    def of(self, name: str) -> TrackTimings | None:
        """Those of a track that has ended; None for any other."""
        with self._lock:
            return self._ended.get(name)

    def note(self, event: Event) -> None:
        """Note what an event tells."""
        with self._lock:
            match event:
                case EpisodeBegun(name=name):
                    self._of(name)
                case Progress(name=name):
                    self._of(name).spend(event.stage, self._clock())
                    if event.stage != "speak":
                        self._of(name).audio_s = to_seconds(event.total)
                case EpisodeKept(name=name):
                    self._ended[name] = TrackTimings(name, "kept")
                case EpisodeBuilt(name=name):
                    self._end(name, "built", phrases_spoken=event.phrases_spoken)
                case EpisodeFailed(name=name):
                    self._end(name, "failed", reason=event.message)
                case _:
                    pass

    def _of(self, name: str) -> _AtWork:
        if name not in self._at_work:
            now_s = self._clock()
            self._at_work[name] = _AtWork(now_s, now_s)
        return self._at_work[name]

    def _end(self, name: str, outcome: Outcome, *, phrases_spoken: int = 0, reason: str = "") -> None:
        track = self._of(name)
        track.spend("write", self._clock())
        so_far = self._at_work.pop(name).so_far(name)
        self._ended[name] = replace(so_far, outcome=outcome, phrases_spoken=phrases_spoken, reason=reason)


@dataclass(slots=True)
class _AtWork:
    """A track that is being made."""

    begun_s: float
    seen_s: float
    audio_s: float = 0.0
    stages_s: dict[str, float] = field(default_factory=lambda: defaultdict(float))

    def spend(self, stage: str, now_s: float) -> None:
        """The time since the last sign was spent in this stage."""
        self.stages_s[stage] += max(0.0, now_s - self.seen_s)
        self.seen_s = max(self.seen_s, now_s)

    def so_far(self, name: str) -> TrackTimings:
        """What is known of it by now."""
        stages_s = {stage: round(spent_s, 3) for stage, spent_s in self.stages_s.items()}
        wall_s = round(self.seen_s - self.begun_s, 3)
        return TrackTimings(name, "unfinished", wall_s, stages_s, self.audio_s)
