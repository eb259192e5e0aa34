"""Patterns: found by length and bit rate for as long as their files stand, and known by the sound of each frame."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.media import TAGS, hiss, speech_like

from audiogen.encode.behind import complete_or_removed
from audiogen.encode.mp3.lame import Lame
from audiogen.encode.mp3.pattern import FrameDigests, Patterns, TrackPattern
from audiogen.encode.mp3.retag import copy_mp3
from audiogen.encode.mp3.writer import Mp3File

FRAMES = 50_000


def pattern(path: Path, *, kbps: int = 128, frames: int = FRAMES) -> TrackPattern:
    lame, digests = Lame(kbps), FrameDigests()
    path.write_bytes(b"a tag" + lame.encode(hiss(frames)) + lame.flush())
    digests.feed(hiss(frames))
    return TrackPattern.of_file(path, frames_at=5, kbps=kbps, sound_frames=frames, digests=digests.finish())


def settled(patterns: Patterns, path: Path) -> Path:
    """Kept, and put in place under another name."""
    written = path.with_suffix(".tmp")
    patterns.keep(pattern(written))
    written.replace(path)
    patterns.settle(written, path)
    return path


@given(cuts=st.lists(st.integers(0, FRAMES), max_size=9))
def test_digests_do_not_depend_on_the_blocks(cuts: list[int]) -> None:
    whole, parts = FrameDigests(), FrameDigests()
    whole.feed(hiss(FRAMES))
    for begin, end in pairwise([0, *sorted(cuts), FRAMES]):
        parts.feed(hiss(FRAMES)[:, begin:end])
    np.testing.assert_array_equal(parts.finish(), whole.finish())


@given(at=st.integers(0, FRAMES - 1), channel=st.integers(0, 1))
def test_one_sample_tells_its_frame_from_all_others(at: int, channel: int) -> None:
    sound, whole, other = hiss(FRAMES).copy(), FrameDigests(), FrameDigests()
    whole.feed(sound)
    sound[channel, at] += np.float32(1e-4)
    other.feed(sound)
    different = (whole.finish() != other.finish()).any(axis=1)
    assert np.flatnonzero(different).tolist() == [at // 1152]


def test_a_pattern_is_found_once_its_file_has_its_lasting_name(tmp_path: Path) -> None:
    patterns, written, place = Patterns(), tmp_path / ".x.mp3", tmp_path / "x.mp3"
    patterns.keep(pattern(written))
    assert patterns.find(FRAMES, 128) == ()
    written.replace(place)
    patterns.settle(written, place)
    assert [each.path for each in patterns.find(FRAMES, 128)] == [place]


@pytest.mark.parametrize(("frames", "kbps"), [(FRAMES + 1, 128), (FRAMES, 96)])
def test_another_length_or_bit_rate_finds_none(tmp_path: Path, frames: int, kbps: int) -> None:
    patterns = Patterns()
    settled(patterns, tmp_path / "x.mp3")
    assert patterns.find(frames, kbps) == ()


@pytest.mark.parametrize("change", [Path.unlink, lambda path: path.write_bytes(b"other")], ids=["gone", "changed"])
def test_a_file_that_is_gone_or_changed_is_no_pattern(tmp_path: Path, change: object) -> None:
    assert callable(change)
    patterns = Patterns()
    path = settled(patterns, tmp_path / "x.mp3")
    (found,) = patterns.find(FRAMES, 128)
    change(path)
    assert patterns.find(FRAMES, 128) == ()
    with pytest.raises(OSError, match=r"x\.mp3"):
        found.read(0, 2)


def test_what_was_written_over_is_no_pattern(tmp_path: Path) -> None:
    patterns, path = Patterns(), tmp_path / "x.mp3"
    patterns.keep(pattern(path))
    patterns.forget(path)
    patterns.settle(path, path)
    assert patterns.find(FRAMES, 128) == ()


def test_the_newest_few_are_kept(tmp_path: Path) -> None:
    patterns = Patterns()
    places = [settled(patterns, tmp_path / f"{number}.mp3") for number in range(6)]
    assert [each.path for each in patterns.find(FRAMES, 128)] == places[:1:-1]


def test_frames_are_read_where_they_lie(tmp_path: Path) -> None:
    made = pattern(tmp_path / "x.mp3")
    assert made.read(3, 5) == (tmp_path / "x.mp3").read_bytes()[5 + 3 * 384 : 5 + 5 * 384]
    assert made.sounding[1:-2].all()
    with pytest.raises(OSError, match="has changed"):
        made.read(0, made.sounding.size + 1)


def test_silent_frames_are_known(tmp_path: Path) -> None:
    sound, lame = speech_like(4 * 48_000).copy(), Lame(128)
    sound[:, 48_000 : 3 * 48_000] = 0
    path = tmp_path / "x.mp3"
    path.write_bytes(lame.encode(sound) + lame.flush())
    made = TrackPattern.of_file(path, frames_at=0, kbps=128, sound_frames=1, digests=FrameDigests().finish())
    assert not made.sounding[50:120].any()
    assert made.sounding[5:35].all()


def test_a_copy_without_the_tag_has_the_same_frames_and_is_found_for_its_mix_alone(tmp_path: Path) -> None:
    patterns, written, place = Patterns(), tmp_path / ".x.mp3", tmp_path / "x.mp3"
    mp3 = Mp3File(written, tags=TAGS, frames=FRAMES, bit_rate_kbps=128)
    with complete_or_removed(written, mp3):
        lame = Lame(128)
        mp3.append(lame.encode(hiss(FRAMES)) + lame.flush())
    digests = FrameDigests()
    digests.feed(hiss(FRAMES))
    made = TrackPattern.of_file(
        written, frames_at=mp3.frames_at, kbps=128, sound_frames=FRAMES, digests=digests.finish()
    )
    patterns.of("voice").keep(made)
    copy_mp3(written, place, FRAMES)
    patterns.of("voice").settle(written, place, tagged=False)
    (found,) = patterns.of("voice").find(FRAMES, 128)
    assert found.read(3, 9) == made.read(3, 9)
    assert patterns.find(FRAMES, 128) == ()
