"""`audiogen plan`: a session at a glance, in the terminal and as a picture."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from support.projects import built_project, manifest_of, replace_in, write_project

from audiogen.chart.svg import chart_in
from audiogen.cli.main import run
from audiogen.project import Project

LONG = (
    "Somewhere in you is a keeper who writes down every rock that ever scraped a boat, and reads it aloud at night, "
    "slowly, page by page."
)
SCRIPT = f"""\
title: Resting
summary: A rest.
target: 1m
lengths: [2m]
steps:
  - chapter: Arriving
  - say: Hello {{name or you}}.
  - pause: 10s to 5m
  - chapter: \u05e1\u05d5\u05e3 \u05d4\u05d3\u05e8\u05da
  - say: {LONG}
"""


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Project:
    monkeypatch.setenv("AUDIOGEN_CACHE", str(tmp_path / "cache"))
    (tmp_path / "clients.yaml").write_text("- id: c1\n  name: Nuria\n", encoding="utf-8")
    return write_project(tmp_path, s01_resting=SCRIPT)


@pytest.fixture
def built(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Project:
    monkeypatch.setenv("AUDIOGEN_CACHE", str(tmp_path / "show/cache"))
    return built_project(tmp_path / "show")


def test_the_table_says_what_is_heard_when_within_eighty_columns(
    project: Project, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["plan", "1", "--project", str(project.root)]) == 0
    lines = [line.rstrip() for line in capsys.readouterr().out.splitlines()]
    assert lines[0] == "Resting  about 1:00"
    assert lines[1].split() == ["Time", "What", "is", "heard", "Silence"]
    assert lines[2].split() == ["0:00", "Arriving"]
    assert "Hello you." in lines[3]
    assert lines[3].endswith("of 10s to 5m")
    assert any("\u05e1\u05d5\u05e3 \u05d4\u05d3\u05e8\u05da" in line for line in lines)
    (said,) = (line for line in lines if "Somewhere in you" in line)
    shown, _, beside = said.removeprefix("0:46  ").partition("\u2026")
    assert LONG.startswith(f"{shown} ")
    assert beside.strip() == "3 s"
    assert lines[-1] == "The lengths of its 2 phrases are expected ones. Its target is 1m."
    assert max(map(len, lines[:-1])) <= 80


def test_of_a_single_phrase_there_is_one_length(project: Project, capsys: pytest.CaptureFixture[str]) -> None:
    (project.scripts / "01-resting.yaml").write_text(
        "title: Resting\nsummary: A rest.\ndisclosure: off\nsteps:\n  - say: Rest.\n  - pause: 5s\n", encoding="utf-8"
    )
    assert run(["plan", "1", "--project", str(project.root)]) == 0
    assert capsys.readouterr().out.splitlines()[-1] == "The length of its one phrase is an expected one."


def test_another_length_and_a_client_can_be_asked_for(project: Project, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["plan", "1", "--length", "1m30s", "--client", "c1", "--project", str(project.root)]) == 0
    shown = capsys.readouterr().out
    assert "about 1:30" in shown
    assert "Hello Nuria." in shown


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["9"], "9"),
        (["1", "--length", "soon"], "soon"),
        (["1", "--length", "0s"], "nothing is heard in no time"),
        (["1", "--client", "c9"], "there is no client"),
        (["1", "--svg", "."], "cannot write"),
        (["1", "--svg", "resting.png"], "resting.png does not end in .svg"),
        (["1", "--svg", "-"], "- does not end in .svg"),
    ],
)
def test_what_cannot_be_shown_says_why(
    arguments: list[str], told: str, project: Project, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["plan", *arguments, "--project", str(project.root)]) in {1, 2}
    assert told in capsys.readouterr().err


def test_a_target_out_of_reach_is_said_and_the_session_shown_as_near_to_it_as_it_comes(
    project: Project, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["plan", "1", "--length", "10m", "--project", str(project.root)]) == 0
    told = capsys.readouterr()
    assert "about 5:" in told.out
    assert told.err.startswith("The target is out of reach: ")
    assert "the length of 10:00" in told.err
    assert re.search(r"or ask for `--length 5m\d+s`\.", told.err)


def test_a_session_in_which_nothing_is_heard_is_refused(project: Project, capsys: pytest.CaptureFixture[str]) -> None:
    (project.scripts / "01-resting.yaml").write_text(
        "title: Resting\nsummary: A rest.\nsteps:\n  - chapter: Nothing\n", encoding="utf-8"
    )
    assert run(["plan", "1", "--project", str(project.root)]) == 1
    assert "nothing" in capsys.readouterr().err


def test_the_picture_is_drawn_before_anything_is_spoken(
    project: Project, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    place = tmp_path / "resting.svg"
    assert run(["plan", "1", "--svg", str(place), "--project", str(project.root)]) == 0
    assert capsys.readouterr().out.splitlines()[-1] == f"Written: {place}"
    chart = chart_in(place.read_bytes())
    assert chart is not None
    assert (chart.expected, chart.loudness, chart.length_s) == (True, (), 60)


def test_of_what_is_finished_the_picture_is_the_one_that_lies_beside_it(
    built: Project, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    place = tmp_path / "arriving.svg"
    assert run(["plan", "1", "--svg", str(place), "--project", str(built.root)]) == 0
    shown = capsys.readouterr().out
    assert "Arriving  0:40" in shown
    assert "So it is heard in the finished file." in shown
    manifest = manifest_of(built, "01-arriving")
    assert manifest.plan is not None
    assert place.read_bytes() == (built.dist / manifest.plan).read_bytes()


def test_where_the_sound_would_be_another_what_is_spoken_has_its_exact_length(
    built: Project, capsys: pytest.CaptureFixture[str]
) -> None:
    replace_in(built.scripts / "01-arriving.yaml", "target: 40s", "target: 41s")
    assert run(["plan", "1", "--project", str(built.root)]) == 0
    shown = capsys.readouterr().out
    assert "Arriving  0:41" in shown
    assert "phrases are known: all of this is exact. Its target is 41s." in shown


def test_of_a_finished_session_with_another_title_the_picture_says_the_new_one(
    built: Project, capsys: pytest.CaptureFixture[str]
) -> None:
    replace_in(built.scripts / "01-arriving.yaml", "chapter: End", "chapter: The Very End")
    assert run(["plan", "1", "--project", str(built.root)]) == 0
    shown = capsys.readouterr().out
    assert "The Very End" in shown
    assert "So it is heard" in shown
