"""Sounds that are events: strikes, chirps and songs, found in any stretch, as often as they should be."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.measuring import band_levels_dbfs, band_mono, most_above_before_db

from audiogen.ambience.parts.events import Cells, add_event, add_transposed
from audiogen.ambience.parts.outdoors import placed
from audiogen.ambience.registry import find_sound
from audiogen.ambience.sounds.birds import Birds
from audiogen.ambience.sounds.birdsong import LONGEST_PHRASE_S, SONGS, sung
from audiogen.units import RATE, to_frames

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from audiogen.audio.samples import Samples

CELLS = Cells(3, 10_000, 25_000, freedom=0.7)


def rendered(name: str, seconds: float, **settings: object) -> Samples:
    return find_sound(name).make(5, settings).render(to_frames(30), to_frames(seconds))


def envelope(sound: Samples, low_hz: float, high_hz: float, steps_a_s: int) -> NDArray[np.float64]:
    """RMS of a band of both channels folded into one, in steps."""
    return 10 ** (band_levels_dbfs(sound.mean(axis=0, keepdims=True), low_hz, high_hz, steps_a_s) / 20)


@given(start=st.integers(0, 1_000_000), frames=st.integers(1, 60_000))
def test_a_stretch_finds_every_event_that_sounds_in_it(start: int, frames: int) -> None:
    numbers, begins = CELLS.sounding(start, start + frames)
    every_number, every_begin = CELLS.sounding(start - 200_000, start + frames + 200_000)
    heard = (every_begin < start + frames) & (every_begin + 25_000 > start)
    np.testing.assert_array_equal(numbers, every_number[heard])
    np.testing.assert_array_equal(begins, every_begin[heard])


def test_there_is_one_event_in_each_cell_and_no_rhythm() -> None:
    numbers, begins = CELLS.sounding(0, 10_000_000)
    assert len(numbers) == pytest.approx(1000, abs=5)
    assert np.diff(begins).min() >= 3000
    assert np.diff(begins).std() > 2000


@given(cut=st.integers(0, 900))
def test_an_event_is_the_same_in_two_blocks_as_in_one(cut: int) -> None:
    event = np.random.default_rng(1).standard_normal((2, 500)).astype(np.float32)
    whole = np.zeros((2, 900), dtype=np.float32)
    add_event(whole, 1000, event, 1200, 0.5)
    parts = [np.zeros((2, cut), dtype=np.float32), np.zeros((2, 900 - cut), dtype=np.float32)]
    add_event(parts[0], 1000, event, 1200, 0.5)
    add_event(parts[1], 1000 + cut, event, 1200, 0.5)
    np.testing.assert_array_equal(np.concatenate(parts, axis=1), whole)


@given(cut=st.integers(0, 900), ratios=st.tuples(st.floats(0.97, 1.03), st.floats(0.97, 1.03)))
def test_a_transposed_event_is_the_same_in_two_blocks_as_in_one(cut: int, ratios: tuple[float, float]) -> None:
    event = np.pad(np.random.default_rng(1).integers(-9000, 9000, (2, 500)), ((0, 0), (2, 2))).astype(np.int16)
    whole = np.zeros((2, 900), dtype=np.float32)
    add_transposed(whole, 1000, event, 1200, 0.5, ratios)
    parts = [np.zeros((2, cut), dtype=np.float32), np.zeros((2, 900 - cut), dtype=np.float32)]
    add_transposed(parts[0], 1000, event, 1200, 0.5, ratios)
    add_transposed(parts[1], 1000 + cut, event, 1200, 0.5, ratios)
    np.testing.assert_array_equal(np.concatenate(parts, axis=1), whole)


@pytest.mark.parametrize("ratio", [0.97, 1.0, 1.0123, 1.03])
def test_a_transposed_tone_is_another_tone_and_nothing_else(ratio: float) -> None:
    tone = np.sin(2 * np.pi * 4800 * np.arange(RATE) / RATE) * np.hanning(RATE)
    heard = np.zeros((2, 2 * RATE), dtype=np.float32)
    add_transposed(heard, 0, np.rint(np.tile(tone, (2, 1)) * 16_000).astype(np.int16), 0, 1 / 16_000, (ratio, ratio))
    power = np.abs(np.fft.rfft(heard[0])) ** 2
    hertz = np.fft.rfftfreq(2 * RATE, 1 / RATE)
    assert hertz[power.argmax()] == pytest.approx(4800 * ratio, abs=1)
    others = np.abs(hertz - 4800 * ratio) > 20
    assert 10 * np.log10(power[others].sum() / power.sum()) < -45


@pytest.fixture(scope="module")
def chorus() -> Birds:
    return Birds(5, intensity=1.0, distance=0.5, tempo=0.5)


@pytest.mark.parametrize("number", range(6))
def test_no_song_of_a_bird_is_heard_twice(chorus: Birds, number: int) -> None:
    """Of two seconds of a song, nothing that is sung within four minutes is a copy; a phrase that returns has 1."""
    morning = np.zeros((2, 240 * RATE), dtype=np.float32)
    chorus._sing(chorus._singers[number], morning, 0)
    song, rate = band_mono(morning, 300, 5600), 16_800
    energy = np.concatenate(([0.0], np.cumsum(song**2)))
    energies, length = energy[2 * rate :] - energy[: -2 * rate], 2 * rate
    size = song.size + length
    spectrum, loudest = np.fft.rfft(song, size), energies.max()
    starts = [at for at in range(0, energies.size, length) if energies[at] > 0.1 * loudest][:3]
    assert len(starts) == 3
    for start in starts:
        products = np.fft.irfft(spectrum * np.conj(np.fft.rfft(song[start : start + length], size)), size)
        likeness = np.abs(products[: energies.size]) / np.sqrt(np.maximum(energies, 0.01 * loudest) * energies[start])
        likeness[max(0, start - length) : start + length] = 0
        assert likeness.max() < 0.97


@pytest.mark.parametrize(("side", "louder"), [(-1.0, 0), (1.0, 1)])
def test_a_call_is_louder_on_its_side_and_softer_far_away(side: float, louder: int) -> None:
    call = np.sin(np.arange(9600) / 3, dtype=np.float32)
    near, far = (placed(call, side, distance, np.random.default_rng(1)) for distance in (0.0, 1.0))
    assert np.sum(near[louder] ** 2) > 4 * np.sum(near[1 - louder] ** 2)
    assert np.sum(near**2) > 1.5 * np.sum(far**2)


def test_a_call_far_away_leaves_more_behind_it() -> None:
    call = np.sin(np.arange(4800) / 3, dtype=np.float32)
    near, far = (placed(call, 0.0, distance, np.random.default_rng(1)) for distance in (0.0, 1.0))
    after_it = [np.sum(sound[:, 4800:] ** 2) / np.sum(sound**2) for sound in (near, far)]
    assert after_it[1] > 5 * after_it[0]


@pytest.mark.parametrize(("tempo", "between_s"), [(0.0, 8.7), (0.5, 5.0), (1.0, 2.9)])
def test_bowls_are_struck_as_often_as_the_tempo_says(tempo: float, between_s: float) -> None:
    bowls = find_sound("bowls").make(5, {"tempo": tempo})
    _, begins = bowls._strikes.sounding(0, to_frames(1200))
    assert np.diff(begins).mean() / RATE == pytest.approx(between_s, rel=0.05)
    assert np.diff(begins).std() / RATE > 0.1 * between_s


def test_no_strike_of_a_bowl_has_an_edge() -> None:
    levels = envelope(rendered("bowls", 120, brightness=1.0, tempo=0.0), 300, 8000, 50)
    assert 2 < (20 * np.log10(levels[1:] / levels[:-1])).max() < 8


@pytest.mark.parametrize("tempo", [0.0, 0.5, 1.0])
@pytest.mark.parametrize("brightness", [0.0, 1.0])
def test_no_strike_of_a_bowl_rises_far_above_what_was_before_it(tempo: float, brightness: float) -> None:
    """A strike after a long rest was 9 to 12 dB louder than the two seconds before it."""
    assert most_above_before_db(rendered("bowls", 120, tempo=tempo, brightness=brightness)) < 8.2


def test_a_pause_between_bowls_is_never_dead() -> None:
    levels = envelope(rendered("bowls", 120, tempo=0.0), 60, 8000, 2)
    assert 20 * np.log10(levels.min() / np.sqrt(np.mean(levels**2))) > -16


def test_crickets_chirp_between_three_and_a_half_and_five_kilohertz() -> None:
    night = rendered("night", 20)
    power = np.abs(np.fft.rfft(night.mean(axis=0))) ** 2
    hertz = np.fft.rfftfreq(night.shape[1], 1 / RATE)
    high = hertz > 2500
    theirs = (hertz > 3400) & (hertz < 5100)
    assert power[theirs].sum() > 0.95 * power[high].sum()


@pytest.mark.parametrize(("tempo", "chirps_a_s"), [(0.0, 0.91), (0.5, 1.7), (1.0, 3.2)])
def test_crickets_chirp_faster_on_a_warm_night(tempo: float, chirps_a_s: float) -> None:
    crickets = find_sound("night").make(5, {"tempo": tempo})._crickets
    counts = [cricket.cells.sounding(0, to_frames(100))[0].size / 100 for cricket in crickets]
    assert np.mean(counts) == pytest.approx(chirps_a_s, rel=0.2)
    assert np.ptp(counts) > 0.05 * chirps_a_s


def test_the_wings_of_a_cricket_are_heard_within_its_chirps() -> None:
    chirps = envelope(rendered("night", 40, intensity=0.0, distance=0.0), 3400, 5100, 400)
    modulation = np.abs(np.fft.rfft(chirps - chirps.mean()))
    hertz = np.fft.rfftfreq(chirps.size, 1 / 400)
    wings, above = (hertz > 28) & (hertz < 42), (hertz > 120) & (hertz < 180)
    assert modulation[wings].max() > 4 * modulation[above].max()


@pytest.mark.parametrize(("name", "fewest", "most"), [("night", 3, 14), ("birds", 3, 7)])
def test_intensity_decides_how_many_there_are(name: str, fewest: int, most: int) -> None:
    counts = [
        len(getattr(find_sound(name).make(5, {"intensity": value}), singers))
        for value in (0.0, 1.0)
        for singers in ({"night": "_crickets", "birds": "_singers"}[name],)
    ]
    assert counts == [fewest, most]


@pytest.mark.parametrize("song", SONGS, ids=lambda song: song.__name__)
def test_a_song_fits_its_place_and_has_neither_edges_nor_shrillness(song: object) -> None:
    for seed in range(8):
        phrase = song(np.random.default_rng(seed))  # type: ignore[operator]
        assert max(note.start_s + note.length_s for note in phrase) <= LONGEST_PHRASE_S
        assert all(400 < hertz < 5600 for note in phrase for hertz in (note.from_hz, note.to_hz))
        sound = sung(phrase)
        assert np.abs(sound[[0, -1]]).max() < 0.01
        assert np.abs(sound).max() < 4


def test_birds_rest_longer_than_they_sing() -> None:
    levels = envelope(rendered("birds", 80, intensity=0.0), 1500, 6000, 10)
    singing = levels > 1.6 * np.median(levels)
    assert 0.02 < singing.mean() < 0.5


def test_a_quick_dawn_has_more_songs_than_a_slow_one() -> None:
    songs = [
        sum(singer.cells.sounding(0, to_frames(600))[0].size for singer in find_sound("birds").make(5, each)._singers)
        for each in ({"tempo": 0.0}, {"tempo": 1.0})
    ]
    assert songs[1] > 2 * songs[0]
