"""Fills the slots of prose with what a section names: each phrase at most twice, and none that is in the subject."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from string import Template
from typing import Final

from audiogen.drafting.articles.phrases import OPENERS, NamedPhrase
from audiogen.drafting.articles.words import words_of

_SLOT: Final = re.compile(r"\$([A-Za-z]+?)(\d?)(?![A-Za-z0-9])")
_OFTEN: Final = 2
"""How many times a session uses a phrase."""
_KINDS: Final = frozenset({"feeling", "quality", "action", "thing", "any"})


class SlotFiller:
    """What the slots of one session are filled with, in the order of its text."""

    def __init__(self, phrases: Sequence[NamedPhrase], values: Mapping[str, str]) -> None:
        """Begin a session.

        Args:
            phrases: what the section names, the most fitting first.
            values: what other slots hold, like `subject` and `place`.
        """
        subject = set(words_of(values["subject"])) - OPENERS
        apart = [each for each in phrases if subject.isdisjoint(words_of(each.text))]
        sure = [each for each in apart if each.sure]
        # what is doubtful is better than nothing, and worse than to repeat what is not
        self._phrases = sure if len(sure) > 1 else apart
        self._values = values
        self._used = Counter[str]()

    def filled(self, text: str) -> str | None:
        """A text with its slots filled; None where the section names too little for it."""
        chosen: dict[str, NamedPhrase] = {}
        for name, number in _SLOT.findall(text):
            kind = name.casefold()
            if kind in _KINDS and f"{kind}{number}" not in chosen:
                phrase = self._next(kind, chosen.values())
                if phrase is None:
                    return None
                chosen[f"{kind}{number}"] = phrase
        self._used.update(phrase.text for phrase in chosen.values())
        values = {**self._values, **{slot: phrase.text for slot, phrase in chosen.items()}}
        capitals = {capital(slot): capital(value) for slot, value in values.items()}
        return Template(text).substitute(values | capitals)

    def first(self, texts: Iterable[str]) -> str:
        """The first of several texts whose slots can be filled.

        Raises:
            StopIteration: when none can; the last one of those in the tables always can.
        """
        return next(filled for text in texts if (filled := self.filled(text)) is not None)

    def guessed(self, text: str) -> list[str]:
        """The phrases in a text that may be no good ones."""
        return [each.text for each in self._phrases if not each.sure and self._used[each.text] and each.text in text]

    @property
    def taken(self) -> int:
        """How many phrases were used."""
        return len(self._used)

    def _next(self, kind: str, taken: Iterable[NamedPhrase]) -> NamedPhrase | None:
        free = [
            each
            for each in self._phrases
            if (each.kind == kind or (kind == "any" and each.kind != "action"))
            and each not in taken
            and self._used[each.text] < _OFTEN
        ]
        return min(free, key=lambda phrase: self._used[phrase.text], default=None)


def capital(text: str) -> str:
    """A text as it begins a sentence."""
    return text[:1].upper() + text[1:]
