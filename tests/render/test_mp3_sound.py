"""MP3s made of segments, some of them kept from before: nothing in a file shows which."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, field
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
from audiogen.encode.mp3.lame import Lame
from audiogen.parallel import Workers
from audiogen.render.files import EpisodeFiles
from audiogen.render.gain import SETTLING_FRAMES, Mastering
from audiogen.render.kept_sound import Facts, HeardFacts
from audiogen.render.output import Output
from audiogen.units import RATE

LENGTH_S: Final = 52
"""Enough for four segments, when they may be short."""
FRAMES: Final = LENGTH_S * RATE + 777
MASTERING: Final = Mastering(0.0, -1.0)

in_one_folder = settings(max_examples=6, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@dataclass
class Sound:
    """A session of given samples, whose sound goes on beyond their end in silence."""

    samples: Samples
    own: tuple[tuple[int, int], ...] = ()
    frames: int = FRAMES

    def render(self, start: int, frames: int) -> Samples:
        part = self.samples[:, start : start + frames]
        return np.pad(part, ((0, 0), (0, frames - part.shape[1])))

    def fingerprint(self, begin: int, end: int) -> HeardFacts:
        heard = hashlib.sha256(np.ascontiguousarray(self.samples[:, begin:end])).hexdigest()
        return HeardFacts([begin, end, heard], own=any(start < end and stop > begin for start, stop in self.own))


@dataclass
class Shelf:
    """The place of one entry in memory."""

    entries: dict[str, bytes]
    key: str

    def find(self) -> bytes | None:
        return self.entries.get(self.key)

    def keep(self, content: bytes) -> None:
        self.entries[self.key] = content


@dataclass
class Kept:
    """What is kept for everybody, and for one person alone."""

    shared: dict[str, bytes] = field(default_factory=dict)
    own: dict[str, bytes] = field(default_factory=dict)

    def shelf(self, facts: Facts, *, own: bool) -> Shelf:
        return Shelf(self.own if own else self.shared, repr(facts))


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


@dataclass(frozen=True)
class Studio:
    folder: Path
    workers: Workers

    def files(self, name: str, sound: Sound, kept: Kept | None, kbps: int = 128) -> EpisodeFiles:
        output = Output(find_format("mp3"), self.folder / name, kbps)
        apart = tuple((start, end + SETTLING_FRAMES) for start, end in sound.own)
        return EpisodeFiles(sound, (output,), TAGS, self.workers, kept, apart)

    def written(self, name: str, sound: Sound, kept: Kept | None = None, kbps: int = 128) -> Path:
        files = self.files(name, sound, kept, kbps)
        files.write(MASTERING, lambda _done: None)
        return files.outputs[0].path


@pytest.fixture
def studio(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Studio]:
    monkeypatch.setattr("audiogen.encode.mp3.segments._MINUTE_FRAMES", 550)
    with Workers(2) as workers:
        yield Studio(tmp_path, workers)


@pytest.fixture
def encoded_s(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """How many seconds of sound encoders were given, one number for each time."""
    counted: list[float] = []
    encode = Lame.encode

    def counting(self: Lame, samples: Samples) -> bytes:
        counted.append(samples.shape[1] / RATE)
        return encode(self, samples)

    monkeypatch.setattr(Lame, "encode", counting)
    return counted


CHANGES: Final[dict[str, list[tuple[float, float]]]] = {
    "nothing": [],
    "one sample": [(10, 10 + 1 / RATE)],
    "the very beginning": [(0, 2)],
    "the last sample": [(FRAMES / RATE - 1 / RATE, FRAMES / RATE)],
    "two phrases apart": [(4, 6), (30, 31)],
    "where segments meet": [(13, 13.4)],
    "everything": [(0, LENGTH_S + 1)],
}


@pytest.mark.parametrize("bed", [over_hiss, over_nothing], ids=["over hiss", "over nothing"])
@pytest.mark.parametrize("changes", CHANGES.values(), ids=CHANGES)
def test_a_file_made_of_what_was_kept_is_the_one_made_anew(
    studio: Studio, bed: object, changes: list[tuple[float, float]]
) -> None:
    assert callable(bed)
    kept, sound = Kept(), Sound(with_changes(bed(), *changes))
    studio.written("before.mp3", Sound(bed()), kept)
    assert studio.written("x.mp3", sound, kept).read_bytes() == studio.written("y.mp3", sound).read_bytes()


@in_one_folder
@given(st.lists(st.tuples(st.floats(0, LENGTH_S - 4), st.floats(0.1, 4)), max_size=3), st.sampled_from([80, 128, 192]))
def test_a_session_of_ones_own_is_decoded_to_what_one_encoder_would_have_made(
    studio: Studio, places: list[tuple[float, float]], kbps: int
) -> None:
    spans = sorted((begin_s, begin_s + length_s) for begin_s, length_s in places)
    own = tuple((round(begin_s * RATE), round(end_s * RATE)) for begin_s, end_s in spans)
    sound = with_changes(over_hiss(), *spans)
    together = studio.written("x.mp3", Sound(sound, own), Kept(), kbps)
    with find_format("mp3").open(studio.folder / "one.mp3", tags=TAGS, frames=FRAMES, bit_rate_kbps=kbps) as one:
        one.write(sound)
    np.testing.assert_array_equal(read(together), read(studio.folder / "one.mp3"))


def test_only_segments_that_hear_a_change_are_encoded_again(studio: Studio, encoded_s: list[float]) -> None:
    kept = Kept()
    studio.written("x.mp3", Sound(over_hiss()), kept)
    encoded_s.clear()
    studio.written("x.mp3", Sound(with_changes(over_hiss(), (20, 21))), kept)
    assert 12 < sum(encoded_s) < 20


def test_where_nothing_differs_nothing_is_encoded(studio: Studio, encoded_s: list[float]) -> None:
    kept = Kept()
    studio.written("x.mp3", Sound(over_hiss()), kept)
    encoded_s.clear()
    studio.written("y.mp3", Sound(over_hiss()), kept)
    assert encoded_s == []


def test_another_mastering_or_bit_rate_is_another_sound(studio: Studio, encoded_s: list[float]) -> None:
    kept = Kept()
    studio.written("x.mp3", Sound(over_hiss()), kept)
    encoded_s.clear()
    studio.files("y.mp3", Sound(over_hiss()), kept).write(Mastering(-1.0, -1.0), lambda _done: None)
    assert sum(encoded_s) > LENGTH_S
    encoded_s.clear()
    studio.written("z.mp3", Sound(over_hiss()), kept, 96)
    assert sum(encoded_s) > LENGTH_S


def test_what_one_person_alone_hears_is_kept_apart_and_all_else_serves_others(
    studio: Studio, encoded_s: list[float]
) -> None:
    own = ((20 * RATE, 21 * RATE),)
    one, other = (Kept(shared={}), Kept())
    studio.written("x.mp3", Sound(over_hiss(), own), one)
    assert one.own
    encoded_s.clear()
    other.shared = one.shared
    changed = Sound(with_changes(over_hiss(), (20, 21)), own)
    written = studio.written("y.mp3", changed, other)
    assert sum(encoded_s) < 16
    assert written.read_bytes() == studio.written("z.mp3", changed).read_bytes()


def test_a_bridge_is_kept_like_a_segment(studio: Studio, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("audiogen.encode.mp3.segments._EARLY_FRAMES", 14)
    monkeypatch.setattr("audiogen.encode.mp3.segments._LATE_FRAMES", 2)
    kept = Kept()
    written = studio.written("x.mp3", Sound(over_hiss()), kept).read_bytes()
    assert len(kept.shared) > 4
    assert studio.written("y.mp3", Sound(over_hiss()), kept).read_bytes() == written


def test_one_encoder_makes_all_where_segments_cannot_be_joined(studio: Studio, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("audiogen.encode.mp3.segments._AGREEING_FRAMES", 10**9)
    one = write(studio.folder / "one.mp3", find_format("mp3"), over_hiss())
    np.testing.assert_array_equal(read(studio.written("x.mp3", Sound(over_hiss()), Kept())), read(one))


def test_what_the_limiter_did_and_how_far_it_is_are_told_the_same(studio: Studio) -> None:
    files, told = studio.files("x.mp3", Sound(8 * over_hiss()), Kept()), list[int]()
    works = [files.write(MASTERING, told.append) for _ in range(2)]
    assert works[0] == works[1]
    assert works[0].reduced_cells > 0
    assert told[-1] == max(told) == FRAMES


@pytest.mark.parametrize("was_kept", [False, True])
def test_an_interrupt_leaves_no_file(studio: Studio, *, was_kept: bool) -> None:
    kept = Kept()
    if was_kept:
        studio.written("x.mp3", Sound(over_hiss()), kept).unlink()

    def stop(done: int) -> None:
        if done > FRAMES // 3:
            raise KeyboardInterrupt

    files = studio.files("x.mp3", Sound(with_changes(over_hiss(), (10, 11))), kept)
    with pytest.raises(KeyboardInterrupt):
        files.write(MASTERING, stop)
    assert not files.outputs[0].path.exists()
