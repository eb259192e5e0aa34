"""The half of Kokoro's voices that needs onnxruntime, its model and its reader of text."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from threading import Lock
from typing import Final

import numpy as np
from kokoro_onnx import Kokoro

from audiogen.errors import SpeechError
from audiogen.speech.chain.trim import join
from audiogen.speech.engine import Sound, Speech
from audiogen.speech.words.fragments import with_places
from audiogen.speech.words.ipa import to_misaki
from audiogen.speech.words.text import pieces

_LOCK: Final = Lock()
"""The reader of text holds one language for the whole process."""
PIECE_CHARACTERS: Final = 120
"""Memory grows with the length; a piece is about 20 words."""
NATURAL_WPM: Final = 235.0
"""How fast it speaks at its own pace, without silences, measured on calm narration with one voice; others differ."""
_SLOWEST, _FASTEST = 0.5, 1.3
_PAUSE_S: Final = 0.35


def speak(speech: Speech, model: Path, voices: Path, voice: str, language: str, wpm: float) -> Sound:
    """A phrase, a piece at a time.

    Raises:
        SpeechError: when the model has no sounds for it, or has no such voice.
    """
    speed = min(max(wpm / NATURAL_WPM, _SLOWEST), _FASTEST)
    with _LOCK:
        kokoro = _kokoro(model, voices)
        if voice not in kokoro.voices:
            message = f"{voices} holds no voice {voice}"
            raise SpeechError(message, hint="Run: audiogen voices get kokoro")
        phonemes = _phonemes(kokoro, speech, language)
        return join((_speak(kokoro, sounds, voice, speed) for sounds in phonemes), [_PAUSE_S] * len(phonemes))


def _phonemes(kokoro: Kokoro, speech: Speech, language: str) -> list[str]:
    """The pieces of a phrase as sounds: those that were given, and the rest as it is read."""
    written, places = with_places(speech, emphasis=False)
    given = {place: to_misaki(fragment.ipa, british=language == "en-gb") for place, fragment in places.items()}
    return [_read(kokoro, piece, given, language) for piece in pieces(written, PIECE_CHARACTERS)]


def _read(kokoro: Kokoro, piece: str, given: dict[str, str], language: str) -> str:
    sounds, text = "", ""
    for letter in [*piece, ""]:
        if letter and letter not in given:
            text += letter
            continue
        read = kokoro.tokenizer.phonemize(text, language) if text.strip() else ""
        sounds += f"{' ' if text[:1] == ' ' else ''}{read}{' ' if text[-1:] == ' ' else ''}{given.get(letter, '')}"
        text = ""
    return sounds


def _speak(kokoro: Kokoro, sounds: str, voice: str, speed: float) -> Sound:
    try:
        samples, rate_hz = kokoro.create(sounds, voice, speed, is_phonemes=True, trim=False)
    except ValueError as error:
        message = f"Kokoro cannot say it: {error}"
        raise SpeechError(message, hint="Write it in other words, or choose another voice.") from error
    return Sound(np.asarray(samples, np.float32).ravel(), int(rate_hz))


@cache
def _kokoro(model: Path, voices: Path) -> Kokoro:
    return Kokoro(str(model), str(voices))
