"""What `check` says of shows whose listeners can reach nobody, and of helplines that nobody filled in."""

from __future__ import annotations

from pathlib import Path

import pytest
from support.projects import SECOND, SHOW, write_project

from audiogen.check.preflight import check_project
from audiogen.errors import ScriptError

CARE = "notes: {care: Call somebody if it becomes too much.}\n"
HELPLINES = "helplines: [{name: Samaritans, call: 116 123}]\n"


@pytest.mark.parametrize(
    ("show", "session", "told"),
    [("", "", 0), (CARE, "", 1), ("", CARE, 1), (CARE + HELPLINES, CARE, 0)],
    ids=["no care", "care of the show", "care of a session", "helplines"],
)
def test_care_without_a_helpline_is_worth_a_note(tmp_path: Path, show: str, session: str, told: int) -> None:
    script = SECOND.replace("steps:", f"{session}steps:", 1)
    notices = check_project(write_project(tmp_path, show=SHOW + show, s01_one=script), ()).notices
    assert sum("`helplines` in scripts/show.yaml" in each for each in notices) == told


@pytest.mark.parametrize(
    "lines",
    [
        "helplines:\n  - {name: '[name]', call: 112}",
        "people:\n  - {name: '[name]', role: Host}",
        "people: {name: '[name]', role: Host}",
        "funding: {link: https://example.org, text: '[name]'}",
    ],
)
def test_what_is_shown_of_somebody_and_nobody_filled_in_is_told_of(tmp_path: Path, lines: str) -> None:
    show = f"{SHOW}{lines}\n"
    with pytest.raises(ScriptError) as raised:
        check_project(write_project(tmp_path, show=show, s01_one=SECOND), ())
    (problem,) = raised.value.problems
    assert (problem.line, problem.rule) == (show.count("\n"), "placeholder")
    assert '"[name]" is not filled here' in problem.message
