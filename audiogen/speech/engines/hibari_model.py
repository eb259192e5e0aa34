"""The part of hibari's voices that needs onnxruntime and a model. Text is prepared in `hibari`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import nullcontext
from dataclasses import dataclass
from functools import cache
from itertools import repeat
from pathlib import Path
from threading import Lock
from typing import Final

import hibari
import numpy as np
import onnxruntime
from hibari.dsp import synth
from hibari.voices import VOICES

from audiogen.audio.samples import Samples
from audiogen.errors import SpeechError
from audiogen.speech.chain.trim import join
from audiogen.speech.engine import Delivery, Sound
from audiogen.speech.engines.hibari_delivery import Variation, contours
from audiogen.speech.engines.hibari_noise import KeptNoise
from audiogen.speech.engines.hibari_phonemes import Sentence, sentences
from audiogen.speech.engines.prosody import Contour, shaped

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
_PITCH_BINS: Final = slice(4, 60)
"""80 to 1200 Hz. What hibari makes without harmonics there is creak."""
_NOTHING: Final = 2
"""Phonemes of a sentence without any: the two that stand for its edges."""


@dataclass(frozen=True, slots=True)
class Manner:
    """How a phrase is shaped."""

    delivery: Delivery
    varied: Variation


def speak_pieces(
    texts: tuple[str, ...], speed: float, voice: str, path: Path | None, manner: Manner | None = None
) -> Sound:
    """The pieces of a phrase in a row.

    Args:
        texts: as `hibari.notated_pieces` returns them.
        speed: relative to hibari's own pace.
        voice: one of hibari's.
        path: its model; None for the one inside the package.
        manner: how they are shaped; None to speak them as the model does by itself.

    Raises:
        SpeechError: when the model has nothing to say for one of them.
    """
    with _LOADING:
        model = _model(voice, path)
    pieces = [sentences(text, british=VOICES[voice]["british"]) for text in texts]
    melodies = iter(_contours(pieces, manner))
    seed = manner.varied.noise_seed if manner else _SEED
    spoken = (_speak(model, text, piece, speed, melodies, seed) for text, piece in zip(texts, pieces, strict=True))
    return join(spoken, [_PAUSE_S] * len(texts))


def _contours(pieces: Sequence[tuple[Sentence, ...]], manner: Manner | None) -> Iterator[Contour | None]:
    endings = [sentence.ending for piece in pieces for sentence in piece]
    return repeat(None) if manner is None else contours(endings, manner.delivery, manner.varied)


def _speak(
    model: hibari.Hibari,
    text: str,
    piece: tuple[Sentence, ...],
    speed: float,
    melodies: Iterator[Contour | None],
    seed: int,
) -> Sound:
    noise = KeptNoise(seed)
    with _LONG if max((len(each.phonemes) for each in piece), default=0) > _MANY_PHONEMES else nullcontext():
        spoken = [_sentence(model, each, speed, next(melodies), noise) for each in piece]
    samples = np.concatenate([np.zeros(0, np.float32), *spoken])
    if not samples.size:
        message = f'the voice {model.voice} has no sounds for "{text}"'
        raise SpeechError(message, hint="Write it as it is spoken, in English words.")
    return Sound(samples, hibari.SAMPLE_RATE)


def _sentence(
    model: hibari.Hibari, sentence: Sentence, speed: float, contour: Contour | None, noise: KeptNoise
) -> Samples:
    ids = model.ids(sentence.phonemes)
    if contour is None or len(ids) <= _NOTHING:
        return np.asarray(model.from_ids(ids, speed, noise))
    given = {"ids": np.asarray([ids], np.int64), "speed": np.asarray([speed], np.float32)}
    *spectra, f0 = (each[0] for each in model.sess.run(None, given))
    harmonic, _, _, free, _ = spectra
    curve = shaped(f0, _level(harmonic) > _level(free), contour, stressed_end=sentence.stressed_end)
    return np.asarray(synth(*spectra, curve, noise))


def _level(log_amplitudes: Samples) -> Samples:
    """The power of each frame where pitch is heard; shape (frames,)."""
    return np.asarray(np.exp(2 * log_amplitudes[_PITCH_BINS]).sum(axis=0))


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
