"""Sound and tags for the tests of writers, and ways of looking at what was written."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Iterable
from functools import cache
from itertools import pairwise
from pathlib import Path

import av
import numpy as np
import soxr
from PIL import Image

from audiogen.audio.samples import Samples
from audiogen.encode.formats import Format
from audiogen.encode.tags import ChapterTag, Tags
from audiogen.units import RATE


def jpeg(side: int = 300) -> bytes:
    file = io.BytesIO()
    Image.linear_gradient("L").resize((side, side)).convert("RGB").save(file, "JPEG")
    return file.getvalue()


COVER = jpeg()
TAGS = Tags(
    title="Arriving — ça va",
    artist="A. Guide",
    album="Quiet Minutes",
    track=2,
    date=dt.date(2025, 3, 4),
    language="en-GB",
    comment="Ten quiet minutes.\nNo more than that.",
    url="https://example.org/minutes",
    copyright="A. Guide",
    cover_jpeg=COVER,
    chapters=(ChapterTag("Settle", 0, 0.5125), ChapterTag("Breathe ça", 0.5125, 2), ChapterTag("Close", 2, 3)),
)


def write(path: Path, form: Format, sound: Samples, *, cuts: Iterable[int] = (), tags: Tags = TAGS) -> Path:
    edges = [0, *sorted(cuts), sound.shape[1]]
    return write_blocks(path, form, [sound[:, a:b] for a, b in pairwise(edges)], frames=sound.shape[1], tags=tags)


def write_blocks(path: Path, form: Format, blocks: Iterable[Samples], *, frames: int, tags: Tags = TAGS) -> Path:
    with form.open(path, tags=tags, frames=frames) as writer:
        for block in blocks:
            writer.write(block)
    return path


def read(path: Path) -> Samples:
    """Decoded as players do, whole numbers scaled to ±1: shape (2, n)."""
    with av.open(path) as container:
        parts = [_floats(frame.to_ndarray()) for frame in container.decode(audio=0)]
    return np.concatenate(parts, axis=1)


def _floats(samples: np.ndarray) -> np.ndarray:
    if samples.dtype == np.float32:
        return samples
    return samples.reshape(-1, 2).T / 2.0**31


@cache
def hiss(frames: int) -> Samples:
    """Noise up to 6 kHz, different left and right: it has one place in time and no other."""
    noise = np.random.default_rng(3).normal(0, 0.1, (frames // 4 + 1, 2))
    return _shared(soxr.resample(noise, RATE // 4, RATE)[:frames].T)


@cache
def tones(frames: int = 3 * RATE) -> Samples:
    """Two in the middle; they swell and fall over a quarter of a second."""
    time = np.arange(frames) / RATE
    both = 0.25 * np.sin(2 * np.pi * 440 * time) + 0.2 * np.sin(2 * np.pi * 1000 * time)
    swell = np.clip(np.minimum(time, time[::-1]) * 4, 0, 1)
    return _shared(np.stack((both * swell,) * 2))


@cache
def speech_like(frames: int) -> Samples:
    """Buzzing in bursts over hiss, where encoders change their ways often."""
    time = np.arange(frames) / RATE
    buzz = sum(np.sin(2 * np.pi * 140 * k * time + k * k) / k for k in range(1, 40))
    syllables = np.clip(np.sin(2 * np.pi * 3.1 * time) * 4, 0, 1) * np.clip(np.sin(2 * np.pi * 0.4 * time) * 8, 0, 1)
    return _shared(0.2 * buzz * syllables + 0.1 * hiss(frames))


def _shared(sound: np.ndarray) -> Samples:
    """Sound that tests share: none of them can spoil it for the others."""
    samples = sound.astype(np.float32)
    samples.setflags(write=False)
    return samples


HISS = hiss(3 * RATE)
