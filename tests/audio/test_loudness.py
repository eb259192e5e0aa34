"""Loudness and true peak, against the signals that EBU Tech 3341 prescribes for meters."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import av
import numpy as np
import pytest
import soxr
from hypothesis import given, settings
from hypothesis import strategies as st
from support.recordings import room, speech

from audiogen.ambience.registry import find_sound
from audiogen.audio.loudness import HOP, Meter, gated_lufs, loudness_lufs
from audiogen.audio.true_peak import CELL, PeakMeter, cell_peaks, true_peak_dbtp
from audiogen.units import RATE, to_frames, to_gain
from audiogen.verify.meters.loudness import loudness_range_lu

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from audiogen.audio.samples import Samples

SILENCE = float("-inf")


def sine(level_dbfs: float, seconds: float, frequency: float = 1000.0, phase: float = 0.0) -> Samples:
    """One channel; the level is that of the peak."""
    angle = 2 * np.pi * frequency * np.arange(to_frames(seconds)) / RATE + np.radians(phase)
    return (to_gain(level_dbfs) * np.sin(angle)).astype(np.float32)


def stereo(*parts: Samples) -> Samples:
    left = np.concatenate(parts)
    return np.stack((left, left))


def noise(frames: int, seed: int = 1) -> Samples:
    return np.random.default_rng(seed).normal(0, 0.1, (2, frames)).astype(np.float32)


def split(samples: Samples, cuts: list[int]) -> Iterator[Samples]:
    edges = [0, *sorted(cut % (samples.shape[1] + 1) for cut in cuts), samples.shape[1]]
    for start, end in pairwise(edges):
        yield samples[:, start:end]


def integrated(samples: Samples) -> float:
    meter = Meter()
    meter.feed(samples)
    return meter.integrated_lufs()


EBU_TECH_3341 = {
    1: ([(-23, 20)], -23),
    2: ([(-33, 20)], -33),
    3: ([(-36, 10), (-23, 60), (-36, 10)], -23),
    4: ([(-72, 10), (-36, 10), (-23, 60), (-36, 10), (-72, 10)], -23),
    5: ([(-26, 20), (-20, 20.1), (-26, 20)], -23),
}


@pytest.mark.parametrize("case", EBU_TECH_3341)
def test_the_programmes_of_tech_3341_read_as_prescribed(case: int) -> None:
    steps, expected = EBU_TECH_3341[case]
    programme = stereo(*(sine(level, seconds) for level, seconds in steps))
    assert integrated(programme) == pytest.approx(expected, abs=0.1)


# numerator and denominator as printed in BS.1770-4, tables 1 and 2
PRINTED_FILTERS = (
    ((1.53512485958697, -2.69169618940638, 1.19839281085285), (1.0, -1.69065929318241, 0.73248077421585)),
    ((1.0, -2.0, 1.0), (1.0, -1.99004745483398, 0.99007225036621)),
)


@pytest.mark.parametrize("frequency", [30, 60, 100, 400, 997, 2000, 5000, 10_000, 16_000])
def test_sines_are_weighed_by_the_filters_that_the_standard_prints(frequency: float) -> None:
    delay = np.exp(-2j * np.pi * frequency / RATE)
    weight = np.prod([np.polyval(b[::-1], delay) / np.polyval(a[::-1], delay) for b, a in PRINTED_FILTERS])
    expected = -0.691 + 20 * np.log10(np.abs(weight)) - 3.0103
    assert loudness_lufs(sine(0, 10, frequency)) == pytest.approx(expected, abs=0.01)


def test_a_full_scale_sine_of_997_hz_in_one_channel_reads_minus_three() -> None:
    assert loudness_lufs(sine(0, 10, 997)) == pytest.approx(-3.01, abs=0.01)


def test_silence_has_no_loudness_and_no_peak() -> None:
    silence = np.zeros((2, RATE), np.float32)
    assert integrated(silence) == SILENCE
    assert loudness_lufs(silence) == SILENCE
    assert true_peak_dbtp(silence) == SILENCE


def test_nothing_at_all_measures_as_silence() -> None:
    assert Meter().integrated_lufs() == SILENCE
    assert Meter().mean_lufs() == SILENCE
    assert PeakMeter().true_peak_dbtp() == SILENCE


def test_the_absolute_gate_leaves_out_what_is_under_minus_70() -> None:
    assert gated_lufs(np.full(50, 10 ** ((-70.5 + 0.691) / 10))) == SILENCE
    assert gated_lufs(np.full(50, 10 ** ((-69.5 + 0.691) / 10))) == pytest.approx(-69.5)


def test_the_relative_gate_leaves_out_pauses_ten_lu_below() -> None:
    speech = stereo(sine(-20, 20))
    quiet_pause = stereo(sine(-36, 40))
    loud_pause = stereo(sine(-25, 40))
    assert integrated(np.hstack((speech, quiet_pause))) == pytest.approx(-20, abs=0.1)
    assert integrated(np.hstack((speech, loud_pause))) < -22


def test_less_than_one_gating_block_has_no_integrated_loudness_but_a_mean() -> None:
    clip = stereo(sine(-20, 0.39))
    assert integrated(clip) == SILENCE
    assert loudness_lufs(clip) == pytest.approx(-20, abs=0.1)


def test_one_gating_block_is_enough_for_integrated_loudness() -> None:
    assert integrated(stereo(sine(-20, 0.41))) == pytest.approx(-20, abs=0.1)


def test_the_mean_of_a_clip_counts_its_pauses() -> None:
    clip = np.concatenate((sine(-20, 1), np.zeros(RATE, np.float32)))
    assert loudness_lufs(clip) == pytest.approx(loudness_lufs(sine(-20, 1)) - 3.01, abs=0.05)


def test_one_channel_placed_on_both_sides_is_three_lu_louder() -> None:
    speech = noise(RATE)[0]
    assert loudness_lufs(stereo(speech)) == pytest.approx(loudness_lufs(speech) + 3.0103, abs=0.001)
    assert loudness_lufs(speech, on_both_sides=True) == pytest.approx(loudness_lufs(stereo(speech)), abs=0.001)


def test_stereo_cannot_be_placed_on_both_sides_again() -> None:
    with pytest.raises(ValueError, match=r"only one channel .* shape \(2, 100\)"):
        loudness_lufs(noise(100), on_both_sides=True)


@settings(max_examples=20)
@given(st.integers(0, 3 * HOP), st.lists(st.integers(0, 99_999), max_size=5))
def test_the_blocks_in_which_sound_arrives_do_not_matter(extra: int, cuts: list[int]) -> None:
    programme = noise(60_000 + extra)
    whole, pieces, whole_peak, pieces_peak = Meter(), Meter(), PeakMeter(), PeakMeter()
    whole.feed(programme)
    whole_peak.feed(programme)
    for block in split(programme, cuts):
        pieces.feed(block)
        pieces_peak.feed(block)
    assert np.array_equal(whole.energies(), pieces.energies())
    assert whole.mean_lufs() == pieces.mean_lufs()
    assert whole_peak.true_peak_dbtp() == pieces_peak.true_peak_dbtp()


def test_reading_a_meter_does_not_disturb_it() -> None:
    programme = noise(100_000)
    read, unread = Meter(), Meter()
    for block in split(programme, [777, 50_000]):
        read.feed(block)
        unread.feed(block)
        read.integrated_lufs()
    assert read.energies().tolist() == unread.energies().tolist()


@pytest.mark.parametrize(
    ("divisor", "amplitude", "phase", "expected_dbtp"),
    [(4, 0.5, 0, -6.0), (4, 0.5, 45, -6.0), (6, 0.5, 60, -6.0), (8, 0.5, 67.5, -6.0), (4, 1.41, 45, 3.0)],
    ids=["case 15", "case 16", "case 17", "case 18", "case 19"],
)
def test_true_peaks_of_tech_3341(divisor: int, amplitude: float, phase: float, expected_dbtp: float) -> None:
    tone = sine(20 * np.log10(amplitude), 1, RATE / divisor, phase)
    fade = np.minimum(1, np.arange(RATE) / 4800).astype(np.float32)
    measured = true_peak_dbtp(stereo(tone * fade * fade[::-1]))
    assert expected_dbtp - 0.4 <= measured <= expected_dbtp + 0.2


@pytest.mark.parametrize("seed", range(3))
def test_true_peak_agrees_with_a_long_resampler(seed: int) -> None:
    speechlike = soxr.resample(noise(20_000, seed).T, 24_000, RATE).T
    reference = 20 * np.log10(np.abs(soxr.resample(speechlike.T, RATE, 8 * RATE, "VHQ")).max())
    assert true_peak_dbtp(speechlike) == pytest.approx(reference, abs=0.1)


@pytest.mark.parametrize("at", [0, 1, CELL - 1, CELL, 5 * CELL - 1, 5 * CELL, 999])
def test_a_peak_between_samples_is_found_wherever_it_lies(at: int) -> None:
    samples = np.zeros(1001, np.float32)
    samples[at : at + 2] = 0.5
    assert true_peak_dbtp(samples) == pytest.approx(20 * np.log10(0.5 * 4 / np.pi), abs=0.1)


@pytest.mark.parametrize("frequency_hz", [11_000, RATE / 2])
def test_a_burst_has_the_same_true_peak_wherever_it_begins(frequency_hz: float) -> None:
    burst = np.cos(2 * np.pi * frequency_hz / RATE * np.arange(200)).astype(np.float32)
    peaks = {true_peak_dbtp(np.concatenate((np.zeros(start, np.float32), burst))) for start in range(CELL + 1)}
    assert len(peaks) == 1


def test_cells_that_could_exceed_the_floor_are_never_passed_over() -> None:
    samples = noise(CELL * 202)
    exact = cell_peaks(samples, 0)
    floor = float(np.quantile(exact, 0.9))
    pruned = cell_peaks(samples, floor)
    assert np.array_equal(pruned[exact > floor], exact[exact > floor])
    assert pruned[exact <= floor].max() <= floor


def spoken() -> Samples:
    """Two voices in a room, one on each side, with long pauses."""
    left = room(np.concatenate([speech(), np.zeros(2 * RATE, np.float32)] * 2), -60)
    return np.stack((left, np.roll(left, RATE // 3) * np.float32(0.6)))


def rain() -> Samples:
    return find_sound("rain").make(5).render(0, 12 * RATE)


def bursts() -> Samples:
    """From 30 ms to 0.9 s of noise at many levels, between silences: hard on gates, and on peaks between samples."""
    chance = np.random.default_rng(8)
    lengths = np.geomspace(0.03, 0.9, 12)
    parts = [noise(to_frames(s), seed) * to_gain(chance.uniform(-30, 6)) for seed, s in enumerate(lengths)]
    silence = np.zeros((2, to_frames(0.7)), np.float32)
    return np.concatenate([each for part in parts for each in (part, silence)], axis=1).astype(np.float32)


def read_by_ffmpeg(samples: Samples) -> dict[str, float]:
    """What FFmpeg's meter says at the end: integrated loudness, loudness range, and true peak in dBTP."""
    graph = av.filter.Graph()
    source = graph.add_abuffer(sample_rate=RATE, format="flt", layout="stereo")
    meter, sink = graph.add("ebur128", "peak=true:metadata=1:framelog=quiet"), graph.add("abuffersink")
    source.link_to(meter)
    meter.link_to(sink)
    graph.configure()
    read: dict[str, str] = {}
    for start in range(0, samples.shape[1] // HOP * HOP, HOP):
        packed = np.ascontiguousarray(samples[:, start : start + HOP].T).reshape(1, -1)
        frame = av.AudioFrame.from_ndarray(packed, format="flt", layout="stereo")
        frame.sample_rate, frame.pts = RATE, start
        graph.push(frame)
        read |= graph.pull().metadata
    names = {"integrated": "I", "range": "LRA", "peak": "true_peak"}
    values = {name: float(read[f"lavfi.r128.{key}"]) for name, key in names.items()}
    return values | {"peak": 20 * float(np.log10(values["peak"]))}


@pytest.mark.skipif("ebur128" not in av.filter.filters_available, reason="this build of PyAV has no filter ebur128")
@pytest.mark.parametrize("make", [spoken, rain, bursts], ids=lambda make: make.__name__)
def test_the_meter_agrees_with_the_one_of_ffmpeg(make: Callable[[], Samples]) -> None:
    samples = make()
    samples = samples[:, : samples.shape[1] // HOP * HOP]
    expected, meter = read_by_ffmpeg(samples), Meter()
    meter.feed(samples)
    assert meter.integrated_lufs() == pytest.approx(expected["integrated"], abs=0.02)
    assert true_peak_dbtp(samples) == pytest.approx(expected["peak"], abs=0.1)
    assert loudness_range_lu(meter.energies()) == pytest.approx(expected["range"], abs=0.02)
