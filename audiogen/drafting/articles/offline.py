"""Writes the drafts of an article without help from outside: prose of the tables, filled with what sections name."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Final

from audiogen.drafting.articles.casting import Cast, casts
from audiogen.drafting.articles.composing import SHORT_MINUTES, Composition
from audiogen.drafting.articles.draft import Asked, Drafted, Remark, taken_over
from audiogen.drafting.articles.prose import lines
from audiogen.drafting.articles.sections import Section
from audiogen.drafting.articles.slots import SlotFiller
from audiogen.drafting.articles.subject import subject_of
from audiogen.drafting.articles.words import words_of
from audiogen.errors import AudiogenError
from audiogen.script.model import Origin, Script
from audiogen.script.steps import StepPlace, spoken_texts

_ATTEMPTS: Final = 12
_FEW_WORDS: Final = 40
"""A section of fewer tells little of what it is about."""
_NO_PLACE: Final = Path("draft.yaml")


def write_from_templates(section: Section, asked: Asked) -> Drafted:
    """The session about a section.

    Raises:
        AudiogenError: when whatever is chosen has words in a row from the article.
    """
    for attempt in range(_ATTEMPTS):
        cast = casts(asked.article, attempt)[section.number - 1]
        drafted = _drafted(section, asked, cast)
        if not taken_over(drafted, asked.article):
            return drafted
    message = f'"{section.title}": nothing could be drafted without words in a row from the article'
    raise AudiogenError(message, hint="Leave it out with --sections, or write a session with `audiogen add`.")


def _drafted(section: Section, asked: Asked, cast: Cast) -> Drafted:
    told = subject_of(section.title, section.text, section.phrases)
    slots = SlotFiller(section.phrases, _values(told or "this", asked.minutes, cast))
    steps = tuple(Composition(cast, slots, section.guards, asked.minutes).steps())
    title = slots.first([cast.image.title])
    script = Script.model_validate(
        {
            "slug": "draft",
            "origin": Origin(
                _NO_PLACE, section.number, tuple(StepPlace(_NO_PLACE, ("steps", at), 1) for at in range(len(steps)))
            ),
            "title": title,
            "section": _named(section, told),
            "summary": _summary(cast, slots),
            "target": f"{asked.minutes}m",
            "bed": {"sound": cast.image.bed},
            "notes": _notes(section, cast),
            "steps": steps,
        }
    )
    return Drafted(script, tuple(_remarks(section, script, slots, told)))


def _values(subject: str, minutes: int, cast: Cast) -> dict[str, str]:
    half, minute = "half a minute", "about a minute"
    return {
        "subject": subject,
        "minutes": f"{lines().numbers[minutes]} minutes",
        "warning": cast.path.warning,
        "stay": cast.image.stay,
        "place": cast.image.place,
        "span": half if minutes <= SHORT_MINUTES else minute,
    }


def _named(section: Section, subject: str | None) -> str | None:
    """The title of the section, or what it is about where the title would be five words in a row of the article."""
    if len(section.title.replace("-", " ").split()) < 5:
        return section.title or None
    return subject[:1].upper() + subject[1:] if subject else None


def _summary(cast: Cast, slots: SlotFiller) -> str:
    named = slots.filled("$Any and $any2 may come into it.") or slots.filled("$Any may come into it.") or ""
    asked = f"In it are a few questions about {cast.path.asked}."
    breath = f"With {cast.breath.told}, which may be skipped."
    return " ".join(filter(None, [cast.image.picture, asked, named, breath]))


def _notes(section: Section, cast: Cast) -> dict[str, str]:
    words = [lines().guards[guard] for guard in section.guards]
    content = [f"Touches on {cast.path.touches}.", *(each.content for each in words)]
    care = [*(each.care for each in words), lines().care.strip()]
    return {"content": " ".join(filter(None, content)), "care": " ".join(care) + "\n"}


def _remarks(section: Section, script: Script, slots: SlotFiller, subject: str | None) -> Iterator[Remark]:
    yield Remark(
        f"A draft for part {section.number} of the article. Read it aloud, and change what is not yours.", open=False
    )
    for guard in section.guards:
        yield Remark(lines().guards[guard].note, open=False)
    length = len(words_of(section.text))
    if length < _FEW_WORDS:
        yield Remark(f"This part has {length} words, which tell little: does the session fit what you mean?")
    if subject is None:
        yield Remark('Nothing tells what this part is about: put it in place of the word "this".')
    if not section.intents:
        yield Remark("Nothing tells what a listener could do with this part: are these the right questions?")
    if not slots.taken:
        yield Remark("This part names nothing that could be put into questions: what of it should be heard here?")
    for at, step in enumerate(script.plain_steps):
        for phrase in slots.guessed(" ".join(spoken_texts(step).values())):
            yield Remark(f'Is "{phrase}" good to hear here? It was guessed from the article.', at)
