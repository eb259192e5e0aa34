"""The words that the embedded voices know, read as data, without loading a voice; and what to do about the others."""

from __future__ import annotations

import contextlib
import difflib
import gzip
import importlib.util
import re
import string
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from functools import cache, lru_cache
from itertools import chain, islice
from pathlib import Path
from typing import Final

from audiogen.names import quotable
from audiogen.script.language_tags import base_language

_SUFFIXES: Final = ("'s", "s'", "s", "es", "ed", "d", "ing", "er", "est", "ly", "n't", "'ll", "'re", "'ve", "'d", "'m")
"""The voices' own rules say a known word with one of these, or their model of letters reads it without a mistake."""
_WORD: Final = r"[^\W\d_]+(?:['\u2019][^\W\d_]+)*"
_COMPOUND: Final = re.compile(rf"{_WORD}(?:-{_WORD})*")
_KEY: Final = re.compile(rb'"([^"\\]++)":(?: ?"[^"\\]*+")?')
"""A key of the dictionaries, which are JSON; the few that stand inside others are tags in capitals, like NOUN.

The value behind it is passed over, and all is bytes: so it takes half the time.
"""
_SURE_KEY: Final = re.compile(rb'"([^"\\]++)": ?"')
"""A key whose value is one text; words with several sounds have one for each part of speech."""
_MOST_TOLD: Final = 30
_MOST_LINES: Final = 5
"""Words in one warning, and lines of one word; more help nobody."""
_CAMEL_CASE: Final = re.compile(r"(?<=[a-z])(?=[A-Z])")
_MOST_INITIALS: Final = 5
"""Letters; a longer word in capitals is no initials."""
_SHORTEST_FOR_TWO_TYPOS: Final = 7
"""Letters; a shorter word with two typos is like too many others."""
_SHORTEST_NAME: Final = 6
"""Letters; a shorter word with a capital is taken for a name, and short names are like many words."""
_SHORTEST_MEANT: Final = 3
"""Letters; words of so many or fewer are like too many others, unless two letters changed places."""
_PREFIXES: Final = frozenset(
    """
    anti bi bio co de dis eco geo hyper hypo inter intra macro mega meta micro mini mis mono multi neo neuro non para
    poly post pre pro proto pseudo psycho quasi re self semi socio sub super tele trans tri ultra un uni
    """.split()  # noqa: SIM905 - a list of words to be read by people
)
"""In front of a hyphen voices say them right."""
_LONGEST_MEANT: Final = 30
"""Letters, more than any word that is written by mistake; trying all typos takes the square of their number."""
_LEAST_SIMILARITY: Final = 0.84
"""Of a word to the one that is suggested for it, as `difflib` measures it; 1 is the same word."""


def out_of_vocabulary(text: str, *, british: bool) -> tuple[str, ...]:
    """The words of an English text whose sound the embedded voices can only guess; none when they are not installed."""
    known = _words("gb" if british else "us")
    found = (match[0] for match in _COMPOUND.finditer(text)) if known else ()
    return tuple(dict.fromkeys(part for each in found for part in _unknown_parts(each.replace("\u2019", "'"), known)))


def has_one_sound(word: str) -> bool:
    """Whether the embedded voices are sure of an English word, in small letters, whatever stands around it."""
    return word in _sure_words()


def suggestion(word: str, also: AbstractSet[str] = frozenset()) -> str | None:
    """The English word that may be meant by an unknown one, in small letters; None when none is much like it.

    Args:
        word: as written.
        also: other words that are right, in small letters: those of a lexicon.
    """
    if (word[:1].isupper() and len(word) < _SHORTEST_NAME) or len(word) > _LONGEST_MEANT:
        return None
    written = word.lower().replace("\u2019", "'")
    known = _words("us")
    slips = _one_typo_away(written)
    if word[:1].isupper() or len(written) <= _SHORTEST_MEANT:
        # of a name, or of a few letters, nothing is sure but that two of them changed places
        slips = islice(slips, len(written) - 1)
    near = next((each for each in slips if each in also or each in known), None)
    return near or (None if word[:1].isupper() else _similar(written, also))


