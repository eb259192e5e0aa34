"""What a section asks for: what a session can do with it, and where it has to tread with care."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final, Literal, TypeAlias, get_args

from audiogen.drafting.articles.tables import table
from audiogen.drafting.articles.words import stem, words_of

Intent: TypeAlias = Literal["origin", "loop", "body", "word", "need", "voice", "near", "repair", "step", "support"]
"""Where something began; how it goes in circles; what the body does; which word fits; what is needed; saying it;
letting somebody nearer; mending; a small step; help from outside."""
Guard: TypeAlias = Literal["abuse", "forgiveness", "treatment", "self-harm", "trauma"]
"""Subjects of which no line is ever taken over, and which a listener is told of beforehand."""

_IN_TITLE: Final = 4
"""How many times as much a word of the title tells as one of the text."""
_CUES: Final[dict[Intent, frozenset[str]]] = {
    intent: frozenset(map(stem, table("themes.toml")["intents"][intent])) for intent in get_args(Intent)
}
_GUARDS: Final[dict[Guard, re.Pattern[str]]] = {
    guard: re.compile(rf"\b(?:{'|'.join(table('themes.toml')['guards'][guard])})\b", re.IGNORECASE)
    for guard in get_args(Guard)
}


def intents_of(title: str, paragraphs: Sequence[str]) -> tuple[Intent, ...]:
    """The intents that its words speak for, the strongest first; none where nothing tells."""
    in_title = [stem(word) for word in words_of(title)]
    in_text = [stem(word) for paragraph in paragraphs for word in words_of(paragraph)]
    told: dict[Intent, int] = {}
    for intent, cues in _CUES.items():
        told[intent] = _IN_TITLE * sum(word in cues for word in in_title) + sum(word in cues for word in in_text)
    found = [intent for intent, points in told.items() if points]
    return tuple(sorted(found, key=lambda intent: -told[intent]))


def guards_in(text: str) -> tuple[Guard, ...]:
    """The subjects that a text touches on and that ask for care."""
    return tuple(guard for guard, pattern in _GUARDS.items() if pattern.search(text))


def mentions(guard: Guard, text: str) -> int:
    """How many times a text touches on a subject that asks for care."""
    return len(_GUARDS[guard].findall(text))
