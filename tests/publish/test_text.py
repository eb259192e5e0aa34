"""What is taken from an author's text for a page."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audiogen.publish.text import first_clause

LONG = "Sleep and the way to it for anybody who lies awake and counts the hours until the morning comes and day begins"


@pytest.mark.parametrize(
    ("language", "text", "clause"),
    [
        ("en", "Seven sessions about trust: where it goes. More.", "Seven sessions about trust"),
        ("en", "Calm", "Calm"),
        ("en", "Welcome! Ten short sessions.", "Welcome!"),
        ("en", "Can't sleep? Ten minutes for the night.", "Can't sleep?"),
        ("en", "Note: these sessions are no therapy. They rest.", "Note: these sessions are no therapy"),
        ("en", "For those who left St. John's at 10.5 knots; slowly.", "For those who left St. John's at 10.5 knots"),
        ("en", "For 10:30 p.m. and later. Good.", "For 10:30 p.m. and later"),
        ("en", "A first line\nthat goes on\n\nA second paragraph.", "A first line that goes on"),
        ("de", "Übungen, z. B. zum Atmen, für die Nacht. Mehr nicht.", "Übungen, z. B. zum Atmen, für die Nacht"),
        ("de", "Am 3. Oktober beginnt es. Danach mehr.", "Am 3. Oktober beginnt es"),
        ("fr", "Des séances courtes pour dormir : dix minutes.", "Des séances courtes pour dormir"),
        ("ja", "眠れない夜のための十分間です。静かな声で案内します。", "眠れない夜のための十分間です"),
        ("ar", "جلسات قصيرة للهدوء؟ عشر دقائق كل ليلة.", "جلسات قصيرة للهدوء؟"),
        ("en", f"{LONG}.", f"{LONG.partition(' morning')[0]}…"),
        (
            "en",
            f"For people who lie awake, for whatever reason, {LONG}",
            "For people who lie awake, for whatever reason",
        ),
        ("en", "…", "…"),
    ],
)
def test_what_stands_under_a_title_is_a_clause_of_its_own(language: str, text: str, clause: str) -> None:
    assert first_clause(text, language) == clause


@given(text=st.text(min_size=1, max_size=300), language=st.sampled_from(["en", "de", "ja", "ar"]))
def test_whatever_is_written_it_fits_under_a_title(text: str, language: str) -> None:
    clause = first_clause(text, language)
    assert sum(2 if unicodedata.east_asian_width(letter) in "WF" else 1 for letter in clause) <= 90
    assert "\n" not in clause
