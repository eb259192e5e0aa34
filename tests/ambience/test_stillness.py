"""Beds that swell stand still while somebody breathes, and are themselves again after that."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import numpy as np
import pytest

from audiogen.ambience.registry import find_sound, sound_names
from audiogen.ambience.session_bed import session_bed
from audiogen.ambience.stillness import still_spans
from audiogen.audio.samples import Samples, Source
from audiogen.plan.timeline import PlacedScene
from audiogen.script.bed import Layer, Scene
from audiogen.units import RATE
from audiogen.verify.meters.third_octaves import third_octaves

FRAMES = 180 * RATE
BREATHS = [(60 * RATE, 70 * RATE), (70 * RATE, 80 * RATE), (80 * RATE, 100 * RATE)]


@cache
def bed(sound: str, *, breathing: bool) -> Source:
    scenes = (PlacedScene(0, 0, Scene((sound,), (Layer(sound),))),)
    made = session_bed(scenes, FRAMES, Path(), "slug", BREATHS if breathing else ())
    assert made is not None
    return made.source


def heard(source: Source, start_s: int, end_s: int) -> Samples:
    return np.concatenate([source.render(at * RATE, RATE) for at in range(start_s, end_s)], axis=1)


def swell_db(sound: Samples) -> float:
    """How far the level of each second between 250 Hz and 2 kHz scatters: the range that breath is heard in."""
    powers = third_octaves(sound)[:, 3:13].sum(axis=1)
    return float(np.std(10 * np.log10([part.mean() for part in np.array_split(powers, sound.shape[1] // RATE)])))


@pytest.mark.parametrize("sound", ["ocean", "wind"])
def test_waves_and_gusts_stand_still_from_before_the_first_breath_to_after_the_last(sound: str) -> None:
    still = heard(bed(sound, breathing=True), 62, 84)
    assert swell_db(still) < 0.4
    assert swell_db(still) < swell_db(heard(bed(sound, breathing=False), 62, 84)) - 1


@pytest.mark.parametrize("sound", ["ocean", "wind"])
def test_away_from_breaths_a_bed_is_what_it_is_without_them(sound: str) -> None:
    one, other = (bed(sound, breathing=breathing) for breathing in (True, False))
    for at in (20, 120):
        np.testing.assert_array_equal(one.render(at * RATE, RATE), other.render(at * RATE, RATE))


def test_a_bed_goes_still_and_comes_to_life_without_a_jump() -> None:
    levels = [10 * np.log10(np.square(heard(bed("ocean", breathing=True), at, at + 1)).mean()) for at in range(50, 112)]
    assert np.abs(np.diff(levels)).max() < 4


def test_stillness_is_the_same_in_blocks_of_any_size() -> None:
    source = bed("ocean", breathing=True)
    whole, start = source.render(55 * RATE, RATE), 55 * RATE
    parts = [source.render(start + at, min(7001, RATE - at)) for at in range(0, RATE, 7001)]
    np.testing.assert_array_equal(whole, np.concatenate(parts, axis=1))


def test_steady_rain_is_left_alone() -> None:
    one, other = (bed("rain", breathing=breathing) for breathing in (True, False))
    np.testing.assert_array_equal(one.render(70 * RATE, RATE), other.render(70 * RATE, RATE))


def test_a_bed_stays_still_between_exercises_that_are_close() -> None:
    close, far = [(0, 10 * RATE), (25 * RATE, 35 * RATE)], [(0, 10 * RATE), (60 * RATE, 70 * RATE)]
    assert [len(still_spans(each)) for each in (close, far)] == [1, 2]


@pytest.mark.parametrize("name", [name for name in sound_names() if find_sound(name).kind == "noise"])
def test_what_swells_like_breath_says_so(name: str) -> None:
    info = find_sound(name)
    source = info.make(5)
    # from second to second, not the drop or crackle within one
    apart = swell_db(np.concatenate([heard(source, at, at + 3) for at in range(0, 120, 12)], axis=1))
    assert info.swells == (apart > 1.2), f"{apart:.1f} dB"
