"""An article as words, and which of them say what it is about."""

from __future__ import annotations

import re
from typing import Final

from audiogen.drafting.articles.tables import table

WORD: Final = re.compile(r"[^\W\d_]+(?:['\u2019-][^\W\d_]+)*")
"""A word, with its apostrophes and hyphens."""

STOP_WORDS: Final = frozenset(word for words in table("stop_words.toml")["stop"].values() for word in words)
"""What no phrase holds: small words, verbs that lead to one, and what writers of articles say of anything."""
SMALL_WORDS: Final = frozenset(table("stop_words.toml")["stop"]["small"])
EMPTY: Final = frozenset(table("stop_words.toml")["empty"]["nouns"])
"""Nouns that say nothing by themselves: a phrase that is one of them alone is none."""
ADJECTIVES: Final = frozenset(table("stop_words.toml")["adjectives"]["words"])
PEOPLE: Final = frozenset(table("stop_words.toml")["people"]["words"])


def words_of(text: str) -> list[str]:
    """The words of a text in small letters."""
    return [word.replace("\u2019", "'").casefold() for word in WORD.findall(text)]


def content_words(text: str) -> list[str]:
    """Those of them that say what it is about."""
    return [word for word in words_of(text) if word not in STOP_WORDS and word not in EMPTY]


def stem(word: str) -> str:
    """A word without its commonest English endings: enough to know `rebuilding` and `rebuild` for one."""
    for ending in ("ing", "ed", "es", "s"):
        if word.endswith(ending) and len(word) - len(ending) >= 4:
            return word.removesuffix(ending)
    return word
