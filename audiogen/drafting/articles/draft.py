"""A draft: a script about a section of an article, and what its author is asked to look at."""

from __future__ import annotations

import textwrap
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final, TypeAlias

from audiogen.drafting.articles.overlap import shared_runs
from audiogen.drafting.articles.sections import Article, Section
from audiogen.script.dump import Remarks, dump_script
from audiogen.script.model import Script
from audiogen.script.steps import spoken_texts


@dataclass(frozen=True, slots=True)
class Remark:
    """Something about a draft that its author is told in a comment."""

    text: str
    """A sentence or two, on one line, with no run of words of the article."""
    step: int | None = None
    """The step that it is about, from 0; None for what is about all of it."""
    open: bool = True
    """Whether it asks for an answer: a TODO. What does not is a note."""


@dataclass(frozen=True, slots=True)
class Drafted:
    """A script with the remarks on it."""

    script: Script
    remarks: tuple[Remark, ...] = ()


@dataclass(frozen=True, slots=True)
class Asked:
    """What a draft is asked for."""

    article: Article
    minutes: int
    """The length of the session."""


SectionWriter: TypeAlias = Callable[[Section, Asked], Drafted]
"""Writes the session about a section: from templates, or with a model's help."""

_WIDTH: Final = 100
"""Of a remark, in letters."""


def texts_of(script: Script) -> Iterator[str]:
    """All that people read or hear of a script, in the order of its file."""
    yield from filter(None, (script.title, script.section, script.summary, script.notes.content, script.notes.care))
    for step in script.plain_steps:
        yield from filter(None, (getattr(step, "chapter", None), *spoken_texts(step).values()))


def taken_over(drafted: Drafted, article: Article) -> tuple[str, ...]:
    """The runs of five or more words that a draft has from the article; none in one that may be written."""
    return shared_runs(article.text, [*texts_of(drafted.script), *(each.text for each in drafted.remarks)])


def file_text(drafted: Drafted) -> str:
    """The file of a draft: the script, with its remarks as comments where they belong."""
    of_steps = {each.step for each in drafted.remarks} - {None}
    steps = {step: [*_told(drafted.remarks, step)] for step in of_steps if step is not None}
    return dump_script(drafted.script, Remarks([*_told(drafted.remarks, None)], {}, steps))


def _told(remarks: Sequence[Remark], step: int | None) -> Iterator[str]:
    for each in remarks:
        if each.step == step:
            yield textwrap.fill(f"TODO {each.text}" if each.open else each.text, _WIDTH)
