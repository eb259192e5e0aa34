"""The log of builds: what is told of each, how many are kept, and that nothing of a client is in it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from itertools import count
from pathlib import Path

import pytest

from audiogen.build.log import KEPT_BUILDS, BuildLog
from audiogen.build.timings import Timings
from audiogen.progress import EpisodeBegun, EpisodeBuilt, EpisodeFailed, EpisodeKept, Progress
from audiogen.project import Project
from audiogen.units import RATE

BEGUN = dt.datetime(2026, 11, 30, 12, tzinfo=dt.UTC)


def ticking() -> Iterator[float]:
    return map(float, count())


def timings(name: str) -> Timings:
    ticks = ticking()
    noted = Timings(lambda: next(ticks))
    for event in (
        EpisodeBegun(name),
        Progress(name, "speak", 1, 1),
        Progress(name, "encode", 60 * RATE, 60 * RATE),
        EpisodeBuilt(name, 4.0, 1),
        EpisodeKept(f"{name}-20m"),
        EpisodeFailed(f"{name}-5m", "the bed is silent", ""),
    ):
        noted.note(event)
    return noted


@pytest.fixture
def log(tmp_path: Path) -> BuildLog:
    return BuildLog(Project(tmp_path, tmp_path / "dist", tmp_path / "cache"))


def test_what_became_of_each_track_and_what_took_how_long_is_told(log: BuildLog) -> None:
    log.note(timings("01-rest"), begun=BEGUN, ended="finished", clients=False)
    (build,) = log.builds()
    assert {each.track: each.outcome for each in build.tracks} == {
        "01-rest": "built", "01-rest-20m": "kept", "01-rest-5m": "failed",
    }  # fmt: skip
    built, failed = (next(each for each in build.tracks if each.outcome == wanted) for wanted in ("built", "failed"))
    assert set(built.stages_s) >= {"speak", "encode"}
    assert (built.audio_s, built.phrases_spoken, failed.reason) == (60.0, 1, "the bed is silent")


def test_the_last_builds_are_kept_the_last_one_first(log: BuildLog) -> None:
    for minute in range(KEPT_BUILDS + 3):
        begun = BEGUN + dt.timedelta(minutes=minute)
        log.note(timings("01-rest"), begun=begun, ended="finished", clients=False)
    builds = list(log.builds())
    assert len(builds) == KEPT_BUILDS
    assert builds[0].begun == BEGUN + dt.timedelta(minutes=KEPT_BUILDS + 2)


def test_whose_tracks_were_made_for_clients_is_not_told(log: BuildLog) -> None:
    noted = timings("anna/01-rest")
    noted.note(EpisodeBuilt("ben/01-rest", 2.0, 0))
    log.note(noted, begun=BEGUN, ended="interrupted", clients=True)
    (build,) = log.builds()
    assert next(each.tracks for each in build.tracks if each.outcome == "built") == 2
    written = b"".join(path.read_bytes() for path in log.folder.iterdir())
    assert b"anna" not in written
    assert b"ben" not in written
    assert b"silent" not in written


def test_what_is_damaged_or_of_another_form_is_passed_over(log: BuildLog) -> None:
    log.note(timings("01-rest"), begun=BEGUN, ended="finished", clients=False)
    (log.folder / "20300101T000000000000.json").write_bytes(b'{"form": 2}')
    (log.folder / "20300102T000000000000.json").write_bytes(b"\x00\xff")
    assert len(list(log.builds())) == 1
