"""The events of the stages while they work: small frozen values. Only the CLI shows them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal, TypeAlias

Stage: TypeAlias = Literal["speak", "measure", "encode", "verify"]


@dataclass(frozen=True, slots=True)
class Progress:
    """How far one session is in one stage."""

    slug: str
    stage: Stage
    done: int
    """Phrases for `speak`, frames of sound for the others."""
    total: int


@dataclass(frozen=True, slots=True)
class EpisodeKept:
    """A session whose inputs have not changed: its last episode is kept."""

    slug: str


@dataclass(frozen=True, slots=True)
class EpisodeBuilt:
    """A session that was built anew."""

    slug: str
    wall_s: float
    phrases_spoken: int
    """Phrases that the voice had to speak; the rest came from the cache."""


@dataclass(frozen=True, slots=True)
class EpisodeFailed:
    """A session that could not be built; its last good episode stays."""

    slug: str
    message: str
    hint: str


@dataclass(frozen=True, slots=True)
class Notice:
    """Something the user should know, without being a failure."""

    message: str


Event: TypeAlias = Progress | EpisodeKept | EpisodeBuilt | EpisodeFailed | Notice
OnEvent: TypeAlias = Callable[[Event], None]


def ignore(_event: Event) -> None:
    """An `OnEvent` that does nothing."""
