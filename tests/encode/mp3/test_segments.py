"""Segments of one MP3, encoded apart and joined: what is decoded is what one encoder would have made."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.media import TAGS

from audiogen.audio.samples import Samples
from audiogen.encode.behind import complete_or_removed
from audiogen.encode.decode import blocks_of
from audiogen.encode.mp3.lame_tag import FRAME_SAMPLES, frame_bytes
from audiogen.encode.mp3.segments import Joiner, Segment, SegmentEncoder, bridge, segments
from audiogen.encode.mp3.writer import Mp3File
from audiogen.units import RATE

KBPS = 128
SEGMENTS, SEGMENT_FRAMES = 4, 1100
FRAMES = SEGMENTS * SEGMENT_FRAMES * FRAME_SAMPLES + 777


@pytest.fixture(scope="module")
def sound() -> Samples:
    """Noise that swells, so that no stretch is like another and the reservoir of bits is used."""
    chance = np.random.default_rng(5)
    swell = 0.02 + 0.2 * np.abs(np.sin(np.arange(FRAMES) / 90_000)) ** 3
    return chance.standard_normal((2, FRAMES), np.float32) * (swell * 0.3).astype(np.float32)


def encoded(path: Path, sound: Samples, parts: tuple[Segment, ...], *, bridged: bool = False) -> dict[int, int]:
    """Write the parts to a file; how often each of its frames was put there."""
    puts: dict[int, int] = {}
    mp3 = Mp3File(path, tags=TAGS, frames=FRAMES, bit_rate_kbps=KBPS)
    with complete_or_removed(path, mp3):

        def put(first: int, data: bytes) -> None:
            for frame in range(first, first + len(data) // frame_bytes(KBPS)):
                puts[frame] = puts.get(frame, 0) + 1
            mp3.put_at(first, data)

        def encode(part: Segment) -> None:
            encoder = SegmentEncoder(part, KBPS)
            for start in range(part.hears_from, part.hears_to, 50_000):
                encoder.feed(sound[:, start : min(part.hears_to, start + 50_000)])
            joiner.add(encoder.finish())

        joiner = Joiner(KBPS, put)
        for part in parts:
            if bridged and part.owns_from:
                encode(bridge(part))
            encode(part)
        joiner.finish()
    return puts


def decoded(path: Path) -> Samples:
    return np.concatenate(list(blocks_of(path)), axis=1)


@pytest.fixture(scope="module")
def parts() -> tuple[Segment, ...]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("audiogen.encode.mp3.segments._MINUTE_FRAMES", SEGMENT_FRAMES)
        return segments(FRAMES)


@pytest.fixture(scope="module")
def one(tmp_path_factory: pytest.TempPathFactory, sound: Samples) -> Samples:
    path = tmp_path_factory.mktemp("one") / "one.mp3"
    encoded(path, sound, (Segment(0, FRAMES, 0, FRAMES),))
    return decoded(path)


def test_many_segments_own_every_frame_once(parts: tuple[Segment, ...]) -> None:
    assert len(parts) == SEGMENTS
    assert [part.owns_from for part in parts[1:]] == [part.owns_to for part in parts[:-1]]
    assert (parts[0].owns_from, parts[-1].owns_to) == (0, FRAMES)


@pytest.mark.parametrize("bridged", [False, True])
def test_many_segments_decode_to_what_one_encoder_would_have_made(
    tmp_path: Path, sound: Samples, parts: tuple[Segment, ...], one: Samples, *, bridged: bool
) -> None:
    puts = encoded(tmp_path / "x.mp3", sound, parts, bridged=bridged)
    assert set(puts.values()) == {1}
    assert sorted(puts) == list(range(len(puts)))
    np.testing.assert_array_equal(decoded(tmp_path / "x.mp3"), one)


@given(st.integers(1, 4 * 3600 * RATE), st.lists(st.tuples(st.integers(0, 3600 * RATE), st.integers(1, 40 * RATE))))
def test_whatever_differs_from_person_to_person_segments_own_every_frame_once(
    frames: int, places: list[tuple[int, int]]
) -> None:
    apart = sorted((start % frames, min(frames, start % frames + length)) for start, length in places)
    made = segments(frames, apart)
    assert (made[0].owns_from, made[-1].owns_to) == (0, frames)
    assert all(former.owns_to == following.owns_from for former, following in pairwise(made))
    assert all(part.hears_from <= part.owns_from < part.owns_to <= part.hears_to for part in made)


@given(st.integers(60 * RATE, 3600 * RATE), st.lists(st.tuples(st.integers(0, 3600 * RATE), st.integers(1, 40 * RATE))))
def test_a_segment_hears_all_that_differs_from_where_that_begins_or_nothing_of_it(
    frames: int, places: list[tuple[int, int]]
) -> None:
    apart = sorted((start % frames, min(frames, start % frames + length)) for start, length in places)
    owning = [part for part in segments(frames, apart) for a, b in apart if part.owns_from < b and part.owns_to > a]
    hearing = [part for part in segments(frames, apart) for a, b in apart if part.hears_from < b and part.hears_to > a]
    alone = [part for part in hearing if part not in owning]
    # only where a segment of one's own is cut at a whole minute, both hear what differs
    assert all(part.owns_from % (60 * RATE) == 0 or part.owns_to % (60 * RATE) == 0 for part in alone)


def test_segments_meet_at_whole_minutes_however_long_a_session_is() -> None:
    ten, longer = segments(600 * RATE), segments(610 * RATE)
    assert [part.owns_from for part in ten] == [minute * 60 * RATE for minute in range(10)]
    assert ten[:-1] == longer[:9]
    assert len(segments(180 * 60 * RATE)) == 90
