"""Lengths whose tracks would have the name of another one."""

from __future__ import annotations

from pathlib import Path

import pytest
from support.projects import SECOND, write_project

from audiogen.check.preflight import check_project
from audiogen.errors import ScriptError
from audiogen.project import Project


def problems(project: Project, *names: str) -> list[str]:
    try:
        check_project(project, names)
    except ScriptError as error:
        return [str(problem).rpartition("scripts/")[2] for problem in error.problems if not problem.warning]
    return []


def lengths(written: str) -> str:
    return SECOND.replace("target: 20s\n", f"target: 20s\nlengths: {written}\n")


@pytest.mark.parametrize("asked_for", [(), ("1",)])
def test_a_length_whose_files_have_the_name_of_another_session_is_told_at_its_place(
    tmp_path: Path, asked_for: tuple[str, ...]
) -> None:
    other = SECOND.replace("title: Leaving\n", "title: Other\nslug: 01-leaving-25s\n")
    project = write_project(tmp_path, s01_leaving=lengths("[10s, 25s]"), s02_other=other)
    assert problems(project, *asked_for) == [
        (
            '01-leaving.yaml:4:1: lengths: the files of one of them would be called "01-leaving-25s", as those of the '
            "session of that slug; give that session another slug, or take the length off this list"
        )
    ]


def test_lengths_that_differ_by_less_than_names_tell_are_told(tmp_path: Path) -> None:
    text = lengths("[1m0.1s, 1m0.3s]").replace("pause: 1s to 20s", "pause: 1s to 90s")
    assert problems(write_project(tmp_path, s01_leaving=text)) == [
        (
            '01-leaving.yaml:4:1: lengths: two of them would both be called "01-leaving-1m"; names say lengths to the '
            "second; take one of them off this list"
        )
    ]


def test_different_lengths_have_different_names(tmp_path: Path) -> None:
    assert problems(write_project(tmp_path, s01_leaving=lengths("[10s, 20s, 25s]"))) == []
