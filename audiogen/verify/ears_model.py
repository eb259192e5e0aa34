"""The one place that knows faster-whisper and jiwer, which come with the extra `audiogen[ears]`."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import jiwer
import numpy as np
import soxr
from faster_whisper import WhisperModel

from audiogen.samples import Samples
from audiogen.units import RATE

_HEARING_RATE: Final = 16_000


@dataclass(frozen=True, slots=True)
class Errors:
    """How what was heard differs from what was written; in words."""

    wrong: int
    """Put in place of others, left out or added."""
    words: int
    """That were written."""


class Transcriber:
    """A speech model on this machine; it fetches nothing."""

    def __init__(self, folder: Path) -> None:
        threads = os.cpu_count() or 1
        self._model = WhisperModel(
            str(folder), device="cpu", compute_type="int8", cpu_threads=threads, local_files_only=True
        )

    def text_of(self, samples: Samples, language: str) -> str:
        """What is understood of a short stretch, shape (2, n), spoken in a language (ISO 639-1)."""
        mono = soxr.resample(samples.mean(axis=0), RATE, _HEARING_RATE).astype(np.float32)
        # no guesses from what was heard before: every phrase is judged by itself
        segments, _ = self._model.transcribe(
            mono, language=language, beam_size=5, condition_on_previous_text=False, without_timestamps=True
        )
        return " ".join(segment.text.strip() for segment in segments)


def errors_between(written: str, heard: str) -> Errors:
    """The fewest changes that make one of the other, both normalised and not empty."""
    found = jiwer.process_words(written, heard)
    return Errors(found.substitutions + found.deletions + found.insertions, len(written.split()))
