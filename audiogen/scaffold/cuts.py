"""What is left of a template when a session has some lengths only: what no length has goes, with its conditions."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from audiogen.script.only import Condition, parse_conditions

_STEPS: Final = "steps:\n"
_STEP: Final = re.compile(r"(?:^  #.*\n)*^  - .*\n(?:^    .*\n|^\n)*", re.MULTILINE)
"""A step of a template, with the comments that stand before it."""
_ONLY: Final = re.compile(r"^    only: \[?(.+?)\]?\n", re.MULTILINE)


def cut(text: str, minutes: Sequence[int]) -> str:
    """A template, for the lengths that a session has.

    Args:
        text: of the template.
        minutes: each length of the session.
    """
    head, steps, body = text.partition(_STEPS)
    return head + steps + "".join(_kept(body, [each * 60.0 for each in minutes]))


def _kept(body: str, lengths_s: Sequence[float]) -> Iterator[str]:
    chapter: tuple[Condition, ...] = ()
    for step in _STEP.findall(body):
        found = _ONLY.search(step)
        own = parse_conditions(found[1].split(", ")) if found else ()
        if "  - chapter: " in step:
            chapter = own
        within = [each for each in lengths_s if _hold(chapter, each)]
        if any(_hold(own, each) for each in within):
            # a condition that decides nothing any more is only in the way of whoever rewrites the words
            yield _ONLY.sub("", step) if all(_hold(own, each) for each in _asked(step, within, lengths_s)) else step


def _asked(step: str, within: Sequence[float], lengths_s: Sequence[float]) -> Sequence[float]:
    """The lengths for which a condition decides something: for those of its chapter, and a chapter's own for all."""
    return lengths_s if "  - chapter: " in step else within


def _hold(conditions: Sequence[Condition], length_s: float) -> bool:
    return all(condition.holds(length_s, None) for condition in conditions)
