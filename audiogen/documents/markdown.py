"""Markdown, by way of the HTML that it stands for."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from markdown_it import MarkdownIt
from markdown_it.utils import EnvType

from audiogen.documents.html import LINE, read_html
from audiogen.documents.manuscript import TextRun
from audiogen.documents.passages import Passage, RawManuscript
from audiogen.documents.plain import read_plain

_DEEPEST: Final = 200
"""Quotes and lists within each other; what lies deeper would be lost without a word."""
_DEEPER: Final = re.compile(r"^(?:[ \t]*(?:[>*+-]|\d+[.)])){60}|^[ \t]{400}", re.MULTILINE)
_PARAGRAPH: Final = re.compile(r"\n\s*\n")
_LONGEST: Final = 50_000
_MOST_BRACKETS: Final = 3000
"""Characters and brackets of one paragraph; to find what belongs together in more of them takes minutes."""
_ADDRESS: Final = re.compile(r"^ {0,3}\[[^\]\n]+\]:\s*\S*[/.#@:]", re.MULTILINE)
"""What a link leads to, written apart from it. Where there is none, "[Anna]: Yes" is something that is said."""


def read_markdown(text: str) -> RawManuscript:
    """The paragraphs of a text in Markdown (CommonMark with tables and deletions), at their lines in the file."""
    if _DEEPER.search(text) or any(map(_is_too_much, _PARAGRAPH.split(text))):
        # no person writes such a text, and every word of it is read all the same
        return read_plain(text)
    reader = MarkdownIt("commonmark", {"maxNesting": _DEEPEST}).enable(["table", "strikethrough"])
    if not _ADDRESS.search(text):
        reader.disable("reference")
    found: EnvType = {}
    tokens = reader.parse(text, found)
    for token in tokens:
        if token.map and token.nesting == 1:
            token.attrSet(LINE, str(token.map[0] + 1))
    page = read_html(reader.renderer.render(tokens, reader.options, found))
    return RawManuscript((*page.passages, *_addresses(found)))


def _is_too_much(paragraph: str) -> bool:
    return len(paragraph) > _LONGEST or paragraph.count("[") > _MOST_BRACKETS


def _addresses(found: EnvType) -> Iterator[Passage]:
    """What links lead to, which nobody sees on a page."""
    for label, about in found.get("references", {}).items():
        said = f"{label}: {about['href']} {about['title']}".strip()
        yield Passage("paragraph", (TextRun(said),), about["map"][0] + 1, reason="the address of a link")
