"""Phrases that belong to one person: where they are kept, and what messages say of them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from audiogen.cache.store import Cache
from audiogen.plan.cues import Utterance, Voiced
from audiogen.speech.engine import Speech

_SHOWN_CHARACTERS: Final = 60
_WORD: Final = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class OwnPhrases:
    """The phrases of a track that nobody else may hear: they are kept apart from all others, and never quoted."""

    cache: Cache
    """Where they are kept, and looked for."""
    written: Mapping[Utterance, str] = field(default_factory=dict, repr=False)
    """Each of them, and how it is written in the script, which is what messages quote."""
    expected_frames: Mapping[Voiced, int] = field(default_factory=dict, repr=False)
    """How long they are held to be when breaths and silences are decided, whoever hears the track."""


def without_words(phrase: Utterance, written: str, text: str, speech: Speech = ()) -> str:
    """A text with dots in place of the words of a phrase that its script does not have.

    Args:
        phrase: as it is said.
        written: as it stands in the script.
        text: what may quote the phrase.
        speech: what a voice is given of it.
    """
    said = (phrase.text, *(note.value for note in phrase.annotations), *(part.text for part in speech))
    private = _words(" ".join(said)) - _words(written)
    return _WORD.sub(lambda found: "…" if found[0].casefold() in private else found[0], text)


def _words(text: str) -> set[str]:
    return {word.casefold() for word in _WORD.findall(text)}


@dataclass(frozen=True, slots=True)
class Shelves:
    """Where each phrase of a track is kept, and how it may be quoted."""

    shared: Cache
    own: OwnPhrases | None

    def of(self, phrase: Voiced) -> Cache:
        """The cache of a phrase."""
        return self.own.cache if self.is_own(phrase) and self.own else self.shared

    def is_own(self, phrase: Voiced) -> bool:
        """Whether it is kept apart."""
        return self.own is not None and phrase in self.own.written

    def shown(self, phrase: Voiced) -> str:
        """A phrase as messages quote it."""
        text = phrase.text
        if self.own and isinstance(phrase, Utterance):
            text = self.own.written.get(phrase, text)
        return f'"{text}"' if len(text) <= _SHOWN_CHARACTERS else f'"{text[:_SHOWN_CHARACTERS]}…"'

    def told(self, phrase: Voiced, text: str, speech: Speech = ()) -> str:
        """What an engine says about a phrase, as it may be shown."""
        if self.own is None or not isinstance(phrase, Utterance) or phrase not in self.own.written:
            return text
        return without_words(phrase, self.own.written[phrase], text, speech)
