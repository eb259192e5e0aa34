"""The half of the voice heart that needs onnxruntime and the model. Text is made ready in `hibari`."""

from __future__ import annotations

import re
from functools import cache
from threading import Lock
from typing import Final

import hibari
import numpy as np

from audiogen.errors import SpeechError
from audiogen.speech.engine import Sound
from audiogen.speech.trim import join

_LOCK: Final = Lock()
"""One phrase at a time: the model's caches are not made for threads."""
_SEED: Final = 0
"""Of hibari's breath noise; fixed, so that the same text gives the same bytes."""
_EMPHASISED: Final = re.compile(r"\[(?P<words>[^\]]*)\]\(\+\)")
_STRESSED_VOWEL: Final = re.compile("\u02c8(.)")
_PAUSE_S: Final = 0.35
"""Between pieces of one phrase, which end at a clause: as long as hibari itself rests at a comma or a full stop."""


def speak_pieces(texts: tuple[str, ...], speed: float) -> Sound:
    """The pieces of a phrase in a row.

    Raises:
        SpeechError: when the model has nothing to say for one of them.
    """
    with _LOCK:
        parts = [_speak(text, speed) for text in texts]
    return join(parts, [_PAUSE_S] * len(parts))


def _speak(text: str, speed: float) -> Sound:
    notated = _EMPHASISED.sub(lambda match: _emphasised(match["words"]), text)
    samples = np.asarray(_model()(notated, speed=speed, seed=_SEED), np.float32)
    if not samples.size:
        message = f'the voice heart has no sounds for "{text}"'
        raise SpeechError(message, hint="Write it as it is spoken, in English words.")
    return Sound(samples, hibari.SAMPLE_RATE)


def _emphasised(words: str) -> str:
    """The words with every main stress doubled and its vowel long: hibari has no emphasis of its own.

    Measured on four sentences, the word lasts 0.05 to 0.25 s longer; capitals, in which misaki's lexicon has a stress,
    change nothing.
    """
    phonemes = " ".join(_model().phonemize(words)).strip(" .,!?")
    strong = _STRESSED_VOWEL.sub("\u02c8\u02c8\\1\u02d0", phonemes.replace("\u02cc", "\u02c8"))
    return f"[{words}](/{strong}/)" if phonemes else words


@cache
def _model() -> hibari.Hibari:
    # a second thread would double the work without making it quicker, and change the bytes
    return hibari.Hibari(threads=1)
