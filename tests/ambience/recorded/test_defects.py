"""What is said about recordings that may bother a listener, and what is not said about good ones."""

from __future__ import annotations

from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np
import pytest
from support.beds import noise, tone, write_coded, write_wav

from audiogen.ambience.recorded.bed import FileBed
from audiogen.ambience.recorded.dc import DcBlocker
from audiogen.ambience.registry import find_sound, sound_names
from audiogen.units import RATE

if TYPE_CHECKING:
    from pathlib import Path

    from audiogen.ambience.recorded.defects import Defect
    from audiogen.audio.samples import Samples


def defects(tmp_path: Path, sound: Samples) -> dict[str, Defect]:
    # for a session of its own length: how it goes back to its beginning is measured in test_loops.py
    bed = FileBed(write_wav(tmp_path / "bed.wav", sound), sound.shape[1] - 5 * RATE)
    return {defect.kind: defect for defect in bed.defects}


def swelling(sound: Samples, period_s: float, depth_db: float) -> Samples:
    t = np.arange(sound.shape[1]) / RATE
    gain = 10 ** (depth_db / 40 * np.sin(2 * np.pi * t / period_s) / 1)
    return sound * gain.astype(np.float32)


def test_clean_noise_has_no_defects(tmp_path: Path) -> None:
    assert defects(tmp_path, noise(24)) == {}


@pytest.mark.parametrize("name", sound_names())
def test_nothing_is_said_against_our_own_sounds(tmp_path: Path, name: str) -> None:
    sound = find_sound(name).make(5).render(0, 24 * RATE)  # jumps are looked for in 22 s
    assert defects(tmp_path, sound * np.float32(0.5 / np.abs(sound).max())) == {}


def test_waves_at_the_end_of_the_scale_are_clipped(tmp_path: Path) -> None:
    hot = noise(9)
    hot[:, 7 * RATE : 8 * RATE] = np.clip(hot[:, 7 * RATE : 8 * RATE] * 8, -1, 1)
    clipped = defects(tmp_path, hot)["clipping"]
    assert clipped.places_s[0] == pytest.approx(7, abs=0.1)
    assert "bed.wav is clipped at 0:07" in clipped.message


def test_flat_tops_are_clipping_at_any_level(tmp_path: Path) -> None:
    assert "clipping" in defects(tmp_path, np.clip(tone(6, 130, RATE) * 2, -0.3, 0.3).repeat(2, axis=0))


def test_flat_tops_are_found_behind_a_lossy_codec(tmp_path: Path) -> None:
    hot = np.clip(noise(6) * 4, -0.8, 0.8).astype(np.float32)
    bed = FileBed(write_coded(tmp_path / "hot.mp3", "libmp3lame", hot, RATE, "stereo"))
    assert [defect.kind for defect in bed.defects] == ["clipping"]


def hiss(loudness: float) -> Samples:
    """Noise up to the highest that can be heard: each of its waves is over within a sample or two."""
    return np.clip(_hiss() * np.float32(loudness), -1, 1)


@cache
def _hiss() -> Samples:
    return np.random.default_rng(6).standard_normal((2, 18 * RATE), np.float32)


@pytest.mark.parametrize(("loudness", "turned_down"), [(0.27, 1.0), (0.27, 0.2), (0.36, 0.7), (0.6, 1.0), (0.6, 0.2)])
def test_clipped_hiss_is_found_at_any_level(tmp_path: Path, loudness: float, turned_down: float) -> None:
    """Of its samples 0.02, 0.5 and 10 percent are cut off, hardly any three of them in a row."""
    assert "clipping" in defects(tmp_path, hiss(loudness) * np.float32(turned_down))


@pytest.mark.parametrize("turned_down", [1.0, 0.5])
def test_hiss_that_just_reaches_the_end_of_the_scale_is_not_clipped(tmp_path: Path, turned_down: float) -> None:
    whole = hiss(0.1)
    assert "clipping" not in defects(tmp_path, whole * np.float32(turned_down / np.abs(whole).max()))


@pytest.mark.parametrize("hertz", [30.0, 100.0, 1000.0])
def test_a_full_round_wave_is_not_clipped(tmp_path: Path, hertz: float) -> None:
    loud = tone(6, hertz, RATE) / 0.3 * 0.999
    assert "clipping" not in defects(tmp_path, loud)


def test_dc_is_told_with_its_level(tmp_path: Path) -> None:
    offset = defects(tmp_path, noise(6) + np.float32(0.01))["dc"]
    assert "DC at -40 dBFS" in offset.message
    assert offset.places_s == ()


