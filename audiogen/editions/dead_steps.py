"""Steps whose `only` holds for no edition, or for every one, so that something else must have been meant."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

from audiogen.editions.edition import editions_of
from audiogen.errors import Problem
from audiogen.script.blocks import Include, Repeat, Written
from audiogen.script.model import Script
from audiogen.script.only import Condition
from audiogen.script.step_place import StepPlace
from audiogen.script.steps import Chapter
from audiogen.script.yaml.document import nearest_place
from audiogen.units import written_length

_Conditions = tuple[Condition, ...]


def never_there(script: Script) -> Iterator[Problem]:
    """Warnings for the steps of the session's own file; a file that is included may be meant for other sessions."""
    lengths = tuple(edition.length_s for edition in editions_of(script))
    told = False
    for step, place, around in _within(script.steps, script.origin.steps, ()):
        if not step.only or place.path != script.origin.path:
            continue
        if lengths == (None,) and any(each.of_length for each in step.only):
            if not told:
                yield _always(step, place)
            told = True
        if _possible(around, lengths, script) and not _possible((*around, *step.only), lengths, script):
            yield _at(place, _why(step.only, around, lengths, script))


def _within(
    steps: tuple[Written, ...], places: tuple[StepPlace, ...], around: _Conditions
) -> Iterator[tuple[Written, StepPlace, _Conditions]]:
    """All steps, each with the conditions of what it stands in: blocks, and its chapter."""
    chapter: _Conditions = ()
    for step, place in zip(steps, places, strict=True):
        chapter = () if isinstance(step, Chapter) else chapter
        yield step, place, (*around, *chapter)
        if isinstance(step, Chapter):
            chapter = step.only
        elif isinstance(step, Repeat | Include):
            yield from _within(step.steps, step.places, (*around, *chapter, *step.only))


def _possible(conditions: _Conditions, lengths: tuple[float | None, ...], script: Script) -> bool:
    """Whether conditions hold together for anybody, in any length of the session."""
    of_client = frozenset(each.variable for each in conditions if each.variable is not None and each.filled)
    audiences = (of_client,) if script.audience == "clients" else (None, of_client)
    return any(
        all(each.holds(length_s, known) for each in conditions) for length_s, known in product(lengths, audiences)
    )


def _why(only: _Conditions, around: _Conditions, lengths: tuple[float | None, ...], script: Script) -> str:
    alone = next((each for each in only if not _possible((each,), lengths, script)), None)
    if alone is None:
        what = " with those around this step" if around else ""
        return f"these conditions never hold together{what}; take one away"
    if alone.of_length:
        listed = " or ".join(written_length(length_s) for length_s in sorted(filter(None, lengths)))
        return f"`{alone}` never holds: this session lasts {listed}; add a length to `lengths`, or write another here"
    return f"`{alone}` never holds: this session is for clients alone; remove the line, or `for: clients`"


def _always(step: Written, place: StepPlace) -> Problem:
    first = next(each for each in step.only if each.of_length)
    message = (
        f"`{first}` says nothing yet: this session has no length; write `target: 10m`, and others as `lengths: [5m]`"
    )
    return _at(place, message)


def _at(place: StepPlace, message: str) -> Problem:
    return Problem(place.path, *nearest_place(place.path, (*place.way, "only")), f"only: {message}", warning=True)
