"""The command `import`, from a document to a session that can be built, and what it says on the way."""

from __future__ import annotations

from pathlib import Path

import pytest
from support.projects import FIRST, SHOW, contents
from support.repository import ROOT

from audiogen.cli.main import run
from audiogen.script.load import load_library
from audiogen.script.steps import Bell, Chapter, Pause, Reflect, Say

EVENING = """\
# Evening Rest

Welcome. Nothing has to be done now. (softly)

(pause 10 seconds)

## Noticing

What is here?

(long pause)

Thank you.

(bell)
"""


@pytest.fixture(autouse=True)
def _show(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AUDIOGEN_CACHE", str(tmp_path / "cache"))
    (tmp_path / "home" / "scripts").mkdir(parents=True)
    monkeypatch.chdir(tmp_path / "home")
    Path("scripts/show.yaml").write_text(SHOW, encoding="utf-8")
    Path("evening.md").write_text(EVENING, encoding="utf-8")


def test_a_document_becomes_the_next_session_and_the_screen_says_what_to_do_next(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert run(["import", "evening.md"]) == 0
    said = capsys.readouterr().out
    assert 'Written: scripts/01-evening-rest.yaml, "Evening Rest"' in said
    assert "(pause 10 seconds) -> pause: 10s" in said
    assert "line 3, how to speak: (softly)" in said
    assert "audiogen check 1" in said
    (script,) = load_library(Path("scripts")).scripts
    assert [type(step) for step in script.steps] == [Say, Pause, Chapter, Reflect, Say, Bell]


def test_nothing_is_written_over_and_nothing_is_left_behind(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["import", "evening.md"]) == 0
    before = contents(Path())
    assert run(["import", "evening.md"]) == 1
    assert '"Evening Rest" is the title of scripts/01-evening-rest.yaml already' in capsys.readouterr().err
    assert run(["import", "evening.md", "--title", "Other", "--into", "scripts/01-evening-rest.yaml"]) == 1
    assert "is there already" in capsys.readouterr().err
    assert contents(Path()) == before


def test_a_title_a_language_and_a_file_of_ones_own_are_taken(capsys: pytest.CaptureFixture[str]) -> None:
    choices = ["--title", "Late", "--language", "German", "--into", "scripts/late.yaml"]
    assert run(["import", "evening.md", *choices]) == 0
    (script,) = load_library(Path("scripts")).scripts
    assert (script.title, script.language, script.origin.path.name) == ("Late", "de", "late.yaml")
    assert "line 1, another title was asked for: Evening Rest" in capsys.readouterr().out


def test_on_the_screen_stands_the_file_and_no_file_is_written(capsys: pytest.CaptureFixture[str]) -> None:
    before = contents(Path())
    assert run(["import", "evening.md", "--stdout"]) == 0
    text = capsys.readouterr().out
    assert text.startswith("# Made by `audiogen import` of evening.md, and says the same words.\n")
    assert contents(Path()) == before
    assert run(["import", "evening.md"]) == 0
    assert Path("scripts/01-evening-rest.yaml").read_text(encoding="utf-8") == text


def test_without_a_show_the_screen_is_possible_and_a_file_is_not(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "elsewhere").mkdir()
    monkeypatch.chdir(tmp_path / "elsewhere")
    assert run(["import", "../home/evening.md"]) == 1
    assert "the folder scripts does not exist" in capsys.readouterr().err
    assert run(["import", "../home/evening.md", "--stdout", "--language", "en"]) == 0
    assert "title: Evening Rest" in capsys.readouterr().out


def test_each_of_the_highest_headings_can_be_a_session_of_its_own(capsys: pytest.CaptureFixture[str]) -> None:
    Path("course.md").write_text("# One\n\nFirst words.\n\n# Two\n\nSecond words.\n", encoding="utf-8")
    assert run(["import", "course.md", "--stdout"]) == 0
    assert capsys.readouterr().out.count("chapter:") == 2
    assert run(["import", "course.md", "--split"]) == 0
    assert [script.title for script in load_library(Path("scripts")).scripts] == ["One", "Two"]
    assert run(["import", "course.md", "--split", "--into", "scripts/x.yaml"]) == 2


def test_all_sessions_of_a_document_are_written_or_none(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["import", "evening.md"]) == 0
    Path("course.md").write_text("# One\n\nFirst words.\n\n# Evening rest\n\nSecond words.\n", encoding="utf-8")
    before = contents(Path())
    assert run(["import", "course.md", "--split"]) == 1
    assert "is the title of" in capsys.readouterr().err
    assert contents(Path()) == before


def test_a_session_is_no_document(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["import", "evening.md"]) == 0
    assert run(["import", "scripts/01-evening-rest.yaml"]) == 1
    assert "scripts/01-evening-rest.yaml is a session already" in capsys.readouterr().err


def test_the_example_of_the_documentation_is_what_the_command_does(capsys: pytest.CaptureFixture[str]) -> None:
    page = (ROOT / "docs/import.md").read_text(encoding="utf-8")
    document, between, script = page.split("```")[1:4]
    Path("The Steady Place.md").write_text(document.lstrip("\n"), encoding="utf-8")
    Path("scripts/01-arriving.yaml").write_text(FIRST, encoding="utf-8")
    assert run(["import", "The Steady Place.md"]) == 0
    shown = [line[4:] for line in between.splitlines() if line.startswith("    ")]
    assert capsys.readouterr().out.splitlines() == shown
    assert Path("scripts/02-the-steady-place.yaml").read_text(encoding="utf-8") == script.removeprefix("yaml\n")


def test_a_file_of_ones_own_has_the_ending_of_a_session_and_any_letters(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["import", "evening.md", "--into", "scripts/evening"]) == 1
    assert "Write --into scripts/evening.yaml" in capsys.readouterr().err
    assert run(["import", "evening.md", "--into", "scripts/\u591c.yaml"]) == 0
    assert load_library(Path("scripts")).slugs == ("session",)


def test_where_nothing_but_words_was_found_the_way_to_drafts_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    Path("article.txt").write_text("Trust grows slowly between people.\n\n" + "It takes time. " * 60, encoding="utf-8")
    assert run(["import", "article.txt"]) == 0
    assert "audiogen draft article.txt" in capsys.readouterr().out
    assert run(["import", "evening.md"]) == 0
    assert "audiogen draft" not in capsys.readouterr().out
