"""A person's own file as a bed."""

from __future__ import annotations

import gc
import sys
import tempfile
import tracemalloc
from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise
from typing import TYPE_CHECKING

import av
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support.beds import loudest_hertz, noise, seam_of, tone, write_coded, write_wav
from support.measuring import levels_dbfs, rms_dbfs

from audiogen.ambience.recorded.bed import FileBed
from audiogen.ambience.recorded.dc import DcBlocker
from audiogen.errors import SoundError
from audiogen.units import RATE

if TYPE_CHECKING:
    from pathlib import Path

    from audiogen.audio.samples import Samples


def without_dc(samples: Samples) -> Samples:
    """As it becomes a bed: what `DcBlocker` does is measured in test_defects.py."""
    return DcBlocker().feed(samples)


@pytest.fixture(scope="module")
def looped(tmp_path_factory: pytest.TempPathFactory) -> FileBed:
    """Thirteen seconds of noise, the last of which pass over into the first."""
    return FileBed(write_wav(tmp_path_factory.mktemp("bed") / "noise.wav", noise(13)))


def test_a_bed_comes_round_after_the_length_of_its_loop(looped: FileBed) -> None:
    seam, _ = seam_of(looped)
    assert looped.loop
    again = seam + looped.loop.frames
    np.testing.assert_array_equal(looped.render(seam, 9000), looped.render(again, 9000))


def test_the_first_round_is_the_recording_itself(looped: FileBed) -> None:
    seam, _ = seam_of(looped)
    np.testing.assert_allclose(looped.render(0, seam), without_dc(noise(13))[:, :seam], atol=1e-4)


@settings(max_examples=25)
@given(start=st.integers(0, 10**9), lengths=st.lists(st.integers(0, 500_000), min_size=1, max_size=4))
def test_the_same_bits_come_out_whatever_blocks_are_asked_for(looped: FileBed, start: int, lengths: list[int]) -> None:
    edges = np.cumsum([start, *lengths]).tolist()
    blocks = [looped.render(begin, end - begin) for begin, end in pairwise(edges)]
    np.testing.assert_array_equal(np.concatenate(blocks, axis=1), looped.render(start, edges[-1] - start))


def test_threads_may_share_a_bed(looped: FileBed) -> None:
    starts = [at * 7777 for at in range(400)]
    usual = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)  # threads take turns within one read
    try:
        with ThreadPoolExecutor(8) as pool:
            together = list(pool.map(lambda start: looped.render(start, 500), starts))
    finally:
        sys.setswitchinterval(usual)
    np.testing.assert_array_equal(together, [looped.render(start, 500) for start in starts])


@pytest.mark.parametrize("edge", [0, 1])
def test_there_is_no_step_at_either_edge_of_the_crossfade(looped: FileBed, edge: int) -> None:
    around = looped.render(seam_of(looped)[edge] - RATE, 2 * RATE)
    usual = np.abs(np.diff(around)).max()
    assert np.abs(np.diff(around[:, RATE - 20 : RATE + 20])).max() <= usual
    assert np.abs(np.diff(around[:, RATE - 20 : RATE + 20], n=2)).max() <= np.abs(np.diff(around, n=2)).max()


def test_a_crossfade_takes_at_most_a_third_of_the_bed(tmp_path: Path) -> None:
    short = FileBed(write_wav(tmp_path / "short.wav", noise(6)))
    assert short.loop
    assert short.loop.fade <= 2 * RATE


