"""What a word is in its sentence: by the words beside it where these leave no doubt, else by the tagger."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from audiogen.speech.words.heteronyms.heteronym import Part, Sense
from audiogen.speech.words.heteronyms.pattern import Pattern
from audiogen.speech.words.heteronyms.sentence import Words
from audiogen.speech.words.heteronyms.tagger import scores

_CERTAIN: Final = 5.0
"""How far the best tag of one sense must be above that of any other, in the tagger's own measure."""
_PARTS: Final = {
    **dict.fromkeys(("NN", "NNS", "NNP", "NNPS"), Part.NOUN),
    **dict.fromkeys(("JJ", "JJR", "JJS"), Part.ADJECTIVE),
    **dict.fromkeys(("RB", "RBR", "RBS"), Part.ADVERB),
    **dict.fromkeys(("VB", "VBP", "VBZ", "VBG"), Part.BASE),
    **dict.fromkeys(("VBD", "VBN"), Part.PAST),
}
"""Tags of the Penn Treebank."""


@dataclass(frozen=True, slots=True)
class Context:
    """Places at which a word is of one part of speech, or of one of a few."""

    parts: Part
    pattern: Pattern


def by_context(
    contexts: Sequence[Context], senses: Sequence[Sense], words: Words, at: int, ending: str
) -> Sense | None:
    """The one sense that suits the words beside it; None when none does, or several.

    Args:
        contexts: the first that fits and suits one sense decides.
        senses: those that the word may have here.
        words: of the text.
        at: the place of the word.
        ending: of the word.
    """
    distinguished = [sense.parts for sense in senses if sense.parts]
    for context in contexts if len(distinguished) > 1 else ():
        suited = [sense for sense in senses if sense.parts & context.parts]
        if len(suited) == 1 and context.pattern.fits(words, at, ending):
            return suited[0]
    return None


def by_tagger(senses: Sequence[Sense], words: Words, at: int) -> Sense | None:
    """The sense that the tagger is certain of; None when there is none."""
    graded = [sense for sense in senses if sense.parts]
    if len(graded) < 2:
        return None
    start, end = words.sentence(at)
    found = scores(words.texts[start:end])[at - start]
    best = {sense: max((found[tag] for tag in found if _suits(sense, tag)), default=0.0) for sense in graded}
    first, second = sorted(graded, key=lambda sense: -best[sense])[:2]
    return first if best[first] - best[second] >= _CERTAIN else None


def _suits(sense: Sense, tag: str) -> bool:
    return bool(sense.parts & _PARTS.get(tag, Part(0)))
