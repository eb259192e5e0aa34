"""Every format: exact in length and place, repeatable, and never left half done."""

from __future__ import annotations

import errno
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from itertools import permutations
from pathlib import Path

import av
import lameenc
import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from support.media import HISS, TAGS, hiss, jpeg, read, speech_like, tones, write, write_blocks
from support.repository import ROOT

from audiogen.audio.loudness import loudness_lufs
from audiogen.audio.samples import Samples
from audiogen.audio.true_peak import true_peak_dbtp
from audiogen.encode.av_file import AvFile
from audiogen.encode.formats import LOSSY_BIT_RATES_KBPS, Format, find_format, formats
from audiogen.errors import MediaError, OutputError
from audiogen.units import RATE

LOSSY = [form for form in formats() if not form.lossless]
LOSSLESS = [form for form in formats() if form.lossless]
FFMPEG = shutil.which("ffmpeg")

every_format = pytest.mark.parametrize("form", formats(), ids=lambda form: form.name)
every_lossy_format = pytest.mark.parametrize("form", LOSSY, ids=lambda form: form.name)
every_lossless_format = pytest.mark.parametrize("form", LOSSLESS, ids=lambda form: form.name)
on_linux = pytest.mark.skipif(sys.platform != "linux", reason="needs /dev/full")
in_one_folder = settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])


@pytest.fixture
def path(tmp_path: Path, form: Format) -> Path:
    return tmp_path / f"a{form.suffix}"


