"""The highs of finished voices against those of people: what is turned down, by how much, and what stays."""

from __future__ import annotations

from functools import cache

import numpy as np
import pytest
import soxr

from audiogen.audio.samples import Samples
from audiogen.speech.chain.balance import balanced
from audiogen.speech.chain.tilt import tilt_share
from audiogen.speech.chain.trim import trim
from audiogen.speech.clip import encode_raw, prepare
from audiogen.speech.engine import Sound, unmarked
from audiogen.speech.engines.hibari import HibariEngine
from audiogen.units import RATE

PHRASES = (
    "Sensing how the seat holds you, and letting the shoulders settle in their own time.",
    "Perhaps this sits with you a little: some things settle by themselves, as soon as we stop stirring them.",
    "Bring to mind a kind, patient person, and take the time to picture what they would tell you today.",
    "You could rest on whatever is under you, for a little while.",
)
THIRDS_HZ = (315, 400, 500, 630, 800, 1000, 8000, 10_000)
SPEECH_DB = (59.0, 62.1, 62.1, 60.5, 56.8, 53.7, 43.7, 43.4)
"""Long-term spectrum of both sexes, by thirds of an octave (Byrne et al., J. Acoust. Soc. Am. 96, 1994, table II)."""


@cache
def spoken() -> tuple[Samples, ...]:
    """The words of the embedded voice at the project's rate, without anything done to them."""
    engine = HibariEngine()
    words = (trim(engine.synthesize(unmarked(phrase), wpm=140, language="en")) for phrase in PHRASES)
    return tuple(np.asarray(soxr.resample(each.samples, each.rate_hz, RATE), np.float32) for each in words if each)


def over_speech_db(phrases: tuple[Samples, ...]) -> np.ndarray:
    """By how much 8 and 10 kHz are over the norm, which lies on 315 Hz to 1 kHz."""
    power, size = np.zeros(len(THIRDS_HZ)), 1 << 19
    at_hz = np.fft.rfftfreq(size, 1 / RATE)
    for phrase in phrases:
        spectrum = np.abs(np.fft.rfft(phrase, size)) ** 2
        power += [spectrum[(at_hz >= hz / 2 ** (1 / 6)) & (at_hz < hz * 2 ** (1 / 6))].sum() for hz in THIRDS_HZ]
    over_db = 10 * np.log10(power) - SPEECH_DB
    return np.asarray(over_db[-2:] - over_db[:-2].mean())


def sibilants_db(before: tuple[Samples, ...], after: tuple[Samples, ...]) -> float:
    """Energy of s, z, sh and ch relative to the vowels, in blocks of 20 ms; the sound before tells which they are."""
    size = RATE // 50
    high = np.fft.rfftfreq(size, 1 / RATE) >= 4000

    def halves(phrases: tuple[Samples, ...]) -> tuple[np.ndarray, np.ndarray]:
        blocks = np.concatenate([each[: each.size // size * size].reshape(-1, size) for each in phrases])
        power = np.abs(np.fft.rfft(blocks * np.hanning(size))) ** 2
        return power[:, ~high].sum(axis=1), power[:, high].sum(axis=1)

    low, highs = halves(before)
    heard = low + highs > np.percentile(low + highs, 85) / 300
    energy = np.add(*halves(after))
    return float(10 * np.log10(energy[heard & (highs > 16 * low)].mean() / energy[heard & (highs < low)].mean()))


def test_the_highs_of_the_finished_voice_are_within_4_db_of_those_of_speech() -> None:
    finished = tuple(prepare(encode_raw(Sound(each, RATE))) for each in spoken())
    assert (over_speech_db(spoken()) > 6).all()
    assert (np.abs(over_speech_db(finished)) < 4).all()


def test_sibilants_of_the_finished_voice_are_7_db_under_its_vowels() -> None:
    finished = tuple(prepare(encode_raw(Sound(each, RATE))) for each in spoken())
    # the silence behind the words is a little shorter than it was
    before = tuple(each[: after.size] for each, after in zip(spoken(), finished, strict=True))
    assert sibilants_db(before, before) > -6
    assert sibilants_db(before, finished) < -7


def tilted_db(samples: Samples, hz: float) -> float:
    """What the tilt takes at a frequency; the octaves are balanced on either side of the comparison."""
    size = 1 << samples.size.bit_length()
    at = round(hz * size / RATE)
    near = slice(at - 400, at + 400)
    plain, tilted = (np.abs(np.fft.rfft(balanced(samples, tilted=each), size))[near] for each in (False, True))
    return float(20 * np.log10(np.linalg.norm(tilted) / np.linalg.norm(plain)))


def test_the_tilt_leaves_everything_below_4_khz_and_takes_more_the_higher() -> None:
    samples = spoken()[0]
    taken = [tilted_db(samples, hz) for hz in (500, 4000, 6300, 8000, 10_000)]
    assert taken == pytest.approx([0, 0, -2, -5.5, -8], abs=0.5)


def test_phrases_with_an_s_of_one_voice_get_the_same_tilt() -> None:
    taken = [tilted_db(each, 10_000) for each in spoken()]
    assert max(taken) - min(taken) < 1


def test_a_voice_with_soft_highs_keeps_them() -> None:
    dull = np.asarray(soxr.resample(soxr.resample(spoken()[0], RATE, 13_000), 13_000, RATE), np.float32)
    assert tilted_db(dull, 6300) == pytest.approx(0, abs=0.05)


def test_the_tilt_grows_without_a_step_with_the_brightness_of_a_voice() -> None:
    shares = [tilt_share(np.full(9, 10 ** (level_db / 10)), np.ones(9)) for level_db in np.arange(-30, 0, 0.5)]
    assert shares[0] == 0
    assert shares[-1] == 1
    assert 0 <= np.diff(shares).min() <= np.diff(shares).max() < 0.1


def test_silence_is_not_tilted() -> None:
    silence = np.zeros(RATE, np.float32)
    assert balanced(silence) is silence


def test_a_recorded_person_keeps_their_own_highs() -> None:
    """All but the sharpest s: those are softened as in every voice."""
    frames = spoken()[0].size + RATE
    recorded = np.random.default_rng(3).standard_normal(frames).astype(np.float32) * np.float32(3e-5)
    recorded[RATE // 2 : RATE // 2 + spoken()[0].size] += spoken()[0]
    raw = encode_raw(Sound(recorded, RATE))
    kept, as_synthetic = (over_speech_db((prepare(raw, recorded=each),)) for each in (True, False))
    assert np.abs(kept - over_speech_db(spoken()[:1])).max() < 2
    assert (kept - as_synthetic > 4).all()
