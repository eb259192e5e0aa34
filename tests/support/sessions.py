"""A small session made of plain sounds, in which everything is as it should be: what tests then spoil."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from functools import cache
from pathlib import Path

import numpy as np

from audiogen.audio.loudness import gated_lufs
from audiogen.audio.samples import Samples
from audiogen.encode.read_back import FileTags
from audiogen.encode.tags import ChapterTag
from audiogen.manifest import Aims, BellMark, BreathMark, Caption, ChapterMark, Checks, Loudness, Manifest, Media
from audiogen.script.model import Notes
from audiogen.units import RATE
from audiogen.verify.container import FileFacts
from audiogen.verify.examine import Findings, found_in
from audiogen.verify.figure import Figure
from audiogen.verify.meters.heard import FastCheck
from audiogen.verify.report.findings import file_report

LENGTH_S = 72.0
PHRASES = ((8.0, 11.0), (12.0, 15.0), (16.0, 19.0), (25.0, 28.0), (29.0, 32.0), (52.0, 55.0), (56.0, 59.0))
TOGETHER = ((8.0, 19.0), (25.0, 32.0), (52.0, 59.0))
BREATHS = ((34.0, 38.0, "in"), (38.0, 43.0, "out"), (43.0, 47.0, "in"), (47.0, 50.0, "out"))
AIMS = Aims(
    loudness_lufs=-16,
    anchor="programme",
    true_peak_dbtp=-1,
    bed_under_speech_db=-22,
    bed_in_pauses_db=-17,
    fade_in_s=3,
    fade_out_s=3,
)
CHECKS = Checks.model_validate(dict.fromkeys(Checks.model_fields, 0))
"""Of no sound in particular: where they matter, they are measured."""


def noise(frames: int, seed: int, *, level: float = 1.0) -> Samples:
    """White noise of this RMS on both channels, each its own: shape (2, frames)."""
    chance = np.random.default_rng(seed)
    return (chance.standard_normal((2, frames)) * level).astype(np.float32)


def words(frames: int, pitch_hz: float) -> Samples:
    """Something like speech: a buzz in syllables, at an RMS of about 0.1; shape (frames,)."""
    t = np.arange(frames) / RATE
    buzz = sum(np.sin(2 * np.pi * pitch_hz * k * t + k * k) / k for k in range(1, 30))
    syllables = 0.25 + 0.75 * np.sin(2 * np.pi * 2 * t) ** 2
    edges = np.clip(np.minimum(t, t[-1] - t) / 0.02, 0, 1)
    return (0.12 * buzz * syllables * edges).astype(np.float32)


@cache
def _sound() -> Samples:
    mix = noise(round(LENGTH_S * RATE), 1, level=0.0072)
    for start_s, end_s in TOGETHER:
        mix[:, round(start_s * RATE) : round(end_s * RATE)] *= 0.56
    # before words that follow a long rest the bed comes up
    mix[:, 50 * RATE : 52 * RATE] *= 1.35
    for number, (start_s, end_s) in enumerate(PHRASES):
        start, end = round((start_s + 0.08) * RATE), round(end_s * RATE)
        mix[:, start:end] += words(end - start, 110 + 3 * number)
    for number, (start_s, end_s, _) in enumerate(BREATHS):
        start, end = round(start_s * RATE), round(end_s * RATE)
        t = np.arange(end - start) / RATE
        swell = np.clip(t / 0.03, 0, 1) * (0.13 + np.exp(-t)) * np.clip((end_s - start_s - t) / 0.5 - 0.4, 0, 1)
        mix[:, start:end] += band_noise(end - start, 10 + number) * (0.35 * swell).astype(np.float32)
    fade = np.clip(np.minimum(np.arange(mix.shape[1]), np.arange(mix.shape[1])[::-1]) / (3 * RATE), 0, 1)
    mix *= fade.astype(np.float32)
    check = FastCheck()
    check.feed(mix)
    mix *= np.float32(10 ** ((-16 - gated_lufs(check.heard().energies)) / 20))
    return mix


def band_noise(frames: int, seed: int) -> Samples:
    """Noise between 600 and 1600 Hz, at an RMS of 0.1 on both channels: shape (2, frames)."""
    spectrum = np.fft.rfft(noise(frames, seed))
    hertz = np.fft.rfftfreq(frames, 1 / RATE)
    spectrum[:, (hertz < 600) | (hertz > 1600)] = 0
    sound = np.fft.irfft(spectrum, frames)
    return (0.1 * sound / sound.std()).astype(np.float32)


def sound() -> Samples:
    """The session's sound, at -16 LUFS: shape (2, frames), one's own to spoil."""
    return _sound().copy()


def manifest(**facts: object) -> Manifest:
    """What the session should be."""
    frames = round(LENGTH_S * RATE)
    media = Media(
        file="episodes/01-small.mp3",
        mime="audio/mpeg",
        size_bytes=1000,
        frames=frames,
        duration_s=LENGTH_S,
        bit_rate=128_000,
        sha256="a" * 64,
    )
    values: dict[str, object] = {
        "stage_keys": {"sound": "0" * 64, "tags": "0" * 64, "texts": "0" * 64},
        "slug": "01-small",
        "number": 1,
        "guid": "guid",
        "published": dt.date(2026, 3, 1),
        "title": "Small",
        "section": None,
        "summary": "A small session.",
        "language": "en",
        "notes": Notes(),
        "voice": "tone",
        "synthetic_voice": True,
        "bed": "rain",
        "media": (media,),
        "chapters": (
            ChapterMark(start_s=0, end_s=33.0, title="Begin"),
            ChapterMark(start_s=33.0, end_s=LENGTH_S, title="Breathe"),
        ),
        "captions": tuple(
            Caption(start_s=start, end_s=end, text=f"Phrase {number}.", kind="speech", paragraph=False)
            for number, (start, end) in enumerate(PHRASES)
        ),
        "breaths": tuple(
            BreathMark.model_validate({"start_s": start, "end_s": end, "kind": kind, "cycle": 1, "cycles": 2})
            for start, end, kind in BREATHS
        ),
        "loudness": Loudness(integrated_lufs=-16.0, true_peak_dbtp=-5.0, limited_share=0.0, most_limited_db=0.0),
        "bells": (),
        "aims": AIMS,
        "checks": CHECKS,
    }
    return Manifest.model_validate({**values, **facts})


def facts(**changed: object) -> FileFacts:
    """What the session's file says of itself."""
    tags = FileTags(
        title="Small",
        artist="audiogen",
        album="Small Show",
        chapters=(ChapterTag("Begin", 0, 33.0), ChapterTag("Breathe", 33.0, LENGTH_S)),
        cover=b"a picture",
        bit_rate=128_000,
    )
    of_tags = {name: changed.pop(name) for name in tuple(changed) if hasattr(tags, name)}
    plain = FileFacts(size_bytes=1000, sha256="a" * 64, tags=replace(tags, **of_tags), carries_chapters=True)  # type: ignore[arg-type]
    return replace(plain, **changed)  # type: ignore[arg-type]


def findings(heard: Samples, of: Manifest | None = None, own: FileFacts | None = None) -> Findings:
    """What is found in a sound that should be the session."""
    episode, blocks = of or manifest(), [heard[:, at : at + RATE] for at in range(0, heard.shape[1], RATE)]
    return found_in(episode, episode.media[0], Path("01-small.mp3"), own or facts(), blocks, lambda _: None)


@cache
def good_findings() -> Findings:
    """What is found in the session as it should be; listened to once for all tests."""
    return findings(sound())


def figures(heard: Samples, of: Manifest | None = None, own: FileFacts | None = None) -> dict[str, Figure]:
    """The figures of a sound that should be the session, by their keys."""
    return {figure.key: figure for figure in file_report(findings(heard, of, own)).figures}


def bell(start_s: float) -> BellMark:
    """A bell's mark."""
    return BellMark(start_s=start_s, name="start")
