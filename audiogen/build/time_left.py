"""How far a build is, how quickly it goes on, and how long it will go on: over all of its tracks together.

What is left is counted in seconds of sound, for each stage apart, and each stage costs as much for a second of sound as
it has lately cost. Where several tracks are at work at once, time is divided among them, so that what all cost
together is what goes by.
"""

from __future__ import annotations

import math
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Final

from audiogen.progress import (
    BuildPlanned,
    EpisodeBegun,
    EpisodeBuilt,
    EpisodeFailed,
    EpisodeKept,
    Event,
    PlannedTrack,
    Progress,
    Stage,
)
from audiogen.units import to_seconds

USUAL_COSTS: Final[Mapping[Stage, float]] = {"speak": 1 / 40, "measure": 1 / 400, "encode": 1 / 80, "verify": 1 / 400}
"""Seconds for each second of sound, of speech for `speak`, in their order; what this build shows outweighs it soon."""
_TRUST_S: Final = 0.4
"""For so long a stage must have been at work to count as much as what is usual."""
_MEMORY_S: Final = 60.0
"""What a stage cost longer ago hardly counts: phrases that many tracks share are spoken for the first of them."""
_SMOOTHING_SHARE: Final = 1 / 6
_SMOOTHING_S: Final = 8.0
"""The expected end follows what becomes known over that share of what has gone by, and over that long at most."""
_SOONEST_S: Final = 3.0
_LEAST_SHARE: Final = 0.03
"""Before that much has gone by, and is done, nothing is promised."""


@dataclass(frozen=True, slots=True)
class Outlook:
    """How far a build is."""

    share: float
    """How much of its time is over, from 0 to 1."""
    ended: int
    """Of the tracks that are to be made, those that are."""
    tracks: int
    speed: float | None = None
    """Seconds of finished sound for each second that goes by; None as long as it means nothing."""
    left_s: float | None = None
    """None as long as it means nothing."""


