"""From an engine's sound to a clip: what is kept of it, how loud it is, how long; all of it measured."""

from __future__ import annotations

import numpy as np
import pytest

from audiogen.audio.activity import find_words
from audiogen.audio.loudness import loudness_lufs
from audiogen.audio.samples import Samples
from audiogen.errors import SpeechError
from audiogen.plan.cues import WORDS_BEGIN_FRAMES
from audiogen.speech.chain.room import TAIL_FRAMES
from audiogen.speech.chain.trim import join, trim
from audiogen.speech.clip import CLIP_PEAK_DBFS, SPEECH_LUFS, as_kept, decode_raw, encode_raw, finish, prepare
from audiogen.speech.engine import Sound
from audiogen.units import RATE, to_gain, to_seconds

RATES = (16_000, 22_050, 24_000, 44_100, 48_000)


def vowel(seconds: float, level_db: float = -20.0, rate_hz: int = 24_000) -> Samples:
    """Harmonics of 200 Hz at a peak level, beginning and ending at full level."""
    time_s = np.arange(int(seconds * rate_hz)) / rate_hz
    wave = sum(np.sin(2 * np.pi * 200 * k * time_s) / k for k in range(1, 9))
    return np.asarray(to_gain(level_db) * wave / np.abs(wave).max(), np.float32)


def breath(seconds: float, level_db: float, rate_hz: int = 24_000) -> Samples:
    """Noise of a level, as f and h are made of."""
    noise = np.random.default_rng(1).standard_normal(int(seconds * rate_hz))
    return np.asarray(to_gain(level_db) * noise, np.float32)


def silence(seconds: float, rate_hz: int = 24_000) -> Samples:
    return np.zeros(int(seconds * rate_hz), np.float32)


def sound(*parts: Samples, rate_hz: int = 24_000) -> Sound:
    return Sound(np.concatenate(parts), rate_hz)


def words(rate_hz: int = 24_000, level_db: float = -20.0) -> Sound:
    """Half a second of voice between silences."""
    return sound(*(silence(0.3, rate_hz), vowel(0.5, level_db, rate_hz), silence(0.6, rate_hz)), rate_hz=rate_hz)


def bounds_s(made: Sound) -> tuple[float, float]:
    begin, end = find_words(made.samples, made.rate_hz) or (0, 0)
    return begin / made.rate_hz, end / made.rate_hz


def test_silence_before_and_after_is_trimmed_to_a_breath() -> None:
    trimmed = trim(words())
    assert trimmed is not None
    assert trimmed.samples.size / 24_000 == pytest.approx(0.03 + 0.5 + 0.04, abs=0.011)


@pytest.mark.parametrize("level_db", [-30, -40, -44])
def test_a_soft_consonant_at_the_beginning_or_end_is_kept_whole(level_db: float) -> None:
    soft = breath(0.12, level_db - 23)  # the level of the vowel is -23 dBFS
    made = sound(silence(0.3), soft, vowel(0.4), soft, silence(0.5))
    assert bounds_s(made) == pytest.approx((0.3, 0.94), abs=0.0101)
    trimmed = trim(made)
    assert trimmed is not None
    kept = trimmed.samples[int(0.03 * 24_000) :][: soft.size]
    np.testing.assert_allclose(kept, soft, atol=1e-9)


def test_hiss_under_the_voice_is_trimmed_as_silence_is() -> None:
    made = sound(silence(0.5), vowel(0.5), silence(0.5))
    made = Sound(made.samples + breath(1.5, -23 - 52), 24_000)
    assert bounds_s(made) == pytest.approx((0.5, 1.0), abs=0.0101)


def test_a_pause_between_words_is_kept() -> None:
    made = sound(silence(0.3), vowel(0.3), silence(0.7), vowel(0.3), silence(0.3))
    assert bounds_s(made) == pytest.approx((0.3, 1.6), abs=0.0101)


def test_words_without_any_silence_around_are_kept_whole() -> None:
    made = sound(vowel(0.4))
    trimmed = trim(made)
    assert trimmed is not None
    assert trimmed.samples.size == made.samples.size + round(to_seconds(WORDS_BEGIN_FRAMES) * made.rate_hz)


def test_words_begin_at_one_and_the_same_place_in_every_clip() -> None:
    clips = [clip for clip in map(trim, (words(), sound(vowel(0.4)))) if clip is not None]
    at = [np.flatnonzero(np.abs(clip.samples) > 0.01)[0] for clip in clips]
    assert len(at) == 2
    assert all(abs(first / 24_000 - to_seconds(WORDS_BEGIN_FRAMES)) <= 0.0101 for first in at)


def test_edges_rise_from_and_fall_to_silence() -> None:
    trimmed = trim(Sound(words().samples + breath(1.4, -70), 24_000))
    assert trimmed is not None
    assert abs(trimmed.samples[0]) < 1e-5
    assert abs(trimmed.samples[-1]) < 1e-5


@pytest.mark.parametrize("samples", [silence(1.0), np.zeros(0, np.float32), breath(0.5, -96)])
def test_sound_without_words_is_an_error(samples: Samples) -> None:
    with pytest.raises(SpeechError, match="only silence"):
        prepare(encode_raw(Sound(samples, 24_000)))


