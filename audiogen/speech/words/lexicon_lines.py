"""Lines of a lexicon that are no entries, as people write them: without a colon, a space or their indentation."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from audiogen.names import quotable
from audiogen.script.yaml.nodes import Fault, Place

_WITHOUT_COLON: Final = re.compile(
    r"(?P<indent>[ ]+)(?P<word>[^\s:#{\[\-'\"][^:#{\[]*?)(?:[ ]*(?:=|->)[ ]*|[ ]+)(?P<said>[^\s:]+)[ ]*"
)
_GLUED: Final = re.compile(r"(?P<indent>[ ]+)(?P<word>[^\W\d_][^:#{\[]*):(?P<said>[^\s:].*)")
_AT_MARGIN: Final = re.compile(r"(?![a-z]{2,3}(?:-\w+)?:)(?P<word>[^\W\d_][^:#{\[]*):[ ]+(?P<said>[^\s#{\[|>].*)")


def odd_lines(lines: list[str]) -> tuple[Fault, ...]:
    """What is wrong with the lines of a lexicon that YAML or the lexicon refuses; nothing where that is elsewhere."""
    faults = list(_within_language(lines))
    margin = [(number, match) for number, line in enumerate(lines, 1) if (match := _AT_MARGIN.fullmatch(line))]
    if margin:
        number, match = margin[0]
        more = len(margin) - 1
        tail = f" (and {more} more line{'s' if more > 1 else ''})" if more else ""
        good = f"  {match['word']}: {match['said']}"
        message = f'a word stands below its language, like "en:", indented; write "{quotable(good)}"{tail}'
        faults.append(Fault(Place(number, 1), message))
    return tuple(faults)


def _within_language(lines: list[str]) -> Iterator[Fault]:
    for number, line in enumerate(lines, 1):
        bare, glued = _WITHOUT_COLON.fullmatch(line), _GLUED.fullmatch(line)
        match = bare or glued
        if match:
            what = "a colon is missing" if bare else "the space behind the colon is missing"
            good = f"{match['word'].strip()}: {match['said'].strip()}"
            yield Fault(Place(number, len(match["indent"]) + 1), f'{what}; write "{quotable(good)}"')
