"""Where what is made for clients lies: one folder for each, whatever the capitals of the id."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from audiogen.clients.folder import built_ids, make_private
from audiogen.project import Project


@pytest.fixture
def project(tmp_path: Path) -> Project:
    return Project(tmp_path, tmp_path / "dist", tmp_path / "cache")


def test_a_folder_takes_the_capitals_of_its_id_and_no_older_one_stays_beside_it(project: Project) -> None:
    make_private(project, "c1")
    (project.root / "private/c1/show.json").write_text("what stands there", encoding="utf-8")
    make_private(project, "C1")
    assert built_ids(project.root) == ("C1",)
    assert (project.root / "private/C1/show.json").read_text(encoding="utf-8") == "what stands there"
    make_private(project, "C1")
    make_private(project, "c12")
    assert built_ids(project.root) == ("C1", "c12")


@pytest.mark.skipif(os.name != "posix", reason="Windows knows no such permissions")
def test_nobody_but_its_owner_opens_it(project: Project) -> None:
    make_private(project, "c1")
    for folder in ("private", "private/c1"):
        assert stat.S_IMODE((project.root / folder).stat().st_mode) == 0o700
