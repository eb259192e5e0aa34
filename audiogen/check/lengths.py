"""What is known of the lengths of sessions before a word is spoken: how long each will be, and what cannot be met."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import cached_property
from types import MappingProxyType
from typing import Final, TypeAlias

from audiogen.editions.edition import Edition
from audiogen.editions.expand import Track
from audiogen.errors import LengthError, Problem, SoundError, SpeechError
from audiogen.plan.bell_grids import Grid
from audiogen.plan.cues import Plan, Voiced, voiced_in
from audiogen.plan.places import places_of
from audiogen.plan.placing import grids_of, quiet_from
from audiogen.plan.planner import plan_attempts
from audiogen.plan.solve import Solved, solve
from audiogen.plan.stretch import Reach, reach
from audiogen.plan.target import TargetMiss, missed_target
from audiogen.script.model import Script, Show
from audiogen.script.yaml.document import nearest_place, text_at
from audiogen.script.yaml.fields import parse_length
from audiogen.script.yaml.nodes import TreePath
from audiogen.speech.pace.estimate import all_estimated_frames, uncertain_frames
from audiogen.speech.phrase import Phrasing
from audiogen.units import clock, to_frames, to_seconds, written_length

_LONGEST_SESSION_S: Final = 3 * 3600.0
"""A longer session, of which nobody said how long it is to be, is a mistake."""
_MOST_MINUTES: Final = 180
"""A larger number is not meant as one of minutes."""
_FAR_LONGER: Final = 4
"""Whose steps can last this many times as long has not meant a session of seconds."""

KnownPlans: TypeAlias = Mapping[Edition, tuple[Plan, ...]]
"""Editions with a plan for each voice that may speak them, as they were made before."""
NO_PLANS: Final[KnownPlans] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class SessionLength:
    """How long an edition will be, as its voices are expected to speak."""

    edition: Edition
    frames: int
    asked_frames: int | None
    """Its target; None when it has none."""
    speech_share: float = 0.0
    """How much of it is spoken, the words of breaths included; from 0 to 1."""
    words_per_minute: float = 0.0
    """All that is spoken, over its whole length, silences included."""


@dataclass(frozen=True)
class ExpectedSession:
    """A session with what its clips are expected to last, and what can be known from that."""

    edition: Edition
    script: Script
    plan: Plan
    frames_of: dict[Voiced, int]

    @property
    def length(self) -> SessionLength:
        """How long it will be, and how much of it is spoken."""
        frames, spoken = self.solved.frames, tuple(voiced for _, voiced in voiced_in(self.solved.plan.cues))
        speech = sum(self.frames_of[each] for each in spoken)
        words = sum(len(each.text.split()) for each in spoken)
        return SessionLength(
            self.edition,
            frames,
            self.plan.target_frames,
            speech / frames if frames else 0.0,
            60 * words / to_seconds(frames) if frames else 0.0,
        )

    @cached_property
    def solved(self) -> Solved:
        """Its breaths and silences."""
        return solve(self.plan, self.frames_of)

    @cached_property
    def bells(self) -> tuple[Grid, ...]:
        """Its bells at intervals."""
        return grids_of(self.solved, self.frames_of)

    @cached_property
    def quiet_from(self) -> int | None:
        """From which frame on no bell is struck; None in a session that does not lead into sleep."""
        return quiet_from(self.solved, self.frames_of)

    @cached_property
    def miss(self) -> TargetMiss | None:
        """Why its target is out of reach, or nearly; None when it can be met."""
        uncertain = uncertain_frames(self.plan, self.frames_of)
        places = places_of(self.script, of_client=self.edition.own_length)
        places = replace(places, alone=self._alone, others=tuple(self._others()))
        return missed_target(self.plan, self.frames_of, places, uncertain_frames=uncertain)

    @property
    def _length_s(self) -> float:
        return self.script.target or 0.0

    @property
    def _most_s(self) -> float:
        return to_seconds(Reach.sum(reach(cue, self.frames_of) for cue in self.plan.cues).most)

    @property
    def _alone(self) -> bool | None:
        """Whether its length is a whole number without a unit, as people write minutes; None for a client's own."""
        if self.edition.own_length:
            return None
        written = text_at(self.script.origin.path, self.asked_at()) or ""
        return written.strip().isdecimal() and 1 <= self._length_s <= _MOST_MINUTES

    def _others(self) -> Iterator[float]:
        """All lengths that are written, in seconds."""
        yield from self.script.lengths
        written = text_at(self.script.origin.path, ("target",))
        with suppress(ValueError):
            yield parse_length(written or "")

    @property
    def which(self) -> str:
        """For which of several lengths something is said, as the beginning of a message; empty where there is one."""
        several = self.edition.length_s is not None and set(self.script.lengths) - {self.edition.length_s}
        return f"in {written_length(self.edition.length_s or 0)}, " if several or not self.edition.main else ""

    def problems(self) -> Iterator[Problem]:
        """Problems of its length; those that are no warnings make it fail."""
        miss = self.miss
        if miss:
            way = self.asked_at()
            yield self._at(way, f"{way[0]}: {miss.what}", miss.advice, warning=not miss.certain)
        elif self._alone and self._length_s * _FAR_LONGER < self._most_s <= _LONGEST_SESSION_S:
            way = self.asked_at()
            lasts, minutes = written_length(self._length_s), f"{self._length_s:g}m"
            message = f"{way[0]}: a number alone counts seconds, and this makes {lasts}"
            yield self._at(way, message, f"For minutes write {minutes}", warning=True)
        if self.plan.target_frames is None and self.length.frames > to_frames(_LONGEST_SESSION_S):
            lasts = clock(to_seconds(self.length.frames))
            advice = f"If that is meant, write `target: {lasts}`"
            yield self._at(("steps",), f"this session lasts about {lasts}", advice, warning=True)

    def asked_at(self) -> TreePath:
        """Where its length is asked for in the file."""
        if self.script.target in self.script.lengths and not self.edition.own_length:
            return "lengths", self.script.lengths.index(self.script.target)
        return ("target",)

    def _at(self, way: TreePath, message: str, advice: str, *, warning: bool) -> Problem:
        path = self.script.origin.path
        place = nearest_place(path, way, at_key=len(way) == 1)
        return Problem(path, *place, message, warning, "length", advice)


