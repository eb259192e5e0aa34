"""Binaural beats and isochronic tones: exact at any moment, and honest about what they are."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.measuring import levels_dbfs, rms_dbfs

from audiogen.ambience.parts.chance import control_moments
from audiogen.ambience.registry import find_sound, sound_names
from audiogen.ambience.sounds.sweeps import Sweep, angles, beat_sweep
from audiogen.units import RATE, to_frames

if TYPE_CHECKING:
    from audiogen.audio.samples import Samples

A_DAY = to_frames(86_400)
both = pytest.mark.parametrize("name", ["binaural", "isochronic"])


def rendered(name: str, at_s: float, seconds: float, **settings: object) -> Samples:
    return find_sound(name).make(5, settings).render(to_frames(at_s), to_frames(seconds))


def pace_hz(modulation: Samples) -> float:
    """The strongest frequency from 0.5 to 45 Hz."""
    coarse = modulation.reshape(-1, 200).mean(axis=1)
    padded = 1 << 16
    power = np.abs(np.fft.rfft((coarse - coarse.mean()) * np.hanning(coarse.size), padded))
    hertz = np.fft.rfftfreq(padded, 200 / RATE)
    heard = (hertz > 0.5) & (hertz < 45)
    return float(hertz[heard][power[heard].argmax()])


def beat_hz(name: str, sound: Samples) -> float:
    """Between the ears: what their product swings at. Of pulses: what the power swings at."""
    return pace_hz(sound[0] * sound[1] if name == "binaural" else sound.mean(axis=0) ** 2)


def exact_turn(sweep: Sweep, frame: int) -> Fraction:
    """The phase in whole numbers: the integral of the frequency, less its whole turns."""
    swept = min(frame, sweep.frames)
    change = Fraction(sweep.to_hz) - Fraction(sweep.from_hz)
    there = Fraction(swept * swept, 2 * sweep.frames) + frame - swept
    return ((Fraction(sweep.from_hz) * frame + change * there) / RATE) % 1


@given(
    frame=st.integers(0, A_DAY),
    hertz=st.tuples(st.floats(1, 500), st.floats(1, 500)),
    minutes=st.integers(1, 120),
)
def test_the_phase_of_a_sweep_is_exact_at_any_moment_of_a_day(
    frame: int, hertz: tuple[float, float], minutes: int
) -> None:
    sweep = Sweep(*hertz, frames=to_frames(60 * minutes))
    turn = float(sweep.cycles(np.array([frame]))[0] % 1)
    off = abs(turn - float(exact_turn(sweep, frame)))
    assert min(off, 1 - off) < 1e-6


@given(start=st.integers(0, A_DAY))
def test_no_sweep_jumps_hours_into_a_session(start: int) -> None:
    sweep = Sweep(100.0, 140.0, frames=to_frames(7200))
    wave = np.sin(angles(sweep.cycles(control_moments(start, 2000)), start, 2000))
    assert np.abs(np.diff(wave)).max() < 2 * np.pi * 140.5 / RATE + 1e-5


def test_a_sweep_arrives_and_stays() -> None:
    sweep = beat_sweep(10.0, 4.0, 2.0)
    second = sweep.cycles(np.array([0, 1, 60, 61, 120, 121, 7200, 7201]) * RATE)
    np.testing.assert_allclose(np.diff(second)[::2], [9.975, 6.975, 4.0, 4.0], atol=1e-6)


def test_without_a_goal_the_beat_stays() -> None:
    assert beat_sweep(7.0, 0.0, 10.0).cycles(np.array([RATE * 3600]))[0] == pytest.approx(7 * 3600)


@both
@pytest.mark.parametrize("beat", [1.0, 6.0, 40.0])
@pytest.mark.parametrize("at_s", [0, 3 * 3600])
def test_the_beat_is_the_one_asked_for(name: str, beat: float, at_s: float) -> None:
    assert beat_hz(name, rendered(name, at_s, 30, beat=beat)) == pytest.approx(beat, abs=0.02)


@both
def test_the_beat_moves_to_its_goal(name: str) -> None:
    paces = [beat_hz(name, rendered(name, at, 10, beat=12.0, to_beat=5.0, sweep=2.0)) for at in (0, 55, 120, 600)]
    assert paces == pytest.approx([11.7, 8.5, 5.0, 5.0], abs=0.35)


@pytest.mark.parametrize("carrier", [60.0, 200.0, 500.0])
def test_each_ear_hears_half_the_beat_from_the_carrier(carrier: float) -> None:
    sound = rendered("binaural", 10, 20, carrier=carrier, beat=10.0)
    power = np.abs(np.fft.rfft(sound * np.hanning(sound.shape[1])))
    hertz = np.fft.rfftfreq(sound.shape[1], 1 / RATE)
    strongest = hertz[power.argmax(axis=1)]
    np.testing.assert_allclose(strongest, [carrier - 5, carrier + 5], atol=0.7)


def test_in_each_ear_a_binaural_tone_is_level_and_in_mono_it_throbs() -> None:
    sound = rendered("binaural", 10, 20, beat=2.0, carrier=400.0)
    hertz = np.fft.rfftfreq(sound.shape[1], 1 / RATE)
    transform = np.fft.rfft(sound) * ((hertz > 390) & (hertz < 410))
    tones = np.fft.irfft(transform)
    left, mono = (levels_dbfs(each, 2400, 2400)[40:-40] for each in (tones[:1], tones.mean(axis=0, keepdims=True)))
    assert np.ptp(left) < 5
    assert np.ptp(mono) > 15


@both
def test_mono_loses_less_than_half_of_the_power(name: str) -> None:
    sound = rendered(name, 10, 30)
    assert rms_dbfs(sound) - rms_dbfs(sound.mean(axis=0, keepdims=True)) < 2.5


@both
def test_the_tone_never_stands_naked(name: str) -> None:
    sound = rendered(name, 10, 20, carrier=200.0)
    power = np.abs(np.fft.rfft(sound.mean(axis=0))) ** 2
    hertz = np.fft.rfftfreq(sound.shape[1], 1 / RATE)
    tone = (hertz > 150) & (hertz < 250)
    assert power[~tone].sum() > 0.15 * power.sum()


@pytest.mark.parametrize("carrier", [60.0, 80.0, 120.0, 200.0])
@pytest.mark.parametrize("beat", [20.0, 40.0])
def test_no_pulse_leaves_direct_current(carrier: float, beat: float) -> None:
    mean = rendered("isochronic", 0, 30, carrier=carrier, beat=beat).mean(axis=1, dtype=np.float64)
    assert np.abs(mean).max() < 10 ** (-80 / 20)


@both
def test_people_are_told_what_to_mind(name: str) -> None:
    caveat = find_sound(name).caveat
    assert caveat is not None
    assert all(word in caveat for word in ("No effect", "driving", "epilepsy", "doctor"))


def test_people_are_told_to_wear_headphones_where_they_are_needed() -> None:
    assert "headphones" in str(find_sound("binaural").caveat)
    assert [name for name in sound_names() if "headphones" in str(find_sound(name).caveat)] == ["binaural"]
