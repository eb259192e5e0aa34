"""The command `draft`, from an article to sessions that can be built, and what it says on the way."""

from __future__ import annotations

from pathlib import Path

import pytest
from support.articles import GARDEN, garden_blocks
from support.documents import FORMATS, write_document
from support.projects import SHOW

from audiogen.cli.main import run
from audiogen.script.load import load_library

Captured = pytest.CaptureFixture[str]


@pytest.fixture(autouse=True)
def _show(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AUDIOGEN_CACHE", str(tmp_path / "cache"))
    (tmp_path / "home" / "scripts").mkdir(parents=True)
    monkeypatch.chdir(tmp_path / "home")
    Path("scripts/show.yaml").write_text(SHOW, encoding="utf-8")
    write_document(Path("garden.md"), garden_blocks())


def test_an_article_becomes_sessions_and_the_screen_says_what_to_do_next(capsys: Captured) -> None:
    assert run(["draft", "garden.md", "--minutes", "5"]) == 0
    said = capsys.readouterr().out
    assert "5 drafts of 5 minutes about garden.md:" in said
    assert 'about "Preparing the soil"' in said
    assert "Passed over: About the author." in said
    assert "The article touches on" in said
    assert "audiogen check" in said
    assert len(load_library(Path("scripts")).scripts) == 5


@pytest.mark.parametrize("kind", FORMATS)
def test_every_format_gives_the_same_drafts(kind: str, capsys: Captured) -> None:
    article = write_document(Path(f"article.{kind}"), garden_blocks())
    assert run(["draft", str(article), "--stdout", "--sections", "3"]) == 0
    shown = capsys.readouterr().out
    assert run(["draft", "garden.md", "--stdout", "--sections", "3"]) == 0
    assert shown == capsys.readouterr().out
    assert f"section: {GARDEN[2][0]}" in shown


def test_one_draft_goes_to_the_screen_and_several_are_asked_about(capsys: Captured) -> None:
    assert run(["draft", "garden.md", "--stdout", "-C", "/nowhere"]) == 1
    assert "Choose one with --sections: 1" in capsys.readouterr().err
    assert run(["draft", "garden.md", "--stdout", "--sections", "2"]) == 0
    assert capsys.readouterr().out.startswith("# A draft about part 2")
    assert not list(Path("scripts").glob("0*.yaml"))


@pytest.mark.parametrize(("written", "count"), [("2", 1), ("2,4", 2), ("2-4", 3), ("2, 2 ;3", 2)])
def test_sections_are_named_by_their_numbers(written: str, count: int) -> None:
    assert run(["draft", "garden.md", "--sections", written, "--into", "drafts"]) == 0
    assert len(list(Path("drafts").glob("*.yaml"))) == count


@pytest.mark.parametrize("written", ["two", "0", "4-2", "", "1-"])
def test_what_is_no_number_of_a_section_is_told(written: str, capsys: Captured) -> None:
    assert run(["draft", "garden.md", "--sections", written]) == 1
    assert "Write numbers like 2,4" in capsys.readouterr().err


def test_where_no_show_is_the_way_to_one_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Captured
) -> None:
    (tmp_path / "empty").mkdir()
    monkeypatch.chdir(tmp_path / "empty")
    assert run(["draft", str(tmp_path / "home/garden.md")]) == 1
    assert "audiogen new" in capsys.readouterr().err


def test_a_screen_and_a_folder_are_not_asked_for_together() -> None:
    assert run(["draft", "garden.md", "--stdout", "--into", "drafts"]) == 2


def test_an_article_that_is_imported_is_kept_and_the_way_to_drafts_is_named(capsys: Captured) -> None:
    assert run(["import", "garden.md"]) == 0
    assert "audiogen draft garden.md" in capsys.readouterr().out


def test_a_script_that_is_drafted_is_sent_to_import(capsys: Captured) -> None:
    Path("rest.txt").write_text("Welcome.\n\n(pause 10 seconds)\n\nThank you.\n\n(bell)\n", encoding="utf-8")
    assert run(["draft", "rest.txt"]) == 1
    assert "audiogen import rest.txt" in capsys.readouterr().err
