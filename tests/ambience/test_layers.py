"""Several sounds as one bed: gains through changes of scene, whatever the blocks."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from audiogen.ambience.layers import Change, LayeredBed, LayerTrack, panned
from audiogen.audio.samples import Samples
from audiogen.units import RATE

SECONDS = 24


class Steady:
    """A sound that is 1.0 everywhere, so that what comes out is the gain; it counts how much of it is asked for."""

    def __init__(self) -> None:
        self.rendered = 0

    def render(self, start: int, frames: int) -> Samples:
        self.rendered += frames
        return np.ones((2, frames), dtype=np.float32)


class Ramp:
    """A sound that tells its place."""

    def render(self, start: int, frames: int) -> Samples:
        return np.tile(np.sin(np.arange(start, start + frames) / 9).astype(np.float32), (2, 1))


def gains_of(changes: list[Change], scenes: list[tuple[float, float]]) -> Samples:
    """What one track's gains become, left and right, from beginning to end."""
    return LayeredBed(changes, [LayerTrack(Steady(), tuple(scenes))]).render(0, SECONDS * RATE)


def powers_at(changes: list[Change], tracks: list[list[tuple[float, float]]], start: int, frames: int) -> Samples:
    """The powers of all tracks together, both channels."""
    beds = [LayeredBed(changes, [LayerTrack(Steady(), tuple(scenes))]).render(start, frames) for scenes in tracks]
    return sum((bed.astype(np.float64) ** 2 for bed in beds), np.zeros((2, frames))).sum(axis=0)


@st.composite
def bed_of_scenes(draw: st.DrawFn) -> tuple[list[Change], list[list[tuple[float, float]]]]:
    """Scenes whose layers' powers add up to one, for each of four tracks."""
    starts = [0, *sorted(draw(st.sets(st.integers(1, 10 * RATE), min_size=1, max_size=3)))]
    changes = [Change(start, draw(st.integers(0, 4 * RATE))) for start in starts]
    tracks: list[list[tuple[float, float]]] = [[] for _ in range(4)]
    for _ in changes:
        powers = np.array([draw(st.floats(0, 1)) * draw(st.booleans()) for _ in tracks])
        powers[0] += 0.01
        powers /= powers.sum()
        for track, power in zip(tracks, powers, strict=True):
            track.append(panned(float(np.sqrt(power / 2)), draw(st.floats(-1, 1))))
    return changes, tracks


@given(bed_of_scenes(), st.integers(0, 12 * RATE))
@settings(max_examples=40)
def test_scenes_of_equal_power_stay_at_it_all_through_their_crossfades(
    scenes: tuple[list[Change], list[list[tuple[float, float]]]], start: int
) -> None:
    changes, tracks = scenes
    # the curves run straight between points 5 ms apart: 0.1 dB in the shortest fades
    assert powers_at(changes, tracks, start, RATE // 2) == pytest.approx(1, abs=0.025)


@given(bed_of_scenes(), st.lists(st.integers(1, 3 * RATE), max_size=10))
@settings(max_examples=10)
def test_the_same_frames_come_out_whatever_the_blocks(
    scenes: tuple[list[Change], list[list[tuple[float, float]]]], sizes: list[int]
) -> None:
    changes, tracks = scenes
    bed = LayeredBed(changes, [LayerTrack(Ramp(), tuple(track)) for track in tracks])
    parts, at, frames = [], 0, 14 * RATE
    for size in [*sizes, frames]:
        count = min(size, frames - at)
        parts.append(bed.render(at, count))
        at += count
    assert np.array_equal(np.concatenate(parts, axis=1), bed.render(0, frames))


def test_a_sound_that_ends_is_half_gone_in_the_middle_of_the_crossfade() -> None:
    left = gains_of([Change(0, 0), Change(10 * RATE, 8 * RATE)], [(1, 1), (0, 0)])[0]
    assert np.all(left[: 10 * RATE] == 1)
    assert left[14 * RATE] ** 2 == pytest.approx(0.5, abs=1e-3)
    assert np.all(left[18 * RATE + 256 :] == 0)


def test_a_sound_in_both_scenes_glides_to_its_new_gain_and_place_without_a_dip() -> None:
    before, after = panned(1, 0), panned(0.5, 0.6)
    gains = gains_of([Change(0, 0), Change(10 * RATE, 4 * RATE)], [before, after])
    assert np.allclose(gains[:, 9 * RATE], before)
    assert np.allclose(gains[:, 15 * RATE], after)
    power = (gains.astype(np.float64) ** 2).sum(axis=0)
    assert np.all(np.diff(power) <= 1e-6)


def test_a_change_that_comes_before_the_last_one_is_done_goes_on_from_where_it_was() -> None:
    changes = [Change(0, 0), Change(10 * RATE, 8 * RATE), Change(12 * RATE, 8 * RATE)]
    left = gains_of(changes, [(1, 1), (0, 0), (1, 1)])[0].astype(np.float64)
    assert np.abs(np.diff(left)).max() < 1e-4
    assert left[12 * RATE - 1000 : 12 * RATE + 1000].min() > 0.9


def test_a_change_without_a_crossfade_does_not_click() -> None:
    left = gains_of([Change(0, 0), Change(10 * RATE, 0)], [(1, 1), (0, 0)])[0].astype(np.float64)
    assert np.abs(np.diff(left)).max() < 1 / 500


def test_a_sound_that_is_not_heard_is_not_rendered() -> None:
    rain, ocean = Steady(), Steady()
    changes = [Change(0, 0), Change(10 * RATE, 2 * RATE)]
    bed = LayeredBed(changes, [LayerTrack(rain, ((1, 1), (0, 0))), LayerTrack(ocean, ((0, 0), (1, 1)))])
    for second in range(20):
        bed.render(second * RATE, RATE)
    # two seconds of crossfade, and the blocks that the control points of it reach into
    assert 12 * RATE <= rain.rendered <= 14 * RATE
    assert 10 * RATE <= ocean.rendered <= 12 * RATE


@given(st.floats(0.01, 4), st.floats(-1, 1))
def test_panning_keeps_the_power_of_a_sound(gain: float, pan: float) -> None:
    left, right = panned(gain, pan)
    assert left**2 + right**2 == pytest.approx(2 * gain**2)
    assert (right - left) * pan >= -1e-12
    assert panned(gain, 0) == pytest.approx((gain, gain))


def test_panning_takes_no_more_than_3_db_away_when_folded_down_to_mono() -> None:
    noise = np.random.default_rng(1).standard_normal((2, RATE))
    for pan in (-1, -0.5, 0, 0.5, 1):
        left, right = np.array(panned(1, pan))[:, None] * noise
        loss = 10 * np.log10((((left + right) / 2) ** 2).mean() / ((left**2).mean() + (right**2).mean()) * 2)
        assert loss > -3.1
