"""The International Phonetic Alphabet → the phonemes of hibari and Kokoro, which share misaki's alphabet.

That alphabet writes English diphthongs as capital letters (A for the vowel of "day"), and a stress directly before its
vowel. Sounds that English lacks become the English ones nearest to them.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Final

_SHARED: Final = {
    "t͡ʃ": "ʧ", "tʃ": "ʧ", "d͡ʒ": "ʤ", "dʒ": "ʤ", "eɪ": "A", "ei": "A", "aɪ": "I", "ai": "I", "aʊ": "W", "au": "W",
    "ɔɪ": "Y", "oi": "Y", "iː": "i", "uː": "u", "yː": "u", "y": "u", "øː": "ɜɹ", "ø": "ɜɹ", "œ": "ɜɹ", "ɚ": "əɹ",
    "ɝ": "ɜɹ", "ɨ": "ɪ", "ɯ": "u", "a": "ɑ", "e": "ɛ", "eː": "A", "ɐ": "ə", "g": "ɡ", "r": "ɹ", "ɾ": "ɹ", "ʁ": "ɹ",
    "ʀ": "ɹ", "ɽ": "ɹ", "ɻ": "ɹ", "x": "k", "χ": "k", "ç": "h", "ɦ": "h", "ʈ": "t", "ɖ": "d", "ɳ": "n", "ɲ": "nj",
    "ʂ": "ʃ", "ɕ": "ʃ", "ʑ": "ʒ", "ʐ": "ʒ", "ʎ": "lj", "ɭ": "l", "ɫ": "l", "β": "b", "ɣ": "ɡ", "ɸ": "f", "ʋ": "v",
    "ʊ": "ʊ", "c": "k", "ɟ": "ɡ", "q": "k", "ʌ": "ʌ",
}  # fmt: skip
_AMERICAN: Final = {"oʊ": "O", "əʊ": "O", "ou": "O", "oː": "O", "o": "O", "ɑː": "ɑ", "ɔː": "ɔ", "ɜː": "ɜ", "ɒ": "ɑ"}
_BRITISH: Final = {"oʊ": "Q", "əʊ": "Q", "ou": "Q", "oː": "Q", "o": "Q", "ɔː": "ɔː", "ɜː": "ɜː", "ɑː": "ɑː", "ɑ": "ɑː"}
_KEPT: Final = frozenset("bdfhijklmnpstuvwzæðŋɑɒɔəɛɜɡɪɹʃʊʌʒθ ")
_VOWELS: Final = frozenset("AIOQWYiuæɑɒɔəɛɜɪʊʌ")
_LEFT_OUT: Final = frozenset("ː.ʰʲʼʔ̩̪͡‿ˑ̯̥")
"""Length, syllables, aspiration and ties: English words are not told apart by them."""
_STRESSES: Final = "ˈˌ"
_NASAL: Final = "̃"


def to_misaki(ipa: str, *, british: bool) -> str:
    """The phonemes of a word or a few words.

    Args:
        ipa: as dictionaries write it, without slashes.
        british: whether a British voice is to say it.

    Raises:
        ValueError: when there is no vowel, or a sign that stands for no sound, which is named.
    """
    table = {**_SHARED, **(_BRITISH if british else _AMERICAN)}
    longest = sorted(table, key=len, reverse=True)
    text = unicodedata.normalize("NFD", ipa.strip().replace("'", "ˈ").replace(",", "ˌ").replace(":", "ː"))
    text = text.replace("c\u0327", "ç")
    sounds: list[str] = []
    at = 0
    while at < len(text):
        key = next((each for each in longest if text.startswith(each, at)), text[at])
        sounds.append(_sound(key, table, ipa))
        at += len(key)
    return _stressed("".join(sounds), ipa)


def _sound(sign: str, table: dict[str, str], ipa: str) -> str:
    if sign in table:
        return table[sign]
    if sign in _LEFT_OUT:
        return ""
    if sign == _NASAL:
        return "n"
    if sign in _KEPT or sign in _STRESSES:
        return sign
    message = f'"{sign}" in /{ipa}/ is no sound of the International Phonetic Alphabet that a voice here can make'
    raise ValueError(message)


def _stressed(sounds: str, ipa: str) -> str:
    """Every stress moved from the beginning of its syllable to its vowel; a word without one is stressed first."""
    if not _VOWELS.intersection(sounds):
        message = f"/{ipa}/ holds no vowel"
        raise ValueError(message)
    vowels = "".join(sorted(_VOWELS))
    moved = re.sub(rf"([{_STRESSES}])([^{vowels}{_STRESSES}]*)([{vowels}])", r"\2\1\3", sounds)
    bare = re.sub(rf"[{_STRESSES}](?![{vowels}])", "", moved)
    return bare if "ˈ" in bare else re.sub(rf"([{vowels}])", r"ˈ\1", bare, count=1)
