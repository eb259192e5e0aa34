"""Sums of partials: exact at any moment, each drifting in its own way."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from audiogen.ambience.parts.chance import wander
from audiogen.ambience.parts.partials import Partials, drifts, moments
from audiogen.ambience.registry import find_sound
from audiogen.units import RATE, to_frames

HERTZ = np.array([73.4, 110.1, 440.0, 3520.7])


@pytest.mark.parametrize("start", [0, 1001, to_frames(3600 * 10) + 77])
def test_a_steady_partial_is_a_sine_of_its_frequency_even_after_hours(start: int) -> None:
    places = moments(start, 5000)
    amplitudes = np.zeros((2, places.size, HERTZ.size), dtype=np.complex64)
    amplitudes[0, :, 2], amplitudes[1, :, 3] = 0.5, -0.25j
    sound = Partials(HERTZ).render(amplitudes, start, 5000)
    frames = np.arange(start, start + 5000)
    left, right = (np.modf(hertz * frames / RATE)[0] * 2 * np.pi for hertz in HERTZ[2:])
    np.testing.assert_allclose(sound, np.stack([0.5 * np.cos(left), 0.25 * np.sin(right)]), atol=2e-5)


def test_amplitudes_run_straight_between_their_moments() -> None:
    places = moments(0, 4096)
    amplitudes = np.zeros((2, places.size, 1), dtype=np.complex64)
    amplitudes[:, :, 0] = places / 4096
    sound = Partials(np.array([0.0])).render(amplitudes, 0, 4096)
    np.testing.assert_allclose(sound[0], np.arange(4096) / 4096, atol=1e-5)


@given(start=st.integers(0, to_frames(7200)), frames=st.integers(0, 9000))
def test_the_moments_of_a_stretch_reach_over_all_of_it(start: int, frames: int) -> None:
    places = moments(start, frames)
    assert places[0] <= start
    assert places[-1] >= start + frames
    assert set(np.diff(places)) <= {1024}


def test_the_first_voice_drifts_as_a_curve_of_chance_does() -> None:
    at = np.arange(0, to_frames(60), 1024)
    np.testing.assert_allclose(drifts(9, 7.0, 3, at)[:, 0], wander(9, 7.0, at), atol=1e-12)


def test_no_two_voices_drift_alike() -> None:
    curves = drifts(9, 7.0, 12, np.arange(0, to_frames(900), 4096))
    likeness = np.corrcoef(curves.T) - np.eye(12)
    assert np.abs(likeness).max() < 0.5
    assert 0 <= curves.min() < curves.max() <= 1


def test_the_lowest_note_of_the_drone_beats_slowly() -> None:
    drone = find_sound("drone").make(5).render(0, to_frames(120))[0]
    frames = np.arange(drone.size)
    # brought down to 0 Hz and averaged over quarters of a second, the tonic is its own envelope
    baseband = drone * np.exp(-2j * np.pi * 2 * 36.708 / RATE * frames)
    envelope = np.abs(baseband.reshape(-1, RATE // 4).mean(axis=1))
    assert envelope.std() > 0.15 * envelope.mean()
    assert np.abs(np.diff(envelope)).max() < 0.25 * envelope.mean()
