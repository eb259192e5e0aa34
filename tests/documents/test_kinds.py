"""What is no readable document: each kind is named, with what to do about it."""

from __future__ import annotations

from pathlib import Path

import pytest
from support.documents import document, heading, paragraph, pdf, word, zipped

from audiogen.documents.reading import read_manuscript
from audiogen.errors import AudiogenError

OLD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)
WORD = document("docx", [heading("Looking first"), paragraph("Sit down, and look.")])
MEANT = '<!DOCTYPE a [<!ENTITY a "bb"><!ENTITY c SYSTEM "file:///etc/hostname">]>'


def refusal(folder: Path, data: bytes, name: str = "garden.docx") -> str:
    (folder / name).write_bytes(data)
    with pytest.raises(AudiogenError) as caught:
        read_manuscript(folder / name)
    assert caught.value.hint
    return f"{caught.value.message}; {caught.value.hint}".removeprefix(f"{folder / name} ")


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "is empty;"),
        (b"\xef\xbb\xbf \r\n", "is empty;"),
        (b"\x89PNG\r\n\x1a\n" + bytes(99), "is a picture; no text is read from pictures"),
        (b"{\\rtf1 Sit down.}", "is a rich text document (RTF); open it in Word"),
        (OLD, "is an old Word document; open it in Word or LibreOffice, choose Save As"),
        (OLD + "EncryptedPackage".encode("utf-16-le"), "is protected by a password; open it, remove"),
        (zipped({"Index/Document.iwa": "x"}), "is a Pages document; in Pages, choose File > Export To > Word"),
        (zipped({"mimetype": "application/epub+zip"}), "is an e-book; open it in a reader"),
        (zipped({"[Content_Types].xml": "", "xl/workbook.xml": ""}), "is a spreadsheet; copy the text"),
        (zipped({"notes.txt": "Sit."}), "is an archive; unpack it"),
        (bytes(range(256)) * 8, "is no document that audiogen reads; save it as .docx"),
        (pdf([[]]), "has no text: its pages are pictures"),
        (b"%PDF-1.4\n" + bytes(99), "is damaged, or not all of it is there"),
        (WORD[:400], "is damaged: not all of it is there"),
        (zipped({"word/document.xml": "<w:document>"}), "is damaged: "),
        (zipped({"word/document.xml": "<document/>"}), "is damaged: it has no text"),
        (zipped({"word/document.xml": f"{MEANT}<document>&a;</document>"}), "is damaged: it declares a document type"),
        (
            zipped({"content.xml": f"{MEANT}<a>&c;</a>", "mimetype": "application/vnd.oasis.opendocument.text"}),
            "is dam",
        ),
        (b"<p>" + b"<div>" * 3000, "more than 2000 elements"),
        (b"From: a@b.org\r\nTo: me\r\n\tand you\r\nMIME-Version: 1.0\r\n\r\nSit.", "is an e-mail; copy its text into"),
        (
            word("<w:p><w:r><w:drawing><a:blip xmlns:a='urn:a'/></w:drawing></w:r></w:p>"),
            "no text that could be spoken; it ho",
        ),
    ],
)
def test_what_cannot_be_read_is_named_with_what_to_do(tmp_path: Path, data: bytes, said: str) -> None:
    assert said in refusal(tmp_path, data)


@pytest.mark.parametrize("kind", ["docx", "odt", "pdf", "html"])
@pytest.mark.parametrize("name", ["garden", "garden.txt", "garden.doc"])
def test_the_format_is_told_by_what_is_in_a_file_and_not_by_its_name(tmp_path: Path, kind: str, name: str) -> None:
    (tmp_path / name).write_bytes(document(kind, [heading("Looking first"), paragraph("Sit down, and look at it.")]))
    assert [block.text for block in read_manuscript(tmp_path / name).blocks] == [
        "Looking first",
        "Sit down, and look at it.",
    ]


def test_a_part_that_unpacks_to_more_than_any_text_has_is_not_read_to_its_end(tmp_path: Path) -> None:
    bomb = zipped({"word/document.xml": f"<document>{' ' * 33_000_000}</document>"})
    assert len(bomb) < 50_000
    assert "holds more than 32 MB of text when it is unpacked" in refusal(tmp_path, bomb)


def test_a_text_that_is_longer_than_any_book_is_not_read(tmp_path: Path) -> None:
    assert "is too large for a text (7 MB); divide it" in refusal(tmp_path, b"word " * 1_400_000)


@pytest.mark.parametrize("name", [".", "missing.docx"])
def test_a_folder_and_a_missing_file_are_named(tmp_path: Path, name: str) -> None:
    with pytest.raises(AudiogenError):
        read_manuscript(tmp_path / name)


@pytest.mark.parametrize("kind", ["docx", "odt", "pdf", "html", "md", "txt"])
def test_a_file_that_is_cut_off_or_garbled_is_read_or_refused_and_never_a_traceback(tmp_path: Path, kind: str) -> None:
    whole = document(kind, [heading("Looking first"), paragraph("Sit down, and look at it for a while.")])
    file = tmp_path / f"garden.{kind}"
    for step in range(12):
        at = len(whole) * step // 12
        for data in (whole[:at], whole[:at] + b"\xff\0<" + whole[at + 3 :]):
            file.write_bytes(data)
            try:
                read_manuscript(file)
            except AudiogenError as error:
                assert error.hint  # noqa: PT017 - some of these are read, and those that are not must say what to do