def test_a_little_dc_is_not_worth_a_word(tmp_path: Path) -> None:
    assert "dc" not in defects(tmp_path, noise(6) + np.float32(0.001))


def test_dc_of_a_quiet_recording_is_told_in_relation_to_its_own_level(tmp_path: Path) -> None:
    offset = defects(tmp_path, noise(6) * np.float32(0.03) + np.float32(0.0028))["dc"]
    assert "DC at -51 dBFS, its sound at -50" in offset.message


@pytest.mark.parametrize("quieter", [1.0, 0.03])
def test_no_dc_of_a_recording_is_left_in_the_bed(tmp_path: Path, quieter: float) -> None:
    lopsided = noise(12) * np.float32(quieter) + np.float32(0.02 * quieter)
    sound = FileBed(write_wav(tmp_path / "bed.wav", lopsided)).render(0, 24 * RATE)
    seconds = sound.reshape(2, 24, RATE).mean(axis=2, dtype=np.float64)
    # at -20 dBFS RMS, which is louder than any bed, all of it and every second of it
    raised = 0.1 / np.sqrt(np.mean(sound**2, dtype=np.float64))
    assert 20 * np.log10(np.abs(seconds.mean(axis=1)).max() * raised) < -60
    assert 20 * np.log10(np.abs(seconds).max() * raised) < -50


def test_taking_dc_out_leaves_all_that_is_heard_whatever_chunks_it_comes_in() -> None:
    low = tone(4, 40, RATE).repeat(2, axis=0)
    whole, parts = DcBlocker(), DcBlocker()
    centred = whole.feed(low + np.float32(0.2))
    assert 20 * np.log10(centred[:, RATE:].std() / low.std()) == pytest.approx(0, abs=0.1)
    edges = [0, 1, 700, 5500, 61_000, 4 * RATE]
    # the first chunk decides where the recording is taken to begin, which is forgotten within a second
    chunks = [parts.feed(low[:, begin:end] + np.float32(0.2)) for begin, end in pairwise(edges)]
    np.testing.assert_allclose(np.concatenate(chunks, axis=1)[:, 2 * RATE :], centred[:, 2 * RATE :], atol=1e-6)


def test_dc_is_not_taken_for_sound_where_a_recording_is_silent(tmp_path: Path) -> None:
    silence = np.zeros((2, 3 * RATE), np.float32)
    bed = FileBed(write_wav(tmp_path / "bed.wav", np.concatenate((silence, noise(6)), axis=1) + np.float32(0.02)))
    assert bed._start == pytest.approx(3 * RATE, abs=RATE / 20)


def test_a_sudden_hit_is_told_with_its_place(tmp_path: Path) -> None:
    bumped = noise(8) * np.float32(0.2)
    bumped[:, 5 * RATE : 5 * RATE + 4800] *= 8
    hit = defects(tmp_path, bumped)["hit"]
    assert hit.places_s == pytest.approx((5.0,), abs=0.06)
    assert "a sudden sound at 0:05" in hit.message


def knocked(at_s: float, amplitude: float, milliseconds: float) -> Samples:
    """Soft noise in which something is heard that is over after so many milliseconds."""
    sound, begin = noise(8) * np.float32(0.6), int(at_s * RATE)
    frames = max(1, round(milliseconds * RATE / 1000))
    sound[:, begin : begin + frames] += np.float32(amplitude) * np.random.default_rng(2).choice([-1, 1], frames)
    return np.clip(sound, -1, 1)


@pytest.mark.parametrize(
    ("at_s", "milliseconds"), [(0.5, 0.0), (1.5, 0.0), (5.0, 0.0), (1.5, 3.0), (0.5, 10.0), (5.0, 10.0)]
)
def test_the_shortest_knock_is_a_hit_wherever_it_is(tmp_path: Path, at_s: float, milliseconds: float) -> None:
    hit = defects(tmp_path, knocked(at_s, 0.9, milliseconds))["hit"]
    assert hit.places_s == pytest.approx((at_s,), abs=0.06)


def test_what_crackles_throughout_is_no_hit(tmp_path: Path) -> None:
    fire = noise(16) * np.float32(0.2)
    begins = np.random.default_rng(4).integers(RATE, 15 * RATE, 30)
    for begin in begins.tolist():
        fire[:, begin : begin + 150] += np.float32(0.6) * np.random.default_rng(begin).choice([-1, 1], 150)
    assert "hit" not in defects(tmp_path, fire)


