"""The sections of an article: what each is about, in its own phrases, and what asks for care in it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from statistics import median
from typing import Final

from audiogen.documents.manuscript import Manuscript, TextBlock
from audiogen.drafting.articles.phrases import NamedPhrase, phrases_of
from audiogen.drafting.articles.tables import table
from audiogen.drafting.articles.themes import Guard, Intent, guards_in, intents_of, mentions
from audiogen.drafting.articles.words import content_words, stem, words_of


@dataclass(frozen=True, slots=True)
class Section:
    """A part of an article that a session can be about."""

    number: int
    """Its place in the article, from 1."""
    title: str
    """As it stands in the article; empty where there is none."""
    paragraphs: tuple[str, ...]
    phrases: tuple[NamedPhrase, ...]
    """What it names, the most fitting ones first; none that a listener should not be met with unprepared."""
    intents: tuple[Intent, ...]
    """What a session can do with it, the most fitting first."""
    guards: tuple[Guard, ...]
    """What it touches on that asks for care."""
    about_harm: bool
    """Whether harm between people, or to oneself, is its subject: then nobody is asked for a part of one's own."""
    line: int
    """Where it begins, from 1, as the blocks of its manuscript count."""

    @property
    def text(self) -> str:
        """All its paragraphs."""
        return "\n".join(self.paragraphs)


@dataclass(frozen=True, slots=True)
class Article:
    """An article, as drafts are made from it."""

    title: str | None
    text: str
    """Every word of it, titles and what is in no section too: none of its sentences may be in a draft."""
    sections: tuple[Section, ...]
    passed_over: tuple[str, ...] = ()
    """Titles of parts that no session is about, like a list of sources."""


@dataclass(frozen=True, slots=True)
class _TitledPart:
    """A title with what stands below it."""

    heading: TextBlock | None
    blocks: tuple[TextBlock, ...]

    @property
    def title(self) -> str:
        return " ".join(self.heading.text.split()) if self.heading else ""

    @property
    def text(self) -> str:
        return "\n".join(block.text for block in self.blocks)


def article_of(manuscript: Manuscript) -> Article:
    """What a manuscript says as an article. It has no section where it has no text.

    A section is what stands below each title of the level that has several, or all of it.
    """
    title, parts = _parts(manuscript)
    passed = [part for part in parts if _is_apparatus(part.title)]
    kept = [part for part in parts if part not in passed and any(block.kind != "heading" for block in part.blocks)]
    text = "\n".join(block.text for block in manuscript.blocks)
    named = title or manuscript.title
    sections = tuple(_section(number, part, kept, named) for number, part in enumerate(kept, 1))
    return Article(named, text, sections, tuple(part.title for part in passed))


def _parts(manuscript: Manuscript) -> tuple[str | None, list[_TitledPart]]:
    """The title of the article, and its parts. What stands before the first title introduces them and is no part."""
    headings = [block for block in manuscript.blocks if block.kind == "heading"]
    levels = sorted({block.level for block in headings})
    level = next((each for each in levels if sum(block.level == each for block in headings) > 1), None)
    above = [block for block in headings if level is None or block.level < level]
    title = " ".join(above[0].text.split()) if above else None
    if level is None and len(headings) <= 1:
        blocks = tuple(block for block in manuscript.blocks if block.kind != "heading")
        return title, [_TitledPart(headings[0] if headings else None, blocks)]
    if level is None:
        # one title of each level: the lowest that is no title of the whole holds the text
        level = levels[-1]
    parts = list(_split(manuscript.blocks, level))
    if title is None and parts[0].heading is manuscript.blocks[0] and _names_all(parts[0], parts[1:]):
        return parts[0].title, parts[1:]
    return title, parts


def _names_all(first: _TitledPart, others: Sequence[_TitledPart]) -> bool:
    """Whether a title at the very top is that of all, with an introduction, although it stands as high as the others.

    In plain text, and in many a document of Word, nothing else tells: the introduction is much shorter than the rest,
    or it is shorter, and what it is called comes back in most of them.
    """
    usual = median(len(words_of(part.text)) for part in others)
    length, named = len(words_of(first.text)), {stem(word) for word in content_words(first.title)}
    back = sum(not named.isdisjoint(map(stem, words_of(part.text))) for part in others)
    return length < usual / 2 or (length < usual and bool(named) and back > len(others) / 2)


def _split(blocks: Sequence[TextBlock], level: int) -> Iterator[_TitledPart]:
    starts = [at for at, block in enumerate(blocks) if block.kind == "heading" and block.level == level]
    for begin, end in zip(starts, [*starts[1:], len(blocks)], strict=True):
        yield _TitledPart(blocks[begin], tuple(blocks[begin + 1 : end]))


def _is_apparatus(title: str) -> bool:
    return " ".join(words_of(title)) in _APPARATUS


def _section(number: int, part: _TitledPart, parts: Sequence[_TitledPart], title: str | None) -> Section:
    others = [each.title for each in parts if each is not part]
    paragraphs = tuple(" ".join(_ADDRESS.sub("", block.text).split()) for block in part.blocks)
    if len(paragraphs) > 1 and _looks_back(paragraphs[-1], others):
        paragraphs = paragraphs[:-1]
    own = part.title or (title or "")
    # what the whole article is about weighs on each of its parts, although not every part says it
    guards = guards_in("\n".join((title or "", own, *paragraphs)))
    line = part.heading.line if part.heading else part.blocks[0].line
    phrases, about_harm = (
        phrases_of(own, paragraphs),
        _is_about_harm(guards, "\n".join((own, *paragraphs)), title or ""),
    )
    if about_harm:
        phrases = tuple(each for each in phrases if each.kind in {"feeling", "quality"})
    return Section(number, own, paragraphs, phrases, intents_of(own, paragraphs), guards, about_harm, line)


def _is_about_harm(guards: Sequence[Guard], text: str, title: str) -> bool:
    """Whether a part is about harm, and not only mentions it; all parts of an article whose title names it are."""
    return "self-harm" in guards or mentions("abuse", text) >= _SUBJECT or bool(mentions("abuse", title))


def _looks_back(paragraph: str, titles: Sequence[str]) -> bool:
    """Whether a last paragraph sums up the whole article: it names what several other parts are about."""
    words = set(words_of(paragraph))
    named = sum(bool(title) and set(content_words(title)) <= words for title in titles)
    return named >= _SUMMED_UP and named >= len(titles) / 3


_APPARATUS: Final = frozenset(table("stop_words.toml")["apparatus"])
"""Titles of what is no subject."""
_ADDRESS: Final = re.compile(r"\S+@\S+\.\w+|(?:https?://|www\.)\S+", re.IGNORECASE)
"""Of mail or of a page: nobody wants to hear it, or a piece of it."""
_SUMMED_UP: Final = 2
_SUBJECT: Final = 3
"""A section that speaks so many times of harm is about it."""
