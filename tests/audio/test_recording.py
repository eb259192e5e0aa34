"""What a file of sound says about itself, and what can be read from it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from support.recordings import cut, silence, speech, word, write_coded, write_wav

from audiogen.audio.recording import decode, decode_blocks, resampled
from audiogen.audio.recording_header import read_header
from audiogen.errors import SoundError
from audiogen.units import RATE

SECONDS = 3.9

LIBSNDFILE = (
    *(("a.wav", "PCM_16"), ("a.wav", "PCM_24"), ("a.wav", "FLOAT"), ("a.wav", "PCM_U8"), ("a.wav", "ULAW")),
    *(("a.flac", "PCM_16"), ("a.flac", "PCM_24"), ("a.aiff", "PCM_16"), ("a.caf", "PCM_24"), ("a.au", "PCM_16")),
    *(("a.mp3", "MPEG_LAYER_III"), ("a.ogg", "VORBIS")),
)
FFMPEG = (
    *(
        ("a.m4a", "aac"),
        ("a.m4a", "alac"),
        ("a.mp4", "aac"),
        ("a.3gp", "aac"),
        ("a.aac", "aac"),
        ("a.mp3", "libmp3lame"),
    ),
    *(("a.opus", "libopus"), ("a.ogg", "libopus"), ("a.webm", "libopus"), ("a.mka", "libopus")),
)
FASTSTART = {"movflags": "faststart"}


def decoded_s(path: Path) -> float:
    return sum(block.samples.shape[1] / block.rate_hz for block in decode_blocks(path))


@pytest.mark.parametrize(("name", "subtype"), LIBSNDFILE)
def test_formats_of_computers_are_read_whole(tmp_path: Path, name: str, subtype: str) -> None:
    path = write_wav(tmp_path / name, speech(), subtype=subtype)
    assert read_header(path).length_s == pytest.approx(SECONDS, abs=0.2)
    assert decoded_s(path) == pytest.approx(SECONDS, abs=0.05)


@pytest.mark.parametrize(("name", "codec"), FFMPEG)
def test_formats_of_phones_are_read_whole(tmp_path: Path, name: str, codec: str) -> None:
    path = write_coded(tmp_path / name, codec, speech())
    assert read_header(path).length_s == pytest.approx(SECONDS, abs=0.1)
    assert decoded_s(path) == pytest.approx(SECONDS, abs=0.05)


@pytest.mark.parametrize(
    ("name", "subtype"),
    [("a.wav", "PCM_16"), ("a.flac", "PCM_24"), ("a.aiff", "PCM_16"), ("a.caf", "PCM_16"), ("a.mp3", "MPEG_LAYER_III")],
)
def test_a_file_that_was_cut_still_claims_its_whole_length(tmp_path: Path, name: str, subtype: str) -> None:
    path = cut(write_wav(tmp_path / name, speech(), subtype=subtype))
    assert read_header(path).claimed_s == pytest.approx(SECONDS, abs=0.05)
    with pytest.raises(SoundError, match=r"says it lasts 3\.9 s, but only 2\.\d s can be read"):
        decoded_s(path)


@pytest.mark.parametrize("size", [0, 0xFFFF_FFFF, 0xFFFF_FFDB])
def test_a_wav_that_was_written_without_knowing_its_end_claims_what_is_there(tmp_path: Path, size: int) -> None:
    path = write_wav(tmp_path / "a.wav", speech(), subtype="PCM_16")
    data = bytearray(path.read_bytes())
    at = data.index(b"data") + 4
    data[at : at + 4] = size.to_bytes(4, "little")
    path.write_bytes(data)
    assert read_header(path).claimed_s == pytest.approx(SECONDS, abs=0.01)


def test_an_mp3_that_does_not_count_its_frames_claims_nothing(tmp_path: Path) -> None:
    path = write_coded(tmp_path / "a.mp3", "libmp3lame", speech(), options={"write_xing": "0"})
    header = read_header(path)
    assert header.claimed_s is None
    assert header.packets_s == pytest.approx(SECONDS, abs=0.1)


def test_a_count_of_frames_is_found_behind_a_cover_picture(tmp_path: Path) -> None:
    path = write_coded(tmp_path / "a.mp3", "libmp3lame", speech(), options={"write_id3v2": "0"})
    picture = 50_000
    tag = b"ID3\x04\0\0" + bytes(picture >> shift & 0x7F for shift in (21, 14, 7, 0)) + bytes(picture)
    path.write_bytes(tag + path.read_bytes())
    assert read_header(path).claimed_s == pytest.approx(SECONDS, abs=0.05)


def test_the_sound_of_a_video_without_a_length_of_its_own_claims_nothing(tmp_path: Path) -> None:
    import av  # noqa: PLC0415 - one test's need

    path = tmp_path / "talk.mkv"
    with av.open(str(path), "w") as container:
        picture, sound = container.add_stream("mpeg4", rate=10), container.add_stream("libopus", rate=RATE)
        picture.width, picture.height, sound.layout = 32, 32, "mono"
        for number in range(60):
            frame = av.VideoFrame(32, 32, "yuv420p")
            frame.pts = number
            container.mux(picture.encode(frame))
        container.mux(picture.encode(None))
        fitting = av.AudioResampler("flt", "mono", RATE, frame_size=960)
        frame = av.AudioFrame.from_ndarray(word(1)[None], format="flt", layout="mono")
        frame.sample_rate, frame.pts = RATE, 0
        for part in fitting.resample(frame):
            container.mux(sound.encode(part))
        container.mux(sound.encode(None))
    assert read_header(path).claimed_s is None
    assert decoded_s(path) == pytest.approx(1, abs=0.05)


@pytest.mark.parametrize(("name", "codec"), [("a.ogg", "libopus"), ("a.opus", "libopus")])
def test_an_ogg_file_without_its_last_page_breaks_off(tmp_path: Path, name: str, codec: str) -> None:
    path = write_coded(tmp_path / name, codec, speech())
    assert not read_header(path).breaks_off
    assert read_header(cut(path, 0.95)).breaks_off


def test_a_phone_recording_that_was_never_finished_is_named_as_that(tmp_path: Path) -> None:
    path = cut(write_coded(tmp_path / "a.m4a", "aac", speech()))
    with pytest.raises(SoundError, match="breaks off before the index at its end"):
        read_header(path)


def test_a_damaged_place_in_the_middle_is_named_with_its_time(tmp_path: Path) -> None:
    path = write_coded(tmp_path / "a.m4a", "aac", np.tile(speech(), 3))
    data = bytearray(path.read_bytes())
    half = len(data) // 2
    data[half : half + 3000] = b"\xff" * 3000
    path.write_bytes(data)
    with pytest.raises(SoundError, match=r"it is damaged at 0:0[4-7]"):
        decoded_s(path)


def test_a_broken_end_is_passed_over_as_players_do(tmp_path: Path) -> None:
    path = cut(write_coded(tmp_path / "a.aac", "aac", speech()), 0.9)
    assert decoded_s(path) == pytest.approx(SECONDS * 0.9, abs=0.1)


def test_a_file_of_which_nothing_can_be_decoded_is_refused(tmp_path: Path) -> None:
    path = write_coded(tmp_path / "a.m4a", "aac", speech())
    data = bytearray(path.read_bytes())
    start, end = data.index(b"mdat") + 4, data.index(b"moov") - 4
    data[start:end] = b"\xff" * (end - start)
    path.write_bytes(data)
    with pytest.raises(SoundError, match="cannot be read as sound"):
        decoded_s(path)


@pytest.mark.parametrize("content", [b"", b"This is not sound.\n" * 500])
def test_what_is_not_sound_is_refused_by_name_and_reason(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "letter.mp3").write_bytes(content)
    with pytest.raises(SoundError, match=r"letter\.mp3 cannot be read as sound: (it is empty|Invalid data)") as caught:
        read_header(tmp_path / "letter.mp3")
    assert "Errno" not in caught.value.message


def test_channels_come_as_they_are_and_in_blocks_of_a_second(tmp_path: Path) -> None:
    four = np.stack([word(2.5, pitch) for pitch in (110, 120, 130, 140)])
    blocks = list(decode_blocks(write_wav(tmp_path / "four.wav", four)))
    assert [block.samples.shape[0] for block in blocks] == [4, 4, 4]
    assert max(block.samples.shape[1] for block in blocks) < 1.1 * RATE
    np.testing.assert_allclose(np.concatenate([block.samples for block in blocks], axis=1), four, atol=2**-22)


def test_blocks_end_where_the_files_own_clock_says(tmp_path: Path) -> None:
    blocks = list(decode_blocks(write_coded(tmp_path / "a.m4a", "aac", speech())))
    assert [block.end_s for block in blocks] == sorted(block.end_s for block in blocks)
    assert blocks[-1].end_s == pytest.approx(SECONDS, abs=0.05)


@pytest.mark.parametrize("rate", [8000, 44_100, 48_000, 96_000])
def test_one_channel_is_resampled_to_the_projects_rate(rate: int) -> None:
    made = np.concatenate(list(resampled(iter(np.array_split(word(1, rate=rate), 7)), rate)))
    assert made.size == pytest.approx(RATE, abs=2)


def test_beds_get_both_sides_at_the_projects_rate(tmp_path: Path) -> None:
    made = np.concatenate(list(decode(write_wav(tmp_path / "a.wav", word(1, rate=44_100), 44_100))), axis=1)
    assert made.shape == (2, pytest.approx(RATE, abs=2))
    np.testing.assert_array_equal(made[0], made[1])


@pytest.mark.parametrize("rate", [1, 40, 900, 2_000_000_000])
def test_a_rate_that_no_recording_has_is_refused(tmp_path: Path, rate: int) -> None:
    path = write_wav(tmp_path / "a.wav", speech(), subtype="PCM_16")
    data = bytearray(path.read_bytes())
    data[24:28] = rate.to_bytes(4, "little")
    path.write_bytes(data)
    with pytest.raises(SoundError, match=f"its rate of {rate:,} Hz is that of no recording"):
        list(decode(path))


def test_asking_a_header_loads_no_numpy(tmp_path: Path) -> None:
    path = write_wav(tmp_path / "a.wav", silence(1))
    code = (
        "import sys; from pathlib import Path; import audiogen.audio.recording_header as file;"
        "assert 'av' not in sys.modules;"
        f"file.read_header(Path({str(path)!r})); assert 'numpy' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", code], check=True)