def test_what_swells_within_a_second_is_no_hit(tmp_path: Path) -> None:
    wave = noise(10) * np.float32(0.2)
    wave[:, 4 * RATE : 5 * RATE] *= np.geomspace(1, 8, RATE).astype(np.float32)
    wave[:, 5 * RATE : 7 * RATE] *= np.geomspace(8, 1, 2 * RATE).astype(np.float32)
    assert "hit" not in defects(tmp_path, wave)


@pytest.mark.parametrize("step_db", [8.0, -8.0])
def test_a_jump_in_level_is_told_with_its_place(tmp_path: Path, step_db: float) -> None:
    louder = noise(20) * np.float32(0.3)
    louder[:, 12 * RATE :] *= np.float32(10 ** (step_db / 20))
    jump = defects(tmp_path, louder)["jump"]
    assert jump.places_s == pytest.approx((12.0,), abs=0.3)
    assert "changes its level by more than 6 dB at 0:12" in jump.message


@pytest.mark.parametrize(("step_db", "within_s"), [(9.0, 0.3), (-9.0, 0.3), (12.0, 1.0), (9.0, 2.0), (-9.0, 2.0)])
def test_a_jump_that_takes_up_to_two_seconds_is_told_once(tmp_path: Path, step_db: float, within_s: float) -> None:
    t = np.arange(30 * RATE) / RATE
    louder = noise(30) * np.float32(0.2) * 10 ** (np.interp(t, [14, 14 + within_s], [0, step_db]) / 20)
    jump = defects(tmp_path, louder.astype(np.float32))["jump"]
    assert jump.places_s == pytest.approx((14 + within_s / 2,), abs=0.6)


@pytest.mark.parametrize("at_s", [1.0, 18.5])
def test_a_jump_close_to_an_end_is_told(tmp_path: Path, at_s: float) -> None:
    louder = noise(20) * np.float32(0.3)
    louder[:, int(at_s * RATE) :] *= np.float32(10 ** ((9 if at_s > 10 else -9) / 20))
    assert defects(tmp_path, louder)["jump"].places_s == pytest.approx((at_s,), abs=0.3)


def test_a_step_of_less_than_6_db_is_no_jump(tmp_path: Path) -> None:
    louder = noise(24) * np.float32(0.3)
    louder[:, 12 * RATE :] *= np.float32(10 ** (5 / 20))
    assert "jump" not in defects(tmp_path, louder)


@pytest.mark.parametrize("period_s", [5.0, 16.0, 40.0])
def test_waves_that_come_and_go_are_no_jumps(tmp_path: Path, period_s: float) -> None:
    assert defects(tmp_path, swelling(noise(60), period_s, 15)) == {}


def test_what_is_heard_on_one_side_alone_is_told(tmp_path: Path) -> None:
    sound = noise(6)
    sound[0] *= np.float32(0.1)
    assert "is heard on the right almost alone" in defects(tmp_path, sound)["sides"].message


def test_what_vanishes_in_mono_is_told_and_what_is_wide_is_not(tmp_path: Path) -> None:
    turned_over = noise(6)
    turned_over[1] = -turned_over[0] + np.float32(0.1) * turned_over[1]
    assert "nearly vanishes where both channels" in defects(tmp_path, turned_over)["sides"].message
    assert "sides" not in defects(tmp_path, noise(6))
    assert "sides" not in defects(tmp_path, noise(6, channels=1))


def test_many_places_are_counted(tmp_path: Path) -> None:
    bumped = noise(12) * np.float32(0.2)
    for second in (2, 4, 6, 8, 10):
        bumped[:, second * RATE : second * RATE + 4800] *= 8
    hit = defects(tmp_path, bumped)["hit"]
    assert "at 0:02, 0:04, 0:06 and 2 more places" in hit.message


def test_places_count_from_the_beginning_of_the_file(tmp_path: Path) -> None:
    bumped = noise(8) * np.float32(0.2)
    bumped[:, 5 * RATE : 5 * RATE + 4800] *= 8
    late = np.concatenate((np.zeros((2, 4 * RATE), np.float32), bumped), axis=1)
    assert defects(tmp_path, late)["hit"].places_s == pytest.approx((9.0,), abs=0.06)


def test_what_is_trimmed_is_not_complained_about(tmp_path: Path) -> None:
    silence = np.zeros((2, 4 * RATE), np.float32)
    assert defects(tmp_path, np.concatenate((silence, noise(8), silence), axis=1)) == {}
