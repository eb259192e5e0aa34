"""What every bed promises to the mixer and to the ear, measured on the sound itself."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np
import pytest
from ambience.measuring import centroid_hz, levels_dbfs, octave_levels_db, repetition, rms_dbfs
from hypothesis import given, settings
from hypothesis import strategies as st

from audiogen.ambience.level import bed_energies
from audiogen.ambience.registry import find_sound
from audiogen.loudness import gated_lufs, loudness_lufs
from audiogen.units import RATE, to_frames

if TYPE_CHECKING:
    from audiogen.samples import Samples, Source

BEDS = ("ocean", "pad", "rain")
NOISES = ("ocean", "rain")
LISTENED_S = 180

every_bed = pytest.mark.parametrize("name", BEDS)


@cache
def bed(name: str) -> Source:
    return find_sound(name).make(7)


def heard_lufs(source: Source, frames: int) -> float:
    return gated_lufs(bed_energies(source, frames))


@cache
def three_minutes(name: str) -> Samples:
    """In float32: 69 MB for each bed."""
    return bed(name).render(to_frames(20), to_frames(LISTENED_S))


@every_bed
@settings(max_examples=25, deadline=None)
@given(
    start=st.integers(0, to_frames(4000)),
    lengths=st.lists(st.integers(0, 70_000), min_size=1, max_size=5),
)
def test_the_same_bits_come_out_whatever_blocks_are_asked_for(name: str, start: int, lengths: list[int]) -> None:
    edges = np.cumsum([start, *lengths]).tolist()
    blocks = [bed(name).render(begin, end - begin) for begin, end in pairwise(edges)]
    whole = bed(name).render(start, edges[-1] - start)
    np.testing.assert_array_equal(np.concatenate(blocks, axis=1), whole)


@every_bed
def test_a_single_frame_is_the_same_as_in_its_block(name: str) -> None:
    block = bed(name).render(1000, 600)
    for at in (0, 23, 24, 25, 279, 280, 599):
        np.testing.assert_array_equal(bed(name).render(1000 + at, 1), block[:, at : at + 1])


@every_bed
def test_two_threads_may_render_the_same_bed(name: str) -> None:
    starts = [to_frames(7 * minute) for minute in range(12)]
    alone = [bed(name).render(start, 50_000) for start in starts]
    with ThreadPoolExecutor(4) as pool:
        together = list(pool.map(lambda start: bed(name).render(start, 50_000), starts))
    np.testing.assert_array_equal(together, alone)


@every_bed
def test_the_same_seed_makes_the_same_bed_again(name: str) -> None:
    np.testing.assert_array_equal(find_sound(name).make(7).render(12_345, 30_000), bed(name).render(12_345, 30_000))


@every_bed
def test_another_seed_makes_another_bed(name: str) -> None:
    other = find_sound(name).make(8).render(0, to_frames(20))[0]
    assert abs(np.corrcoef(other, bed(name).render(0, to_frames(20))[0])[0, 1]) < 0.1


@every_bed
def test_what_is_rendered_belongs_to_the_caller(name: str) -> None:
    first = bed(name).render(0, 1000)
    first *= 0
    assert rms_dbfs(bed(name).render(0, 1000)) > -60


@pytest.mark.parametrize("name", NOISES)
def test_noise_never_repeats_itself(name: str) -> None:
    assert repetition(three_minutes(name), 1, LISTENED_S - 30) < 0.05


def test_a_chord_of_the_pad_does_not_come_round_again() -> None:
    assert repetition(three_minutes("pad"), 4, LISTENED_S - 30) < 0.12


@every_bed
def test_it_is_wide_and_loses_little_in_mono(name: str) -> None:
    sound = three_minutes(name)
    assert 0.0 < np.corrcoef(sound)[0, 1] <= 0.5
    assert rms_dbfs(sound) - rms_dbfs(sound.mean(axis=0, keepdims=True)) < 3


@every_bed
def test_both_sides_are_equally_loud_in_the_long_run(name: str) -> None:
    left, right = three_minutes(name)[:, None, :]
    assert abs(rms_dbfs(left) - rms_dbfs(right)) < 1


@every_bed
def test_there_is_no_direct_current(name: str) -> None:
    assert np.abs(three_minutes(name).mean(axis=1, dtype=np.float64)).max() < 10 ** (-60 / 20)


@every_bed
def test_it_never_sinks_so_low_that_players_take_it_for_silence(name: str) -> None:
    levels = levels_dbfs(three_minutes(name), to_frames(3), to_frames(1))
    assert levels.max() - levels.min() < 10


def test_the_ocean_swells_all_the_same() -> None:
    levels = levels_dbfs(three_minutes("ocean"), to_frames(3), to_frames(1))
    assert levels.max() - levels.min() > 5


@every_bed
def test_nothing_stands_out_suddenly(name: str) -> None:
    sound = three_minutes(name)
    short = levels_dbfs(sound[:, : to_frames(60)], 480, 480)
    around = np.convolve(10 ** (short / 10), np.full(301, 1 / 301), mode="valid")
    assert (short[150:-150] - 10 * np.log10(around)).max() < 7
    assert 20 * np.log10(np.abs(sound).max()) - rms_dbfs(sound) < 20


@every_bed
def test_there_is_no_click(name: str) -> None:
    sound = three_minutes(name)
    usual = np.sqrt(np.mean(np.diff(sound) ** 2))
    assert np.abs(np.diff(sound)).max() < 11 * usual


@every_bed
def test_it_leaves_room_below_full_scale(name: str) -> None:
    assert -30 < rms_dbfs(three_minutes(name)) < -18
    assert np.abs(three_minutes(name)).max() < 0.9


@pytest.mark.parametrize(
    ("name", "lowest_hz", "highest_hz"), [("rain", 2500, 4500), ("ocean", 500, 1500), ("pad", 150, 400)]
)
def test_each_has_its_own_brightness(name: str, lowest_hz: float, highest_hz: float) -> None:
    assert lowest_hz < centroid_hz(three_minutes(name)[:, : to_frames(60)]) < highest_hz


def test_rain_is_a_rush_over_all_of_the_range() -> None:
    levels = octave_levels_db(three_minutes("rain")[:, : to_frames(60)], 125, 7)
    assert max(levels) - min(levels) < 13


def test_no_drop_of_the_rain_is_a_click() -> None:
    sound = three_minutes("rain")
    assert 20 * np.log10(np.abs(sound).max()) - rms_dbfs(sound) < 18.5


def test_the_ocean_falls_gently_towards_the_highs() -> None:
    levels = octave_levels_db(three_minutes("ocean")[:, : to_frames(60)], 125, 7)
    assert all(-9 < higher - lower < 1 for lower, higher in pairwise(levels))


def test_the_pad_is_warm_with_a_little_air() -> None:
    levels = octave_levels_db(three_minutes("pad")[:, : to_frames(60)], 62.5, 8)
    assert max(levels[:3]) > -6
    assert all(-45 < level < -20 for level in levels[5:])


def test_the_pad_changes_its_chord_within_half_a_minute() -> None:
    first, second = (
        np.abs(np.fft.rfft(three_minutes("pad")[0, to_frames(at) : to_frames(at + 6)]))[: 6 * 600] for at in (4, 36)
    )
    assert np.corrcoef(first, second)[0, 1] < 0.8


@every_bed
def test_its_loudness_is_known_from_a_few_windows(name: str) -> None:
    frames = to_frames(LISTENED_S)
    assert heard_lufs(bed(name), frames) == pytest.approx(loudness_lufs(bed(name).render(0, frames)), abs=1.0)


@pytest.mark.parametrize("seconds", [0.5, 3, 4, 7])
def test_the_loudness_of_a_short_session_is_known_too(seconds: float) -> None:
    loudness = heard_lufs(bed("rain"), int(seconds * RATE))
    assert loudness == pytest.approx(heard_lufs(bed("rain"), to_frames(60)), abs=1.5)
