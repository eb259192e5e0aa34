"""Wherever publishing is broken off, each page names only what is there, and the next build leaves nothing over."""

from __future__ import annotations

import datetime as dt
import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from support.projects import contents
from support.published import judge, leftovers
from support.publishing import GUID, episode, put_in_place, show, undrawn_covers, with_page

from audiogen.build import leftovers as removal
from audiogen.build.finished import finished_episodes
from audiogen.build.switch import Exchange, exchange, prepare
from audiogen.manifest import Manifest
from audiogen.project import Project
from audiogen.publish.pages.app_folder import app_folder

BEFORE = tuple(with_page(episode(number)) for number in (1, 2, 3))
AFTER = BEFORE[:2]
"""The last one is retired, and the show gets another description."""
EACH = 16
"""Of the places that concern no page, every one that this divides is tried."""


@pytest.fixture(autouse=True)
def quick_covers() -> Iterator[None]:
    with undrawn_covers():
        yield


class CutOffError(BaseException):
    """Nothing catches it, and every call after it fails, as after a killed process."""


class Cut:
    """Counts the calls of the system that change a folder, and fails from one of them on."""

    def __init__(self, patch: pytest.MonkeyPatch, at: int | None = None) -> None:
        self.at, self.told = at, list[str]()
        for name in ("replace", "unlink", "rmdir"):
            patch.setattr(os, name, self._watched(getattr(os, name)))

    def _watched(self, real: Callable[..., None]) -> Callable[..., None]:
        def watched(*arguments: object, **options: object) -> None:
            self.told.append(f"{real.__name__} {arguments[-1]}")
            if self.at is not None and len(self.told) > self.at:
                raise CutOffError
            real(*arguments, **options)

        return watched


def as_another_version_left_it(dist: Path) -> None:
    """With pages that load a program of other files."""
    ours, other = dist / app_folder().folder, dist / "app-01234567"
    ours.rename(other)
    (other / "main.js").rename(other / "former.js")
    for path in (*dist.glob("*.html"), *dist.glob("*/*.html"), *dist.glob("*.json")):
        text = path.read_text(encoding="utf-8").replace(ours.name, other.name).replace("main.js", "former.js")
        path.write_text(text, encoding="utf-8", newline="\n")


def switch_to(root: Path, manifests: tuple[Manifest, ...]) -> None:
    """What a build does once sessions are made, with --prune."""
    project = Project(root, root / "dist", root / "cache")
    prepare(project.dist, alone=True)
    put_in_place(project.dist, manifests)
    slugs = {each.slug for each in manifests}
    of = show(base_url="https://pods.example", description="Before." if manifests == BEFORE else "After.")
    exchange(
        Exchange(project, of, GUID, finished_episodes(project.dist), manifests, slugs, dt.date(2026, 3, 1)), alone=True
    )


def broken_off(root: Path, at: int | None = None) -> list[str]:
    """Switch to what comes after, up to a place; the places up to there."""
    with pytest.MonkeyPatch.context() as patch:
        cut = Cut(patch, at)
        try:
            switch_to(root, AFTER)
        except CutOffError:
            assert at is not None
    return cut.told


def test_wherever_publishing_is_broken_off_each_page_is_whole_and_the_next_build_leaves_nothing(tmp_path: Path) -> None:
    before, whole = tmp_path / "before", tmp_path / "whole"
    switch_to(before, BEFORE)
    as_another_version_left_it(before / "dist")
    judge(before / "dist")
    shutil.copytree(before, whole)
    places = broken_off(whole)
    assert leftovers(whole / "dist") == set()
    undisturbed = contents(whole / "dist")
    for at, place in enumerate(places):
        if at % EACH and not place.endswith(("html", "show.json", "feed.xml")):
            continue
        root = tmp_path / str(at)
        shutil.copytree(before, root)
        broken_off(root, at)
        judge(root / "dist")
        switch_to(root, AFTER)
        assert contents(root / "dist") == undisturbed, place
        assert leftovers(root / "dist") == set(), place


@pytest.mark.parametrize("name", ["app-01234567/mine.txt", "app-0123/main.js", "sessions/03-mine.html"])
def test_what_somebody_else_keeps_beside_the_pages_stays(tmp_path: Path, name: str) -> None:
    switch_to(tmp_path, AFTER)
    own = tmp_path / "dist" / name
    own.parent.mkdir(exist_ok=True)
    beside = own.with_name("page.css")
    for path in (own, beside):
        path.write_bytes(b"mine")
    switch_to(tmp_path, AFTER)
    assert (own.read_bytes(), beside.read_bytes()) == (b"mine", b"mine")


def test_a_page_that_cannot_be_removed_goes_with_the_next_build(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    switch_to(tmp_path, BEFORE)
    page = tmp_path / "dist/sessions/03-session.html"
    real = Path.unlink

    def refused(path: Path, *, missing_ok: bool = False) -> None:
        if path == page:
            raise PermissionError
        real(path, missing_ok=missing_ok)

    with monkeypatch.context() as patch:
        patch.setattr(Path, "unlink", refused)
        switch_to(tmp_path, AFTER)
    assert page.exists()
    switch_to(tmp_path, AFTER)
    assert not page.exists()
    assert removal.unfinished_files(tmp_path / "dist") == []
