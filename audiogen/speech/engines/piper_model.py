"""The part of Piper's voices that needs onnxruntime and a model."""

from __future__ import annotations

from functools import cache
from itertools import chain
from pathlib import Path
from threading import Lock
from typing import Final

import numpy as np
from piper import PiperVoice, SynthesisConfig

from audiogen.errors import SpeechError
from audiogen.speech.chain.trim import join
from audiogen.speech.engine import Sound, Speech
from audiogen.speech.words.ipa import from_misaki
from audiogen.speech.words.placeholders import with_placeholders
from audiogen.speech.words.text import pieces

_LOCK: Final = Lock()
"""Piper's phonemizer has one voice for the whole process."""
PIECE_CHARACTERS: Final = 110
"""Memory grows with the square of the length: a piece is about 18 words."""
NATURAL_WPM: Final = 275.0
"""How fast en_US-joe-medium speaks at its own pace, without silences, measured on calm narration; others differ."""
_PAUSE_S: Final = 0.35


def speak(speech: Speech, model: Path, wpm: float) -> Sound:
    """A phrase, a piece at a time.

    Raises:
        SpeechError: when the model has no sounds for it.
    """
    # with noise, the same words would have other bytes each time; Piper would normalize each sentence by itself, which
    # makes a soft one loud
    settings = SynthesisConfig(
        length_scale=NATURAL_WPM / wpm, noise_scale=0.0, noise_w_scale=0.0, normalize_audio=False
    )
    with _LOCK:
        voice = _voice(model)
        texts = _pieces(speech)
        return join((_speak(voice, text, settings) for text in texts), [_PAUSE_S] * len(texts))


def phonemes(speech: Speech, model: Path) -> str:
    """What the model would be given, without punctuation."""
    with _LOCK:
        voice = _voice(model)
        sentences = chain.from_iterable(voice.phonemize(text) for text in _pieces(speech))
        return " ".join(from_misaki("".join(sentence)) for sentence in sentences)


def _pieces(speech: Speech) -> tuple[str, ...]:
    """Text in pieces, with phonemes in double brackets, which is Piper's own notation."""
    text, fragments = with_placeholders(speech, emphasis=False)
    phonemes = {place: f"[[ {fragment.ipa} ]]" for place, fragment in fragments.items()}
    # brackets that an author wrote are no notation
    cut = pieces(text.replace("[[", "[").replace("]]", "]"), PIECE_CHARACTERS)
    return tuple("".join(phonemes.get(letter, letter) for letter in piece) for piece in cut)


def _speak(voice: PiperVoice, text: str, settings: SynthesisConfig) -> Sound:
    chunks = [np.asarray(chunk.audio_float_array, np.float32) for chunk in voice.synthesize(text, settings)]
    if not chunks:
        message = f'the model has no sounds for "{text}"'
        raise SpeechError(message, hint="Write it in other words, or choose another voice.")
    return Sound(np.concatenate(chunks), int(voice.config.sample_rate))


@cache
def _voice(model: Path) -> PiperVoice:
    return PiperVoice.load(model)
