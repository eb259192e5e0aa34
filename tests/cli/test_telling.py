"""Builds as programs, people who want quiet, and the log of builds are told of them."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

import pytest
from support.clients import clients_project
from support.projects import SECOND, built_project, replace_in, warm, write_project

from audiogen.cli.main import run
from audiogen.project import Project

Lines = list[dict[str, object]]


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Project:
    """Two short sessions, the second of which says something else than when it was built."""
    made = built_project(tmp_path / "show")
    replace_in(made.scripts / "02-leaving.yaml", "Goodbye", "Farewell")
    monkeypatch.setenv("AUDIOGEN_CACHE", str(made.cache))
    return made


def lines_of(capsys: pytest.CaptureFixture[str], *arguments: str, code: int = 0) -> Lines:
    """What a build tells a program; whatever is no JSON fails, and so does an exit code that the last line denies."""
    capsys.readouterr()
    assert run(["build", *arguments, "--json"]) == code
    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert (lines[0]["event"], lines[-1]["event"], lines[-1]["exit_status"]) == ("started", "finished", code)
    return lines


def told(lines: Iterable[dict[str, object]], event: str) -> Lines:
    return [each for each in lines if each["event"] == event]


def test_a_program_is_told_of_every_track_from_the_plan_to_the_end(
    project: Project, capsys: pytest.CaptureFixture[str]
) -> None:
    lines = lines_of(capsys, "-C", str(project.root))
    (plan,) = told(lines, "planned")
    assert plan["kept"] == 1
    assert [each["track"] for each in told(lines, "begun")] == ["02-leaving"]
    assert [each["track"] for each in told(lines, "kept")] == ["01-arriving"]
    (built,) = told(lines, "built")
    assert (built["track"], built["audio_s"], built["phrases_spoken"]) == ("02-leaving", 20.0, 1)
    assert {each["stage"] for each in told(lines, "progress")} <= {"speak", "measure", "encode", "verify"}
    assert (lines[-1]["built"], lines[-1]["kept"], lines[-1]["failed"]) == (1, 1, 0)


def test_a_build_of_which_nothing_comes_is_told_like_any_other(
    project: Project, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["build", "-C", str(project.root), "-q"]) == 0
    lines = lines_of(capsys, "-C", str(project.root))
    assert {each["track"] for each in told(lines, "kept")} == {"01-arriving", "02-leaving"}
    assert (lines[-1]["built"], lines[-1]["kept"]) == (0, 2)


def test_a_session_that_fails_and_a_script_with_mistakes_are_told_with_what_to_do(
    project: Project, capsys: pytest.CaptureFixture[str]
) -> None:
    replace_in(project.scripts / "01-arriving.yaml", "target: 40s", "target: 9m")
    (failed,) = told(lines_of(capsys, "1", "-C", str(project.root), code=1), "failed")
    assert failed["track"] == "01-arriving"
    assert "short of the target" in str(failed["message"])
    assert "Raise `max`" in str(failed["hint"])
    replace_in(project.scripts / "01-arriving.yaml", "target: 9m", "taget: 9m")
    (mistaken,) = told(lines_of(capsys, "-C", str(project.root), code=1), "failed")
    assert mistaken["track"] is None
    assert "taget" in str(mistaken["message"])


@pytest.mark.parametrize("whose", [[], ["--clients"]], ids=["public", "for clients"])
def test_wrong_usage_that_is_found_late_ends_with_2_for_a_program_too(
    project: Project, capsys: pytest.CaptureFixture[str], whose: list[str]
) -> None:
    lines_of(capsys, "-C", str(project.root), *whose, "--store", "there", code=2)


@pytest.mark.parametrize("whose", [[], ["--clients"]], ids=["public", "for clients"])
def test_a_cluster_that_is_not_reached_is_told_to_a_program_too(
    project: Project, capsys: pytest.CaptureFixture[str], whose: list[str]
) -> None:
    lines = lines_of(capsys, "-C", str(project.root), *whose, "--cluster", "nonsense", code=1)
    assert [each["track"] for each in told(lines, "failed")] == [None]


def test_an_interrupt_is_the_last_that_a_program_hears(
    project: Project, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("audiogen.build.show.build", interrupted)
    lines_of(capsys, "-C", str(project.root), code=130)


def test_of_clients_a_program_is_told_the_ids_alone_and_the_log_not_even_these(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    project = clients_project(tmp_path)
    warm(project)
    monkeypatch.setenv("AUDIOGEN_CACHE", str(project.cache))
    lines = lines_of(capsys, "-C", str(project.root), "--clients")
    assert {str(each["track"]).split("/")[0] for each in told(lines, "built")} == {"c1", "c2"}
    assert not any(name in json.dumps(lines).casefold() for name in ("zebedee", "siobhan"))
    assert run(["log", "-C", str(project.root), "--clients", "--json"]) == 0
    (logged,) = json.loads(capsys.readouterr().out)
    assert logged["clients"]
    assert not any("c1" in each["track"] or "c2" in each["track"] for each in logged["tracks"])


def test_quiet_says_nothing_of_what_goes_well_and_all_of_what_does_not(
    project: Project, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["build", "-C", str(project.root), "--quiet"]) == 0
    shown = capsys.readouterr()
    assert shown.out == ""
    assert "built" not in shown.err
    replace_in(project.scripts / "01-arriving.yaml", "target: 40s", "target: 9m")
    assert run(["build", "-C", str(project.root), "--quiet"]) == 1
    shown = capsys.readouterr()
    assert shown.out == ""
    assert "short of the target" in shown.err


@pytest.mark.parametrize("others", [["--json", "--quiet"], ["--json", "--dry-run"], ["--quiet", "--dry-run"]])
def test_what_cannot_be_told_in_two_ways_is_wrong_usage(
    project: Project, capsys: pytest.CaptureFixture[str], others: list[str]
) -> None:
    assert run(["build", "-C", str(project.root), *others]) == 2
    assert capsys.readouterr().out == ""


def test_the_log_says_what_took_how_long_and_what_failed(project: Project, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["log", "-C", str(project.root)]) == 0
    assert "No build is noted here yet" in capsys.readouterr().out
    replace_in(project.scripts / "01-arriving.yaml", "target: 40s", "target: 9m")
    assert run(["build", "-C", str(project.root), "-q"]) == 1
    capsys.readouterr()
    assert run(["log", "-C", str(project.root)]) == 0
    shown = capsys.readouterr().out
    assert "1 built, 1 failed; 0:20 of sound" in shown
    assert "1 phrase spoken" in shown
    assert "short of the target" in shown
    (row,) = (line for line in shown.splitlines() if line.startswith("02-leaving"))
    assert "x" in row


def test_a_reader_that_goes_away_stops_no_build_and_leaves_no_complaint(tmp_path: Path) -> None:
    project = write_project(tmp_path / "show", s01_leaving=SECOND)
    warm(project)
    command = [sys.executable, "-m", "audiogen", "build", "-C", str(project.root), "--json"]
    with subprocess.Popen(
        command,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env={"AUDIOGEN_CACHE": str(project.cache), "PYTHONIOENCODING": "cp437", "PATH": ""},
    ) as build:
        assert build.stdout is not None
        assert build.stderr is not None
        assert json.loads(build.stdout.readline())["event"] == "started"
        build.stdout.close()
        assert build.stderr.read() == b""
        assert build.wait() == 0
    assert list(project.dist.glob("episodes/01-leaving-*.mp3"))
