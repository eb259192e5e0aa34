"""Files that hold no script at all are called by what they are, in one sentence."""

import os
import zipfile
from pathlib import Path

import pytest
from support.script_files import HEAD, SCRIPT, problems_of, write_scripts

from audiogen.script.yaml.contents import LARGEST_BYTES

OTHERS = {
    "an old Word document": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600),
    "a rich text document (RTF)": rb"{\rtf1\ansi title: A}",
    "a PDF document": b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n1 0 obj",
    "a picture": b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR",
    "a sound file": b"RIFF\x24\0\0\0WAVEfmt ",
    "a sound or video file": b"\0\0\0\x20ftypisom",
    "a web page (HTML)": b"<!DOCTYPE html>\n<html><body>title: A</body></html>",
    "not a text file": bytes(range(256)) * 4,
}
MADE_OF = {
    "a Word document": "word/document.xml",
    "a LibreOffice document": "META-INF/opendocument.text",
    "a Pages document": "Index/Document.iwa",
    "an archive": "notes.txt",
}
TEXT = SCRIPT + "section: Für später, à bientôt\n"
CYRILLIC = "title: Тишина\nsummary: Минута.\nsteps:\n  - say: Здравствуйте.\n"


def only_problem(folder: Path, data: bytes) -> str:
    (problem,) = problems_of(write_scripts(folder, s01_a=data))
    return problem


@pytest.mark.parametrize("kind", OTHERS)
def test_a_file_of_another_kind_is_called_by_its_name(tmp_path: Path, kind: str) -> None:
    assert f"01-a.yaml:1:1: this is {kind}" in only_problem(tmp_path, OTHERS[kind])


@pytest.mark.parametrize("kind", MADE_OF)
def test_a_document_that_is_an_archive_is_called_by_its_name(tmp_path: Path, kind: str) -> None:
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.writestr("[Content_Types].xml" if "word" in MADE_OF[kind] else "mimetype", "x")
        archive.writestr(MADE_OF[kind], "x")
    assert f"this is {kind}" in only_problem(tmp_path / "scripts", (tmp_path / "a.zip").read_bytes())


@pytest.mark.parametrize("text", [TEXT, CYRILLIC], ids=["latin", "cyrillic"])
@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-32-le", "utf-32-be"])
def test_wide_encodings_are_recognised_with_and_without_their_mark(tmp_path: Path, encoding: str, text: str) -> None:
    name = encoding[:6].upper()
    expected = f"01-a.yaml:1:1: the file is saved as {name}; in your editor, save it again as UTF-8"
    assert only_problem(tmp_path, text.encode(encoding)) == expected
    # an editor that does not know the encoding adds a line end of one byte
    assert only_problem(tmp_path, text.encode(encoding) + b"\n") == expected


@pytest.mark.parametrize("encoding", ["cp1252", "latin-1", "mac-roman", "cp437"])
def test_old_encodings_are_told_once_at_their_first_letter(tmp_path: Path, encoding: str) -> None:
    data = HEAD.encode() + "section: für später".encode(encoding)
    problem = only_problem(tmp_path, data)
    assert problem.startswith("01-a.yaml:3:11: ")
    assert "UTF-8" in problem


def test_line_ends_of_old_macs_count_as_lines(tmp_path: Path) -> None:
    data = (HEAD.replace("\n", "\r") + "section: für").encode("latin-1")
    assert only_problem(tmp_path, data).startswith("01-a.yaml:3:11: ")


def test_zeros_behind_a_script_are_told_once(tmp_path: Path) -> None:
    assert "this is not a text file" in only_problem(tmp_path, SCRIPT.encode() + bytes(400))


def test_a_file_that_is_too_large_is_refused_unread(tmp_path: Path) -> None:
    problem = only_problem(tmp_path, SCRIPT.encode() + b"# x\n" * (LARGEST_BYTES // 4))
    assert "larger than 1 MB" in problem


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system makes no pipes")
def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(write_scripts(tmp_path) / "01-a.yaml")
    assert problems_of(tmp_path) == ["01-a.yaml:1:1: this is a device or a pipe, not a file; remove it"]


@pytest.mark.parametrize("sign", ["x", "9", "a.", "III", "é"])
@pytest.mark.parametrize("form", ["  - say: {}\n", "  - say: |\n      Hello.\n      And {}\n", "  - reflect: '{}'\n"])
def test_a_word_that_nobody_could_say_is_refused_at_its_line(tmp_path: Path, form: str, sign: str) -> None:
    problem = only_problem(tmp_path, (HEAD + "steps:\n" + form.format(sign * 50_000)).encode())
    assert problem.startswith(f"01-a.yaml:{3 + form.count(chr(10))}:")
    assert "no space in more than 1000 letters" in problem
    assert len(problem) < 200


def test_scripts_that_write_no_spaces_may_have_long_lines(tmp_path: Path) -> None:
    write_scripts(tmp_path, s01_a=HEAD + f"language: ja\nsteps:\n  - say: {'静けさの中で、' * 300}\n")
    with pytest.raises(pytest.fail.Exception):
        problems_of(tmp_path)
