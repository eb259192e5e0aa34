"""When an episode's identity is noted for good, and that a killed build loses none of it."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

from support.projects import SECOND, TODAY, build_all, manifest_of, write_project

from audiogen.build.show import build
from audiogen.progress import EpisodeKept, Event, ignore
from audiogen.project import Project
from audiogen.publish.facts import read_publication

UNDATED = SECOND.replace("date: 2026-11-09\n", "")


def noted(project: Project) -> dict[str, dict[str, str]]:
    """What the lock holds, by slug."""
    lock = json.loads((project.scripts / "published.lock.json").read_text(encoding="utf-8"))
    assert lock["podcast_guid"]
    return dict(lock["episodes"])


def test_a_session_that_was_never_built_is_not_noted(tmp_path: Path) -> None:
    project = write_project(tmp_path, s01_long=SECOND.replace("target: 20s", "target: 9m"), s02_good=SECOND)
    report = build_all(project)
    assert [each.script.slug for each in report.failed] == ["01-long"]
    assert list(noted(project)) == ["02-good"]


def test_the_identity_that_is_noted_is_that_of_the_feed(tmp_path: Path) -> None:
    project = write_project(tmp_path, s01_one=SECOND)
    build_all(project)
    assert noted(project)["01-one"]["guid"] == manifest_of(project, "01-one").guid
    lock = json.loads((project.scripts / "published.lock.json").read_text(encoding="utf-8"))
    assert read_publication(project.dist).podcast_guid == lock["podcast_guid"]


def test_the_day_of_an_episode_outlives_a_build_that_was_killed_before_it_was_noted(tmp_path: Path) -> None:
    project = write_project(tmp_path, s01_one=UNDATED)
    build_all(project)
    path = project.scripts / "published.lock.json"
    lock = json.loads(path.read_text(encoding="utf-8"))
    # as a build leaves it that is killed when the manifest stands
    path.write_text(json.dumps({**lock, "episodes": {}}), encoding="utf-8")
    for name in ("feed.xml", "index.html", "show.json"):
        (project.dist / name).unlink()
    events: list[Event] = []
    later = TODAY + dt.timedelta(days=3)
    build(project, (), today=later, jobs=1, on_event=events.append)
    assert [event.name for event in events if isinstance(event, EpisodeKept)] == ["01-one"]
    assert noted(project)["01-one"]["date"] == TODAY.isoformat()
    assert manifest_of(project, "01-one").published == TODAY


def test_a_later_build_keeps_the_day_that_is_noted(tmp_path: Path) -> None:
    project = write_project(tmp_path, s01_one=UNDATED)
    build_all(project)
    build(project, (), today=TODAY + dt.timedelta(days=3), jobs=1, on_event=ignore, force=True)
    assert noted(project)["01-one"]["date"] == TODAY.isoformat()
