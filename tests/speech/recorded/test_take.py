"""People's own voices: what is taken of a recording, what is refused and why, and how it stands beside other voices."""

from __future__ import annotations

import re
import struct
import subprocess
import sys
from collections.abc import Callable
from functools import cache
from pathlib import Path

import numpy as np
import pytest
import soundfile
from support.recordings import click, cut, room, silence, speech, word, write_coded, write_wav

from audiogen.audio.activity import find_activity
from audiogen.audio.loudness import Meter, gated_lufs
from audiogen.audio.samples import Samples
from audiogen.cache.store import Cache
from audiogen.errors import SoundError
from audiogen.plan.cues import Recording, Utterance
from audiogen.speech.clip import CLIP_PEAK_DBFS, encode_raw, prepare
from audiogen.speech.engine import Sound, unmarked
from audiogen.speech.engines.hibari import HibariEngine
from audiogen.speech.phrase import Phrasing
from audiogen.speech.recorded.take import LONGEST_S, recording_key, recording_problems, take_recording
from audiogen.speech.speak import speak
from audiogen.units import RATE, to_gain

SPEECH_DBFS = -21.5
"""RMS of `speech()`, about."""


def joined(*parts: Samples) -> Samples:
    return np.concatenate(parts)


def finished(samples: Samples) -> Samples:
    return prepare(encode_raw(Sound(samples.copy(), RATE)), recorded=True)


def bounds_s(samples: Samples) -> tuple[float, float]:
    begin, end = find_activity(samples).words or (0, 0)
    return begin / RATE, end / RATE


def programme_lufs(samples: Samples) -> float:
    """Loudness as broadcasters measure it, by the gates of EBU R 128 alone: not as clips are levelled."""
    meter = Meter(channels=1)
    meter.feed(samples)
    return gated_lufs(meter.energies()) + 10 * float(np.log10(2))


def limited(samples: Samples, gain_db: float) -> Samples:
    """As masters are made: louder, its peaks turned down to -0.2 dBFS with their shape kept."""
    loud = samples * to_gain(gain_db)
    reach = 240
    heights = np.pad(np.abs(loud), reach)
    # the highest of 2, 4 ... 256 in a row, and of two such stretches all that is within reach
    for shift in (1, 2, 4, 8, 16, 32, 64, 128, 2 * reach + 1 - 256):
        heights = np.maximum(heights[:-shift], heights[shift:])
    window = np.hanning(2 * reach + 1)
    gains = np.minimum(1, to_gain(-0.2) / np.maximum(heights, 1e-9))
    return np.asarray(loud * np.convolve(np.pad(gains, reach, mode="edge"), window / window.sum(), "valid"), np.float32)


def to_full_scale(samples: Samples) -> Samples:
    return np.asarray(samples / np.abs(samples).max(), np.float32)


def dominant_hz(samples: Samples) -> float:
    return float(np.abs(np.fft.rfft(samples)).argmax() * RATE / samples.size)


# what is taken


@pytest.mark.parametrize(
    ("name", "codec", "rate"),
    [
        ("a.m4a", "aac", 44_100),
        ("a.mp3", "libmp3lame", 44_100),
        ("a.webm", "libopus", 48_000),
        ("a.ogg", "libopus", 48_000),
    ],
)
def test_coded_recordings_become_one_channel_at_the_projects_rate(
    tmp_path: Path, name: str, codec: str, rate: int
) -> None:
    taken = take_recording(write_coded(tmp_path / name, codec, speech(rate=rate), rate))
    assert (taken.rate_hz, taken.samples.dtype, taken.samples.ndim) == (RATE, np.float32, 1)
    assert taken.samples.size / RATE == pytest.approx(3.9, abs=0.05)
    plain = take_recording(write_wav(tmp_path / "a.wav", speech()))
    assert programme_lufs(taken.samples) == pytest.approx(programme_lufs(plain.samples), abs=0.6)


@pytest.mark.parametrize(
    ("rate", "subtype"),
    [
        (8000, "PCM_U8"),
        (8000, "FLOAT"),
        (16_000, "PCM_16"),
        (22_050, "PCM_24"),
        (44_100, "FLOAT"),
        (96_000, "PCM_24"),
        (192_000, "PCM_U8"),
        (192_000, "FLOAT"),
    ],
)
def test_recordings_of_any_rate_and_depth_keep_length_and_pitch(tmp_path: Path, rate: int, subtype: str) -> None:
    taken = take_recording(write_wav(tmp_path / "a.wav", word(1, 150, rate), rate, subtype)).samples
    assert taken.size == pytest.approx(RATE, abs=2)
    assert dominant_hz(taken) == pytest.approx(150, abs=1)


