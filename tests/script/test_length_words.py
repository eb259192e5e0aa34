"""Lengths in words."""

from __future__ import annotations

import pytest

from audiogen.script.length_words import length_in_words, titled


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (20 * 60, "20 minutes"),
        (60, "1 minute"),
        (3900, "1 hour 5 minutes"),
        (7200, "2 hours"),
        (90, "1 minute 30 seconds"),
        (29.6, "30 seconds"),
        (0.2, "0 seconds"),
    ],
)
def test_a_length_is_told_in_hours_minutes_and_seconds(seconds: float, words: str) -> None:
    assert length_in_words(seconds) == words


@pytest.mark.parametrize(
    ("language", "words"),
    [("de", "20 Minuten"), ("pt-BR", "20 minutos"), ("en-GB", "20 minutes"), ("fa", "۲۰ دقیقه"), ("tlh", "20 minutes")],
)
def test_a_length_is_told_in_the_language_of_the_session_or_in_english(language: str, words: str) -> None:
    assert length_in_words(1200, language) == words


def test_a_choice_has_the_short_form() -> None:
    assert [length_in_words(seconds, form="short") for seconds in (300, 3900)] == ["5 min", "1 hr 5 min"]


def test_only_another_length_is_in_the_title() -> None:
    assert titled("Rest", None, "en") == "Rest"
    assert titled("Rest", 1200, "en") == "Rest (20 minutes)"
