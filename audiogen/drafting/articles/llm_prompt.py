"""What a language model is asked, for one section of an article. The words are in llm_prompt.toml."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from audiogen.drafting.articles.llm_client import ChatMessage
from audiogen.drafting.articles.llm_compose import SessionFrame
from audiogen.drafting.articles.llm_guards import SafetyWords
from audiogen.drafting.articles.llm_reply import Reply
from audiogen.drafting.articles.sections import Section
from audiogen.drafting.articles.tables import table
from audiogen.script.cue_words import cue_words

MOST_LETTERS: Final = 8000
"""Of a section; small models read no more at a time, and its subject is plain long before."""
_MOST_REPEATED: Final = 12_000
"""In letters, of an answer that the model is shown again."""


@dataclass(frozen=True, slots=True)
class ImageField:
    """Where the image of a session comes from."""

    field: str
    """In words, for the model."""
    bed: str
    """What sounds behind the voice."""


def image_for(section: Section) -> ImageField:
    """The field for a section, so that neighbours have different ones, whatever became of the others."""
    images = table("llm_prompt.toml")["images"]
    return ImageField(**images[section.number % len(images)])


def first_question(
    section: Section, language: str, frame: SessionFrame, safety: SafetyWords
) -> tuple[ChatMessage, ChatMessage]:
    """The rules, and the section that they are to be applied to.

    The section comes as JSON, so that nothing in it can look like the end of it.
    """
    prompt = table("llm_prompt.toml")
    named = language_named(language)
    translations = (
        prompt["translations"].format(language=named, sentences=json.dumps(safety.all)) if safety.foreign else ""
    )
    system = prompt["system"].format(
        language=named,
        minutes=frame.minutes,
        image=image_for(section).field,
        # where there are no words for counts, tones alone guide the breath
        counted=", and it is counted at first" if cue_words(language) else ", along with two tones",
        prompts=frame.prompts,
        several="seven to nine" if frame.is_long else "three to five",
        few="four to six" if frame.is_long else "two",
        least=frame.least_words,
        most=frame.most_words,
        translations=translations.rstrip(),
    )
    material = {"section_title": section.title, "section_text": "\n".join(_within_limit(section.paragraphs))}
    # halves of letters, as some documents hold them, can be neither sent nor hashed
    told = json.dumps(material, ensure_ascii=False).encode(errors="replace").decode()
    return ChatMessage("system", system.strip()), ChatMessage("user", told)


def next_question(first: Sequence[ChatMessage], reply: Reply, mistakes: Sequence[str]) -> tuple[ChatMessage, ...]:
    """The same once more, with what is wrong with the last answer. Older answers are not repeated: room is scarce."""
    told = "\n".join(f"- {each}" for each in mistakes)
    asked = ChatMessage("user", table("llm_prompt.toml")["again"].format(mistakes=told).strip())
    answer = reply.text[:_MOST_REPEATED].strip()
    # an empty turn of its own is refused by some servers
    return (*first, ChatMessage("assistant", answer or "{}"), asked)


def told_of(reply: Reply) -> str:
    """What is wrong with an answer in which no form is found."""
    prompt = table("llm_prompt.toml")
    if reply.refused:
        return str(prompt["refused"])
    if reply.cut_off:
        return str(prompt["cut_off"])
    return str(prompt["unreadable"] if reply.text.strip() else prompt["empty"])


def language_named(tag: str) -> str:
    """A language as models know it: `German`, with the tag behind it."""
    from babel import Locale, UnknownLocaleError  # noqa: PLC0415 - reading it takes a tenth of a second

    try:
        name = Locale.parse(tag, sep="-").get_display_name("en")
    except (ValueError, UnknownLocaleError):
        name = None
    return f"{name} ({tag})" if name else tag


def _within_limit(paragraphs: Sequence[str]) -> Iterator[str]:
    """The paragraphs from the beginning that have room; of the first, as much as has."""
    left = MOST_LETTERS
    for paragraph in paragraphs:
        if len(paragraph) > left and left < MOST_LETTERS:
            return
        yield paragraph[:left]
        left -= len(paragraph)
