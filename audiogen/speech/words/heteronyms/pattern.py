"""Patterns of words around a word: `the _`, `_ down`, `let .. _`. docs/pronunciation.md explains them to authors."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from typing import Final, Literal, TypeAlias

from audiogen.speech.words.heteronyms.sentence import MARK, Words

_WIDEST_GAP: Final = 3
"""Words that `..` stands for at most."""
CAPITAL: Final = "CAPITAL"
"""In place of a pattern: wherever the word has a capital, but at the beginning of a sentence."""
_EXACT: Final = 9
"""Named words that a capital counts as."""
_ITSELF: Final = re.compile(r"_s?")
_WORD: Final = re.compile(r"\*?[^\W\d_]*(?:['\u2019-][^\W\d_]*)*", re.UNICODE)
_LIST: Final = re.compile(r"[A-Z]{2,}")

Lists: TypeAlias = Mapping[str, frozenset[str]]
"""Words under names in capitals."""


@dataclass(frozen=True, slots=True)
class _Slot:
    """What a pattern has at one place."""

    kind: Literal["words", "any", "gap"]
    words: frozenset[str] = frozenset()
    endings: tuple[str, ...] = ()

    def fits(self, word: str) -> bool:
        if word in self.words:
            return True
        return word != MARK and (self.kind == "any" or bool(self.endings and word.endswith(self.endings)))


@dataclass(frozen=True, slots=True)
class Pattern:
    """Words before and behind a word."""

    before: tuple[_Slot, ...]
    """The nearest first."""
    behind: tuple[_Slot, ...]
    named: int
    """How many words and marks it names: of two patterns that fit, the more exact one decides."""
    ending: str | None = None
    """The ending that the word must have; None for any."""
    capital: bool = False
    """Whether the word must have a capital that is not that of a sentence's beginning."""

    def fits(self, words: Words, at: int, ending: str) -> bool:
        """Whether it fits the word at a place, which has this ending: s, 's, or none."""
        if self.ending is not None and self.ending != ending:
            return False
        if self.capital and (not words.texts[at][:1].isupper() or words.starts_sentence(at)):
            return False
        return _fit(self.before, words.folded, at - 1, -1) and _fit(self.behind, words.folded, at + 1, 1)


def patterns(written: str, lists: Lists) -> tuple[Pattern, ...]:
    """The pattern that is written, and its variants where some of its words may be left out.

    Raises:
        ValueError: when it cannot be read; the message says why, for the author.
    """
    if written == CAPITAL:
        return (Pattern((), (), _EXACT, capital=True),)
    signs = written.split()
    if sum(bool(_ITSELF.fullmatch(sign)) for sign in signs) != 1:
        message = f'"{written}": write _ once, for the word itself, and the words around it'
        raise ValueError(message)
    return tuple(_pattern(variant, lists) for variant in _variants(signs))


def _variants(signs: Sequence[str]) -> Iterator[tuple[str, ...]]:
    choices = [("", sign[1:-1]) if sign.startswith("(") and sign.endswith(")") else (sign,) for sign in signs]
    for choice in product(*choices):
        yield tuple(filter(None, choice))


def _pattern(signs: Sequence[str], lists: Lists) -> Pattern:
    place = next(index for index, sign in enumerate(signs) if _ITSELF.fullmatch(sign))
    before = tuple(_step(sign, lists) for sign in reversed(signs[:place]))
    behind = tuple(_step(sign, lists) for sign in signs[place + 1 :])
    named = sum(step.kind == "words" for step in (*before, *behind))
    return Pattern(before, behind, named, "s" if signs[place] == "_s" else None)


def _step(sign: str, lists: Lists) -> _Slot:
    if sign == "*":
        return _Slot("any")
    if sign == "..":
        return _Slot("gap")
    words: set[str] = set()
    endings: list[str] = []
    for each in sign.split("|"):
        if _LIST.fullmatch(each):
            if each not in lists:
                known = ", ".join(sorted(lists))
                message = f"{each} is no list of words; there are {known}. A part of speech stands alone, like VERB"
                raise ValueError(message)
            words |= lists[each]
        elif each == MARK:
            words.add(MARK)
        elif each in {"", "*"} or not _WORD.fullmatch(each):
            signs = "a|b for one of two, (a) for what may be missing, * for any word, .. for a few, . for a mark"
            message = f'"{sign}" is no word; write words, {signs}'
            raise ValueError(message)
        elif each.startswith("*"):
            endings.append(each[1:].lower())
        else:
            words.add(each.lower().replace("\u2019", "'"))
    return _Slot("words", frozenset(words), tuple(endings))


def _fit(steps: tuple[_Slot, ...], words: Sequence[str], at: int, direction: int) -> bool:
    for index, step in enumerate(steps):
        if step.kind == "gap":
            rest = steps[index + 1 :]
            return any(_fit(rest, words, place, direction) for place in _gap_ends(words, at, direction))
        if not step.fits(words[at] if 0 <= at < len(words) else MARK):
            return False
        at += direction
    return True


def _gap_ends(words: Sequence[str], at: int, direction: int) -> Iterator[int]:
    """The places at which a gap may end: behind none, one, two or three words, and before any mark."""
    for _ in range(_WIDEST_GAP + 1):
        yield at
        if not 0 <= at < len(words) or words[at] == MARK:
            return
        at += direction