def unknown_word_warning(word: str, language: str, voice: str, also: AbstractSet[str] = frozenset()) -> str:
    """The warning about a word that neither the lexicon nor the voice's dictionary has.

    Args:
        word: as written.
        language: BCP 47, of the phrase.
        voice: the name of the voice that does not know it.
        also: other words that may be meant, in small letters: those of the lexicon.
    """
    meant = suggestion(word, also)
    typo = f"did you mean {meant}? If it is right, add" if meant else "add"
    shown = quotable(word)
    return f'the voice {voice} can only guess how "{shown}" sounds; {typo} it to {_remedy(word, language)}'


def unknown_words_warning(words: Mapping[str, Sequence[int]], language: str, voice: str, also: AbstractSet[str]) -> str:
    """One warning about several words, or about one on several lines.

    Args:
        words: each with the lines on which it stands, from 1; as written.
        language: BCP 47, of the phrases.
        voice: the name of the voice that does not know them.
        also: other words that may be meant, in small letters: those of the lexicon.
    """
    told = [_with_lines(word, lines, suggestion(word, also)) for word, lines in words.items()]
    more = f" and {len(told) - _MOST_TOLD} more (audiogen words lists all)" if told[_MOST_TOLD:] else ""
    good = next((word for word in words if not suggestion(word, also)), next(iter(words)))
    return (
        f"the voice {voice} can only guess how these words sound: {', '.join(told[:_MOST_TOLD])}{more}; "
        f"add those that are right to {_remedy(good, language)}"
    )


def _with_lines(word: str, lines: Sequence[int], meant: str | None) -> str:
    different = list(dict.fromkeys(lines))
    at = ", ".join(map(str, different[:_MOST_LINES])) + (" ..." if different[_MOST_LINES:] else "")
    typo = f" (did you mean {meant}?)" if meant else ""
    return f'line{"s" if different[1:] else ""} {at}: "{quotable(word)}"{typo}'


def _remedy(word: str, language: str) -> str:
    """Where an entry belongs, and how it is written."""
    base = base_language(language)
    return (
        f'scripts/lexicon.yaml, below "{base}:", like "{quotable(word)}: " and its syllables, the stressed one in '
        "capitals, as in prah-nuh-YAH-muh"
    )


def ipa_only_warning(word: str, voice: str) -> str:
    """The warning about a word that has only phonemes in a lexicon, for a voice that takes none."""
    return (
        f'the voice {voice} takes no sounds, and reads "{quotable(word)}" as it is written; give it a respelling, too, '
        "in scripts/lexicon.yaml, as in pranayama: {say: prah-nuh-YAH-muh, ipa: ˌprɑːnəˈjɑːmə}"
    )


def is_english_word(word: str) -> bool:
    """Whether the embedded voices know an English word, in any capitals."""
    return _is_known(word.lower(), _words("us"))


def release_dictionary() -> None:
    """Give back the 25 MB that the words take, once all texts are checked; they are read again when needed."""
    _words.cache_clear()
    _sure_words.cache_clear()
    _by_look.cache_clear()


def _unknown_parts(compound: str, known: frozenset[str]) -> Iterator[str]:
    """The parts that are not known of words that are joined by hyphens, or by capitals as in PayPal."""
    if _is_known(compound, known):
        return
    *first, last = compound.split("-")
    for word in (*(each for each in first if each.lower() not in _PREFIXES), last):
        if not all(_is_known(part, known) for part in (_CAMEL_CASE.split(word) if word.isalpha() else [word])):
            yield word


def _is_known(word: str, known: frozenset[str]) -> bool:
    # voices spell single letters and initials, and several of a letter, as in "T V's"
    if len(word.removesuffix("'s")) == 1 or (word.isupper() and len(word) <= _MOST_INITIALS):
        return True
    small = word.lower()
    if not known.isdisjoint((word, small, word.capitalize())) or small in _own_words():
        return True
    bare = _bare(small)
    if bare != small and len(bare) > _SHORTEST_MEANT and bare in known:
        return True
    return any(_is_stem(small.removesuffix(suffix), known) for suffix in _SUFFIXES if small.endswith(suffix))


