"""Waves come in as the sea sends them: irregular, in sets, their heights distributed as Rayleigh has it."""

from __future__ import annotations

import numpy as np
import pytest

from audiogen.ambience.parts.swells import Swells
from audiogen.units import RATE

SWELLS = Swells(3, 10 * RATE)
WAVES = np.arange(-2000, 8000, dtype=np.int64)


def test_periods_are_those_of_a_swell_and_vary_by_a_quarter_to_a_third() -> None:
    periods = np.diff(SWELLS.arrivals(WAVES)) / RATE
    assert periods.mean() == pytest.approx(10, abs=0.1)
    assert 0.22 < periods.std() / periods.mean() < 0.35
    assert 5 < np.percentile(periods, 5) < np.percentile(periods, 95) < 16


def test_heights_are_rayleigh_distributed() -> None:
    heights = SWELLS.heights(WAVES)
    assert np.mean(heights**2) == pytest.approx(1, abs=0.05)
    # of a Rayleigh distribution whose mean square is 1
    for share in (0.1, 0.5, 0.9, 0.99):
        assert np.quantile(heights, share) == pytest.approx(np.sqrt(-np.log(1 - share)), rel=0.06)
    highest_third = np.sort(heights)[-len(heights) // 3 :]
    assert highest_third.mean() == pytest.approx(1.416, rel=0.05)


def test_high_waves_come_in_sets() -> None:
    heights = SWELLS.heights(WAVES)
    likeness = [np.corrcoef(heights[:-lag], heights[lag:])[0, 1] for lag in (1, 8)]
    assert 0.5 < likeness[0] < 0.75
    assert abs(likeness[1]) < 0.1


def test_every_wave_that_may_be_heard_is_found_at_any_moment() -> None:
    moments = np.arange(5_000_000, 9_000_000, 4800, dtype=np.int64)
    waves, near = SWELLS.near(moments)
    since = (moments - SWELLS.arrivals(waves)[near]) / RATE
    assert since.shape == (5, moments.size)
    every = (moments - SWELLS.arrivals(WAVES)[:, None]) / RATE
    assert np.abs(np.sort(np.abs(every), axis=0)[:3]).max() < 25
    np.testing.assert_allclose(np.abs(since).min(axis=0), np.abs(every).min(axis=0))


def test_of_two_waves_one_runs_each_way_along_the_shore() -> None:
    directions = SWELLS.directions(WAVES)
    np.testing.assert_array_equal(directions[::2], -directions[1::2])
    assert abs(directions[::2].mean()) < 0.05
