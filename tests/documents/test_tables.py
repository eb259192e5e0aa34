"""Tables of a script: which of their cells are its text, and which only say when, or what a column holds."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from support.documents import open_document, word, word_paragraph

from audiogen.documents.manuscript import Manuscript
from audiogen.documents.reading import read_manuscript

SAID = "Let your shoulders be as they are."
ROWS = [["Time", "Text"], ["0:30", SAID], ["3 min", "Let your hands rest."]]


def html(rows: list[list[str]]) -> bytes:
    cells = ("".join(f"<td>{text}</td>" for text in row) for row in rows)
    return f"<table>{''.join(f'<tr>{row}</tr>' for row in cells)}</table>".encode()


def docx(rows: list[list[str]]) -> bytes:
    cells = ("".join(f"<w:tc>{word_paragraph(text)}</w:tc>" for text in row) for row in rows)
    return word(f"<w:tbl>{''.join(f'<w:tr>{row}</w:tr>' for row in cells)}</w:tbl>")


def odt(rows: list[list[str]]) -> bytes:
    cells = ("".join(f"<table:table-cell><text:p>{text}</text:p></table:table-cell>" for text in row) for row in rows)
    return open_document(
        f"<table:table>{''.join(f'<table:table-row>{row}</table:table-row>' for row in cells)}</table:table>"
    )


def read(folder: Path, data: bytes) -> Manuscript:
    file = folder / "script"
    file.write_bytes(data)
    return read_manuscript(file)


@pytest.mark.parametrize("write", [html, docx, odt])
def test_a_column_of_times_and_the_names_of_columns_are_left_out(
    tmp_path: Path, write: Callable[[list[list[str]]], bytes]
) -> None:
    manuscript = read(tmp_path, write(ROWS))
    assert [block.text for block in manuscript.blocks] == [SAID, "Let your hands rest."]
    assert [(each.text, each.reason) for each in manuscript.left_out] == [
        ("Time", "the head of a table"),
        ("Text", "the head of a table"),
        ("0:30", "the time or the number of a row of a table"),
        ("3 min", "the time or the number of a row of a table"),
    ]


@pytest.mark.parametrize(
    "rows",
    [
        [["Pause", "Text"], ["10 s", SAID], ["20 s", "Rest."]],
        [["Text", "Pause"], [SAID, "10 s"], ["Rest.", "20 s"]],
        [["10 s"], ["20 s"], [SAID]],
        [["1", SAID], ["Rest.", "All is well."]],
    ],
    ids=["silences", "a last column", "one column", "not all are times"],
)
def test_what_may_be_obeyed_or_said_stays(tmp_path: Path, rows: list[list[str]]) -> None:
    left_out = {each.text for each in read(tmp_path, html(rows)).left_out}
    assert left_out <= {"Pause", "Text"}


def test_a_first_row_that_may_be_text_stays(tmp_path: Path) -> None:
    assert read(tmp_path, html([["Inhale", "Exhale"], ["Rest", "Wait"]])).left_out == ()
    assert read(tmp_path, html([["Anna", "Welcome here."], ["Ben", SAID]])).left_out == ()


def test_a_table_within_a_table_is_one_of_its_own(tmp_path: Path) -> None:
    inner = html(ROWS).decode()
    manuscript = read(tmp_path, f"<table><tr><td>Welcome here today.</td><td>{inner}</td></tr></table>".encode())
    assert [block.text for block in manuscript.blocks] == ["Welcome here today.", SAID, "Let your hands rest."]
