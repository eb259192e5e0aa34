"""A word that is written alike and said in two ways: its senses, and what each of them is known by."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Flag, auto
from typing import Final

from audiogen.speech.words.endings import english_s
from audiogen.speech.words.heteronyms.pattern import Lists, Pattern, patterns


class Part(Flag):
    """What a word may be in its sentence."""

    NOUN = auto()
    ADJECTIVE = auto()
    ADVERB = auto()
    BASE = auto()
    """A verb that is not in the past: read, reads, reading."""
    PAST = auto()
    """A verb in the past, or its participle."""
    VERB = BASE | PAST
    ANY = NOUN | ADJECTIVE | ADVERB | VERB


EVERY_LANGUAGE: Final = "any"
PARTS: Final = {part: Part[part] for part in ("NOUN", "ADJECTIVE", "ADVERB", "BASE", "PAST", "VERB")}
"""By the names that patterns use."""
NO_PART: Final = Part(0)
_WITH_S: Final = Part.NOUN | Part.BASE
"""What an s may end: winds is no adjective."""


@dataclass(frozen=True, slots=True)
class Sense:
    """One of the ways in which a word is said."""

    meaning: str
    """In a few words, for the author who must choose; empty when the part of speech says enough."""
    ipa: str
    say: str = ""
    """A respelling, for voices that take no sounds, and for the remedy that an author is given."""
    when: tuple[str, ...] = ()
    """The patterns of the words around it, as they are written."""
    parts: Part = NO_PART
    otherwise: bool = False
    """Whether it is meant, beyond doubt, wherever nothing fits."""


@dataclass(frozen=True, slots=True)
class Heteronym:
    """A word of one language and its senses, the commonest first."""

    language: str
    """BCP 47 in lower case."""
    word: str
    """Small letters stand for capitals, too; capitals only for themselves."""
    senses: tuple[Sense, ...]
    own: bool = False
    """Whether the author of the show wrote it."""

    def ranked(self, lists: Lists) -> tuple[tuple[Pattern, Sense], ...]:
        """All patterns with their senses, those first that name the most words.

        Args:
            lists: the lists of words that patterns may name.
        """
        pairs = (
            (pattern, sense) for sense in self.senses for written in sense.when for pattern in patterns(written, lists)
        )
        return tuple(sorted(pairs, key=lambda pair: -pair[0].named))

    def possible(self, ending: str) -> tuple[Sense, ...]:
        """The senses that may have this ending."""
        if not ending:
            return self.senses
        wanted = Part.NOUN if ending == "'s" else _WITH_S
        fitting = tuple(sense for sense in self.senses if not sense.parts or sense.parts & wanted)
        return fitting or self.senses


def with_ending(ipa: str, ending: str) -> str:
    """The sounds of a word with an ending, which is empty, s or 's."""
    return ipa + (english_s(ipa) if ending else "")