def test_quiet_head_and_tail_are_trimmed(tmp_path: Path) -> None:
    silence = np.zeros((2, 12 * RATE), np.float32)
    padded = np.concatenate((silence, noise(6), silence), axis=1)
    bed = FileBed(write_wav(tmp_path / "padded.wav", padded), crossfade_s=1)
    assert levels_dbfs(bed.render(0, 12 * RATE), RATE // 10, RATE // 10).min() > -26
    np.testing.assert_allclose(bed.render(0, RATE), without_dc(padded)[:, 12 * RATE : 13 * RATE], atol=0.002)


def test_what_fades_in_and_out_is_trimmed_too(tmp_path: Path) -> None:
    faded = noise(30)  # a tenth of it at either end may be a fade
    faded[:, : 2 * RATE] *= np.linspace(0, 1, 2 * RATE, dtype=np.float32)
    faded[:, -5 * RATE // 2 :] *= np.linspace(1, 0, 5 * RATE // 2, dtype=np.float32)
    bed = FileBed(write_wav(tmp_path / "faded.wav", faded))
    levels = levels_dbfs(bed.render(0, 40 * RATE), RATE, RATE // 2)
    assert levels.min() > levels.max() - 4


def test_a_bed_longer_than_its_session_is_heard_once_as_it_is(tmp_path: Path) -> None:
    path = write_wav(tmp_path / "long.wav", noise(16))
    bed = FileBed(path, 8 * RATE)
    assert bed.loop is None
    np.testing.assert_allclose(bed.render(0, 8 * RATE), without_dc(noise(16))[:, : 8 * RATE], atol=1e-4)


def test_no_more_is_decoded_than_a_session_needs(tmp_path: Path) -> None:
    bed = FileBed(write_wav(tmp_path / "long.wav", noise(30)), 12 * RATE)
    assert bed._store.frames < 20 * RATE


def test_past_the_end_of_a_bed_that_is_heard_once_there_is_silence(tmp_path: Path) -> None:
    bed = FileBed(write_wav(tmp_path / "long.wav", noise(30)), 12 * RATE)
    assert bed.render(15 * RATE, 10).any()
    assert not bed.render(22 * RATE, 1000).any()
    assert bed.render(0, 30 * RATE).shape == (2, 30 * RATE)


def test_a_long_silence_at_the_beginning_does_not_shorten_what_is_prepared(tmp_path: Path) -> None:
    late = np.concatenate((np.zeros((2, 20 * RATE), np.float32), noise(16)), axis=1)
    bed = FileBed(write_wav(tmp_path / "late.wav", late), 8 * RATE)
    assert bed.loop is None
    assert levels_dbfs(bed.render(0, 8 * RATE), RATE, RATE).min() > -26


@pytest.mark.parametrize(
    ("name", "codec", "rate"),
    [
        ("a.mp3", "libmp3lame", 44_100),
        ("a.m4a", "aac", 44_100),
        ("a.mp3", "libmp3lame", 22_050),
        ("a.m4a", "aac", 48_000),
    ],
)
def test_coded_files_sound_at_their_own_pitch_on_both_sides(tmp_path: Path, name: str, codec: str, rate: int) -> None:
    bed = FileBed(write_coded(tmp_path / name, codec, tone(6, 440, rate), rate, "mono"))
    left, right = bed.render(2 * RATE, RATE)
    np.testing.assert_array_equal(left, right)
    assert loudest_hertz(left) == pytest.approx(440, abs=1)


@pytest.mark.parametrize("rate", [8000, 22_050, 44_100, 48_000, 96_000])
def test_recordings_of_any_rate_keep_their_pitch_and_length(tmp_path: Path, rate: int) -> None:
    bed = FileBed(write_wav(tmp_path / "tone.wav", tone(6, 1000, rate), rate), crossfade_s=2)
    assert loudest_hertz(bed.render(2 * RATE, RATE)[0]) == pytest.approx(1000, abs=1)
    assert bed._end - bed._start == pytest.approx(6 * RATE, abs=RATE // 50)


def test_resampling_leaves_no_images(tmp_path: Path) -> None:
    bed = FileBed(write_wav(tmp_path / "tone.wav", tone(6, 9000, 22_050), 22_050))
    spectrum = np.abs(np.fft.rfft(bed.render(2 * RATE, RATE)[0] * np.hanning(RATE)))
    assert 20 * np.log10(spectrum[11_025:].max() / spectrum.max()) < -80


def test_more_than_two_channels_are_folded_down(tmp_path: Path) -> None:
    surround = np.zeros((6, 6 * 48_000), np.float32)
    surround[2] = tone(6, 500, 48_000)  # the centre
    bed = FileBed(write_coded(tmp_path / "surround.m4a", "aac", surround, 48_000, "5.1"))
    left, right = bed.render(2 * RATE, RATE)
    assert loudest_hertz(left) == loudest_hertz(right) == 500
    assert rms_dbfs(left[None]) > -30


def test_full_scale_material_does_not_distort_in_the_crossfade(tmp_path: Path) -> None:
    bed = FileBed(write_wav(tmp_path / "loud.wav", tone(7, 100, RATE).repeat(2, axis=0) * 3.3), crossfade_s=2)
    begin, end = seam_of(bed)
    assert end - begin == 2 * RATE
    spectrum = np.abs(np.fft.rfft(bed.render(begin, 2 * RATE)[0] * np.hanning(2 * RATE)))
    assert 20 * np.log10(spectrum[500:].max() / spectrum.max()) < -70


def test_a_missing_file_is_named_with_what_is_beside_it(tmp_path: Path) -> None:
    for name in ("forest.wav", "stream.mp3", "notes.txt"):
        (tmp_path / name).touch()
    with pytest.raises(SoundError, match=r"there is no file .*steam\.mp3") as caught:
        FileBed(tmp_path / "steam.mp3")
    assert caught.value.hint == f"In {tmp_path} there is stream.mp3, forest.wav, notes.txt."


def test_a_missing_folder_is_named(tmp_path: Path) -> None:
    with pytest.raises(SoundError, match=r"no folder .*beds"):
        FileBed(tmp_path / "beds" / "rain.mp3")


def test_a_folder_is_not_a_sound(tmp_path: Path) -> None:
    write_wav(tmp_path / "rain.wav", noise(1))
    with pytest.raises(SoundError, match="is a folder") as caught:
        FileBed(tmp_path)
    assert "rain.wav" in caught.value.hint


@pytest.mark.parametrize("content", [b"", b"This is not sound.\n" * 500])
def test_what_is_not_sound_is_refused_by_name(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "letter.mp3").write_bytes(content)
    with pytest.raises(SoundError, match=r"letter\.mp3 cannot be read as sound") as caught:
        FileBed(tmp_path / "letter.mp3")
    assert caught.value.hint


def test_a_picture_holds_no_sound(tmp_path: Path) -> None:
    with av.open(str(tmp_path / "picture.png"), "w", format="image2") as container:
        stream = container.add_stream("png", rate=1)
        stream.width, stream.height, stream.pix_fmt = 16, 16, "rgb24"
        container.mux(stream.encode(av.VideoFrame(16, 16, "rgb24")))
        container.mux(stream.encode(None))
    with pytest.raises(SoundError, match="cannot be read as sound: it holds no sound"):
        FileBed(tmp_path / "picture.png")


def test_a_silent_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SoundError, match="is silent"):
        FileBed(write_wav(tmp_path / "silent.wav", np.zeros((2, 8 * RATE), np.float32)))


def test_a_file_without_a_single_frame_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SoundError):
        FileBed(write_wav(tmp_path / "empty.wav", np.zeros((2, 0), np.float32)))


def test_less_than_five_seconds_are_too_short(tmp_path: Path) -> None:
    padded = np.concatenate((noise(4), np.zeros((2, 8 * RATE), np.float32)), axis=1)
    with pytest.raises(SoundError, match=r"has 4\.[01] s of sound; a bed needs at least 5 s"):
        FileBed(write_wav(tmp_path / "short.wav", padded))


def test_a_bed_takes_no_memory_for_its_length(tmp_path: Path) -> None:
    long = np.tile(noise(10), 8)  # from a minute on, a longer one takes no more
    path = write_wav(tmp_path / "long.wav", long)
    tracemalloc.start()
    try:
        bed = FileBed(path)
        kept, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert bed.render(100 * RATE, 10).any()
    assert peak < long.nbytes / 2
    assert kept < 3_000_000


def test_the_temporary_file_goes_with_the_bed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "temporary"))
    (tmp_path / "temporary").mkdir()
    bed = FileBed(write_wav(tmp_path / "noise.wav", noise(6)))
    bed.render(0, 10)
    file = bed._store._file
    del bed
    gc.collect()
    assert file.closed
    assert not list((tmp_path / "temporary").iterdir())
