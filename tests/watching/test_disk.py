"""The real file system, with the real watchfiles: every wait ends with an event."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import watchfiles
from support.projects import FIRST, write_project

from audiogen.errors import AudiogenError
from audiogen.project import Project
from audiogen.watching.disk import FolderChanges


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Project:
    project = write_project(tmp_path_factory.mktemp("show"))
    for folder in (project.dist, project.root / "private/c1", project.root / ".git"):
        folder.mkdir(parents=True)
    return project


@pytest.fixture(scope="module")
def changes(project: Project) -> Iterator[FolderChanges]:
    with FolderChanges(project) as changes:
        begun = 0
        # the system tells of changes from a moment on that nobody knows
        while begun < 2:
            for folder in (project.root, project.scripts):
                (folder / "begun.txt").write_text("now")
            begun = len({path.parent for path in changes.next(wait=True)})
        yield changes


def told(changes: FolderChanges, edit: Callable[[], object], wanted: Path) -> set[Path]:
    """What is told after an edit, until a file is."""
    edit()
    found: set[Path] = set()
    while wanted not in found:
        found |= changes.next(wait=True)
    return found | changes.meanwhile()


def test_a_file_that_is_written_or_renamed_into_its_place_is_told_and_no_other(
    project: Project, changes: FolderChanges
) -> None:
    script = project.scripts / "01-arriving.yaml"

    def save_as_vim() -> None:
        (script.parent / "4913").write_text("")
        (script.parent / "4913").unlink()
        script.replace(script.with_name("01-arriving.yaml~"))
        script.write_text(FIRST)
        script.with_name("01-arriving.yaml~").unlink()

    def save_by_another_file() -> None:
        other = script.with_name(".01-arriving.yaml.tmp")
        other.write_text(FIRST)
        other.replace(script)

    for save in (lambda: script.write_text(FIRST), save_as_vim, save_by_another_file):
        assert told(changes, save, script) == {script}


def test_what_audiogen_makes_and_what_is_hidden_is_not_told(project: Project, changes: FolderChanges) -> None:
    def build() -> None:
        for name in ("dist/feed.xml", "private/c1/page.html", ".git/index", "scripts/.01.swp"):
            (project.root / name).write_text("made")
        (project.root / "clients.yaml").write_text("- id: c1\n")

    assert told(changes, build, project.root / "clients.yaml") == {project.root / "clients.yaml"}


def test_a_folder_that_appears_is_watched_too(project: Project, changes: FolderChanges) -> None:
    parts = project.root / "parts"
    told(changes, parts.mkdir, parts)
    part = parts / "rest.yaml"

    def write() -> None:
        part.write_text("steps:\n")
        # until the new folder is listened to
        os.utime(part)

    found: set[Path] = set()
    while part not in found:
        write()
        found |= changes.next(wait=False)
    assert found <= {part, parts}
    told(changes, lambda: shutil.rmtree(parts), part)


def test_a_folder_that_is_named_by_a_link_is_told_of_as_it_was_named(
    project: Project, tmp_path: Path, changes: FolderChanges
) -> None:
    link = tmp_path / "link"
    link.symlink_to(project.root, target_is_directory=True)
    with FolderChanges(Project(link, link / "dist", link / "cache")) as linked:
        script, found = link / "scripts/02-leaving.yaml", frozenset[Path]()
        while script not in found:
            os.utime(script)
            found |= linked.next(wait=False)
    assert {path.parts[: len(link.parts)] for path in found} == {link.parts}


def test_what_the_system_refuses_is_told_with_another_way(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_folders: Path, **_options: object) -> None:
        message = "OS file watch limit reached"
        raise OSError(message)

    monkeypatch.setattr(watchfiles, "watch", refuse)
    with FolderChanges(project) as changes, pytest.raises(AudiogenError, match="limit reached") as refused:
        changes.next(wait=True)
    assert "--poll" in refused.value.hint
