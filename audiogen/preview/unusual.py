"""Words that look as if they came from another language, or are initials, where no dictionary can be asked."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

_LETTERS: Final = {
    "en": "",
    "de": "äöüß",
    "fr": "àâæçéèêëîïôœùûüÿ",
    "es": "áéíñóúü",
    "it": "àèéìîòóùú",
    "pt": "áâãàçéêíóôõúü",
    "nl": "ëïéèöüáíóúê",
    "sv": "åäöé",
    "da": "æøåé",
}
"""The letters of a language beside those from a to z, small."""
_WORD: Final = re.compile(r"[^\W\d_]+(?:['\u2019-][^\W\d_]+)*")


def unusual_words(text: str, language: str) -> Iterable[str]:
    """The words of a text in capitals alone, and those with letters that their language lacks, each once.

    Args:
        text: in its spoken form.
        language: BCP 47.
    """
    own = _LETTERS.get(language.replace("_", "-").partition("-")[0].lower())
    words = (match[0] for match in _WORD.finditer(text))
    return dict.fromkeys(word for word in words if _is_initials(word) or (own is not None and _is_foreign(word, own)))


def _is_initials(word: str) -> bool:
    return len(word) > 1 and word.isupper()


def _is_foreign(word: str, own: str) -> bool:
    return any(letter.isalpha() and not letter.isascii() and letter not in own for letter in word.lower())
