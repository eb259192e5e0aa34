"""The words that the embedded voices know, read as data, without loading a voice; and what to do about the others."""

from __future__ import annotations

import difflib
import gzip
import importlib.util
import json
import re
from functools import lru_cache
from pathlib import Path
from typing import Final

_ENDINGS: Final = ("'s", "s'", "s", "es", "ed", "d", "ing", "er", "est", "ly", "n't", "'ll", "'re", "'ve", "'d", "'m")
"""What the voices' own rules put behind a word that they know."""
_TOKEN: Final = re.compile(r"[^\W\d_]+(?:['\u2019][^\W\d_]+)*")
_LIKE: Final = 0.8
"""How alike a word must be to be taken for the one that was meant; 1 is the same."""


def strange_words(text: str, *, british: bool) -> tuple[str, ...]:
    """The words of an English text whose sound the embedded voices can only guess; none when they are not installed."""
    known = _words("gb" if british else "us")
    found = (match[0] for match in _TOKEN.finditer(text)) if known else ()
    return tuple(dict.fromkeys(word for word in found if not _is_known(word.replace("\u2019", "'"), known)))


def unknown_word(word: str, language: str, voice: str) -> str:
    """What to tell an author about a word that no lexicon and no dictionary knows."""
    meant = _meant(word.lower())
    typo = f"did you mean {meant}? If it is right, add" if meant else "add"
    base = language.partition("-")[0]
    return (
        f'the voice {voice} can only guess how "{word}" sounds; {typo} it to scripts/lexicon.yaml, below '
        f'"{base}:", like "{word}: " and how it is said, in syllables'
    )


def _is_known(word: str, known: frozenset[str]) -> bool:
    if len(word) == 1 or (word.isupper() and len(word) <= 5):
        return True
    forms = {word, word.lower(), word.capitalize()}
    if forms & known:
        return True
    return any(
        _is_stem(word.lower().removesuffix(ending), known) for ending in _ENDINGS if word.lower().endswith(ending)
    )


def _is_stem(stem: str, known: frozenset[str]) -> bool:
    doubled = stem[:-1] if len(stem) > 3 and stem[-1] == stem[-2] else stem
    changed = f"{stem[:-1]}y" if stem.endswith("i") else stem
    return len(stem) > 1 and any(form in known for form in (stem, f"{stem}e", stem.capitalize(), doubled, changed))


def _meant(word: str) -> str | None:
    """The known word that is most like this one, when one is very like it."""
    near = (
        each for each in _words("us") if each[:1] == word[:1] and abs(len(each) - len(word)) <= 1 and each.islower()
    )
    likely = [each for each in near if _share_letters(each, word)]
    return next(iter(difflib.get_close_matches(word, likely, 1, _LIKE)), None)


def _share_letters(one: str, other: str) -> bool:
    """Whether at most two letters differ, wherever they stand; quick, and true of every likely slip."""
    return len(set(one) ^ set(other)) <= 2


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
            return frozenset(json.load(file))
    except FileNotFoundError:  # another version of the package, whose words cannot be looked into
        return frozenset()
