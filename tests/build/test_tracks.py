"""The lengths of a session: each a track of its own, built, kept and taken away without touching the others."""

from __future__ import annotations

import datetime as dt
import json
import shutil
from pathlib import Path

import pytest
from support.projects import (
    FIRST,
    SECOND,
    TODAY,
    build_all,
    contents,
    manifest_of,
    media_of,
    replace_in,
    touched,
    write_project,
)
from support.published import judge, leftovers

from audiogen.build.finished import finished_episodes
from audiogen.build.show import build
from audiogen.build.switch import Exchange, exchange, prepare
from audiogen.build.tracks import Making, WantedTrack, build_tracks
from audiogen.editions.edition import Edition
from audiogen.editions.expand import Track, expand
from audiogen.encode.decode import blocks_of
from audiogen.progress import EpisodeBuilt, EpisodeFailed, EpisodeKept, Event, Notice, Progress, ignore
from audiogen.project import Project
from audiogen.publish.facts import ForClient
from audiogen.script.load import load_library
from audiogen.speech.phrase import project_phrasing
from audiogen.units import RATE

LEAVING = SECOND.replace("target: 20s\n", "target: 20s\nlengths: [8s, 25s]\n")


def frames_in(path: Path) -> int:
    return sum(block.shape[1] for block in blocks_of(path))


def notices(events: list[Event]) -> list[str]:
    return [event.message for event in events if isinstance(event, Notice)]


def outcomes(project: Project, *names: str) -> dict[str, str]:
    return {each.name: each.outcome for each in build_all(project, *names).episodes}


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """Two sessions, the second in three lengths, built once; never changed by a test."""
    project = write_project(tmp_path_factory.mktemp("built"), s01_arriving=FIRST, s02_leaving=LEAVING)
    assert not build_all(project).failed
    return project


@pytest.fixture
def copy(built: Project, tmp_path: Path) -> Project:
    """A copy of it, free to be changed."""
    root = tmp_path / "show"
    shutil.copytree(built.root, root, symlinks=True)
    return Project(root, root / "dist", root / "cache")


@pytest.mark.parametrize(("name", "length_s"), [("02-leaving", 20), ("02-leaving-8s", 8), ("02-leaving-25s", 25)])
def test_every_length_decodes_to_exactly_its_frames(built: Project, name: str, length_s: int) -> None:
    assert frames_in(media_of(built, name)) == length_s * RATE


def test_all_lengths_belong_together_and_nothing_else_lies_in_dist(built: Project) -> None:
    judge(built.dist)
    assert leftovers(built.dist) == set()


def test_a_length_has_an_identity_that_follows_from_the_episodes(built: Project) -> None:
    guid = manifest_of(built, "02-leaving").guid
    assert manifest_of(built, "02-leaving-8s").guid == Edition("02-leaving", 8, main=False).guid(guid) != guid


def test_the_tags_and_the_manifest_say_which_length_it_is(built: Project) -> None:
    manifest = manifest_of(built, "02-leaving-8s")
    assert (manifest.title, manifest.length_s, manifest.full_title) == ("Leaving", 8, "Leaving (8 seconds)")
    assert "Leaving (8 seconds)".encode("utf-16-le") in media_of(built, "02-leaving-8s").read_bytes()[:4096]


def test_a_session_of_one_length_has_the_manifest_that_it_always_had(built: Project) -> None:
    assert "length_s" not in json.loads((built.dist / manifest_of(built, "01-arriving").file).read_text("utf-8"))


def test_what_the_lengths_share_is_spoken_once(tmp_path: Path) -> None:
    project = write_project(tmp_path, s02_leaving=LEAVING)
    report = build_all(project)
    assert [each.phrases for each in report.episodes] == [2, 2, 2]
    assert report.phrases_spoken == 2


def test_a_length_that_is_added_leaves_the_episode_as_it_is(copy: Project) -> None:
    before = {path: at for path, at in touched(copy.episodes).items() if "/01-arriving-" in path}
    replace_in(copy.scripts / "01-arriving.yaml", "target: 40s", "target: 40s\nlengths: 45s")
    assert outcomes(copy) == {
        "01-arriving": "kept",
        "01-arriving-45s": "built",
        "02-leaving": "kept",
        "02-leaving-8s": "kept",
        "02-leaving-25s": "kept",
    }
    after = touched(copy.episodes)
    assert {path: after[path] for path in before} == before


def test_a_second_build_keeps_every_length_and_touches_nothing(copy: Project) -> None:
    before, events = touched(copy.dist), list[Event]()
    build_all(copy, events=events)
    assert {event.name for event in events if isinstance(event, EpisodeKept)} == {
        "01-arriving",
        "02-leaving",
        "02-leaving-8s",
        "02-leaving-25s",
    }
    assert touched(copy.dist) == before


def test_a_length_that_is_taken_out_of_the_script_goes_with_all_its_files(copy: Project) -> None:
    replace_in(copy.scripts / "02-leaving.yaml", "lengths: [8s, 25s]", "lengths: [25s]")
    build_all(copy)
    assert not [name for name in contents(copy.dist) if "02-leaving-8s" in name]
    judge(copy.dist)
    assert leftovers(copy.dist) == set()


def test_a_build_of_one_session_makes_all_its_lengths_and_leaves_the_others_alone(copy: Project) -> None:
    replace_in(copy.scripts / "01-arriving.yaml", "target: 40s", "target: 40s\nlengths: 45s")
    replace_in(copy.scripts / "02-leaving.yaml", "lengths: [8s, 25s]", "lengths: []")
    assert outcomes(copy, "1") == {"01-arriving": "kept", "01-arriving-45s": "built"}
    assert manifest_of(copy, "02-leaving-8s").length_s == 8
    assert leftovers(copy.dist) == set()


