"""Bells and breaths, measured."""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support.measuring import centroid_hz, levels_dbfs, rms_dbfs

from audiogen.ambience.cues.bell import STRIKE_LUFS, bell
from audiogen.ambience.cues.breath import BREATH_LUFS, breath
from audiogen.audio.loudness import HOP, Meter, loudness_lufs
from audiogen.audio.true_peak import true_peak_dbtp
from audiogen.script.bells import BOWLS, RING_S
from audiogen.script.breath import SOUNDS
from audiogen.units import RATE, to_frames

if TYPE_CHECKING:
    from audiogen.audio.samples import Samples
    from audiogen.script.bells import BellName, BowlName
    from audiogen.script.breath import BreathSound, Direction

BELLS: tuple[BellName, ...] = ("start", "interval", "end")
PHASES_S = (0.5, 4.0, 20.0)

every_bell = pytest.mark.parametrize("name", BELLS)
every_bowl = pytest.mark.parametrize("bowl", list(RING_S))
every_length = pytest.mark.parametrize("seconds", PHASES_S)
both_ways = pytest.mark.parametrize("kind", ["in", "out"])
every_sound = pytest.mark.parametrize("sound", SOUNDS)


def partials_hz(sound: Samples) -> list[float]:
    """Peaks of the spectrum within 45 dB of the highest, further than a fifth of an octave from higher ones."""
    spectrum = np.abs(np.fft.rfft(sound.mean(axis=0)[: 2 * RATE] * np.hanning(2 * RATE)))
    found: list[float] = []
    for bin_number in np.argsort(spectrum)[::-1]:
        if spectrum[bin_number] < spectrum.max() * 10 ** (-45 / 20):
            break
        hertz = bin_number / 2
        if all(abs(np.log2(hertz / other)) > 0.2 for other in found):
            found.append(hertz)
    return sorted(found)


@every_bell
def test_the_partials_of_a_bell_are_no_multiples_of_the_lowest(name: BellName) -> None:
    lowest, *others = partials_hz(bell(name))
    assert len(others) >= 2
    assert all(abs(other / lowest - round(other / lowest)) > 0.1 for other in others)
    assert others[0] / lowest == pytest.approx(2.77, abs=0.03)


@every_bell
def test_a_bell_beats(name: BellName) -> None:
    # its level falls by itself; beating makes it rise again meanwhile
    levels = levels_dbfs(bell(name)[:, : to_frames(6)], 4800, 2400)
    assert np.diff(levels).max() > 0


@every_bell
def test_a_bell_rings_to_silence(name: BellName) -> None:
    sound = bell(name)
    strike = rms_dbfs(sound[:, : to_frames(0.4)])
    assert rms_dbfs(sound[:, -to_frames(0.5) :]) - strike < -60
    assert np.abs(sound[:, -1]).max() < 1e-6


@every_bell
def test_the_fade_at_its_end_touches_only_what_is_hardly_heard(name: BellName) -> None:
    sound = bell(name)
    fade = sound[:, -to_frames(2) : -to_frames(1.5)]
    assert rms_dbfs(fade) - rms_dbfs(sound[:, : to_frames(0.4)]) < -45


@every_bell
def test_the_mallet_is_soft(name: BellName) -> None:
    sound = np.abs(bell(name))
    assert sound[:, 0].max() == 0
    assert sound[:, : to_frames(0.001)].max() < 0.15 * sound.max()
    assert sound[:, : to_frames(0.06)].max() > 0.8 * sound.max()


@every_bell
def test_every_bell_is_struck_at_the_documented_level(name: BellName) -> None:
    meter = Meter()
    meter.feed(bell(name))
    momentary = np.convolve(meter.energies(), np.full(4, 0.25), mode="valid").max()
    assert -0.691 + 10 * np.log10(momentary) == pytest.approx(STRIKE_LUFS, abs=0.01)
    assert loudness_lufs(bell(name)[:, : 4 * HOP]) == pytest.approx(STRIKE_LUFS, abs=0.5)
    assert true_peak_dbtp(bell(name)) < -6


def test_bells_last_as_long_as_their_place_asks_for() -> None:
    assert [bell(name).shape for name in BELLS] == [(2, 12 * RATE), (2, 8 * RATE), (2, 16 * RATE)]


def test_bells_are_told_apart_by_their_pitch() -> None:
    for one, other in combinations(BELLS, 2):
        assert abs(np.log2(partials_hz(bell(one))[0] / partials_hz(bell(other))[0])) > 0.4