@pytest.fixture(scope="module")
def written_elsewhere(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder in which one other process has written the same sound in every format."""
    folder = tmp_path_factory.mktemp("elsewhere")
    program = (
        "import sys; from pathlib import Path; from support.media import *; from audiogen.encode.formats import *\n"
        "for form in formats(): write(Path(sys.argv[1]) / f'a{form.suffix}', form, HISS[:, :20_000])"
    )
    subprocess.run([sys.executable, "-c", program, folder], check=True, cwd=ROOT / "tests")
    return folder


def delay(decoded: Samples, sound: Samples) -> int:
    """Frames by which one comes after the other, where the two are most alike."""
    # a power of two, of which a Fourier transform is quick
    size = 1 << (decoded.shape[1] + sound.shape[1]).bit_length()
    likeness = np.fft.irfft(np.fft.rfft(decoded, size) * np.conj(np.fft.rfft(sound, size)), size).sum(axis=0)
    at = int(likeness.argmax())
    return at if at < size // 2 else at - size


class TestTheSound:
    @every_format
    @pytest.mark.parametrize("frames", [513, 960, 1023, 1024, 1025, 1151, 4608, 48_000, 3 * RATE + 7])
    def test_the_decoded_length_is_exact(self, path: Path, form: Format, frames: int) -> None:
        assert read(write(path, form, hiss(frames))).shape == (2, frames)

    @pytest.mark.parametrize("name", ["mp3", "opus", "flac", "wav"])
    @pytest.mark.parametrize("frames", [1, 312, 511])
    def test_even_less_than_a_hundredth_of_a_second_has_its_length(
        self, tmp_path: Path, name: str, frames: int
    ) -> None:
        assert read(write(tmp_path / "a", find_format(name), HISS[:, :frames])).shape == (2, frames)

    @pytest.mark.skipif(FFMPEG is None, reason="ffmpeg is not installed")
    @every_format
    @pytest.mark.parametrize("frames", [1025, 100_001])
    def test_the_ffmpeg_of_this_machine_finds_the_same_length(self, path: Path, form: Format, frames: int) -> None:
        write(path, form, HISS[:, :frames])
        run = subprocess.run(
            ["ffmpeg", "-v", "error", "-i", path, "-map", "0:a", "-f", "f32le", "-"], capture_output=True, check=True
        )
        assert len(run.stdout) == frames * 2 * 4

    @every_format
    @pytest.mark.parametrize("frames", [5000, 100_001])
    def test_sound_comes_back_at_the_very_sample_where_it_was(self, path: Path, form: Format, frames: int) -> None:
        sound = HISS[:, :frames]
        assert delay(read(write(path, form, sound)), sound) == 0

    @every_format
    def test_the_last_frames_are_not_lost(self, path: Path, form: Format) -> None:
        sound = np.zeros((2, 20_000), np.float32)
        sound[:, -2000:] = HISS[:, 10_000:12_000]
        decoded = read(write(path, form, sound))
        assert np.corrcoef(sound[:, -300:].ravel(), decoded[:, -300:].ravel())[0, 1] > 0.9

    @every_lossy_format
    def test_tones_over_a_soft_bed_come_back_clean_and_at_their_level(self, path: Path, form: Format) -> None:
        sound = tones() + np.float32(0.05) * HISS
        decoded = read(write(path, form, sound))
        middle = slice(RATE // 2, -RATE // 2)
        gains = (decoded * sound)[:, middle].sum(axis=1) / (sound**2)[:, middle].sum(axis=1)
        error = (decoded - sound)[:, middle]
        assert 20 * np.log10(gains) == pytest.approx([0, 0], abs=0.2)
        assert 10 * np.log10((error**2).mean() / (sound**2).mean()) < -20

    @every_lossless_format
    def test_nothing_is_lost_but_what_24_bits_cannot_hold(self, path: Path, form: Format) -> None:
        sound = HISS[:, :20_001]
        assert np.abs(read(write(path, form, sound)) - sound).max() <= 2.0**-24

    @every_format
    def test_silence_stays_silence(self, path: Path, form: Format) -> None:
        assert np.abs(read(write(path, form, np.zeros((2, RATE), np.float32)))).max() < 1e-5

    @every_format
    def test_sound_above_full_scale_is_clipped_and_does_not_wrap(self, path: Path, form: Format) -> None:
        loud = np.float32(1.5) * np.sign(tones(RATE))
        assert np.mean(np.sign(read(write(path, form, loud))) == np.sign(loud)) > 0.95

    @every_format
    def test_loudness_is_kept_and_the_true_peak_stays_within_a_decibel(self, path: Path, form: Format) -> None:
        sound = speech_like(6 * RATE)
        decoded = read(write(path, form, sound)).astype(np.float32)
        assert loudness_lufs(decoded) == pytest.approx(loudness_lufs(sound), abs=0.2)
        assert true_peak_dbtp(decoded) < true_peak_dbtp(sound) + 1

    @every_lossy_format
    def test_no_moment_is_spoilt(self, path: Path, form: Format) -> None:
        """Encoders' tools can fail for a moment: then the error is louder than the sound around it."""
        sound = speech_like(6 * RATE)
        error = read(write(path, form, sound)) - sound
        moments = [(part.reshape(2, -1, 480) ** 2).mean(axis=(0, 2)) for part in (error, sound)]
        around = np.convolve(moments[1], np.ones(9) / 9, mode="same")
        assert 10 * np.log10((moments[0] / (around + 1e-6)).max()) < 0


class TestTheSoundWithoutTags:
    @every_format
    @pytest.mark.parametrize("frames", [513, 1025, 48_000, 100_001])
    def test_a_copy_decodes_to_the_very_same_samples(self, path: Path, form: Format, frames: int) -> None:
        tagged = read(write(path, form, HISS[:, :frames]))
        form.copy_sound(path, bare := path.with_name("bare"), frames)
        assert np.array_equal(read(bare), tagged)

    @every_format
    def test_its_bytes_do_not_depend_on_tags(self, path: Path, form: Format) -> None:
        others = replace(TAGS, title="Another", language="de", cover_jpeg=None, chapters=())
        copies = []
        for tags in (TAGS, others):
            write(path, form, HISS[:, :20_000], tags=tags)
            form.copy_sound(path, bare := path.with_name(f"bare{len(copies)}"), 20_000)
            copies.append(bare.read_bytes())
        assert copies[0] == copies[1]

    @every_format
    def test_sound_begins_at_once(self, path: Path, form: Format) -> None:
        write(path, form, HISS[:, :20_000])
        form.copy_sound(path, bare := path.with_name("bare"), 20_000)
        with av.open(bare) as container:
            assert [stream.type for stream in container.streams] == ["audio"]
            assert "title" not in container.metadata
            packet = next(container.demux(audio=0))
        assert packet.pos is not None
        assert packet.pos < 2000

    @on_linux
    @every_format
    def test_nothing_is_left_of_a_copy_that_has_no_room(
        self, path: Path, form: Format, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        write(path, form, HISS[:, :20_000])

        def full(_: int) -> None:
            raise OSError(errno.ENOSPC, "No space left on device")

        monkeypatch.setattr(os, "fsync", full)
        with pytest.raises(OutputError, match="cannot write"):
            form.copy_sound(path, path.with_name("bare"), 20_000)
        assert not path.with_name("bare").exists()


class TestOtherTags:
    """What stands in a file beside the sound is exchanged; the result is what encoding it with that would give."""

    PLAIN = replace(TAGS, title="Another", language="de", comment="", track=3, cover_jpeg=None, chapters=())
    RICH = replace(TAGS, title="Another " * 300, cover_jpeg=jpeg(900), chapters=TAGS.chapters * 40)
    FORMED = ("m4a", "opus", "flac")
    """Those whose packets are read one by one."""

    @every_format
    @pytest.mark.parametrize("frames", [513, 1024, 1025, 48_000, 100_001])
    def test_the_bytes_are_those_of_a_file_that_is_encoded_with_them(
        self, tmp_path: Path, form: Format, frames: int
    ) -> None:
        sets = {"own": TAGS, "plain": self.PLAIN, "rich": self.RICH}
        made = {name: write(tmp_path / name, form, HISS[:, :frames], tags=tags) for name, tags in sets.items()}
        for source, name in permutations(sets, 2):
            form.retag(made[source], again := tmp_path / f"{name} from {source}", tags=sets[name], frames=frames)
            assert again.read_bytes() == made[name].read_bytes()

    @every_format
    def test_nothing_is_encoded(self, path: Path, form: Format, monkeypatch: pytest.MonkeyPatch) -> None:
        write(path, form, HISS[:, :20_000])
        monkeypatch.setattr(AvFile, "begin", lambda _: pytest.fail("an encoder was opened"))
        monkeypatch.setattr(lameenc, "Encoder", lambda: pytest.fail("an encoder was opened"))
        form.retag(path, again := path.with_name("again"), tags=self.PLAIN, frames=20_000)
        assert again.stat().st_size > 500

    @pytest.mark.parametrize("form", [form for form in formats() if form.name != "mp3"], ids=lambda form: form.name)
    def test_a_file_without_tags_gets_them_too(self, path: Path, form: Format) -> None:
        write(path, form, HISS[:, :20_000])
        form.copy_sound(path, bare := path.with_name("bare"), 20_000)
        form.retag(bare, again := path.with_name("again"), tags=TAGS, frames=20_000)
        assert again.read_bytes() == path.read_bytes()

    @pytest.mark.parametrize("name", FORMED)
    def test_what_is_no_such_file_is_refused_and_leaves_nothing(self, tmp_path: Path, name: str) -> None:
        (source := tmp_path / "damaged").write_bytes(b"?" * 5000)
        with pytest.raises(MediaError, match=r"damaged cannot be copied: "):
            find_format(name).retag(source, tmp_path / "again", tags=TAGS, frames=20_000)
        assert not (tmp_path / "again").exists()

    @pytest.mark.parametrize("name", FORMED)
    def test_a_cover_that_is_no_picture_leaves_nothing(self, tmp_path: Path, name: str) -> None:
        form, tags = find_format(name), replace(TAGS, cover_jpeg=b"no picture")
        source = write(tmp_path / "a", form, HISS[:, :20_000])
        with pytest.raises(MediaError):
            form.retag(source, tmp_path / "again", tags=tags, frames=20_000)
        assert not (tmp_path / "again").exists()

    @pytest.mark.parametrize("kbps", [64, 320])
    def test_the_bit_rate_that_was_asked_for_is_told_as_before(self, tmp_path: Path, kbps: int) -> None:
        for form in LOSSY:
            made = []
            for tags in (TAGS, self.PLAIN):
                made.append(tmp_path / f"{len(made)}{form.suffix}")
                with form.open(made[-1], tags=tags, frames=RATE, bit_rate_kbps=kbps) as writer:
                    writer.write(HISS[:, :RATE])
            again = tmp_path / f"again{form.suffix}"
            form.retag(made[0], again, tags=self.PLAIN, frames=RATE, bit_rate_kbps=kbps)
            assert again.read_bytes() == made[1].read_bytes()


class TestTheBytes:
    @every_format
    @in_one_folder
    @given(cuts=st.lists(st.integers(0, 30_000), max_size=8))
    def test_the_blocks_in_which_sound_arrives_do_not_change_one(
        self, tmp_path: Path, form: Format, cuts: list[int]
    ) -> None:
        whole = tmp_path / "whole"
        if not whole.exists():  # the same for all examples
            write(whole, form, HISS[:, :30_000])
        parts = write(tmp_path / "parts", form, HISS[:, :30_000], cuts=cuts)
        assert whole.read_bytes() == parts.read_bytes()

    @every_format
    def test_another_process_writes_the_same(self, path: Path, form: Format, written_elsewhere: Path) -> None:
        here = write(path, form, HISS[:, :20_000])
        assert here.read_bytes() == (written_elsewhere / path.name).read_bytes()

    @every_format
    def test_no_version_of_a_library_is_told(self, path: Path, form: Format) -> None:
        data = write(path, form, HISS[:, :20_000]).read_bytes()
        assert not [name for name in (b"Lavf", b"Lavc", b"libopus", b"libsndfile") if name in data]

    @every_format
    def test_a_block_may_be_used_again_once_it_is_written(self, path: Path, form: Format) -> None:
        block = HISS[:, :RATE].copy()
        with form.open(path, tags=TAGS, frames=RATE) as writer:
            writer.write(block)
            block[:] = 0
        assert read(path).any()

    @every_lossy_format
    def test_more_bits_make_a_larger_file(self, tmp_path: Path, form: Format) -> None:
        sizes = []
        for kbps in (64, 128, 320):
            path = tmp_path / f"{kbps}"
            with form.open(path, tags=TAGS, frames=HISS.shape[1], bit_rate_kbps=kbps) as writer:
                writer.write(HISS)
            sizes.append(path.stat().st_size)
        assert sizes[0] * 1.5 < sizes[1] < sizes[2] / 1.5


class TestTroubleWhileWriting:
    @every_format
    @pytest.mark.parametrize("written", [0, RATE - 1, RATE + 1])
    def test_a_broken_promise_of_length_is_refused_and_leaves_no_file(
        self, path: Path, form: Format, written: int
    ) -> None:
        with pytest.raises(MediaError, match=rf"was to hold 48000 frames of sound, but {written} were written"):
            write_blocks(path, form, [HISS[:, :written]], frames=RATE)
        assert not path.exists()

    @every_format
    def test_an_exception_of_the_caller_passes_through_and_leaves_no_file(self, path: Path, form: Format) -> None:
        def blocks() -> Iterator[Samples]:
            yield HISS[:, :RATE]
            raise KeyboardInterrupt

        with pytest.raises(KeyboardInterrupt):
            write_blocks(path, form, blocks(), frames=2 * RATE)
        assert not path.exists()

    @on_linux
    @every_format
    def test_a_full_disk_is_named_with_what_to_do(self, path: Path, form: Format) -> None:
        path.symlink_to("/dev/full")
        with pytest.raises(OutputError, match=r"cannot write .*: No space left on device") as caught:
            write(path, form, HISS)
        assert "make room" in caught.value.hint

    @on_linux
    @every_format
    def test_trouble_in_the_encoders_thread_stops_the_caller_on_the_way(self, path: Path, form: Format) -> None:
        path.symlink_to("/dev/full")
        blocks = iter([HISS[:, :RATE]] * 60)
        with pytest.raises(OutputError, match="No space left on device"):
            write_blocks(path, form, blocks, frames=60 * RATE)
        assert len(list(blocks)) > 30

    @every_format
    def test_a_folder_that_does_not_exist_is_named(self, path: Path, form: Format) -> None:
        with pytest.raises(OutputError, match=r"cannot write .*nowhere.*: No such file"):
            write(path.parent / "nowhere" / path.name, form, HISS)

    @every_format
    def test_no_sound_at_all_is_refused_before_a_file_is_made(self, path: Path, form: Format) -> None:
        with pytest.raises(ValueError, match="cannot write 0 frames"):
            form.open(path, tags=TAGS, frames=0)
        assert not path.exists()

    @every_lossy_format
    def test_a_bit_rate_that_is_unknown_is_refused_with_those_there_are(self, path: Path, form: Format) -> None:
        with pytest.raises(ValueError, match=r"the bit rates are .*64, 80, 96.*320"):
            form.open(path, tags=TAGS, frames=RATE, bit_rate_kbps=100)


class TestTheRegistry:
    def test_a_format_is_found_by_its_name(self) -> None:
        assert [find_format(form.name) for form in formats()] == list(formats())

    def test_a_mistyped_name_is_told_with_what_was_meant(self) -> None:
        with pytest.raises(ValueError, match='there is no format "m4b"; did you mean m4a'):
            find_format("m4b")

    @every_lossy_format
    def test_the_fewer_bits_the_more_room_is_left_for_peaks(self, form: Format) -> None:
        ceilings = [form.ceiling_dbtp(kbps) for kbps in LOSSY_BIT_RATES_KBPS]
        assert ceilings == sorted(ceilings)
        assert max(ceilings) <= -2

    @every_lossless_format
    def test_a_format_that_loses_nothing_needs_no_room(self, form: Format) -> None:
        assert form.ceiling_dbtp() == -1