@pytest.mark.parametrize("rate_hz", [24_000, 48_000])
def test_a_sound_of_one_sample_is_an_error_and_never_a_clip_of_no_numbers(rate_hz: int) -> None:
    with pytest.raises(SpeechError, match="only silence"):
        prepare(encode_raw(Sound(np.full(1, 0.5, np.float32), rate_hz)))


def test_sound_that_holds_no_numbers_is_an_error() -> None:
    with pytest.raises(SpeechError, match="no numbers"):
        encode_raw(Sound(np.full(100, np.nan, np.float32), 24_000))


@pytest.mark.parametrize("rate_hz", RATES)
def test_a_clip_is_as_long_as_its_words_and_as_loud_as_promised(rate_hz: int) -> None:
    clip = prepare(encode_raw(words(rate_hz)))
    assert clip.ndim == 1
    assert clip.dtype == np.float32
    assert clip.size / RATE == pytest.approx(0.57, abs=0.011)
    sounding = clip[int(0.05 * RATE) : int(0.5 * RATE)]
    assert loudness_lufs(sounding, on_both_sides=True) == pytest.approx(SPEECH_LUFS, abs=0.3)


@pytest.mark.parametrize("level_db", [-40, -20, -3])
def test_phrases_are_equally_loud_however_loud_the_engine_gave_them(level_db: float) -> None:
    clip, reference = prepare(encode_raw(words(level_db=level_db))), prepare(encode_raw(words()))
    np.testing.assert_allclose(clip, reference, atol=2e-4)


def test_pauses_within_a_phrase_do_not_make_it_louder() -> None:
    paused = prepare(encode_raw(sound(vowel(0.4), silence(1.5), vowel(0.4), silence(0.2))))
    plain = prepare(encode_raw(sound(vowel(0.4), silence(0.2))))
    assert np.abs(paused).max() == pytest.approx(np.abs(plain).max(), rel=0.03)


def test_a_great_peak_is_turned_down_where_it_is_and_the_words_stay_as_loud() -> None:
    made = words()
    shout = slice(10_000, 10_600)  # 25 ms: too long for a click, too short to be what the level is set by
    made.samples[shout] *= 9
    clip = prepare(encode_raw(made))
    assert 20 * np.log10(np.abs(clip).max()) == pytest.approx(CLIP_PEAK_DBFS, abs=0.1)
    plain = prepare(encode_raw(words()))
    beside = slice(int(0.3 * RATE), int(0.5 * RATE))
    assert loudness_lufs(clip[beside]) == pytest.approx(loudness_lufs(plain[beside]), abs=6)


def test_what_exceeds_full_scale_is_kept_without_clipping() -> None:
    loud, plain = (prepare(encode_raw(words(level_db=level_db))) for level_db in (6, -20))
    np.testing.assert_allclose(loud, plain, atol=2e-4)


def test_the_engines_sound_is_kept_to_24_bits() -> None:
    made = words()
    again = decode_raw(encode_raw(made))
    assert again.rate_hz == made.rate_hz
    np.testing.assert_allclose(again.samples, made.samples, atol=2**-23)


@pytest.mark.parametrize("peak", [1e-7, 0.3, 1.0, -1.0, 1.7, -2.0])
def test_what_is_finished_at_once_is_what_the_cache_would_give_to_the_last_bit(peak: float) -> None:
    samples = np.random.default_rng(1).uniform(-0.99, 0.99, 30_000)
    samples[[0, 100]] = 1, 1 - 2**-24
    made = Sound(np.asarray(peak * samples, np.float32), 22_050)
    kept = as_kept(made)
    assert kept.samples.dtype == np.float32
    assert kept.rate_hz == made.rate_hz
    np.testing.assert_array_equal(kept.samples, decode_raw(encode_raw(made)).samples)


def test_a_clip_has_the_same_bits_every_time() -> None:
    raw = encode_raw(words(22_050))
    np.testing.assert_array_equal(prepare(raw), prepare(raw))


def test_a_finished_clip_stands_in_a_room_and_is_as_loud_as_its_words() -> None:
    raw = encode_raw(words())
    dry, clip = prepare(raw), finish(raw)
    assert clip.shape == (2, dry.size + TAIL_FRAMES)
    assert loudness_lufs(clip[:, : dry.size]) == pytest.approx(loudness_lufs(dry, on_both_sides=True), abs=0.3)


def test_no_peak_comes_near_full_scale_in_its_room() -> None:
    made = words()
    made.samples[10_000:10_600] *= 9
    assert np.abs(finish(encode_raw(made))).max() <= to_gain(CLIP_PEAK_DBFS + 2)


def test_pieces_are_joined_by_their_pauses_not_by_their_silences() -> None:
    joined = join([words(), words(), words()], [0.5, 0.25, 9.0])
    begin, end = bounds_s(joined)
    assert end - begin == pytest.approx(3 * 0.5 + 0.5 + 0.25 + 2 * 0.07, abs=0.04)
