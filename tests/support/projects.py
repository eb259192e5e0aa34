"""Small shows on disk, for tests that go the whole way."""

from __future__ import annotations

import atexit
import datetime as dt
import shutil
import tempfile
from functools import cache
from pathlib import Path

from audiogen.artwork.cover import embedded_cover
from audiogen.build.production import fingerprint
from audiogen.build.report import BuildReport
from audiogen.build.show import build
from audiogen.cache.store import Cache
from audiogen.manifest import Manifest, read_manifest
from audiogen.progress import Event, ignore
from audiogen.project import Project
from audiogen.publish.facts import read_publication
from audiogen.script.load import load_library

TODAY = dt.date(2026, 11, 23)

SHOW = """\
title: Small Show
author: audiogen
description: A show for tests.
voice: tone
bed: {sound: rain, fade_in: 2s, fade_out: 3s}
"""

FIRST = """\
title: Arriving
summary: A short session.
target: 40s
date: 2026-11-02
steps:
  - chapter: Begin
  - bell: start
    ring: 2s
  - say: |
      Welcome to this place. Everything here is an offer.
      You might rest with a sound.
  - breathe: 2-3
    cycles: 2
    cues: [words, tone]
    lead_in: 2s
    settle: 2s
  - pause: fill
    min: 1s
    max: 30s
  - chapter: End
  - say: Thank you for the time.
  - bell: end
    bowl: chime
    ring: 4s
"""

SECOND = """\
title: Leaving
summary: Another short session.
target: 20s
date: 2026-11-09
bed: off
steps:
  - say: Letting the room come back now.
  - pause: 1s to 20s
  - say: Goodbye for today.
  - pause: 2s
"""


def write_project(root: Path, *, show: str = SHOW, **scripts: str) -> Project:
    """A show in a folder; without scripts of one's own, two short sessions."""
    (root / "scripts").mkdir(parents=True, exist_ok=True)
    (root / "scripts/show.yaml").write_text(show, encoding="utf-8")
    files = {f"{name.replace('_', '-').removeprefix('s')}.yaml": text for name, text in scripts.items()}
    for name, text in (files or {"01-arriving.yaml": FIRST, "02-leaving.yaml": SECOND}).items():
        (root / "scripts" / name).write_text(text, encoding="utf-8")
    return Project(root, root / "dist", root / "cache")


@cache
def _prebuilt() -> tuple[Project, Path]:
    """The two short sessions, built once in this process, and a cache with all that they need but phrases."""
    folder = Path(tempfile.mkdtemp(prefix="audiogen-tests-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    project, warm_cache = write_project(folder / "show"), Cache(folder / "warm cache")
    fingerprint(warm_cache)
    library = load_library(project.scripts)
    for script in library.scripts:
        embedded_cover(library.show, script, project.root, warm_cache)
    shutil.copytree(warm_cache.folder, project.cache)
    assert not build(project, (), today=TODAY, jobs=2, on_event=ignore).failed
    return project, warm_cache.folder


def built_project(root: Path) -> Project:
    """The two short sessions, built, in a folder of their own; free to be changed."""
    shutil.copytree(_prebuilt()[0].root, root, dirs_exist_ok=True)
    return Project(root, root / "dist", root / "cache")


def warm(project: Project) -> None:
    """Give a show that was never built what takes every first build seconds and says nothing about it.

    That is the fingerprint of the code, and the pictures of the two short sessions. No phrase is among them.
    """
    prebuilt, warm_cache = _prebuilt()
    if not project.cache.exists():
        shutil.copytree(warm_cache, project.cache)
    if not project.dist.exists():
        stems = {"cover", *(script.stem for script in project.scripts.glob("[0-9]*.yaml"))}
        for picture in prebuilt.dist.rglob("*.jpg"):
            if picture.stem.rpartition("-")[0] in stems:
                place = project.dist / picture.relative_to(prebuilt.dist)
                place.parent.mkdir(parents=True, exist_ok=True)
                shutil.copy(picture, place)


def build_all(project: Project, *names: str, events: list[Event] | None = None) -> BuildReport:
    """Build a project, two sessions at a time, with what `warm` gives it."""
    warm(project)
    return build_cold(project, *names, events=events)


def build_cold(project: Project, *names: str, events: list[Event] | None = None) -> BuildReport:
    """Build a project, two sessions at a time, from nothing but what is in its folder."""
    listen = ignore if events is None else events.append
    return build(project, names, today=TODAY, jobs=2, on_event=listen)


def manifest_path(project: Project, name: str) -> Path:
    """The file of the manifest of a published track."""
    (facts,) = (each for each in read_publication(project.dist).episodes if each.name == name)
    return project.dist / facts.manifest


def manifest_of(project: Project, name: str) -> Manifest:
    """The manifest of a published track."""
    return read_manifest(manifest_path(project, name))


def media_of(project: Project, name: str) -> Path:
    """The first media file of a published track."""
    return project.dist / manifest_of(project, name).media[0].file


def captions_of(project: Project, name: str) -> str:
    """The captions of a published track, as WebVTT."""
    (facts,) = (each for each in read_publication(project.dist).episodes if each.name == name)
    return (project.dist / facts.vtt).read_text(encoding="utf-8")


def unfinished(project: Project) -> list[str]:
    """What is hidden in dist/: only what is being written may be."""
    return sorted(path.name for path in project.dist.rglob(".*"))


def replace_in(path: Path, old: str, new: str) -> None:
    """Edit a file, and be sure that it was edited."""
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def contents(folder: Path) -> dict[str, bytes]:
    """Every file of a folder, by its path below it."""
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def touched(folder: Path) -> dict[str, int]:
    """When every file of a folder was last written."""
    return {path.as_posix(): path.stat().st_mtime_ns for path in folder.rglob("*")}
