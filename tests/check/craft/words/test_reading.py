"""How hard texts are told to be."""

from __future__ import annotations

import pytest

from audiogen.check.craft.words.reading import reading, syllables

_EASY = ["The cup is warm in your hands, and the rain goes on."] * 12
_HARD = ["Every participant experiences considerable emotional activation during interpersonal negotiation."] * 12


@pytest.mark.parametrize(
    ("word", "count"),
    [("breathe", 1), ("noticing", 3), ("quiet", 2), ("walked", 1), ("rested", 2), ("little", 2), ("somewhere", 2)],
)
def test_syllables_are_counted_by_groups_of_vowels(word: str, count: int) -> None:
    assert syllables(word) == count


def test_english_is_told_as_a_grade_of_school() -> None:
    easy, hard = reading(_EASY, "en-gb"), reading(_HARD, "en")
    assert easy is not None
    assert hard is not None
    # by hand: 0.39 * 12 words + 11.8 * 12 syllables / 12 words - 15.59
    assert (easy.hardness, easy.told) == ("easy", "reads like grade 0.9 of school")
    assert hard.hardness == "too hard"


@pytest.mark.parametrize(
    ("sentence", "grade", "hardness"),
    [
        ("A quiet animal is near a window.", 5.7, "easy"),
        ("Another yellow window is near.", 7.6, "hard"),
        ("Under the window a little animal wanders along now.", 8.9, "too hard"),
    ],
)
def test_six_grades_of_school_are_easy_and_eight_are_enough(sentence: str, grade: float, hardness: str) -> None:
    read = reading([sentence] * 40, "en")
    assert read is not None
    assert (read.told, read.hardness) == (f"reads like grade {grade} of school", hardness)


def test_other_languages_are_told_by_their_long_words() -> None:
    easy, hard = reading(_EASY, "de"), reading(_HARD, "de")
    assert easy is not None
    assert hard is not None
    assert (easy.hardness, hard.hardness) == ("easy", "too hard")
    # 9 of 9 words but "during" and "every" have more than six letters
    assert hard.told.startswith(f"has a LIX of {round(9 + 100 * 7 / 9)},")


def test_an_article_before_an_apostrophe_makes_no_word_long() -> None:
    elided = reading(["L'herbe est verte et l'étoile luit."] * 20, "fr")
    assert elided is not None
    assert elided.told.startswith("has a LIX of 6,")


def test_nothing_is_told_of_languages_whose_words_are_not_parted_or_longer() -> None:
    assert [reading(_EASY, language) for language in ("ja", "fi", "ru")] == [None, None, None]


def test_nothing_is_told_of_less_than_a_hundred_words() -> None:
    assert reading(_HARD[:11], "en") is None
