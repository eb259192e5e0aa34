"""Sounds in the letters of respellings, which give the same sounds where they are read again: muh-REE-uh."""

from __future__ import annotations

import re
from functools import cache
from typing import Final

from audiogen.speech.words.ipa import from_misaki, to_misaki
from audiogen.speech.words.respelling import sounding

_VOWELS: Final = {
    "aɪ": "y", "aʊ": "ow", "eɪ": "ay", "oʊ": "oh", "ɔɪ": "oy", "ɑː": "ah", "ɔː": "aw",
    "iː": "ee", "uː": "oo", "ɜr": "ur", "ɜːr": "ur", "ər": "ur", "ɑːr": "ar", "ɔːr": "or", "ɔr": "or",
    "ɑr": "ar", "ɛr": "air", "ɪr": "eer", "ʊr": "oor", "æ": "a", "ɛ": "eh", "ɪ": "ih", "ʌ": "uh",
    "ʊ": "uu", "ə": "uh", "i": "ee", "u": "oo", "ɑ": "ah", "ɔ": "aw", "ɒ": "o",
}  # fmt: skip
_WITHOUT_STRESS: Final = {ord("ˈ"): "", ord("ː"): "", ord("ʌ"): "ə", ord("ɜ"): "ə"}
_SHORT: Final = {"ɛ": "e", "ɪ": "i"}
"""Before a consonant."""
_CONSONANTS: Final = {
    "tʃ": "ch", "dʒ": "j", "ð": "dh", "ɡ": "g", "ŋ": "ng", "ʃ": "sh", "θ": "th", "ʒ": "zh", "j": "y",
    **{letter: letter for letter in "bdfhklmnprstvwz"},
}  # fmt: skip


def _longest_first(table: dict[str, str]) -> str:
    return "|".join(sorted(table, key=len, reverse=True))


_SYLLABLE: Final = re.compile(
    f"(?P<onset>(?:{_longest_first(_CONSONANTS)})*)(?P<stress>[ˈˌ]?)(?P<onset2>(?:{_longest_first(_CONSONANTS)})*)"
    f"(?P<vowel>{_longest_first(_VOWELS)})"
)
_CONSONANT: Final = re.compile(_longest_first(_CONSONANTS))


@cache
def letters_of(ipa: str) -> str | None:
    """A respelling of one word that gives just these sounds.

    Args:
        ipa: as audiogen shows it, without slashes.

    Returns:
        None where the letters cannot say them.
    """
    # the letters that look like a word come first; where they are read otherwise, those that cannot be
    for plain in (True, False):
        syllables = _syllables(ipa, plain=plain)
        said = "-".join(syllables or ())
        said = said.upper() if "-" not in said and "ˈ" in ipa else said
        heard = tuple(sounding(said, "en")) if said else ()
        if len(heard) == 1 and heard[0].ipa and _same(heard[0].ipa, ipa):
            return said
    return None


def _same(one: str, meant: str) -> bool:
    """Whether two notations are one sound to a voice; of two stresses in a word, letters have the first."""
    try:
        pair = [from_misaki(to_misaki(each, british=False)).replace("ˌ", "") for each in (one, meant)]
    except ValueError:
        return False
    if "ˈ" not in meant:
        pair = [each.translate(_WITHOUT_STRESS) for each in pair]
    return pair[0] == pair[1]


def _syllables(ipa: str, *, plain: bool) -> list[str] | None:
    found: list[str] = []
    at = 0
    while match := _SYLLABLE.match(ipa, at):
        vowel = match["vowel"]
        end = match.end()
        # an r before another vowel begins the next syllable
        if vowel.endswith("r") and len(vowel) > 1 and _SYLLABLE.match(ipa, end - 1) and _begins_with_vowel(ipa, end):
            end, vowel = end - 1, vowel[:-1]
            if vowel not in _VOWELS:
                return None
        coda = _coda(ipa, end)
        written = _vowel(vowel, coda, plain=plain) + _letters(coda)
        onset = match["onset"] + match["onset2"]
        written = f"{_letters(onset)}{written}" if onset or vowel != "aɪ" else f"eye{_letters(coda)}"
        found.append(written.upper() if match["stress"] == "ˈ" else written)
        at = end + len(coda)
    return found if found and at == len(ipa) else None


def _begins_with_vowel(ipa: str, at: int) -> bool:
    match = _SYLLABLE.match(ipa, at)
    return match is not None and not match["onset"] and not match["onset2"] and not match["stress"]


def _coda(ipa: str, at: int) -> str:
    """The consonants that end a syllable: all at the end and before a stress, else all but the last before a vowel."""
    units: list[str] = []
    end = at
    while match := _CONSONANT.match(ipa, end):
        units.append(match[0])
        end = match.end()
    if end == len(ipa) or ipa[end] in "ˈˌ":
        return "".join(units)
    # no English syllable begins with it
    return "".join(units if units[-1:] == ["ŋ"] else units[:-1])


def _letters(consonants: str) -> str:
    return _CONSONANT.sub(lambda match: _CONSONANTS[match[0]], consonants)


def _vowel(vowel: str, coda: str, *, plain: bool) -> str:
    return _SHORT[vowel] if plain and coda and vowel in _SHORT else _VOWELS[vowel]
