"""Paragraphs that were torn apart within a sentence, by the end of a page or of a line, are made whole again."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Final

from audiogen.documents.manuscript import TextBlock, TextRun

_LONG: Final = 60
"""In letters: a shorter line may be a verse, which goes on below without a capital."""
_OPEN: Final = re.compile(r"[\w,;\u2013\u2014-]$")
"""How a paragraph ends whose last sentence does not."""


def with_whole_sentences(blocks: Iterable[TextBlock]) -> Iterator[TextBlock]:
    """The blocks, each paragraph that goes on in the next one joined to that."""
    torn: TextBlock | None = None
    for block in blocks:
        if torn is None:
            torn = block
        elif _goes_on(torn, block):
            torn = replace(torn, runs=(*torn.runs, TextRun(" "), *block.runs))
        else:
            yield torn
            torn = block
    if torn is not None:
        yield torn


def _goes_on(first: TextBlock, second: TextBlock) -> bool:
    if not first.kind == second.kind == "paragraph":
        return False
    last_line = first.text.rpartition("\n")[2]
    return len(last_line) > _LONG and _OPEN.search(last_line) is not None and second.text[:1].islower()
