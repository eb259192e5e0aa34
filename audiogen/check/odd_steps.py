"""Steps that can be built and are hardly meant: a whole article in one `say`, and parts of a web page."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from audiogen.script.meant.furniture import page_furniture
from audiogen.script.model import Script
from audiogen.script.steps import Reflect, Say
from audiogen.script.yaml.nodes import Text

MOST_WORDS: Final = 300
"""Words in one step. They take more than two minutes, longer than anybody listens without a rest. The longest `say` of
the shipped show has 74; a story that is told may come near, and an article that was copied has more."""
_WORDS_A_MINUTE: Final = 140
_MOST_NAMED: Final = 5
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
        if isinstance(step, Say | Reflect):
            text = step.say if isinstance(step, Say) else step.reflect
            advice = list(_text_advice(text, step.verb))
            written = script.origin.steps[number].texts[:1]
            if any(map(_loses_lines, written)):
                advice.append(_JOINED.format(verb=step.verb))
            if advice:
                yield OddStep(number, step.verb, f"{step.verb}: {'; '.join(advice)}")


def _loses_lines(text: Text) -> bool:
    """Whether a text has lines that look like thoughts of their own, and YAML joins them."""
    lines = [line.strip() for _, line in text.lines if line.strip()]
    if text.style != "plain" or not lines[1:]:
        return False
    return any(map(_END_OF_SENTENCE.search, lines[:-1])) or max(map(len, lines)) <= _SHORT_LINE


def _text_advice(text: str, verb: str) -> Iterator[str]:
    count = len(text.split())
    if count > MOST_WORDS:
        minutes = round(count / _WORDS_A_MINUTE)
        yield (
            f"{count} words in one {verb}, about {minutes} minutes without a rest; "
            f"begin a new {verb} at each paragraph, with a pause between"
        )
    parts = page_furniture(text)
    if parts:
        more = f" and {len(parts) - _MOST_NAMED} more" if len(parts) > _MOST_NAMED else ""
        named = ", ".join(f'"{part}"' for part in parts[:_MOST_NAMED])
        yield f"parts of a web page would be read out: {named}{more}; remove {'these' if len(parts) > 1 else 'it'}"
