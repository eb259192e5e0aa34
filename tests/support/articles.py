"""An article about a garden, for tests of what is drafted about articles."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from support.documents import heading, paragraph
from support.repository import ROOT

from audiogen.documents.manuscript import Manuscript, TextBlock
from audiogen.drafting.articles.sections import Article, article_of

GARDEN: Final[tuple[tuple[str, str], ...]] = tuple(
    (each["title"], " ".join(each["text"].split()))
    for each in tomllib.loads((ROOT / "tests/golden/garden.toml").read_text(encoding="utf-8"))["section"]
)
"""Titles and texts of its sections."""


def garden_blocks() -> list[TextBlock]:
    """The article with its title, an introduction and what stands behind its last section."""
    blocks = [heading("Starting a garden"), paragraph("A garden is a slow teacher, and a patient one.")]
    for title, text in GARDEN:
        blocks += [heading(title, 2), paragraph(text)]
    return [*blocks, heading("About the author", 2), paragraph("She writes about gardens and other slow things.")]


def manuscript(blocks: Sequence[TextBlock], *, language: str | None = "en") -> Manuscript:
    """What a file with these blocks says."""
    return Manuscript(Path("article.txt"), tuple(blocks), language=language)


def garden() -> Article:
    """The article."""
    return article_of(manuscript(garden_blocks()))


def article_about(text: str, title: str = "On Paper Boats") -> Article:
    """An article of one section."""
    return article_of(manuscript([heading(title), paragraph(text)]))
