"""How words are said that voices do not know, or get wrong: respellings and phonemes, by language."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import Final

from audiogen.script.language_tags import base_language, nearest_tags
from audiogen.speech.engine import Fragment
from audiogen.speech.words.endings import english_s
from audiogen.speech.words.heteronyms.decide import Heteronyms
from audiogen.speech.words.heteronyms.heteronym import EVERY_LANGUAGE
from audiogen.speech.words.respelling import respelled, sounding

_APOSTROPHE: Final = "['\u2019]"
_JOIN: Final = r"[\s\-\u2010\u2011]"
_ENGLISH_S: Final = rf"{_APOSTROPHE}s|(?<=s){_APOSTROPHE}|(?<!s)s"
"""A plural or possessive. Behind an s another one would make a different word: princes, princess."""
_LETTERS: Final = re.compile(r"\w+")
_OTHER_LETTERS: Final = re.compile(r"[^\W\x00-\x7f]")
"""Letters whose capitals may be other letters than one thinks."""


@dataclass(frozen=True, slots=True)
class LexiconEntry:
    """One word, or several that belong together, and how it is said."""

    language: str
    """BCP 47 in lower case, or `any`."""
    words: str
    """As written, in Unicode NFC. Small letters stand for capitals, too; capitals only for themselves."""
    say: str = ""
    """A respelling, for every voice."""
    ipa: str = ""
    """The sounds, for voices that take them."""

    def fits(self, written: str) -> bool:
        """Whether the entry means these words, which differ from its own in capitals at most."""
        return all(mine == other for mine, other in zip(self.words, written, strict=False) if mine.isupper())


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Entries; of two for the same words, the nearer language wins, then the later one."""

    entries: tuple[LexiconEntry, ...] = ()
    heteronyms: Heteronyms = field(default_factory=Heteronyms)
    """Words whose sounds depend on the words around them."""
    _indexes: dict[str, _Index | None] = field(default_factory=dict, init=False, repr=False, compare=False)

    def fragments(self, text: str, language: str, *, takes_ipa: bool) -> Iterator[Fragment | str]:
        """The text cut at the words that are known: those as they are said, the rest as written.

        Args:
            text: any part of a phrase, in Unicode NFC.
            language: BCP 47.
            takes_ipa: whether the voice can be told sounds; a word that has nothing else stays as written otherwise.
        """
        at = 0
        for match, entry in self._found(text, language):
            said = tuple(_said(entry, match, language, takes_ipa=takes_ipa))
            if not said:  # the entry has phonemes alone, and this voice takes none
                continue
            if match.start() > at:
                yield text[at : match.start()]
            yield from said
            at = match.end()
        if at < len(text):
            yield text[at:]

    def ipa_only_words(self, text: str, language: str) -> tuple[str, ...]:
        """The words that have sounds alone: for a voice that takes none, it is as if they had no entry."""
        found = self._found(text, language)
        return tuple(dict.fromkeys(match["words"] for match, entry in found if not entry.say))

    def words(self, language: str) -> frozenset[str]:
        """All that has an entry for a language, in small letters."""
        index = self._index(language)
        return frozenset(index.entries) if index else frozenset()

    def _found(self, text: str, language: str) -> Iterator[tuple[re.Match[str], LexiconEntry]]:
        index = self._index(language)
        if index is None or not index.may_be_in(text):
            return
        for match in index.pattern.finditer(text):
            # the pattern takes letters for each other that are no capitals of one another, like the long s
            entries = index.entries.get(folded(match["words"]), ())
            entry = next((each for each in entries if each.fits(match["words"])), None)
            if entry:
                yield match, entry

    def _index(self, language: str) -> _Index | None:
        if language not in self._indexes:
            self._indexes[language] = _indexed(self.entries, language)
        return self._indexes[language]


@dataclass(frozen=True, slots=True)
class _Index:
    """The entries of one language."""

    pattern: re.Pattern[str]
    """Finds their words."""
    entries: Mapping[str, tuple[LexiconEntry, ...]]
    """By their folded words, the best first."""
    beginnings: frozenset[str]
    """The letters with which they begin, up to the first sign."""

    def may_be_in(self, text: str) -> bool:
        """False where none can be found: few phrases hold one, and the pattern takes far longer to say so."""
        if "" in self.beginnings or _OTHER_LETTERS.search(text):
            return True
        words = _LETTERS.findall(text.lower())
        return not self.beginnings.isdisjoint(words) or not self.beginnings.isdisjoint(word[:-1] for word in words)


def folded(words: str) -> str:
    """The key by which entries are found: capitals, hyphens for spaces and kinds of apostrophes make no difference."""
    return re.sub(_JOIN, " ", unicodedata.normalize("NFC", words).replace("\u2019", "'")).lower()


def _indexed(entries: tuple[LexiconEntry, ...], language: str) -> _Index | None:
    found: dict[str, tuple[LexiconEntry, ...]] = {}
    for tag in (*nearest_tags(language), EVERY_LANGUAGE):
        for entry in reversed(entries):  # the later of two wins
            if entry.language == tag:
                key = folded(entry.words)
                found[key] = (*found.get(key, ()), entry)
    if not found:
        return None
    # the longest first: "ujjayi breath" before "ujjayi"
    longest_first = map(re.escape, sorted(found, key=len, reverse=True))
    words = "|".join(each.replace(r"\ ", _JOIN).replace("'", _APOSTROPHE) for each in longest_first)
    ending = f"(?:{_ENGLISH_S})?" if base_language(language) == "en" else ""
    pattern = rf"(?<!\w)(?P<words>{words})(?P<ending>{ending})(?!\w)"
    beginnings = frozenset(match[0] if (match := _LETTERS.match(each)) else "" for each in found)
    return _Index(re.compile(pattern, re.IGNORECASE), MappingProxyType(found), beginnings)


def _said(entry: LexiconEntry, match: re.Match[str], language: str, *, takes_ipa: bool) -> Iterator[Fragment]:
    ending = match["ending"].replace("\u2019", "'")
    if not takes_ipa:
        if entry.say:
            yield Fragment(respelled(entry.say) + ending)
        return
    *first, last = (Fragment(match[0], entry.ipa),) if entry.ipa else sounding(entry.say, language)
    yield from first
    if not last.ipa:
        yield replace(last, text=last.text + ending)
    else:
        # the lone apostrophe behind an s has no sound
        yield replace(last, ipa=last.ipa + (english_s(last.ipa) if "s" in ending else ""))
