"""The voice chain, stage by stage: what each changes, by how much, and what it leaves alone; all of it measured."""

from __future__ import annotations

import time
from functools import cache

import numpy as np
import pytest
import soxr

from audiogen.audio.activity import loud_energy
from audiogen.audio.clicks import clicks_in_voice
from audiogen.audio.loudness import loudness_lufs
from audiogen.audio.samples import Samples
from audiogen.audio.true_peak import true_peak_dbtp
from audiogen.speech.chain import compressor, de_esser
from audiogen.speech.chain.balance import OCTAVES_HZ, balanced, band_energies, corrections_db
from audiogen.speech.chain.clicks import repaired
from audiogen.speech.chain.compressor import compressed
from audiogen.speech.chain.de_esser import de_essed
from audiogen.speech.chain.envelope import CELL, energies, smoothed, to_db
from audiogen.speech.chain.filters import HIGH_PASS_HZ, Kernel, centred, convolved, high_passed
from audiogen.speech.chain.room import DECAY_S, ROOM_DB, TAIL_FRAMES, in_room
from audiogen.speech.chain.trim import trim
from audiogen.speech.clip import SPEECH_LUFS, encode_raw, finish, prepare
from audiogen.speech.engine import Sound, unmarked
from audiogen.speech.engines.hibari import HibariEngine
from audiogen.units import RATE, to_frames, to_gain

PHRASES = (
    "You might find a position that feels steady enough, and let your hands rest where they are.",
    "Perhaps this sits with you a little: some things settle by themselves, as soon as we stop stirring them.",
    "Bring to mind a kind, patient person, and take the time to picture what they would tell you today.",
)


@cache
def spoken(phrase: str) -> Sound:
    """The embedded voice, as it comes."""
    return HibariEngine().synthesize(unmarked(phrase), wpm=130, language="en")


@cache
def speech(phrase: str = PHRASES[0]) -> Samples:
    """Its words at the project's rate, without anything done to them."""
    words = trim(spoken(phrase))
    assert words is not None
    return np.asarray(soxr.resample(words.samples, words.rate_hz, RATE), np.float32)


def sine(hz: float, seconds: float = 1.0) -> Samples:
    return np.asarray(0.25 * np.sin(2 * np.pi * hz * np.arange(to_frames(seconds)) / RATE), np.float32)


def noise(seconds: float, seed: int = 1) -> Samples:
    return np.random.default_rng(seed).standard_normal(to_frames(seconds)).astype(np.float32)


def rms_db(samples: Samples) -> float:
    return float(10 * np.log10(np.mean(samples.astype(np.float64) ** 2) + 1e-20))


# all of it


STAGES = {
    "clicks": lambda samples: repaired(samples, RATE),
    "high-pass": high_passed,
    "balance": balanced,
    "de-essing": de_essed,
    "compression": compressed,
    "room": in_room,
}


@pytest.mark.parametrize("stage", STAGES)
def test_every_stage_of_the_chain_keeps_single_precision(stage: str, monkeypatch: pytest.MonkeyPatch) -> None:
    transformed = watched_transforms(monkeypatch)
    assert STAGES[stage](speech()).dtype == np.float32
    assert set(transformed) <= {np.dtype(np.float32), np.dtype(np.complex64)}


def watched_transforms(monkeypatch: pytest.MonkeyPatch) -> list[np.dtype[np.generic]]:
    """The types of what is transformed from now on, forth and back, and of what comes of it."""
    types: list[np.dtype[np.generic]] = []

    def watch(name: str) -> None:
        transform = getattr(np.fft, name)

        def watched(given: Samples, *arguments: object, **options: object) -> Samples:
            result = transform(given, *arguments, **options)
            # kernels are the filters' own, and transformed with whatever precision they have
            if options.get("norm") == "ortho":
                types.extend((given.dtype, result.dtype))
            return np.asarray(result)

        monkeypatch.setattr(np.fft, name, watched)

    watch("rfft")
    watch("irfft")
    return types


