"""What becomes of a voice's sound: kept as it came, then trimmed, brought to the project's rate and levelled.

The cache holds what the engine gave, so that a better trimming or levelling never pays a voice twice. Mixing, and the
loudness of the whole, are decided elsewhere.
"""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np
import soundfile
import soxr

from audiogen.errors import SpeechError
from audiogen.loudness import loudness_lufs
from audiogen.speech.engine import Sound
from audiogen.speech.recorded import cut_words, level
from audiogen.speech.trim import BLOCKS_PER_S, block_levels_db, trim
from audiogen.units import RATE, to_gain

if TYPE_CHECKING:
    from audiogen.samples import Samples

SPEECH_LUFS: Final = -18.0
"""Loudness of every phrase while words sound, placed on both sides; near the end product, so that mixing is easy."""
PHRASE_LUFS: Final = SPEECH_LUFS - 1.0
"""Loudness of a phrase as a whole, with the pauses between its words: measured over the first show, -18.7 to -19.4."""
CLIP_PEAK_DBFS: Final = -1.0
"""No sample of a phrase is above this: a phrase that would be is set lower instead, undistorted."""
_CHUNK: Final = 1 << 20
_ACTIVE_DB: Final = -30.0
"""Blocks this far below the vowels are pauses between words; they say nothing about how loud the voice is."""


@dataclass(frozen=True, slots=True)
class Clip:
    """One spoken phrase, ready to be placed."""

    key: str
    """Where the cache has the engine's sound."""
    frames: int
    """Its length as `prepare` gives it, at the project's rate."""


def encode_raw(sound: Sound) -> bytes:
    """An engine's sound as FLAC of 24 bits; what exceeds full scale is scaled to it, since level is set later.

    Raises:
        SpeechError: when there are no samples, or when they are not numbers.
    """
    samples, rate_hz = sound.samples, sound.rate_hz
    if not samples.size:
        raise _silent()
    peak = float(max(samples.max(), -samples.min()))
    if not np.isfinite(peak):
        message = "the voice gave a sound that holds no numbers"
        raise SpeechError(message, hint="This is a fault of the voice: choose another one.")
    data = io.BytesIO()
    with soundfile.SoundFile(data, "w", rate_hz, 1, format="FLAC", subtype="PCM_24") as file:
        for start in range(0, samples.size, _CHUNK):  # a recording is long, and is not to be held twice
            file.write(samples[start : start + _CHUNK] / max(1.0, peak))
    return data.getvalue()


def decode_raw(data: bytes) -> Sound:
    """The sound that `encode_raw` kept."""
    samples, rate_hz = soundfile.read(io.BytesIO(data), dtype="float32")
    return Sound(samples, rate_hz)


def clip_frames(raw: bytes, *, recorded: bool = False) -> int:
    """The length that `prepare` gives, without its work.

    Args:
        raw: what `encode_raw` gave.
        recorded: whether a person was recorded, in a room that is never silent.

    Raises:
        SpeechError: when there are no words in the sound.
    """
    return _recorded(raw).size if recorded else _frames(_words(raw))


def prepare(raw: bytes, *, recorded: bool = False) -> Samples:
    """The words as they are to be mixed: shape (frames,), 48 kHz, at `SPEECH_LUFS`; the same bits every time.

    Args:
        raw: what `encode_raw` gave.
        recorded: whether a person was recorded, in a room that is never silent.

    Raises:
        SpeechError: when there are no words in the sound.
    """
    if recorded:
        return level(_recorded(raw), SPEECH_LUFS, CLIP_PEAK_DBFS)
    words = _words(raw)
    resampled = soxr.resample(words.samples, words.rate_hz, RATE, quality="HQ")
    samples = _fit(np.asarray(resampled, np.float32), _frames(words))
    return samples * np.float32(_gain(samples))


def _words(raw: bytes) -> Sound:
    words = trim(decode_raw(raw))
    if words is None:
        raise _silent()
    return words


def _recorded(raw: bytes) -> Samples:
    words = cut_words(decode_raw(raw).samples)
    if words is None:
        raise _silent()
    return words


def _silent() -> SpeechError:
    return SpeechError("the voice gave only silence", hint="Write it in other words, or choose another voice.")


def _frames(words: Sound) -> int:
    return (words.samples.size * RATE + words.rate_hz // 2) // words.rate_hz


def _fit(samples: Samples, frames: int) -> Samples:
    """Exactly `frames` long: resamplers differ by a frame where the rates do not divide."""
    return np.pad(samples[:frames], (0, max(0, frames - samples.size)))


def _gain(samples: Samples) -> float:
    loudness = loudness_lufs(_active(samples), on_both_sides=True)
    ceiling = to_gain(CLIP_PEAK_DBFS) / max(float(np.abs(samples).max()), 1e-9)
    return min(to_gain(SPEECH_LUFS - loudness), ceiling)


def _active(samples: Samples) -> Samples:
    """The blocks in which words sound, in a row."""
    levels = block_levels_db(Sound(samples, RATE))
    if not levels.size:
        return samples
    blocks = samples[: levels.size * (RATE // BLOCKS_PER_S)].reshape(levels.size, -1)
    return np.asarray(blocks[levels > _ACTIVE_DB].reshape(-1))
