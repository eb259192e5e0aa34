"""Which paragraphs are headings where a document does not say so, and which lines never are."""

from __future__ import annotations

import pytest

from audiogen.documents.furniture import without_furniture
from audiogen.documents.headings import with_headings
from audiogen.documents.languages import language_of
from audiogen.documents.manuscript import BlockKind, TextRun
from audiogen.documents.passages import Passage

LONG = "A garden wants somebody who comes back to it, in rain as well as in sun, and who looks before they dig."


def plain(text: str, *, size: float = 0.0, bold: bool = False, italic: bool = False, level: int = 0) -> Passage:
    kind: BlockKind = "heading" if level else "paragraph"
    return Passage(kind, (TextRun(text, italic, bold),), 1, level, size)


def headings(*passages: Passage) -> list[tuple[str, int]]:
    return [(passage.text, passage.level) for passage in with_headings(passages) if passage.kind == "heading"]


def test_what_a_document_declares_counts_and_nothing_else() -> None:
    document = [
        plain("Soil", level=2),
        plain(LONG),
        plain("Bold", bold=True),
        plain(LONG),
        plain("Seeds", level=2),
        plain(LONG),
    ]
    assert headings(*document) == [("Soil", 2), ("Seeds", 2)]


def test_a_title_alone_declares_no_sections() -> None:
    document = [
        plain("Gardens", level=1),
        plain("Soil", bold=True),
        plain(LONG),
        plain("Seeds", bold=True),
        plain(LONG),
    ]
    assert headings(*document) == [("Gardens", 1), ("Soil", 2), ("Seeds", 2)]


def test_larger_letters_are_headings_the_largest_above_the_others() -> None:
    document = [plain("Gardens", size=20), plain(LONG, size=11), plain("Soil", size=14), plain(LONG, size=11)]
    assert headings(*document, plain("Seeds", size=14), plain(LONG, size=11)) == [
        ("Gardens", 1),
        ("Soil", 2),
        ("Seeds", 2),
    ]


def test_a_document_in_bold_throughout_has_no_bold_headings() -> None:
    assert headings(plain("One.", bold=True), plain("Sit.", bold=True)) == []


def test_a_bare_line_is_a_heading_above_a_longer_paragraph() -> None:
    assert headings(plain(LONG), plain("Looking first"), plain(LONG)) == [("Looking first", 1)]
    assert headings(plain(LONG), plain("Looking first"), plain("Not so long")) == []


@pytest.mark.parametrize(
    "line",
    [
        *("(pause)", "[bell]", "Anna:", "Sit down.", "and so on", "\u201cSit\u201d", "*silence*"),
        *("Pause", "Breathe in", "Silence for one minute", "30 Sekunden", "Pendant dix secondes"),
    ],
)
def test_directions_labels_and_sentences_are_no_headings(line: str) -> None:
    assert headings(plain(LONG), plain(line), plain(LONG)) == []


def test_a_line_in_italics_or_one_that_returns_is_no_heading() -> None:
    assert headings(plain(LONG), plain("Soft rain", italic=True), plain(LONG)) == []
    assert headings(plain(LONG), plain("Anna"), plain(LONG), plain("Anna"), plain(LONG)) == []


def test_a_first_line_in_bold_is_the_heading_of_the_lines_below_it() -> None:
    both = Passage("paragraph", (TextRun("Looking first", bold=True), TextRun(f"\n{LONG}")), 1)
    assert [(passage.kind, passage.text) for passage in with_headings([both, plain(LONG)])][:2] == [
        ("heading", "Looking first"),
        ("paragraph", LONG),
    ]


def test_furniture_is_left_out_line_by_line_and_no_heading_of_a_text_is() -> None:
    document = [plain("The end.\nComments (0)\nLog in"), plain(LONG), plain("Share"), plain(LONG)]
    found = without_furniture(document)
    assert [(passage.text, bool(passage.reason)) for passage in found] == [
        ("The end.", False),
        ("Comments (0)", True),
        ("Log in", True),
        (LONG, False),
        ("Share", False),
        (LONG, False),
    ]


@pytest.mark.parametrize(
    ("text", "declared", "language"),
    [
        (LONG, None, "en"),
        ("Atme ein, und lass die Schultern sinken, so weit sie es heute wollen.", None, "de"),
        ("Sit.", None, None),
        ("Sit.", "en_GB", "en-GB"),
        (LONG * 3, "en-GB", "en-GB"),
        ("Atme ein, und lass die Schultern sinken, so weit sie es heute wollen. " * 5, "en-US", "de"),
        ("Trust trust trust trust trust trust trust trust", "no tag at all", None),
    ],
)
def test_the_language_is_that_of_the_words_where_they_are_enough_else_what_the_file_says(
    text: str, declared: str | None, language: str | None
) -> None:
    assert language_of(text, declared) == language
