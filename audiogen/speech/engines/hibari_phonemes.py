"""Text → the phonemes that hibari's voices speak, by its own reader and dictionary, without a model of a voice.

What `audiogen say --words` shows and what is spoken come from here, so that they cannot differ.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from threading import Lock
from typing import Final

import hibari
from hibari.g2p import G2P

from audiogen.speech.engines.prosody import Ending
from audiogen.speech.engines.sentence_ends import ending_of

_READING: Final = Lock()
"""One text at a time becomes phonemes, since hibari's dictionary is not thread-safe."""
_EMPHASISED: Final = re.compile(r"\[(?P<words>[^\]]*)\]\(\+(?:/(?P<sounds>[^/)]*)/)?\)")
_SENTENCE_MARKS: Final = re.compile(r"[.!?\u2026]+")
_STRESSED_VOWEL: Final = re.compile("\u02c8(.)")
_VOWEL: Final = re.compile("[AIOQWYaeiouæɐɑɒɔəɚɛɜɪʊʌᵊᵻ]+")
"""Of a syllable, in misaki's alphabet; diphthongs are capitals."""
_SPELT: Final = re.compile(
    r"(?P<notation>\[[^\]]*\]\([^)]*\))|\b(?P<letters>[A-Z](?: [A-Z])+)\b(?!'s)|(?<=\w )(?P<plan>A)(?! [A-Z]|'s)\b"
)
"""Letters with spaces between them, and an A within a sentence: hibari would take it for the article. One with an s
behind it is left to hibari, which knows that "T's" ends like "ease"."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence, or a part of a long one, that is spoken in one go."""

    phonemes: str
    """In misaki's alphabet, punctuation kept."""
    ending: Ending
    """What its melody is to do at its end."""

    @property
    def stressed_end(self) -> bool:
        """Whether its last syllable is one that carries stress."""
        _, stress, rest = self.phonemes.rpartition("\u02c8")
        return bool(stress) and len(_VOWEL.findall(rest)) == 1


def phonemes(text: str, *, british: bool) -> tuple[str, ...]:
    """The sentences of a text in misaki's alphabet, their punctuation kept.

    Args:
        text: a piece as `hibari.notated_pieces` returns it.
        british: whether a British voice is to say it.
    """
    return tuple(sentence.phonemes for sentence in sentences(text, british=british))


def sentences(text: str, *, british: bool) -> tuple[Sentence, ...]:
    """The same, and how each of them ends; arguments are those of `phonemes`."""
    with _READING:
        reader = _reader(british)
        spelt = _SPELT.sub(lambda at: at["notation"] or _letters(reader, at["letters"] or at["plan"]), text)
        notated = _EMPHASISED.sub(lambda at: _emphasised(reader, at["words"], at["sounds"]), spelt)
        found: list[Sentence] = []
        for sentence in reader.split_sentences(notated):
            *parts, last = reader.phonemize(sentence) or [""]
            found += [*(Sentence(part, "") for part in parts), Sentence(last, ending_of(sentence))]
        return tuple(each for each in found if each.phonemes)


class _ReadWords(G2P):  # type: ignore[misc]  # hibari has no types
    """hibari's reader of words, without its own rules for abbreviations and figures.

    What is to be read out is words already, and those rules change them: "no." becomes number, "type C" type 100.
    """

    def __call__(self, text: str, normalize_text: bool = False) -> str:  # noqa: FBT001, FBT002 - hibari's own name
        return str(super().__call__(text, normalize_text))


class _SilentHibari(hibari.Hibari):  # type: ignore[misc]  # hibari has no types
    """What hibari does before it speaks. Its own constructor would load a model."""

    def __init__(self, *, british: bool) -> None:
        self._g2p = _ReadWords(british=british)


@cache  # reading the dictionary takes half a second
def _reader(british: bool) -> _SilentHibari:  # noqa: FBT001 - the key of the cache
    return _SilentHibari(british=british)


def _letters(reader: _SilentHibari, letters: str) -> str:
    """The names of the letters, the last of them stressed, as hibari itself stresses initials."""
    *others, last = (reader.g2p.lexicon.get_NNP(letter)[0] for letter in letters.split())
    names = [*(each.replace("\u02c8", "\u02cc") for each in others), last]
    return f"[{letters}](/{' '.join(names)}/)"


def _emphasised(reader: _SilentHibari, words: str, sounds: str | None) -> str:
    """The words with every primary stress threefold and its vowel long: hibari has no emphasis of its own.

    Measured on eight words in a sentence each, at 140 words a minute: the word lasts 0.18 to 0.40 s longer, and Whisper
    still understands every sentence; pitch and level stay, on average, what they were. Two signs for a long vowel are
    misheard; capitals, which have a stress in misaki's rules, change next to nothing; an exclamation mark raises the
    pitch by a semitone, but ends the sentence.
    """
    # a full stop would end the sentence, in the middle of the notation
    said = sounds or _SENTENCE_MARKS.sub(",", " ".join(reader.phonemize(words)).strip(" .,!?"))
    strong = _STRESSED_VOWEL.sub("\u02c8\u02c8\u02c8\\1\u02d0", said.replace("\u02cc", "\u02c8"))
    return f"[{words}](/{strong}/)" if said else words
