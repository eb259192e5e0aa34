"""Segments of one MP3, encoded apart and joined: what is decoded is what one encoder would have made."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from support.media import TAGS

from audiogen.audio.samples import Samples
from audiogen.encode.behind import complete_or_removed
from audiogen.encode.decode import blocks_of
from audiogen.encode.mp3.lame_tag import FRAME_SAMPLES, frame_bytes
from audiogen.encode.mp3.segments import Joiner, Segment, SegmentEncoder, bridge, segments
from audiogen.encode.mp3.writer import Mp3File

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
            encoder = SegmentEncoder(part, KBPS, put)
            for start in range(part.hears_from, part.hears_to, 50_000):
                encoder.feed(sound[:, start : min(part.hears_to, start + 50_000)])
            joiner.add(encoder.finish())

        joiner = Joiner(KBPS, put)
        for part in parts:
            if bridged and part.number:
                encode(bridge(part))
            encode(part)
        joiner.finish()
    return puts


def decoded(path: Path) -> Samples:
    return np.concatenate(list(blocks_of(path)), axis=1)


@pytest.fixture(scope="module")
def parts() -> tuple[Segment, ...]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("audiogen.encode.mp3.segments._LONGEST_FRAMES", SEGMENT_FRAMES + 50)
        return segments(FRAMES)


@pytest.fixture(scope="module")
def one(tmp_path_factory: pytest.TempPathFactory, sound: Samples) -> Samples:
    path = tmp_path_factory.mktemp("one") / "one.mp3"
    encoded(path, sound, (Segment(0, 0, FRAMES, 0, FRAMES),))
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


def test_no_more_than_the_ends_of_a_segment_is_kept(sound: Samples, parts: tuple[Segment, ...]) -> None:
    encoder = SegmentEncoder(parts[1], KBPS, lambda _first, _data: None)
    encoder.feed(sound[:, parts[1].hears_from : parts[1].hears_to])
    kept = encoder.finish()
    assert len(kept.head) + len(kept.tail) <= 2 * 513 * frame_bytes(KBPS)
    assert kept.end - kept.first >= SEGMENT_FRAMES > 2 * 513
