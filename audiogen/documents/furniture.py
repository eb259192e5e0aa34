"""Lines that came along when a text was copied from a web page: "Comments (0)", "Login", "Share"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from audiogen.documents.passages import Passage
from audiogen.script.meant.furniture import page_furniture

_REASON: Final = "a part of the web page, not of its text"
_LONG: Final = 12
"""Words of a paragraph. Where one follows upon another of these, what stands between them is a heading."""


def without_furniture(passages: Sequence[Passage]) -> tuple[Passage, ...]:
    """The same passages; those that are parts of a web page say so as their reason."""
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
