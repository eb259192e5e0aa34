"""MP3s written and read back: exact in length, place and level, repeatable, and never left half done."""

from __future__ import annotations

import datetime as dt
import shutil
import struct
import subprocess
import sys
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest
import soundfile
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from mutagen.mp3 import MP3, BitrateMode
from support.media import HISS

from audiogen.audio.loudness import Meter
from audiogen.audio.true_peak import true_peak_dbtp
from audiogen.encode.decode import blocks_of, measure
from audiogen.encode.formats import find_format
from audiogen.encode.tags import ChapterTag, Tags
from audiogen.errors import MediaError, OutputError
from audiogen.units import RATE, to_seconds

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from audiogen.audio.samples import Samples

TAGS = Tags(
    title="Arriving",
    artist="A. Guide",
    album="Quiet Minutes",
    track=1,
    date=dt.date(2025, 3, 4),
    language="en",
    chapters=(ChapterTag("Settle", 0, 1), ChapterTag("Breathe", 1, 2)),
)
BIT_RATES_KBPS = (64, 96, 128, 160, 192, 224, 256, 320)

in_one_folder = settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])


def write(path: Path, sound: Samples, *, cuts: tuple[int, ...] = (), kbps: int = 128) -> Path:
    edges = [0, *sorted(cuts), sound.shape[1]]
    blocks = [sound[:, start:end] for start, end in pairwise(edges)]
    return write_blocks(path, blocks, frames=sound.shape[1], kbps=kbps)


def write_blocks(path: Path, blocks: Iterable[Samples], *, frames: int, kbps: int = 128) -> Path:
    with find_format("mp3").open(path, tags=TAGS, frames=frames, bit_rate_kbps=kbps) as mp3:
        for block in blocks:
            mp3.write(block)
    return path


def read(path: Path) -> Samples:
    return np.concatenate(list(blocks_of(path)), axis=1)


def tones(frames: int = 2 * RATE) -> Samples:
    time = np.arange(frames) / RATE
    left, right = 0.25 * np.sin(2 * np.pi * 440 * time), 0.2 * np.sin(2 * np.pi * 1000 * time)
    return np.stack((left, right)).astype(np.float32)


@in_one_folder
@given(frames=st.integers(1, 8000))
def test_the_decoded_length_is_exact(tmp_path: Path, frames: int) -> None:
    path = write(tmp_path / "a.mp3", HISS[:, :frames])
    assert read(path).shape == (2, frames)


@pytest.mark.parametrize("frames", [1, 575, 576, 577, 623, 624, 1151, 1152, 1153, 1728, 2304, 48_000, 96_001])
def test_the_decoded_length_is_exact_where_frames_begin_and_end(tmp_path: Path, frames: int) -> None:
    path = write(tmp_path / "a.mp3", HISS[:, :frames])
    assert read(path).shape == (2, frames)
    assert MP3(path).info.length == pytest.approx(to_seconds(frames), abs=1e-9)


@pytest.mark.parametrize("frames", [5000, 50_000])
def test_sound_comes_back_at_the_very_sample_where_it_was(tmp_path: Path, frames: int) -> None:
    sound = HISS[:, :frames]
    decoded = read(write(tmp_path / "a.mp3", sound))
    for channel in (0, 1):
        spectra = (np.fft.rfft(side[channel], 2 * frames) for side in (decoded, sound))
        correlation = np.fft.irfft(next(spectra) * np.conj(next(spectra)))
        assert int(np.argmax(correlation)) == 0


def test_the_last_frames_are_not_lost(tmp_path: Path) -> None:
    sound = np.zeros((2, 20_000), np.float32)
    sound[:, -2000:] = HISS[:, 10_000:12_000]
    end, decoded_end = sound[:, -300:], read(write(tmp_path / "a.mp3", sound, kbps=320))[:, -300:]
    assert np.corrcoef(end.ravel(), decoded_end.ravel())[0, 1] > 0.98


