"""What `check` says of the words that a show gives its page, and of a language that the page does not speak."""

from __future__ import annotations

from pathlib import Path

import pytest
from support.projects import SECOND, SHOW, write_project

from audiogen.check.own_words import english_notice
from audiogen.check.preflight import check_project
from audiogen.script.model import Show
from audiogen.script.page_texts import page_texts


def warnings(folder: Path, words: str, language: str = "de") -> list[tuple[int, str]]:
    text = f"{SHOW}language: {language}\nwords:\n{words}"
    checked = check_project(write_project(folder, show=text, s01_one=SECOND), ())
    first = SHOW.count("\n") + 2
    return [(each.line - first, each.message) for each in checked.warnings if each.message.startswith("words")]


def test_a_word_that_is_long_for_the_circle_is_told_of(tmp_path: Path) -> None:
    ((line, message),) = warnings(tmp_path, "  breath_in: Einatmen\n  breath_out: Aus\n  begin: Anfangen\n")
    assert line == 1
    assert message == 'words: breath_in: "Einatmen" has 8 letters; in the circle, up to 6 are easy to read'


def test_marks_above_letters_are_not_counted(tmp_path: Path) -> None:
    assert warnings(tmp_path, '  breath_hold: "he\\u0301ld\\u0323e\\u0301r"\n') == []


def test_forms_that_the_language_does_not_have_or_has_besides_are_told_of(tmp_path: Path) -> None:
    told = warnings(tmp_path, "  begins_in:\n    one: Gleich.\n    few: In {n} s.\n    other: In {n} s.\n")
    assert told == [(3, "words: begins_in: few: de has no such form, so it is never said")]
    told = warnings(tmp_path / "b", "  begins_in:\n    few: In {n} s.\n    other: In {n} s.\n")
    assert [message.split(": ", 2)[2] for _, message in told] == [
        "de has the form one, too; other stands in its place",
        "few: de has no such form, so it is never said",
    ]


def test_a_form_for_fractions_and_millions_need_not_be_there(tmp_path: Path) -> None:
    assert warnings(tmp_path, "  begins_in:\n    one: A.\n    other: B {n}.\n", "fr") == []


def test_texts_that_stay_english_are_told_of_in_one_line(tmp_path: Path) -> None:
    (missing,) = warnings(tmp_path, "  begin: Dechrau\n", "cy")
    assert missing[0] == 0
    assert missing[1].startswith("words: without words in cy, and so in English: go_on, next, again, ")
    assert "sentence" not in missing[1]
    spoken = [each for each in page_texts().values() if each.has_words]
    assert f"and {len(spoken) - 9} more (docs/page-words.md" in missing[1]


def test_a_language_with_a_catalogue_lacks_nothing(tmp_path: Path) -> None:
    assert warnings(tmp_path, "  begin: Anfangen\n") == []


@pytest.mark.parametrize(("language", "told"), [("en-gb", False), ("pt-br", False), ("cy", True)])
def test_a_page_in_another_language_than_its_show_is_worth_a_note(language: str, *, told: bool) -> None:
    show = Show(title="A", author="A", description="A", language=language)
    assert bool(english_notice(show)) is told
    assert english_notice(show.model_copy(update={"words": (("begin", "A"),)})) is None
