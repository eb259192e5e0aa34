"""Writes the drafts of an article without help from outside: prose of the tables, filled with what sections name."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from audiogen.drafting.articles.casting import Cast, casts
from audiogen.drafting.articles.composing import PARTS, Composition
from audiogen.drafting.articles.draft import Asked, Drafted, taken_over
from audiogen.drafting.articles.least import least_s
from audiogen.drafting.articles.prose import lines
from audiogen.drafting.articles.sections import Article, Section
from audiogen.drafting.articles.slots import SlotFiller
from audiogen.drafting.articles.subject import in_title
from audiogen.drafting.articles.telling import (
    SpokenSubject,
    notes,
    remarks,
    section_name,
    spoken_subject,
    summary,
    unnamed_subject,
)
from audiogen.errors import AudiogenError
from audiogen.names import quotable
from audiogen.script.blocks import Written
from audiogen.script.model import Origin, Script
from audiogen.script.step_place import StepPlace

_ATTEMPTS: Final = 12
_FILLED: Final = 0.96
"""How much of the length a draft holds at the least: the rest is for silences, and for voices that take longer."""
_NO_PLACE: Final = Path("draft.yaml")


def write_from_templates(section: Section, asked: Asked) -> Drafted:
    """The session about a section.

    Raises:
        AudiogenError: when whatever is chosen has words in a row from the article.
    """
    # with the subject, four words around it may be those of the article; with other words, they are not
    for subject in (spoken_subject(section), unnamed_subject(section)):
        for cast in _choices(section, asked.article):
            drafted = _drafted(section, asked, cast, subject)
            if not taken_over(drafted, asked.article):
                return drafted
    message = f'"{quotable(section.title)}": nothing could be drafted without words in a row from the article'
    raise AudiogenError(message, hint="Leave it out with --sections, or write a session with `audiogen add`.")


def _choices(section: Section, article: Article) -> Iterator[Cast]:
    """The prose for a section; where that will not do, other prose, none of it with a picture of another section."""
    first = casts(article)
    yield first[section.number - 1]
    others = {cast.image.name for cast in first if cast is not first[section.number - 1]}
    for attempt in range(1, _ATTEMPTS):
        cast = casts(article, attempt)[section.number - 1]
        if cast.image.name not in others or attempt > _ATTEMPTS // 2:
            yield cast


def _drafted(section: Section, asked: Asked, cast: Cast, subject: SpokenSubject) -> Drafted:
    composition, steps = _fitting(section, asked, cast, subject.text)
    slots = composition.slots
    places = tuple(StepPlace(_NO_PLACE, ("steps", at), 1) for at in range(len(steps)))
    script = Script.model_validate(
        {
            "slug": "draft",
            "origin": Origin(_NO_PLACE, section.number, places),
            "title": slots.first([cast.image.title]),
            "section": section_name(section, subject),
            "summary": summary(composition),
            "target": f"{asked.minutes}m",
            "bed": {"sound": cast.image.bed},
            "notes": notes(section, cast),
            "steps": steps,
        }
    )
    return Drafted(script, tuple(remarks(section, script, slots, subject)))


def _fitting(section: Section, asked: Asked, cast: Cast, subject: str) -> tuple[Composition, tuple[Written, ...]]:
    """As many of the steps as the length has room for."""
    values = {
        "subject": subject,
        "title": in_title(subject),
        "minutes": f"{lines().numbers[asked.minutes]} minutes",
        "warning": cast.path.warning,
        "asked": cast.path.asked,
        "told": cast.breath.told,
        "stay": cast.image.stay,
        "place": cast.image.place,
    }

    def composed(left_out: int) -> tuple[Composition, tuple[Written, ...]]:
        slots = SlotFiller(section.phrases, values)
        composition = Composition(cast, slots, section.guards, frozenset(PARTS[:left_out]))
        return composition, tuple(composition.steps())

    def fits(left_out: int) -> bool:
        return least_s(composed(left_out)[1]) <= asked.minutes * 60 * _FILLED

    return composed(bisect_left(range(len(PARTS)), x=True, key=fits))
