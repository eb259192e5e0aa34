"""The words whose sound a voice can only guess, each with the reason and the remedy."""

from __future__ import annotations

from collections.abc import Iterator

from audiogen.plan.cues import Utterance
from audiogen.speech.engine import Engine
from audiogen.speech.phrase import Phrasing
from audiogen.speech.words.dictionary import ipa_only_warning, unknown_word_warning


def guesses(utterance: Utterance, engine: Engine, phrasing: Phrasing) -> Iterator[str]:
    """A sentence for each word of a phrase that is not sure to be said right.

    Args:
        utterance: a phrase that the voice can say.
        engine: the voice, which is the utterance's own.
        phrasing: whose lexicon may explain words.
    """
    lexicon, language = phrasing.lexicon, utterance.language
    unknown = engine.unknown_words(phrasing.unexplained(utterance), language)
    also = lexicon.words(language) if unknown else frozenset()
    yield from (unknown_word_warning(word, language, engine.name, also) for word in unknown)
    yield from (undecided.remedy for undecided in phrasing.undecided(utterance))
    if not engine.takes_ipa:
        ipa_only = lexicon.ipa_only_words(utterance.text, language)
        yield from (ipa_only_warning(word, engine.name) for word in ipa_only)
