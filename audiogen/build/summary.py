"""What is told of each track when a build has ended: texts and figures alone, which the next build can tell again."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

Outcome: TypeAlias = Literal["built", "kept", "failed"]


@dataclass(frozen=True, slots=True)
class EpisodeSummary:
    """One track; of what there is to hear, nothing where there never was anything."""

    key: str
    """Its name, as events have it."""
    title: str
    """In the words of the command line, whatever the language of the session."""
    outcome: Outcome
    wall_s: float = 0.0
    phrases: int = 0
    """Different phrases in it, when it was built."""
    phrases_spoken: int = 0
    """Those that a voice had to speak; the others came from the cache."""
    number: int = 0
    voices: tuple[str, ...] = ()
    duration_s: float | None = None
    """None where there is nothing to hear yet."""
    size_bytes: int = 0
    refused_voice: str = ""
    """The voice that was to speak it, where another one does."""
    refusal: str = ""
    """Why it could not."""
