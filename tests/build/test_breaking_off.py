"""Wherever a build is broken off, what stands in dist/ belongs together, and the next build makes it whole."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from support.breaking_off import KILLED, Builds
from support.projects import SHOW, contents, replace_in, write_project
from support.published import judge, leftovers

from audiogen.project import Project
from audiogen.publish.pages.app_folder import app_folder as app

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="builds are forked, and their files are told by /proc")

SESSION = """\
title: Session
summary: A short session.
target: 6s
date: 2026-11-02
bed: off
steps:
  - chapter: Begin
  - say: Welcome.
  - pause: 1s to 9s
  - chapter: End
  - say: Thank you.
"""
EVERY = int(os.environ.get("AUDIOGEN_EVERY_PLACE", "0"))
"""1 walks every place with every fault, which takes ten minutes; otherwise a fair sample is taken."""
CODES = {"kill": {KILLED}, "interrupt": {130}, "terminate": {143}, "ENOSPC": {0, 1}, "EIO": {0, 1}}
FAULTS = tuple(CODES)


class Shows:
    """A show of an earlier version, the same with its sessions changed, and what an undisturbed build makes of that.

    Of the first, only tags change. One has two lengths, of which the second makes way for another; the last is retired.
    """

    def __init__(self, before: Project, builds: Builds) -> None:
        as_another_version_left_it(before.dist)
        root = before.root.parent
        self.changed = root / "changed"
        shutil.copytree(before.root, self.changed)
        replace_in(self.changed / "scripts/01-first.yaml", "title: Session", "title: Sitting")
        replace_in(self.changed / "scripts/02-second.yaml", "Thank you", "Thanks to you")
        replace_in(self.changed / "scripts/02-second.yaml", "target: 6s", "target: 7s")
        replace_in(self.changed / "scripts/02-second.yaml", "Another", "Quite Another")
        replace_in(self.changed / "scripts/02-second.yaml", "lengths: 7s", "lengths: 8s")
        (self.changed / "scripts/03-third.yaml").unlink()
        undisturbed = root / "undisturbed"
        shutil.copytree(self.changed, undisturbed)
        self.places = builds.undisturbed(undisturbed)
        self.undisturbed = contents(undisturbed / "dist")
        self.root = root
        self.builds = builds

    def copy(self, name: str) -> Path:
        shutil.copytree(self.changed, self.root / name)
        return self.root / name


def as_another_version_left_it(dist: Path) -> None:
    """With pages that load a program of other files."""
    other = dist / "app-01234567"
    app_folder = dist / app().folder
    app_folder.rename(other)
    (other / "main.js").rename(other / "former.js")
    for path in (*dist.glob("*.html"), *dist.glob("*/*.html"), *dist.glob("*.json")):
        text = path.read_text(encoding="utf-8").replace(app_folder.name, other.name).replace("main.js", "former.js")
        path.write_text(text, encoding="utf-8", newline="\n")


@pytest.fixture(scope="module")
def shows(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shows]:
    another = SESSION.replace("title: Session", "title: Another\nlengths: 7s").replace("Welcome", "Come in")
    sessions = {"s01_first": SESSION, "s02_second": another, "s03_third": SESSION}
    before = write_project(tmp_path_factory.mktemp("shows") / "before", show=SHOW, **sessions)
    with Builds() as builds:
        builds.load(before.root)
        yield Shows(before, builds)


def test_a_rebuild_has_places_enough_to_be_broken_off_at(shows: Shows) -> None:
    assert len(shows.places) >= 60
    assert {place.partition(" ")[0] for place in shows.places} >= {"replace", "fsync", "unlink"}


def test_an_undisturbed_rebuild_is_whole_and_leaves_nothing_behind(shows: Shows) -> None:
    dist = shows.root / "undisturbed/dist"
    judge(dist)
    assert leftovers(dist) == set()


def sampled(places: int, fault: str) -> list[int]:
    """Which places, from 1: every one, or each 24th of all, with one fault after the other."""
    return (
        list(range(1, places + 1)) if EVERY else list(range(1 + 24 * FAULTS.index(fault), places + 1, 24 * len(FAULTS)))
    )


@pytest.mark.parametrize("fault", FAULTS)
def test_wherever_a_build_breaks_off_all_belongs_together_and_the_next_build_makes_it_whole(
    shows: Shows, fault: str
) -> None:
    problems = []
    for at in sampled(len(shows.places), fault):
        root, place = shows.copy(f"{fault}-{at}"), f"{at} {shows.places[at - 1]}"
        code = shows.builds.broken_off(root, fault, at)
        if code not in CODES[fault]:
            problems.append(f"{place}: exit code {code}\n{(root / 'output').read_text()}")
        try:
            judge(root / "dist")
        except (AssertionError, KeyError, OSError) as error:
            problems.append(f"{place}: {error!r}")
        shows.builds.undisturbed(root)
        if contents(root / "dist") != shows.undisturbed:
            problems.append(f"{place}: {contents(root / 'dist').keys() ^ shows.undisturbed.keys()}")
        shutil.rmtree(root)
    assert problems == []
