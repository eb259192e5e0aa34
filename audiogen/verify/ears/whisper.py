"""Speech recognition by faster-whisper, word errors by jiwer: both come with the extra `ears`."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Final

import jiwer
import numpy as np
import soxr
from faster_whisper import WhisperModel

from audiogen.audio.samples import Samples
from audiogen.units import RATE

_HEARING_RATE: Final = 16_000


class WhisperTranscriber:
    """A speech model on this machine. From a folder that holds all of it nothing is fetched."""

    def __init__(self, folder: Path) -> None:
        threads = os.cpu_count() or 1
        self._model = WhisperModel(
            str(folder), device="cpu", compute_type="int8", cpu_threads=threads, local_files_only=True
        )

    @property
    def languages(self) -> frozenset[str]:
        """Languages of the model, as it calls them."""
        return frozenset(self._model.supported_languages)

    def text_of(self, samples: Samples, language: str) -> str:
        """What is understood of a short stretch, shape (2, n), spoken in a language that it knows."""
        mono = soxr.resample(samples.mean(axis=0), RATE, _HEARING_RATE).astype(np.float32)
        # no guesses from what was heard before: every phrase is judged by itself
        segments, _ = self._model.transcribe(
            mono, language=language, beam_size=5, condition_on_previous_text=False, without_timestamps=True
        )
        return " ".join(segment.text.strip() for segment in segments)

    def wrong_words(self, written: str, heard: str) -> int:
        """The fewest words to change, leave out or add to make one of the other, both normalised and not empty."""
        found = jiwer.process_words(written, heard)
        return int(found.substitutions + found.deletions + found.insertions)
