"""Where a session changed when it was saved: the first step that is another, and the line of it. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import zip_longest
from pathlib import Path
from typing import Final, TypeAlias

from audiogen.editions.edition import editions_of
from audiogen.editions.expand import expand
from audiogen.script.blocks import Include, Repeat, Written
from audiogen.script.folder import ScriptFile
from audiogen.script.model import Script
from audiogen.script.step_place import StepPlace
from audiogen.script.steps import Chapter

_Placed: TypeAlias = tuple[Written, StepPlace]
_ONLY_READ: Final = {
    *("title", "section", "summary", "slug", "date", "audience", "lengths", "notes", "ignore"),
    *("steps", "origin"),
}
"""What is not heard of a script; its steps are looked at one by one."""


@dataclass(frozen=True, slots=True)
class ChangedLine:
    """What a session is to be heard from."""

    path: Path
    """The session's file, or one that it includes."""
    line: int | None
    """From 1; None for the session's beginning."""
    length_s: float | None = None
    """The first of the session's lengths in which the line is heard; None for its own."""


def changed_line(earlier: ScriptFile | None, now: ScriptFile) -> ChangedLine | None:
    """Where a session is not what it was; None where nothing of it is heard otherwise.

    Args:
        earlier: as it was last without mistakes; None for a new one, which is heard from its beginning.
        now: as it is; without mistakes.
    """
    script, before = now.reading.value, earlier.reading.value if earlier else None
    if script is None:
        return None
    if earlier is None:
        return ChangedLine(now.path, None)
    if before is None:
        return None
    place = _first_step(_steps(before), _steps(script))
    if place:
        return ChangedLine(place.path, _line(place, script, earlier, now), _length_with(place, script))
    return None if _head(before) == _head(script) else ChangedLine(now.path, None)


def _steps(script: Script) -> tuple[_Placed, ...]:
    return tuple(zip(script.steps, script.origin.steps, strict=True))


def _first_step(before: tuple[_Placed, ...], now: tuple[_Placed, ...]) -> StepPlace | None:
    """The place of the first step that is another one; of a step that holds others, the first of these."""
    for known, found in zip_longest(before, now):
        if found is None:
            return now[-1][1] if now else None
        if known is None:
            return found[1]
        step, place = found
        if known[0] == step or _heard(known[0]) == _heard(step):
            continue
        if isinstance(step, Repeat | Include) and _alone(known[0]) == _alone(step):
            if inner := _first_step(_held(known[0]), _held(step)):
                return inner
            continue
        return place
    return None


def _held(step: Written) -> tuple[_Placed, ...]:
    return tuple(zip(step.steps, step.places, strict=True)) if isinstance(step, Repeat | Include) else ()


def _alone(step: Written) -> Written:
    """A step without those that it holds."""
    return step.model_copy(update={"steps": (), "places": ()}) if isinstance(step, Repeat | Include) else step


def _heard(step: Written) -> Written:
    """A step without what is only read of it."""
    read = {"ignore": (), "chapter": ""} if isinstance(step, Chapter) else {"ignore": ()}
    return step.model_copy(update=read)


def _head(script: Script) -> tuple[float | None, dict[str, object]]:
    """All that is heard of what stands in front of a script's steps, and how long it lasts."""
    return editions_of(script)[0].length_s, script.model_dump(exclude=_ONLY_READ)


def _line(place: StepPlace, script: Script, earlier: ScriptFile, now: ScriptFile) -> int:
    """The line in a step at which it is another one; that of the step, where that is not known."""
    line = _first_other(earlier, now) if place.path == now.path else None
    following = [each.line for _, each in script.written_steps if each.path == place.path and each.line > place.line]
    lines = len(str(now.source.text).splitlines())
    return line if line and place.line <= line < min(following, default=lines + 1) else place.line


def _length_with(place: StepPlace, script: Script) -> float | None:
    """The first length that has a step; None where that is the session's own, or none has it."""
    own, *others = editions_of(script)
    having = (each for each in (own, *others) if _has(place, expand(script, each).origin.steps))
    found = next(having, own)
    return found.other_length_s


def _has(place: StepPlace, steps: tuple[StepPlace, ...]) -> bool:
    return any(place in each.around for each in steps)


def _first_other(earlier: ScriptFile, now: ScriptFile) -> int | None:
    """The number of the first line of a file that is not as it was."""
    before, after = earlier.source.text, now.source.text
    if not (isinstance(before, str) and isinstance(after, str)):
        return None
    pairs = zip_longest(before.splitlines(), after.splitlines())
    return next((number for number, (one, other) in enumerate(pairs, 1) if one != other), None)
