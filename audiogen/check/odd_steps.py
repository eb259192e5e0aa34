"""Steps that can be built and are hardly meant: lines that YAML joins into one, an option among them perhaps."""

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
_GLUED: Final = re.compile(r"(?P<key>\w+):\S.*")
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
            glued = _glued_option(step, script.origin.steps[number].texts[0])
            joined = (
                f'"{glued}" would be spoken; write a space after its colon' if glued else _JOINED.format(verb=step.verb)
            )
            yield OddStep(number, step.verb, f"{step.verb}: {joined}")


def _glued_option(step: Say | Reflect, text: Text) -> str | None:
    """The first line that is an option of its step, but for the space that makes it one."""
    found = (_GLUED.fullmatch(line.strip()) for _, line in text.lines[1:])
    return next((each[0] for each in found if each and each["key"] in type(step).model_fields), None)


def _loses_lines(text: Text) -> bool:
    """Whether a text has lines that look like thoughts of their own, and YAML joins them."""
    lines = [line.strip() for _, line in text.lines if line.strip()]
    if text.style != "plain" or not lines[1:]:
        return False
    return any(map(_END_OF_SENTENCE.search, lines[:-1])) or max(map(len, lines)) <= _SHORT_LINE
