"""Runs of words that a draft would share with its article: the rule is strict, and no spelling gets around it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audiogen.drafting.articles.overlap import shared_runs

ARTICLE = "The Long Way Home, by Night\n\nThe well-kept garden doesn't ask for much, and it's in the back of the house."


@pytest.mark.parametrize(
    "written",
    [
        "garden doesn't ask for much",
        "GARDEN, doesn\u2019t ask... for much!",
        "the garden \u2014 doesnt ask for much",
        "the well kept garden doesn't",
        "the wellkept garden doesn't ask",
        "a garden doesn't\n  ask\u00a0for\tmuch",
        "garden doesn't ask fo\u00adr much",
        "in the back of the",
        "the long way home by",
    ],
)
def test_five_words_in_a_row_are_found_however_they_are_written(written: str) -> None:
    assert shared_runs(ARTICLE, [written])


@pytest.mark.parametrize(
    "written",
    [
        "the back of the garden",
        "a garden asks for much, and it is",
        "for much, and it in the back",
        "",
        "1 2 3 4 5 6",
    ],
)
def test_four_words_in_a_row_may_be_shared(written: str) -> None:
    assert shared_runs(ARTICLE, [written]) == ()


def test_the_whole_run_is_told_once() -> None:
    assert shared_runs("one two three four five six seven", ["zero one two three four five six", "eight"]) == (
        "one two three four five six",
    )


def test_a_run_goes_on_from_one_text_to_the_next() -> None:
    assert shared_runs("one two three four five six", ["one two three", "four five"]) == ("one two three four five",)


@given(
    st.lists(st.sampled_from("abcd"), max_size=30),
    st.lists(st.sampled_from("abcd"), max_size=30),
    st.integers(2, 6),
)
def test_what_is_found_is_what_comparing_every_place_finds(there: list[str], here: list[str], length: int) -> None:
    runs = {tuple(there[at : at + length]) for at in range(len(there) - length + 1)}
    shared = any(tuple(here[at : at + length]) in runs for at in range(len(here) - length + 1))
    found = shared_runs(" ".join(there), [" ".join(here)], length)
    assert bool(found) == shared
    assert all(run in " ".join(here) for run in found)
