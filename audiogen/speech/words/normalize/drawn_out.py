"""Words that are written as if they were drawn out: sooo, slooowly, breeeathe."""

from __future__ import annotations

import re
from itertools import product
from typing import Final

from audiogen.speech.words.dictionary import is_english_word
from audiogen.speech.words.normalize.language import SpokenLanguage

_WORD: Final = re.compile(r"(?<!\w)[^\W\d_]{3,40}(?!\w)")
_RUN: Final = re.compile(r"([^\W\d_])\1{2,}", re.IGNORECASE)
_ROMAN: Final = re.compile("[ivxlcdm]+", re.IGNORECASE)
_VOWEL: Final = re.compile("[aeiouy]", re.IGNORECASE)
_MOST_RUNS: Final = 4
"""More have too many forms, and are no words."""


def drawn_out(text: str, language: SpokenLanguage) -> str:
    """The word of the dictionary that is left when no letter stands three times, where there is one."""
    return _WORD.sub(lambda at: _short(at[0]), text) if language.code == "en" else text


def _short(word: str) -> str:
    runs = list(_RUN.finditer(word))
    # without a vowel it is a sound, like hmmm
    if not runs or len(runs) > _MOST_RUNS or not _VOWEL.search(word) or len(set(word)) == 1 or _ROMAN.fullmatch(word):
        return word
    pieces = _RUN.split(word)
    # pieces and letters take turns
    between, letters = pieces[::2], pieces[1::2]
    for times in product(*(_times(run, word) for run in runs)):
        middle = (letter * count for letter, count in zip(letters, times, strict=True))
        short = "".join(part for pair in zip(between, [*middle, ""], strict=True) for part in pair)
        if len(short) > 1 and is_english_word(short):
            return short
    return word


def _times(run: re.Match[str], word: str) -> tuple[int, int]:
    """How often the letter may stand in the word, the likelier first: see and soon, but so."""
    ends = run.end() == len(word)
    doubled = run[1].lower() in ("e" if ends else "eo")
    return (2, 1) if doubled else (1, 2)
