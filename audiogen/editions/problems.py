"""What only an edition shows: a variable that nothing fills, a step that is never part of the session, an empty one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from audiogen.editions.dead_steps import never_there
from audiogen.editions.expand import Track
from audiogen.editions.unfilled import never_filled, unfilled, unreadable
from audiogen.errors import Problem, ScriptError
from audiogen.script.blocks import Written
from audiogen.script.model import Script
from audiogen.script.step_place import StepPlace
from audiogen.script.steps import Bell, Chapter, NaturalBreath, Pause, Step
from audiogen.script.yaml.document import nearest_place
from audiogen.script.yaml.nodes import TreePath
from audiogen.units import written_length


def edition_problems(script: Script, tracks: Sequence[Track]) -> tuple[Problem, ...]:
    """Every problem of a session that its tracks show, each once, in the order of their places.

    Args:
        script: as it is written.
        tracks: of this session, for the public or for one client. Of a client, nothing but the id is in a problem.
    """
    found: set[Problem] = {*never_filled(script), *never_there(script), *empty_chapters(script, tracks, tracks)}
    for track in tracks:
        found |= {*track_problems(script, track)}
    return tuple(sorted(found))


def track_problems(script: Script, track: Track) -> Iterator[Problem]:
    """What keeps one track from being what was meant, whatever others are.

    Args:
        script: as it is written.
        track: of this session.
    """
    yield from (*unfilled(track), *unreadable(track), *_nothing_left(script, track))


def refuse_flawed(script: Script, tracks: Sequence[Track]) -> None:
    """Refuse a session with a track that cannot be planned or spoken as it was meant.

    Raises:
        ScriptError: with all that is wrong with its tracks.
    """
    problems = tuple(each for each in edition_problems(script, tracks) if not each.warning)
    if problems:
        raise ScriptError(problems)


def can_be_planned(track: Track) -> bool:
    """Whether there is anything to plan, and all that is said can be read."""
    return bool(track.script.steps) and not any(unreadable(track))


def _nothing_left(script: Script, track: Track) -> Iterator[Problem]:
    """Tracks in which nothing takes time, and those without a word of a session that has words."""
    which, steps = _which(track), track.script.plain_steps
    if not any(_takes_time(step, stretched=track.script.target is not None) for step in steps):
        what = "nothing that takes time" if steps else "no step"
        advice = "add what is said or heard, like `- say: Welcome.`"
        if any(step.only for step, _ in script.written_steps):
            length = "" if track.edition.length_s is None else ", or take that length away"
            advice = f"write `only` on fewer steps{length}"
        yield _at_length(script, track, f"{what} is left of this session{which}; {advice}")
    elif not _speaks(track.script.steps) and _speaks(script.steps):
        message = f"no word is left of this session{which}; write `only` on fewer steps, unless that is meant"
        yield _at_length(script, track, message, warning=True)


def _takes_time(step: Step, *, stretched: bool) -> bool:
    """Whether a step lasts; without a length to stretch to, a silence lasts no longer than it is at best."""
    if isinstance(step, Pause | NaturalBreath):
        silence = step.span if isinstance(step, Pause) else step.time
        return (silence.max_s if stretched else silence.ideal_s) > 0
    return not isinstance(step, Chapter)


def _speaks(steps: Iterable[Written]) -> bool:
    """Whether there may be a word in some steps."""
    return any(not isinstance(step, Pause | NaturalBreath | Bell | Chapter) for step in steps)


def _which(track: Track) -> str:
    length_s = track.edition.length_s
    return "" if length_s is None else f" in {written_length(length_s)}"


def _at_length(script: Script, track: Track, message: str, *, warning: bool = False) -> Problem:
    length_s = track.edition.length_s
    way: TreePath = ("steps",) if length_s is None else ("target",)
    if length_s in script.lengths:
        way = ("lengths", script.lengths.index(length_s))
    path = script.origin.path
    return Problem(path, *nearest_place(path, way, at_key=len(way) == 1), f"{way[0]}: {message}", warning)


def empty_chapters(script: Script, tracks: Sequence[Track], others: Iterable[Track]) -> Iterator[Problem]:
    """Chapters of which a track keeps nothing but the title, and another one more.

    Args:
        script: as it is written.
        tracks: of this session, of which it is told.
        others: those that may keep more.
    """
    chapters = [dict(_chapters(track.script)) for track in tracks]
    kept = {place for track in others for place, empty in _chapters(track.script) if not empty}
    for track, each in zip(tracks, chapters, strict=True):
        for place, empty in each.items():
            if empty and place in kept and place.path == script.origin.path:
                message = f"nothing is left of this chapter{_which(track)}; write the same `only` below it"
                yield Problem(place.path, place.line, 1, message, warning=True)


def _chapters(script: Script) -> Iterator[tuple[StepPlace, bool]]:
    """Each chapter, and whether nothing stands in it."""
    placed = (*script.placed_steps, (None, None))
    for (step, place), (following, _) in pairwise(placed):
        if isinstance(step, Chapter) and place is not None:
            yield place, following is None or isinstance(following, Chapter)
