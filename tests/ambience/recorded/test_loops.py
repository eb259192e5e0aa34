"""The way back from the end of a recording to its beginning, measured where it is heard."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import numpy as np
import pytest
from support.beds import noise, seam_of, write_wav
from support.measuring import levels_dbfs

from audiogen.ambience.recorded.bed import FileBed
from audiogen.ambience.recorded.crossfade import crossfaded
from audiogen.units import RATE

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

    from audiogen.audio.samples import Samples

BEAT_S = 60 / 92
CHORDS_HZ = ((220.0, 277.2, 329.6), (196.0, 246.9, 293.7), (174.6, 220.0, 261.6), (196.0, 246.9, 293.7))
ROUND_S = 16 * BEAT_S


@cache
def chords(seconds: float) -> Samples:
    """Four chords in a row, of four beats each, over and over."""
    t = np.arange(int(seconds * RATE)) / RATE
    hertz_now = np.array(CHORDS_HZ)[(t // (4 * BEAT_S)).astype(int) % 4].T
    within = t % (4 * BEAT_S)
    swell = np.minimum(within, 4 * BEAT_S - within).clip(0, 0.05) / 0.05
    wave = sum(np.sin(2 * np.pi * hertz * n * within) / n for hertz in hertz_now for n in (1, 2, 3))
    return np.tile((0.05 * wave * swell).astype(np.float32), (2, 1))


def tremolo(seconds: float) -> Samples:
    t = np.arange(int(seconds * RATE)) / RATE
    wave = 0.2 * np.sin(2 * np.pi * 431.7 * t) * (1 + 0.5 * np.sin(2 * np.pi * 1.3 * t))
    return np.tile(wave.astype(np.float32), (2, 1))


def pulses(seconds: float) -> Samples:
    """Noise that comes and goes twice in a second and a half."""
    t = np.arange(int(seconds * RATE)) / RATE
    return noise(seconds) * (0.6 + 0.4 * np.sin(2 * np.pi * t / 0.75)).astype(np.float32)


def looped(tmp_path: Path, sound: Samples) -> FileBed:
    return FileBed(write_wav(tmp_path / "bed.wav", sound))


def steps(sound: Samples) -> NDArray[np.float64]:
    """The greatest step between two samples, in every 10 ms."""
    step = np.abs(np.diff(sound)).max(axis=0)
    return step[: step.size // 480 * 480].reshape(-1, 480).max(axis=1)


def flux(sound: Samples) -> NDArray[np.float64]:
    """How much the spectrum changes from one 43 ms to the next."""
    frames = sound.mean(axis=0)[: sound.shape[1] // 2048 * 2048].reshape(-1, 2048)
    spectra = np.abs(np.fft.rfft(frames * np.hanning(2048)))
    return np.asarray(np.abs(np.diff(np.log10(spectra + 1e-3 * spectra.max()), axis=0)).mean(axis=1))


@pytest.mark.parametrize("material", [chords, tremolo], ids=lambda make: make.__name__)
def test_material_that_repeats_itself_goes_round_unheard(tmp_path: Path, material: object) -> None:
    assert callable(material)
    bed = looped(tmp_path, material(40))
    begin, end = seam_of(bed)
    seam, usual = bed.render(begin - RATE, end - begin + 2 * RATE), bed.render(RATE, begin - 2 * RATE)
    assert np.percentile(steps(seam), 99) <= np.percentile(steps(usual), 99) * 1.02
    assert np.percentile(flux(seam), 99) <= np.percentile(flux(usual), 99) * 1.05
    seam_db, usual_db = (levels_dbfs(part, RATE // 2, RATE // 10) for part in (seam, usual))
    assert seam_db.max() <= usual_db.max() + 0.05
    assert seam_db.min() >= usual_db.min() - 0.05


def test_music_comes_round_after_whole_rounds_to_the_sample(tmp_path: Path) -> None:
    loop = looped(tmp_path, chords(40)).loop
    assert loop
    rounds = loop.frames / RATE / ROUND_S
    assert rounds == pytest.approx(round(rounds), abs=3e-6)


def test_a_tone_stays_in_phase(tmp_path: Path) -> None:
    bed = looped(tmp_path, tremolo(20))
    begin, end = seam_of(bed)
    spectrum = np.abs(
        np.fft.rfft(bed.render(begin - RATE, end - begin + 2 * RATE)[0, : 6 * RATE] * np.hanning(6 * RATE))
    )
    near = np.arange(spectrum.size) / 6
    assert 20 * np.log10(spectrum[np.abs(near - 431.7) > 5].max() / spectrum.max()) < -55


def test_sound_that_pulses_keeps_its_beat(tmp_path: Path) -> None:
    loop = looped(tmp_path, pulses(20)).loop
    assert loop
    beats = loop.frames / RATE / 0.75
    assert beats == pytest.approx(round(beats), abs=0.1)


def test_noise_keeps_its_level_through_the_crossfade(tmp_path: Path) -> None:
    bed = looped(tmp_path, noise(20))
    begin, end = seam_of(bed)
    levels = levels_dbfs(bed.render(begin - 4 * RATE, end - begin + 8 * RATE), RATE, RATE // 4)
    assert levels.max() - levels.min() < 0.5


@pytest.mark.parametrize("likeness", [0.0, 0.3, 0.6, 0.9, 1.0])
def test_the_level_stays_however_alike_the_two_ends_are(likeness: float) -> None:
    one, other = noise(8)[:, : 4 * RATE], noise(8)[:, 4 * RATE :]
    mixed = (likeness * one + np.sqrt(1 - likeness**2) * other).astype(np.float32)
    levels = levels_dbfs(crossfaded(one, mixed), RATE // 2, RATE // 4)
    assert levels.max() - levels.min() < 0.5


def test_ends_that_cancel_each_other_are_not_torn_up() -> None:
    ending = noise(4)
    assert np.abs(crossfaded(ending, -ending)).max() <= 1.5 * np.abs(ending).max()


def test_a_crossfade_begins_and_ends_as_its_parts_do() -> None:
    one, other = noise(4)[:, : 2 * RATE], noise(4)[:, 2 * RATE :]
    faded = crossfaded(one, other)
    np.testing.assert_allclose(faded[:, :2], one[:, :2], atol=1e-4)
    np.testing.assert_allclose(faded[:, -2:], other[:, -2:], atol=1e-4)


@pytest.mark.parametrize("seconds", [5, 6, 13, 60])
def test_most_of_the_recording_stays_in_the_loop(tmp_path: Path, seconds: int) -> None:
    bed = looped(tmp_path, noise(seconds))
    assert bed.loop
    kept = bed.loop.frames + bed.loop.fade
    assert kept >= 0.7 * (bed._end - bed._start)
    assert bed.loop.start >= bed._start
    assert bed.loop.end + bed.loop.fade <= bed._end


def test_the_bed_goes_back_to_where_it_sounds_the_same(tmp_path: Path) -> None:
    # darker in the middle: only the two bright ends are alike
    dark = noise(13)
    bright = np.diff(noise(20), axis=1, append=0) * 4
    mixed = np.concatenate((bright[:, : 8 * RATE], dark, bright[:, 8 * RATE : 17 * RATE], dark[:, : 2 * RATE]), axis=1)
    bed = looped(tmp_path, mixed.astype(np.float32))
    assert bed.loop
    assert bed.loop.start + bed.loop.fade <= 8 * RATE
    assert bed.loop.end >= 21 * RATE
    assert bed.loop.end + bed.loop.fade <= 30 * RATE
