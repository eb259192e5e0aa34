"""What is said about recordings that may bother a listener, and what is not said about good ones."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
from ambience.test_ambience_files import noise, tone, write_coded, write_wav

from audiogen.ambience.file_bed import FileBed
from audiogen.ambience.registry import find_sound, sound_names
from audiogen.units import RATE

if TYPE_CHECKING:
    from pathlib import Path

    from audiogen.ambience.defects import Defect
    from audiogen.samples import Samples


def defects(tmp_path: Path, sound: Samples) -> dict[str, Defect]:
    bed = FileBed(write_wav(tmp_path / "bed.wav", sound))
    return {defect.kind: defect for defect in bed.defects}


def swelling(sound: Samples, period_s: float, depth_db: float) -> Samples:
    t = np.arange(sound.shape[1]) / RATE
    gain = 10 ** (depth_db / 40 * np.sin(2 * np.pi * t / period_s) / 1)
    return sound * gain.astype(np.float32)


def test_clean_noise_has_no_defects(tmp_path: Path) -> None:
    assert defects(tmp_path, noise(30)) == {}


@pytest.mark.parametrize("name", sound_names())
def test_nothing_is_said_against_our_own_sounds(tmp_path: Path, name: str) -> None:
    sound = find_sound(name).make(5).render(0, 60 * RATE)
    assert defects(tmp_path, sound * np.float32(0.5 / np.abs(sound).max())) == {}


def test_waves_at_the_end_of_the_scale_are_clipped(tmp_path: Path) -> None:
    hot = noise(20)
    hot[:, 7 * RATE : 8 * RATE] = np.clip(hot[:, 7 * RATE : 8 * RATE] * 8, -1, 1)
    clipped = defects(tmp_path, hot)["clipping"]
    assert clipped.places_s[0] == pytest.approx(7, abs=0.1)
    assert "bed.wav is clipped at 0:07" in clipped.message


def test_flat_tops_are_clipping_at_any_level(tmp_path: Path) -> None:
    assert "clipping" in defects(tmp_path, np.clip(tone(20, 130, RATE) * 2, -0.3, 0.3).repeat(2, axis=0))


def test_flat_tops_are_found_behind_a_lossy_codec(tmp_path: Path) -> None:
    hot = np.clip(noise(20) * 4, -0.8, 0.8).astype(np.float32)
    bed = FileBed(write_coded(tmp_path / "hot.mp3", "libmp3lame", hot, RATE, "stereo"))
    assert [defect.kind for defect in bed.defects] == ["clipping"]


@pytest.mark.parametrize("hertz", [30.0, 100.0, 1000.0])
def test_a_full_round_wave_is_not_clipped(tmp_path: Path, hertz: float) -> None:
    loud = tone(20, hertz, RATE) / 0.3 * 0.999
    assert "clipping" not in defects(tmp_path, loud)


def test_dc_is_told_with_its_level(tmp_path: Path) -> None:
    offset = defects(tmp_path, noise(20) + np.float32(0.01))["dc"]
    assert "DC at -40 dBFS" in offset.message
    assert offset.places_s == ()


def test_a_little_dc_is_not_worth_a_word(tmp_path: Path) -> None:
    assert "dc" not in defects(tmp_path, noise(20) + np.float32(0.001))


def test_a_sudden_hit_is_told_with_its_place(tmp_path: Path) -> None:
    bumped = noise(20) * np.float32(0.2)
    bumped[:, 12 * RATE : 12 * RATE + 4800] *= 8
    hit = defects(tmp_path, bumped)["hit"]
    assert hit.places_s == pytest.approx((12.0,), abs=0.06)
    assert "a sudden sound at 0:12" in hit.message


def test_what_swells_within_a_second_is_no_hit(tmp_path: Path) -> None:
    wave = noise(30) * np.float32(0.2)
    wave[:, 12 * RATE : 13 * RATE] *= np.geomspace(1, 8, RATE).astype(np.float32)
    wave[:, 13 * RATE : 15 * RATE] *= np.geomspace(8, 1, 2 * RATE).astype(np.float32)
    assert "hit" not in defects(tmp_path, wave)


@pytest.mark.parametrize("step_db", [8.0, -8.0])
def test_a_jump_in_level_is_told_with_its_place(tmp_path: Path, step_db: float) -> None:
    louder = noise(40) * np.float32(0.3)
    louder[:, 25 * RATE :] *= np.float32(10 ** (step_db / 20))
    jump = defects(tmp_path, louder)["jump"]
    assert jump.places_s == pytest.approx((25.0,), abs=0.3)
    assert "changes its level by more than 6 dB at 0:25" in jump.message


def test_a_step_of_less_than_6_db_is_no_jump(tmp_path: Path) -> None:
    louder = noise(40) * np.float32(0.3)
    louder[:, 25 * RATE :] *= np.float32(10 ** (5 / 20))
    assert "jump" not in defects(tmp_path, louder)


@pytest.mark.parametrize("period_s", [5.0, 8.0, 12.0])
def test_waves_that_come_and_go_are_no_jumps(tmp_path: Path, period_s: float) -> None:
    assert defects(tmp_path, swelling(noise(60), period_s, 15)) == {}


def test_many_places_are_counted(tmp_path: Path) -> None:
    bumped = noise(40) * np.float32(0.2)
    for second in (5, 10, 15, 20, 25):
        bumped[:, second * RATE : second * RATE + 4800] *= 8
    hit = defects(tmp_path, bumped)["hit"]
    assert "at 0:05, 0:10, 0:15 and 2 more places" in hit.message


def test_places_count_from_the_beginning_of_the_file(tmp_path: Path) -> None:
    bumped = noise(20) * np.float32(0.2)
    bumped[:, 12 * RATE : 12 * RATE + 4800] *= 8
    late = np.concatenate((np.zeros((2, 9 * RATE), np.float32), bumped), axis=1)
    assert defects(tmp_path, late)["hit"].places_s == pytest.approx((21.0,), abs=0.06)


def test_what_is_trimmed_is_not_complained_about(tmp_path: Path) -> None:
    silence = np.zeros((2, 9 * RATE), np.float32)
    assert defects(tmp_path, np.concatenate((silence, noise(20), silence), axis=1)) == {}
