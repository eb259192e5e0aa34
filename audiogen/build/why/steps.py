"""How the steps of a session differ from those that its episode was made from, in sentences."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import accumulate, zip_longest
from typing import Final, TypeAlias

from audiogen.build.why.record import MadeStep
from audiogen.build.why.wording import alike, contrasted, is_now, matched, quoted, reworded
from audiogen.names import listed
from audiogen.script.steps import SPOKEN_KEYS

_Pair: TypeAlias = "tuple[MadeStep | None, MadeStep | None]"
"""A step as it is, and as it was; None where there is none."""
_TITLES: Final = frozenset({"chapter", "text"})
"""What is read, and never heard."""
_VERBS: Final = {"say": "says", "reflect": "says", "again": "says again"}


def changed_steps(new: Sequence[MadeStep], old: Sequence[MadeStep]) -> Iterator[str]:
    """What became of the steps: each difference in a sentence, in the order in which they stand now.

    Steps that stand for several, as those that repeat do, are told once.
    """
    pairs = tuple(_differing(new, old))
    moved = Counter(_content(was) for now, was in pairs if was and not now)
    moved &= Counter(_content(now) for now, was in pairs if now and not was)
    gone = {_content(was): was.place for now, was in pairs if was and not now}
    sentences: list[str] = []
    for now, was in pairs:
        one = now or was
        if one and not (now and was) and moved[_content(one)]:
            if now:
                sentences.append(f"{now.place}: {_told(now)} stands here now; it stood at {gone[_content(now)]}")
        else:
            sentences += _sentences(now, was)
    yield from dict.fromkeys(sentences)


def _content(step: MadeStep) -> str:
    return repr((step.verb, sorted(step.values.items()), sorted(step.filled.items())))


def _differing(new: Sequence[MadeStep], old: Sequence[MadeStep]) -> Iterator[_Pair]:
    now, was = [_content(step) for step in new], [_content(step) for step in old]
    for kind, was_from, was_to, now_from, now_to in matched(now, was):
        if kind != "equal":
            yield from _paired(new[now_from:now_to], old[was_from:was_to])


def _paired(new: Sequence[MadeStep], old: Sequence[MadeStep]) -> Iterator[_Pair]:
    """Steps of one stretch that differ: those of a kind belong together, as far as their order lets them."""
    now, was = [step.verb for step in new], [step.verb for step in old]
    for kind, was_from, was_to, now_from, now_to in matched(now, was):
        if kind == "equal":
            yield from zip(new[now_from:now_to], old[was_from:was_to], strict=True)
        else:
            yield from ((None, step) for step in old[was_from:was_to])
            yield from ((step, None) for step in new[now_from:now_to])


def _sentences(now: MadeStep | None, was: MadeStep | None) -> Iterator[str]:
    if now is None and was is not None:
        yield f"{_told(was)} is gone; it stood at {was.place}"
    elif was is None and now is not None:
        yield f"{now.place} is new: {_told(now)}"
    elif now is not None and was is not None:
        yield from _changes(now, was)


def _told(step: MadeStep) -> str:
    """A step as its line begins."""
    value = step.values.get(step.verb, "")
    return f"{step.verb} {quoted(value)}" if step.verb in SPOKEN_KEYS else f"{step.verb}: {value}"


def _changes(now: MadeStep, was: MadeStep) -> Iterator[str]:
    place = now.place
    for key in dict.fromkeys((*now.values, *was.values)):
        new, old = now.values.get(key, ""), was.values.get(key, "")
        if new == old:
            continue
        if key in _TITLES:
            yield f"{place}: {reworded(key, new, old)}"
        elif key not in SPOKEN_KEYS:
            yield f"{place}: {key} {is_now(new, old)}"
        elif new.split() == old.split():
            yield f"{place}: the lines of {quoted(new)} are divided otherwise"
        else:
            yield from _words(now, key, old)
    same = now.values == was.values
    others = [
        name
        for name in sorted(now.filled.keys() | was.filled.keys())
        # a variable that only one of two texts has comes with the words
        if now.filled.get(name) != was.filled.get(name) and (same or name in now.filled.keys() & was.filled.keys())
    ]
    if others:
        yield f"{place}: what stands for {listed([f'{{{name}}}' for name in others])} is another"


def _words(now: MadeStep, key: str, old: str) -> Iterator[str]:
    """Each line of a text that differs from the former one."""
    says = _VERBS.get(key, f"says ({key})")
    lines, former = now.values[key].split("\n"), old.split("\n")
    before = [0, *accumulate(len(line.split()) for line in lines)]
    for kind, was_from, was_to, now_from, now_to in matched(lines, former):
        if kind == "equal":
            continue
        numbers = [number for number in range(now_from, now_to) if lines[number]]
        for number, line in zip_longest(numbers, filter(None, former[was_from:was_to])):
            if number is None:
                yield f"{now.place_of(key, before[now_from])} {says} {quoted(line)} no more"
            elif line is None:
                yield f"{now.place_of(key, before[number])} {says} {quoted(lines[number])} as well"
            else:
                one, other = contrasted(lines[number], line)
                place = now.place_of(key, before[number] + alike(lines[number], line))
                yield f"{place} {says} {one}, and said {other}"
