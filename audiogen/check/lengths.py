"""What is known of the lengths of sessions before a word is spoken: how long each will be, and what cannot be met."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from audiogen.editions.edition import Edition
from audiogen.editions.expand import Track
from audiogen.errors import LengthError, Problem, SoundError, SpeechError
from audiogen.plan.cues import Gap, Plan, Voiced
from audiogen.plan.places import places_of
from audiogen.plan.planner import plan_session
from audiogen.plan.solve import Solved, solve
from audiogen.plan.stretch import LONG_SILENCE_S, rows
from audiogen.plan.target import TargetMiss, missed_target
from audiogen.script.model import Script, Show
from audiogen.script.yaml.document import nearest_place
from audiogen.speech.pace.estimate import all_estimated_frames, uncertain_frames
from audiogen.speech.phrase import Phrasing
from audiogen.units import clock, to_frames, to_seconds

_LONGEST_SESSION_S: Final = 3 * 3600.0
"""A longer session, of which nobody said how long it is to be, is a mistake."""


@dataclass(frozen=True, slots=True)
class SessionLength:
    """How long an edition will be, as its voices are expected to speak."""

    name: str
    """The edition's."""
    frames: int
    asked_frames: int | None
    """Its target; None when it has none."""


@dataclass(frozen=True, slots=True)
class ExpectedSession:
    """A session with what its clips are expected to last, and what can be known from that."""

    edition: Edition
    script: Script
    plan: Plan
    frames_of: dict[Voiced, int]

    @property
    def length(self) -> SessionLength:
        """How long it will be."""
        return SessionLength(self.edition.name, self.solved.frames, self.plan.target_frames)

    @property
    def solved(self) -> Solved:
        """Its breaths and silences."""
        return solve(self.plan, self.frames_of)

    @property
    def miss(self) -> TargetMiss | None:
        """Why its target is out of reach, or nearly; None when it can be met."""
        uncertain = uncertain_frames(self.plan, self.frames_of)
        return missed_target(self.plan, self.frames_of, places_of(self.script), uncertain_frames=uncertain)

    def problems(self) -> Iterator[Problem]:
        """Problems of its length; those that are no warnings make it fail."""
        miss = self.miss
        if miss:
            yield self._at(("target",), f"target: {miss.what}. {miss.advice}", warning=not miss.certain)
        # of a target that cannot be met, how the silences would stretch is no matter
        if not miss or not miss.certain:
            yield from self._long_silences()
        if self.plan.target_frames is None and self.length.frames > to_frames(_LONGEST_SESSION_S):
            lasts = clock(to_seconds(self.length.frames))
            message = f"this session lasts about {lasts}; if that is meant, write `target: {lasts}`"
            yield self._at(("steps",), message, warning=True)

    def _long_silences(self) -> Iterator[Problem]:
        """Silences that nobody wrote so long: they came about because something has to stretch to the target."""
        longest = to_frames(LONG_SILENCE_S)
        for gaps in self._silences():
            frames, written = sum(length for _, length in gaps), sum(gap.min_frames for gap, _ in gaps)
            if frames > longest >= written:
                gap = max(gaps, key=lambda each: each[1] - each[0].min_frames)[0]
                message = (
                    f"this silence stretches to about {clock(to_seconds(frames))} without a word, to meet the target; "
                    "write a `pause: fill` in other places, too, which share it, or a shorter `target`; "
                    "if so long a silence is meant, write its length as `min`"
                )
                yield self._at(("steps", gap.step), message, warning=True)

    def _silences(self) -> Iterator[list[tuple[Gap, int]]]:
        """The gaps that follow each other without a word, a breath or a bell between them, and their lengths."""
        solved = self.solved
        for row in rows(solved.plan.cues):
            yield [(gap, solved.lengths[at]) for at in row if isinstance(gap := solved.plan.cues[at], Gap)]

    def _at(self, way: tuple[str | int, ...], message: str, *, warning: bool) -> Problem:
        origin = self.script.origin
        if way[1:]:
            place = origin.steps[int(way[1])]
            return Problem(place.path, place.line, 1, message, warning)
        return Problem(origin.path, *nearest_place(origin.path, way, at_key=True), message, warning)


def expected_session(show: Show, track: Track, phrasing: Phrasing) -> ExpectedSession | None:
    """An edition as the first of its voices speaks that can be used here; else as its first voice would.

    None when that cannot be known, because of a voice, a say-as or a recording that has a problem of its own.
    """
    found = [each for each in _attempts(show, track, phrasing) if each]
    usable = (each for each in found if not any(phrasing.find(name).available() for name in each.plan.speakers))
    return next(usable, found[0] if found else None)


def require_reachable(show: Show, track: Track, phrasing: Phrasing) -> None:
    """Refuse an edition whose target is out of reach, whichever of its voices speaks, before a word is spoken.

    Raises:
        LengthError: with the reason, and what to change.
    """
    misses = [session.miss if session else None for session in _attempts(show, track, phrasing)]
    if misses[0] and all(miss and miss.certain for miss in misses):
        message = f"{track.script.origin.path}: {misses[0].what}"
        raise LengthError(message, hint=misses[0].advice)


def _attempts(show: Show, track: Track, phrasing: Phrasing) -> Iterator[ExpectedSession | None]:
    """The edition as each of its voices would speak it."""
    script = track.script
    attempts = plan_session(show, script).attempts
    for attempt in range(attempts):
        # presets are sounds, which take no time
        plan = plan_session(show, script, attempt=attempt)
        try:
            yield ExpectedSession(track.edition, script, plan, all_estimated_frames(plan, phrasing))
        except (SpeechError, SoundError):
            yield None
