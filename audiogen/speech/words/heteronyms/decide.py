"""Which sense of each heteronym a text means."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Final, TypeAlias

from audiogen.script.language_tags import base_language, nearest_tags
from audiogen.speech.words.heteronyms.grammar import Context, by_context, by_tagger
from audiogen.speech.words.heteronyms.heteronym import EVERY_LANGUAGE, Heteronym, Sense, with_ending
from audiogen.speech.words.heteronyms.pattern import Lists, Pattern
from audiogen.speech.words.heteronyms.sentence import Words, cut_words

_Ranked: TypeAlias = tuple[Heteronym, tuple[tuple[Pattern, Sense], ...]]
_Index: TypeAlias = MappingProxyType[str, tuple[Heteronym, ...]]
_POSSESSIVE: Final = "'s"


@dataclass(frozen=True, slots=True)
class Rules:
    """What comes with audiogen, in assets/heteronyms.yaml."""

    heteronyms: tuple[Heteronym, ...] = ()
    contexts: tuple[Context, ...] = ()
    """By which parts of speech are known."""
    lists: Lists = field(default_factory=dict)
    """Words that patterns may name together."""
    british: Mapping[str, str] = field(default_factory=dict)
    """American sounds → British ones, where more differs than the accent."""


@dataclass(frozen=True, slots=True)
class Decision:
    """How one word of a text is said."""

    start: int
    end: int
    """Where it stands in the text."""
    heteronym: Heteronym
    sense: Sense
    ending: str = ""
    """s or 's, or empty."""
    certain: bool = True
    """Whether anything decided; else it is the commonest sense."""


@dataclass(frozen=True, slots=True, eq=False)
class Heteronyms:
    """The heteronyms of a show; of several for the same word, the first that has a pattern that fits decides."""

    own: tuple[Heteronym, ...] = ()
    """Those of the show."""
    shipped: Callable[[], Rules] = Rules
    """Those that come with audiogen; they are read when the first text needs them."""
    _indexes: dict[tuple[str, bool], _Index] = field(default_factory=dict, init=False, repr=False)
    _ranked: dict[tuple[str, str, bool], _Ranked] = field(default_factory=dict, init=False, repr=False)

    def decide(self, text: str, language: str, *, takes_ipa: bool) -> Iterator[Decision]:
        """Every word of a text that is written alike and said in two ways, with the sense that it has there.

        Args:
            text: a whole phrase: what decides may stand anywhere in it.
            language: BCP 47.
            takes_ipa: whether the voice can be told sounds; another reads by itself what its author says nothing about.
        """
        known = self._index(language, takes_ipa=takes_ipa)
        if not known:
            return
        english = base_language(language) == "en"
        contexts = self.shipped().contexts if english else ()
        words = cut_words(text)
        for at in range(len(words.texts)):
            found, ending = _candidates(known, words, at)
            if found:
                yield _decision([self._with_patterns(each) for each in found], words, at, ending, contexts)

    def sounds(self, decision: Decision, language: str) -> str:
        """The sounds of a word that is decided, with its ending; empty when its sense has a respelling alone."""
        sense = decision.sense
        british = "en-gb" in nearest_tags(language) and not decision.heteronym.own
        ipa = self.shipped().british.get(sense.ipa, sense.ipa) if british else sense.ipa
        return with_ending(ipa, decision.ending) if ipa else ""

    def _with_patterns(self, heteronym: Heteronym) -> _Ranked:
        """A heteronym with its patterns in order; few are ever needed, so they are read then."""
        key = (heteronym.language, heteronym.word, heteronym.own)
        if key not in self._ranked:
            self._ranked[key] = heteronym, heteronym.ranked(self.shipped().lists)
        return self._ranked[key]

    def words(self, language: str) -> frozenset[str]:
        """The words of the show's own heteronyms, in small letters."""
        return frozenset(self._index(language, takes_ipa=False))

    def _index(self, language: str, *, takes_ipa: bool) -> _Index:
        """The heteronyms of a language by their words in small letters, with their patterns in order."""
        key = (language, takes_ipa)
        if key not in self._indexes:
            shipped = self.shipped().heteronyms if takes_ipa else ()
            self._indexes[key] = _indexed((*self.own, *shipped), language)
        return self._indexes[key]


def _candidates(known: _Index, words: Words, at: int) -> tuple[list[Heteronym], str]:
    """The heteronyms that are written here, and the ending of the word."""
    word, folded = words.texts[at], words.folded[at]
    possessive = at + 1 < len(words.folded) and words.folded[at + 1] == _POSSESSIVE
    found = [each for each in known.get(folded, ()) if _same_capitals(each.word, word)]
    if found:
        return found, _POSSESSIVE if possessive else ""
    # behind an s another one would make a different word
    stem = folded[:-1] if folded.endswith("s") and not folded.endswith("ss") else ""
    return [each for each in known.get(stem, ()) if _same_capitals(each.word, word)], "s"


def _same_capitals(word: str, written: str) -> bool:
    return all(mine == other for mine, other in zip(word, written, strict=False) if mine.isupper())


def _decision(found: Sequence[_Ranked], words: Words, at: int, ending: str, contexts: Sequence[Context]) -> Decision:
    start, end = words.spans[at]
    if ending == _POSSESSIVE:
        end = words.spans[at + 1][1]
    for heteronym, ranked in found:
        sense = _sense(heteronym, ranked, words, at, ending, contexts)
        if sense is not None:
            return Decision(start, end, heteronym, sense, ending)
    last = found[-1][0]
    return Decision(start, end, last, last.possible(ending)[0], ending, certain=False)


def _sense(
    heteronym: Heteronym,
    ranked: Sequence[tuple[Pattern, Sense]],
    words: Words,
    at: int,
    ending: str,
    contexts: Sequence[Context],
) -> Sense | None:
    senses = heteronym.possible(ending)
    # the ending leaves one of several; one that stands alone needs words that ask for it
    if len(senses) == 1 < len(heteronym.senses):
        return senses[0]
    own = next((sense for pattern, sense in ranked if pattern.fits(words, at, ending)), None)
    if own is not None:
        return own
    otherwise = next((sense for sense in senses if sense.otherwise), None)
    in_context = by_context(contexts, senses, words, at, ending)
    # the tagger knows English alone, as the contexts do
    return in_context or otherwise or (by_tagger(senses, words, at) if contexts else None)


def _indexed(heteronyms: Sequence[Heteronym], language: str) -> _Index:
    found: dict[str, tuple[Heteronym, ...]] = {}
    for tag in (*nearest_tags(language), EVERY_LANGUAGE):
        for each in heteronyms:
            if each.language == tag:
                found[each.word.lower()] = (*found.get(each.word.lower(), ()), each)
    return MappingProxyType(found)
