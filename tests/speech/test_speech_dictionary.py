"""Which words the embedded voices know, and what is said about the others."""

from pathlib import Path

import pytest
from projects import SECOND, SHOW, write_project

from audiogen.check import check_project
from audiogen.speech.dictionary import strange_words, unknown_word


@pytest.mark.parametrize(
    "text",
    [
        "Breathe in, and let it go.",
        "worries, stopped, breathing, gently, isn't, you'll, nobody's",
        "co-regulation and self-soothing",
        "Yoga, Buddha and London",
        "PTSD, B and C",
        "It\u2019s the children\u2019s turn",
    ],
)
def test_words_that_the_voice_knows_are_not_told(text: str) -> None:
    assert strange_words(text, british=False) == ()


@pytest.mark.parametrize("word", ["breathign", "Oyelaran", "xqzt", "shhhhhhh"])
def test_words_that_it_can_only_guess_are_told_once(word: str) -> None:
    assert strange_words(f"{word} and {word}", british=False) == (word,)


def test_a_likely_slip_is_named() -> None:
    assert "did you mean breathing?" in unknown_word("breathign", "en", "heart")


def test_a_name_like_no_other_word_gets_no_suggestion() -> None:
    sentence = unknown_word("Oyelaran", "en-GB", "heart")
    assert "did you mean" not in sentence
    assert 'below "en:", like "Oyelaran: "' in sentence


def test_the_check_warns_of_unknown_words_unless_the_lexicon_has_them(tmp_path: Path) -> None:
    project = write_project(
        tmp_path, show=SHOW.replace("tone", "heart"), s02_leaving=SECOND.replace("today", "Oyelaran")
    )
    _, warnings = check_project(project, ())
    assert [(problem.line, "Oyelaran" in problem.message) for problem in warnings] == [(9, True)]
    (tmp_path / "scripts/lexicon.yaml").write_text("en:\n  Oyelaran: oh-yeh-lah-rahn\n", encoding="utf-8")
    assert check_project(project, ())[1] == ()
