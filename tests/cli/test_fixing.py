"""`audiogen check --fix`: the changes are shown, asked about, and written; then the usual check follows."""

from __future__ import annotations

from pathlib import Path

import pytest
from support.projects import write_project

from audiogen.cli.main import run

BROKEN = "title\uff1aSmall\nsummary: A short session.\nsteps:\n\t- say: Hello.\n\t- pause: 15s-30s\n"
MENDED = "title: Small\nsummary: A short session.\nsteps:\n  - say: Hello.\n  - pause: 15s to 30s\n"
DIFF = """\
-title\uff1aSmall
+title: Small
 summary: A short session.
 steps:
-\t- say: Hello.
-\t- pause: 15s-30s
+  - say: Hello.
+  - pause: 15s to 30s
"""


@pytest.fixture(autouse=True)
def _own_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AUDIOGEN_CACHE", str(tmp_path / "show/cache"))


@pytest.fixture
def script(tmp_path: Path) -> Path:
    return write_project(tmp_path / "show", s01_small=BROKEN).root / "scripts/01-small.yaml"


def check(script: Path, *options: str) -> int:
    return run(["check", *options, "-C", str(script.parents[1])])


def answered(monkeypatch: pytest.MonkeyPatch, answer: bool) -> None:  # noqa: FBT001 - an answer is yes or no
    monkeypatch.setattr("sys.stdin.isatty", lambda: True)
    monkeypatch.setattr("typer.confirm", lambda _: answer)


def test_a_check_says_at_its_end_what_mends_the_mechanical_mistakes(
    script: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert check(script) == 1
    told = capsys.readouterr().err.splitlines()
    assert told[-1].startswith("`audiogen check --fix` mends what is mechanical of this, in 01-small.yaml")
    assert sum("--fix" in line for line in told) == 1


def test_with_yes_every_change_is_shown_and_written_and_the_check_goes_on(
    script: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert check(script, "--fix", "--yes") == 0
    told = capsys.readouterr().out
    assert DIFF in told
    assert f"{script} is mended; what it was is in 01-small.yaml.bak" in told
    assert "\n1 session checked" in told
    assert script.read_text() == MENDED
    assert check(script, "--fix") == 0
    assert "No mechanical mistakes found." in capsys.readouterr().out


def test_where_nobody_can_be_asked_the_changes_are_shown_and_nothing_is_written(
    script: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert check(script, "--fix") == 1
    told = capsys.readouterr()
    assert DIFF in told.out
    assert told.err == "Nothing was written, since nobody can be asked here: add --yes to write this.\n"
    assert (script.read_text(), list(script.parent.glob("*.bak"))) == (BROKEN, [])


def test_who_says_no_gets_the_usual_check_and_keeps_the_file(
    script: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    answered(monkeypatch, answer=False)
    assert check(script, "--fix") == 1
    assert "a colon is missing" in capsys.readouterr().err
    assert script.read_text() == BROKEN


def test_who_says_yes_gets_the_file_mended(script: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    answered(monkeypatch, answer=True)
    assert check(script, "--fix") == 0
    assert script.read_text() == MENDED


def test_a_file_of_which_only_the_encoding_changes_is_told_in_words(
    script: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    script.write_text(MENDED, encoding="utf-16")
    assert check(script, "--fix", "--yes") == 0
    assert "its lines stay; it is saved as UTF-8" in capsys.readouterr().out
    assert script.read_text() == MENDED


def test_yes_without_fix_is_wrong_usage(script: Path) -> None:
    assert check(script, "--yes") == 2
