"""How the steps of a session differ from those that its episode was made from, in sentences."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from itertools import accumulate, zip_longest
from typing import Final, TypeAlias

from audiogen.build.why.record import WITHHELD, MadeStep
from audiogen.build.why.wording import alike, contrasted, is_now, matched, quoted, reworded
from audiogen.names import listed
from audiogen.script.steps import SPOKEN_KEYS

_Pair: TypeAlias = "tuple[MadeStep | None, MadeStep | None]"
"""A step as it is, and as it was; None where there is none."""
_TITLES: Final = frozenset({"chapter", "text"})
"""What is read, and never heard."""
_SAYS: Final = {"again": "says again", "halfway": "says halfway"}
_MOST_LINES: Final = 5
"""So many lines are named of those in which the same changed."""
_MOST_COMPARED: Final = 2500
"""Pairs of steps; of more that follow one another and changed, nobody asks which became which."""
_NEARLY: Final = 0.5
"""From this part of their words on, one text is a new wording of the other."""


_Told: TypeAlias = "tuple[tuple[str, int] | None, str]"
"""File and line, and what is told of that place; without these, what is told of no place."""


def changed_steps(new: Sequence[MadeStep], old: Sequence[MadeStep]) -> Iterator[str]:
    """What became of the steps: each difference in a sentence, in the order in which they stand now.

    What is the same in several places, as in steps that repeat, is told once.
    """
    pairs = tuple(_differing(new, old))
    gone: dict[str, list[MadeStep]] = {}
    for step in (was for now, was in pairs if was and not now):
        gone.setdefault(_content(step), []).append(step)
    told: list[_Told] = []
    for now, was in pairs:
        if now and was:
            told += _changes(now, was)
        elif now and (moved := gone.get(_content(now))):
            told.append((now.spot, f": {_told(now)} stands here now; it stood at {moved.pop(0).place}"))
        elif now:
            told.append((now.spot, f" is new: {_told(now)}"))
    left = (step for steps in gone.values() for step in steps)
    yield from _joined([*told, *((None, f"{_told(step)} is gone; it stood at {step.place}") for step in left)])


def _joined(told: Sequence[_Told]) -> Iterator[str]:
    """Sentences, each once, with all places of which it is true."""
    spots: dict[str, list[tuple[str, int]]] = {}
    for spot, rest in told:
        spots.setdefault(rest, []).extend([spot] if spot else [])
    for rest, places in spots.items():
        files: dict[str, list[int]] = {}
        for file, line in dict.fromkeys(places):
            files.setdefault(file, []).append(line)
        yield f"{listed([_lines(file, lines) for file, lines in files.items()]) if files else ''}{rest}"


def _lines(file: str, lines: Sequence[int]) -> str:
    many = lines[_MOST_LINES:]
    named = listed([*map(str, lines[:_MOST_LINES]), *([f"{len(many)} more"] if many else [])])
    return f"line{'s' if lines[1:] else ''} {named}{f' of {file}' if file else ''}"


def _content(step: MadeStep) -> str:
    return repr((step.verb, sorted(step.values.items()), sorted(step.filled.items())))


def _differing(new: Sequence[MadeStep], old: Sequence[MadeStep]) -> Iterator[_Pair]:
    now, was = [_content(step) for step in new], [_content(step) for step in old]
    for kind, was_from, was_to, now_from, now_to in matched(now, was):
        if kind != "equal":
            yield from _paired(new[now_from:now_to], old[was_from:was_to])


def _paired(new: Sequence[MadeStep], old: Sequence[MadeStep]) -> Iterator[_Pair]:
    """Steps of one stretch that differ: first those that say nearly the same belong together, then those of a kind."""
    now, was = _labels(new, old)
    for kind, was_from, was_to, now_from, now_to in matched(now, was):
        if kind == "equal":
            yield from zip(new[now_from:now_to], old[was_from:was_to], strict=True)
        else:
            yield from _of_a_kind(new[now_from:now_to], old[was_from:was_to])


def _labels(new: Sequence[MadeStep], old: Sequence[MadeStep]) -> tuple[list[str], list[str]]:
    """The verbs of both, with a number behind those that say nearly the same."""
    now, was = [step.verb for step in new], [step.verb for step in old]
    if len(new) * len(old) > _MOST_COMPARED:
        return now, was
    left = [number for number, step in enumerate(old) if step.verb in SPOKEN_KEYS]
    for number, step in enumerate(new):
        alike_to = {other: _likeness(step, old[other]) for other in left if old[other].verb == step.verb}
        best = max(alike_to, key=alike_to.__getitem__, default=None)
        if best is not None and alike_to[best] > _NEARLY:
            now[number] = was[best] = f"{step.verb} {best}"
            left.remove(best)
    return now, was


def _likeness(one: MadeStep, other: MadeStep) -> float:
    """How much of what two steps say is the same, from 0 to 1."""
    words, others = (step.values.get(step.verb, "").split() for step in (one, other))
    return SequenceMatcher(None, words, others, autojunk=False).ratio()


def _of_a_kind(new: Sequence[MadeStep], old: Sequence[MadeStep]) -> Iterator[_Pair]:
    now, was = [step.verb for step in new], [step.verb for step in old]
    for kind, was_from, was_to, now_from, now_to in matched(now, was):
        if kind == "equal":
            yield from zip(new[now_from:now_to], old[was_from:was_to], strict=True)
        else:
            yield from ((None, step) for step in old[was_from:was_to])
            yield from ((step, None) for step in new[now_from:now_to])


def _told(step: MadeStep) -> str:
    """A step as its line begins."""
    value = step.values.get(step.verb, "")
    return f"{step.verb} {quoted(value)}" if step.verb in SPOKEN_KEYS else f"{step.verb}: {value}"


def _changes(now: MadeStep, was: MadeStep) -> Iterator[_Told]:
    for key in dict.fromkeys((*now.values, *was.values)):
        new, old = now.values.get(key, ""), was.values.get(key, "")
        if new == old:
            continue
        if key in _TITLES:
            yield now.spot, f": {reworded(key, new, old)}"
        elif key not in SPOKEN_KEYS:
            yield now.spot, f": {key} {is_now(new, old)}"
        elif new.split() == old.split():
            yield now.spot, f": the lines of {quoted(new)} are divided otherwise"
        else:
            yield from _words(now, key, old)
    for name in _filled_otherwise(now, was):
        new, old = now.filled.get(name, ""), was.filled.get(name, "")
        withheld = any(each.startswith(WITHHELD) for each in (new, old))
        yield now.spot, ": " + (f"{{{name}}} is filled otherwise" if withheld else reworded(f"{{{name}}}", new, old))


def _filled_otherwise(now: MadeStep, was: MadeStep) -> Iterator[str]:
    for name in sorted(now.filled.keys() | was.filled.keys()):
        # a variable that only one of two texts has comes with the words
        told = now.values == was.values or name in now.filled.keys() & was.filled.keys()
        if told and now.filled.get(name) != was.filled.get(name):
            yield name


def _words(now: MadeStep, key: str, old: str) -> Iterator[_Told]:
    """Each line of a text that differs from the former one."""
    says = _SAYS.get(key, "says")
    lines, former = now.values[key].split("\n"), old.split("\n")
    before = [0, *accumulate(len(line.split()) for line in lines)]
    for kind, was_from, was_to, now_from, now_to in matched(lines, former):
        if kind == "equal":
            continue
        numbers = [number for number in range(now_from, now_to) if lines[number]]
        for number, line in zip_longest(numbers, filter(None, former[was_from:was_to])):
            if number is None:
                yield now.spot_of(key, before[now_from]), f" {says} {quoted(line)} no more"
            elif line is None:
                yield now.spot_of(key, before[number]), f" {says} {quoted(lines[number])} as well"
            elif lines[number] != line:
                one, other = contrasted(lines[number], line)
                spot = now.spot_of(key, before[number] + alike(lines[number], line))
                yield spot, f" {says} {one}, and said {other}"
