"""The limiter: under its ceiling, in time, and untouched where nothing exceeds."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np
import pytest
import soxr
from hypothesis import given, settings
from hypothesis import strategies as st

from audiogen.audio.true_peak import true_peak_dbtp
from audiogen.render.limiter import Limiter
from audiogen.units import RATE, to_gain

if TYPE_CHECKING:
    from audiogen.audio.samples import Samples

CEILING_DBTP = -2.0


def limit(limiter: Limiter, samples: Samples, cuts: tuple[int, ...] = ()) -> Samples:
    edges = [0, *sorted(cuts), samples.shape[1]]
    parts = [limiter.process(samples[:, start:end]) for start, end in pairwise(edges)]
    return np.concatenate((*parts, limiter.flush()), axis=1)


def syllables(peak_dbtp: float, seconds: float = 3.0) -> Samples:
    """Noise up to 12 kHz that swells three times a second, like speech from a synthetic voice."""
    half = np.random.default_rng(7).normal(size=(int(seconds * RATE) // 2, 2))
    noise = soxr.resample(half, RATE // 2, RATE).T
    swells = np.abs(np.sin(np.arange(noise.shape[1]) * np.pi * 3 / RATE)) ** 3
    sound = (noise * swells).astype(np.float32)
    return sound * np.float32(to_gain(peak_dbtp - true_peak_dbtp(sound)))


def clicks() -> Samples:
    sound = np.zeros((2, RATE), np.float32)
    sound[0, [0, 1000, 24_000, 24_064, RATE - 1]] = 3
    sound[1, 30_000:30_100] = -1
    return sound


def square() -> Samples:
    wave = np.sign(np.sin(np.arange(RATE) * 2 * np.pi * 997 / RATE)).astype(np.float32)
    return np.stack((wave, -wave))


@pytest.mark.parametrize(
    "sound", [syllables(4), syllables(12), clicks(), square()], ids=["4 dB", "12 dB", "clicks", "square"]
)
def test_the_true_peak_stays_under_the_ceiling(sound: Samples) -> None:
    assert true_peak_dbtp(limit(Limiter(CEILING_DBTP), sound)) <= CEILING_DBTP + 0.05


def test_sound_under_the_ceiling_passes_bit_for_bit() -> None:
    sound = syllables(CEILING_DBTP - 0.01)
    limiter = Limiter(CEILING_DBTP)
    assert np.array_equal(limit(limiter, sound), sound)
    assert limiter.work.most_db == 0


def test_after_a_peak_the_sound_is_untouched_again() -> None:
    sound = syllables(CEILING_DBTP - 1, seconds=4)
    sound[:, 20_000] = 2
    limited = limit(Limiter(CEILING_DBTP), sound)
    assert not np.array_equal(limited[:, 19_000:21_000], sound[:, 19_000:21_000])
    assert np.array_equal(limited[:, 20_000 + 2 * RATE :], sound[:, 20_000 + 2 * RATE :])
    assert np.array_equal(limited[:, :18_500], sound[:, :18_500])


def test_what_comes_out_is_what_went_in_at_the_same_time_and_only_lower() -> None:
    sound = syllables(6)
    limited = limit(Limiter(CEILING_DBTP), sound)
    assert np.all(np.abs(limited) <= np.abs(sound))
    assert np.all(limited * sound >= 0)


def test_both_sides_share_one_gain_that_moves_smoothly() -> None:
    sound = syllables(10)
    sound[1] = 0.01  # steady, so that it shows the gain that the other side asks for
    gain = limit(Limiter(CEILING_DBTP), sound)[1] / sound[1]
    assert gain.min() < to_gain(-11)
    assert np.abs(np.diff(gain)).max() < 0.002


def test_the_gain_sinks_just_before_a_peak_and_returns_slowly_after_it() -> None:
    sound = np.full((2, RATE), 0.01, np.float32)
    sound[0, 24_032] = 2 * to_gain(CEILING_DBTP)
    reduction = 1 - limit(Limiter(CEILING_DBTP), sound)[1] / sound[1]
    begins = int(np.flatnonzero(reduction > 1e-6)[0])
    assert 24_032 - begins == pytest.approx(0.018 * RATE, abs=32)
    assert reduction[24_032] == pytest.approx(0.5, abs=0.001)
    assert reduction[24_032 + int(0.1 * RATE)] == pytest.approx(0.5 * np.exp(-1), abs=0.03)


def test_limiting_no_more_than_needed() -> None:
    limiter = Limiter(CEILING_DBTP)
    limited = limit(limiter, syllables(4))
    assert true_peak_dbtp(limited) == pytest.approx(CEILING_DBTP, abs=0.05)
    assert limiter.work.most_db == pytest.approx(6, abs=0.1)


def test_the_gain_comes_before_the_ceiling() -> None:
    sound = syllables(-20)
    assert true_peak_dbtp(limit(Limiter(CEILING_DBTP, gain_db=6), sound)) == pytest.approx(-14, abs=0.01)
    assert true_peak_dbtp(limit(Limiter(CEILING_DBTP, gain_db=30), sound)) == pytest.approx(CEILING_DBTP, abs=0.05)


LOUD = syllables(8, seconds=0.5)


@settings(max_examples=40)
@given(st.integers(0, LOUD.shape[1]), st.lists(st.integers(0, LOUD.shape[1]), max_size=6))
def test_every_frame_comes_out_and_the_blocks_do_not_matter(frames: int, cuts: list[int]) -> None:
    sound = LOUD[:, :frames]
    in_one = limit(Limiter(CEILING_DBTP), sound)
    in_parts = limit(Limiter(CEILING_DBTP), sound, tuple(cut % (frames + 1) for cut in cuts))
    assert in_one.shape == sound.shape
    assert np.array_equal(in_one, in_parts)


def test_frames_are_held_back_no_longer_than_the_look_ahead() -> None:
    limiter = Limiter(CEILING_DBTP)
    ready = limiter.process(np.zeros((2, RATE), np.float32)).shape[1]
    assert RATE - ready <= 0.025 * RATE
