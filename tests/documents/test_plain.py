"""Plain text: where paragraphs end, and which lines are only broken at a margin."""

from __future__ import annotations

import pytest

from audiogen.documents.joining import joined_lines, known_words
from audiogen.documents.plain import read_plain

WRAPPED = """Most gardens begin with a bare piece of earth, and with somebody who
wonders what might grow there when the winter is over and the ground is
soft again."""


def outline(text: str) -> list[tuple[int, str, str]]:
    return [(passage.line, passage.kind, passage.text) for passage in read_plain(text).passages]


def test_lines_that_were_broken_at_a_margin_are_one_paragraph() -> None:
    assert outline(f"\n\n{WRAPPED}\n\nAnother.") == [
        (3, "paragraph", " ".join(WRAPPED.split())),
        (7, "paragraph", "Another."),
    ]


def test_lines_that_their_author_ended_stay_lines() -> None:
    assert outline("Breathe in.\nHold.\nBreathe out.") == [(1, "paragraph", "Breathe in.\nHold.\nBreathe out.")]


def test_a_short_line_right_above_a_paragraph_stands_by_itself() -> None:
    assert [text for _, _, text in outline(f"Looking first\n{WRAPPED}")] == ["Looking first", " ".join(WRAPPED.split())]


def test_long_lines_are_paragraphs_of_their_own() -> None:
    long = "word " * 30
    assert [line for line, _, _ in outline(f"Looking\n{long}\n{long}\nEnd")] == [1, 2, 3, 4]


def test_items_begin_with_a_bullet_or_a_number_and_only_the_bullet_goes() -> None:
    assert outline("What helps:\n- light\n\u2022 water\n2) time") == [
        (1, "paragraph", "What helps:"),
        (2, "item", "light"),
        (3, "item", "water"),
        (4, "item", "2) time"),
    ]


def test_rules_and_unseen_characters_are_no_words() -> None:
    assert outline("Sit\u00ad ting\u200b down.\u00a0Now.\n-----\nRest\ufeff.") == [
        (1, "paragraph", "Sit ting down. Now."),
        (3, "paragraph", "Rest."),
    ]


def test_buttons_of_a_web_page_stand_alone() -> None:
    assert [text for _, _, text in outline("The end.\nComments (0)\nLog in")] == ["The end.", "Comments (0)", "Log in"]


@pytest.mark.parametrize(
    ("lines", "joined"),
    [
        (["in rela-", "tion to"], "in relation to"),
        (["in rela\u00ad", "tion to"], "in relation to"),
        (["in rela\u2010", "tion to"], "in relation to"),
        (["self-", "awareness"], "self-awareness"),
        (["self-", "ish"], "selfish"),
        (["long-", "ing, long-", "term"], "longing, long-term"),
        (["Anna-", "Maria"], "Anna-Maria"),
        (["from 5-", "7 breaths"], "from 5- 7 breaths"),
        (["wait -", "and rest"], "wait - and rest"),
        (["a well-known, well-", "known way"], "a well-known, well-known way"),
        (["a slow-moving stream, a slow-", "moving one"], "a slow-moving stream, a slow-moving one"),
        (["the slow and moving, slow-", "moving"], "the slow and moving, slow-moving"),
    ],
)
def test_a_word_that_the_end_of_a_line_divides_is_whole_again_and_keeps_a_hyphen_of_its_own(
    lines: list[str], joined: str
) -> None:
    assert joined_lines(lines, known_words(lines)) == joined
