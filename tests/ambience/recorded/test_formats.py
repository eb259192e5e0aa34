"""Beds in every format that people have them in, whole and damaged."""

from __future__ import annotations

from typing import TYPE_CHECKING

import av
import numpy as np
import pytest
import soundfile as sf
from support.beds import loudest_hertz, tone, write_coded

from audiogen.ambience.recorded.bed import FileBed
from audiogen.ambience.recorded.dc import DcBlocker
from audiogen.errors import SoundError
from audiogen.units import RATE

if TYPE_CHECKING:
    from pathlib import Path

WRITTEN = [
    ("a.wav", "pcm_u8", 8000),
    ("a.wav", "pcm_s16le", 11_025),
    ("a.wav", "pcm_s24le", 44_100),
    ("a.wav", "pcm_s32le", 96_000),
    ("a.wav", "pcm_f32le", 192_000),
    ("a.wav", "pcm_f64le", 48_000),
    ("a.aiff", "pcm_s16be", 44_100),
    ("a.flac", "flac", 88_200),
    ("a.opus", "libopus", 48_000),
    ("a.wma", "wmav2", 44_100),
    ("a.m4a", "alac", 44_100),
    ("a.mp3", "libmp3lame", 16_000),
]


def write(path: Path, codec: str, rate: int, layout: str = "stereo", seconds: float = 5.7) -> Path:
    """A tone at 440 Hz, of an odd length."""
    channels = {"mono": 1, "stereo": 2, "5.1": 6}[layout]
    sound = np.tile(tone(seconds, 440, rate), (channels, 1))
    with av.open(str(path), "w") as container:
        stream = container.add_stream(codec, rate=rate)
        stream.layout = layout
        stream.bit_rate = 128_000
        assert stream.format
        fitted = av.AudioResampler(format=stream.format.name, layout=layout, frame_size=stream.frame_size or None)
        frame = av.AudioFrame.from_ndarray(sound, format="fltp", layout=layout)
        frame.sample_rate = rate
        for part in [*fitted.resample(frame), *fitted.resample(None)]:
            container.mux(stream.encode(part))
        container.mux(stream.encode(None))
    return path


@pytest.mark.parametrize(("name", "codec", "rate"), WRITTEN, ids=[f"{codec}-{rate}" for _, codec, rate in WRITTEN])
def test_a_bed_may_be_of_any_format_depth_and_rate(tmp_path: Path, name: str, codec: str, rate: int) -> None:
    bed = FileBed(write(tmp_path / name, codec, rate))
    assert loudest_hertz(bed.render(2 * RATE, RATE)[0]) == pytest.approx(440, abs=1)
    assert bed._end - bed._start == pytest.approx(5.7 * RATE, abs=0.1 * RATE)
    assert "clipping" not in [defect.kind for defect in bed.defects]


def test_a_bed_may_be_vorbis(tmp_path: Path) -> None:
    sf.write(tmp_path / "a.ogg", tone(6, 440, 32_000)[0], 32_000, format="OGG", subtype="VORBIS")
    assert loudest_hertz(FileBed(tmp_path / "a.ogg").render(2 * RATE, RATE)[0]) == pytest.approx(440, abs=1)


@pytest.mark.parametrize(("layout", "codec"), [("mono", "flac"), ("5.1", "pcm_s16le"), ("5.1", "flac")])
def test_a_bed_may_have_any_number_of_channels(tmp_path: Path, layout: str, codec: str) -> None:
    left, right = FileBed(write(tmp_path / f"a.{'wav' if codec[0] == 'p' else codec}", codec, RATE, layout)).render(
        0, RATE
    )
    assert loudest_hertz(left) == loudest_hertz(right) == 440


def test_sixteen_bits_come_out_as_they_were(tmp_path: Path) -> None:
    path = write(tmp_path / "a.wav", "pcm_s16le", RATE)
    expected, _ = sf.read(path, dtype="float32")
    bed = FileBed(path)
    np.testing.assert_allclose(
        bed.render(0, RATE), DcBlocker().feed(expected.T)[:, bed._start :][:, :RATE], atol=1.1 * 2**-15
    )


def test_a_float_recording_above_full_scale_is_not_cut(tmp_path: Path) -> None:
    sf.write(tmp_path / "hot.wav", np.tile(tone(6, 440, RATE).T * 5, (1, 2)), RATE, subtype="FLOAT")
    spectrum = np.abs(np.fft.rfft(FileBed(tmp_path / "hot.wav").render(RATE, RATE)[0] * np.hanning(RATE)))
    assert 20 * np.log10(spectrum[600:].max() / spectrum.max()) < -70


def test_a_recording_that_lost_its_end_is_refused_with_what_to_do(tmp_path: Path) -> None:
    whole = write(tmp_path / "a.m4a", "aac", RATE).read_bytes()
    (tmp_path / "cut.m4a").write_bytes(whole[: len(whole) // 2])
    with pytest.raises(SoundError, match=r"cut\.m4a cannot be read as sound: it breaks off") as caught:
        FileBed(tmp_path / "cut.m4a")
    assert "copy it anew" in caught.value.hint


def test_a_recording_damaged_in_the_middle_is_refused_with_the_place(tmp_path: Path) -> None:
    path = write_coded(tmp_path / "a.m4a", "aac", tone(10, 440, RATE), RATE, "mono")
    data = bytearray(path.read_bytes())
    middle = len(data) // 2
    data[middle : middle + 3000] = b"\xff" * 3000
    path.write_bytes(bytes(data))
    with pytest.raises(SoundError, match=r"a\.m4a cannot be read as sound: it is damaged at 0:") as caught:
        FileBed(path)
    assert caught.value.hint
