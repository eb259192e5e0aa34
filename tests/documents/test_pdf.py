"""PDF documents: paragraphs out of lines, and what stands in the margins of pages."""

from __future__ import annotations

from support.documents import pdf

from audiogen.documents.manuscript import TextRun
from audiogen.documents.pdf import read_pdf

Line = tuple[float, float, str, str]
GARDEN = (
    "Most gardens begin with a bare piece of earth, and with some-",
    "body who wonders what might grow there when the winter is",
    "over and the ground is soft again.",
)
CLAY = (
    "Clay keeps the water and the cold, and sand lets both of them",
    "go; each of them wants something else from who digs.",
)


def read(*pages: list[Line]) -> list[str]:
    return [passage.text for passage in read_pdf(pdf(pages), "garden.pdf").passages if not passage.reason]


def left_out(*pages: list[Line]) -> list[tuple[str, str]]:
    passages = read_pdf(pdf(pages), "garden.pdf").passages
    return [(passage.text, passage.reason) for passage in passages if passage.reason]


def lines(texts: tuple[str, ...], top: float = 700, *, left: float = 72, step: float = 14) -> list[Line]:
    return [(left, top - step * number, "F1 11", text) for number, text in enumerate(texts)]


WHOLE = " ".join(GARDEN).replace("some- body", "somebody")


def test_lines_are_joined_and_divided_words_are_whole_again() -> None:
    assert read(lines(GARDEN)) == [WHOLE]


def test_a_gap_ends_a_paragraph_and_so_does_a_line_that_ends_early() -> None:
    assert read(lines(GARDEN) + lines(CLAY, 640)) == [WHOLE, " ".join(CLAY)]
    assert read(lines(GARDEN) + lines(CLAY, 658)) == [WHOLE, " ".join(CLAY)]


def test_a_paragraph_goes_on_over_the_end_of_a_page_and_of_a_column() -> None:
    first, second = lines(GARDEN[:2], 100), lines(GARDEN[2:], 750)
    assert read(first, second) == [WHOLE]
    column = [(400.0, 750.0, "F1 11", GARDEN[2])]
    assert read(first + column) == [WHOLE]


def test_a_short_line_right_above_a_paragraph_stands_by_itself() -> None:
    assert read(lines(("Looking first", *GARDEN))) == ["Looking first", WHOLE]


def test_lines_that_are_ended_on_purpose_stay_lines() -> None:
    assert read(lines(GARDEN) + lines(("Sit here", "for a while", "and breathe"), 600)) == [
        WHOLE,
        "Sit here\nfor a while\nand breathe",
    ]


def test_items_begin_anew_without_their_bullets() -> None:
    page = lines(("\u2022 light in the morning", "\u2022 water"))
    passages = read_pdf(pdf([page]), "garden.pdf").passages
    assert [(passage.text, passage.kind) for passage in passages] == [
        ("light in the morning", "item"),
        ("water", "item"),
    ]


def test_pieces_of_a_line_are_words_where_there_is_room_between_them() -> None:
    page: list[Line] = [(72, 700, "F1 11", "Sit"), (90, 700, "F3 11", "slowly"), (118.6, 700, "F2 11", "er")]
    [passage] = read_pdf(pdf([page]), "garden.pdf").passages
    assert passage.runs == (TextRun("Sit"), TextRun(" slowly", italic=True), TextRun("er", bold=True))


def test_headers_footers_and_page_numbers_are_left_out() -> None:
    pages = [
        [
            (72.0, 800.0, "F1 9", "A Practice"),
            *lines(GARDEN),
            (72.0, 60.0, "F1 9", f"Draft {n}"),
            (300.0, 40.0, "F1 9", n),
        ]
        for n in ("1", "2")
    ]
    assert read(*pages) == [WHOLE, WHOLE]
    assert left_out(*pages)[:3] == [
        ("A Practice", "the header of each page"),
        ("Draft 1", "the footer of each page"),
        ("1", "the number of a page"),
    ]


def test_what_is_said_is_no_footer_however_often_it_returns() -> None:
    pages = [[*lines(GARDEN), (72.0, 60.0, "F1 11", "(pause)")] for _ in range(3)]
    assert left_out(*pages) == []


def test_what_is_printed_across_each_page_is_left_out() -> None:
    pages = [[(200.0, 400.0, "F2 40", "Draft"), *lines(GARDEN)] for _ in range(3)]
    assert left_out(*pages)[0] == ("Draft", "the same on each page")


def test_the_mark_of_a_note_is_no_part_of_a_word() -> None:
    page: list[Line] = [(72, 700, "F1 11", "water"), (100, 704, "F1 6", "1"), (105, 700, "F1 11", "and sand")]
    assert (read(page), left_out(page)) == (["water and sand"], [("1", "the mark of a note")])


def test_what_a_browser_prints_at_the_ends_of_a_page_is_no_text() -> None:
    printed = [
        (24.0, 770.0, "F1 8", "11/30/26, 8:44 AM"),
        (240.0, 770.0, "F1 8", "Rest"),
        (24.0, 16.0, "F1 8", "https://a.org/b"),
    ]
    reason = "what the browser prints on each page"
    assert left_out(lines(GARDEN) + printed) == [(text, reason) for *_, text in printed]
