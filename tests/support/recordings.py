"""Recordings to test with: words over the noise of a room, as files of any format."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import av
import numpy as np
import soundfile

from audiogen.audio.samples import Samples
from audiogen.units import RATE, to_gain

WORD_DBFS = -20.0


def silence(seconds: float, rate: int = RATE) -> Samples:
    return np.zeros(int(seconds * rate), np.float32)


def word(seconds: float = 0.4, pitch_hz: float = 140, rate: int = RATE) -> Samples:
    """A vowel that swells and fades: harmonics that fall by 9 dB an octave, at -20 dBFS (RMS) in its middle."""
    return _word(seconds, pitch_hz, rate).copy()


@cache
def _word(seconds: float, pitch_hz: float, rate: int) -> Samples:
    time_s = np.arange(int(seconds * rate)) / rate
    count = min(24, int(rate / 2.2 / pitch_hz))
    wave = sum(np.sin(2 * np.pi * pitch_hz * k * time_s + k * k) / k**1.5 for k in range(1, count))
    wave = wave / wave.std() * np.sin(np.pi * np.arange(time_s.size) / time_s.size) ** 0.5
    return np.asarray(to_gain(WORD_DBFS) * wave, np.float32)


def speech(words: int = 8, rate: int = RATE) -> Samples:
    """Words of different pitches with short gaps, about half a second each; silence nowhere else."""
    pitches = [110, 150, 125, 170, 140, 160, 118, 133]
    parts = [part for i in range(words) for part in (word(0.4, pitches[i % 8], rate), silence(0.1, rate))]
    return np.concatenate(parts[:-1])


def room(samples: Samples, level_dbfs: float, seed: int = 1) -> Samples:
    """The sound in a room whose noise, louder the deeper it is, has this level (RMS)."""
    noise = np.fft.rfft(np.random.default_rng(seed).standard_normal(samples.size))
    hertz = np.fft.rfftfreq(samples.size, 1 / RATE)
    shaped = np.fft.irfft(noise / np.sqrt(np.maximum(hertz, 80)) * (hertz > 40), samples.size)
    return np.asarray(samples + to_gain(level_dbfs) * shaped / shaped.std(), np.float32)


def click(level_dbfs: float = -12.0) -> Samples:
    """The click of a mouse: 15 ms."""
    frames = int(0.015 * RATE)
    noise = np.random.default_rng(5).uniform(-1, 1, frames) * np.exp(-np.arange(frames) / 150)
    return np.asarray(to_gain(level_dbfs) * noise, np.float32)


def write_wav(path: Path, samples: Samples, rate: int = RATE, subtype: str = "PCM_24") -> Path:
    """Any format that libsndfile writes, by the suffix; samples of shape (n,) or (channels, n)."""
    soundfile.write(path, samples.T, rate, subtype=subtype)
    return path


def write_coded(
    path: Path, codec: str, samples: Samples, rate: int = RATE, *, options: dict[str, str] | None = None
) -> Path:
    """Any format that FFmpeg writes, by the suffix; samples of shape (n,)."""
    with av.open(str(path), "w", options=options or {}) as container:
        stream = container.add_stream(codec, rate=rate)
        stream.layout = "mono"
        size = stream.codec_context.frame_size or 1024
        fitting = av.AudioResampler(stream.format.name, "mono", rate, frame_size=size)
        frame = av.AudioFrame.from_ndarray(samples[None], format="fltp", layout="mono")
        frame.sample_rate, frame.pts = rate, 0
        for part in (*fitting.resample(frame), *fitting.resample(None)):
            container.mux(stream.encode(part))
        container.mux(stream.encode(None))
    return path


def cut(path: Path, share: float = 0.6) -> Path:
    """The file with its later bytes gone."""
    data = path.read_bytes()
    path.write_bytes(data[: int(len(data) * share)])
    return path