@pytest.mark.parametrize("kbps", BIT_RATES_KBPS)
def test_the_level_is_kept_at_every_bit_rate(tmp_path: Path, kbps: int) -> None:
    sound = tones()
    decoded = read(write(tmp_path / "a.mp3", sound, kbps=kbps))
    middle = slice(RATE // 2, 3 * RATE // 2)
    gains = (decoded * sound)[:, middle].sum(axis=1) / (sound**2)[:, middle].sum(axis=1)
    assert 20 * np.log10(gains) == pytest.approx([0, 0], abs=0.02)


def test_a_tone_comes_back_clean(tmp_path: Path) -> None:
    sound = tones()
    error = (read(write(tmp_path / "a.mp3", sound)) - sound)[:, 4800:-4800]
    assert 10 * np.log10((error**2).mean() / (sound**2).mean()) < -40


def test_silence_stays_silence(tmp_path: Path) -> None:
    path = write(tmp_path / "a.mp3", np.zeros((2, RATE), np.float32))
    assert not read(path).any()
    assert measure(path).integrated_lufs == float("-inf")


def test_sound_above_full_scale_is_clipped_and_does_not_wrap(tmp_path: Path) -> None:
    loud = np.full((2, RATE), 1.5, np.float32) * np.sign(tones(RATE))
    decoded = read(write(tmp_path / "a.mp3", loud, kbps=320))
    assert np.mean(np.sign(decoded) == np.sign(loud)) > 0.98


@in_one_folder
@given(cuts=st.lists(st.integers(0, 30_000), max_size=8))
def test_the_blocks_in_which_sound_arrives_do_not_change_a_byte(tmp_path: Path, cuts: list[int]) -> None:
    whole = tmp_path / "whole.mp3"
    if not whole.exists():  # the same for all examples
        write(whole, HISS[:, :30_000])
    parts = write(tmp_path / "parts.mp3", HISS[:, :30_000], cuts=tuple(cuts))
    assert whole.read_bytes() == parts.read_bytes()


def test_a_block_may_be_used_again_once_it_is_written(tmp_path: Path) -> None:
    block = HISS[:, :RATE].copy()
    with find_format("mp3").open(tmp_path / "a.mp3", tags=TAGS, frames=RATE, bit_rate_kbps=128) as mp3:
        mp3.write(block)
        block[:] = 0
    assert read(tmp_path / "a.mp3").any()


class TestTheFirstFrame:
    """What decoders and players learn before the sound begins, parsed here by the published layout."""

    @pytest.fixture
    def mp3(self, tmp_path: Path) -> bytes:
        """The file from its first frame on."""
        data = write(tmp_path / "a.mp3", HISS[:, :100_000]).read_bytes()
        return data[data.index(b"Info") - 36 :]

    def test_every_frame_has_the_same_size(self, mp3: bytes) -> None:
        assert len(mp3) % 384 == 0
        assert {mp3[at : at + 3] for at in range(0, len(mp3), 384)} == {b"\xff\xfb\x94"}

    def test_it_counts_frames_and_bytes(self, mp3: bytes) -> None:
        flags, frames, size = struct.unpack_from(">3I", mp3, 40)
        assert (flags, frames, size) == (15, len(mp3) // 384 - 1, len(mp3))
        assert struct.unpack_from(">I", mp3, 156 + 28) == (len(mp3),)

    def test_its_table_points_to_where_each_hundredth_begins(self, mp3: bytes) -> None:
        frames = len(mp3) // 384 - 1
        for percent, entry in enumerate(mp3[52:152]):
            position = entry / 256 * len(mp3)
            assert position == pytest.approx(384 * (1 + frames * percent / 100), abs=384 + len(mp3) / 256)

    def test_delay_and_padding_make_up_the_difference_in_length(self, mp3: bytes) -> None:
        packed = int.from_bytes(mp3[156 + 21 : 156 + 24], "big")
        delay, padding = packed >> 12, packed & 0xFFF
        frames = struct.unpack_from(">I", mp3, 44)[0]
        assert delay == 576
        assert frames * 1152 == delay + 100_000 + padding

    def test_its_checksums_are_right(self, mp3: bytes) -> None:
        music, tag = struct.unpack_from(">2H", mp3, 156 + 32)
        assert music == slow_crc16(mp3[384:])
        assert tag == slow_crc16(mp3[: 156 + 34])

    def test_a_reader_of_tags_knows_the_encoder_and_the_bit_rate(self, tmp_path: Path) -> None:
        info = MP3(write(tmp_path / "a.mp3", HISS)).info
        assert info.encoder_info.startswith("LAME 3.100")
        assert (info.bitrate, info.bitrate_mode, info.sample_rate, info.channels) == (128_000, BitrateMode.CBR, RATE, 2)
        assert info.length == 3.0


def slow_crc16(data: bytes) -> int:
    """CRC-16/ARC bit by bit."""
    crc = 0
    for byte in data:
        crc ^= byte
        for _ in range(8):
            crc = crc >> 1 ^ (0xA001 if crc & 1 else 0)
    return crc


@pytest.mark.skipif(shutil.which("mp3val") is None, reason="mp3val is not installed")
@pytest.mark.parametrize("kbps", [128, 320])
def test_mp3val_finds_nothing_wrong(tmp_path: Path, kbps: int) -> None:
    path = write(tmp_path / "a.mp3", HISS, kbps=kbps)
    report = subprocess.run(["mp3val", path], capture_output=True, text=True, check=True).stdout
    assert "WARNING" not in report
    assert "ERROR" not in report
    assert "CBR" in report


@pytest.mark.skipif(shutil.which("ffmpeg") is None, reason="ffmpeg is not installed")
def test_ffmpeg_decodes_it_to_the_same_length_without_a_word(tmp_path: Path) -> None:
    path = write(tmp_path / "a.mp3", HISS[:, :100_001])
    run = subprocess.run(["ffmpeg", "-v", "warning", "-i", path, "-f", "f32le", "-"], capture_output=True, check=True)
    assert run.stderr == b""
    assert len(run.stdout) == 100_001 * 2 * 4


class TestTroubleWhileWriting:
    @pytest.mark.parametrize("written", [0, RATE - 1, RATE + 1])
    def test_a_broken_promise_of_length_is_refused_and_leaves_no_file(self, tmp_path: Path, written: int) -> None:
        path = tmp_path / "a.mp3"
        with pytest.raises(MediaError, match=rf"a\.mp3 was to hold 48000 frames of sound, but {written} were written"):
            write_blocks(path, [HISS[:, :written]], frames=RATE)
        assert not path.exists()

    def test_an_exception_of_the_caller_passes_through_and_leaves_no_file(self, tmp_path: Path) -> None:
        path = tmp_path / "a.mp3"

        def blocks() -> Iterator[Samples]:
            yield HISS[:, :RATE]
            raise KeyboardInterrupt

        with pytest.raises(KeyboardInterrupt):
            write_blocks(path, blocks(), frames=2 * RATE)
        assert not path.exists()

    @pytest.mark.skipif(sys.platform != "linux", reason="needs /dev/full")
    def test_a_full_disk_is_named_with_what_to_do(self, tmp_path: Path) -> None:
        path = tmp_path / "a.mp3"
        path.symlink_to("/dev/full")
        with pytest.raises(OutputError, match=r"cannot write .*a\.mp3: No space left on device") as caught:
            write(path, HISS)
        assert "make room" in caught.value.hint

    @pytest.mark.skipif(sys.platform != "linux", reason="needs /dev/full")
    def test_trouble_in_the_encoders_thread_stops_the_caller_on_the_way(self, tmp_path: Path) -> None:
        path = tmp_path / "a.mp3"
        path.symlink_to("/dev/full")
        blocks = iter([HISS[:, :RATE]] * 60)
        with pytest.raises(OutputError, match="No space left on device"):
            write_blocks(path, blocks, frames=60 * RATE)
        assert len(list(blocks)) > 40

    def test_a_folder_that_does_not_exist_is_named(self, tmp_path: Path) -> None:
        with pytest.raises(OutputError, match=r"cannot write .*nowhere.*a\.mp3: No such file"):
            write_blocks(tmp_path / "nowhere" / "a.mp3", [], frames=1)

    @pytest.mark.parametrize(("frames", "kbps"), [(0, 128), (1, 100)])
    def test_what_cannot_be_encoded_is_refused_before_a_file_is_made(
        self, tmp_path: Path, frames: int, kbps: int
    ) -> None:
        with pytest.raises(ValueError, match="cannot write"):
            find_format("mp3").open(tmp_path / "a.mp3", tags=TAGS, frames=frames, bit_rate_kbps=kbps)
        assert not list(tmp_path.iterdir())


class TestReadingBack:
    def test_measure_tells_length_loudness_and_peak_of_what_is_heard(self, tmp_path: Path) -> None:
        sound = tones()
        meter = Meter()
        meter.feed(sound)
        measured = measure(write(tmp_path / "a.mp3", sound))
        assert measured.frames == sound.shape[1]
        assert measured.integrated_lufs == pytest.approx(meter.integrated_lufs(), abs=0.02)
        assert measured.true_peak_dbtp == pytest.approx(true_peak_dbtp(sound), abs=0.3)

    def test_a_truncated_file_shows_by_its_length(self, tmp_path: Path) -> None:
        path = write(tmp_path / "a.mp3", HISS)
        path.write_bytes(path.read_bytes()[:-20_000])
        assert MP3(path).info.length == 3.0
        assert measure(path).frames < HISS.shape[1] - RATE

    def test_blocks_are_about_a_second_however_long_the_file(self, tmp_path: Path) -> None:
        path = write(tmp_path / "a.mp3", HISS)
        assert all(RATE <= block.shape[1] <= 1.2 * RATE for block in list(blocks_of(path))[:-1])

    def test_a_file_that_is_not_sound_is_named(self, tmp_path: Path) -> None:
        path = tmp_path / "a.mp3"
        path.write_text("no sound at all", encoding="utf-8")
        with pytest.raises(MediaError, match=r"a\.mp3 cannot be decoded"):
            measure(path)

    def test_a_file_that_is_missing_is_named(self, tmp_path: Path) -> None:
        with pytest.raises(MediaError, match=r"b\.mp3 cannot be decoded: No such file"):
            measure(tmp_path / "b.mp3")

    @pytest.mark.parametrize(("rate", "channels"), [(44_100, 2), (48_000, 1)])
    def test_sound_of_another_form_is_refused(self, tmp_path: Path, rate: int, channels: int) -> None:
        path = tmp_path / "a.mp3"
        soundfile.write(path, HISS.T[:, :channels], rate)
        with pytest.raises(MediaError, match="is not stereo at 48000 Hz"):
            measure(path)
