"""What is particular to noise, ocean and rain, measured on the sounds themselves."""

from __future__ import annotations

from functools import cache, lru_cache
from itertools import combinations, pairwise
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.measuring import band_levels_dbfs, centroid_hz, levels_dbfs, octave_levels_db, rms_dbfs

from audiogen.ambience.measurement import measure, windows
from audiogen.ambience.parts.chance import CONTROL_FRAMES, control_moments, every_frame
from audiogen.ambience.parts.drops import on_a_roof, on_leaves, on_open_ground
from audiogen.ambience.parts.stream import noise_stream
from audiogen.ambience.parts.texture import band, frequencies, stereo_pool, tilt, without_outbursts
from audiogen.ambience.pauses import SceneLevel
from audiogen.ambience.registry import find_sound
from audiogen.audio.loudness import Meter
from audiogen.units import RATE, to_frames

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from audiogen.audio.samples import Samples

SURFACES = ("open", "leaves", "roof")


@lru_cache(maxsize=3)
def heard(name: str, seconds: int = 20, **settings: object) -> Samples:
    return find_sound(name).make(5, settings).render(to_frames(30), to_frames(seconds))


def octaves(sound: Samples) -> NDArray[np.float64]:
    """Levels in dB of the eight octaves from 62.5 Hz to 16 kHz, on the left."""
    return np.array(octave_levels_db(sound[:1], 62.5, 8))


def drops_above_the_rush(sound: Samples) -> float:
    """How far the loudest hundredth of 5 ms stands above the median, in dB, where all surfaces have drops."""
    levels = band_levels_dbfs(sound, 600, 2000, 200)
    return float(np.quantile(levels, 0.99) - np.median(levels))


@pytest.mark.parametrize(("colour", "db_per_octave"), [("brown", -6), ("pink", -3), ("white", 0)])
def test_a_colour_is_its_slope(colour: str, db_per_octave: int) -> None:
    # an octave has twice the hertz of the one below it
    density = octaves(heard("noise", colour=colour)) - 10 * np.log10(2.0 ** np.arange(8))
    assert np.diff(density) == pytest.approx(db_per_octave, abs=0.6)
    assert np.polyfit(np.arange(8), density, 1)[0] == pytest.approx(db_per_octave, abs=0.15)


@pytest.mark.parametrize("colour", ["brown", "pink", "white"])
def test_a_colour_stays_itself_when_it_is_brighter(colour: str) -> None:
    slopes = [
        np.polyfit(np.arange(8), octaves(heard("noise", colour=colour, brightness=value)), 1)[0]
        for value in (0.0, 0.5, 1.0)
    ]
    assert np.diff(slopes) == pytest.approx(1.5, abs=0.15)


def test_the_sides_of_noise_drift_apart_by_less_than_two_decibels() -> None:
    sound = heard("noise", 90, colour="white")
    apart = levels_dbfs(sound[:1], to_frames(1), to_frames(1)) - levels_dbfs(sound[1:], to_frames(1), to_frames(1))
    assert 0.2 < np.ptp(apart) < 2


def test_rain_is_a_rush_over_all_of_the_range() -> None:
    levels = octave_levels_db(heard("rain"), 125, 7)
    assert max(levels) - min(levels) < 13


def test_no_drop_of_the_rain_is_a_click() -> None:
    sound = heard("rain", 60)
    assert 20 * np.log10(np.abs(sound).max()) - rms_dbfs(sound) < 19


def test_every_surface_has_its_own_spectrum() -> None:
    spectra = {surface: octaves(heard("rain", surface=surface)) for surface in SURFACES}
    for one, other in combinations(SURFACES, 2):
        assert np.abs(spectra[one] - spectra[other]).max() > 6, (one, other)
    assert np.argmax(spectra["roof"]) <= 2  # it drums below 500 Hz
    assert np.argmax(spectra["leaves"]) >= 5  # leaves rustle above 2 kHz


def energy_lasts_s(drops: list[Samples]) -> float:
    """By when nine tenths of the energy of a drop have been heard, in the middle of all drops."""
    energies = [np.cumsum(drop**2) / np.sum(drop**2) for drop in drops]
    return float(np.median([np.searchsorted(energy, 0.9) for energy in energies])) / RATE


def middle_hz(drop: Samples) -> float:
    """Where half of the energy of a drop lies below, and half above."""
    energy = np.cumsum(np.abs(np.fft.rfft(drop)) ** 2)
    return float(np.searchsorted(energy, energy[-1] / 2)) * RATE / drop.size


