"""How words are said that voices do not know, or get wrong: respellings and phonemes, by language.

Reading lexicons from files is done in `audiogen.speech.lexicon_file`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType
from typing import Final

from audiogen.speech.engine import Fragment

EVERY_LANGUAGE: Final = "any"
_VOICELESS: Final = frozenset("ptkfθ")
_SIBILANT: Final = frozenset("szʃʒ")
_SYLLABLES: Final = re.compile(r"\w+(?:-\w+)+")


@dataclass(frozen=True, slots=True)
class Entry:
    """One word, or several that belong together, and how it is said."""

    language: str
    """BCP 47 in lower case, or `any`."""
    words: str
    """As written; capitals do not matter."""
    say: str = ""
    """A respelling, for every voice."""
    ipa: str = ""
    """The sounds, for voices that take them."""


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Entries; of two for the same words, the nearer language wins, then the later one."""

    entries: tuple[Entry, ...] = ()

    def fragments(self, text: str, language: str, *, takes_ipa: bool) -> Iterator[Fragment | str]:
        """The text cut at the words that are known: those as they are said, the rest as written.

        Args:
            text: any part of a phrase.
            language: BCP 47.
            takes_ipa: whether the voice can be told sounds; a word that has nothing else stays as written otherwise.
        """
        index = _index(self.entries, language.lower().replace("_", "-"))
        if index is None:
            yield text
            return
        pattern, entries = index
        at = 0
        for match in pattern.finditer(text):
            said = _said(entries[match["words"].casefold()], match, takes_ipa=takes_ipa)
            if said is None:
                continue
            if match.start() > at:
                yield text[at : match.start()]
            yield said
            at = match.end()
        if at < len(text):
            yield text[at:]

    def knows(self, word: str, language: str) -> bool:
        """Whether a word has an entry."""
        index = _index(self.entries, language.lower().replace("_", "-"))
        return index is not None and index[0].fullmatch(word) is not None


def respelled(say: str) -> str:
    """A respelling as voices read it best: the capitals that show people the stress would be spelt as initials."""
    return _SYLLABLES.sub(lambda match: match[0].lower(), say)


@lru_cache(maxsize=64)
def _index(entries: tuple[Entry, ...], language: str) -> tuple[re.Pattern[str], MappingProxyType[str, Entry]] | None:
    """The entries for a language by their words in small letters, and a pattern that finds them, the longest first."""
    parts = language.split("-")
    wider = [EVERY_LANGUAGE, *("-".join(parts[:count]) for count in range(1, len(parts) + 1))]
    found = {entry.words.casefold(): entry for each in wider for entry in entries if entry.language == each}
    if not found:
        return None
    words = "|".join(sorted(map(re.escape, found), key=len, reverse=True)).replace("'", "['\u2019]")
    ending = "(?P<ending>['\u2019]s|s)?" if parts[0] == "en" else "(?P<ending>)"
    return re.compile(rf"(?<!\w)(?P<words>{words}){ending}(?!\w)", re.IGNORECASE), MappingProxyType(found)


def _said(entry: Entry, match: re.Match[str], *, takes_ipa: bool) -> Fragment | None:
    ending = match["ending"] or ""
    if takes_ipa and entry.ipa:
        return Fragment(match[0], entry.ipa + (_plural(entry.ipa) if ending else ""))
    if entry.say:
        return Fragment(respelled(entry.say) + ending.replace("\u2019", "'"))
    return None


def _plural(ipa: str) -> str:
    """The sound of an English s behind these: as in cats, dogs or wishes."""
    last = ipa.rstrip("ː. ")[-1:]
    return "ɪz" if last in _SIBILANT else "s" if last in _VOICELESS else "z"
