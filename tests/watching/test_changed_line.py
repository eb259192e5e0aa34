from __future__ import annotations

from pathlib import Path

import pytest
from support.projects import write_project
from support.saving import write

from audiogen.script.folder import read_folder
from audiogen.watching.changed_line import ChangedLine, changed_line

SCRIPT = """\
title: Arriving
summary: A short session.
lengths: [5m, 10m]
steps:
  - say: |
      Welcome to this place.
      Everything here is an offer.
  - pause: 5s
  - repeat: 2
    steps:
      - say: And again.
      - pause: 3s
  - include: parts/rest.yaml
  - say: For those who have the time.
    only: 10m and longer
  - say: Goodbye.
"""
PART = "steps:\n  - say: Rest here.\n  - pause: 4s\n"


@pytest.mark.parametrize(
    ("old", "new", "line"),
    [
        ("an offer", "only an offer", 7),
        ("pause: 5s", "pause: 6s", 8),
        ("And again", "Once more", 11),
        ("pause: 3s", "pause: 2s", 12),
        ("Goodbye", "See you", 16),
        ("  - pause: 5s\n", "", 8),
        ("  - say: Goodbye.\n", "", 14),
        ("  - pause: 5s\n", "  # a breath of air\n  - pause: 7s\n", 9),
    ],
)
def test_a_session_is_heard_from_the_line_that_changed(tmp_path: Path, old: str, new: str, line: int) -> None:
    found = changed(tmp_path, SCRIPT, SCRIPT.replace(old, new))
    assert found
    assert found.line == line


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("steps:\n", "# a note\nsteps:\n"),
        ("pause: 5s", "pause: 0:05"),
        ("title: Arriving", "title: Coming"),
        ("summary: A", "summary: One"),
        ("lengths: [5m, 10m]", "lengths: [5m, 10m, 20m]\nignore: {tail: it is meant so}"),
        ("  - pause: 5s", "  - pause: 5s\n    ignore: {long-silence: it is meant so}"),
    ],
)
def test_what_is_heard_as_before_is_not_heard_again(tmp_path: Path, old: str, new: str) -> None:
    assert changed(tmp_path, SCRIPT, SCRIPT.replace(old, new, 1)) is None


def test_what_stands_above_the_steps_is_heard_from_the_beginning(tmp_path: Path) -> None:
    beginning = ChangedLine(tmp_path / "scripts/01-arriving.yaml", None)
    assert changed(tmp_path, SCRIPT, SCRIPT.replace("lengths: [5m, 10m]", "lengths: [6m, 10m]")) == beginning
    assert changed(tmp_path, SCRIPT, SCRIPT.replace("steps:\n", "bed: ocean\nsteps:\n", 1)) == beginning


def test_of_a_chapter_the_bed_is_heard_and_the_title_is_not(tmp_path: Path) -> None:
    script = SCRIPT.replace("  - pause: 5s\n", "  - chapter: Rest\n    bed: ocean\n", 1)
    assert changed(tmp_path, script, script.replace("chapter: Rest", "chapter: A Rest")) is None
    assert changed(tmp_path, script, script.replace("ocean", "rain")) is not None


def test_a_line_of_a_part_is_heard_where_the_part_is(tmp_path: Path) -> None:
    found = changed(tmp_path, SCRIPT, SCRIPT, part=PART.replace("4s", "9s"))
    assert found == ChangedLine(tmp_path / "parts/rest.yaml", 3)


def test_a_line_that_only_another_length_has_is_heard_in_that_one(tmp_path: Path) -> None:
    found = changed(tmp_path, SCRIPT, SCRIPT.replace("have the time", "stay"))
    assert found
    assert (found.line, found.length_s) == (14, 600.0)


def changed(root: Path, before: str, now: str, *, part: str = PART) -> ChangedLine | None:
    write(root / "parts/rest.yaml", PART)()
    project = write_project(root, s01_arriving=before)
    first = read_folder(project.scripts)
    write(root / "parts/rest.yaml", part)()
    write_project(root, s01_arriving=now)
    second = read_folder(project.scripts, first)
    return changed_line(first.files[0], second.files[0])
