"""What is written about a draft: for those who choose what to hear, and for the author who goes on with it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from audiogen.drafting.articles.casting import Cast
from audiogen.drafting.articles.composing import Composition
from audiogen.drafting.articles.draft import Remark
from audiogen.drafting.articles.overlap import LONGEST_SHARED
from audiogen.drafting.articles.phrases import HEAVY
from audiogen.drafting.articles.prose import lines
from audiogen.drafting.articles.sections import Section
from audiogen.drafting.articles.slots import SlotFiller, capital
from audiogen.drafting.articles.subject import subject_of, without_number
from audiogen.drafting.articles.words import words_of
from audiogen.drafting.imported.wording import titled
from audiogen.script.model import Script
from audiogen.script.steps import spoken_texts

_FEW_WORDS: Final = 40
"""A section of fewer tells little of what it is about."""


@dataclass(frozen=True, slots=True)
class SpokenSubject:
    """What a session says that it is about."""

    text: str
    question: str = ""
    """What its author is asked about it; nothing where the title of the section tells it."""


def spoken_subject(section: Section) -> SpokenSubject:
    """What the title of a section tells, or else something that it names, or else nothing in particular."""
    told = subject_of(section.title, section.text)
    if told:
        return SpokenSubject(told)
    named = next((each.text for each in section.phrases if each.listed and each.kind != "action"), None)
    if named and not section.about_harm and HEAVY.isdisjoint(words_of(section.title)):
        question = f'What is this part about? "{capital(named)}" stands for it so far, from a list in it.'
        return SpokenSubject(named, question)
    return unnamed_subject(section)


def unnamed_subject(section: Section) -> SpokenSubject:
    """Words that stand for a subject which is not named."""
    heavy = section.about_harm or not HEAVY.isdisjoint(words_of(section.title))
    neutral = "a difficult matter" if heavy else "a small matter"
    return SpokenSubject(neutral, f'What is this part about? "{capital(neutral)}" stands for it so far.')


def section_name(section: Section, subject: SpokenSubject) -> str | None:
    """The title of the section, or what it is about where the title is a run of words or a placeholder."""
    title = titled(without_number(section.title))
    if section.title and not title:
        return capital(subject.text)
    if len(title.replace("-", " ").replace("'", " ").split()) < LONGEST_SHARED:
        return title or None
    return capital(subject.text)


def summary(composition: Composition) -> str:
    """The show notes of a session: its picture, what it asks, what comes into it, and its breath."""
    cast, slots = composition.cast, composition.slots
    breath = [cast.breathing] if composition.has("breath") else []
    return " ".join(
        slots.first([text]) for text in (cast.image.summary, slots.first([*cast.coming, ""]), *breath) if text
    )


def notes(section: Section, cast: Cast) -> dict[str, str]:
    """What a session touches on, and where its limits are."""
    words = [lines().guards[guard] for guard in section.guards]
    content = [f"Touches on {cast.path.touches}.", *(each.content for each in words)]
    care = [*(each.care for each in words), lines().care.strip()]
    return {"content": " ".join(filter(None, content)), "care": " ".join(care) + "\n"}


def remarks(section: Section, script: Script, slots: SlotFiller, subject: SpokenSubject) -> Iterator[Remark]:
    """What the author of a draft is told, and asked where something is uncertain."""
    told = f"A draft about part {section.number} of the article. Read it aloud, and change what is not yours."
    yield Remark(told, open=False)
    for guard in section.guards:
        yield Remark(lines().guards[guard].note, open=guard == "self-harm")
    length = len(words_of(section.text))
    if length < _FEW_WORDS:
        yield Remark(f"This part has {length} words, which tell little: does the session fit what you mean?")
    if subject.question:
        yield Remark(subject.question)
    if not section.intents:
        yield Remark("Nothing tells what a listener could do with this part: are these the right questions?")
    if not slots.taken:
        yield Remark("This part names nothing that could be put into questions: what of it should be heard here?")
    for at, step in enumerate(script.plain_steps):
        for phrase in slots.guessed(" ".join(spoken_texts(step).values())):
            yield Remark(f'Is "{phrase}" good to hear here? It was guessed from the article.', at)