def _bare(word: str) -> str:
    """Without accents, which voices read past: café is cafe."""
    return "".join(each for each in unicodedata.normalize("NFD", word) if not unicodedata.combining(each))


@cache
def _own_words() -> frozenset[str]:
    """The words that audiogen itself puts in place of abbreviations: nobody can explain what nobody wrote."""
    from audiogen.script.notation.abbreviations import abbreviation_table  # noqa: PLC0415 - only for unknown words

    said = " ".join(words for forms in abbreviation_table("en").entries.values() for _, words in forms)
    return frozenset(said.lower().split())


def _is_stem(stem: str, known: frozenset[str]) -> bool:
    undoubled = stem[:-1] if len(stem) > 3 and stem[-1] == stem[-2] else stem  # stopp-ed
    with_y = f"{stem[:-1]}y" if stem.endswith("i") else stem  # worri-es
    return len(stem) > 1 and not known.isdisjoint((stem, f"{stem}e", stem.capitalize(), undoubled, with_y))


def _one_typo_away(word: str) -> Iterator[str]:
    """What may have been meant before one typo, the commonest typos first: few are at the beginning of a word."""
    splits = [(word[:at], word[at:]) for at in range(len(word), -1, -1)]
    yield from (f"{left}{right[1]}{right[0]}{right[2:]}" for left, right in splits if len(right) > 1)
    yield from (f"{left}{left[-1]}{right}" for left, right in splits if left)
    yield from (left + right[1:] for left, right in splits if right)
    yield from (f"{left}{letter}{right}" for letter in string.ascii_lowercase for left, right in splits if left)
    yield from (
        f"{left}{letter}{right[1:]}" for letter in string.ascii_lowercase for left, right in splits if left and right
    )


def _similar(word: str, also: AbstractSet[str]) -> str | None:
    """The word that is most like a long one with two typos, among known ones and others."""
    if len(word) < _SHORTEST_FOR_TWO_TYPOS:
        return None
    near = [each for each in also if each[:1] == word[0] and abs(len(each) - len(word)) <= 2]
    by_look = _by_look()
    for length in range(len(word) - 2, len(word) + 3):
        near += by_look.get((word[0], length), ())
    letters = set(word)
    # comparing letters first makes it quick: difflib is slow over 180 000 words
    likely = [each for each in near if len(letters.symmetric_difference(each)) <= 3]
    return next(iter(difflib.get_close_matches(word, likely, 1, _LEAST_SIMILARITY)), None)


@lru_cache(maxsize=2)
def _words(accent: str) -> frozenset[str]:
    return _keys(_KEY, *(_dictionary(accent, kind) for kind in ("gold", "silver")))


@lru_cache(maxsize=1)
def _by_look() -> dict[tuple[str, int], list[str]]:
    """The known words in small letters by their first letter and their length: to look at all of them takes long."""
    found: dict[tuple[str, int], list[str]] = {}
    for word in filter(str.islower, _words("us")):
        found.setdefault((word[0], len(word)), []).append(word)
    return found


@lru_cache(maxsize=1)
def _sure_words() -> frozenset[str]:
    return _keys(_SURE_KEY, _dictionary("us", "gold"))


def _keys(pattern: re.Pattern[bytes], *dictionaries: bytes) -> frozenset[str]:
    found = b"\n".join(chain.from_iterable(map(pattern.findall, dictionaries)))
    return frozenset(found.decode().split("\n")) if found else frozenset()


def _dictionary(accent: str, kind: str) -> bytes:
    """A dictionary as JSON, which is not parsed: sounds and all, that would take three times the memory."""
    # importing hibari would load onnxruntime, so its files are found without it
    found = importlib.util.find_spec("hibari")
    for place in (found and found.submodule_search_locations) or ():
        path = Path(place) / "assets" / f"lexicon_{accent}_{kind}.json.gz"
        # another version of hibari may keep its words elsewhere
        with contextlib.suppress(FileNotFoundError):
            return gzip.decompress(path.read_bytes())
    return b""
