"""Finds the words of a sentence that a rule is about, and passes over those that are innocent where they stand."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, TypeAlias

from audiogen.check.craft.words.lists import ListedWording, WordLists, word_lists
from audiogen.check.craft.words.plain import plain

_Place: TypeAlias = tuple[int, int]
"""Where words begin and end in a sentence, in letters."""
_EDGES: Final = " ,;:\u2014.!?"
_SHORTEST: Final = 2
"""Letters of an acronym."""
_NEAR: Final = 2
"""In sentences, before and behind."""


@dataclass(frozen=True, slots=True)
class WordingFound:
    """Words that a rule is about."""

    rule: str
    words: str
    """As they stand in the sentence."""
    kind: str
    instead: str
    near: str
    """The name of a list of which something must stand near."""
    unless: str
    """The name of a list of which nothing may stand near."""


@lru_cache(maxsize=4096)
def wordings_in(text: str, language: str) -> tuple[WordingFound, ...]:
    """What all rules about wording find in one sentence, by itself.

    Args:
        text: the sentence.
        language: BCP 47; in one without word lists nothing is found.
    """
    lists = word_lists(language)
    found = tuple(_found(text, lists)) if lists else ()
    # "you must forgive" is graver than "you must", and is told once
    graver = [place for place, each in found if each.rule == "must-forgive"]
    return tuple(each for place, each in found if each.rule != "avoid-words" or not _overlaps(place, graver))


def stands_near(name: str, language: str, texts: Sequence[str], at: int) -> bool:
    """Whether a list has words in a sentence or in those around it.

    Args:
        name: of the list.
        language: BCP 47.
        texts: the sentences in their order.
        at: the index of the sentence.
    """
    lists = word_lists(language)
    around = texts[max(at - _NEAR, 0) : at + _NEAR + 1]
    return lists is not None and any(lists.expression(f"<{name}>").search(plain(text)) for text in around)


def _found(text: str, lists: WordLists) -> Iterator[tuple[_Place, WordingFound]]:
    said = plain(text)
    for rule, wordings in lists.wordings.items():
        taken: list[_Place] = []
        told: set[str] = set()
        for wording in wordings:
            if not any(each in said for each in wording.has):
                continue
            for place in _places(wording, said, lists):
                words = text[slice(*place)].strip(_EDGES)
                # the same words twice in one sentence are told once, and so are words within words; US is no pronoun
                acronym = words.isupper() and len(words) <= _SHORTEST
                if not (acronym or words.lower() in told or _overlaps(place, taken)):
                    told.add(words.lower())
                    taken.append(place)
                    yield place, WordingFound(rule, words, wording.kind, wording.instead, wording.near, wording.unless)


def _places(wording: ListedWording, said: str, lists: WordLists) -> Iterator[_Place]:
    find = wording.find or "|".join(map(re.escape, wording.has))
    innocent: list[_Place] | None = None
    for found in lists.expression(find).finditer(said):
        if innocent is None:
            innocent = [each.span() for each in lists.expression(wording.but).finditer(said)] if wording.but else []
        if not _overlaps(found.span(), innocent):
            yield found.span()


def _overlaps(place: _Place, others: Sequence[_Place]) -> bool:
    return any(start < place[1] and place[0] < end for start, end in others)
