"""What a section is about, in a word or two: what stands in its title behind all that titles begin with."""

from __future__ import annotations

import re
from typing import Final

from audiogen.drafting.articles.phrases import Phrase, is_plural
from audiogen.drafting.articles.words import ADJECTIVES, EMPTY, PEOPLE, STOP_WORDS, WORD, stem, words_of

_NUMBERED: Final = re.compile(
    r"^\W*(?:(?:step|part|chapter|section|tip|lesson|rule)\s+)?(?:\d+|[ivx]+)\s*[.):\u2013-]\s*", re.IGNORECASE
)
_LONGEST: Final = 3
"""In words: with four and its article, five words in a row would be the title's."""
_ARTICLES: Final = frozenset({"a", "an", "the"})


def subject_of(title: str, text: str, phrases: tuple[Phrase, ...]) -> str | None:
    """The subject of a section, as it may stand behind `about`; None where nothing tells it.

    Args:
        title: of the section, or of the article where that is one section; may be empty.
        text: of the section, which tells what comes back in it, and how it is written.
        phrases: of the section, one of which is its subject where the title tells none.
    """
    told = [stem(word) for word in words_of(text)]
    found = list(_things(_NUMBERED.sub("", title)))
    if found:
        return max(found, key=lambda thing: sum(map(told.count, map(stem, words_of(thing)))))
    return next((phrase.text for phrase in phrases if phrase.listed), None)


def _things(title: str) -> list[str]:
    """Runs of words of a title that name something, each with its article where it cannot stand without one."""
    found: list[str] = []
    words: list[str] = []
    before = ""
    for token in [*re.findall(rf"{WORD.pattern}|[^\w\s]", title.replace("\u2019", "'")), "."]:
        small = token if token.isupper() and len(token) > 1 else token.casefold()
        if WORD.fullmatch(token) and small.casefold() not in STOP_WORDS:
            words.append(small)
            continue
        found += filter(None, [_thing(words, before)])
        words, before = [], token.casefold()
    return found


def _thing(words: list[str], before: str) -> str | None:
    kept = list(words)
    while len(kept) > 1 and kept[0].endswith("ing") and kept[0].casefold() not in ADJECTIVES:
        kept.pop(0)
    while kept and kept[-1].casefold() in EMPTY:
        kept.pop()
    if not kept or kept[-1].casefold() in ADJECTIVES | PEOPLE or len(kept) > _LONGEST:
        return None
    article = before if before in _ARTICLES and not is_plural(kept[-1]) and kept == words else ""
    return " ".join(filter(None, [article, *kept]))
