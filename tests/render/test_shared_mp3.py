"""MP3s that share what is the same in them: nothing in a file shows whether there was a pattern."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Final

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from support.media import TAGS, hiss, read, speech_like, write

from audiogen.audio.samples import Samples
from audiogen.encode.formats import find_format
from audiogen.encode.mp3.patching import PatchEncoder
from audiogen.encode.mp3.pattern import Patterns, TrackPattern
from audiogen.parallel import Workers
from audiogen.render.gain import Mastering
from audiogen.render.shared_mp3 import SharedMp3
from audiogen.units import RATE

LENGTH_S: Final = 26
"""Enough for two segments, when they may be short."""
FRAMES: Final = LENGTH_S * RATE + 777
MASTERING: Final = Mastering(0.0, -1.0)

in_one_folder = settings(max_examples=6, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@dataclass
class Sound:
    """A session of given samples, whose sound goes on beyond their end in silence."""

    samples: Samples
    frames: int = FRAMES

    def render(self, start: int, frames: int) -> Samples:
        part = self.samples[:, start : start + frames]
        return np.pad(part, ((0, 0), (0, frames - part.shape[1])))


@cache
def over_hiss() -> Samples:
    """Bursts over noise that swells, so that the reservoir of bits is used."""
    swell = 0.1 + np.abs(np.sin(np.arange(FRAMES) / 90_000)) ** 3
    return (0.5 * speech_like(FRAMES) + 0.2 * swell.astype(np.float32) * hiss(FRAMES)).astype(np.float32)


@cache
def over_nothing() -> Samples:
    """Words of two seconds, and digital silence of three between them."""
    spoken = speech_like(FRAMES).copy()
    spoken[:, np.arange(FRAMES) % (5 * RATE) > 2 * RATE] = 0
    return spoken


def with_changes(sound: Samples, *changes_s: tuple[float, float]) -> Samples:
    """Other words from and up to these times."""
    changed = sound.copy()
    other = 0.4 * hiss(FRAMES)[:, ::-1] * (1 + np.sin(np.arange(FRAMES) / 5000))
    for begin_s, end_s in changes_s:
        place = slice(round(begin_s * RATE), round(end_s * RATE))
        changed[:, place] = other[:, place]
    return changed


_made: dict[tuple[int, int], tuple[TrackPattern, bytes]] = {}
"""Patterns and their files, by the sound and the bit rate: most tests begin from the same."""


@dataclass(frozen=True)
class Studio:
    folder: Path
    workers: Workers

    def written(self, name: str, samples: Samples, patterns: Patterns, kbps: int = 128) -> Path:
        path = self.folder / name
        mp3 = SharedMp3(path, kbps, Sound(samples), TAGS, self.workers, patterns)
        mp3.write(MASTERING, lambda _done: None)
        patterns.settle(path, path)
        return path

    def patterns_of(self, *sounds: Samples, kbps: int = 128) -> Patterns:
        patterns = Patterns()
        for number, samples in enumerate(sounds):
            key, path = (zlib.crc32(samples.tobytes()), kbps), self.folder / f"pattern-{number}.mp3"
            if key not in _made:
                made = Patterns()
                self.written(path.name, samples, made, kbps)
                _made[key] = (made.find(FRAMES, kbps)[0], path.read_bytes())
            pattern, data = _made[key]
            path.write_bytes(data)
            patterns.keep(replace(pattern, path=path))
            patterns.settle(path, path)
        return patterns


@pytest.fixture
def studio(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Studio]:
    monkeypatch.setattr("audiogen.encode.mp3.segments._SHORTEST_FRAMES", 500)
    with Workers(2) as workers:
        yield Studio(tmp_path, workers)


def one_encoder(path: Path, samples: Samples) -> Samples:
    return read(write(path, find_format("mp3"), samples))


CHANGES: Final[dict[str, list[tuple[float, float]]]] = {
    "nothing": [],
    "one sample": [(10, 10 + 1 / RATE)],
    "a phrase": [(10, 12)],
    "the very beginning": [(0, 2)],
    "the very end": [(LENGTH_S - 1, LENGTH_S + 1)],
    "the last sample": [(FRAMES / RATE - 1 / RATE, FRAMES / RATE)],
    "two phrases close together": [(10, 12), (14, 15)],
    "two phrases apart": [(4, 6), (10, 11)],
    "where segments meet": [(LENGTH_S / 2 - 0.5, LENGTH_S / 2 + 0.5)],
    "everything": [(0, LENGTH_S + 1)],
    "just before frames that are equal by chance": [(1.25, 4.125)],
}


@pytest.mark.parametrize("bed", [over_hiss, over_nothing], ids=["over hiss", "over nothing"])
@pytest.mark.parametrize("changes", CHANGES.values(), ids=CHANGES)
def test_a_file_made_from_a_pattern_is_the_one_made_without(
    studio: Studio, bed: object, changes: list[tuple[float, float]]
) -> None:
    assert callable(bed)
    sound = with_changes(bed(), *changes)
    patched = studio.written("patched.mp3", sound, studio.patterns_of(bed()))
    alone = studio.written("alone.mp3", sound, Patterns())
    assert patched.read_bytes() == alone.read_bytes()
    np.testing.assert_array_equal(read(patched), one_encoder(studio.folder / "one.mp3", sound))


@in_one_folder
@given(st.lists(st.tuples(st.floats(0, LENGTH_S), st.floats(0, 4)), max_size=4), st.sampled_from([80, 128, 192]))
def test_it_is_so_wherever_sounds_differ(studio: Studio, places: list[tuple[float, float]], kbps: int) -> None:
    sound = with_changes(over_hiss(), *((begin_s, begin_s + length_s) for begin_s, length_s in places))
    patched = studio.written("patched.mp3", sound, studio.patterns_of(over_hiss(), kbps=kbps), kbps)
    alone = studio.written("alone.mp3", sound, Patterns(), kbps)
    assert patched.read_bytes() == alone.read_bytes()


@pytest.fixture
def heard(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """How many frames of sound the encoders of patches were given, one number for each time."""
    counted: list[int] = []
    feed = PatchEncoder.feed

    def counting(self: PatchEncoder, samples: Samples) -> object:
        counted.append(samples.shape[1])
        return feed(self, samples)

    monkeypatch.setattr(PatchEncoder, "feed", counting)
    return counted


def test_only_what_differs_is_encoded(studio: Studio, heard: list[int]) -> None:
    studio.written("x.mp3", with_changes(over_hiss(), (10, 12)), studio.patterns_of(over_hiss()))
    assert 4 * RATE < sum(heard) < 16 * RATE


def test_where_nothing_differs_nothing_is_encoded(studio: Studio, heard: list[int]) -> None:
    studio.written("x.mp3", over_hiss(), studio.patterns_of(over_hiss()))
    assert heard == []


def test_at_64_kbps_all_is_encoded_since_equal_frames_prove_nothing_there(studio: Studio, heard: list[int]) -> None:
    studio.written("x.mp3", over_hiss(), studio.patterns_of(over_hiss(), kbps=64), 64)
    assert heard == []
    sound = with_changes(over_hiss(), (10, 12))
    studio.written("y.mp3", sound, studio.patterns_of(over_hiss(), kbps=64), 64)
    assert heard == []


def test_the_nearest_of_several_patterns_is_taken(studio: Studio, heard: list[int]) -> None:
    patterns = studio.patterns_of(with_changes(over_hiss(), (10, 11)), with_changes(over_hiss(), (0, LENGTH_S)))
    assert len(patterns.find(FRAMES, 128)) == 2
    studio.written("x.mp3", over_hiss(), patterns)
    assert 0 < sum(heard) < 16 * RATE


def test_encoders_that_never_agree_go_on_and_change_nothing(studio: Studio, monkeypatch: pytest.MonkeyPatch) -> None:
    sound = with_changes(over_hiss(), (12, 13), (22, 23))
    alone = studio.written("alone.mp3", sound, Patterns())
    patterns = studio.patterns_of(over_hiss())
    monkeypatch.setattr("audiogen.encode.mp3.patching._AGREEING_FRAMES", 10**9)
    assert studio.written("x.mp3", sound, patterns).read_bytes() == alone.read_bytes()


def test_one_encoder_makes_the_same_file_where_segments_cannot_be_joined(
    studio: Studio, monkeypatch: pytest.MonkeyPatch
) -> None:
    usual = studio.written("usual.mp3", over_hiss(), Patterns())
    monkeypatch.setattr("audiogen.encode.mp3.segments._AGREEING_FRAMES", 10**9)
    assert studio.written("x.mp3", over_hiss(), Patterns()).read_bytes() == usual.read_bytes()


def test_a_pattern_that_is_taken_away_on_the_way_changes_nothing(
    studio: Studio, monkeypatch: pytest.MonkeyPatch
) -> None:
    sound = with_changes(over_hiss(), (10, 12))
    alone, patterns = studio.written("alone.mp3", sound, Patterns()), studio.patterns_of(over_hiss())
    feed = PatchEncoder.feed

    def robbed(self: PatchEncoder, samples: Samples) -> object:
        (studio.folder / "pattern-0.mp3").unlink(missing_ok=True)
        return feed(self, samples)

    monkeypatch.setattr(PatchEncoder, "feed", robbed)
    assert studio.written("x.mp3", sound, patterns).read_bytes() == alone.read_bytes()


def test_a_file_that_is_written_again_is_a_pattern_for_what_it_holds_last(studio: Studio) -> None:
    patterns, first = studio.patterns_of(over_hiss()), with_changes(over_hiss(), (0, LENGTH_S))
    mp3 = SharedMp3(studio.folder / "x.mp3", 128, Sound(first), TAGS, studio.workers, patterns)
    mp3.write(MASTERING, lambda _done: None)
    again = with_changes(over_hiss(), (10, 11))
    replace(mp3, mix=Sound(again)).write(MASTERING, lambda _done: None)
    patterns.settle(mp3.path, mp3.path)
    sound = with_changes(over_hiss(), (10, 11), (18, 19))
    alone = studio.written("alone.mp3", sound, Patterns())
    assert studio.written("y.mp3", sound, patterns).read_bytes() == alone.read_bytes()


@pytest.mark.parametrize("changes", [[(10, 11)], [(0, LENGTH_S)]], ids=["a phrase", "everything"])
def test_what_the_limiter_did_and_how_far_it_is_are_told_the_same(
    studio: Studio, changes: list[tuple[float, float]]
) -> None:
    loud = 8 * with_changes(over_hiss(), *changes)
    patterns = studio.patterns_of(8 * over_hiss())
    told: list[int] = []
    works = [
        SharedMp3(studio.folder / "x.mp3", 128, Sound(loud), TAGS, studio.workers, each).write(MASTERING, told.append)
        for each in (patterns, Patterns())
    ]
    assert works[0] == works[1]
    assert works[0].reduced_cells > 0
    assert told[-1] == max(told) == FRAMES


@pytest.mark.parametrize("patterned", [False, True])
def test_an_interrupt_leaves_no_file(studio: Studio, *, patterned: bool) -> None:
    patterns = studio.patterns_of(over_hiss()) if patterned else Patterns()

    def stop(done: int) -> None:
        if done > FRAMES // 3:
            raise KeyboardInterrupt

    mp3 = SharedMp3(
        studio.folder / "x.mp3", 128, Sound(with_changes(over_hiss(), (10, 11))), TAGS, studio.workers, patterns
    )
    with pytest.raises(KeyboardInterrupt):
        mp3.write(MASTERING, stop)
    assert not mp3.path.exists()
