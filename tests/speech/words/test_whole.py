"""A phrase is read as a whole, whoever says how parts of it sound."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audiogen.speech.engine import Fragment
from audiogen.speech.words.whole import Part, read_whole


def written(text: str, *, emphasis: bool = False) -> Part:
    return Fragment(text, emphasis=emphasis), False


def said(text: str, ipa: str = "oʊm") -> Part:
    return Fragment(text, ipa), True


def texts(parts: tuple[Part, ...]) -> str:
    return "".join(part.text for part, _ in parts)


@pytest.mark.parametrize(
    ("parts", "words"),
    [
        ([written("5", emphasis=True), written("-10 minutes")], "five to ten minutes"),
        ([written("Love", emphasis=True), written("&light")], "Love and light"),
        ([said("chakra"), written("/energy")], "chakra or energy"),
        ([written("call "), written("988", emphasis=True)], "call nine eight eight"),
        ([written("Say "), said("Om"), written(", 2 times.")], "Say Om, two times."),
        ([said("Om")], "Om"),
        ([said("Om"), said("Om")], "OmOm"),
    ],
)
def test_what_is_written_has_its_neighbours_when_it_is_read(parts: list[Part], words: str) -> None:
    assert texts(read_whole(parts, "en")) == words


def test_emphasis_stays_on_its_words() -> None:
    read = read_whole([written("you and "), written("you", emphasis=True), written(", 3 times")], "en")
    assert [(part.text, part.emphasis) for part, _ in read] == [
        ("you and ", False),
        ("you", True),
        (", three times", False),
    ]


def test_emphasis_on_half_of_a_word_that_is_read_otherwise_is_left_out() -> None:
    read = read_whole([written("on 2026-"), written("11", emphasis=True), written("-02")], "en")
    assert texts(read) == "on November second, twenty twenty-six"
    assert not any(part.emphasis for part, _ in read)


@given(
    st.lists(
        st.one_of(
            st.builds(written, st.text(st.sampled_from("ab 1-/&.,'5K%")), emphasis=st.booleans()),
            st.builds(said, st.sampled_from(["Om", "a b", "5", "."])),
        ),
        max_size=6,
    ),
    st.sampled_from(["en", "de", "hi"]),
)
def test_parts_that_are_said_already_stay_as_they_are(parts: list[Part], language: str) -> None:
    read = read_whole(parts, language)
    assert [part for part in read if part[1]] == [part for part in parts if part[1]]
