"""The part of Kokoro's voices that needs onnxruntime, the model and its phonemizer."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from threading import Lock
from typing import Final

import numpy as np
from kokoro_onnx import Kokoro
from kokoro_onnx.tokenizer import Tokenizer

from audiogen.errors import SpeechError
from audiogen.speech.chain.trim import join
from audiogen.speech.engine import Sound, Speech
from audiogen.speech.words.ipa import to_misaki
from audiogen.speech.words.placeholders import with_placeholders
from audiogen.speech.words.text import pieces

_LOCK: Final = Lock()
"""The phonemizer has one language for the whole process."""
PIECE_CHARACTERS: Final = 120
"""Memory grows with the length; a piece is about 20 words."""
_PAUSE_S: Final = 0.35


def speak(speech: Speech, model: Path, voices: Path, voice: str, language: str, speed: float) -> Sound:
    """A phrase, a piece at a time.

    Raises:
        SpeechError: when the model cannot say it, or has no such voice.
    """
    with _LOCK:
        kokoro = _kokoro(model, voices)
        if voice not in kokoro.voices:
            message = f"{voices} holds no voice {voice}"
            raise SpeechError(message, hint="Run: audiogen voices get kokoro")
        phonemes = _phonemes_of(kokoro.tokenizer, speech, language)
        return join((_speak(kokoro, piece, voice, speed) for piece in phonemes), [_PAUSE_S] * len(phonemes))


def phonemes(speech: Speech, language: str) -> tuple[str, ...]:
    """What the model would be given, a piece at a time; no model is needed."""
    with _LOCK:
        return _phonemes_of(_tokenizer(), speech, language)


def _phonemes_of(tokenizer: Tokenizer, speech: Speech, language: str) -> tuple[str, ...]:
    text, fragments = with_placeholders(speech, emphasis=False)
    given = {place: to_misaki(fragment.ipa, british=language == "en-gb") for place, fragment in fragments.items()}
    return tuple(_phonemes(tokenizer, piece, given, language) for piece in pieces(text, PIECE_CHARACTERS))


def _phonemes(tokenizer: Tokenizer, piece: str, given: dict[str, str], language: str) -> str:
    """The phonemes of a piece: those that were given, and what the phonemizer reads between them."""
    phonemes, text = "", ""
    for letter in [*piece, ""]:
        if letter and letter not in given:
            text += letter
            continue
        read = tokenizer.phonemize(text, language) if text.strip() else ""
        # the phonemizer drops the spaces around a text
        phonemes += f"{' ' if text[:1] == ' ' else ''}{read}{' ' if text[-1:] == ' ' else ''}{given.get(letter, '')}"
        text = ""
    return phonemes


def _speak(kokoro: Kokoro, phonemes: str, voice: str, speed: float) -> Sound:
    try:
        samples, rate_hz = kokoro.create(phonemes, voice, speed, is_phonemes=True, trim=False)
    except ValueError as error:
        message = f"Kokoro cannot say it: {error}"
        raise SpeechError(message, hint="Write it in other words, or choose another voice.") from error
    return Sound(np.asarray(samples, np.float32).ravel(), int(rate_hz))


@cache
def _tokenizer() -> Tokenizer:
    return Tokenizer()


@cache
def _kokoro(model: Path, voices: Path) -> Kokoro:
    return Kokoro(str(model), str(voices))
