"""Where in a file the words of a text stand that runs over several lines.

YAML folds lines and takes quotes and indentation away, but leaves words and their order: they are what is counted.
"""

from __future__ import annotations

import re
from itertools import islice

from audiogen.script.yaml.nodes import Place, Text

_WORD = re.compile(r"\S+")
_ESCAPED_SPACE = re.compile(r"\\[nt]")


def place_at(text: Text, offset: int) -> Place:
    """The place of a character of a text; of a text on one line its beginning.

    Args:
        text: as it was read.
        offset: of the character in its value, from 0.
    """
    if text.style != "block" and len(text.lines) <= 1:
        return text.place
    value = text.value
    begun = max(value.rfind(each, 0, offset) for each in " \n\t") + 1
    before = len(value[:begun].split())
    words = ((place, match) for place, line in text.lines for match in _WORD.finditer(_without_escapes(text, line)))
    found = next(islice(words, before, None), None)
    if found is None:
        return text.place
    place, match = found
    quote = 1 if text.style == "quoted" and before == 0 else 0
    return Place(place.line, place.column + match.start() + offset - begun + quote)


def _without_escapes(text: Text, line: str) -> str:
    # in double quotes, \\n is a space between two words, as wide as it is written
    double = text.style == "quoted" and text.lines[0][1].startswith('"')
    return _ESCAPED_SPACE.sub("  ", line) if double else line
