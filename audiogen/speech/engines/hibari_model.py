"""The part of hibari's voices that needs onnxruntime and a model. Text is prepared in `hibari`."""

from __future__ import annotations

from contextlib import nullcontext
from functools import cache
from pathlib import Path
from threading import Lock
from typing import Final

import hibari
import numpy as np
import onnxruntime
from hibari.voices import VOICES

from audiogen.errors import SpeechError
from audiogen.speech.chain.trim import join
from audiogen.speech.engine import Sound
from audiogen.speech.engines.hibari_phonemes import phonemes

_LOADING: Final = Lock()
"""A model is loaded once. As it is onnxruntime's, it speaks for several threads at once."""
_LONG: Final = Lock()
"""Held while many phonemes are spoken: memory grows with their number, and two long texts at once take too much."""
_MANY_PHONEMES: Final = 120
"""Few phrases of calm narration have more; so many take about 70 MB while they are spoken, 280 take 140 MB."""
_SEED: Final = 0
"""Of hibari's breath noise; fixed, so that the same text gives the same bytes."""
_PAUSE_S: Final = 0.35
"""Between pieces of one phrase, which end at a clause: as long as hibari itself rests at a comma or a full stop."""


def speak_pieces(texts: tuple[str, ...], speed: float, voice: str, path: Path | None) -> Sound:
    """The pieces of a phrase in a row.

    Args:
        texts: as `hibari.notated_pieces` returns them.
        speed: relative to hibari's own pace.
        voice: one of hibari's.
        path: its model; None for the one inside the package.

    Raises:
        SpeechError: when the model has nothing to say for one of them.
    """
    with _LOADING:
        model = _model(voice, path)
    return join((_speak(model, text, speed) for text in texts), [_PAUSE_S] * len(texts))


def _speak(model: hibari.Hibari, text: str, speed: float) -> Sound:
    sentences = phonemes(text, british=VOICES[model.voice]["british"])
    noise = np.random.default_rng(_SEED)
    with _LONG if max(map(len, sentences), default=0) > _MANY_PHONEMES else nullcontext():
        spoken = [model.from_ids(model.ids(sentence), speed, noise) for sentence in sentences]
    samples = np.concatenate([np.zeros(0, np.float32), *spoken])
    if not samples.size:
        message = f'the voice {model.voice} has no sounds for "{text}"'
        raise SpeechError(message, hint="Write it as it is spoken, in English words.")
    return Sound(samples, hibari.SAMPLE_RATE)


@cache
def _model(voice: str, path: Path | None) -> hibari.Hibari:
    model = hibari.Hibari(voice=voice, model=str(path) if path else None, threads=1)
    model.sess = _lean_session(model.model_path)
    return model


def _lean_session(path: str) -> onnxruntime.InferenceSession:
    """The model as hibari loads it, but memory is released between phrases; the bytes are the same.

    Measured with hibari 0.2.1 and onnxruntime 1.32 after phrases of 240 letters: 130 MB less are kept while a session
    is mixed and mastered, for a tenth more time in the model.
    """
    options = onnxruntime.SessionOptions()
    # a second thread for one text would double the work without making it quicker, and change the bytes
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.log_severity_level = 3
    options.enable_cpu_mem_arena = False
    return onnxruntime.InferenceSession(path, options, providers=["CPUExecutionProvider"])
