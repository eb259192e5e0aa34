"""Tracks that are made in other processes: the same files, and nothing lost with a process that is lost."""

from __future__ import annotations

import datetime as dt
import shutil
import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import cast

import pytest
from support.projects import TODAY, build_all, built_project, contents

from audiogen.build import makers
from audiogen.build.makers import BugElsewhereError, Makers, Processes, Threads, is_worth_processes
from audiogen.build.session import Session
from audiogen.build.show import known_to, wanted_tracks
from audiogen.build.tracks import Making, sessions_of
from audiogen.errors import AudiogenError
from audiogen.parallel import Workers
from audiogen.progress import EpisodeBuilt, Event, Progress, ignore
from audiogen.project import Project
from audiogen.script.load import load_library
from audiogen.speech.phrase import project_phrasing


def sessions_in(project: Project) -> list[Session]:
    library, phrasing = load_library(project.scripts), project_phrasing(project)
    _, lock, finished = known_to(project, library, TODAY)
    making = Making(project, library.show, phrasing, {project.dist: finished})
    return sessions_of(making, wanted_tracks(project, library, lock), "code")


@pytest.fixture
def unbuilt(tmp_path: Path) -> Project:
    """The two short sessions, whose phrases and pictures are in the cache."""
    project = built_project(tmp_path)
    shutil.rmtree(project.dist)
    return project


@pytest.fixture(scope="module")
def processes() -> Iterator[Processes]:
    with Processes(2) as begun:
        yield begun


def test_what_is_made_in_processes_is_the_same_to_the_last_byte(
    unbuilt: Project, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(makers, "_WORTH_S", 0.0)
    events: list[Event] = []
    assert not build_all(unbuilt, events=events).failed
    assert contents(unbuilt.dist) == contents(built_project(tmp_path_factory.mktemp("here")).dist)
    assert {event.name for event in events if isinstance(event, EpisodeBuilt)} == {"01-arriving", "02-leaving"}
    assert {event.stage for event in events if isinstance(event, Progress)} == {"speak", "measure", "encode", "verify"}


def test_a_process_that_is_killed_fails_its_track_alone_and_another_goes_on(
    unbuilt: Project, processes: Processes
) -> None:
    first, second = sessions_in(unbuilt)

    def kill(event: Event) -> None:
        if isinstance(event, Progress) and event.stage == "encode":
            processes._begun[-1].kill()

    with pytest.raises(AudiogenError, match=r"ended from outside \(signal 9\)") as raised:
        processes.make(first, kill)
    assert "--jobs 1" in raised.value.hint
    assert processes.make(second, ignore).manifest.name == "02-leaving"


def test_an_error_and_a_bug_are_told_as_they_are_here(unbuilt: Project, processes: Processes) -> None:
    session, _ = sessions_in(unbuilt)
    with pytest.raises(BugElsewhereError, match="TypeError: unsupported format string") as bug:
        processes.make(replace(session, published=cast("dt.date", None)), ignore)
    assert any("produce(" in place for place in bug.value.places)
    shutil.rmtree(unbuilt.dist)
    unbuilt.dist.write_text("in the way")
    with pytest.raises(AudiogenError, match="cannot make the folder") as error:
        processes.make(session, ignore)
    assert "--dist" in error.value.hint


def test_an_interrupt_ends_all_of_them_and_leaves_nothing_half_done(unbuilt: Project) -> None:
    session, _ = sessions_in(unbuilt)
    at_work, ended = threading.Event(), threading.Event()

    def tell(event: Event) -> None:
        if isinstance(event, Progress) and event.stage == "encode":
            at_work.set()

    def work() -> None:
        with pytest.raises(AudiogenError, match="ended from outside"):
            processes.make(session, tell)
        ended.set()

    with Processes(2) as processes:
        threading.Thread(target=work).start()
        assert at_work.wait(60)
        processes.stop()
        assert all(process.ends_within(0) for process in processes._begun)
        assert ended.wait(60)
    assert [path.name for path in unbuilt.episodes.iterdir() if path.name.startswith(".")] == []


def test_short_sessions_and_a_single_one_are_not_worth_a_process(unbuilt: Project) -> None:
    first, second = sessions_in(unbuilt)
    long = replace(first, plan=replace(first.plan, target_frames=48_000 * 600))
    assert not is_worth_processes([first, second])
    assert not is_worth_processes([long])
    assert is_worth_processes([second, long])


def test_a_voice_that_is_online_is_asked_by_one_process_alone(unbuilt: Project) -> None:
    script = unbuilt.scripts / "02-leaving.yaml"
    script.write_text(f"voice: google\n{script.read_text('utf-8')}", encoding="utf-8")
    local, online = sessions_in(unbuilt)
    with Workers() as workers, Processes(2) as processes:
        chosen = Makers(Threads(workers), processes)
        assert chosen.of(local) is processes
        assert chosen.of(online) is chosen.here