def test_a_drop_tells_what_it_falls_on() -> None:
    chance = np.random.default_rng(3)
    ground, leaves, roof = on_open_ground(chance), on_leaves(chance), on_a_roof(chance)
    assert energy_lasts_s(leaves) < energy_lasts_s(roof) / 2
    middles = [np.median([middle_hz(drop) for drop in drops]) for drops in (roof, ground, leaves)]
    assert middles[0] < middles[1] / 2 < middles[2] / 2


def test_each_drop_begins_and_ends_in_silence() -> None:
    chance = np.random.default_rng(3)
    for drop in (*on_open_ground(chance), *on_leaves(chance), *on_a_roof(chance)):
        assert np.abs(drop[[0, -1]]).max() < 0.002


@pytest.mark.parametrize("surface", SURFACES)
def test_drops_stand_out_in_light_rain_and_drown_in_heavy_rain(surface: str) -> None:
    light, heavy = (
        drops_above_the_rush(heard("rain", 30, surface=surface, intensity=value, distance=0.0)) for value in (0.0, 1.0)
    )
    assert light > heavy + 0.8


@pytest.mark.parametrize("surface", SURFACES)
def test_drops_are_nearer_than_the_rain_across_the_valley(surface: str) -> None:
    near, far = (heard("rain", surface=surface, distance=value) for value in (0.0, 1.0))
    assert drops_above_the_rush(near) > drops_above_the_rush(far) + 1.5
    assert np.subtract(*octaves(near)[[7, 2]]) > np.subtract(*octaves(far)[[7, 2]]) + 5  # air takes the highest away


def wave_levels(**settings: object) -> NDArray[np.float64]:
    return levels_dbfs(heard("ocean", 60, **settings), to_frames(0.4), to_frames(0.4))


@cache
def momentary_db(swell: float, minutes: int) -> NDArray[np.float64]:
    """K-weighted levels over 400 ms, ten times a second: momentary loudness, as EBU Tech 3341 has it."""
    meter = Meter()
    sea = find_sound("ocean").make(5, {"swell": swell})
    for second in range(0, 60 * minutes, 10):
        meter.feed(sea.render(to_frames(second), to_frames(10)))
    return 10 * np.log10(np.convolve(meter.energies(), np.full(4, 1 / 4), mode="valid"))


def depth_db(levels: NDArray[np.float64]) -> float:
    """From what is exceeded 19 times of 20 to what is exceeded once."""
    return float(np.ptp(np.percentile(levels, [5, 95])))


def test_waves_on_a_shore_are_fifteen_decibels_deep() -> None:
    assert depth_db(momentary_db(0.5, 4)) == pytest.approx(15, abs=1.2)


def test_the_swell_decides_how_deep_and_not_how_loud() -> None:
    still, usual = momentary_db(0.0, 1), momentary_db(0.5, 4)
    assert depth_db(still) < 1
    assert 10 * np.log10(np.mean(10 ** (still / 10)) / np.mean(10 ** (usual / 10))) == pytest.approx(0, abs=1)


def test_no_three_seconds_of_waves_are_far_louder_than_all_of_them() -> None:
    """A bed 22 dB below the voice on average is 18 dB below it nearly always."""
    power = 10 ** (momentary_db(0.5, 4) / 10)
    short = 10 * np.log10(np.convolve(power, np.full(27, 1 / 27), mode="valid") / power.mean())
    assert np.percentile(short, 95) < 4.7
    assert short.max() < 6.5


@pytest.mark.parametrize("place", ["shore", "far"])
@pytest.mark.parametrize("tempo", [0.0, 1.0])
def test_no_trough_is_so_deep_that_players_take_it_for_silence(place: str, tempo: float) -> None:
    """The roar of the open sea goes on between waves, below what small loudspeakers play."""
    levels = wave_levels(place=place, tempo=tempo, intensity=1.0)
    mean = 10 * np.log10(np.mean(10 ** (levels / 10)))
    assert levels.min() > mean - 10.5


def test_nobody_is_told_that_the_ocean_has_moments_of_stillness() -> None:
    source = find_sound("ocean").make(5)
    frames = to_frames(600)
    measured = measure(source, windows(0, frames, frames))
    level = SceneLevel(0, 0, measured.amplified(-measured.lufs), silent=False)
    assert "stillness" not in str(level.remark(-20, -16))


