"""Recordings that are used as beds, as files of any format, and what is read off them."""

from __future__ import annotations

import wave
from functools import cache
from pathlib import Path

import av
import numpy as np

from audiogen.ambience.recorded.bed import FileBed
from audiogen.audio.samples import Samples
from audiogen.units import RATE


def noise(seconds: float, *, rate: int = RATE, channels: int = 2) -> Samples:
    """Smooth enough that a step would be seen in it."""
    return _noise(seconds, rate, channels).copy()


@cache
def _noise(seconds: float, rate: int, channels: int) -> Samples:
    frames = int(seconds * rate)
    spectrum = np.fft.rfft(np.random.default_rng(1).standard_normal((channels, frames)))
    spectrum[:, np.fft.rfftfreq(frames, 1 / rate) > 2000] = 0
    sound = np.fft.irfft(spectrum, frames)
    return (0.1 * sound / sound.std()).astype(np.float32)


def tone(seconds: float, hertz: float, rate: int) -> Samples:
    return (0.3 * np.sin(2 * np.pi * hertz * np.arange(int(seconds * rate)) / rate)).astype(np.float32)[None]


def write_wav(path: Path, samples: Samples, rate: int = RATE) -> Path:
    with wave.open(str(path), "wb") as file:
        file.setnchannels(samples.shape[0])
        file.setsampwidth(2)
        file.setframerate(rate)
        file.writeframes(np.rint(samples.T * 32767).astype("<i2").tobytes())
    return path


def write_coded(path: Path, codec: str, samples: Samples, rate: int, layout: str) -> Path:
    with av.open(str(path), "w") as container:
        stream = container.add_stream(codec, rate=rate)
        stream.layout = layout
        for start in range(0, samples.shape[1], 1024):
            frame = av.AudioFrame.from_ndarray(samples[:, start : start + 1024].copy(), format="fltp", layout=layout)
            frame.sample_rate = rate
            frame.pts = start
            container.mux(stream.encode(frame))
        container.mux(stream.encode(None))
    return path


def loudest_hertz(samples: Samples) -> float:
    spectrum = np.abs(np.fft.rfft(samples * np.hanning(samples.size)))
    return float(spectrum.argmax() * RATE / samples.size)


def seam_of(bed: FileBed) -> tuple[int, int]:
    """Where the crossfade begins and ends when the bed first goes back."""
    assert bed.loop
    begin = bed.loop.end - bed._start
    return begin, begin + bed.loop.fade
