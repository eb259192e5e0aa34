"""Bits that no decoder reads: with zeros in their place, a file says the same to every decoder."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import soundfile
from hypothesis import given, settings
from hypothesis import strategies as st
from support.media import TAGS, read, speech_like

from audiogen.audio.samples import Samples
from audiogen.encode.behind import complete_or_removed
from audiogen.encode.mp3.lame import Lame
from audiogen.encode.mp3.lame_tag import crc16, frame_bytes
from audiogen.encode.mp3.unused import FOLLOWING_FRAMES, FrameTable, blank, data_bits, table
from audiogen.encode.mp3.writer import Mp3File
from audiogen.units import RATE

FRAMES = 8 * RATE


def sound() -> Samples:
    """Words, digital silence, and words again."""
    words = speech_like(FRAMES).copy()
    words[:, 3 * RATE : 5 * RATE] = 0
    return words


def encoded(kbps: int) -> bytes:
    lame = Lame(kbps)
    return lame.encode(sound()) + lame.flush()


def blanked(frames: bytes, kbps: int) -> FrameTable:
    rows = table(frames, frame_bytes(kbps))
    blank(rows)
    return rows


def write(path: Path, frames: bytes, kbps: int, *, blanked: bool) -> Path:
    mp3 = Mp3File(path, tags=TAGS, frames=FRAMES, bit_rate_kbps=kbps, blanked=blanked)
    with complete_or_removed(path, mp3):
        mp3.append(frames)
    return path


@pytest.mark.parametrize("kbps", [64, 128, 192, 320])
@pytest.mark.parametrize("decoded", [read, lambda path: soundfile.read(path)[0].T], ids=["PyAV", "libsndfile"])
def test_decoders_hear_the_same(tmp_path: Path, kbps: int, decoded: object) -> None:
    assert callable(decoded)
    frames = encoded(kbps)
    plain, zeroed = (write(tmp_path / f"{each}.mp3", frames, kbps, blanked=each) for each in (False, True))
    assert plain.read_bytes() != zeroed.read_bytes()
    np.testing.assert_array_equal(decoded(zeroed), decoded(plain))


def test_what_an_encoder_writes_of_itself_is_gone() -> None:
    frames = encoded(128)
    assert frames.count(b"LAME") > 10
    assert blanked(frames, 128).tobytes().count(b"LAME") == 0


def test_silent_frames_have_no_data_and_are_empty() -> None:
    rows = blanked(encoded(128), 128)
    silent = np.flatnonzero(data_bits(rows) == 0)
    assert 60 < silent.size < 100
    assert not rows[silent[5:-5], 36:].any()


@given(begin=st.integers(0, 200), length=st.integers(20, 100))
@settings(max_examples=20, deadline=None)
def test_a_stretch_is_blanked_as_in_the_whole_up_to_its_last_frames(begin: int, length: int) -> None:
    frames, size = encoded_64(), frame_bytes(64)
    whole = blanked(frames, 64)[begin : begin + length]
    stretch = blanked(frames[begin * size : (begin + length) * size], 64)
    sure = len(stretch) - FOLLOWING_FRAMES
    np.testing.assert_array_equal(stretch[:sure], whole[:sure])


def encoded_64(made: list[bytes] = []) -> bytes:  # noqa: B006
    if not made:
        made.append(encoded(64))
    return made[0]


def test_a_file_is_blanked_the_same_in_any_parts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    frames = encoded(128)
    whole = write(tmp_path / "whole.mp3", frames, 128, blanked=True).read_bytes()
    monkeypatch.setattr("audiogen.encode.mp3.writer._BLANKED_FRAMES", 7)
    assert write(tmp_path / "parts.mp3", frames, 128, blanked=True).read_bytes() == whole


def test_the_checksum_is_that_of_the_blanked_frames(tmp_path: Path) -> None:
    data = write(tmp_path / "x.mp3", encoded(128), 128, blanked=True).read_bytes()
    first = data[data.index(b"Info") - 36 :]
    assert int.from_bytes(first[156 + 32 : 156 + 34], "big") == crc16(first[384:])
