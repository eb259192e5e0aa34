"""Respellings: words written as they are said, in syllables, with capitals for the stress: prah-nah-YAH-mah.

Voices that take phonemes are given those that the letters stand for in English; the others read the letters. Measured
with hibari 0.2.1 over the 228 respellings that come with audiogen: when hibari reads the letters, it stresses every
syllable, gets 3 % of the sounds wrong, and spells capitals out as initials; without hyphens, 14 % are wrong. By the
tables here 1 % are.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from typing import Final

from audiogen.script.language_tags import base_language
from audiogen.speech.engine import Fragment
from audiogen.speech.words.dictionary import has_one_sound

_VOWELS: Final = {
    "eye": "aɪ", "igh": "aɪ", "air": "ɛr", "eer": "ɪr", "oor": "ʊr", "ah": "ɑː", "aa": "ɑː", "ar": "ɑr", "ai": "eɪ",
    "au": "aʊ", "aw": "ɔː", "ay": "eɪ", "ee": "iː", "eh": "ɛ", "er": "ɜr", "ew": "uː", "ie": "aɪ", "ih": "ɪ",
    "oe": "oʊ", "oh": "oʊ", "oo": "uː", "or": "ɔr", "ou": "aʊ", "ow": "aʊ", "oy": "ɔɪ", "uh": "ʌ",
    "ur": "ɜr", "uu": "ʊ",
}  # fmt: skip
_SHORT: Final = {"a": "æ", "e": "ɛ", "i": "ɪ", "o": "ɒ", "u": "ʌ", "y": "aɪ"}
"""Single letters with a consonant behind them, as in "sut"; y is that of "my", but for the consonants below."""
_SHORT_Y: Final = re.compile(r"(.)\1|ck|ng|nk|tch|mph|th|sh")
"""Consonants at the end of a syllable before which a y is that of "lynx": Lynn, sync."""
_OPEN: Final = {"a": "ɑː", "i": "iː", "o": "oʊ", "u": "uː", "y": "aɪ"}
"""Single letters that end their syllable, as in "bo"."""
_LONG: Final = {"a": "eɪ", "i": "aɪ", "o": "oʊ", "u": "uː"}
"""Before a consonant and a silent e, as in "moke"."""
_UNSTRESSED: Final = {"ʌ": "ə", "ɜr": "ər"}
_CONSONANTS: Final = {
    "tch": "tʃ", "ch": "tʃ", "ck": "k", "dh": "ð", "dj": "dʒ", "gh": "ɡ", "kh": "x", "ng": "ŋ", "ph": "f", "sh": "ʃ",
    "th": "θ", "wh": "w", "zh": "ʒ", "bb": "b", "dd": "d", "ff": "f", "gg": "ɡ", "kk": "k", "ll": "l", "mm": "m",
    "nn": "n", "pp": "p", "rr": "r", "ss": "s", "tt": "t", "zz": "z", "j": "dʒ", "g": "ɡ", "y": "j",
    **{letter: letter for letter in "bdfhklmnprstvwz"},
}  # fmt: skip
# of two alternatives a pattern takes the first that fits: in both tables the longer spellings come first
_ONSET: Final = rf"(?P<onset>(?:{'|'.join(_CONSONANTS)})*)"
_CODA: Final = rf"(?P<coda>(?:{'|'.join(key for key in _CONSONANTS if key != 'y')})*)"
_SYLLABLE: Final = re.compile(rf"{_ONSET}(?P<vowel>{'|'.join(_VOWELS)}|[aeiouy]){_CODA}(?P<silent>e?)")
_CONSONANT: Final = re.compile("|".join(_CONSONANTS))
_SYLLABLES: Final = re.compile(r"(?<![\w-])[A-Za-z]+(?:-[A-Za-z]+)*(?![\w-])")
_NO_VOWEL: Final = re.compile(r"(?!(?:s?h+|[mnszfvhrl])+$)[^aeiouyAEIOUY]{2,}|[qxjkcgptbdQXJKCGPTBD]")
"""A syllable without a vowel, unless it can be held by itself."""
_WORD: Final = re.compile(r"[^\W\d_]+")


def respelled(say: str) -> str:
    """A respelling for voices that read letters: in small ones, since voices spell capitals out as initials.

    Capitals without a vowel stay: they are initials.
    """
    return _WORD.sub(lambda match: match[0].lower() if _is_stressed(match[0]) else match[0], say)


def sounding(say: str, language: str) -> Iterator[Fragment]:
    """A respelling for voices that take phonemes: English syllables become phonemes, other words stay letters.

    Args:
        say: the respelling of one word or several.
        language: BCP 47; the letters of other languages stand for other sounds, and stay.
    """
    at = 0
    for match in _SYLLABLES.finditer(say) if base_language(language) == "en" else ():
        ipa = syllables_to_ipa(match[0]) if "-" in match[0] else _one_syllable_to_ipa(match[0])
        if ipa:
            if match.start() > at:
                yield Fragment(respelled(say[at : match.start()]))
            yield Fragment(match[0].lower(), ipa)
            at = match.end()
    if at < len(say):
        yield Fragment(respelled(say[at:]))


def syllables_to_ipa(word: str) -> str | None:
    """The sounds of syllables that are joined by hyphens.

    Returns:
        None when no syllable is in capitals, so that the stress is not known, or when one cannot be read.
    """
    syllables = word.split("-")
    if not any(_is_stressed(syllable) for syllable in syllables):
        return None
    sounds = [_syllable_to_ipa(syllable) for syllable in syllables]
    return "".join(each for each in sounds if each) if all(sounds) else None


def unreadable(say: str, language: str) -> str | None:
    """The first syllable of a respelling that nobody can read, since it has no vowel; None when there is none.

    Args:
        say: the respelling of one word or several.
        language: BCP 47; how the letters of other languages sound is not known here.
    """
    if language.partition("-")[0].lower() != "en":
        return None
    syllables = (each for match in _SYLLABLES.finditer(say) if "-" in match[0] for each in match[0].split("-"))
    # capitals are initials, and some sounds can be held by themselves: shh, mmm
    return next((each for each in syllables if not each.isupper() and _NO_VOWEL.fullmatch(each)), None)


def unreadable_message(syllable: str) -> str:
    """What is wrong with such a syllable, and what to write instead."""
    return f'the syllable "{syllable}" cannot be said, since it has no vowel; write it as it sounds, like NEEV-uh'


def _one_syllable_to_ipa(word: str) -> str | None:
    """The sounds of a word of one syllable; None where its letters cannot be read, or the voice is sure of the word."""
    small = word.lower()
    respelt = len(word) > 1 and word in {small, word.upper()} and not has_one_sound(small)
    return _syllable_to_ipa(word.upper()) if respelt and _is_stressed(word.upper()) else None


def _is_stressed(syllable: str) -> bool:
    """Whether it stands in capitals, and has a vowel, so that it is no initials."""
    return syllable.isupper() and not {"A", "E", "I", "O", "U", "Y"}.isdisjoint(unicodedata.normalize("NFD", syllable))


def _syllable_to_ipa(syllable: str) -> str | None:
    match = _SYLLABLE.fullmatch(syllable.lower())
    vowel = _vowel(match) if match else None
    if match is None or vowel is None:
        return None
    onset, coda = (_CONSONANT.sub(lambda at: _CONSONANTS[at[0]], match[part]) for part in ("onset", "coda"))
    return f"ˈ{onset}{vowel}{coda}" if _is_stressed(syllable) else f"{onset}{_UNSTRESSED.get(vowel, vowel)}{coda}"


def _vowel(match: re.Match[str]) -> str | None:
    letters = match["vowel"]
    if len(letters) > 1:
        return None if match["silent"] else _VOWELS[letters]
    if match["silent"]:
        return _LONG.get(letters) if match["coda"] else None
    if letters == "y" and _SHORT_Y.fullmatch(match["coda"]):
        return _SHORT["i"]
    return (_SHORT if match["coda"] else _OPEN).get(letters)
