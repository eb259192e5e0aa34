"""Sounds that are events: strikes, chirps and songs, found in any stretch, as often as they should be."""

from __future__ import annotations

from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.measuring import band_levels_dbfs, band_mono, decimated, most_above_before_db

from audiogen.ambience.parts.events import Cells, add_event
from audiogen.ambience.parts.outdoors import placed
from audiogen.ambience.registry import find_sound
from audiogen.ambience.sounds.birds import Birds
from audiogen.ambience.sounds.birdsong import SPECIES, Repertoire, Song, Species, sounded
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


@pytest.fixture(scope="module")
def chorus() -> Birds:
    return Birds(5, intensity=1.0, distance=0.5, tempo=0.5)


@pytest.mark.parametrize("number", range(6))
def test_no_song_of_a_bird_is_heard_twice(chorus: Birds, number: int) -> None:
    """Of two seconds of a song, nothing that is sung within two minutes is a copy; a phrase that returns has 1."""
    morning = np.zeros((2, 120 * RATE), dtype=np.float32)
    chorus._sing(chorus._singers[number], morning, 0)
    song, rate = band_mono(morning, 300, 5600), 16_800
    energy = np.concatenate(([0.0], np.cumsum(song**2)))
    energies, length = energy[2 * rate :] - energy[: -2 * rate], 2 * rate
    # the next power of two is transformed several times as fast
    size = 1 << (song.size + length).bit_length()
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


every_species = pytest.mark.parametrize("species", SPECIES, ids=lambda species: species.name)


@every_species
def test_a_note_has_neither_edges_nor_shrillness(species: Species) -> None:
    for note in species.learn(np.random.default_rng(3)).notes:
        assert all(400 < hertz < 5700 for hertz in (note.from_hz, note.to_hz))
        sound = sounded(note)
        assert np.abs(sound[[0, -1]]).max() < 0.01
        assert np.abs(sound).max() < 1.1


def songs_of(species: Species, count: int = 200) -> tuple[Repertoire, list[Song]]:
    repertoire = species.learn(np.random.default_rng(3))
    return repertoire, [species.sing(repertoire, number, np.random.default_rng(number)) for number in range(count)]


def length_s(repertoire: Repertoire, song: Song) -> float:
    return max(sung.at_s + repertoire.notes[sung.note].length_s for sung in song)


STRUCTURE = {
    # published: length of a song in seconds, notes a second, lowest and highest pitch in Hz
    "blackbird": ((1.3, 3.2), (2.5, 5.0), (1500, 5000)),
    "willow warbler": ((2.0, 4.2), (4.5, 7.5), (2300, 5700)),
    "robin": ((1.2, 3.2), (4.0, 10.0), (1700, 5700)),
    "wood pigeon": ((8.0, 11.7), (1.5, 2.2), (400, 500)),
    "great tit": ((1.0, 4.3), (5.0, 8.0), (2700, 4800)),
    "chiffchaff": ((2.8, 6.9), (2.8, 3.5), (3200, 5500)),
}


@every_species
def test_songs_are_as_long_as_quick_and_as_high_as_those_of_its_species(species: Species) -> None:
    repertoire, songs = songs_of(species)
    lengths = np.array([length_s(repertoire, song) for song in songs])
    rates = np.array([len(song) for song in songs]) / lengths
    length, rate, pitch = STRUCTURE[species.name]
    assert length[0] < np.quantile(lengths, 0.1) < np.quantile(lengths, 0.9) < length[1]
    assert lengths.max() <= species.longest_s
    assert rate[0] < np.median(rates) < rate[1]
    hertz = [each for note in repertoire.notes for each in (note.from_hz, note.to_hz)]
    assert pitch[0] < min(hertz) < max(hertz) < pitch[1]


@every_species
def test_no_song_is_sung_twice(species: Species) -> None:
    _, songs = songs_of(species)
    assert len(set(songs)) == len(songs)


def test_a_blackbird_never_says_a_motif_twice_in_a_row_and_a_great_tit_says_one_song_for_a_while() -> None:
    first, second = ([tuple(sung.note for sung in song[:4]) for song in songs_of(SPECIES[kind])[1]] for kind in (0, 4))
    assert all(before != after for before, after in pairwise(first))
    assert len(set(first)) > 30
    changes = sum(before[0] != after[0] for before, after in pairwise(second))
    assert changes == pytest.approx(200 / 6, abs=1)


def test_a_willow_warbler_falls_and_robins_alternate() -> None:
    (warbler, falling), (robin, turns) = songs_of(SPECIES[1]), songs_of(SPECIES[2])
    for song in falling:
        hertz = [warbler.notes[sung.note].from_hz for sung in song]
        assert hertz[0] > 1.5 * hertz[-1]
    for song in turns:
        high = [robin.notes[sung.note].from_hz > 4000 for sung in song]
        assert 5 <= sum(before != after for before, after in pairwise(high)) <= 7


THIRDS_HZ = tuple(1600 * 2 ** (third / 3) for third in range(6))


def thirds(sound: Samples) -> NDArray[np.float64]:
    """Power in third octaves, ten times a second, shape (n, 6)."""
    parts = decimated(sound, 4).mean(axis=0).reshape(-1, RATE // 40)
    hertz = np.fft.rfftfreq(RATE // 40, 4 / RATE)
    power = np.abs(np.fft.rfft(parts * np.hanning(RATE // 40).astype(np.float32))) ** 2
    return np.stack([power[:, (hertz >= mid * 0.89) & (hertz < mid * 1.12)].sum(axis=1) for mid in THIRDS_HZ], axis=1)


@cache
def song_over_air_db(seed: int, **settings: float) -> NDArray[np.float64]:
    """In the third octave where that is most, from 1.6 to 5 kHz, ten times a second through a minute."""
    birds = find_sound("birds").make(seed, settings)
    sound = thirds(birds.render(to_frames(20), to_frames(60)))
    birds._singers = []
    air = thirds(birds.render(to_frames(20), to_frames(10)))
    return 10 * np.log10((sound / air.mean(axis=0)).max(axis=1))


SONG_DB = 10.0
"""What lies so far over the air in a third octave, for a tenth of a second, counts as song."""


@pytest.mark.parametrize("seed", [5, 6])
def test_some_bird_sings_about_half_of_the_time_and_its_song_carries(seed: int) -> None:
    levels = song_over_air_db(seed)
    song = levels > SONG_DB
    assert 0.4 < song.mean() < 0.85
    assert np.median(levels[song]) > 15
    assert np.quantile(levels[song], 0.9) > 20


def test_singers_are_at_several_distances() -> None:
    singers = find_sound("birds").make(5)._singers
    strengths = sorted(20 * np.log10(max(np.abs(note).max() for note in singer.notes)) for singer in singers)
    assert strengths[-1] - strengths[0] > 6
    assert SONG_DB < song_over_air_db(5, distance=1.0).max() < song_over_air_db(5).max() - 6


def test_no_bird_begins_suddenly() -> None:
    for distance in (0.0, 0.5):
        assert most_above_before_db(rendered("birds", 60, distance=distance)) < 8


def test_a_quick_dawn_has_more_songs_than_a_slow_one() -> None:
    songs = [
        sum(singer.cells.sounding(0, to_frames(600))[0].size for singer in find_sound("birds").make(5, each)._singers)
        for each in ({"tempo": 0.0}, {"tempo": 1.0})
    ]
    assert songs[1] > 2 * songs[0]
