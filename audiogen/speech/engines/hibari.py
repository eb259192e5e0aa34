"""The voices of hibari-tts, as far as they are known without loading them. Speech is made in `hibari_model`.

The model of heart is part of the package. The others are downloaded, only by `audiogen voices get`.
"""

from __future__ import annotations

import re
import string
import unicodedata
from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from itertools import chain
from pathlib import Path
from typing import Final

from audiogen.script.language_tags import base_language
from audiogen.speech.engine import Delivery, Fragment, Sound, Speech, package_version, words_of
from audiogen.speech.engines.base import BaseEngine
from audiogen.speech.models.catalogue import hibari_voices
from audiogen.speech.words.dictionary import out_of_vocabulary
from audiogen.speech.words.ipa import from_misaki, to_misaki
from audiogen.speech.words.placeholders import with_placeholders
from audiogen.speech.words.text import pieces, plain

_ADAPTER: Final = 6

PIECE_CHARACTERS: Final = 240
"""About 40 words. Memory grows with the square of the length: 2 000 words at once take 5 GB."""

PACE: Final = (
    (0.50, 114), (0.52, 116), (0.54, 118), (0.56, 121), (0.58, 136), (0.60, 137), (0.62, 140),
    (0.64, 141), (0.66, 145), (0.68, 160), (0.70, 163), (0.72, 166), (0.74, 167), (0.76, 170),
    (0.78, 172), (0.80, 187), (0.82, 204), (0.84, 207), (0.86, 215), (0.88, 219), (0.90, 222),
)  # fmt: skip
"""Speed that hibari 0.2.1 is asked for, and the words a minute that result.

Measured over 20 sentences (258 words) of calm narration, each from its first sound to its last. The steps are hibari's:
it rounds the length of every phoneme. From 0.50 to 0.70 a predictor of naturalness (DistillMOS, 20 sentences) gives
4.62 to 4.66, above the 4.55 of hibari's own pace; it is not made for less than 0.50. 140 words a minute, in the middle
of the best range, is a good pace for calm narration.
"""

_READ: Final = (
    frozenset(string.ascii_letters + string.digits)
    | frozenset(filter(str.isalpha, map(chr, range(0xC0, 0x100))))
    | frozenset(" .,;:!?'\"()[]-\u2013\u2014/%&@#+=$\u00a3\u20ac\u00a5\u00b0\u00d7\u00f7\u00b1\u00bd\u00bc\u00be")
)
"""Characters that hibari either reads aloud or rightly turns into a pause."""
_MOST_NAMED: Final = 4
"""Characters that are named when there are many: a text in another script has hundreds."""
_BESIDE_LATIN_1: Final = str.maketrans(
    {"\u0141": "L", "\u0142": "l", "\u0110": "D", "\u0111": "d", "\u0131": "i", "\u0152": "Oe", "\u0153": "oe"}
)
_SPACED_DASH: Final = re.compile(r"\s+[-\u2013\u2014]+\s+|\s*\u2014\s*")
_ASIDE: Final = re.compile(r"\s+[(\[]")
_QUOTES: Final = re.compile(r"\"|(?<!\w)'|'(?!\w)")
"""Quotation marks, and apostrophes at the edge of a word, which have no sound of their own."""
_SPACED_MARK: Final = re.compile(r" +(?=[,.;:!?])")
_DOUBLED_COMMA: Final = re.compile(r",(?=\s*[.,;:!?])")
_SENTENCE_MARKS: Final = re.compile(r"[.!?\u2026]+")
_FEW_WORDS: Final = re.compile(r"\s*\S+(?:\s+\S+){0,5}\s*")
_FILLER: Final = "\U00010737"
"""Follows a placeholder as often as its fragment is longer: of the same script, but never a placeholder."""
_WITHOUT_BRACKETS: Final = str.maketrans({"(": None, "[": None, ")": ",", "]": ","})


