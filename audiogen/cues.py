"""The cues of a session: everything that a plan can ask for, as frozen values; `audiogen.plan` makes them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeAlias

from audiogen.script.breath import BreathKind
from audiogen.script.model import Bed, BellName, Levels, Voice


@dataclass(frozen=True, slots=True, order=True)
class Utterance:
    """One phrase, spoken in one go; phrases that are equal are spoken once and used again."""

    text: str
    """As written, in Unicode NFC, white space folded; never empty."""
    voice: str
    """The name of the voice, as `audiogen voices` lists it."""
    wpm: float
    """The pace asked for, in words a minute while speaking."""
    language: str
    """BCP 47."""


@dataclass(frozen=True, slots=True)
class Phrase:
    """An utterance in its place among the cues."""

    utterance: Utterance
    step: int
    """The index of the script's step that asked for it, from 0; so for every cue."""
    paragraph: bool
    """Whether a new paragraph of the transcript begins here."""


@dataclass(frozen=True, slots=True)
class Gap:
    """Silence of speech; the bed goes on. Frames at the project's rate."""

    step: int
    min_frames: int
    ideal_frames: int
    max_frames: int


@dataclass(frozen=True, slots=True)
class BreathWord:
    """A spoken cue inside a phase of a breath."""

    offset_frames: int
    """From the beginning of its phase."""
    utterance: Utterance


@dataclass(frozen=True, slots=True)
class BreathPhase:
    """One phase of one breath, on the grid."""

    kind: BreathKind
    frames: int
    words: tuple[BreathWord, ...]


@dataclass(frozen=True, slots=True)
class BreathCycle:
    """One breath."""

    step: int
    number: int
    """From 1, within its exercise."""
    cycles: int
    phases: tuple[BreathPhase, ...]

    @property
    def frames(self) -> int:
        """The length of the whole breath."""
        return sum(phase.frames for phase in self.phases)


@dataclass(frozen=True, slots=True)
class Strike:
    """A bell is struck; its ring goes on under what follows."""

    step: int
    bell: BellName


@dataclass(frozen=True, slots=True)
class Mark:
    """A chapter begins."""

    step: int
    title: str


Cue: TypeAlias = Phrase | Gap | BreathCycle | Strike | Mark


@dataclass(frozen=True, slots=True)
class Plan:
    """One session, ready to be spoken and placed."""

    slug: str
    title: str
    language: str
    voice: Voice
    bed: Bed
    levels: Levels
    target_frames: int | None
    cues: tuple[Cue, ...]

    @property
    def utterances(self) -> tuple[Utterance, ...]:
        """Every different phrase, in the order of its first use."""
        return tuple(dict.fromkeys(_spoken(self.cues)))


def _spoken(cues: tuple[Cue, ...]) -> Iterator[Utterance]:
    for cue in cues:
        if isinstance(cue, Phrase):
            yield cue.utterance
        elif isinstance(cue, BreathCycle):
            yield from (word.utterance for phase in cue.phases for word in phase.words)
