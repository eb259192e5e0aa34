"""Steps that can be built and are hardly meant: lines that YAML joins into one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from audiogen.script.model import Script
from audiogen.script.steps import Reflect, Say
from audiogen.script.yaml.nodes import Text

_SHORT_LINE: Final = 50
"""In letters; whoever breaks lines at the margin writes longer ones."""
_END_OF_SENTENCE: Final = re.compile("[.!?\u2026][\"'\u201d\u2019)]*$")
_JOINED: Final = (
    'these lines are read as one, without the silences between them; to keep them write "{verb}: |", and all lines '
    "below it, indented"
)


@dataclass(frozen=True, slots=True)
class OddStep:
    """One step that its author is asked about."""

    step: int
    """Its position, from 0."""
    key: str
    message: str


def odd_steps(script: Script) -> Iterator[OddStep]:
    """Every step of a script that is hardly meant as it is."""
    for number, step in enumerate(script.plain_steps):
        if isinstance(step, Say | Reflect) and any(map(_loses_lines, script.origin.steps[number].texts[:1])):
            yield OddStep(number, step.verb, f"{step.verb}: {_JOINED.format(verb=step.verb)}")


def _loses_lines(text: Text) -> bool:
    """Whether a text has lines that look like thoughts of their own, and YAML joins them."""
    lines = [line.strip() for _, line in text.lines if line.strip()]
    if text.style != "plain" or not lines[1:]:
        return False
    return any(map(_END_OF_SENTENCE.search, lines[:-1])) or max(map(len, lines)) <= _SHORT_LINE
