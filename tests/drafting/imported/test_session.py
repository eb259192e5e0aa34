"""A manuscript as a session of a show: its title, its language, its voice, and what its author is told in the file."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from support.hard_words import DIRECTIONS, NASTY
from support.script_files import write_scripts

from audiogen.check.preflight import check_project
from audiogen.documents.manuscript import Manuscript, Omission, TextBlock, TextRun
from audiogen.drafting.imported.session import Imported, ImportOrder, imported_sessions
from audiogen.drafting.show_folder import ShowFolder, beside_show
from audiogen.errors import AudiogenError
from audiogen.project import Project
from audiogen.script.model import Show

SHOW = Show(title="Small Show", author="audiogen", description="A show for tests.")
TODAY = dt.date(2026, 11, 30)


def manuscript(
    *texts: str, name: str = "01_evening-rest.docx", title: str | None = None, language: str | None = "en"
) -> Manuscript:
    blocks = [
        TextBlock("heading" if text[0] == "#" else "paragraph", (TextRun(text.lstrip("# ")),), line, text.count("#"))
        for line, text in enumerate(texts, 1)
    ]
    return Manuscript(Path(name), tuple(blocks), (Omission("Login", 9, "a button of the web page"),), title, language)


def imported(given: Manuscript, *, show: Show | None = SHOW, asked: str | None = None, split: bool = False) -> Imported:
    order = ImportOrder(given.path, language=asked, split=split)
    return imported_sessions(given, order, ShowFolder(show=show), today=TODAY)


@pytest.mark.parametrize(
    ("given", "title"),
    [
        (manuscript("# Late", "Welcome here.", "## One", "Rest now."), "Late"),
        (manuscript("# One", "Welcome here.", "# Two", "Rest now.", title="The Rest"), "The Rest"),
        (manuscript("# Late", "# One", "Welcome here.", "# Two", "Rest now."), "Late"),
        (manuscript("# One", "## First", "Welcome here.", "# Two", "Rest now."), "Evening rest"),
        (manuscript("## Late", "# One", "Welcome here."), "Evening rest"),
        (manuscript("Welcome here.", "# Late", "Rest now."), "Evening rest"),
        (manuscript("Welcome here.", title="Microsoft Word - Document1"), "Evening rest"),
        (manuscript("Welcome here.", title="rest.docx"), "Evening rest"),
        (manuscript("A Place of Rest", "Welcome to this place."), "A Place of Rest"),
        (manuscript("A Place of Rest\nWelcome to this place."), "A Place of Rest"),
        (manuscript("breathe in", "breathe out."), "Evening rest"),
        (manuscript("A Place of Rest (short)", "Welcome to this place."), "A Place of Rest (short)"),
        (manuscript("For Anna, about 12 min. Read slowly.", "# Late", "Welcome here.", "## One", "Rest now."), "Late"),
        (manuscript("For Anna, about 12 min.", "A Place of Rest", "Welcome to this place."), "A Place of Rest"),
        (manuscript("A Place of Rest\nA poem (4 minutes)", "Welcome here."), "A Place of Rest"),
        (manuscript("Welcome.", name="2024-03.txt"), "2024 03"),
    ],
)
def test_the_title_is_the_first_heading_or_what_the_file_is_called(given: Manuscript, title: str) -> None:
    assert [session.title for session in imported(given).sessions] == [title]


def test_a_title_in_one_paragraph_with_others_or_below_notes_is_asked_about() -> None:
    question = "# TODO paragraph 1: this is taken for the title, and is not spoken\n"
    text = imported(manuscript("A Place of Rest\nWelcome to this place.")).sessions[0].text
    assert f"{question}title: A Place of Rest\n" in text
    assert question not in imported(manuscript("A Place of Rest", "Welcome to this place.")).sessions[0].text
    text = imported(manuscript("Dear Anna,", "Best, Tom", "Welcome to this place.")).sessions[0].text
    assert "# TODO paragraph 2: this is taken for the title, and is not spoken\ntitle: Best, Tom\n" in text


def test_what_is_left_out_stands_at_the_head_with_its_place_and_reason() -> None:
    text = imported(manuscript("# Rest", "(softly) Welcome.")).sessions[0].text
    assert text.startswith(
        "# Made by `audiogen import` of 01_evening-rest.docx, and says the same words.\n#\n# Left out:\n"
        "# - paragraph 2, how to speak: (softly)\n# - paragraph 9, a button of the web page: Login\ntitle: Rest\n"
    )


def test_the_summary_says_what_is_true_in_the_language_of_the_document_and_asks_for_more() -> None:
    text = imported(manuscript("# A", "## Ankommen", "Hallo.", "## Ruhen", "Danke.", language="de")).sessions[0].text
    assert 'summary: "Eine angeleitete Übung in diesen Teilen: Ankommen, Ruhen."\n' in text
    assert "# TODO say in a sentence or two what listeners get" in text


def test_a_session_in_another_language_says_so_and_has_a_voice_that_speaks_it() -> None:
    made = imported(manuscript("# Ruhe", "Willkommen.", language="de"))
    assert "language: de\n" in made.sessions[0].text
    assert made.spoken.foreign
    assert imported(manuscript("# Rest", "Welcome.", language="en-gb")).spoken.foreign is False


def test_a_voice_that_speaks_every_language_stays() -> None:
    tone = SHOW.model_validate(
        {**SHOW.model_dump(include={"title", "author", "description"}), "voice": {"name": "tone"}}
    )
    text = imported(manuscript("# Ruhe", "Willkommen.", language="de"), show=tone).sessions[0].text
    assert "language: de\n" in text
    assert "voice:" not in text


def test_where_nothing_tells_the_language_it_is_that_of_the_show_or_has_to_be_said() -> None:
    unknown = manuscript("# Om", "Om.", language=None)
    assert imported(unknown).spoken.guessed
    with pytest.raises(AudiogenError, match=r"the language of .*\.docx cannot be told"):
        imported(unknown, show=None)
    assert imported(unknown, show=None, asked="German").spoken.language == "de"
    with pytest.raises(AudiogenError, match="is not a language"):
        imported(unknown, asked="Quack")


def test_a_document_in_which_nothing_is_to_be_spoken_is_refused() -> None:
    with pytest.raises(AudiogenError, match=r"nothing in .*\.docx is to be spoken"):
        imported(manuscript("# Rest", "(pause)", "[bell]"))


def test_a_book_is_refused_with_what_to_do() -> None:
    with pytest.raises(AudiogenError, match="30,001 words for one session") as raised:
        imported(manuscript("# A Long Book", "word " * 30_001))
    assert "--split" in raised.value.hint


def test_what_stands_before_the_first_heading_is_a_session_of_its_own_when_they_are_divided() -> None:
    made = imported(
        manuscript("Before all of it.", "# One", "Words.", "# Empty", "(pause)", "# Two", "More words."), split=True
    )
    assert [session.title for session in made.sessions] == ["Evening rest", "One", "Two"]
    assert ("Empty", "a part in which nothing is to be spoken") in [(each.text, each.reason) for each in made.left_out]


def test_a_document_of_all_that_is_hard_passes_the_check(tmp_path: Path) -> None:
    scripts = write_scripts(tmp_path / "scripts", show="title: A\nauthor: B\ndescription: C\n")
    hard = manuscript("# Hard", *(f"Words before {each} and behind." for each in (*DIRECTIONS, *NASTY)), *DIRECTIONS)
    made = imported_sessions(hard, ImportOrder(hard.path), beside_show(scripts), today=TODAY)
    made.sessions[0].path.write_text(made.sessions[0].text, encoding="utf-8")
    checked = check_project(Project(tmp_path, tmp_path / "dist", tmp_path / "cache"), [])
    assert checked.loaded.scripts[0].title == "Hard"


def test_the_title_of_a_divided_document_is_listed() -> None:
    made = imported(manuscript("# Course", "## One", "Words here.", "## Two", "More words."), split=True)
    assert [session.title for session in made.sessions] == ["One", "Two"]
    assert made.left_out[0] == Omission("Course", 1, "a title with nothing below it but parts")
