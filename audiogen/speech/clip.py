"""From an engine's sound to a finished clip: trimmed, resampled to the project's rate, processed, and set to one level.

The cache holds the engine's sound as it came, so that better processing never speaks, or pays for, a phrase twice. The
stages are in `audiogen.speech.chain`; mixing, and the loudness of the whole, are decided elsewhere.
"""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import Final

import numpy as np
import soundfile
import soxr
from numpy.typing import NDArray

from audiogen.audio.activity import BLOCK, block_levels_db
from audiogen.audio.loudness import SILENCE, loudness_lufs
from audiogen.audio.samples import Samples
from audiogen.cache.kept_code import kept_code_of
from audiogen.cache.store import Cache, content_key
from audiogen.errors import SpeechError
from audiogen.speech.chain.balance import balanced
from audiogen.speech.chain.clicks import repaired
from audiogen.speech.chain.compressor import compressed
from audiogen.speech.chain.de_esser import de_essed
from audiogen.speech.chain.filters import high_passed
from audiogen.speech.chain.room import in_room
from audiogen.speech.chain.trim import trim
from audiogen.speech.engine import Sound, package_version
from audiogen.speech.recorded.finish import cut_words, level, limit
from audiogen.units import RATE, to_gain

SPEECH_LUFS: Final = -18.0
"""Loudness of every phrase while words sound, placed on both sides; near the end product, so that mixing is easy."""
PHRASE_LUFS: Final = SPEECH_LUFS - 1.0
"""Loudness of a phrase as a whole, with the pauses between its words: measured over the first show, -18.7 to -19.4."""
CLIP_PEAK_DBFS: Final = -8.0
"""No sample of a phrase's words is above this, 10 dB over their loudness: the few peaks that would be are turned down,
so that mastering, which raises a show by 3 to 5 dB, has next to nothing to limit."""
_FULL_DBFS: Final = -0.5
"""With its echoes a phrase may have higher peaks, but never at full scale."""
_EDGE_FRAMES: Final = 96
"""2 ms: filters ring on beyond the fades at the edges of the words, and are faded out once more."""
_CHUNK: Final = 1 << 20
_ACTIVE_DB: Final = -30.0
"""Blocks this far below the vowels are pauses between words; they say nothing about how loud the voice is."""


@dataclass(frozen=True, slots=True)
class PhraseClip:
    """One spoken phrase, ready to be placed."""

    key: str
    """The cache's key of the finished clip."""
    raw_key: str
    """The cache's key of the engine's sound."""
    frames: int
    """Length of its words, at the project's rate; the room rings on for `TAIL_FRAMES` more."""


def finished_key(raw_key: str, cache: Cache, *, recorded: bool) -> str:
    """The cache's key of a finished clip: it changes with the engine's sound, and with the code that finishes it."""
    libraries = [package_version(name) for name in ("numpy", "soxr", "soundfile")]
    code = [kept_code_of(cache, __name__), *libraries]
    return content_key({"kind": "clip", "code": code, "raw": raw_key, "recorded": recorded})


def encode_raw(sound: Sound) -> bytes:
    """An engine's sound as FLAC of 24 bits; peaks above full scale are scaled to it, since the level is set later.

    Raises:
        SpeechError: when there are no samples, or when they are not numbers.
    """
    samples, rate_hz = sound.samples, sound.rate_hz
    if not samples.size:
        raise _only_silence()
    peak = float(max(samples.max(), -samples.min()))
    if not np.isfinite(peak):
        message = "the voice gave a sound that holds no numbers"
        raise SpeechError(message, hint="This is a fault of the voice: choose another one.")
    data = io.BytesIO()
    with soundfile.SoundFile(data, "w", rate_hz, 1, format="FLAC", subtype="PCM_24") as file:
        # a recording may be long: only chunks of it are in memory twice
        for start in range(0, samples.size, _CHUNK):
            file.write(_in_24_bits(samples[start : start + _CHUNK], peak))
    return data.getvalue()


