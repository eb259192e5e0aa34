"""Bells at intervals that will not be heard: they find no room between the words, or their step is too short."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from audiogen.check.lengths import ExpectedSession
from audiogen.errors import Problem
from audiogen.plan.bell_grids import Grid, LeftOut
from audiogen.script.steps import StepPlace
from audiogen.script.yaml.document import nearest_place
from audiogen.units import clock, to_seconds, written_length


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
            yield from (_at(place, f"{session.which}{_told(each)}") for each in grid.left_out)


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


def _at(place: StepPlace, message: str) -> Problem:
    where = nearest_place(place.path, (*place.way, "bell_every"), at_key=True)
    return Problem(place.path, *where, f"bell_every: {message}", warning=True)
