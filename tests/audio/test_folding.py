"""Many channels made two, and nothing of them lost."""

from __future__ import annotations

from pathlib import Path

import av
import numpy as np
import pytest
import soundfile
from support.recordings import speech, word, write_wav

from audiogen.audio.folding import fold_matrix
from audiogen.audio.recording import decode, decode_blocks
from audiogen.audio.samples import Samples
from audiogen.errors import SoundError
from audiogen.speech.recorded.take import take_recording
from audiogen.units import RATE

MANY = [3, 4, 5, 6, 7, 8, 9, 12, 16]


def write_coded(path: Path, codec: str, layout: str, channels: Samples) -> Path:
    with av.open(str(path), "w") as container:
        stream = container.add_stream(codec, rate=RATE)
        stream.layout = layout
        assert stream.format
        size = stream.codec_context.frame_size or 1024
        fitting = av.AudioResampler(stream.format.name, layout, RATE, frame_size=size)
        packed = np.ascontiguousarray(channels.T).reshape(1, -1)
        frame = av.AudioFrame.from_ndarray(packed, format="flt", layout=layout)
        frame.sample_rate, frame.pts = RATE, 0
        for part in (*fitting.resample(frame), *fitting.resample(None)):
            container.mux(stream.encode(part))
        container.mux(stream.encode(None))
    return path


def alone(sound: Samples, at: int, count: int) -> Samples:
    channels = np.zeros((count, sound.size), np.float32)
    channels[at] = sound
    return channels


@pytest.mark.parametrize(
    ("kind", "count"), [*(("WAV", count) for count in MANY), ("WAVEX", MANY[0]), ("WAVEX", MANY[-1])]
)
def test_a_clip_may_have_any_number_of_channels(tmp_path: Path, kind: str, count: int) -> None:
    path = tmp_path / "many.wav"
    soundfile.write(path, np.tile(speech(), (count, 1)).T, RATE, format=kind, subtype="PCM_16")
    assert take_recording(path).samples.size == speech().size


@pytest.mark.parametrize("count", MANY)
def test_every_channel_of_a_bed_is_heard_when_nothing_says_where_it_belongs(tmp_path: Path, count: int) -> None:
    levels = []
    for at in range(count):
        made = np.concatenate(list(decode(write_wav(tmp_path / "bed.wav", alone(word(1), at, count)))), axis=1)
        np.testing.assert_array_equal(made[0], made[1])
        levels.append(float(made[0].std()))
    assert levels == pytest.approx([float(word(1).std()) / count] * count, rel=0.01)


@pytest.mark.parametrize(
    ("name", "codec", "layout", "count"),
    [
        ("a.m4a", "aac", "7.1", 8),
        ("b.m4a", "aac", "5.1", 6),
        ("a.flac", "flac", "7.1", 8),
        ("a.opus", "libopus", "7.1", 8),
        ("a.wv", "wavpack", "7.1", 8),
    ],
)
def test_eight_channels_of_a_codec_are_read(tmp_path: Path, name: str, codec: str, layout: str, count: int) -> None:
    path = write_coded(tmp_path / name, codec, layout, np.tile(speech(), (count, 1)))
    assert {block.samples.shape[0] for block in decode_blocks(path)} == {count}
    assert sum(chunk.shape[1] for chunk in decode(path)) == pytest.approx(speech().size, abs=2100)
    assert take_recording(path).samples.size == pytest.approx(speech().size, abs=2100)


def test_channels_go_to_the_side_that_they_are_named_for() -> None:
    left, right = fold_matrix(("FL", "FR", "FC", "LFE", "BL", "BR"))
    assert left.tolist() == pytest.approx(right[[1, 0, 2, 3, 5, 4]].tolist())
    assert left[[1, 5]].tolist() == [0, 0]
    assert (left[[0, 2, 3, 4]] > 0.2).all()
    assert left.sum() == pytest.approx(1)


@pytest.mark.parametrize("places", [("NONE",) * 5, ("USR1", "USR2", "USR3"), ("FC", "BC", "LFE")])
def test_channels_without_a_side_sound_evenly_on_both(places: tuple[str, ...]) -> None:
    np.testing.assert_allclose(fold_matrix(places), 1 / len(places))


def test_samples_that_are_no_numbers_are_refused_in_a_bed_too(tmp_path: Path) -> None:
    made = np.tile(speech(), 2)
    made[3 * RATE] = np.nan
    path = write_wav(tmp_path / "a.wav", made, subtype="FLOAT")
    with pytest.raises(SoundError, match=r"at 0:0[34] its samples are no numbers"):
        list(decode(path))
