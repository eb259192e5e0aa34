"""Markdown, by way of the HTML that it stands for."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator
from typing import Final

from markdown_it import MarkdownIt
from markdown_it.common.html_blocks import block_names
from markdown_it.token import Token
from markdown_it.utils import EnvType

from audiogen.documents.html import LINE, read_html
from audiogen.documents.manuscript import TextRun
from audiogen.documents.page_parts import is_within_lines
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
_TAG: Final = re.compile(r"\s*<[/!?]?([a-z][a-z0-9-]*)?", re.IGNORECASE)


def read_markdown(text: str, *, tags: bool) -> RawManuscript:
    """The paragraphs of a text in Markdown (CommonMark with tables and deletions), at their lines in the file.

    Args:
        text: of the file.
        tags: whether HTML may stand in it; else all that stands between angle brackets belongs to its words.
    """
    if _DEEPER.search(text) or any(map(_is_too_much, _PARAGRAPH.split(text))):
        # no person writes such a text, and every word of it is read all the same
        return read_plain(text)
    reader = MarkdownIt("commonmark", {"maxNesting": _DEEPEST, "html": tags}).enable(["table", "strikethrough"])
    if not _ADDRESS.search(text):
        reader.disable("reference")
    found: EnvType = {}
    tokens = reader.parse(text, found)
    for token in tokens:
        if token.map and token.nesting == 1:
            token.attrSet(LINE, str(token.map[0] + 1))
    _keep_words_in_brackets(tokens)
    page = read_html(reader.renderer.render(tokens, reader.options, found))
    return RawManuscript((*page.passages, *_addresses(found)))


def _keep_words_in_brackets(tokens: Iterable[Token]) -> None:
    """Make text of what only looks like a tag of HTML."""
    for token in tokens:
        _keep_words_in_brackets(token.children or ())
        tag = _TAG.match(token.content)
        if token.type not in {"html_inline", "html_block"} or not tag or not tag[1] or _is_element(tag[1].casefold()):
            continue
        if token.type == "html_inline":
            token.type = "text"
        else:
            line = token.map[0] + 1 if token.map else 1
            token.content = f'<p {LINE}="{line}">{html.escape(token.content)}</p>\n'


def _is_element(name: str) -> bool:
    """Whether HTML has such a tag; what else stands between angle brackets was written to be read, like "<pause>"."""
    return name in block_names or is_within_lines(name)


def _is_too_much(paragraph: str) -> bool:
    return len(paragraph) > _LONGEST or paragraph.count("[") > _MOST_BRACKETS


def _addresses(found: EnvType) -> Iterator[Passage]:
    """What links lead to, which nobody sees on a page."""
    for label, about in found.get("references", {}).items():
        said = f"{label}: {about['href']} {about['title']}".strip()
        yield Passage("paragraph", (TextRun(said),), about["map"][0] + 1, reason="the address of a link")
