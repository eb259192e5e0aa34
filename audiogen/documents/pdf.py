"""PDF documents: the lines of their pages, joined to paragraphs again, without headers, footers and page numbers."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from pdf_oxide import PdfDocument, disable_logging

from audiogen.documents.passages import Passage, RawManuscript, paragraph_of
from audiogen.documents.pdf_lines import PrintedLine, printed_lines
from audiogen.documents.pdf_margins import reasons_of
from audiogen.documents.pdf_paragraphs import paragraphs
from audiogen.errors import AudiogenError

_MOST_PAGES: Final = 2000
_NO_NEWS: Final = "Failed to open PDF from bytes: "
_SAVE: Final = (
    "if you have the document that it was made from, name that one; else open the PDF, and save it as .docx or .txt"
)


def read_pdf(data: bytes, name: str) -> RawManuscript:
    """The paragraphs of a document.

    Args:
        data: the file.
        name: of the file, for messages.

    Raises:
        AudiogenError: the file is damaged or protected, or its pages are pictures.
    """
    # what it notes about damages is for programmers, and no command of audiogen prints it
    disable_logging()
    try:
        document = PdfDocument.from_bytes(data)
        lines, heights = _lines(document, name)
    except (OSError, ValueError, RuntimeError) as error:
        msg = f"{name} is damaged, or not all of it is there: {str(error).removeprefix(_NO_NEWS)}"
        raise AudiogenError(msg, hint=_SAVE) from error
    if not lines and not document.authenticate(""):
        msg = f"{name} is protected by a password"
        raise AudiogenError(msg, hint="open it, and save or print it as a PDF without the password")
    if not lines:
        msg = f"{name} has no text: its pages are pictures, as a scanner makes them"
        raise AudiogenError(msg, hint="let a program recognise the text (OCR), and save it as .docx or .txt")
    return RawManuscript(tuple(_passages(lines, heights)))


def _lines(document: PdfDocument, name: str) -> tuple[list[PrintedLine], dict[int, float]]:
    pages = range(document.page_count)
    if len(pages) > _MOST_PAGES:
        msg = f"{name} has {len(pages)} pages; at most {_MOST_PAGES} are read"
        raise AudiogenError(msg, hint="save the pages that are wanted as a PDF of their own")
    lines, heights = list[PrintedLine](), dict[int, float]()
    for page in pages:
        lines += printed_lines(page, document.extract_spans(page))
        _, lower, _, upper = document.page_media_box(page)
        heights[page] = upper - lower
    return lines, heights


def _passages(lines: list[PrintedLine], heights: dict[int, float]) -> Iterator[Passage]:
    reasons = reasons_of(lines, heights)
    read = [line for index, line in enumerate(lines) if index not in reasons]
    for number, (like, stretches) in enumerate(paragraphs(read), 1):
        yield from paragraph_of(stretches, Passage(like.kind, (), number))
    for index, reason in reasons.items():
        yield from paragraph_of(lines[index].stretches, Passage("paragraph", (), lines[index].page + 1, reason=reason))
