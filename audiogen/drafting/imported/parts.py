"""What of a manuscript is the title of a session, and which sessions it holds."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import takewhile
from pathlib import Path
from typing import Final

from audiogen.documents.manuscript import Manuscript, TextBlock, TextRun
from audiogen.drafting.imported.cover_notes import cover_note
from audiogen.drafting.imported.directions import read_block
from audiogen.drafting.imported.pieces import SpokenWords
from audiogen.drafting.imported.wording import titled
from audiogen.scaffold.templates import WRITTEN_IN, one_line

_LONGEST_TITLE: Final = 255
"""In letters: what is longer is no title."""
_MOST_WORDS: Final = 9
_SEEN: Final = 4
_TITLE_LINE: Final = re.compile(
    r"[^\W_a-z\u00df-\u00ff][^\n()\[\]{}<>*_]{0,80}[^\W_][\"\u201d\u00bb\u2019]?(?: \([^\W\d_][\w -]{0,30}\))?"
)
_ENDED: Final = re.compile(r"[.!?\u2026][\"\u201d\u00bb\u2019)\]]*$", re.MULTILINE)
_NO_TITLE: Final = re.compile(
    r"(?:microsoft word - )?(?:untitled|unbenannt|sans titre|document|dokument|documento|draft|neu|new)?[\W\d_]*"
    r"|.*\.(?:docx?|odt|pdf|html?|md|txt)",
    re.IGNORECASE,
)
"""What programs write into files that nobody gave a title."""


@dataclass(frozen=True, slots=True)
class SessionPart:
    """The blocks of one session."""

    title: str
    blocks: tuple[TextBlock, ...]
    heading: TextBlock | None = None
    """The block that is the title, and is not among the others."""
    supposed: bool = False
    """Whether that is no heading, and only looks like a title."""


def whole(manuscript: Manuscript) -> SessionPart:
    """A manuscript as one session.

    Its title is the first heading, where nothing stands before it, no other stands higher, and none as high but for one
    right below it; else a first line that looks like one; else what the file says of itself; else its name.
    """
    language = manuscript.language or WRITTEN_IN
    notes = tuple(takewhile(lambda block: _is_note(block, language), manuscript.blocks))
    first, others = manuscript.blocks[len(notes) : len(notes) + 1], manuscript.blocks[len(notes) + 1 :]
    if others and _may_be_title(first[0]):
        levels = [block.level for block in others if block.kind == "heading"]
        # a heading with no text of its own is not the first of many
        alone = first[0].level not in levels or others[0].level == first[0].level
        if alone and first[0].level <= min(levels, default=first[0].level):
            return SessionPart(titled(first[0].text), (*notes, *others), first[0])
    if first and (line := _title_line(first[0], others, language)):
        rest = first[0].text[len(line) :].lstrip()
        below = (replace(first[0], runs=(TextRun(rest),)),) if rest else ()
        heading = replace(first[0], runs=(TextRun(line),))
        if below or others:
            return SessionPart(titled(line), (*notes, *below, *others), heading, supposed=bool(rest or notes))
    return SessionPart(_own_title(manuscript), manuscript.blocks)


def divided(manuscript: Manuscript) -> tuple[SessionPart, ...]:
    """A manuscript as several sessions: one for each of its highest headings, and one for what stands before these."""
    one = whole(manuscript)
    levels = [block.level for block in one.blocks if _may_be_title(block)]
    starts = [at for at, block in enumerate(one.blocks) if _may_be_title(block) and block.level == min(levels)]
    ends = [*starts[1:], len(one.blocks)]
    before = one.blocks[: starts[0]] if starts else one.blocks
    parts = [SessionPart(one.title, before, one.heading)] if before or one.heading else []
    for start, end in zip(starts, ends, strict=False):
        heading, below = one.blocks[start], one.blocks[start + 1 : end]
        parts.append(SessionPart(titled(heading.text), below, heading))
    return tuple(parts)


def _is_note(block: TextBlock, language: str) -> bool:
    """Whether a block and its first line are notes; a title may stand in one paragraph with a note."""
    line = replace(block, runs=(TextRun(block.text.partition("\n")[0]),))
    return block.kind != "heading" and all(
        cover_note(each, read_block(each, language), language) for each in {block, line}
    )


def highest_headings(blocks: Sequence[TextBlock]) -> int:
    """How many headings stand as high as any: as many sessions may be meant."""
    levels = [block.level for block in blocks if _may_be_title(block)]
    return levels.count(min(levels)) if levels else 0


def _may_be_title(block: TextBlock) -> bool:
    return block.kind == "heading" and 0 < len(titled(block.text)) <= _LONGEST_TITLE


def _title_line(block: TextBlock, others: Sequence[TextBlock], language: str) -> str:
    """The first line of a first paragraph, where it is short and has no end, among others that have theirs."""
    line, *below = block.text.split("\n")
    following = [*below, *(each.text for each in others[:_SEEN] if each.kind == "paragraph")]
    short = _TITLE_LINE.fullmatch(line) is not None and len(line.split()) <= _MOST_WORDS
    if block.kind != "paragraph" or not short or not any(map(_ENDED.search, following)):
        return ""
    alone = replace(block, runs=(TextRun(line),))
    pieces = read_block(alone, language)
    is_title = pieces == (SpokenWords(line),) and not cover_note(alone, pieces, language)
    return line if is_title and titled(line) else ""


def _own_title(manuscript: Manuscript) -> str:
    said = titled(manuscript.title or "")
    return said if said and len(said) <= _LONGEST_TITLE and not _NO_TITLE.fullmatch(said) else _of_name(manuscript.path)


def _of_name(path: Path) -> str:
    words = re.sub(r"^[\d\W_]+(?=[^\W\d_])", "", path.stem.replace("_", " ").replace("-", " "))
    line = one_line(words) or one_line(path.stem) or "Session"
    return line[:_LONGEST_TITLE] if not line.islower() else (line[0].upper() + line[1:])[:_LONGEST_TITLE]