def test_a_length_that_cannot_be_met_fails_alone_and_says_which_it_is(copy: Project) -> None:
    events: list[Event] = []
    replace_in(copy.scripts / "02-leaving.yaml", "lengths: [8s, 25s]", "lengths: [2s, 25s]")
    report = build_all(copy, events=events)
    assert [(each.name, each.manifest) for each in report.failed] == [("02-leaving-2s", None)]
    (failure,) = (event for event in events if isinstance(event, EpisodeFailed))
    assert failure.name == "02-leaving-2s"
    assert failure.message.startswith("02-leaving-2s: ")
    assert manifest_of(copy, "02-leaving-25s").length_s == 25


def test_the_last_good_track_of_a_length_that_fails_stays(copy: Project) -> None:
    before = manifest_of(copy, "02-leaving-8s")
    replace_in(copy.scripts / "02-leaving.yaml", "Goodbye for today.", f"Goodbye {'and goodbye ' * 12} for today.")
    report = build_all(copy)
    assert [each.name for each in report.failed] == ["02-leaving-8s"]
    assert manifest_of(copy, "02-leaving-8s") == before
    assert leftovers(copy.dist) == set()


def test_progress_tells_one_length_from_another(tmp_path: Path) -> None:
    project, events = write_project(tmp_path, s02_leaving=LEAVING), list[Event]()
    build_all(project, events=events)
    names = {"02-leaving", "02-leaving-8s", "02-leaving-25s"}
    assert {event.name for event in events if isinstance(event, Progress)} == names
    assert {event.name for event in events if isinstance(event, EpisodeBuilt)} == names


def test_the_day_of_an_episode_outlives_a_build_that_was_killed_when_one_length_stood(tmp_path: Path) -> None:
    undated = LEAVING.replace("date: 2026-11-09\n", "")
    project = write_project(tmp_path, s02_leaving=undated)
    build_all(project)
    path = project.scripts / "published.lock.json"
    lock = json.loads(path.read_text(encoding="utf-8"))
    path.write_text(json.dumps({**lock, "episodes": {}}), encoding="utf-8")
    (project.dist / manifest_of(project, "02-leaving").file).unlink()
    for name in ("feed.xml", "index.html", "show.json"):
        (project.dist / name).unlink()
    build(project, (), today=TODAY + dt.timedelta(days=3), jobs=1, on_event=ignore)
    assert manifest_of(project, "02-leaving").published == TODAY


def test_a_session_for_clients_alone_is_not_built_and_keeps_its_number(tmp_path: Path) -> None:
    mine = SECOND.replace("title: Leaving\n", "title: Mine\nfor: clients\n")
    project, events = write_project(tmp_path, s01_mine=mine, s02_leaving=SECOND), list[Event]()
    report = build_all(project, events=events)
    assert [each.name for each in report.episodes] == ["02-leaving"]
    assert manifest_of(project, "02-leaving").number == 2
    assert not [name for name in contents(project.dist) if "mine" in name]
    assert "01-mine" not in (project.scripts / "published.lock.json").read_text(encoding="utf-8")
    assert notices(events) == []


def test_a_session_that_becomes_one_for_clients_leaves_dist_with_a_notice(copy: Project) -> None:
    events: list[Event] = []
    replace_in(copy.scripts / "02-leaving.yaml", "title: Leaving\n", "title: Leaving\nfor: clients\n")
    # at once, though another session was asked for
    build_all(copy, "1", events=events)
    assert not [name for name in contents(copy.dist) if "leaving" in name]
    assert [notice for notice in notices(events) if "02-leaving" in notice] == [
        "02-leaving is for clients alone now: it is taken off the page and out of the feed, with its files"
    ]
    assert "02-leaving" in (copy.scripts / "published.lock.json").read_text(encoding="utf-8")
    assert leftovers(copy.dist) == set()


def test_who_asks_for_a_session_for_clients_is_told_how_it_is_built(copy: Project) -> None:
    events: list[Event] = []
    replace_in(copy.scripts / "02-leaving.yaml", "title: Leaving\n", "title: Leaving\nfor: clients\n")
    build_all(copy, "2", events=events)
    assert any("audiogen build --clients" in notice for notice in notices(events))


def test_given_tracks_are_built_into_given_folders_and_published_without_a_feed(copy: Project) -> None:
    place = Project(copy.root, copy.root / "private/c1", copy.cache)
    library, edition = load_library(copy.scripts), Edition("02-leaving", 8, main=True, client="c1")
    track = Track(edition, expand(library.scripts[1], edition, {}))
    prepare(place.dist, alone=True)
    finished, public, events = finished_episodes(place.dist), contents(copy.dist), list[Event]()
    making = Making(copy, library.show, project_phrasing(copy), {place.dist: finished})
    report = build_tracks(making, [WantedTrack(track, "guid", TODAY, place)], jobs=1, on_event=events.append)
    good = [each.manifest for each in report.episodes if each.manifest]
    guid = "917393e3-1b1e-5cef-ace4-edaa54e1f810"
    what = Exchange(
        place, library.show, guid, finished, good, slugs=["02-leaving"], day=dt.date(2026, 3, 1), client=ForClient()
    )
    exchange(what, alone=True)
    assert {event.name for event in events if isinstance(event, Progress)} == {"c1/02-leaving"}
    assert frames_in(media_of(place, "02-leaving")) == 8 * RATE
    assert not (place.dist / "feed.xml").exists()
    assert {Path(name).parent.name for name in contents(place.dist) if name.endswith(".jpg")} == {"assets"}
    assert leftovers(place.dist) == set()
    assert contents(copy.dist) == public
