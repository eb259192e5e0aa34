"""Keys and modes: what a tonal sound is asked for is what is heard."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

import numpy as np
import pytest
from support.measuring import decimated

from audiogen.ambience.parts.harmony import KEYS, MODES, tonic_hz
from audiogen.ambience.registry import find_sound
from audiogen.units import RATE, to_frames

if TYPE_CHECKING:
    from numpy.typing import NDArray

Spectrum: TypeAlias = "tuple[NDArray[np.float64], NDArray[np.float64]]"
"""Frequencies and power of both channels together."""

every_mode = pytest.mark.parametrize("mode", MODES)


def spectrum(name: str, seconds: float, **settings: object) -> Spectrum:
    """That of a sound, up to 3 kHz."""
    sound = decimated(find_sound(name).make(5, settings).render(to_frames(30), to_frames(seconds)), 8)
    windowed = sound * np.hanning(sound.shape[1])
    return np.fft.rfftfreq(sound.shape[1], 8 / RATE), (np.abs(np.fft.rfft(windowed)) ** 2).sum(axis=0)


def level_at_db(sound: Spectrum, hertz: float) -> float:
    """The strongest within 15 cents, relative to the strongest of all."""
    frequencies, power = sound
    near = np.abs(1200 * np.log2(np.maximum(frequencies, 1) / hertz)) < 15
    return 10 * float(np.log10(power[near].max() / power.max()))


def share_in_scale(sound: Spectrum, key: str, mode: str) -> float:
    """How much of the power from 60 to 500 Hz lies within 35 cents of a note of the scale."""
    frequencies, power = sound
    heard = (frequencies > 60) & (frequencies < 500)
    semitones = 12 * np.log2(frequencies[heard] / tonic_hz(key))
    notes = np.array(MODES[mode].semitones)
    away = np.abs((semitones[:, None] - notes + 6) % 12 - 6).min(axis=1)
    return float(power[heard][away < 0.35].sum() / power[heard].sum())


def test_keys_are_tuned_to_concert_pitch() -> None:
    assert tonic_hz("A") == pytest.approx(55.0, abs=0.01)
    assert tonic_hz("D") == pytest.approx(36.708, abs=0.001)


@pytest.mark.parametrize(("sharp", "flat"), [("C#", "Db"), ("D#", "Eb"), ("F#", "Gb"), ("G#", "Ab"), ("A#", "Bb")])
def test_a_black_key_has_two_names_and_one_pitch(sharp: str, flat: str) -> None:
    assert tonic_hz(sharp) == tonic_hz(flat)


def test_every_tonic_lies_within_the_octave_about_low_d() -> None:
    assert len({round(tonic_hz(key), 6) for key in KEYS}) == 12
    assert all(29.1 < tonic_hz(key) < 55.1 for key in KEYS)


@every_mode
def test_a_mode_tells_five_chords_that_begin_at_home(mode: str) -> None:
    chords = MODES[mode].chords
    assert len(chords) == len(set(chords)) == 5
    assert {MODES[mode].semitones_of(step) % 12 for step in chords[0][:2]} == {0, 7}


@every_mode
def test_no_chord_has_a_diminished_fifth_or_a_semitone_above_its_bass(mode: str) -> None:
    for bass, *others in MODES[mode].chords:
        above = {(MODES[mode].semitones_of(note) - MODES[mode].semitones_of(bass)) % 12 for note in others}
        assert not above & {1, 6}


@pytest.mark.parametrize(
    ("key", "mode"), [("D", "major"), ("F#", "minor"), ("A", "dorian"), ("Bb", "lydian"), ("G", "pentatonic")]
)
def test_the_pad_stays_in_its_key_and_mode(key: str, mode: str) -> None:
    pad = spectrum("pad", 120, key=key, mode=mode)
    assert share_in_scale(pad, key, mode) > 0.97
    a_tritone_away = KEYS[[tonic_hz(other) for other in KEYS].index(tonic_hz(key)) - 8]
    assert share_in_scale(pad, a_tritone_away, mode) < 0.8


@pytest.mark.parametrize("key", ["C", "D", "G#"])
def test_the_drone_is_its_tonic_with_fifth_and_octave(key: str) -> None:
    drone = spectrum("drone", 60, key=key)
    assert all(level_at_db(drone, tonic_hz(key) * ratio) > -16 for ratio in (2, 3, 4))
    assert level_at_db(drone, tonic_hz(key) * 2 ** (13 / 12)) < -40


@every_mode
def test_the_colour_of_a_drone_tells_its_mode(mode: str) -> None:
    drone = spectrum("drone", 60, mode=mode)
    colours = {name: tonic_hz("D") * 4 * MODES[name].colour for name in MODES}
    assert level_at_db(drone, colours.pop(mode)) > -28
    assert all(level_at_db(drone, hertz) < -40 for hertz in colours.values())


@pytest.mark.parametrize("key", ["D", "E", "Bb"])
def test_bowls_are_tuned_to_the_key_with_partials_that_are_no_harmonics(key: str) -> None:
    bowls = spectrum("bowls", 120, key=key)
    assert all(level_at_db(bowls, tonic_hz(key) * 2 ** (semitones / 12)) > -30 for semitones in (24, 31, 36, 38))
    frequencies, power = bowls
    ratio = frequencies / (4 * tonic_hz(key))
    second_partial, between = (ratio > 2.70) & (ratio < 2.85), (ratio > 3.4) & (ratio < 3.6)
    assert power[second_partial].max() > 100 * power[between].max()
