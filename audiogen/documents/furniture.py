"""Lines that came along when a text was copied from a web page: "Comments (0)", "Login", "Share"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby
from typing import Final

from audiogen.documents.letters import lines_of, of_lines, said_by
from audiogen.documents.manuscript import TextRun
from audiogen.documents.passages import Passage
from audiogen.script.meant.furniture import is_furniture, page_furniture

_REASON: Final = "a part of the web page, not of its text"
_LONG: Final = 12
"""Words of a paragraph. Where one follows upon another of these, what stands between them is a heading."""


def without_furniture(passages: Sequence[Passage]) -> tuple[Passage, ...]:
    """The same passages; those that are parts of a web page say so as their reason."""
    passages = [part for passage in passages for part in _divided(passage)]
    kept = [index for index, passage in enumerate(passages) if not passage.reason]
    lines = {index: passages[index].text for index in kept if "\n" not in passages[index].text}
    parts = set(page_furniture("\n".join(lines.values())))
    around = {at: (before, after) for before, at, after in zip(kept, kept[1:], kept[2:], strict=False)}
    found = {
        index
        for index, line in lines.items()
        if line in parts and not _between_paragraphs([passages[other] for other in around.get(index, ())])
    }
    return tuple(
        replace(passage, reason=_REASON) if index in found else passage for index, passage in enumerate(passages)
    )


def _between_paragraphs(around: list[Passage]) -> bool:
    """Whether a line is a heading within a text, even if it is called Share: the one below it is about that."""
    return len(around) == 2 and all(len(passage.text.split()) >= _LONG for passage in around)


def _divided(passage: Passage) -> Iterator[Passage]:
    """A paragraph of several lines, divided where such a line stands in it; any other as it is."""
    lines = lines_of(passage.runs)
    if len(lines) == 1 or passage.reason or not any(map(_is_furniture, lines)):
        yield passage
        return
    for is_part, group in groupby(lines, key=_is_furniture):
        alike = list(group)
        for part in ([line] for line in alike) if is_part else [alike]:
            yield replace(passage, runs=of_lines(part))


def _is_furniture(line: tuple[TextRun, ...]) -> bool:
    return is_furniture(said_by(line).strip())
