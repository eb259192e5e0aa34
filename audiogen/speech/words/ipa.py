"""The International Phonetic Alphabet ↔ the phonemes of hibari and Kokoro, which share misaki's alphabet.

That alphabet writes English diphthongs as capital letters (A for the vowel of "day"), and a stress directly before its
vowel. Sounds that English lacks become the English ones nearest to them.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from functools import cache
from typing import Final

_VOWEL_SOUNDS: Final = {
    "eɪ": "A", "ei": "A", "eː": "A", "aɪ": "I", "ai": "I", "aʊ": "W", "au": "W", "ɔɪ": "Y", "oi": "Y", "ɔʏ": "Y",
    "iː": "i", "uː": "u", "yː": "u", "y": "u", "\u028f": "ʊ",
    "ɨ": "ɪ", "ʉ": "u", "ɯ": "u", "ɤ": "ʌ", "ɵ": "ə", "ɘ": "ə",
    "øː": "ɜɹ", "ø": "ɜɹ", "œ": "ɜɹ", "ɶ": "ɜɹ", "ɞ": "ɜ", "ɚ": "əɹ", "ɝ": "ɜɹ", "e": "ɛ", "a": "ɑ", "ɐ": "ə", "ᵻ": "ɪ",
}  # fmt: skip
_CONSONANT_SOUNDS: Final = {
    "tʃ": "ʧ", "dʒ": "ʤ", "tɕ": "ʧ", "dʑ": "ʤ", "tʂ": "ʧ", "dʐ": "ʤ", "g": "ɡ", "ɢ": "ɡ", "ɣ": "ɡ", "ɟ": "ɡ", "ɰ": "ɡ",
    "r": "ɹ", "ɾ": "ɹ", "ʁ": "ɹ", "ʀ": "ɹ", "ɽ": "ɹ", "ɻ": "ɹ", "ɺ": "ɹ", "x": "k", "χ": "k", "c": "k", "q": "k",
    "ç": "h", "ħ": "h", "ɦ": "h", "ɧ": "ʃ", "ʈ": "t", "ɖ": "d", "ɱ": "m", "ɳ": "n", "ɴ": "ŋ", "ɲ": "nj", "ʂ": "ʃ",
    "ɕ": "ʃ", "ʑ": "ʒ", "ʐ": "ʒ", "ʝ": "j", "ɭ": "l", "ɫ": "l", "ʟ": "l", "ʎ": "lj", "ɬ": "l", "ɮ": "l", "β": "b",
    "ʙ": "b", "ɸ": "f", "ʋ": "v", "ⱱ": "v", "ʍ": "w", "ɥ": "w",
}  # fmt: skip
_SHARED: Final = _VOWEL_SOUNDS | _CONSONANT_SOUNDS
_AMERICAN: Final = {"oʊ": "O", "əʊ": "O", "ou": "O", "oː": "O", "o": "O", "ɑː": "ɑ", "ɔː": "ɔ", "ɜː": "ɜ", "ɒ": "ɑ"}
_BRITISH: Final = {
    "oʊ": "Q", "əʊ": "Q", "ou": "Q", "oː": "Q", "o": "Q", "ɔː": "ɔː", "ɜː": "ɜː", "ɑː": "ɑː", "ɑ": "ɑː", "ɛː": "ɛː",
    "ɛə": "ɛː", "iː": "iː", "uː": "uː", "æ": "a",
}  # fmt: skip
_KEPT: Final = frozenset("bdfhijklmnpstuvwzæðŋɑɒɔəɛɜɡɪɹʃʊʌʒθʧʤᵊ ")
_VOWELS: Final = "AIOQWYaiuæɑɒɔəɛɜɪʊʌ"
_SILENT_R: Final = re.compile(rf"([{_VOWELS}])ː?ɹ(?![ˈˌ]?[{_VOWELS}])")
_BEFORE_SILENT_R: Final = {
    **{vowel: f"{vowel}ː" for vowel in "ɑɔɜɛ"}, "ɪ": "ɪə", "i": "ɪə", "ʊ": "ʊə", "u": "ʊə",
    "I": "Iə", "W": "Wə", "Y": "Yə",
}  # fmt: skip
"""What becomes of a vowel where British voices do not say the r behind it; the others stay."""
_LEFT_OUT: Final = frozenset("ːˑ.|‖‿ʰʱʲʷˠˤʼʔ˞")
"""Length, syllables, and the ways to begin or end a sound: they tell no English words apart."""
_STRESSES: Final = "ˈˌ"
_HELD: Final = re.compile("[ʃszʒmnŋfvhɹrl][ː:]")
"""A consonant that can be said by itself, as in shh."""
_FROM_KEYBOARD: Final = str.maketrans({"'": "ˈ", ",": "ˌ", ":": "ː"})
"""What stands on every keyboard, and is often written in place of the symbols."""
_NASAL: Final = "\u0303"
_SYLLABIC: Final = re.compile("([lmnŋɹr])(\u0329|\u030d)")
_AS_IPA: Final = str.maketrans(
    {"A": "eɪ", "I": "aɪ", "O": "oʊ", "Q": "əʊ", "W": "aʊ", "Y": "ɔɪ", "ʤ": "dʒ", "ʧ": "tʃ", "ɹ": "r"}
)
_SAME_SOUND: Final = str.maketrans({"ᵊ": "ə", "ᵻ": "ɪ", "ɐ": "ə", "T": "t"})
"""Reduced vowels and the tapped t, which misaki tells apart and dictionaries do not."""
_NO_SOUND: Final = re.compile(r"[^\w\sːˈˌ]|_")
_EMPHASIS: Final = re.compile("ˈ+(.)ː?")
"""An emphasised vowel has several stresses, and is long."""
_LONG_VOWEL: Final = re.compile("(?<=[ˈˌ])([iuɑɔɜ])(?!ː)")
"""American vowels are long where they are stressed; British ones have their length in misaki's alphabet."""
_STRESSED_SYLLABLE: Final = re.compile(
    "((?:(?<!\\w)[^\\WAIOQWYiuæɑɒɔəɛɜɪʊʌ]+|s[ptk][ɹlwj]|s[ptkmnlw]|[pbtdkɡfθʃ]ɹ|[pbkɡf]l|[tdkɡθ]w|[pbtdkɡfvmnh]j|[^\\WAIOQWYiuæɑɒɔəɛɜɪʊʌŋː])?)"
    "([ˈˌ])"
)
"""A stress behind the consonants that begin its syllable: all of a word's first ones, else those that English joins."""
_CEDILLA: Final = "\u0327"


