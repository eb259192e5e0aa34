"""Which variables scripts have, and what is said in their place to one client."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from audiogen.script.model import Script
from audiogen.script.steps import SPOKEN_KEYS, Include, Repeat, Written
from audiogen.script.variables import variables_of


def asked_by(script: Script) -> frozenset[str]:
    """The variables that a script asks for, in spoken text and in conditions, as it is written."""
    return frozenset(_asked(script.steps))


def _asked(steps: Iterable[Written]) -> Iterator[str]:
    for step in steps:
        yield from (condition.variable for condition in step.only if condition.variable)
        if isinstance(step, Repeat | Include):
            if isinstance(step, Include):
                yield from (variable.name for _, value in step.values for variable in variables_of(value))
            yield from _asked(step.steps)
        else:
            texts = (getattr(step, key, None) for key in SPOKEN_KEYS)
            yield from (each.name for text in texts if isinstance(text, str) for each in variables_of(text))


def values_for(asked: Iterable[str], values: Mapping[str, str]) -> dict[str, str]:
    """What is known of a client, under the names that a script has for it: capitals make no difference."""
    by_name = {name.casefold(): value for name, value in values.items()}
    also = {name: by_name[name.casefold()] for name in asked if name.casefold() in by_name}
    return {**values, **also}