def waves_a_minute(tempo: float) -> float:
    """A fifth of every second is heard: waves are much slower."""
    sea, second = find_sound("ocean").make(5, {"tempo": tempo}), to_frames(1)
    minutes = 6
    levels = np.array([rms_dbfs(sea.render(at * second, second // 5)) for at in range(minutes * 60)])
    smooth = np.convolve(levels - np.convolve(levels, np.full(31, 1 / 31), mode="same"), np.hanning(7), mode="same")
    return float(np.count_nonzero((smooth[1:-1] > smooth[:-2]) & (smooth[1:-1] >= smooth[2:]))) / minutes


def test_waves_come_as_often_as_the_tempo_says() -> None:
    slow, usual, quick = (waves_a_minute(tempo) for tempo in (0.0, 0.5, 1.0))
    assert slow < usual < quick
    assert usual == pytest.approx(60 / 10, rel=0.25)


def test_the_lows_of_a_wave_lead_and_the_foam_lags() -> None:
    body, foam = (band_levels_dbfs(heard("ocean", 60)[:1], *edges, 5) for edges in ((45, 150), (4000, 10_000)))
    lags = np.arange(-20, 21)
    body, foam = body - body.mean(), foam - foam.mean()
    likeness = [float(np.dot(body[20:-20], np.roll(foam, -lag)[20:-20])) for lag in lags]
    assert 1.0 < lags[int(np.argmax(likeness))] / 5 < 3.5


def test_the_ocean_falls_gently_towards_the_highs() -> None:
    levels = octave_levels_db(heard("ocean", 40), 125, 7)
    assert all(-9 < higher - lower < 1 for lower, higher in pairwise(levels))


def test_from_afar_the_sea_is_a_roar_without_foam() -> None:
    shore, far = heard("ocean", 60), heard("ocean", 60, place="far")
    assert centroid_hz(far) < centroid_hz(shore) / 2
    assert wave_levels(place="far").std() < 0.85 * wave_levels().std()


@pytest.mark.parametrize("name", ["noise", "ocean", "rain"])
def test_brightness_moves_the_spectrum_up(name: str) -> None:
    dull, usual, bright = (centroid_hz(heard(name, brightness=value)) for value in (0.0, 0.5, 1.0))
    assert 1.3 * dull < usual < bright / 1.3


@pytest.mark.parametrize("name", ["ocean", "rain"])
def test_intensity_makes_it_stronger(name: str) -> None:
    faint, usual, strong = (rms_dbfs(heard(name, 30, intensity=value)) for value in (0.0, 0.5, 1.0))
    assert faint + 0.5 < usual < strong - 0.5


@given(start=st.integers(0, 100_000), frames=st.integers(1, 300_000))
def test_a_curve_is_the_same_line_for_every_stretch(start: int, frames: int) -> None:
    moments = control_moments(0, 500_000)
    whole = np.sin(moments / 9000)
    line = every_frame(np.sin(control_moments(start, frames) / 9000), start, frames)
    np.testing.assert_array_equal(line, every_frame(whole, 0, 500_000)[start : start + frames])
    expected = np.interp(np.arange(start, start + frames), np.arange(whole.size) * CONTROL_FRAMES, whole)
    np.testing.assert_allclose(line, expected, atol=1e-5)


def test_a_stream_keeps_the_power_of_its_pool_across_its_joins() -> None:
    stream = noise_stream(band(frequencies(1 << 19), 300, 6000), 3, "test")
    levels = levels_dbfs(stream.render(0, to_frames(30), np.float32(0.1)), 2048, 2048)
    assert levels.mean() == pytest.approx(-20, abs=0.2)
    assert np.ptp(levels) < 3


def test_outbursts_are_held_down_and_the_rest_stays() -> None:
    pool = stereo_pool(3, band(frequencies(1 << 18), 40, 100), width=0.5)
    held = without_outbursts(pool, 1.5)
    before, after = (levels_dbfs(sound, 512, 256) for sound in (pool, held))
    assert after.max() - rms_dbfs(held) < 20 * np.log10(1.5) + 1.5 < before.max() - rms_dbfs(pool)
    assert np.corrcoef(pool[0], held[0])[0, 1] > 0.9


def test_a_tilt_is_steady_above_sixty_hertz_and_nothing_at_a_kilohertz() -> None:
    hertz = np.array([30, 60, 1000, 2000, 8000], dtype=np.float32)
    decibels = 20 * np.log10(tilt(hertz, 3.0))
    assert decibels == pytest.approx([decibels[1], decibels[1], 0, 3, 9], abs=0.01)
