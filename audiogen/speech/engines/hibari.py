"""The voices of hibari-tts: what is known of them without loading them. They speak in `hibari_model`.

The model of heart is inside the package. The others are downloads, which only `audiogen voices get` makes.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import replace
from itertools import chain
from typing import TYPE_CHECKING, Final

from audiogen.speech.engine import Fragment, package_version, words_of
from audiogen.speech.models.catalogue import hibari_voices
from audiogen.speech.words.dictionary import strange_words
from audiogen.speech.words.fragments import with_places
from audiogen.speech.words.ipa import to_misaki
from audiogen.speech.words.text import has_words, pieces, plain

if TYPE_CHECKING:
    from collections.abc import Iterator

    from audiogen.speech.engine import Sound, Speech

_ADAPTER: Final = 3

PIECE_CHARACTERS: Final = 240
"""About 40 words: more at once takes memory with the square of the length, 5 GB for 2 000 words."""

PACE: Final = (
    (0.50, 114),
    (0.52, 116),
    (0.54, 118),
    (0.56, 121),
    (0.58, 136),
    (0.60, 137),
    (0.62, 140),
    (0.64, 141),
    (0.66, 145),
    (0.68, 160),
    (0.70, 163),
    (0.72, 166),
    (0.74, 167),
    (0.76, 170),
    (0.78, 172),
    (0.80, 187),
    (0.82, 204),
    (0.84, 207),
    (0.86, 215),
    (0.88, 219),
    (0.90, 222),
)
"""Speed asked of hibari 0.2.1, and the words a minute that come of it.

Measured over 20 sentences (258 words) as calm narration has them, each from its first sound to its last. The steps are
hibari's: it rounds the length of every speech sound. From 0.50 to 0.70 a predictor of naturalness (DistillMOS, 20
sentences) gives 4.62 to 4.66, above the 4.55 of its own pace; below 0.50 hibari is not meant to go. 140 words a minute,
in the middle of the plateau that scored best, is a good pace for calm narration.
"""

_LETTERS: Final = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789") | frozenset(
    character for character in map(chr, range(0xC0, 0x100)) if character.isalpha()
)
_MARKS: Final = frozenset(
    " .,;:!?'\"()[]-\u2013\u2014/%&@#+=$\u00a3\u20ac\u00a5\u00b0\u00d7\u00f7\u00b1\u00bd\u00bc\u00be"
)
"""Marks that hibari either reads out or rightly makes a pause of."""
_BESIDE_LATIN_1: Final = str.maketrans(
    {"\u0141": "L", "\u0142": "l", "\u0110": "D", "\u0111": "d", "\u0131": "i", "\u0152": "Oe", "\u0153": "oe"}
)
_SPACED_DASH: Final = re.compile(r"\s+[-\u2013\u2014]+\s+|\s*\u2014\s*")
_ASIDE: Final = re.compile(r"\s+[(\[]")
_DOUBLED_COMMA: Final = re.compile(r",(?=\s*[.,;:!?])")
_SENTENCE_MARKS: Final = re.compile(r"[.!?\u2026]+")
_FEW_WORDS: Final = re.compile(r"\s*\S+(?:\s+\S+){0,5}\s*")
_FILLER: Final = "\U00010737"
"""Behind a place, where the rest of its fragment would stand: of the same script, and no place itself."""
_WITHOUT_BRACKETS: Final = str.maketrans({"(": None, "[": None, ")": ",", "]": ","})


class HibariEngine:
    """An embedded voice: offline, quick, English only."""

    takes_ipa = True
    languages: tuple[str, ...] = ("en",)
    licence = "Apache-2.0"
    online = False
    synthetic = True

    def __init__(self, name: str = "heart") -> None:
        self.name = name
        self._facts = hibari_voices().get(name)
        self._british = self._facts is not None and self._facts.british
        self.gender = self._facts.gender if self._facts else "female"
        accent = self._facts.accent if self._facts else "American"
        self.about = f"{accent} English, natural and calm; offline"

    def fingerprint(self) -> str:
        """Hibari's version pins every model by its hash, and so stands for them."""
        return f"{self.name}/{_ADAPTER}/hibari-tts {package_version('hibari-tts')}"

    def available(self) -> str | None:
        """Whether package and model are here, without importing them."""
        if self._facts is None:
            return "the package hibari-tts is not installed; run: pip install hibari-tts"
        if self._facts.bundled or self._facts.place.is_file():
            return None
        return f"it is not downloaded yet; run: audiogen voices get {self.name}"

    def unsayable(self, speech: Speech, language: str) -> str | None:
        """Other languages, other scripts and most symbols: hibari would leave them out, or garble them, unsaid."""
        if language.replace("_", "-").split("-")[0].lower() != "en":
            return f'the voice {self.name} speaks English, not "{language}"'
        text = words_of(speech)
        if not has_words(text):
            return "there are no words in it"
        strange = dict.fromkeys(character for character in _spelling(text) if not _is_known(character))
        if strange:
            return f"the voice {self.name} cannot say {', '.join(map(_named, strange))}"
        return _unsayable_sounds(speech)

    def unknown_words(self, speech: Speech, language: str) -> tuple[str, ...]:  # noqa: ARG002 - it speaks only one
        """The words that are not in hibari's dictionary; it guesses their sound from their letters."""
        written = "\n".join(fragment.text for fragment in speech if not fragment.ipa)
        return strange_words(written, british=self._british)

    def synthesize(self, speech: Speech, *, wpm: float, language: str) -> Sound:  # noqa: ARG002 - `unsayable` refuses others
        """Sound at 24 kHz, a piece at a time; the same bytes every time on one machine."""
        from audiogen.speech.engines.hibari_model import speak_pieces  # noqa: PLC0415 - loads onnxruntime and the model

        bundled = self._facts is None or self._facts.bundled
        model = None if bundled or self._facts is None else self._facts.place
        return speak_pieces(notated_pieces(speech, british=self._british), speed_for(wpm), self.name, model)