class HibariEngine(BaseEngine):
    """An embedded voice: offline, quick, English only."""

    takes_ipa = True
    shaping = "1"
    languages: tuple[str, ...] = ("en",)
    licence = "Apache-2.0"

    def __init__(self, name: str = "heart") -> None:
        self.name = name
        self._facts = hibari_voices().get(name)
        self._british = self._facts is not None and self._facts.british
        self.gender = self._facts.gender if self._facts else "female"
        accent = self._facts.accent if self._facts else "American"
        self.about = f"{accent} English, natural and calm; offline"

    def fingerprint(self) -> str:
        """Voice, adapter and package, which pins every model by its hash."""
        return f"{self.name}/{_ADAPTER}/hibari-tts {package_version('hibari-tts')}"

    def available(self) -> str | None:
        """Whether package and model are installed, without importing them."""
        if self._facts is None:
            return "the package hibari-tts is not installed; run: pip install hibari-tts"
        if self._facts.bundled or self._facts.path.is_file():
            return None
        return f"it is not downloaded yet; run: audiogen voices get {self.name}"

    def unsayable(self, speech: Speech, language: str) -> str | None:
        """Refuses other languages, other scripts and most symbols: hibari would omit or garble them without notice."""
        if base_language(language) != "en":
            return f'the voice {self.name} speaks English, not "{language}"'
        refusal = self.refusal(speech, language)
        unknown = dict.fromkeys(character for character in _spelling(words_of(speech)) if character not in _READ)
        if refusal is None and unknown:
            more = f" and {len(unknown) - _MOST_NAMED} more" if len(unknown) > _MOST_NAMED else ""
            return f"the voice {self.name} cannot say {', '.join(map(_named, tuple(unknown)[:_MOST_NAMED]))}{more}"
        return refusal or _unsayable_phonemes(speech)

    def unknown_words(self, speech: Speech, language: str) -> tuple[str, ...]:  # noqa: ARG002 - it speaks only one
        """The words that are not in hibari's dictionary; it guesses how they sound from their letters."""
        written = "\n".join(fragment.text for fragment in speech if not fragment.ipa)
        return out_of_vocabulary(written, british=self._british)

    def sounds(self, speech: Speech, language: str) -> str:  # noqa: ARG002 - it speaks only one
        """What the model is given, as IPA."""
        from audiogen.speech.engines.hibari_phonemes import phonemes  # noqa: PLC0415 - loads the dictionary

        notated = notated_pieces(speech, british=self._british)
        sentences = chain.from_iterable(phonemes(piece, british=self._british) for piece in notated)
        return " ".join(map(from_misaki, sentences))

    def pace(self, wpm: float) -> float:
        """The nearest pace in the table."""
        return _nearest_pace(wpm)[1]

    def synthesize(self, speech: Speech, *, wpm: float, language: str) -> Sound:  # noqa: ARG002 - it speaks only one
        """Sound at 24 kHz, a piece at a time; the same bytes every time on one machine."""
        from audiogen.speech.engines.hibari_model import speak_pieces  # noqa: PLC0415 - loads onnxruntime and the model

        return speak_pieces(notated_pieces(speech, british=self._british), speed_for(wpm), self.name, self._model)

    def shaped(self, speech: Speech, delivery: Delivery, *, wpm: float, language: str) -> Sound:  # noqa: ARG002 - it speaks only one
        """The same with another melody, and where the words return, a little higher or lower, quicker or slower."""
        from audiogen.speech.engines.hibari_delivery import variation  # noqa: PLC0415 - loads numpy
        from audiogen.speech.engines.hibari_model import Manner, speak_pieces  # noqa: PLC0415 - loads onnxruntime and the model

        varied = variation(words_of(speech), delivery.variant)
        texts = notated_pieces(speech, british=self._british)
        speed = speed_for(_nearest_pace(wpm)[1] * varied.pace)
        return speak_pieces(texts, speed, self.name, self._model, Manner(delivery, varied))

    @property
    def _model(self) -> Path | None:
        return self._facts.path if self._facts and not self._facts.bundled else None


