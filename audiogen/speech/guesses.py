"""The words whose sound a voice can only guess, each with the reason and the remedy."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from audiogen.plan.cues import Utterance
from audiogen.script.notation.pasted import doubtful_marks
from audiogen.speech.engine import Engine, Fragment
from audiogen.speech.phrase import Phrasing
from audiogen.speech.words.dictionary import ipa_only_warning, unknown_word_warning
from audiogen.speech.words.respelling import unreadable, unreadable_message

_NO_WORD: Final = "zorquaxibble"
"""No dictionary has it, so that a voice that knows it has none."""


@dataclass(frozen=True, slots=True)
class Guess:
    """A word that may be said otherwise than it is meant."""

    word: str
    """As written."""
    message: str
    """Why, and what to do."""
    unknown: bool = False
    """Whether it is none of the words that the voice knows."""


def knows_words(engine: Engine, language: str) -> bool:
    """Whether a voice tells which words of a language it does not know."""
    return bool(engine.unknown_words((Fragment(_NO_WORD),), language))


def guesses(utterance: Utterance, engine: Engine, phrasing: Phrasing) -> Iterator[Guess]:
    """A word and a sentence for each word of a phrase that is not sure to be said right.

    Args:
        utterance: a phrase that the voice can say.
        engine: the voice, which is the utterance's own.
        phrasing: whose lexicon may explain words.
    """
    lexicon, language = phrasing.lexicon, utterance.language
    unknown = engine.unknown_words(phrasing.unexplained(utterance), language)
    also = lexicon.words(language) if unknown else frozenset()
    for word in unknown:
        yield Guess(word, unknown_word_warning(word, language, engine.name, also), unknown=True)
    yield from _unreadable(utterance)
    yield from (Guess(undecided.word, undecided.remedy) for undecided in phrasing.undecided(utterance))
    for mark in doubtful_marks(utterance.text):
        yield Guess(utterance.text[mark.offset :].split(" ")[0], mark.message)
    if not engine.takes_ipa:
        ipa_only = lexicon.ipa_only_words(utterance.text, language)
        yield from (Guess(word, ipa_only_warning(word, engine.name)) for word in ipa_only)


def _unreadable(utterance: Utterance) -> Iterator[Guess]:
    """A sentence for each respelling in the text of which a syllable cannot be read."""
    for note in utterance.annotations:
        syllable = unreadable(note.value, utterance.language) if note.kind == "respelling" else None
        if syllable is not None:
            word = utterance.text[note.start : note.end]
            yield Guess(word, f"[{word}]({note.value}): {unreadable_message(syllable)}")
