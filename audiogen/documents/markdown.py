"""Markdown, by way of the HTML that it stands for."""

from __future__ import annotations

from typing import Final

from markdown_it import MarkdownIt

from audiogen.documents.html import LINE, read_html
from audiogen.documents.passages import RawManuscript

_DEEPEST: Final = 200
"""Quotes and lists within each other; what lies deeper would be lost without a word."""


def read_markdown(text: str) -> RawManuscript:
    """The paragraphs of a text in Markdown (CommonMark with tables and deletions), at their lines in the file."""
    reader = MarkdownIt("commonmark", {"maxNesting": _DEEPEST}).enable(["table", "strikethrough"])
    tokens = reader.parse(text)
    for token in tokens:
        if token.map and token.nesting == 1:
            token.attrSet(LINE, str(token.map[0] + 1))
    return read_html(reader.renderer.render(tokens, reader.options, {}))