def to_misaki(ipa: str, *, british: bool) -> str:
    """The phonemes of a word or a few words; a word without a stress is stressed on its first vowel.

    Args:
        ipa: as dictionaries write it, without slashes.
        british: whether a British voice is to say it.

    Raises:
        ValueError: when there is neither a vowel nor a consonant that is held, as in /ʃː/; or when
            a symbol stands for no sound, which is named.
    """
    table, symbols = _table(british=british)
    sounds = (table[each] if each in table else _sound(each, ipa) for each in symbols.findall(_simplified(ipa)))
    stressed = _stressed("".join(sounds), ipa)
    return _SILENT_R.sub(lambda r: _BEFORE_SILENT_R.get(r[1], r[1]), stressed) if british else stressed


@cache
def _table(*, british: bool) -> tuple[Mapping[str, str], re.Pattern[str]]:
    """The sounds of symbols, and what cuts a text into symbols."""
    table = _SHARED | (_BRITISH if british else _AMERICAN)
    # the longest first, so that a diphthong is not read as two vowels
    longest_first = map(re.escape, sorted(table, key=len, reverse=True))
    return table, re.compile("|".join((*longest_first, ".")), re.DOTALL)


def from_misaki(phonemes: str) -> str:
    """The sounds of a sentence in IPA: no punctuation, one space between words, stresses before their syllables.

    Args:
        phonemes: as hibari makes them, or as `to_misaki` returns them.
    """
    bare = _NO_SOUND.sub(" ", _EMPHASIS.sub(r"ˈ\1", phonemes))
    long = _LONG_VOWEL.sub(r"\1ː", bare.translate(_SAME_SOUND))
    stressed = _STRESSED_SYLLABLE.sub(r"\2\1", long)
    return " ".join(stressed.translate(_AS_IPA).split())


def _simplified(ipa: str) -> str:
    """Without ties and marks that change no English sound; a syllabic consonant has its vowel before it."""
    text = unicodedata.normalize("NFD", " ".join(ipa.split()).translate(_FROM_KEYBOARD)).replace(f"c{_CEDILLA}", "ç")
    vowelled = _SYLLABIC.sub(r"ᵊ\1", text)
    return "".join(each for each in vowelled if each == _NASAL or not unicodedata.combining(each))


def _sound(symbol: str, ipa: str) -> str:
    """The phoneme of a symbol that no table has."""
    if symbol in _LEFT_OUT:
        return ""
    if symbol == _NASAL:
        return "n"
    if symbol in _KEPT or symbol in _STRESSES:
        return symbol
    named = f"U+{ord(symbol):04X} {unicodedata.name(symbol, 'unnamed')}"
    alphabet = "the International Phonetic Alphabet"
    message = f'"{symbol}" ({named}) in /{ipa}/ is no sound of {alphabet} that a voice can make'
    raise ValueError(message)


def _stressed(sounds: str, ipa: str) -> str:
    """Every stress moved from the beginning of its syllable to its vowel; without one, the first vowel is stressed."""
    if set(_VOWELS).isdisjoint(sounds):
        if _HELD.search(ipa):
            return re.sub(f"[{_STRESSES}]", "", sounds)
        message = f"/{ipa}/ holds no vowel"
        raise ValueError(message)
    moved = re.sub(rf"([{_STRESSES}])([^{_VOWELS}{_STRESSES}]*)([{_VOWELS}])", r"\2\1\3", sounds)
    # a stress that no vowel follows
    bare = re.sub(rf"[{_STRESSES}](?![{_VOWELS}])", "", moved)
    return bare if "ˈ" in bare else re.sub(rf"([{_VOWELS}])", r"ˈ\1", bare, count=1)
