"""What is said for safety in a session that a language model has written. None of it is left to the model."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final, get_args

from audiogen.drafting.articles.sections import Section
from audiogen.drafting.articles.tables import table
from audiogen.drafting.articles.themes import Guard
from audiogen.script.language_tags import base_language

_ALWAYS: Final[tuple[Guard, ...]] = ("abuse", "forgiveness")
"""What is said in languages in which it cannot be known what an article touches on."""
_GUARDS: Final[tuple[Guard, ...]] = get_args(Guard)


@dataclass(frozen=True, slots=True)
class SafetyWords:
    """The sentences of one session."""

    care: str
    """For the notes."""
    spoken: tuple[str, ...]
    """Before anything else is asked of a listener."""
    foreign: bool = False
    """Whether they are English, and have to be translated first."""

    @property
    def all(self) -> tuple[str, ...]:
        """Those of the notes, then those that are spoken."""
        return self.care, *self.spoken


def safety_words(section: Section, language: str) -> SafetyWords:
    """What a session about a section has to say.

    Args:
        section: for what it touches on.
        language: of the article and of the session, as a tag of BCP 47.
    """
    known, base = table("llm_guards.toml"), base_language(language)
    words = known.get(base, known["en"])
    guards = _guards_of(section, base)
    return SafetyWords(words["care"], tuple(words[guard] for guard in guards), base not in known)


def _guards_of(section: Section, base: str) -> tuple[Guard, ...]:
    if base == "en":
        return section.guards
    cues, text = table("llm_guards.toml")["cues"].get(base), f"{section.title}\n{section.text}".casefold()
    found = {guard for guard in _GUARDS if re.search(rf"\b(?:{cues[guard]})\b", text)} if cues else set(_ALWAYS)
    return tuple(guard for guard in _GUARDS if guard in found | set(section.guards))
