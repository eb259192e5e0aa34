"""Text cut into pieces for engines: nothing lost, nothing too long."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audiogen.speech.words.text import has_words, pieces, plain

LETTERS = st.text(alphabet=st.characters(codec="utf-8", exclude_categories=("Cs", "Cc")), max_size=400)


@given(text=LETTERS, limit=st.integers(min_value=8, max_value=120))
def test_no_letter_or_digit_is_ever_lost_and_no_piece_is_too_long(text: str, limit: int) -> None:
    cut = list(pieces(text, limit))
    assert all(0 < len(piece) <= limit for piece in cut)
    assert [c for c in "".join(cut) if c.isalnum()] == [c for c in text if c.isalnum()]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Breathe in.", ["Breathe in."]),
        ("Let it come. Let it all go now.", ["Let it come.", "Let it all go now."]),
        ("Let it come to you, let it go", ["Let it come to you,", "let it go"]),
        ("let it come and let it go again", ["let it come and let", "it go again"]),
        ("Yes. Then everything else comes too", ["Yes. Then everything", "else comes too"]),
        (
            "感じてください。息を吸って、ゆっくりと吐いてください。",
            ["感じてください。", "息を吸って、ゆっくりと吐いてください。"],
        ),
        ("abcdefghijklmnopqrstuvwxyz", ["abcdefghijklmnopqrst", "uvwxyz"]),
        ("… —", []),
    ],
)
def test_text_is_cut_at_the_best_place_that_fits(text: str, expected: list[str]) -> None:
    assert list(pieces(text, 20)) == expected


def test_a_letter_is_not_parted_from_its_accent() -> None:
    assert list(pieces("aaaae\u0301aaa", 5)) == ["aaaa", "e\u0301aaa"]


def test_quotes_spaces_and_spellings_become_plain() -> None:
    assert (
        plain("\u201cIt\u2019s\u00a0\u2018you\u2019\u201d\u2026\u2003cafe\u0301\u200b \u00ad!")
        == "\"It's 'you'\"... café !"
    )


@pytest.mark.parametrize("dots", ["...", "....", "\u2026.", ". . .", ". . . .", "\u2026"])
def test_an_ellipsis_is_three_dots(dots: str) -> None:
    assert plain(f"Rest{dots} and breathe") == "Rest... and breathe"


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("\ufb01nd", "find"),
        ("CO\u2082", "CO2"),
        ("\u2163", "IV"),
        ("\uff21\uff11", "A1"),
        ("\U0001d401\U0001d42b", "Br"),
        ("m²", "m²"),
    ],
)
def test_other_forms_of_letters_become_plain(written: str, expected: str) -> None:
    assert plain(written) == expected


def test_joiners_that_scripts_are_written_with_are_kept() -> None:
    assert (
        plain("\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645") == "\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645"
    )


@pytest.mark.parametrize(
    ("text", "expected"), [("नमस्ते", True), ("5", True), ("…!?", False), ("", False), ("🙂", False)]
)
def test_words_are_letters_or_digits_of_any_script(text: str, expected: bool) -> None:  # noqa: FBT001 - a table
    assert has_words(text) is expected
