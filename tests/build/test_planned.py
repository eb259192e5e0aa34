"""What a build says beforehand that it will make."""

from __future__ import annotations

import pickle
from pathlib import Path

import pytest
from support.projects import SECOND, build_all, built_project, manifest_of, media_of, replace_in, write_project

from audiogen.progress import BuildPlanned, EpisodeBegun, EpisodeBuilt, Event
from audiogen.project import Project


def plan_of(project: Project, events: list[Event]) -> BuildPlanned:
    """What the one build that is made here says first of tracks."""
    build_all(project, events=events)
    (plan,) = (event for event in events if isinstance(event, BuildPlanned))
    return plan


def test_a_build_says_once_what_it_will_make_and_how_long_that_will_be(tmp_path: Path) -> None:
    events: list[Event] = []
    endless = SECOND.replace("target: 20s\n", "")
    project = write_project(tmp_path, s01_aimed=SECOND, s02_as_long_as_it_is=endless)
    plan = plan_of(project, events)
    assert [each.name for each in plan.tracks] == ["01-aimed", "02-as-long-as-it-is"]
    assert plan.kept == 0
    assert plan.tracks[0].audio_s == 20
    assert plan.tracks[1].audio_s == pytest.approx(
        manifest_of(project, "02-as-long-as-it-is").media[0].duration_s, abs=3
    )
    assert all(1 < each.speech_s < 10 for each in plan.tracks)
    told = [event for event in events if isinstance(event, BuildPlanned | EpisodeBegun | EpisodeBuilt)]
    assert told[0] == plan
    # whoever follows a build knows when each track is begun, and nothing more that nobody asked for
    assert {event for event in told if isinstance(event, EpisodeBegun)} == {
        EpisodeBegun(each.name) for each in plan.tracks
    }


def test_what_is_kept_and_what_gets_new_tags_alone_is_no_sound_to_be_made(tmp_path: Path) -> None:
    project = built_project(tmp_path)
    replace_in(project.scripts / "02-leaving.yaml", "title: Leaving", "title: Going")
    plan = plan_of(project, [])
    assert [(each.name, each.audio_s, each.speech_s) for each in plan.tracks] == [("02-leaving", 0, 0)]
    assert plan.kept == 1


def test_no_file_is_read_for_it_so_that_a_missing_one_shows_later(tmp_path: Path) -> None:
    project, events = built_project(tmp_path), list[Event]()
    media_of(project, "02-leaving").unlink()
    plan = plan_of(project, events)
    assert plan == BuildPlanned((), 2)
    assert [event.name for event in events if isinstance(event, EpisodeBuilt)] == ["02-leaving"]
    assert pickle.loads(pickle.dumps(plan)) == plan  # noqa: S301 - events come from other processes, too
