"""The words that the embedded voices know, read as data, without loading a voice; and what to do about the others."""

from __future__ import annotations

import difflib
import gzip
import importlib.util
import re
import string
from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from functools import lru_cache
from pathlib import Path
from typing import Final

_ENDINGS: Final = ("'s", "s'", "s", "es", "ed", "d", "ing", "er", "est", "ly", "n't", "'ll", "'re", "'ve", "'d", "'m")
"""What the voices' own rules put behind a word that they know, or their model of letters reads without a slip."""
_WORD: Final = r"[^\W\d_]+(?:['\u2019][^\W\d_]+)*"
_COMPOUND: Final = re.compile(rf"{_WORD}(?:-{_WORD})*")
_ENTRY: Final = re.compile(r'"([^"\\]+)":')
"""A key of the dictionaries, which are JSON; the few that stand inside others are tags in capitals, like NOUN."""
_HUMP: Final = re.compile(r"(?<=[a-z])(?=[A-Z])")
_MOST_INITIALS: Final = 5
"""Longer words in capitals are no initials."""
_SHORTEST_FOR_TWO_SLIPS: Final = 7
"""In letters: shorter words with two slips are like too many others."""
_SHORTEST_NAME: Final = 6
"""In letters: shorter words with a capital are taken for names, which are like many words."""
_LIKE: Final = 0.84
"""How alike a word must be to be taken for the one that was meant; 1 is the same."""


def strange_words(text: str, *, british: bool) -> tuple[str, ...]:
    """The words of an English text whose sound the embedded voices can only guess; none when they are not installed."""
    known = _words("gb" if british else "us")
    found = (match[0] for match in _COMPOUND.finditer(text)) if known else ()
    return tuple(dict.fromkeys(part for each in found for part in _strange_parts(each.replace("\u2019", "'"), known)))


def suggestion(word: str, also: AbstractSet[str] = frozenset()) -> str | None:
    """The English word that may be meant by one that is not known, in small letters; None when none is much like it.

    Args:
        word: as written.
        also: words that are right as well, in small letters: those of a lexicon.
    """
    if word[:1].isupper() and len(word) < _SHORTEST_NAME:
        return None
    written = word.lower().replace("\u2019", "'")
    known = _words("us")
    near = dict.fromkeys(each for each in _one_slip_off(written) if each in also or each in known)
    return next(iter(near), None) or _like(written, known | also if also else known)


def unknown_word(word: str, language: str, voice: str, also: AbstractSet[str] = frozenset()) -> str:
    """What to tell an author about a word that no lexicon and no dictionary knows.

    Args:
        word: as written.
        language: BCP 47, of the phrase.
        voice: the name of the voice that does not know it.
        also: words that may be meant, too, in small letters: those of the lexicon.
    """
    meant = suggestion(word, also)
    typo = f"did you mean {meant}? If it is right, add" if meant else "add"
    base = language.replace("_", "-").partition("-")[0].lower()
    return (
        f'the voice {voice} can only guess how "{word}" sounds; {typo} it to scripts/lexicon.yaml, below "{base}:", '
        f'like "{word}: " and its syllables, the stressed one in capitals, as in prah-nuh-YAH-muh'
    )


def sounds_alone(word: str, voice: str) -> str:
    """What to tell an author about a word to which a lexicon gives sounds alone, for a voice that takes none."""
    return (
        f'the voice {voice} takes no sounds, and reads "{word}" as it is written; give it a respelling, too, in '
        "scripts/lexicon.yaml, as in pranayama: {say: prah-nuh-YAH-muh, ipa: ˌprɑːnəˈjɑːmə}"
    )


def forget_words() -> None:
    """Give back the 25 MB that the words take, once all texts are looked at; they are read again when needed."""
    _words.cache_clear()


def _strange_parts(compound: str, known: frozenset[str]) -> Iterator[str]:
    """The parts that are not known of words that are joined by hyphens, or by capitals as in PayPal."""
    if _is_known(compound, known):
        return
    for word in compound.split("-"):
        if not all(_is_known(part, known) for part in (_HUMP.split(word) if word.isalpha() else [word])):
            yield word


def _is_known(word: str, known: frozenset[str]) -> bool:
    if len(word) == 1 or (word.isupper() and len(word) <= _MOST_INITIALS):
        return True
    small = word.lower()
    if not known.isdisjoint((word, small, word.capitalize())):
        return True
    return any(_is_stem(small.removesuffix(ending), known) for ending in _ENDINGS if small.endswith(ending))


def _is_stem(stem: str, known: frozenset[str]) -> bool:
    doubled = stem[:-1] if len(stem) > 3 and stem[-1] == stem[-2] else stem
    changed = f"{stem[:-1]}y" if stem.endswith("i") else stem
    return len(stem) > 1 and not known.isdisjoint((stem, f"{stem}e", stem.capitalize(), doubled, changed))


def _one_slip_off(word: str) -> Iterator[str]:
    """What a word may have been before one slip of the fingers, the commonest slips first: few are at its beginning."""
    splits = [(word[:at], word[at:]) for at in range(len(word), -1, -1)]
    yield from (f"{left}{right[1]}{right[0]}{right[2:]}" for left, right in splits if len(right) > 1)
    yield from (f"{left}{left[-1]}{right}" for left, right in splits if left)
    yield from (left + right[1:] for left, right in splits if right)
    yield from (f"{left}{letter}{right}" for letter in string.ascii_lowercase for left, right in splits if left)
    yield from (f"{left}{letter}{right[1:]}" for letter in string.ascii_lowercase for left, right in splits if right)


def _like(word: str, known: AbstractSet[str]) -> str | None:
    """The known word that is most like this one, for two slips in a long word."""
    if len(word) < _SHORTEST_FOR_TWO_SLIPS:
        return None
    near = (each for each in known if each[:1] == word[0] and abs(len(each) - len(word)) <= 2 and each.islower())
    letters = set(word)
    likely = [each for each in near if len(letters.symmetric_difference(each)) <= 3]
    return next(iter(difflib.get_close_matches(word, likely, 1, _LIKE)), None)


@lru_cache(maxsize=2)
def _words(accent: str) -> frozenset[str]:
    found = importlib.util.find_spec("hibari")
    places = found.submodule_search_locations if found else None
    if not places:
        return frozenset()
    folder = Path(next(iter(places))) / "assets"
    return frozenset().union(*(_keys(folder / f"lexicon_{accent}_{kind}.json.gz") for kind in ("gold", "silver")))


def _keys(path: Path) -> frozenset[str]:
    try:
        with gzip.open(path, "rt", encoding="utf-8") as file:
            # to make values of their sounds, too, would take three times the memory
            return frozenset(match[1] for match in _ENTRY.finditer(file.read()))
    except FileNotFoundError:  # another version of the package, whose words cannot be looked into
        return frozenset()