@every_bell
def test_a_bell_is_wide_but_safe_in_mono(name: BellName) -> None:
    assert 0 < np.corrcoef(bell(name))[0, 1] < 0.95


def test_a_bell_is_made_once_and_nobody_can_change_it() -> None:
    assert bell("start") is bell("start")
    with pytest.raises(ValueError, match="read-only"):
        bell("start")[0, 0] = 1


@every_bowl
@pytest.mark.parametrize("softness", [0.0, 0.5, 1.0])
def test_every_bowl_rings_for_its_time_at_its_level(bowl: BowlName, softness: float) -> None:
    ring = bell("start", bowl, softness)
    assert ring.shape == (2, to_frames(RING_S[bowl]))
    assert loudness_lufs(ring[:, : 4 * HOP]) == pytest.approx(STRIKE_LUFS, abs=0.5)
    assert true_peak_dbtp(ring) < -3
    assert rms_dbfs(ring[:, -to_frames(0.5) :]) - rms_dbfs(ring[:, : to_frames(0.4)]) < -60


@every_bowl
def test_every_bowl_beats_and_has_no_harmonics(bowl: BowlName) -> None:
    lowest, *others = partials_hz(bell("start", bowl))
    assert all(abs(other / lowest - round(other / lowest)) > 0.1 for other in others)
    assert np.diff(levels_dbfs(bell("start", bowl)[:, : to_frames(6)], 4800, 2400)).max() > 0


@every_bowl
def test_a_softer_mallet_is_slower_and_darker(bowl: BowlName) -> None:
    hard, usual, soft = (bell("start", bowl, softness) for softness in (0.0, 0.5, 1.0))
    assert centroid_hz(hard[:, :RATE]) > 1.08 * centroid_hz(usual[:, :RATE])
    assert centroid_hz(usual[:, :RATE]) > 1.05 * centroid_hz(soft[:, :RATE])
    assert _rise_s(hard) < _rise_s(usual) < _rise_s(soft) < 0.2


@every_bowl
def test_a_strike_is_heard_within_ten_milliseconds(bowl: BowlName) -> None:
    ring = bell("start", bowl, 1.0)
    assert levels_dbfs(ring[:, : to_frames(0.01)], 240, 240)[1] > levels_dbfs(ring, 480, 480).max() - 26


def test_a_bell_strikes_its_usual_bowl() -> None:
    assert [bell(name) is bell(name, BOWLS[name]) for name in BELLS] == [True, True, True]


def _rise_s(ring: Samples) -> float:
    """Until half the greatest amplitude is reached."""
    amplitude = np.abs(ring).max(axis=0)
    return float(np.argmax(amplitude > amplitude.max() / 2)) / RATE


@every_length
def test_the_band_of_an_in_breath_rises(seconds: float) -> None:
    centroids = _centroids_hz(breath("in", to_frames(seconds), 1))
    assert centroids == sorted(centroids)
    assert centroids[0] < 800
    assert centroids[-1] > 1500


@every_length
def test_the_band_of_an_out_breath_falls(seconds: float) -> None:
    centroids = _centroids_hz(breath("out", to_frames(seconds), 1))
    assert centroids == sorted(centroids, reverse=True)
    assert centroids[0] > 900
    assert centroids[-1] < 600


@every_length
def test_an_in_breath_swells_from_its_beginning_and_is_highest_late(seconds: float) -> None:
    levels = _tenths_dbfs(breath("in", to_frames(seconds), 1))
    assert (np.diff(levels[:6]) > -0.5).all()
    assert int(levels.argmax()) in {6, 7}


@every_length
def test_an_out_breath_is_heard_within_ten_milliseconds(seconds: float) -> None:
    sound = breath("out", to_frames(seconds), 1)
    levels = levels_dbfs(sound, 480, 480)
    assert levels[0] > levels.max() - 20
    assert levels[1] > levels.max() - 12


@every_length
def test_an_out_breath_has_died_away_before_its_phase_ends(seconds: float) -> None:
    sound = breath("out", to_frames(seconds), 1)
    assert not sound[:, int(0.951 * sound.shape[1]) :].any()
    levels = _tenths_dbfs(sound)
    assert (np.diff(levels[1:]) < 1).all()


