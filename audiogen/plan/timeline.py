"""One session, placed: when everything sounds, in whole frames at 48 kHz; `audiogen.plan.placing` makes it.

Every time is an integer number of frames from the beginning of the session, ends are exclusive, and nothing downstream
rounds.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal, Self

from audiogen.plan.cues import (
    Voiced,
)
from audiogen.plan.ducking import CurveNode, DuckedSpan, PauseLevel, ducking_curve, level_at, yields_db
from audiogen.plan.entries import Lift, entries
from audiogen.plan.softening import Softening
from audiogen.script.bed import Bed, Scene
from audiogen.script.bells import SOFTNESS, BellName, BowlName
from audiogen.script.breath import NATURAL, SOUNDS, BreathKind, BreathSound
from audiogen.units import to_seconds


@dataclass(frozen=True, slots=True)
class _PlacedSpan:
    start: int
    frames: int

    @property
    def end(self) -> int:
        """The first frame after it."""
        return self.start + self.frames


@dataclass(frozen=True, slots=True)
class PlacedClip(_PlacedSpan):
    """A phrase in its place."""

    utterance: Voiced


@dataclass(frozen=True, slots=True)
class PlacedBreath(_PlacedSpan):
    """One phase of one breath in its place."""

    kind: BreathKind
    cycle: int
    cycles: int
    sound: BreathSound = SOUNDS[0]


@dataclass(frozen=True, slots=True)
class PlacedStrike:
    """A bell, struck at `start`."""

    start: int
    end: int
    """From here on its ring is silent."""
    bell: BellName
    bowl: BowlName | None = None
    """What is struck; the usual one for the bell when None."""
    softness: float = SOFTNESS


@dataclass(frozen=True, slots=True)
class PlacedChapter:
    """A chapter, from `start` up to `end`."""

    start: int
    end: int
    title: str


@dataclass(frozen=True, slots=True)
class PlacedScene:
    """What the bed is from `start` on, up to the next scene; over its crossfade it takes the place of the last one."""

    start: int
    crossfade_frames: int
    scene: Scene


@dataclass(frozen=True, slots=True)
class PlacedCaption:
    """Written words, and when they sound."""

    start: int
    end: int
    text: str
    kind: Literal["speech", "cue"]
    paragraph: bool
    language: str | None = None
    """Of the words, where they are known to have one."""


@dataclass(frozen=True, slots=True)
class Timeline:
    """One session, placed. `frames` is its exact length."""

    frames: int
    clips: tuple[PlacedClip, ...]
    """In order of time; their words never overlap."""
    breaths: tuple[PlacedBreath, ...]
    strikes: tuple[PlacedStrike, ...]
    """In order of time, those at intervals among the others."""
    chapters: tuple[PlacedChapter, ...]
    """The first begins at 0, the last ends with the session."""
    captions: tuple[PlacedCaption, ...]
    scenes: tuple[PlacedScene, ...]
    """The first begins at 0."""
    ducked: tuple[DuckedSpan, ...]
    """Where the bed is down, in order of time."""
    ducking_curve: tuple[CurveNode, ...]
    """Level of the bed relative to the speech, as loud as that is at the beginning."""
    pauses: tuple[PauseLevel, ...] = ()
    """The level of the bed in pauses, where that is not its own."""
    softening: Softening | None = None
    """How it becomes softer; None unless it leads into sleep."""

    @property
    def entries(self) -> tuple[int, ...]:
        """The frames at which words enter after a long rest."""
        return tuple(entries((clip.start, clip.end) for clip in self.clips))

    @property
    def guided_breaths(self) -> tuple[PlacedBreath, ...]:
        """The breaths that have a grid; in those that come as they come, nothing sounds."""
        return tuple(breath for breath in self.breaths if breath.kind != NATURAL)

    def bed_level_db(self, frame: int) -> float:
        """The level of the bed at a frame, relative to the speech."""
        return level_at(self.ducking_curve, frame)

    def with_pause_levels(self, bed: Bed, pauses: Sequence[PauseLevel], lifts: Sequence[Lift] = ()) -> Self:
        """The same timeline with other levels of the bed in pauses, one for each scene, and lifts before entries."""
        curve = ducking_curve(bed, self.ducked, self.frames, pauses, lifts, self.softening)
        return replace(self, ducking_curve=curve, pauses=tuple(pauses))

    def softer_db(self, frame: int) -> float:
        """How much softer the voice is at a frame than at the beginning."""
        return self.softening.softer_db(frame) if self.softening else 0.0

    def breath_softer_db(self, frame: int) -> float:
        """The same for the sound of breathing: it goes down with the pauses, so that it stays as far above its bed."""
        return yields_db(self.pauses, frame) * self.softening.share(frame) if self.softening else 0.0

    @property
    def speech_softer_db(self) -> float:
        """How much softer all words together are than they would be, if they stayed as loud as at the beginning."""
        spoken = ((clip.start, clip.end) for clip in self.clips)
        return self.softening.all_softer_db(spoken) if self.softening else 0.0

    def fade_out_s(self, bed: Bed) -> float:
        """How long the bed fades at the end."""
        words_end = max((clip.end for clip in self.clips), default=0)
        return bed.fade_out_before(to_seconds(self.frames - words_end))
