"""The events of the stages while they work: small frozen values. Only the CLI shows them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal, TypeAlias

Stage: TypeAlias = Literal["speak", "measure", "encode", "verify"]


@dataclass(frozen=True, slots=True)
class Progress:
    """How far one track is in one stage."""

    name: str
    """Of the track, as the others have it: `04-plain`, `04-plain-20m`, and of a client, `c1/04-plain`."""
    stage: Stage
    done: int
    """Phrases for `speak`, frames of sound for the others."""
    total: int


@dataclass(frozen=True, slots=True)
class PlannedTrack:
    """A track that is to be made, and how much there will about be of it."""

    name: str
    audio_s: float
    """How long it will be; 0 where its sound stays."""
    speech_s: float
    """How much of it a voice speaks, what is kept of that included; 0 where its sound stays."""


@dataclass(frozen=True, slots=True)
class BuildPlanned:
    """All tracks that are to be made, as far as that is known before the first: missing files show later."""

    tracks: tuple[PlannedTrack, ...]
    kept: int
    """How many others stay as they are."""


@dataclass(frozen=True, slots=True)
class EpisodeBegun:
    """A track that is to be built anew; why, only where somebody asked for it."""

    name: str
    work: str = ""
    """What is made anew, and what stays; empty where nobody asked."""
    reasons: tuple[str, ...] = ()
    """Each a sentence without its point."""


@dataclass(frozen=True, slots=True)
class EpisodeKept:
    """A track whose inputs have not changed: its last episode is kept."""

    name: str


@dataclass(frozen=True, slots=True)
class EpisodeBuilt:
    """A track that was built anew."""

    name: str
    wall_s: float
    phrases_spoken: int
    """Phrases that the voice had to speak; the rest came from the cache."""


@dataclass(frozen=True, slots=True)
class EpisodeFailed:
    """A track that could not be built; its last good episode stays."""

    name: str
    message: str
    hint: str


@dataclass(frozen=True, slots=True)
class Notice:
    """Something the user should know, without being a failure."""

    message: str


Event: TypeAlias = BuildPlanned | Progress | EpisodeBegun | EpisodeKept | EpisodeBuilt | EpisodeFailed | Notice
OnEvent: TypeAlias = Callable[[Event], None]


def ignore(_event: Event) -> None:
    """An `OnEvent` that does nothing."""