# each voice has an entry point of its own, which names what makes it
emma, fable, fenrir, kore = (partial(HibariEngine, name) for name in ("emma", "fable", "fenrir", "kore"))


def speed_for(wpm: float) -> float:
    """The speed to ask hibari for: that of the nearest pace in the table."""
    return _nearest_pace(wpm)[0]


def _nearest_pace(wpm: float) -> tuple[float, float]:
    return min(PACE, key=lambda pair: abs(pair[1] - wpm))


def notated_pieces(speech: Speech, *, british: bool = False) -> tuple[str, ...]:
    """A phrase in pieces: `[word](/phonemes/)` is hibari's own notation, `[words](+)` is ours for emphasis, and
    `[word](+/phonemes/)` for both.
    """
    text, fragments = with_placeholders(tuple(chain.from_iterable(map(_in_small_parts, speech))), emphasis=True)
    notations = {place: _notated(fragment, british=british) for place, fragment in fragments.items()}
    # placeholders are as long as what they stand for, so that no piece becomes longer than it may be
    padded = "".join(
        letter + _FILLER * (_length(fragments[letter]) - 1) if letter in fragments else letter for letter in text
    )
    cut = pieces(spoken_form(padded), PIECE_CHARACTERS)
    return tuple("".join(notations.get(letter, letter) for letter in piece if letter != _FILLER) for piece in cut)


def _in_small_parts(fragment: Fragment) -> Iterator[Fragment]:
    """An emphasised fragment as fragments of a few words, so that a piece may end between them."""
    if fragment.ipa or not fragment.emphasis:
        yield fragment
    else:
        yield from (replace(fragment, text=words) for words in _FEW_WORDS.findall(fragment.text))


def _length(fragment: Fragment) -> int:
    # emphasis lengthens vowels, and its notation adds characters
    longer = 2 if fragment.emphasis else 1
    letters = len(fragment.text) * (1 if fragment.ipa else 2)
    return min(max(letters, len(fragment.ipa) * longer), PIECE_CHARACTERS)


def _notated(fragment: Fragment, *, british: bool) -> str:
    # a full stop would end the sentence, in the middle of the notation
    words = _SENTENCE_MARKS.sub("", spoken_form(fragment.text).translate(_WITHOUT_BRACKETS))
    sounds = f"/{to_misaki(fragment.ipa, british=british)}/" if fragment.ipa else ""
    return f"[{words}]({'+' * fragment.emphasis}{sounds})"


def _unsayable_phonemes(speech: Speech) -> str | None:
    for fragment in speech:
        if len(fragment.ipa) > PIECE_CHARACTERS:
            return f'the sounds of "{fragment.text[:20]}..." are too many for one go; write them for a few words each'
        try:
            if fragment.ipa:
                to_misaki(fragment.ipa, british=False)
        except ValueError as error:
            return str(error)
    return None


def spoken_form(text: str) -> str:
    """The text in characters that hibari reads well: it loses brackets and spaced hyphens.

    A capitalized word beside a quotation mark is none of its dictionary's, so that it says "Now," as "no".
    """
    dashed = _SPACED_DASH.sub(" \u2014 ", _QUOTES.sub("", _spelling(text)))
    asides = _ASIDE.sub(", ", dashed).translate(_WITHOUT_BRACKETS)
    return _SPACED_MARK.sub("", _DOUBLED_COMMA.sub("", asides)).strip(" ,")


def _spelling(text: str) -> str:
    """Plain punctuation, and letters beyond Latin-1 without their accents, since hibari would drop such letters."""
    return "".join(map(_base_letter, plain(text).translate(_BESIDE_LATIN_1)))


def _base_letter(character: str) -> str:
    # hibari knows the accented letters of Latin-1
    if ord(character) < 0x100:
        return character
    bare = unicodedata.normalize("NFD", character)
    accented = bare[0].isascii() and all(map(unicodedata.combining, bare[1:]))
    return bare[0] if accented else character


def _named(character: str) -> str:
    return f'"{character}" (U+{ord(character):04X} {unicodedata.name(character, "unnamed")})'
