"""The meters behind the figures, on sounds whose properties are known."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import lameenc
import numpy as np
import pytest
from support.sessions import band_noise, noise, sound, words

from audiogen.audio.clicks import Click
from audiogen.audio.clipping import ClippingMeter
from audiogen.audio.loudness import Energies, Meter
from audiogen.audio.samples import Samples
from audiogen.encode.decode import blocks_of
from audiogen.units import RATE
from audiogen.verify.meters.clicks import ClickDetector, clicks_among
from audiogen.verify.meters.excerpts import Excerpts
from audiogen.verify.meters.heard import FastCheck, Heard
from audiogen.verify.meters.loudness import MOMENTARY_HOPS, SHORT_TERM_HOPS, greatest, loudness_curve, loudness_range_lu
from audiogen.verify.meters.onsets import breath_onset, words_onset


def tone(level_db: float, seconds: float, hertz: float = 1000.0) -> Samples:
    t = np.arange(round(seconds * RATE)) / RATE
    return np.tile(10 ** (level_db / 20) * np.sin(2 * np.pi * hertz * t), (2, 1)).astype(np.float32)


def energies(samples: Samples) -> Energies:
    meter = Meter()
    meter.feed(samples)
    return meter.energies()


@pytest.mark.parametrize(
    ("levels", "range_lu"),
    [((-20, -30), 10), ((-20, -15), 5), ((-40, -20), 20), ((-50, -35, -20, -35, -50), 15)],
)
def test_loudness_range_is_that_of_the_signals_of_ebu_tech_3342(levels: tuple[float, ...], range_lu: float) -> None:
    signal = np.concatenate([tone(level, 20) for level in levels], axis=1)
    assert loudness_range_lu(energies(signal)) == pytest.approx(range_lu, abs=0.1)


def test_silence_has_no_loudness_range() -> None:
    assert loudness_range_lu(np.zeros(100)) == 0


def test_short_term_loudness_of_a_steady_tone_is_its_level() -> None:
    assert greatest(loudness_curve(energies(tone(-20, 5)), SHORT_TERM_HOPS)) == pytest.approx(-20, abs=0.1)


@pytest.mark.parametrize(
    ("loud_s", "soft_s", "times", "hops"),
    [(1.34, 1.66, 5, SHORT_TERM_HOPS), (0.18, 0.22, 25, MOMENTARY_HOPS)],
    ids=["case 9", "case 12"],
)
def test_the_alternating_signals_of_ebu_tech_3341_read_minus_23_throughout(
    loud_s: float, soft_s: float, times: int, hops: int
) -> None:
    signal = np.concatenate([tone(-20, loud_s), tone(-30, soft_s)] * times, axis=1)
    np.testing.assert_allclose(loudness_curve(energies(signal), hops), -23, atol=0.1)


@pytest.mark.parametrize("number", range(20))
@pytest.mark.parametrize(("first_db", "step_db"), [(-23.0, 0.0), (-38.0, 1.0)], ids=["case 10", "case 11"])
def test_the_greatest_short_term_loudness_of_ebu_tech_3341_reads_as_prescribed(
    first_db: float, step_db: float, number: int
) -> None:
    level_db, silence = first_db + step_db * number, np.zeros((2, round(0.15 * number * RATE)), np.float32)
    signal = np.concatenate((silence, tone(level_db, 3), np.zeros((2, RATE), np.float32)), axis=1)
    assert greatest(loudness_curve(energies(signal), SHORT_TERM_HOPS)) == pytest.approx(level_db, abs=0.1)


def test_a_sound_shorter_than_a_window_has_no_curve() -> None:
    assert loudness_curve(np.ones(3), 4).size == 0
    assert greatest(np.zeros(0)) == float("-inf")


def fed(samples: Samples, *sizes: int) -> Heard:
    check, at = FastCheck(), 0
    for size in sizes:
        check.feed(samples[:, at : at + size])
        at += size
    check.feed(samples[:, at:])
    return check.heard()


def test_what_is_heard_does_not_depend_on_the_blocks() -> None:
    mix = sound()[:, : 3 * RATE + 77]
    mix[:, 50_000:50_010] = 1.0
    once, often = fed(mix), fed(mix, 1, 2399, 2400, 48_000, 7)
    assert once.frames == often.frames == mix.shape[1]
    for name in ("squares", "products", "means", "lows", "highs"):
        np.testing.assert_allclose(getattr(once.sums, name), getattr(often.sums, name), rtol=1e-5, atol=1e-9)
    assert (once.clipping.samples, once.clipping.longest_run) == (20, 10)
    assert (often.clipping.samples, often.clipping.longest_run) == (20, 10)


def test_the_sums_add_up_to_the_whole() -> None:
    mix = noise(RATE + 100, 3, level=0.1)
    mix[0] += 0.01
    sums = fed(mix).sums
    weights = np.append(np.full(20, 2400), 100) / (RATE + 100)
    assert (sums.squares * weights).sum(axis=1) == pytest.approx((mix.astype(float) ** 2).mean(axis=1), rel=1e-4)
    assert (sums.means * weights).sum(axis=1) == pytest.approx(mix.mean(axis=1, dtype=float), rel=1e-4)


@pytest.mark.parametrize("over_db", [3, 6, 12])
def test_a_clipped_tone_has_flat_tops_whatever_its_level_later(over_db: float) -> None:
    for hertz in (150.0, 440.0, 1000.0):
        clipped = np.clip(tone(over_db, 1, hertz), -1, 1) * np.float32(0.3)
        assert fed(clipped).clipping.flat_tops > 0.9 * fed(clipped).clipping.peaks


def vowels(seconds: int) -> Samples:
    """Pulses of a gliding pitch, ringing in formants that change four times a second, as a voice does."""
    return _vowels(seconds).copy()


@cache
def _vowels(seconds: int) -> Samples:
    chance, pieces = np.random.default_rng(7), []
    t = np.arange(RATE // 20) / RATE
    for _ in range(4 * seconds):
        pulses = np.zeros(RATE // 4)
        pulses[np.cumsum(np.linspace(RATE / 110, RATE / chance.uniform(120, 220), 24).astype(int))] = 1
        hertz = chance.uniform((250, 800, 2200), (800, 2000, 3200))
        rings = [np.exp(-250 * t) * np.sin(2 * np.pi * each * t) / (1 + each / 500) for each in hertz]
        pieces.append(np.convolve(pulses, sum(rings))[: RATE // 4] * chance.uniform(0.5, 1))
    # a mouth lets little pass above 4 kHz, and nothing begins at once
    voice = np.convolve(np.concatenate(pieces), np.hanning(24), "same")
    return np.tile(0.7 * voice / np.abs(voice).max(), (2, 1)).astype(np.float32)


def as_mp3(samples: Samples, path: Path) -> Samples:
    encoder = lameenc.Encoder()
    encoder.set_bit_rate(128)
    encoder.set_in_sample_rate(RATE)
    encoder.silence()
    pcm = (np.clip(samples, -1, 1) * 32767).astype(np.int16).T
    path.write_bytes(bytes(encoder.encode(pcm.tobytes()) + encoder.flush()))
    return np.concatenate(list(blocks_of(path)), axis=1)


@pytest.mark.parametrize("share", [0.01, 0.03, 0.07])
def test_what_was_clipped_is_found_out_after_it_was_encoded(share: float, tmp_path: Path) -> None:
    mix = vowels(10)
    ceiling = np.quantile(np.abs(mix), 1 - share)
    clipped = np.clip(mix, -ceiling, ceiling) * np.float32(0.5 / ceiling)
    whole, cut = (fed(as_mp3(each, tmp_path / "a.mp3")).clipping for each in (mix, clipped))
    assert whole.flat_tops < whole.peaks / 12
    assert cut.flat_tops > cut.peaks / 8


def test_flat_tops_do_not_depend_on_the_blocks() -> None:
    mix = np.clip(sound()[:, : 8 * RATE], -0.3, 0.3)
    assert fed(mix).clipping == fed(mix, 1, 2399, 240, 48_000, 7).clipping


@pytest.mark.parametrize("hertz", [60.0, 150.0, 440.0, 1000.0, 3000.0])
def test_a_tone_that_was_not_clipped_has_round_tops(hertz: float) -> None:
    assert fed(tone(-1, 1, hertz)).clipping.flat_tops == 0


def clicks(samples: Samples, block: int = RATE) -> tuple[Click, ...]:
    watch = ClickDetector()
    for at in range(0, samples.shape[1], block):
        watch.feed(samples[:, at : at + block])
    return watch.spikes()


@pytest.mark.parametrize("at", [5, 4800, 48_000 - 1, 48_000, 100_003, 143_990])
@pytest.mark.parametrize("kind", ["impulse", "step"])
def test_a_click_is_found_wherever_it_is(at: int, kind: str) -> None:
    bed = noise(3 * RATE, 5, level=0.003)
    left = np.arange(3 * RATE - at)
    bed[:, at:] += (0.1 * (left == 0 if kind == "impulse" else np.exp(-left / 2000))).astype(np.float32)
    found = clicks(bed)
    assert [each.at_s for each in found] == [pytest.approx(at / RATE, abs=0.001)]


@pytest.mark.parametrize("as_it_is", [True, False])
def test_an_impulse_inside_a_vowel_is_found(as_it_is: bool, tmp_path: Path) -> None:  # noqa: FBT001
    voice = vowels(10)
    assert clicks_among(clicks(voice), [(0, 10)]) == ()
    voice[:, 201_234] += 0.3
    heard = voice if as_it_is else as_mp3(voice, tmp_path / "a.mp3")
    found = clicks_among(clicks(heard), [(0, 10)])
    assert [round(each.at_s, 1) for each in found] == [round(201_234 / RATE, 1)]


@pytest.mark.parametrize("block", [1000, 4096, 55_296])
def test_clicks_do_not_depend_on_the_blocks(block: int) -> None:
    bed = noise(3 * RATE, 5, level=0.003)
    bed[0, 70_000] += 0.1
    assert clicks(bed, block) == clicks(bed)


def test_noise_of_any_level_does_not_click() -> None:
    levels = np.repeat([0.3, 0.003, 0.00003, 0.0], 2 * RATE).astype(np.float32)
    ramp = np.interp(np.arange(levels.size), np.arange(0, levels.size, RATE), levels[::RATE]).astype(np.float32)
    assert clicks(noise(levels.size, 6) * ramp) == ()


def test_plosives_drops_and_breaths_do_not_click() -> None:
    bed = noise(4 * RATE, 7, level=0.003)
    t = np.arange(RATE // 4) / RATE
    plosive = (0.2 * np.exp(-t / 0.008)).astype(np.float32) * noise(t.size, 8)
    drop = (0.1 * np.exp(-t / 0.01) * np.sin(2 * np.pi * 2500 * t)).astype(np.float32)
    bed[:, RATE : RATE + t.size] += plosive
    bed[:, 2 * RATE : 2 * RATE + t.size] += drop
    bed[:, 3 * RATE : 3 * RATE + t.size] += band_noise(t.size, 9)
    assert clicks(bed) == ()


@pytest.mark.parametrize("margin_s", [-0.2, 0.0, 0.1, 0.3])
def test_words_are_found_where_they_begin(margin_s: float) -> None:
    heard = noise(round(1.5 * RATE), 11, level=0.004)
    start = round((0.6 + margin_s) * RATE)
    heard[:, start:] += words(heard.shape[1] - start, 120)
    onset = words_onset(heard, 0.6)
    assert onset is not None
    assert onset.offset_s == pytest.approx(margin_s, abs=0.02)


def test_the_bed_alone_has_no_words() -> None:
    assert words_onset(noise(round(1.5 * RATE), 12, level=0.004), 0.6) is None


@pytest.mark.parametrize("offset_s", [-0.03, 0.0, 0.02, 0.05])
def test_a_breath_that_rises_clearly_is_timed_to_ten_milliseconds(offset_s: float) -> None:
    heard = noise(round(1.5 * RATE), 13, level=0.004)
    start = round((0.5 + offset_s) * RATE)
    rise = np.clip(np.arange(heard.shape[1] - start) / (0.03 * RATE), 0, 1).astype(np.float32)
    heard[:, start:] += band_noise(rise.size, 14) * rise * np.float32(0.5)
    onset = breath_onset(heard, 0.5)
    assert onset is not None
    assert onset.is_clear
    assert onset.offset_s == pytest.approx(offset_s, abs=0.01)


def test_a_breath_that_creeps_out_of_the_bed_is_not_claimed_to_be_timed() -> None:
    heard = noise(round(1.5 * RATE), 15, level=0.02)
    start = round(0.5 * RATE)
    rise = np.linspace(0, 1, heard.shape[1] - start).astype(np.float32)
    heard[:, start:] += band_noise(rise.size, 16) * rise * np.float32(0.5)
    onset = breath_onset(heard, 0.5)
    assert onset is None or not onset.is_clear


@pytest.mark.parametrize("level", [0.01, 0.1, 1.0])
def test_a_breath_out_of_digital_silence_has_an_onset_however_loud_it_is(level: float) -> None:
    silence, tone_of_breath = np.zeros((2, round(0.5 * RATE)), np.float32), tone(20 * float(np.log10(level)), 0.9, 330)
    onset = breath_onset(np.concatenate([silence, tone_of_breath], axis=1), 0.5)
    assert onset is not None
    assert onset.offset_s == pytest.approx(0.0, abs=0.03)


def test_excerpts_are_the_same_for_any_blocks() -> None:
    mix = noise(RATE, 17)
    wanted = [(100, 30_000), (-50, 400), (40_000, 44_000), (20_000, 41_000)]
    for size in (333, 5000, RATE):
        excerpts = Excerpts(wanted)
        got = [each for at in range(0, RATE, size) for each in excerpts.feed(mix[:, at : at + size])]
        assert sorted(each.index for each in got) == [0, 1, 2, 3]
        for each in got:
            start, end = max(0, wanted[each.index][0]), wanted[each.index][1]
            assert each.start == start
            np.testing.assert_array_equal(each.samples, mix[:, start:end])


def test_peaks_at_the_end_of_a_block_count_when_all_that_follows_is_quiet() -> None:
    loud = noise(10 * RATE, 1, level=0.1)
    quiet = loud[:, : 2 * RATE] * np.float32(0.05)
    ending = quiet.copy()
    ending[:, -300:-200] = 0.9
    parts, watch, whole = (loud, ending, quiet, quiet), ClippingMeter(), ClippingMeter()
    for part in parts:
        watch.feed(part, float(np.abs(part).max()))
    whole.feed(np.concatenate(parts, axis=1), 0.9)
    assert watch.clipping() == whole.clipping()
    assert watch.clipping().flat_tops >= 4
