"""One recording, one verdict: whether it is clipped is the same as a bed, as a clip, and in a finished episode."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from pathlib import Path

import numpy as np
import pytest
import soxr
from support.beds import noise
from support.recordings import room, speech, write_coded, write_wav

from audiogen.ambience.recorded.bed import FileBed
from audiogen.audio.clipping import ClippingMeter, RecordingClipping
from audiogen.audio.samples import Samples
from audiogen.errors import SoundError
from audiogen.speech.engine import unmarked
from audiogen.speech.engines.hibari import HibariEngine
from audiogen.speech.recorded.take import take_recording
from audiogen.units import RATE, to_gain
from audiogen.verify.meters.heard import FastCheck


def to_full_scale(samples: Samples) -> Samples:
    return np.asarray(samples / np.abs(samples).max(), np.float32)


def hard(samples: Samples, gain_db: float) -> Samples:
    """Clipped so far below its highest peak."""
    return np.clip(to_full_scale(samples) * np.float32(to_gain(gain_db)), -1, 1)


def soft(samples: Samples, drive: float) -> Samples:
    """Saturated as by valves and tape."""
    return np.tanh(to_full_scale(samples) * np.float32(drive))


def voices(rate: int = RATE) -> Samples:
    return speech(11, rate)  # just longer than the 5 s that a bed needs


@cache
def embedded_voice() -> Samples:
    text = "You might find a position that feels steady enough, and let your hands rest where they are."
    sound = HibariEngine().synthesize(unmarked(text), wpm=130, language="en")
    return np.asarray(soxr.resample(sound.samples, sound.rate_hz, RATE), np.float32)


@cache
def music() -> Samples:
    """Plucked chords, up to full scale."""
    t = np.arange(6 * RATE) / RATE
    strokes = [
        np.roll(np.exp(-3 * t) * np.sin(2 * np.pi * hertz * n * t) / n, int(start * RATE))
        for start, hertz in enumerate((110.0, 164.8, 220.0, 277.2, 146.8, 98.0))
        for n in range(1, 9)
    ]
    return to_full_scale(np.sum(strokes, axis=0))


def verdicts(path: Path, samples: Samples, rate: int = RATE) -> set[bool]:
    """Whether it is clipped: as `bed:`, as `clip:`, and from the meter of `verify`, which hears it at 48 kHz."""
    write_wav(path, samples, rate, "PCM_16")
    as_clip = ""
    try:
        take_recording(path)
    except SoundError as error:
        as_clip = error.message
    check = FastCheck()
    check.feed(np.tile(samples if rate == RATE else soxr.resample(samples, rate, RATE), (2, 1)))
    return {
        any(defect.kind == "clipping" for defect in FileBed(path).defects),
        "is clipped" in as_clip,
        check.heard().clipping.is_clipped,
    }


@pytest.mark.parametrize(("gain_db", "turned_down"), [(3, 1.0), (3, 0.3), (6, 1.0), (30, 1.0), (30, 0.3)])
def test_a_clipped_voice_is_clipped_for_all_at_any_level(tmp_path: Path, gain_db: float, turned_down: float) -> None:
    assert verdicts(tmp_path / "a.wav", turned_down * hard(voices(), gain_db)) == {True}


@pytest.mark.parametrize("rate", [8000, 44_100, 96_000])
def test_the_rate_of_a_recording_changes_no_verdict(tmp_path: Path, rate: int) -> None:
    assert verdicts(tmp_path / "a.wav", hard(voices(rate), 12), rate) == {True}
    assert verdicts(tmp_path / "a.wav", 0.999 * to_full_scale(voices(rate)), rate) == {False}


@pytest.mark.parametrize("make", [embedded_voice, music, lambda: noise(6)[0]], ids=["voice", "music", "noise"])
def test_what_is_loud_and_whole_is_clean_for_all_and_what_is_cut_for_none(
    tmp_path: Path, make: Callable[[], Samples]
) -> None:
    assert verdicts(tmp_path / "a.wav", 0.999 * to_full_scale(make())) == {False}
    assert verdicts(tmp_path / "a.wav", hard(make(), 12)) == {True}


@pytest.mark.parametrize(("drive", "clipped"), [(1, False), (2, False), (8, True)])
def test_soft_saturation_is_no_clipping_until_nothing_round_is_left(
    tmp_path: Path, drive: float, *, clipped: bool
) -> None:
    assert verdicts(tmp_path / "a.wav", soft(voices(), drive)) == {clipped}


@pytest.mark.parametrize("drive", [1, 2])
def test_a_real_voice_in_soft_saturation_is_taken(tmp_path: Path, drive: float) -> None:
    assert verdicts(tmp_path / "a.wav", soft(embedded_voice(), drive)) == {False}


@pytest.mark.parametrize("subtype", ["ULAW", "ALAW", "PCM_U8"])
def test_steps_of_eight_bits_are_no_clipping(tmp_path: Path, subtype: str) -> None:
    for peak in (0.99, 0.5):
        path = write_wav(tmp_path / "a.wav", peak * to_full_scale(embedded_voice()), RATE, subtype)
        take_recording(path)
        assert "clipping" not in {defect.kind for defect in FileBed(path).defects}


@pytest.mark.parametrize(("name", "codec"), [("a.mp3", "libmp3lame"), ("a.m4a", "aac"), ("a.webm", "libopus")])
def test_a_lossy_codec_neither_hides_clipping_nor_brings_it_about(tmp_path: Path, name: str, codec: str) -> None:
    take_recording(write_coded(tmp_path / name, codec, room(0.9 * to_full_scale(voices()), -70)))
    path = write_coded(tmp_path / name, codec, hard(voices(), 9))
    assert [defect.kind for defect in FileBed(path).defects if defect.kind == "clipping"] == ["clipping"]
    with pytest.raises(SoundError, match="is clipped"):
        take_recording(path)


@pytest.mark.parametrize("rate", [8000, 48_000, 192_000])
@pytest.mark.parametrize("hertz", [30.0, 60.0, 440.0])
def test_a_round_wave_over_much_dc_is_not_clipped(rate: int, hertz: float) -> None:
    wave = 0.2 * np.sin(2 * np.pi * hertz * np.arange(3 * rate) / rate) + 0.7
    clipping = RecordingClipping()
    clipping.feed(wave[None].astype(np.float32), rate)
    assert clipping.cut_peaks() is None


def test_one_clipped_channel_is_found_beside_a_louder_one_that_is_whole() -> None:
    clipping = RecordingClipping()
    clipping.feed(np.stack((0.05 * hard(voices(), 12), to_full_scale(voices()))), RATE)
    cut = clipping.cut_peaks()
    assert cut
    assert cut.places_s[0] < 1
    assert clipping.cut_peaks([1]) is None


def test_what_is_at_full_scale_is_counted_with_its_longest_run() -> None:
    samples = np.zeros((2, RATE), np.float32)
    samples[0, 1000:1010], samples[1, 900] = 1, -1
    meter = ClippingMeter()
    meter.feed(samples, 1.0)
    found = meter.clipping()
    assert (found.samples, found.longest_run, found.first_s) == (11, 10, 900 / RATE)