def as_kept(sound: Sound) -> Sound:
    """The sound that `decode_raw` will give of what `encode_raw` gave, to the last bit, without decoding it."""
    samples = sound.samples
    kept = _in_24_bits(samples, float(max(samples.max(), -samples.min())))
    return Sound(kept.astype(np.float32) / np.float32(1 << 31), sound.rate_hz)


def _in_24_bits(samples: Samples, peak: float) -> NDArray[np.int32]:
    """Whole numbers of 32 bits, the last eight of them zero, so that no library has to round."""
    steps = np.rint(samples / np.float32(max(1.0, peak)) * np.float32(1 << 23))
    return np.asarray(np.minimum(steps, (1 << 23) - 1).astype(np.int32) << 8, np.int32)


def decode_raw(data: bytes) -> Sound:
    """The sound that `encode_raw` encoded."""
    samples, rate_hz = soundfile.read(io.BytesIO(data), dtype="float32")
    return Sound(samples, rate_hz)


def finish(raw: bytes | Sound, *, recorded: bool = False) -> Samples:
    """A phrase as it is mixed: shape (2, frames + `TAIL_FRAMES`), 48 kHz; the same bits every time.

    Arguments and errors are those of `prepare`.
    """
    clip = in_room(prepare(raw, recorded=recorded))
    # the clip is kept in 16 bits, which hold nothing above full scale
    clip *= np.float32(min(1.0, to_gain(_FULL_DBFS) / max(float(clip.max()), -float(clip.min()))))
    return clip


def prepare(raw: bytes | Sound, *, recorded: bool = False) -> Samples:
    """The words, finished but for the room: shape (frames,), 48 kHz, at `SPEECH_LUFS`; the same bits every time.

    Args:
        raw: what `encode_raw` gave, or `as_kept`.
        recorded: whether a person was recorded, in a room that is never silent.

    Raises:
        SpeechError: when there are no words in the sound.
    """
    if recorded:
        # people keep their own highs
        return level(_processed(_recorded_words(raw), tilted=False), SPEECH_LUFS, CLIP_PEAK_DBFS)
    words = trim(_without_clicks(raw))
    if words is None:
        raise _only_silence()
    resampled = np.asarray(soxr.resample(words.samples, words.rate_hz, RATE, quality="HQ"), np.float32)
    # resamplers differ by a frame where the rates do not divide: the length is rounded here instead
    frames = (words.samples.size * RATE + words.rate_hz // 2) // words.rate_hz
    samples = _processed(np.pad(resampled[:frames], (0, max(0, frames - resampled.size))), tilted=True)
    # pauses would make a slow phrase louder than a quick one
    loudness = loudness_lufs(_active(samples), on_both_sides=True)
    if loudness == SILENCE:
        raise _only_silence()
    samples *= np.float32(to_gain(SPEECH_LUFS - loudness))
    limit(samples, to_gain(CLIP_PEAK_DBFS))
    return samples


def _without_clicks(raw: bytes | Sound) -> Sound:
    sound = raw if isinstance(raw, Sound) else decode_raw(raw)
    return Sound(repaired(sound.samples, sound.rate_hz), sound.rate_hz)


def _recorded_words(raw: bytes | Sound) -> Samples:
    words = cut_words(_without_clicks(raw).samples)
    if words is None:
        raise _only_silence()
    return words


def _processed(samples: Samples, *, tilted: bool) -> Samples:
    """The words as a voice that fits beside others: no rumble, a common balance, soft s, no syllable too loud."""
    samples = compressed(de_essed(balanced(high_passed(samples), tilted=tilted)))
    edge = np.linspace(0, 1, min(_EDGE_FRAMES, samples.size), dtype=np.float32)
    samples[: edge.size] *= edge
    samples[samples.size - edge.size :] *= edge[::-1]
    return samples


def _only_silence() -> SpeechError:
    return SpeechError("the voice gave only silence", hint="Write it in other words, or choose another voice.")


def _active(samples: Samples) -> Samples:
    """The blocks in which words sound, joined; all of a sound that is shorter than one block."""
    levels = block_levels_db(samples, RATE)
    if not levels.size:
        return samples
    blocks = samples[: levels.size * BLOCK].reshape(levels.size, -1)
    return np.asarray(blocks[levels > _ACTIVE_DB].reshape(-1))