def expected_session(
    show: Show, track: Track, phrasing: Phrasing, plans: KnownPlans = NO_PLANS
) -> ExpectedSession | None:
    """An edition as the first of its voices speaks that can be used here; else as its first voice would.

    None when that cannot be known, because of a voice, a say-as or a recording that has a problem of its own.
    """
    found = [each for each in _attempts(show, track, phrasing, plans) if each]
    usable = (each for each in found if not any(phrasing.find(name).available() for name in each.plan.speakers))
    return next(usable, found[0] if found else None)


def require_reachable(show: Show, track: Track, phrasing: Phrasing) -> None:
    """Refuse an edition whose target is out of reach, whichever of its voices speaks, before a word is spoken.

    Raises:
        LengthError: with the reason, and what to change.
    """
    misses = [session.miss if session else None for session in _attempts(show, track, phrasing, NO_PLANS)]
    if misses[0] and all(miss and miss.certain for miss in misses):
        message = f"{track.script.origin.path}: {misses[0].what}"
        raise LengthError(message, hint=misses[0].advice)


def _attempts(show: Show, track: Track, phrasing: Phrasing, plans: KnownPlans) -> Iterator[ExpectedSession | None]:
    """The edition as each of its voices would speak it."""
    script = track.script
    # presets are sounds, which take no time
    for each in plans.get(track.edition) or plan_attempts(show, script, synthetic=phrasing.synthetic):
        try:
            yield ExpectedSession(track.edition, script, each, all_estimated_frames(each, phrasing))
        except (SpeechError, SoundError):
            yield None