@both_ways
@every_length
def test_a_breath_begins_and_ends_without_a_click(kind: Direction, seconds: float) -> None:
    sound = breath(kind, to_frames(seconds), 1)
    loudest = np.abs(sound).max()
    assert np.abs(sound[:, [0, -1]]).max() < 0.003 * loudest
    assert np.abs(np.diff(sound)).max() < 0.6 * loudest


@both_ways
@settings(max_examples=20)
@given(frames=st.integers(24_000, 200_000), seed=st.integers(0, 2**64))
def test_a_breath_is_as_long_and_as_loud_as_asked(kind: Direction, frames: int, seed: int) -> None:
    sound = breath(kind, frames, seed)
    assert sound.shape == (2, frames)
    assert sound.dtype == np.float32
    assert loudness_lufs(sound) == pytest.approx(BREATH_LUFS, abs=0.4)
    assert np.abs(sound).max() < 1


@both_ways
def test_a_breath_is_the_same_again_and_another_seed_is_other_air(kind: Direction) -> None:
    one, again, other = (breath(kind, 48_000, seed) for seed in (1, 1, 2))
    np.testing.assert_array_equal(one, again)
    assert abs(np.corrcoef(one[0], other[0])[0, 1]) < 0.1


@both_ways
def test_a_breath_is_wide_but_safe_in_mono(kind: Direction) -> None:
    assert 0 < np.corrcoef(breath(kind, to_frames(5), 3))[0, 1] <= 0.5


@both_ways
@every_sound
@pytest.mark.parametrize("seconds", [1, 2.5, 4, 7, 12, 20])
def test_a_breath_is_heard_within_ten_milliseconds_of_its_grid(
    kind: Direction, sound: BreathSound, seconds: float
) -> None:
    made = breath(kind, to_frames(seconds), 7, sound)
    loudest = levels_dbfs(made, 480, 480).max()
    assert rms_dbfs(made[:, :480]) > loudest - 26


@both_ways
@every_sound
def test_a_breath_is_shaped_over_its_whole_phase(kind: Direction, sound: BreathSound) -> None:
    levels = _tenths_dbfs(breath(kind, to_frames(6), 3, sound))
    if kind == "in":
        assert int(levels.argmax()) in {5, 6, 7}
        assert levels[0] < levels.max() - 2.5
    else:
        assert int(levels.argmax()) in {0, 1}
        # it winds down, and yet is there to be followed
        assert levels.max() - 8 < levels[7] < levels.max() - 3.5


@every_sound
def test_in_and_out_differ_in_where_they_go(sound: BreathSound) -> None:
    into, out = (_centroids_hz(breath(kind, to_frames(6), 3, sound)) for kind in ("in", "out"))
    assert into[-2] > 1.15 * into[0]
    assert out[-2] < 0.87 * out[0]


@every_sound
@both_ways
def test_every_breath_is_at_its_level_and_safe_in_mono(kind: Direction, sound: BreathSound) -> None:
    made = breath(kind, to_frames(5), 3, sound)
    assert loudness_lufs(made) == pytest.approx(BREATH_LUFS, abs=0.4)
    assert rms_dbfs(made.mean(axis=0, keepdims=True)) > rms_dbfs(made) - 3
    assert np.abs(made).max() < 1
    assert np.abs(made[:, [0, -1]]).max() < 0.01 * np.abs(made).max()


@pytest.mark.parametrize(("kind", "first", "last"), [("in", 293.66, 440.5), ("out", 440.5, 220.2)])
def test_a_tone_glides_between_notes_of_the_key(kind: Direction, first: float, last: float) -> None:
    left = breath(kind, to_frames(5), 1, "tone")[0]
    assert _pitch_hz(left[:9600]) == pytest.approx(first, rel=0.03)
    assert _pitch_hz(left[to_frames(4.5) :][:9600]) == pytest.approx(last, rel=0.07)


def test_no_two_swells_are_the_same() -> None:
    one, other = (breath("in", to_frames(4), seed, "swell") for seed in (1, 2))
    assert abs(np.corrcoef(one[0], other[0])[0, 1]) < 0.5


def _pitch_hz(sound: Samples) -> float:
    spectrum = np.abs(np.fft.rfft(sound * np.hanning(sound.size), 1 << 18))
    return float(spectrum.argmax() * RATE / (1 << 18))


def _centroids_hz(sound: Samples) -> list[float]:
    return [centroid_hz(part) for part in np.array_split(sound, 5, axis=1)]


def _tenths_dbfs(sound: Samples) -> np.ndarray:
    return np.array([rms_dbfs(part) for part in np.array_split(sound, 10, axis=1)])
