"""Texts on the sheet never meet, in whatever script they are written."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import ImageFont
from support.repository import ROOT

from audiogen.chart.fitting import ems, from_right, shortened
from audiogen.chart.labels import Label, in_a_row, title_lines

EDGES = (100.0, 900.0)
SIZE = 16
titles = st.text(st.sampled_from("abcMW .,\u05e9\u0645\u4f60\u00e9"), min_size=1, max_size=60)


def width(label: Label) -> float:
    return ems(label.text + (f" \u00b7 {label.beside}" if label.beside else "")) * SIZE


@settings(max_examples=40)
@given(st.lists(st.tuples(st.floats(*EDGES), titles, st.sampled_from(["", "rain"])), max_size=12))
def test_no_two_labels_meet_and_none_leaves_the_row(wanted: list[tuple[float, str, str]]) -> None:
    labels = [each for each in in_a_row(sorted(wanted), SIZE, EDGES) if each.text]
    assert all(EDGES[0] <= each.x and each.x + width(each) <= EDGES[1] + 0.1 for each in labels)
    assert all(before.x + width(before) < after.x for before, after in pairwise(labels))


def test_a_label_at_the_end_of_a_row_begins_before_its_place() -> None:
    (label,) = in_a_row([(880.0, "The keeper has the watch", "")], SIZE, EDGES)
    assert label.text == "The keeper has the watch"
    assert (label.at, label.x + width(label)) == (880, pytest.approx(EDGES[1]))


def test_what_stands_beside_a_name_gives_way_first() -> None:
    first, _ = in_a_row([(100.0, "Arriving", "rain by the fire"), (250.0, "On", "")], SIZE, EDGES)
    assert (first.text, first.beside) == ("Arriving", "")


def test_texts_are_shortened_at_words() -> None:
    assert shortened("One  line might\nsay more", 14, len) == "One line\u2026"
    assert shortened("short", 5, len) == "short"


def test_a_single_long_word_is_shortened_within_itself_and_no_sign_loses_its_letter() -> None:
    assert shortened("Donaudampfschiff", 6, len) == "Donau\u2026"
    assert shortened("ae\u0301ae\u0301", 3, len) == "a\u2026"
    assert shortened("word", 0, len) == ""


@settings(max_examples=40)
@given(titles, st.integers(0, 40))
def test_nothing_is_longer_than_its_room(text: str, room: int) -> None:
    assert len(shortened(text, room, len)) <= room


@pytest.mark.parametrize(
    ("text", "told"), [("abc", False), ("12 \u05e9\u05dc\u05d5\u05dd", True), ("\u0645\u0631\u062d", True)]
)
def test_the_first_letter_says_from_where_a_text_is_read(text: str, told: bool) -> None:  # noqa: FBT001
    assert from_right(text) is told


def test_a_long_title_stands_in_two_lines_and_is_shortened_only_at_its_end() -> None:
    assert title_lines("Short", 600) == (54, ("Short",))
    size, lines = title_lines("A Three-Minute Breathing Space", 600)
    assert (size, lines) == (42, ("A Three-Minute", "Breathing Space"))
    _, (first, last) = title_lines("An Hour of Sitting, With Long Silences and a Walk in the Middle of It All", 600)
    assert last.endswith("\u2026")
    assert not first.endswith("\u2026")


def test_a_title_of_signs_without_spaces_is_parted_between_two_and_one_long_word_is_not() -> None:
    size, lines = title_lines("\u4e09\u5206\u949f\u547c\u5438" * 4, 600)
    assert size == 42
    assert [len(line) for line in lines] == [10, 10]
    assert title_lines("Donaudampfschifffahrtsgesellschaft", 600)[1][0].startswith("Donaudampf")
    assert len(title_lines("Donaudampfschifffahrtsgesellschaft", 600)[1]) == 1


def test_widths_are_those_of_a_broad_font_at_least() -> None:
    font = ImageFont.truetype(str(ROOT / "audiogen/artwork/fonts/NotoSans-SemiBold.ttf"), 100)
    for text in ("The keeper has the watch", "Wwmm MWM", "illicit, filtered", "10:00", "BODY SCAN", "Gr\u00fc\u00dfe"):
        assert ems(text) * 100 >= font.getlength(text), text
