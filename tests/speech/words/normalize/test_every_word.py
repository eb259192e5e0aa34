"""Whatever is written leaves words behind: none may vanish without a trace."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from audiogen.script.notation.abbreviations import abbreviation_table
from audiogen.speech.words.normalize import spoken_words
from audiogen.speech.words.normalize.word_tables import WORD_TABLES

FEMININE = re.compile(r"\.ssa$", re.IGNORECASE)
"""The end of the Italian Dott.ssa, which is one word."""
LANGUAGES = sorted(WORD_TABLES)
LETTERS = re.compile(r"[^\W\d_]+")
WRITTEN = {code: tuple(abbreviation_table(code).entries) for code in LANGUAGES}


def words(text: str) -> int:
    return len(LETTERS.findall(text))


@pytest.mark.parametrize("code", LANGUAGES)
def test_an_abbreviation_leaves_a_word_for_each_of_its_words(code: str) -> None:
    """An initial may go into a longer word, as in z. B.; a word of three letters or more has one of its own."""
    entries = abbreviation_table(code).entries
    lost = {
        written: said
        for written, forms in entries.items()
        for _, said in forms
        if words(said) < sum(len(each) >= 3 for each in LETTERS.findall(FEMININE.sub("", written)))
    }

    assert lost == {}


@given(
    st.sampled_from(LANGUAGES).flatmap(
        lambda code: st.tuples(
            st.just(code),
            st.lists(
                st.one_of(st.sampled_from(WRITTEN[code]), st.sampled_from(["atem", "Amara", "om", "3", "und", "Rest"])),
                min_size=1,
                max_size=5,
            ),
        )
    )
)
@settings(max_examples=300, deadline=None)
def test_no_word_of_a_text_vanishes(case: tuple[str, list[str]]) -> None:
    code, written = case

    said = spoken_words(" ".join(written), code)

    assert words(said) >= len(written)