def test_a_phrase_is_finished_by_the_thread_that_asks_for_it() -> None:
    raw = encode_raw(spoken(PHRASES[0]))
    prepare(raw)
    process_s, thread_s = time.process_time(), time.thread_time()
    for _ in range(10):
        finish(raw)
    process_s, thread_s = time.process_time() - process_s, time.thread_time() - thread_s
    # threads of a library of algebra, which wait for more to do, would double what it takes of the processor
    assert process_s < 1.3 * thread_s


# convolution and the high-pass


def test_convolution_in_pieces_is_convolution() -> None:
    sound, kernel = noise(3), noise(0.01, 2)
    whole = np.convolve(sound.astype(np.float64), kernel)
    assert rms_db(convolved(sound, Kernel.of(kernel)) - whole) < rms_db(whole) - 110


@pytest.mark.parametrize(
    ("hz", "gain_db", "within_db"),
    [(25, -19, 1), (HIGH_PASS_HZ, -3, 0.2), (110, -0.9, 0.3), (250, 0, 0.1), (8000, 0, 0.1)],
)
def test_the_high_pass_takes_away_what_is_below_the_voice(hz: float, gain_db: float, within_db: float) -> None:
    middle = slice(RATE // 4, 3 * RATE // 4)
    changed = high_passed(sine(hz))
    assert rms_db(changed[middle]) - rms_db(sine(hz)[middle]) == pytest.approx(gain_db, abs=within_db)


def test_the_high_pass_rings_after_a_sound_and_never_before_it() -> None:
    impulse = np.zeros(RATE, np.float32)
    impulse[RATE // 2] = 1
    assert np.abs(high_passed(impulse)[: RATE // 2]).max() < 1e-7


# clicks


CLICKS = {
    "digital": np.array([1.0]),
    "of two samples": np.array([1.0, -0.7]),
    "of the mouth": np.exp(-np.arange(12) / 3) * np.sin(2 * np.pi * 5000 * np.arange(12) / 24_000 + 1),
}


def clicked(sound: Sound, click: Samples, at: int) -> Samples:
    """Half as high again as the voice at its highest."""
    samples = sound.samples.copy()
    samples[at : at + click.size] += np.asarray(1.5 * np.abs(samples).max() * click, np.float32)
    return samples


@pytest.mark.parametrize("kind", CLICKS)
def test_a_click_in_speech_is_repaired_with_15_db_less_error(kind: str) -> None:
    better_db = []
    for phrase in PHRASES:
        sound = spoken(phrase)
        for at in range(12_000, sound.samples.size - 24_000, 9_000):
            around = slice(at - 8_000, at + 8_000)
            clean, broken = sound.samples[around], clicked(sound, CLICKS[kind], at)[around]
            mended = repaired(broken, sound.rate_hz)
            better_db.append(rms_db(broken - clean) - rms_db(mended - clean))
    assert np.median(better_db) >= 15
    assert np.mean(np.array(better_db) >= 15) > 0.7
    assert min(better_db) > -1


def test_a_voice_that_begins_in_the_middle_of_a_word_begins_as_it_does() -> None:
    samples = spoken(PHRASES[0]).samples
    for at in range(2_000, samples.size - 24_000, 1_500):
        begun = samples[at : at + 12_000]
        assert np.abs(repaired(begun, 24_000)).max() <= np.abs(begun).max()


def test_a_click_in_a_pause_is_found_however_soft() -> None:
    sound = noise(1) * to_gain(-75)
    sound[RATE // 2] += to_gain(-40)
    (span,) = clicks_in_voice(sound, RATE)
    assert span[0] <= RATE // 2 < span[1] <= span[0] + RATE // 500
    assert np.abs(repaired(sound, RATE)[slice(*span)]).max() < to_gain(-60)


@pytest.mark.parametrize("phrase", PHRASES)
def test_clean_speech_is_changed_in_less_than_a_thousandth_of_its_samples(phrase: str) -> None:
    sound = spoken(phrase)
    changed = np.count_nonzero(repaired(sound.samples, sound.rate_hz) != sound.samples)
    assert changed < sound.samples.size / 1000


@pytest.mark.parametrize("rate_hz", [16_000, 24_000, 48_000])
def test_a_plosive_is_left_alone(rate_hz: int) -> None:
    sound = np.random.default_rng(4).standard_normal(rate_hz).astype(np.float32) * np.float32(to_gain(-80))
    burst = np.random.default_rng(5).standard_normal(rate_hz // 50) * np.exp(
        -np.arange(rate_hz // 50) / (0.005 * rate_hz)
    )
    sound[rate_hz // 2 :][: burst.size] += (0.2 * burst).astype(np.float32)
    assert repaired(sound, rate_hz) is sound


@pytest.mark.parametrize("samples", [np.zeros(0, np.float32), np.zeros(100, np.float32), np.zeros(RATE, np.float32)])
def test_in_silence_there_are_no_clicks(samples: Samples) -> None:
    assert clicks_in_voice(samples, RATE) == ()


# compression


def spread_db(samples: Samples) -> float:
    """From the common syllables to the loudest, over 100 ms."""
    energy = energies(samples)
    levels_db = to_db(smoothed(energy, 10))
    heard = levels_db[levels_db > 10 * np.log10(loud_energy(energy)) - 25]
    return float(np.percentile(heard, 95) - np.percentile(heard, 25))


@pytest.mark.parametrize("phrase", PHRASES)
def test_loud_and_soft_syllables_are_closer_after_compression(phrase: str) -> None:
    assert spread_db(compressed(speech(phrase))) < spread_db(speech(phrase)) - 0.7


@pytest.mark.parametrize("phrase", PHRASES)
def test_compression_is_at_most_4_db_and_slow(phrase: str) -> None:
    reductions = compressor.reductions_db(speech(phrase))
    assert 1 < reductions.max() <= 4
    assert reductions.min() >= 0
    assert np.abs(np.diff(reductions)).max() < 1.0  # 5 ms apart


def test_a_steady_voice_is_compressed_at_about_two_to_one() -> None:
    loud = np.concatenate([sine(200, 0.6), sine(200, 0.6) * to_gain(6), sine(200, 0.6)] * 2)
    changed = compressed(loud)
    middles = [slice(to_frames(at), to_frames(at + 0.2)) for at in (0.3, 0.85)]
    before, after = ([rms_db(samples[middle]) for middle in middles] for samples in (loud, changed))
    assert (before[1] - before[0]) / (after[1] - after[0]) == pytest.approx(2, abs=0.8)


def test_compression_looks_ahead() -> None:
    quiet_then_loud = np.concatenate((sine(200, 0.5) * to_gain(-20), sine(200, 0.5)))
    reductions = compressor.reductions_db(quiet_then_loud)
    assert reductions[RATE // 2 // CELL] > 0.9 * reductions.max()


# de-essing


def sharp(phrase: str, gain_db: float) -> Samples:
    """A phrase whose band of sharp s is louder."""
    samples = speech(phrase)
    return samples + (to_gain(gain_db) - 1) * centred(samples, de_esser._BAND)


def ess_db(samples: Samples) -> float:
    """The loudest s, over 15 ms."""
    return float(to_db(smoothed(energies(centred(samples, de_esser._BAND)), 1)).max())


@pytest.mark.parametrize("phrase", PHRASES)
def test_a_sharp_s_is_softened_by_at_most_5_db(phrase: str) -> None:
    before = sharp(phrase, 9)
    assert ess_db(before) - 5.1 <= ess_db(de_essed(before)) <= ess_db(before) - 2


def test_however_sharp_an_s_is_it_is_softened_by_5_db_at_most() -> None:
    shrill = sharp(PHRASES[1], 30)
    assert de_esser.reductions_db(shrill, centred(shrill, de_esser._BAND)).max() == pytest.approx(5)


def test_what_is_not_sharp_is_left_alone() -> None:
    soft = sharp(PHRASES[0], -12)
    assert de_essed(soft) is soft
    assert de_essed(sine(300)).tobytes() == sine(300).tobytes()


def test_only_the_band_of_s_is_softened() -> None:
    before = sharp(PHRASES[1], 9)
    taken = before - de_essed(before)
    power = np.abs(np.fft.rfft(taken)) ** 2
    at_hz = np.fft.rfftfreq(taken.size, 1 / RATE)
    assert power[(at_hz > 4300) & (at_hz < 12_200)].sum() > 0.97 * power.sum()


def test_most_of_a_phrase_is_not_touched_by_de_essing() -> None:
    samples = speech(PHRASES[1])
    reductions = de_esser.reductions_db(samples, centred(samples, de_esser._BAND))
    assert np.mean(reductions > 0.1) < 0.2


# the balance


def octaves_db(samples: Samples) -> np.ndarray:
    spectra, _ = band_energies(samples)
    levels = 10 * np.log10(spectra[spectra.sum(axis=1) > spectra.sum(axis=1).max() * 10**-2.5].mean(axis=0))
    return np.asarray(levels - levels[1:6].mean())


@cache
def two_phrases() -> Samples:
    return np.concatenate([speech(phrase) for phrase in PHRASES[:2]])


def coloured(samples: Samples, kind: str, times: int = 1) -> Samples:
    """As another microphone or room would give it, so many times over."""
    size = 1 << samples.size.bit_length()  # other sizes take several times as long
    at_hz = np.maximum(np.fft.rfftfreq(size, 1 / RATE), 1)
    octaves_over_1k = np.clip(np.log2(at_hz / 1000), -3, 3)
    gain_db = {
        "dull": -3 * octaves_over_1k,
        "thin": 3 * octaves_over_1k,
        "boxy": 8 * np.exp(-((octaves_over_1k + 1) ** 2)),
    }
    spectrum = np.fft.rfft(samples, size) * 10 ** (times * gain_db[kind] / 20)
    return np.asarray(np.fft.irfft(spectrum)[: samples.size], np.float32)


@pytest.mark.parametrize("kind", ["dull", "thin", "boxy"])
def test_a_voice_of_another_colour_comes_nearer_to_the_embedded_one(kind: str) -> None:
    plain, before = octaves_db(two_phrases()), coloured(two_phrases(), kind)
    compared = slice(1, 6)
    off_before, off_after = (np.abs(octaves_db(each) - plain)[compared].mean() for each in (before, balanced(before)))
    assert off_after < 0.72 * off_before


@pytest.mark.parametrize("kind", ["dull", "thin", "boxy"])
def test_no_octave_is_changed_by_more_than_4_db(kind: str) -> None:
    gains = corrections_db(band_energies(coloured(two_phrases(), kind, times=3))[0])
    assert len(gains) == len(OCTAVES_HZ)
    assert np.abs(gains).max() == pytest.approx(4)


def test_a_finished_phrase_of_a_dull_voice_is_less_dull() -> None:
    dull = coloured(speech(), "dull")
    finished = finish(encode_raw(Sound(dull, RATE)))[0]
    brighter = octaves_db(finished) - octaves_db(dull)
    assert brighter[5] - brighter[2] > 1  # 4 kHz beside 500 Hz


@pytest.mark.parametrize("phrase", PHRASES)
def test_the_embedded_voice_is_hardly_changed(phrase: str) -> None:
    assert np.abs(corrections_db(band_energies(speech(phrase))[0])).max() < 1.0


def test_hiss_is_not_brought_up_as_if_it_were_a_dull_voice() -> None:
    dull = coloured(speech(), "dull", times=2)
    hissing = dull + noise(dull.size / RATE)[: dull.size] * np.float32(to_gain(rms_db(dull) - 28))
    assert corrections_db(band_energies(hissing)[0])[-1] <= 0


# the room


def impulse_response() -> Samples:
    impulse = np.zeros(RATE // 10, np.float32)
    impulse[0] = 1
    return in_room(impulse)


def test_a_room_rings_on_for_a_constant_time_and_ends_in_silence() -> None:
    for frames in (1, 100, RATE):
        assert in_room(np.ones(frames, np.float32)).shape == (2, frames + TAIL_FRAMES)
    assert np.abs(impulse_response()[:, TAIL_FRAMES - 48 :]).max() < to_gain(-75)


def test_the_room_is_as_soft_as_promised_beside_the_voice() -> None:
    dry = speech()
    wet = in_room(dry)
    wet[:, : dry.size] -= dry
    for side in wet:
        level_db = 10 * np.log10((side.astype(np.float64) ** 2).sum() / (dry.astype(np.float64) ** 2).sum())
        assert -26 <= level_db <= -22, ROOM_DB


def test_the_room_dies_away_in_its_time() -> None:
    for side in impulse_response():
        left = np.cumsum(side[:0:-1].astype(np.float64) ** 2)[::-1]
        decay_db = 10 * np.log10(left / left[0] + 1e-20)
        frames = np.argmax(decay_db < -25) - np.argmax(decay_db < -5)
        assert 3 * frames / RATE == pytest.approx(DECAY_S, abs=0.03)
        assert 0.2 <= 3 * frames / RATE <= 0.3


def test_the_sides_of_the_room_differ_and_do_not_cancel() -> None:
    left, right = impulse_response()[:, 1:].astype(np.float64)
    assert abs(np.corrcoef(left, right)[0, 1]) < 0.2
    mono_db = 10 * np.log10((((left + right) / 2) ** 2).sum() / (left**2).sum())
    assert mono_db > -3.5
    wet = in_room(speech())
    assert rms_db(wet.mean(axis=0)) > rms_db(wet[0]) - 0.1


def test_the_voice_itself_stands_in_the_middle_unchanged() -> None:
    dry = speech()
    early = to_frames(0.006)  # before the first echo of the first word
    np.testing.assert_allclose(in_room(dry)[:, :early], np.stack((dry, dry))[:, :early], atol=1e-4)


# the whole


@pytest.mark.parametrize("phrase", PHRASES)
def test_a_finished_phrase_has_peaks_that_a_limiter_need_not_touch(phrase: str) -> None:
    clip = finish(encode_raw(spoken(phrase)))
    assert true_peak_dbtp(clip) - SPEECH_LUFS < 12.8
    assert loudness_lufs(clip[:, :-TAIL_FRAMES]) == pytest.approx(SPEECH_LUFS, abs=2.0)


def test_finishing_gives_the_same_bits_every_time() -> None:
    raw = encode_raw(spoken(PHRASES[0]))
    assert finish(raw).tobytes() == finish(raw).tobytes()


def test_a_click_is_not_heard_in_what_is_finished() -> None:
    sound = spoken(PHRASES[0])
    broken = Sound(clicked(sound, CLICKS["digital"], 30_000), sound.rate_hz)
    clean = finish(encode_raw(sound))
    assert rms_db(finish(encode_raw(broken)) - clean) < rms_db(clean) - 40


def test_a_sharp_s_stands_out_less_from_its_band_in_what_is_finished() -> None:
    def stands_out_db(samples: Samples) -> float:
        band = energies(centred(samples, de_esser._BAND))
        return ess_db(samples) - float(to_db(np.array([loud_energy(band)]))[0])

    before = sharp(PHRASES[0], 9)
    assert stands_out_db(finish(encode_raw(Sound(before, RATE)))[0]) < stands_out_db(before) - 0.5
