"""What a section asks for, and what in it asks for care."""

from __future__ import annotations

import pytest

from audiogen.drafting.articles.themes import guards_in, intents_of


@pytest.mark.parametrize(
    ("title", "text", "intent"),
    [
        ("The Roots of Impatience", "It was learned early.", "origin"),
        ("How It Repeats", "It is a cycle, and every reaction triggers the next.", "loop"),
        ("Resting", "The shoulders, the breath, and where tension sits in the body.", "body"),
        ("Naming It", "Fear and worry are emotions with names.", "word"),
        ("Limits", "What do you need, and which boundaries matter?", "need"),
        ("Talking It Over", "A conversation, an honest request.", "voice"),
        ("Closeness", "Sharing brings connection and belonging.", "near"),
        ("Mending", "An apology restores what was broken.", "repair"),
        ("Starting Small", "One step a day, a routine.", "step"),
        ("Asking for Help", "A therapist or a support group.", "support"),
    ],
)
def test_the_words_of_a_section_tell_what_a_session_can_do_with_it(title: str, text: str, intent: str) -> None:
    assert intents_of(title, [text])[0] == intent


def test_a_title_tells_more_than_the_text() -> None:
    assert intents_of("Asking for Help", ["The body, the breath."])[0] == "support"


def test_where_nothing_tells_there_is_no_intent() -> None:
    assert intents_of("Blue", ["It is blue."]) == ()


@pytest.mark.parametrize(
    ("text", "guards"),
    [
        ("Some partners are controlling.", {"abuse"}),
        ("He was abused.", {"abuse"}),
        ("One must be willing to forgive.", {"forgiveness"}),
        ("Therapy heals.", {"treatment"}),
        ("Thoughts of suicide.", {"self-harm"}),
        ("She wanted to end her life.", {"self-harm"}),
        ("Betrayal, and the trauma of it.", {"trauma"}),
        ("A grape, a rapid river, a warm day, a broken branch and a skilled hand.", set()),
        ("", set()),
    ],
)
def test_what_asks_for_care_is_noticed_and_nothing_else(text: str, guards: set[str]) -> None:
    assert set(guards_in(text)) == guards
