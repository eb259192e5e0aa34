"""What is measured of a finished MP3 in zones is what one pass over all of it says, to the last bit."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, replace
from pathlib import Path

import numpy as np
import pytest
from render.test_mp3_sound import Kept
from support.media import TAGS, hiss, speech_like

from audiogen.encode.decode import measure
from audiogen.encode.formats import find_format
from audiogen.encode.mp3.decoding import Mp3Frames
from audiogen.encode.mp3.lame_tag import frame_bytes
from audiogen.encode.mp3.segments import segments
from audiogen.parallel import Workers
from audiogen.render.measuring import Zone, measure_zones, zones
from audiogen.units import RATE
from audiogen.verify.meters.heard import Heard, SumsCheck

FRAMES = 63 * RATE + 777
KBPS = 128


@pytest.fixture(scope="module")
def finished(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("finished") / "x.mp3"
    swell = np.linspace(0.1, 0.7, FRAMES, dtype=np.float32)
    with find_format("mp3").open(path, tags=TAGS, frames=FRAMES, bit_rate_kbps=KBPS) as file:
        file.write(0.3 * swell * speech_like(FRAMES) + 0.05 * hiss(FRAMES))
    return path


@pytest.fixture(scope="module")
def within() -> tuple[Zone, ...]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("audiogen.encode.mp3.segments._MINUTE_FRAMES", 600)
        parts = segments(FRAMES, [(30 * RATE, 31 * RATE)])
    return zones(parts, [part.hears_from < 31 * RATE and part.hears_to > 30 * RATE for part in parts])


@pytest.fixture
def workers() -> Iterator[Workers]:
    with Workers(2) as workers:
        yield workers


def heard(path: Path, within: tuple[Zone, ...], workers: Workers, kept: Kept | None = None) -> Heard:
    in_zones = measure_zones(Mp3Frames.of(path, frame_bytes(KBPS)), within, kept, workers, lambda _done: None)
    assert in_zones
    return in_zones


def whole(path: Path) -> Heard:
    sums = SumsCheck()
    measured = measure(path, listen=sums.feed)
    return sums.heard(measured.energies, measured.true_peak_dbtp)


def assert_same(one: Heard, other: Heard) -> None:
    np.testing.assert_array_equal(one.energies, other.energies)
    assert (one.true_peak_dbtp, one.clipping, one.frames) == (other.true_peak_dbtp, other.clipping, other.frames)
    for each in fields(one.sums):
        np.testing.assert_array_equal(getattr(one.sums, each.name), getattr(other.sums, each.name))


def test_zones_say_what_one_pass_over_the_file_says(finished: Path, within: tuple[Zone, ...], workers: Workers) -> None:
    assert len(within) > 4
    assert (within[0].start, within[-1].end) == (0, FRAMES)
    assert_same(heard(finished, within, workers), whole(finished))


def test_what_is_kept_of_zones_says_the_same(
    finished: Path, within: tuple[Zone, ...], workers: Workers, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept, shared = Kept(), tuple(replace(each, own=False) for each in within)
    once = heard(finished, shared, workers, kept)
    monkeypatch.setattr(Mp3Frames, "decoded", None)  # nothing is decoded any more
    assert_same(heard(finished, shared, workers, kept), once)


def test_of_what_one_person_alone_hears_nothing_is_kept_and_the_rest_says_the_same(
    finished: Path, within: tuple[Zone, ...], workers: Workers
) -> None:
    kept = Kept()
    once = heard(finished, within, workers, kept)
    assert len(kept.shared) == sum(not each.own for each in within) < len(within)
    assert not kept.own
    # what is known of the other zones spares looking for lower peaks in these
    assert_same(heard(finished, within, workers, kept), once)


def test_a_byte_that_is_another_one_is_heard_although_all_was_measured_before(
    finished: Path, within: tuple[Zone, ...], workers: Workers, tmp_path: Path
) -> None:
    kept = Kept()
    once = heard(finished, within, workers, kept)
    damaged, data = tmp_path / "x.mp3", bytearray(finished.read_bytes())
    data[-20 * frame_bytes(KBPS) + 60 : -20 * frame_bytes(KBPS) + 260] = bytes(200)
    damaged.write_bytes(data)
    assert heard(damaged, within, workers, kept).energies.tolist() != once.energies.tolist()


def test_of_a_file_that_comes_up_to_full_scale_all_must_be_heard(
    tmp_path: Path, within: tuple[Zone, ...], workers: Workers
) -> None:
    path = tmp_path / "loud.mp3"
    with find_format("mp3").open(path, tags=TAGS, frames=FRAMES, bit_rate_kbps=KBPS) as file:
        file.write(3 * hiss(FRAMES))
    mp3 = Mp3Frames.of(path, frame_bytes(KBPS))
    assert measure_zones(mp3, within, None, workers, lambda _done: None) is None
