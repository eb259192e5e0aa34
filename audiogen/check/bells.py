"""Bells that will not be heard: they find no room between the words, their step is too short, or they would wake."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from audiogen.check.lengths import ExpectedSession
from audiogen.errors import Problem
from audiogen.plan.bell_grids import Grid, LeftOut
from audiogen.plan.cues import Strike
from audiogen.script.step_place import StepPlace
from audiogen.script.steps import Bell
from audiogen.script.yaml.document import nearest_place
from audiogen.units import clock, to_seconds, written_length

_WAKES: Final = (
    "this bell is left out, since the session leads into sleep (`sleep: yes`) and it would wake people: none is struck "
    "in its second half, and none ends it. Its ring stays as silence; with a pause in its place, this is not said again"
)


def bell_warnings(editions: Sequence[ExpectedSession]) -> Iterator[Problem]:
    """Warnings for the editions of one session.

    A step that has a bell in one of them may be too short for it in another.
    """
    rung = [(place, grid) for session in editions for place, grid in _grids(session)]
    long_enough = {place for place, grid in rung if grid.due}
    for place, grid in dict(rung).items():
        if place not in long_enough:
            lasts = clock(to_seconds(grid.frames))
            yield _at(place, f"no bell is struck in about {lasts}; write a shorter interval, or a longer step")
    for session in editions:
        for place, grid in _grids(session):
            told = dict.fromkeys(f"{session.which}{_told(each)}" for each in grid.left_out)
            yield from (_at(place, each) for each in told)
    yield from _waking(editions)


def _waking(editions: Sequence[ExpectedSession]) -> Iterator[Problem]:
    """Bells of steps that would wake somebody: each once, and for which lengths where it is struck in others."""
    struck = {place for session in editions for place, heard in _bells(session) if heard}
    told: set[tuple[StepPlace, str]] = set()
    for session in editions:
        for place, heard in _bells(session):
            which = session.which if place in struck else ""
            if not heard and (place, which) not in told:
                told.add((place, which))
                yield _at(place, f"{which}{_WAKES}", "bell")


def _bells(session: ExpectedSession) -> Iterator[tuple[StepPlace, bool]]:
    """The bells of its steps, and whether they are struck."""
    quiet = session.solved.frames if session.quiet_from is None else session.quiet_from
    struck = {cue.step for start, cue in session.solved.placed if isinstance(cue, Strike) and start < quiet}
    for index, (step, place) in enumerate(session.script.placed_steps):
        if isinstance(step, Bell):
            yield place, index in struck


def _grids(session: ExpectedSession) -> Iterator[tuple[StepPlace, Grid]]:
    yield from ((session.script.origin.steps[grid.step], grid) for grid in session.bells)


def _told(bell: LeftOut) -> str:
    what, room = f"the bell at {clock(to_seconds(bell.offset))}", written_length(round(to_seconds(bell.room), 1))
    match bell.why:
        case "words":
            return f"{what} finds no room between words, and is left out; write longer silences, or another interval"
        case "end":
            return f"{what} would be struck {room} before its end, and is left out; write another interval or length"
        case "ring":
            return (
                f"{what} would be cut off {room} later, where the session ends, and is left out; write a longer silence"
            )
        case "sleep":
            return "no bell is struck in the second half of a session with `sleep: yes`, since it would wake people"


def _at(place: StepPlace, message: str, key: str = "bell_every") -> Problem:
    where = nearest_place(place.path, (*place.way, key), at_key=True)
    return Problem(place.path, *where, f"{key}: {message}", warning=True)
