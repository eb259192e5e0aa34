"""The files of drafts: the next ones beside the others, all of them or none, and never over what is there."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from support.articles import garden_blocks, manuscript
from support.documents import heading
from support.projects import SHOW, contents
from support.script_files import write_scripts

from audiogen.drafting.articles.offline import write_from_templates
from audiogen.drafting.articles.writing import DraftedArticle, DraftOrder, draft_files, folder_of, write_drafts
from audiogen.errors import AudiogenError
from audiogen.script.load import load_library

TODAY = dt.date(2026, 11, 30)


@pytest.fixture
def scripts(tmp_path: Path) -> Path:
    return write_scripts(
        tmp_path / "scripts", show=SHOW, s01_rest="title: Rest\nsummary: A rest.\nsteps:\n  - say: Rest.\n"
    )


def draft(scripts: Path, *sections: int, minutes: int = 10, into: Path | None = None) -> DraftedArticle:
    folder = folder_of(scripts, into)
    order = DraftOrder(minutes, sections, into)
    drafted = draft_files(manuscript(garden_blocks()), order, write_from_templates, folder, today=TODAY)
    write_drafts(drafted, folder)
    return drafted


def test_each_section_is_the_next_session_and_can_be_read(scripts: Path) -> None:
    drafted = draft(scripts)
    assert [path.name[:3] for path in sorted(scripts.glob("0*.yaml"))] == ["01-", "02-", "03-", "04-", "05-", "06-"]
    read = load_library(scripts).scripts[1:]
    assert [each.title for each in read] == [file.drafted.script.title for file in drafted.files]
    assert [each.steps for each in read] == [file.drafted.script.steps for file in drafted.files]


def test_a_section_is_the_same_whichever_are_asked_for(scripts: Path, tmp_path: Path) -> None:
    whole, alone = draft(scripts), draft(scripts, 4, 2, into=tmp_path / "drafts")
    assert [file.text for file in alone.files] == [whole.files[3].text, whole.files[1].text]
    assert [path.name[:3] for path in sorted((tmp_path / "drafts").iterdir())] == ["01-", "02-"]


def test_a_second_time_nothing_is_written(scripts: Path) -> None:
    draft(scripts, 2)
    before = contents(scripts)
    with pytest.raises(AudiogenError, match="is the title of"):
        draft(scripts)
    assert contents(scripts) == before


def test_when_one_file_cannot_be_written_none_is(scripts: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = contents(scripts)
    folder = folder_of(scripts, None)
    drafted = draft_files(manuscript(garden_blocks()), DraftOrder(), write_from_templates, folder, today=TODAY)
    drafted.files[-1].path.write_text("of somebody else")
    with pytest.raises(AudiogenError, match="is there already"):
        write_drafts(drafted, folder)
    drafted.files[-1].path.unlink()
    assert contents(scripts) == before


def test_files_with_dates_get_dates(scripts: Path) -> None:
    (scripts / "01-rest.yaml").rename(scripts / "2026-11-02-rest.yaml")
    names = [file.path.name[:10] for file in draft(scripts, 1, 2).files]
    assert names == ["2026-11-30", "2026-11-30"]


def test_in_a_show_of_another_language_a_draft_says_which_it_is_in(tmp_path: Path) -> None:
    scripts = write_scripts(tmp_path / "scripts", show=f"{SHOW}language: de\n")
    (file,) = draft(scripts, 1).files
    assert "language: en\nvoice: heart\n" in file.text
    assert "# This session is in English" in file.text


@pytest.mark.parametrize("minutes", [0, 4, 21, 600])
def test_lengths_that_templates_cannot_fill_are_refused(scripts: Path, minutes: int) -> None:
    with pytest.raises(AudiogenError, match="5 to 20 minutes"):
        draft(scripts, minutes=minutes)


def test_a_section_that_is_not_there_is_told_with_those_that_are(scripts: Path) -> None:
    with pytest.raises(AudiogenError, match="no section 9") as caught:
        draft(scripts, 9)
    assert '5 "Gardening with neighbors"' in caught.value.hint


def test_a_document_without_text_is_refused(scripts: Path) -> None:
    with pytest.raises(AudiogenError, match="no text"):
        draft_files(
            manuscript([heading("Alone")]), DraftOrder(), write_from_templates, folder_of(scripts, None), today=TODAY
        )


def test_without_a_show_or_where_a_file_is_in_the_way_nothing_begins(tmp_path: Path) -> None:
    with pytest.raises(AudiogenError) as caught:
        folder_of(tmp_path / "scripts", None)
    assert "audiogen new" in caught.value.hint
    (tmp_path / "file").touch()
    with pytest.raises(AudiogenError, match="is a file"):
        folder_of(tmp_path / "scripts", tmp_path / "file")