class TimeLeft:
    """Knows how far a build is; `note` is an `OnEvent`, called from several threads."""

    def __init__(self, clock: Callable[[], float] = time.monotonic, usual: Mapping[Stage, float] = USUAL_COSTS) -> None:
        """Begin with nothing to be made.

        Args:
            clock: gives seconds.
            usual: what stages cost before this build shows it, as `USUAL_COSTS`.
        """
        self._clock = clock
        self._lock = threading.Lock()
        self._begun_s = self._seen_s = clock()
        self._tracks: dict[str, _Ahead] = {}
        self._at_work: dict[str, Stage] = {}
        self._stages = {stage: _StageCost(usual[stage]) for stage in USUAL_COSTS}
        self._audio_s = 0.0
        self._ended = 0
        self._share = 0.0
        self._end_s: float | None = None
        self._least_left_s = 0.0

    def note(self, event: Event) -> None:
        """Note what an event tells."""
        with self._lock:
            now_s = max(self._clock(), self._seen_s)
            passed_s, self._seen_s = now_s - self._seen_s, now_s
            for stage in self._at_work.values():
                self._stages[stage].spend(passed_s / len(self._at_work))
            self._count(event)
            self._foresee(passed_s)

    def outlook(self) -> Outlook | None:
        """How far the build is; None as long as nothing is to be made."""
        with self._lock:
            if not self._tracks:
                return None
            told = Outlook(self._share, self._ended, len(self._tracks))
            if self._end_s is None:
                return told
            now_s = max(self._clock(), self._seen_s)
            elapsed_s, left_s = now_s - self._begun_s, max(self._least_left_s, self._end_s - now_s)
            speed = self._audio_s / (elapsed_s + left_s)
            return Outlook(told.share, told.ended, told.tracks, speed or None, left_s)

    def _count(self, event: Event) -> None:
        match event:
            case BuildPlanned(tracks=tracks):
                self._begun_s = self._seen_s
                for each in tracks:
                    self._add(each)
            case EpisodeBegun(name=name):
                self._at_work.setdefault(name, "speak")
            case Progress(name=name):
                self._advance(event)
            case EpisodeBuilt(name=name):
                self._close(name, made=True)
            case EpisodeKept(name=name) | EpisodeFailed(name=name):
                self._close(name, made=False)
            case _:
                pass

    def _add(self, planned: PlannedTrack) -> _Ahead:
        units = {stage: planned.speech_s if stage == "speak" else planned.audio_s for stage in USUAL_COSTS}
        track = self._tracks[planned.name] = _Ahead(planned.audio_s, units)
        self._audio_s += planned.audio_s
        for stage, left_s in units.items():
            self._stages[stage].left_s += left_s
        return track

    def _advance(self, event: Progress) -> None:
        self._at_work[event.name] = event.stage
        audio_s = 0.0 if event.stage == "speak" else to_seconds(event.total)
        # nobody knew before that a file of it was missing
        track = self._tracks.get(event.name) or self._add(PlannedTrack(event.name, audio_s, 0.0))
        for stage in USUAL_COSTS:
            if stage == event.stage:
                break
            self._stages[stage].do(track.take(stage, 0.0))
        left = 1 - event.done / event.total if event.total > 0 else 0.0
        self._stages[event.stage].do(track.take(event.stage, max(0.0, left)))

    def _close(self, name: str, *, made: bool) -> None:
        self._at_work.pop(name, None)
        track = self._tracks.get(name)
        if track is None or track.closed:
            return
        track.closed = True
        self._ended += 1
        for stage, cost in self._stages.items():
            cost.do(track.take(stage, 0.0), seen=made)
        if not made:
            self._audio_s = max(0.0, self._audio_s - track.audio_s)

    def _foresee(self, passed_s: float) -> None:
        left_s = sum(cost.left_cost_s for cost in self._stages.values())
        elapsed_s = self._seen_s - self._begun_s
        share = elapsed_s / (elapsed_s + left_s) if left_s else float(bool(self._tracks))
        self._share = max(self._share, min(1.0, share))
        if elapsed_s < _SOONEST_S or self._share < _LEAST_SHARE:
            return
        # an end that was expected sooner comes no nearer than this
        self._least_left_s = left_s / 2
        end_s = self._seen_s + left_s
        if self._end_s is None or not left_s:
            self._end_s = end_s
        else:
            smoothing_s = min(_SMOOTHING_S, elapsed_s * _SMOOTHING_SHARE)
            self._end_s += (end_s - self._end_s) * -math.expm1(-passed_s / smoothing_s)


@dataclass(slots=True)
class _Ahead:
    """What is still to be done of a track."""

    audio_s: float
    left_s: dict[Stage, float]
    """Seconds of sound, by stage."""
    closed: bool = False
    whole_s: dict[Stage, float] = field(init=False)

    def __post_init__(self) -> None:
        self.whole_s = dict(self.left_s)

    def take(self, stage: Stage, left: float) -> float:
        """What is done of a stage when only such a share of it is left; nothing is done twice."""
        before_s, after_s = self.left_s[stage], min(self.left_s[stage], left * self.whole_s[stage])
        self.left_s[stage] = after_s
        return before_s - after_s


@dataclass(slots=True)
class _StageCost:
    """What a stage costs, and how much is left of it."""

    usual: float
    """Seconds for each second of sound."""
    left_s: float = 0.0
    """Of sound, of all tracks."""
    done_s: float = 0.0
    """Of sound, lately."""
    spent_s: float = 0.0
    """Lately."""

    def spend(self, passed_s: float) -> None:
        """So much time went by in it."""
        kept = math.exp(-passed_s / _MEMORY_S)
        self.spent_s = self.spent_s * kept + passed_s
        self.done_s *= kept

    def do(self, sound_s: float, *, seen: bool = True) -> None:
        """So much sound is done with; where that was not seen, it says nothing about the cost."""
        self.left_s = max(0.0, self.left_s - sound_s)
        if seen:
            self.done_s += sound_s

    @property
    def left_cost_s(self) -> float:
        """How long the rest of it will take."""
        return self.left_s * (self.spent_s + _TRUST_S) / (self.done_s + _TRUST_S / self.usual)
