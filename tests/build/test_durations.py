"""How long builds have taken, and how long the next one is expected to take."""

from __future__ import annotations

import shutil
from pathlib import Path

from support.projects import TODAY, built_project, replace_in

from audiogen.build.dry_run import foresee
from audiogen.build.durations import SharedTime, Took, took_of
from audiogen.build.finished import finished_episodes
from audiogen.build.foreseen import Forecast
from audiogen.cache.store import Cache
from audiogen.progress import ignore
from audiogen.project import Project


class Clock:
    """A clock that goes on when it is told to."""

    now_s = 100.0

    def __call__(self) -> float:
        return self.now_s


def test_those_at_work_at_once_share_the_time_that_goes_by() -> None:
    clock = Clock()
    time = SharedTime(clock)
    with time.share() as first:
        clock.now_s += 4
        with time.share() as second:
            clock.now_s += 6
            first.all_spoken()
            clock.now_s += 2
        clock.now_s += 1
    assert first.took(5) == Took(spoken=5, speaking_s=7, rest_s=2)
    assert second.took(0) == Took(spoken=0, speaking_s=0, rest_s=4)
    took = (first.took(5), second.took(0))
    assert sum(each.speaking_s + each.rest_s for each in took) == 13


def test_time_in_which_nobody_is_at_work_counts_for_nobody() -> None:
    clock = Clock()
    time = SharedTime(clock)
    with time.share() as first:
        clock.now_s += 1
    clock.now_s += 50
    with time.share() as second:
        clock.now_s += 2
    assert [each.took(0).rest_s for each in (first, second)] == [1, 2]


def foreseen(project: Project) -> Forecast:
    return foresee(project, (), today=TODAY, on_event=ignore)


def test_what_is_made_anew_takes_what_it_took_and_each_new_phrase_as_long_as_those_before(tmp_path: Path) -> None:
    project = built_project(tmp_path / "show")
    standing = finished_episodes(project.dist).published.values()
    took = [each for manifest in standing if (each := took_of(Cache(project.cache), manifest))]
    assert [each.spoken for each in took] == [6, 2]
    assert foreseen(project).expected_s == 0
    replace_in(project.scripts / "02-leaving.yaml", "Goodbye", "Farewell")
    rest, phrase_s = sum(each.rest_s for each in took) / 60, sum(each.speaking_s for each in took) / 8
    expected_s = foreseen(project).expected_s
    assert expected_s is not None
    assert abs(expected_s - (rest * 20 + phrase_s)) < 0.01


def test_without_an_earlier_build_nothing_is_promised(tmp_path: Path) -> None:
    project = built_project(tmp_path / "show")
    shutil.rmtree(project.dist)
    assert foreseen(project).expected_s is None