def test_the_same_file_gives_the_same_bits(tmp_path: Path) -> None:
    path = write_coded(tmp_path / "a.m4a", "aac", speech(rate=44_100), 44_100)
    np.testing.assert_array_equal(take_recording(path).samples, take_recording(path).samples)


def test_both_sides_of_a_stereo_recording_are_kept(tmp_path: Path) -> None:
    left, right = joined(word(1, 110), silence(1)), joined(silence(1), word(1, 170))
    taken = take_recording(write_wav(tmp_path / "a.wav", np.stack((left, right * 0.3)))).samples
    assert (dominant_hz(taken[:RATE]), dominant_hz(taken[RATE:])) == pytest.approx((110, 170), abs=1)


@pytest.mark.parametrize("dead_dbfs", [-200.0, -60.0])
def test_a_side_without_a_microphone_is_left_out(tmp_path: Path, dead_dbfs: float) -> None:
    dead = room(silence(3.9), dead_dbfs)
    taken = take_recording(write_wav(tmp_path / "a.wav", np.stack((dead, speech())))).samples
    alone = take_recording(write_wav(tmp_path / "b.wav", speech())).samples
    np.testing.assert_allclose(taken, alone, atol=1e-6)


def test_sides_of_opposite_phase_do_not_cancel(tmp_path: Path) -> None:
    taken = take_recording(write_wav(tmp_path / "a.wav", np.stack((speech(), -0.9 * speech())))).samples
    alone = take_recording(write_wav(tmp_path / "b.wav", speech())).samples
    np.testing.assert_allclose(taken, 0.95 * alone, atol=1e-5)


def test_channels_without_a_layout_are_folded_into_one(tmp_path: Path) -> None:
    four = np.stack((speech(), silence(3.9), speech(), silence(3.9)))
    taken = take_recording(write_wav(tmp_path / "a.wav", four)).samples
    alone = take_recording(write_wav(tmp_path / "b.wav", speech())).samples
    np.testing.assert_allclose(taken, alone, atol=1e-5)


