"""Which variables a script asks for."""

from __future__ import annotations

from collections.abc import Iterator

from audiogen.script.blocks import Include, Repeat, Scan
from audiogen.script.model import Script
from audiogen.script.scanning import scanned
from audiogen.script.steps import spoken_texts
from audiogen.script.variables import variables_of


def asked_by(script: Script) -> frozenset[str]:
    """The variables that a script asks for, in spoken text and in conditions, as it is written."""
    return frozenset(_asked(script))


def _asked(script: Script) -> Iterator[str]:
    for step, _ in script.written_steps:
        yield from (condition.variable for condition in step.only if condition.variable)
        if isinstance(step, Include):
            texts = [value for _, value in step.values]
        elif isinstance(step, Scan):
            texts = [say.say for say, _ in scanned(step)]
        else:
            texts = [] if isinstance(step, Repeat) else [*spoken_texts(step).values()]
        yield from (each.name for text in texts for each in variables_of(text))
