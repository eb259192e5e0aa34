"""Rendering a mix to a file: the loudness it reaches, and what is said when it cannot."""

import datetime as dt
from pathlib import Path

import numpy as np
import pytest
from builders import gap, phrase, plan
from hypothesis import given
from hypothesis import strategies as st

from audiogen.cues import Strike, Utterance
from audiogen.encode import Measured, Tags
from audiogen.errors import MediaError
from audiogen.loudness import HOP, Meter
from audiogen.mix import Mixer, MixGains
from audiogen.render import Rendering, is_on_target, loud_stretches, render, sampled
from audiogen.samples import Samples
from audiogen.script.model import Bed, Levels
from audiogen.timeline import ScriptPlaces, Timeline, place
from audiogen.units import RATE, to_frames, to_gain

CLIP_FRAMES = to_frames(3)
TAGS = Tags("Title", "Artist", "Album", 1, 1, dt.date(2026, 11, 23), "en")


def noise(frames: int, seed: int, level_dbfs: float) -> Samples:
    rng = np.random.default_rng(seed)
    return rng.standard_normal(frames, dtype=np.float32) * np.float32(to_gain(level_dbfs))


class Hiss:
    """A bed of even noise."""

    def __init__(self, level_dbfs: float) -> None:
        self.gain = np.float32(to_gain(level_dbfs))

    def render(self, start: int, frames: int) -> Samples:
        rng = np.random.default_rng(start)
        return rng.standard_normal((2, frames), dtype=np.float32) * self.gain


class Spoken:
    """Phrases of noise with loud syllables, so that a limiter has something to do."""

    def clip(self, utterance: Utterance) -> Samples:
        syllables = 0.6 + 0.4 * np.sin(np.arange(CLIP_FRAMES) * (2 * np.pi * 4 / RATE))
        return (noise(CLIP_FRAMES, 1, -22) * syllables).astype(np.float32)

    def bell(self, name: str) -> Samples:
        return np.zeros((2, RATE), np.float32)

    def breath(self, kind: str, frames: int, seed: int) -> Samples:
        return np.zeros((2, frames), np.float32)


def timeline(phrases: int = 6, pause_s: float = 4) -> Timeline:
    cues = [cue for number in range(phrases) for cue in (gap(pause_s, pause_s, pause_s), phrase(f"Phrase {number}."))]
    planned = plan(Strike(0, "start"), *cues, gap(5, 5, 5))
    return place(planned, dict.fromkeys(planned.utterances, CLIP_FRAMES), ScriptPlaces("x.yaml", (1,)))


def rendering(placed: Timeline, bed_dbfs: float | None = -48.0) -> Rendering:
    bed = None if bed_dbfs is None else Hiss(bed_dbfs)
    heard = np.zeros(1)
    if bed:
        meter = Meter()
        meter.feed(bed.render(0, 10 * RATE))
        heard = meter.energies() * to_gain(-17) ** 2
    mixer = Mixer(placed, Spoken(), bed, Bed(), MixGains(0, 0, 0), seed=1)
    return Rendering(placed, mixer, Levels(), -22.0, heard, TAGS, "scripts/01-small.yaml")


def ignore(*_: object) -> None:
    """Hear of no progress."""


def test_a_session_reaches_its_loudness_and_keeps_its_peaks(tmp_path: Path) -> None:
    measured = render(rendering(timeline()), tmp_path / "x.mp3", ignore)
    assert measured.integrated_lufs == pytest.approx(-16, abs=0.3)
    assert measured.true_peak_dbtp <= -1.0
    assert measured.frames == timeline().frames


def test_a_session_without_a_bed_reaches_it_too(tmp_path: Path) -> None:
    measured = render(rendering(timeline(), None), tmp_path / "x.mp3", ignore)
    assert measured.integrated_lufs == pytest.approx(-16, abs=0.3)


def test_a_silent_session_is_refused_by_name(tmp_path: Path) -> None:
    planned = plan(gap(20, 20, 20))
    placed = place(planned, {}, ScriptPlaces("x.yaml", (1,)))
    with pytest.raises(MediaError, match=r"scripts/01-small\.yaml: the session is silent"):
        render(rendering(placed, None), tmp_path / "x.mp3", ignore)


def test_progress_is_told_of_measuring_and_of_encoding_to_the_last_frame(tmp_path: Path) -> None:
    told: list[tuple[str, int]] = []
    render(rendering(timeline()), tmp_path / "x.mp3", lambda stage, done: told.append((stage, done)))
    assert {stage for stage, _ in told} == {"measure", "encode"}
    assert told[-1] == ("encode", timeline().frames)


def test_loud_stretches_hold_every_phrase_and_bell_on_the_meters_grid() -> None:
    placed = timeline()
    stretches = loud_stretches(placed)
    assert all(start % HOP == end % HOP == 0 for start, end in stretches)
    for clip in placed.clips:
        assert any(start <= clip.start and clip.end <= end for start, end in stretches)
    assert stretches[0][0] == 0


def test_without_phrases_and_bells_everything_is_measured() -> None:
    planned = plan(gap(20, 20, 20))
    placed = place(planned, {}, ScriptPlaces("x.yaml", (1,)))
    assert loud_stretches(placed) == [(0, 20 * RATE)]


@given(st.lists(st.integers(HOP, 60 * RATE), min_size=1, max_size=200))
def test_a_sample_of_stretches_is_neither_empty_nor_much_longer_than_asked(lengths: list[int]) -> None:
    stretches, at = [], 0
    for length in lengths:
        stretches.append((at, at + length))
        at += 2 * length
    chosen = sampled(stretches)
    assert chosen
    assert set(chosen) <= set(stretches)
    assert len(chosen) <= len(stretches) // max(1, sum(lengths) // (120 * RATE)) + 1


@pytest.mark.parametrize("lufs", [-16.29, -15.71])
def test_three_tenths_off_is_on_target(lufs: float) -> None:
    assert is_on_target(Levels(), Measured(1, lufs, -2.0))


@pytest.mark.parametrize("lufs", [-16.4, -15.6])
def test_more_than_three_tenths_off_is_not(lufs: float) -> None:
    assert not is_on_target(Levels(), Measured(1, lufs, -2.0))