def emma() -> HibariEngine:
    """The British female voice."""
    return HibariEngine("emma")


def fable() -> HibariEngine:
    """The British male voice."""
    return HibariEngine("fable")


def fenrir() -> HibariEngine:
    """The American male voice."""
    return HibariEngine("fenrir")


def kore() -> HibariEngine:
    """Another American female voice."""
    return HibariEngine("kore")


def speed_for(wpm: float) -> float:
    """The speed to ask of hibari for a pace, the nearest one measured; paces out of reach get the end of the table."""
    return min(PACE, key=lambda pair: abs(pair[1] - wpm))[0]


def notated_pieces(speech: Speech, *, british: bool = False) -> tuple[str, ...]:
    """A phrase in pieces: `[word](/phonemes/)` is hibari's own notation, `[words](+)` our own for emphasis."""
    written, places = with_places(tuple(chain.from_iterable(map(_in_small_parts, speech))), emphasis=True)
    sounds = {place: _notated(fragment, british=british) for place, fragment in places.items()}
    # a place takes as much room as what it stands for, so that pieces become no longer than they may
    roomy = "".join(
        letter + _FILLER * (_room(places[letter]) - 1) if letter in places else letter for letter in written
    )
    cut = pieces(spoken_form(roomy), PIECE_CHARACTERS)
    return tuple("".join(sounds.get(letter, letter) for letter in piece if letter != _FILLER) for piece in cut)


def _in_small_parts(fragment: Fragment) -> Iterator[Fragment]:
    """A few words at a time, where a piece may end between them."""
    if fragment.ipa or not fragment.emphasis:
        yield fragment
    else:
        yield from (replace(fragment, text=words) for words in _FEW_WORDS.findall(fragment.text))


def _room(fragment: Fragment) -> int:
    # emphasis makes sounds longer, and takes signs
    letters = len(fragment.text) * (1 if fragment.ipa else 2)
    return min(max(letters, len(fragment.ipa)), PIECE_CHARACTERS)


def _notated(fragment: Fragment, *, british: bool) -> str:
    # a full stop inside would end the sentence, in the middle of the notation
    words = _SENTENCE_MARKS.sub("", spoken_form(fragment.text).translate(_WITHOUT_BRACKETS))
    return f"[{words}](/{to_misaki(fragment.ipa, british=british)}/)" if fragment.ipa else f"[{words}](+)"


def _unsayable_sounds(speech: Speech) -> str | None:
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
    """The text in the letters and marks that hibari reads well: it loses some quotes, brackets and spaced hyphens."""
    dashed = _SPACED_DASH.sub(" \u2014 ", _spelling(text))
    asides = _ASIDE.sub(", ", dashed).translate(_WITHOUT_BRACKETS)
    return _DOUBLED_COMMA.sub("", asides).strip(" ,")


def _spelling(text: str) -> str:
    """Plain marks, and letters beyond Latin-1 without their accents: hibari reads those letters, and drops these."""
    return "".join(map(_base_letter, plain(text).translate(_BESIDE_LATIN_1)))


def _base_letter(character: str) -> str:
    if ord(character) < 0x100:
        return character
    bare = unicodedata.normalize("NFD", character)
    accented = bare[0].isascii() and all(map(unicodedata.combining, bare[1:]))
    return bare[0] if accented else character


def _is_known(character: str) -> bool:
    return character in _LETTERS or character in _MARKS


def _named(character: str) -> str:
    return f'"{character}" (U+{ord(character):04X} {unicodedata.name(character, "unnamed")})'
