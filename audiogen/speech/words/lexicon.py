"""How words are said that voices do not know, or get wrong: respellings and phonemes, by language.

Reading lexicons from files is done in `audiogen.speech.words.lexicon_file`, what a respelling stands for in
`audiogen.speech.words.respelling`.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from types import MappingProxyType
from typing import Final

from audiogen.speech.engine import Fragment
from audiogen.speech.words.respelling import respelled, sounding

EVERY_LANGUAGE: Final = "any"
_VOICELESS: Final = frozenset("ptkfθ")
_SIBILANT: Final = frozenset("szʃʒ")
_APOSTROPHE: Final = "['\u2019]"
_JOIN: Final = r"[\s\-\u2010\u2011]"
_ENDINGS: Final = {
    # behind an s, another one would make a different word: princes, princess
    "s": rf"(?P<ending>{_APOSTROPHE}s|(?<=s){_APOSTROPHE}|(?<!s)s)?",
    "": "(?P<ending>)",
}


@dataclass(frozen=True, slots=True)
class Entry:
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

    entries: tuple[Entry, ...] = ()

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
            if not said:
                continue
            if match.start() > at:
                yield text[at : match.start()]
            yield from said
            at = match.end()
        if at < len(text):
            yield text[at:]

    def unspoken(self, text: str, language: str) -> tuple[str, ...]:
        """The words that have sounds alone: for a voice that takes none, it is as if they had no entry."""
        found = self._found(text, language)
        return tuple(dict.fromkeys(match["words"] for match, entry in found if not entry.say))

    def words(self, language: str) -> frozenset[str]:
        """All that has an entry for a language, in small letters."""
        index = _index(self.entries, language)
        return frozenset(index[1]) if index else frozenset()

    def _found(self, text: str, language: str) -> Iterator[tuple[re.Match[str], Entry]]:
        index = _index(self.entries, language)
        if index is None:
            return
        pattern, entries = index
        for match in pattern.finditer(text):
            entry = next((each for each in entries[folded(match["words"])] if each.fits(match["words"])), None)
            if entry:
                yield match, entry


def folded(words: str) -> str:
    """Words without what does not tell entries apart: capitals, hyphens for spaces, kinds of apostrophes."""
    return re.sub(_JOIN, " ", unicodedata.normalize("NFC", words).replace("\u2019", "'")).lower()


_Index = tuple[re.Pattern[str], MappingProxyType[str, tuple[Entry, ...]]]


@lru_cache(maxsize=64)
def _index(entries: tuple[Entry, ...], language: str) -> _Index | None:
    """A pattern that finds the entries' words, the longest first, and what they may mean, the best first."""
    parts = language.lower().replace("_", "-").split("-")
    nearest_first = [*("-".join(parts[:count]) for count in range(len(parts), 0, -1)), EVERY_LANGUAGE]
    found: dict[str, tuple[Entry, ...]] = {}
    for tag in nearest_first:
        for entry in reversed(entries):
            if entry.language == tag:
                key = folded(entry.words)
                found[key] = (*found.get(key, ()), entry)
    if not found:
        return None
    words = "|".join(map(_pattern, sorted(found, key=len, reverse=True)))
    ending = _ENDINGS["s" if parts[0] == "en" else ""]
    return re.compile(rf"(?<!\w)(?P<words>{words}){ending}(?!\w)", re.IGNORECASE), MappingProxyType(found)


def _pattern(words: str) -> str:
    return re.escape(words).replace(r"\ ", _JOIN).replace("'", _APOSTROPHE)


def _said(entry: Entry, match: re.Match[str], language: str, *, takes_ipa: bool) -> Iterator[Fragment]:
    ending = (match["ending"] or "").replace("\u2019", "'")
    if not takes_ipa:
        if entry.say:
            yield Fragment(respelled(entry.say) + ending)
        return
    *said, last = (Fragment(match[0], entry.ipa),) if entry.ipa else sounding(entry.say, language)
    yield from said
    yield _ended(last, ending)


def _ended(last: Fragment, ending: str) -> Fragment:
    """The last words with an English s behind them; the lone apostrophe behind an s has no sound."""
    if not last.ipa:
        return replace(last, text=last.text + ending)
    return replace(last, ipa=last.ipa + (_sounding_s(last.ipa) if "s" in ending else ""))


def _sounding_s(ipa: str) -> str:
    """The sound of an English s behind these: as in cats, dogs or wishes."""
    last = ipa.rstrip("ː. ")[-1:]
    return "ɪz" if last in _SIBILANT else "s" if last in _VOICELESS else "z"