def test_a_wrong_zero_is_mended_without_a_thump(tmp_path: Path) -> None:
    taken = take_recording(write_wav(tmp_path / "a.wav", joined(silence(1), speech(), silence(1)) + 0.1)).samples
    assert np.abs(taken[: RATE // 2]).max() < 0.002
    assert abs(float(taken.mean())) < 1e-4


def test_rumble_is_taken_away_and_the_voice_is_not(tmp_path: Path) -> None:
    made = joined(silence(1), speech(), silence(1))
    rumble = 0.2 * np.sin(2 * np.pi * 15 * np.arange(made.size) / RATE)
    taken = take_recording(write_wav(tmp_path / "a.wav", made + rumble)).samples
    plain = take_recording(write_wav(tmp_path / "b.wav", made)).samples
    assert np.abs(taken[RATE // 2 : RATE]).max() < 0.02
    assert programme_lufs(plain) == pytest.approx(programme_lufs(made), abs=0.2)


def test_a_long_recording_takes_little_more_memory_than_its_result(tmp_path: Path) -> None:
    pytest.importorskip("resource")
    quarter = np.tile(speech(), (2, 4))
    with soundfile.SoundFile(tmp_path / "long.wav", "w", 96_000, 2, "PCM_16") as file:
        for _ in range(12):  # 94 s: 72 MB as the samples of both channels, 18 MB as the result
            file.write(quarter.T)
    code = (
        "import resource, audiogen.speech.recorded.sound, audiogen.speech.clip as clip; from pathlib import Path;"
        "from audiogen.speech.recorded.take import take_recording;"
        f"path = Path({str(tmp_path / 'long.wav')!r});"
        "before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss;"
        "raw = clip.encode_raw(take_recording(path)); clip.prepare(raw, recorded=True);"
        "print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before)"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    unit = 1 if sys.platform == "darwin" else 1024
    assert int(run.stdout) * unit / 1e6 < 18 + 60


# what is refused


@pytest.mark.parametrize(
    ("name", "subtype"), [("a.wav", "PCM_16"), ("a.flac", "PCM_24"), ("a.aiff", "PCM_16"), ("a.mp3", "MPEG_LAYER_III")]
)
def test_a_recording_shorter_than_it_claims_is_refused_with_both_lengths(
    tmp_path: Path, name: str, subtype: str
) -> None:
    path = cut(write_wav(tmp_path / name, speech(), subtype=subtype))
    with pytest.raises(SoundError, match=r"says it lasts 3\.9 s, but only [12]\.\d s can be read") as caught:
        take_recording(path)
    assert caught.value.hint


@pytest.mark.parametrize(
    ("name", "codec", "options", "reason"),
    [
        ("a.webm", "libopus", {}, r"says it lasts 3\.9 s, but only"),
        ("a.m4a", "aac", {"movflags": "faststart"}, r"says it lasts 3\.9 s, but only"),
        ("a.m4a", "aac", {}, "breaks off before the index"),
        ("a.opus", "libopus", {}, r"breaks off: [12]\.\d s can be read, and then its end is missing"),
    ],
)
def test_a_phone_recording_that_was_cut_is_refused(
    tmp_path: Path, name: str, codec: str, options: dict[str, str], reason: str
) -> None:
    with pytest.raises(SoundError, match=reason):
        take_recording(cut(write_coded(tmp_path / name, codec, speech(), options=options)))


def test_a_hole_in_a_lossless_recording_is_refused(tmp_path: Path) -> None:
    path = write_wav(tmp_path / "a.flac", np.tile(speech(), 3), subtype="PCM_16")
    data = bytearray(path.read_bytes())
    data[len(data) // 2 : len(data) // 2 + 30_000] = bytes(30_000)
    path.write_bytes(data)
    with pytest.raises(SoundError, match=r"says it lasts 11\.7 s, but only|is damaged at"):
        take_recording(path)


@pytest.mark.parametrize(
    ("name", "codec", "gain_db"),
    [
        ("a.wav", "pcm_s16le", 6),
        ("a.wav", "pcm_s16le", 30),
        ("a.mp3", "libmp3lame", 6),
        ("a.mp3", "libmp3lame", 12),
        ("a.m4a", "aac", 6),
        ("a.m4a", "aac", 30),
        ("a.webm", "libopus", 6),
        ("a.webm", "libopus", 30),
    ],
)
def test_a_clipped_recording_is_refused_with_the_first_place(
    tmp_path: Path, name: str, codec: str, gain_db: float
) -> None:
    clipped = np.clip(to_full_scale(speech()) * to_gain(gain_db), -1, 1)
    path = write_coded(tmp_path / name, codec, joined(silence(1), clipped))
    with pytest.raises(SoundError, match=r"is clipped: \d+ of its peaks are cut off flat, the first at 0:01") as caught:
        take_recording(path)
    assert "lower level" in caught.value.hint


def test_a_recording_that_was_clipped_and_made_softer_later_is_refused(tmp_path: Path) -> None:
    clipped = 0.3 * np.clip(to_full_scale(speech()) * 2, -1, 1)
    with pytest.raises(SoundError, match="is clipped"):
        take_recording(write_wav(tmp_path / "a.wav", np.stack((clipped, 0.5 * speech()))))


@cache
def master_of_speech(gain_db: float) -> Samples:
    return limited(to_full_scale(room(speech(), -70)), gain_db)


@pytest.mark.parametrize("name", ["a.wav", "a.mp3", "a.ogg"])
@pytest.mark.parametrize("gain_db", [0, 6, 12])
def test_a_limited_master_that_touches_full_scale_is_taken(tmp_path: Path, name: str, gain_db: float) -> None:
    master = master_of_speech(gain_db)
    assert np.abs(master).max() > 0.97
    subtype = {"a.wav": "PCM_16", "a.mp3": "MPEG_LAYER_III", "a.ogg": "VORBIS"}[name]
    take_recording(write_wav(tmp_path / name, master, subtype=subtype))


def test_sharp_sounds_that_touch_full_scale_are_taken(tmp_path: Path) -> None:
    hiss = to_full_scale(np.random.default_rng(2).standard_normal(RATE).astype(np.float32))
    take_recording(write_wav(tmp_path / "s.wav", limited(joined(speech(), silence(0.5), hiss), 12), subtype="PCM_16"))


def test_a_few_flat_peaks_in_a_long_recording_are_let_pass(tmp_path: Path) -> None:
    peaky = to_full_scale(joined(*[0.3 * speech()] * 4, word(0.1)))
    clipped = np.clip(peaky * to_gain(0.5), -1, 1)
    assert (np.abs(clipped) == 1).sum() > 3
    take_recording(write_wav(tmp_path / "a.wav", clipped, subtype="PCM_16"))


def test_a_few_flat_peaks_among_very_many_round_ones_are_let_pass(tmp_path: Path) -> None:
    flat = np.clip(to_full_scale(word(0.05)) * 3, -1, 1)
    master = joined(limited(to_full_scale(np.tile(speech(), 5)), 12), silence(0.5), flat)
    take_recording(write_wav(tmp_path / "a.wav", master, subtype="PCM_16"))
    with pytest.raises(SoundError, match="is clipped"):
        take_recording(write_wav(tmp_path / "a.wav", joined(0.3 * speech(), flat), subtype="PCM_16"))


def test_a_float_recording_above_full_scale_is_not_clipped(tmp_path: Path) -> None:
    loud, soft = (
        take_recording(write_wav(tmp_path / name, peak * to_full_scale(speech()), subtype="FLOAT")).samples
        for name, peak in (("loud.wav", 4), ("soft.wav", 0.25))
    )
    np.testing.assert_allclose(finished(loud), finished(soft), atol=1e-4)


@pytest.mark.parametrize(
    ("made", "reason"),
    [
        (silence(3), "is silent: every sample is the same"),
        (silence(3) + 0.25, "is silent: every sample is the same"),
        (room(silence(3), -75), r"is silent: its highest peak is at -6\d dBFS"),
        (room(silence(3), -50), r"is silent: there is only an even noise in it, at -(49|50) dBFS"),
        (joined(silence(1), click(), silence(2), click(), silence(1)), "holds no words: only clicks"),
    ],
)
def test_a_recording_without_words_is_refused_with_what_is_in_it(tmp_path: Path, made: Samples, reason: str) -> None:
    with pytest.raises(SoundError, match=reason) as caught:
        take_recording(write_wav(tmp_path / "a.wav", made))
    assert "microphone" in caught.value.hint


def test_an_even_hum_that_is_loud_enough_is_a_voice(tmp_path: Path) -> None:
    hum = 0.1 * np.sin(2 * np.pi * 136 * np.arange(4 * RATE) / RATE)
    assert take_recording(write_wav(tmp_path / "om.wav", hum)).samples.size == 4 * RATE


@pytest.mark.parametrize("value", [np.nan, np.inf])
def test_samples_that_are_no_numbers_are_refused_with_their_place(tmp_path: Path, value: float) -> None:
    made = speech()
    made[3 * RATE] = value
    with pytest.raises(SoundError, match="at 0:03 its samples are no numbers"):
        take_recording(write_wav(tmp_path / "a.wav", made, subtype="FLOAT"))


@pytest.mark.parametrize("name", ["a.wav", "a.mp3"])
def test_what_is_longer_than_a_quarter_of_an_hour_is_to_be_split(tmp_path: Path, name: str) -> None:
    times = int(LONGEST_S / 3.9) + 2
    if name == "a.wav":
        path = write_wav(tmp_path / name, np.tile(speech(rate=8000), times), 8000, "PCM_16")
    else:
        plain = {"write_xing": "0", "write_id3v2": "0"}  # nothing but frames, which can be repeated
        path = write_coded(tmp_path / name, "libmp3lame", speech(rate=8000), 8000, options=plain)
        path.write_bytes(path.read_bytes() * times)
    with pytest.raises(SoundError, match="longer than 15 minutes") as caught:
        take_recording(path)
    assert "Split it" in caught.value.hint


def test_what_is_longer_than_its_header_says_is_to_be_split_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("audiogen.speech.recorded.take.LONGEST_S", 3.0)
    path = write_coded(tmp_path / "a.webm", "libopus", speech())
    length_ms = b"\x44\x89\x88"  # Duration in the header, a float of 8 bytes
    data = path.read_bytes()
    at = data.index(length_ms) + len(length_ms)
    path.write_bytes(data[:at] + struct.pack(">d", 2000.0) + data[at + 8 :])
    assert recording_problems(path, None) == ()
    with pytest.raises(SoundError, match="is longer than"):
        take_recording(path)


def test_a_missing_recording_is_named_with_what_is_beside_it(tmp_path: Path) -> None:
    write_wav(tmp_path / "welcome.wav", speech())
    with pytest.raises(SoundError, match=r"there is no file .*welcom\.wav") as caught:
        take_recording(tmp_path / "welcom.wav")
    assert "welcome.wav" in caught.value.hint


# what `audiogen check` sees


def test_a_good_recording_has_no_problems(tmp_path: Path) -> None:
    path = write_coded(tmp_path / "a.m4a", "aac", speech())
    assert recording_problems(path, None) == recording_problems(path, 4.0) == ()


@pytest.mark.parametrize(
    ("name", "problem"),
    [
        ("b.wav", r"there is no file .*b\.wav\. In .* there is a\.wav"),
        ("empty.wav", r"empty\.wav cannot be read as sound: it is empty\. "),
        ("notes.txt", r"notes\.txt cannot be read as sound: .*\. "),
        (".", "is a folder, not a sound"),
    ],
)
def test_a_file_that_is_no_recording_is_a_problem(tmp_path: Path, name: str, problem: str) -> None:
    write_wav(tmp_path / "a.wav", speech())
    (tmp_path / "empty.wav").touch()
    (tmp_path / "notes.txt").write_text("Buy honey. " * 50, encoding="utf-8")
    (found,) = recording_problems(tmp_path / name, None)
    assert re.search(problem, found)


@pytest.mark.parametrize(("name", "options"), [("a.m4a", {}), ("a.mp3", {"write_xing": "0"}), ("a.opus", {})])
def test_a_recording_shorter_than_its_author_says_is_a_problem(
    tmp_path: Path, name: str, options: dict[str, str]
) -> None:
    codec = {"a.m4a": "aac", "a.mp3": "libmp3lame", "a.opus": "libopus"}[name]
    (found,) = recording_problems(write_coded(tmp_path / name, codec, speech(), options=options), 12.0)
    assert "lasts 3.9 s, which is shorter than its length: 12s" in found


def test_a_recording_that_is_too_long_is_a_problem(tmp_path: Path) -> None:
    path = write_wav(tmp_path / "a.wav", silence(LONGEST_S + 2, 8000), 8000, "PCM_16")
    (found,) = recording_problems(path, None)
    assert "longer than 15 minutes. Split it" in found


def test_importing_what_check_needs_loads_nothing_heavy() -> None:
    code = "import sys, audiogen.speech.recorded.take; print(*sorted({'numpy', 'av', 'soxr'} & set(sys.modules)))"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.split() == []


def test_the_key_follows_the_content_and_not_the_name(tmp_path: Path) -> None:
    first, again = (write_wav(tmp_path / name, speech()) for name in ("a.wav", "b.wav"))
    other = write_wav(tmp_path / "c.wav", speech(7))
    assert recording_key(first) == recording_key(again) != recording_key(other)


# how it is trimmed


@pytest.mark.parametrize("noise_db", [-60, -45, -30])
def test_the_room_before_and_after_the_words_is_trimmed(noise_db: float) -> None:
    made = room(joined(silence(2), speech(), silence(3)), SPEECH_DBFS + noise_db)
    assert bounds_s(made) == pytest.approx((2.0, 5.9), abs=0.06)
    assert finished(made).size / RATE == pytest.approx(3.9 + 0.15 + 0.2, abs=0.1)


@pytest.mark.parametrize("noise_db", [-60, -45, -35])
def test_the_clicks_of_the_mouse_are_trimmed(noise_db: float) -> None:
    away = joined(silence(0.3), click(), silence(0.09), click(), silence(1))
    made = room(joined(away, speech(), away[::-1]), SPEECH_DBFS + noise_db)
    assert bounds_s(made) == pytest.approx((away.size / RATE, away.size / RATE + 3.9), abs=0.06)


def test_a_breath_before_the_words_is_kept_whole() -> None:
    breath = room(silence(0.5), SPEECH_DBFS - 22) * np.hanning(RATE // 2).astype(np.float32)
    made = room(joined(silence(2), breath, silence(0.15), speech(), silence(2)), SPEECH_DBFS - 50)
    assert bounds_s(made)[0] == pytest.approx(2.05, abs=0.07)


def test_a_soft_ending_close_to_a_word_is_kept() -> None:
    ending = click(-30.0)
    made = room(joined(silence(1), speech(), silence(0.1), ending, silence(1)), SPEECH_DBFS - 50)
    assert bounds_s(made)[1] == pytest.approx(1 + 3.9 + 0.1 + ending.size / RATE, abs=0.04)


def test_long_pauses_between_the_words_are_kept() -> None:
    made = room(joined(silence(1), *[joined(speech(4), silence(10))] * 2, speech(4), silence(1)), SPEECH_DBFS - 45)
    assert finished(made).size / RATE == pytest.approx(2 * 11.9 + 1.9 + 0.35, abs=0.1)


def test_one_word_in_a_long_silence_is_found() -> None:
    made = room(joined(silence(10), word(1), silence(20)), SPEECH_DBFS - 40)
    assert bounds_s(made) == pytest.approx((10, 11), abs=0.06)


def test_the_noise_of_the_room_fades_in_and_out() -> None:
    clip = finished(room(joined(silence(1), speech(), silence(1)), SPEECH_DBFS - 35))
    assert np.abs(clip[:20]).max() < 1e-4
    assert np.abs(clip[-20:]).max() < 1e-4


# how loud it is


HEARD: dict[str, Callable[[], Samples]] = {
    "quiet": lambda: room(joined(silence(1), speech(), silence(1)), -70) * to_gain(-30),
    "loud": lambda: room(joined(silence(1), speech(), silence(1)), -70) * to_gain(6),
    "noisy": lambda: room(joined(silence(3), speech(), silence(3)), SPEECH_DBFS - 30),
    "hissing and paused": lambda: room(joined(silence(3), *[joined(speech(), silence(8))] * 2), SPEECH_DBFS - 35),
    "mostly silent": lambda: room(joined(silence(10), word(1), silence(20)), SPEECH_DBFS - 40),
    "clicked": lambda: room(joined(click(0.0), silence(1), speech(), silence(1), click(0.0)), SPEECH_DBFS - 45),
    "coughed": lambda: room(
        joined(silence(1), speech(), silence(0.3), click(6.0), silence(0.3), speech()), SPEECH_DBFS - 45
    ),
}


EMBEDDED = (
    "You might find a position that feels steady.",
    "Let the breath come in its own time, without any effort from you.",
    "There is no need to judge it; it is enough to see it clearly.",
)


@cache
def embedded_voice_lufs() -> float:
    heart = HibariEngine()
    spoken = (heart.synthesize(unmarked(text), wpm=130, language="en") for text in EMBEDDED)
    return float(np.mean([programme_lufs(prepare(encode_raw(sound))) for sound in spoken]))


@pytest.mark.parametrize("kind", HEARD)
def test_recordings_and_the_embedded_voice_are_equally_loud(kind: str) -> None:
    clip = finished(HEARD[kind]())
    assert programme_lufs(clip) == pytest.approx(embedded_voice_lufs(), abs=1.0)
    assert np.abs(clip).max() <= to_gain(CLIP_PEAK_DBFS) + 1e-6


def test_own_voice_and_a_synthetic_one_speak_in_one_session_equally_loud(tmp_path: Path) -> None:
    write_wav(tmp_path / "welcome.wav", HEARD["clicked"]() * to_gain(-20))
    own = Recording("Welcome.", "welcome.wav")
    synthetic = Utterance("You might find a position that feels steady.", "heart", 130.0, "en")
    spoken = speak((own, synthetic), Cache(tmp_path / "cache"), Phrasing(root=tmp_path))
    own_clip, synthetic_clip = spoken.load_alone(own), spoken.load_alone(synthetic)
    assert (own_clip.size, synthetic_clip.size) == (spoken.frames[own], spoken.frames[synthetic])
    assert programme_lufs(own_clip) == pytest.approx(programme_lufs(synthetic_clip), abs=1.0)
    again = speak((own, synthetic), Cache(tmp_path / "cache"), Phrasing(root=tmp_path))
    assert (again.newly_spoken, again.frames) == (0, spoken.frames)


def test_a_knock_is_turned_down_where_it_is_and_nowhere_else() -> None:
    made = joined(speech(), silence(0.15), word(0.3), speech())
    knocked = made.copy()
    at = int(4.2 * RATE)
    knocked[at : at + click().size] += click(6.0)
    plain, clip = finished(made), finished(knocked)
    same = min(at - RATE // 10, plain.size)
    ratio_db = 20 * np.log10(np.abs(clip[RATE:same]).max() / np.abs(plain[RATE:same]).max())
    assert ratio_db == pytest.approx(0, abs=1.0)
    assert np.abs(clip).max() == pytest.approx(to_gain(CLIP_PEAK_DBFS), abs=0.02)


def test_a_recording_that_holds_its_peaks_is_only_made_louder_or_softer() -> None:
    made = joined(silence(1), speech(), silence(1)) * 0.1
    np.testing.assert_allclose(finished(made), finished(made * 5), atol=1e-4)
    assert np.abs(finished(made)).max() < to_gain(CLIP_PEAK_DBFS - 0.5)


def test_silence_has_no_words() -> None:
    assert find_activity(silence(1)).words is None
    assert find_activity(silence(0)).words is None
    assert find_activity(room(silence(1), -90)).words is None
