"""How hard a text is to read, by formulas that others have published."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, Literal

from audiogen.check.craft.words.plain import words
from audiogen.script.language_tags import base_language

Hardness = Literal["easy", "hard", "too hard"]
_LEAST_WORDS: Final = 100
"""Both formulas were made for samples of a hundred words and more."""
_LONG: Final = 6
"""Letters; Björnsson calls a word long that has more."""
_BY_LIX: Final = frozenset({"da", "de", "es", "fr", "it", "nb", "nn", "no", "pt", "sv"})
"""Those of Björnsson's eleven languages in which the same bounds hold; words of Finnish and Russian are longer."""
_ELIDED: Final = re.compile("['\u2019]")
_VOWELS: Final = re.compile("[aeiouy]+")
_SILENT: Final = re.compile(
    "(?<=[^aeiouy])(?<![^aeiouy]l)e$|(?<=[^aeiouytd])ed$|(?<=[^aeiouycsxzgh])(?<![^aeiouy]l)es$"
    "|(?<=[^aeiouy])e(?=(?:ly|ful|less|ness|ment|ty)$)"
)
_INNER: Final = re.compile("^(?:some|every|home|there|where)(?=[a-z]{2})")
_TWO_SOUNDS: Final = re.compile("(?<![tscgx])i[ao](?!u)|[aeiouy]ing|eo(?!p|u)|ua(?!r)|uie|iu|y[aeio]")


@dataclass(frozen=True, slots=True)
class Readability:
    """How hard a text is."""

    hardness: Hardness
    told: str
    """In words for its author."""


def reading(texts: Sequence[str], language: str) -> Readability | None:
    """How hard the sentences of a session are, taken together.

    English is told as a grade of school, by Flesch and Kincaid (Kincaid and others, 1975): above 6 is hard, above 8 too
    hard. Other languages are told by LIX, which counts no syllables (Björnsson, Läsbarhet, 1968; over languages in his
    Readability of Newspapers in 11 Languages, 1983). Its bounds are those of books for children and the young (40), and
    of novels (50).

    Args:
        texts: the sentences.
        language: BCP 47.

    Returns:
        None for less than a hundred words, and in languages whose words are too long, or not parted, for LIX.
    """
    all_words = [word for text in texts for word in words(text)]
    if len(all_words) < _LEAST_WORDS:
        return None
    a_sentence = len(all_words) / max(sum(1 for text in texts if words(text)), 1)
    if base_language(language) == "en":
        a_word = sum(map(syllables, all_words)) / len(all_words)
        grade = round(0.39 * a_sentence + 11.8 * a_word - 15.59, 1)
        return Readability(_hardness(grade, 6, 8), f"reads like grade {grade} of school")
    if base_language(language) not in _BY_LIX:
        return None
    long_words = sum(max(map(len, _ELIDED.split(word))) > _LONG for word in all_words)
    lix = round(a_sentence + 100 * long_words / len(all_words))
    return Readability(_hardness(lix, 40, 50), f"has a LIX of {lix}, where books for children have up to 40")


def _hardness(value: float, easy: float, hard: float) -> Hardness:
    return "easy" if value <= easy else "hard" if value <= hard else "too hard"


@lru_cache(maxsize=4096)
def syllables(word: str) -> int:
    """How many syllables an English word has, by its groups of vowels: over a text, within a percent of a dictionary.

    >>> [syllables(word) for word in ("breathe", "noticing", "quiet", "walked", "little", "somewhere")]
    [1, 3, 2, 1, 2, 2]
    """
    small = word.lower().replace("\u2019", "'").partition("'")[0]
    count = len(_VOWELS.findall(small)) + len(_TWO_SOUNDS.findall(small[1:]))
    count -= bool(_INNER.match(small)) + bool(_SILENT.search(small))
    return max(count, 1)
