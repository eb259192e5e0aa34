"""Which words the embedded voices know, and what is said about the others."""

import subprocess
import sys
from pathlib import Path

import pytest
from support.projects import SECOND, SHOW, write_project

from audiogen.check.preflight import check_project
from audiogen.speech.words.dictionary import ipa_only_warning, out_of_vocabulary, suggestion, unknown_word_warning


@pytest.mark.parametrize(
    "text",
    [
        "Breathe in, and let it go.",
        "worries, stopped, breathing, gently, isn't, you'll, nobody's",
        "co-regulation and self-soothing",
        "Yoga, Buddha and London",
        "PTSD, B and C",
        "well-being and mother-in-law's",
        "PayPal",
        "It\u2019s the children\u2019s turn",
    ],
)
def test_words_that_the_voice_knows_are_not_told(text: str) -> None:
    assert out_of_vocabulary(text, british=False) == ()


@pytest.mark.parametrize("word", ["breathign", "Oyelaran", "xqzt", "shhhhhhh"])
def test_words_that_it_can_only_guess_are_told_once(word: str) -> None:
    assert out_of_vocabulary(f"{word} and {word}", british=False) == (word,)


def test_only_the_strange_part_of_a_compound_is_told() -> None:
    assert out_of_vocabulary("a breathign-free, xqzt-like day", british=False) == ("breathign", "xqzt")


@pytest.mark.parametrize(
    ("slip", "meant"),
    [
        ("breathign", "breathing"),
        ("recieve", "receive"),
        ("meditaton", "meditation"),
        ("definately", "definitely"),
        ("relaxx", "relax"),
        ("tomorow", "tomorrow"),
        ("seperate", "separate"),
        ("teh", "the"),
        ("consciusnes", "consciousness"),
        ("Shoudlers", "shoulders"),
    ],
)
def test_the_word_that_is_meant_is_found(slip: str, meant: str) -> None:
    assert suggestion(slip) == meant


@pytest.mark.parametrize("name", ["Kwame", "Oyelaran", "Niamh", "xqzt"])
def test_nothing_is_made_of_words_that_are_like_no_other(name: str) -> None:
    assert suggestion(name) is None


@pytest.mark.parametrize("word", ["vu", "non", "miz", "Xiomera", "Lyn", "wi"])
def test_nothing_is_made_of_short_words_and_of_names(word: str) -> None:
    assert suggestion(word) is None


@pytest.mark.parametrize(
    "text", ["et cetera, Miz Moore", "non-striving, multi-use, co-exist", "a caf\u00e9, a souffl\u00e9"]
)
def test_words_of_its_own_prefixes_and_accents_are_known(text: str) -> None:
    assert out_of_vocabulary(text, british=False) == ()


def test_words_of_the_lexicon_may_be_meant_too() -> None:
    assert suggestion("udiyana") is None
    assert suggestion("udiyana", frozenset({"uddiyana"})) == "uddiyana"
    assert "did you mean uddiyana?" in unknown_word_warning("udiyana", "en", "heart", frozenset({"uddiyana"}))


def test_a_word_with_sounds_alone_is_told_with_what_to_write() -> None:
    assert "give it a respelling, too, in scripts/lexicon.yaml" in ipa_only_warning("sangha", "google")


def test_looking_into_the_dictionary_loads_no_voice() -> None:
    program = """
import sys
from audiogen.speech.words.dictionary import out_of_vocabulary, unknown_word_warning
out_of_vocabulary("Breathe", british=True), unknown_word_warning("breathign", "en", "heart")
print(sorted({"hibari", "onnxruntime", "numpy"} & set(sys.modules)))
"""
    output = subprocess.run([sys.executable, "-c", program], check=True, capture_output=True, text=True).stdout
    assert output.strip() == "[]"


def test_a_likely_slip_is_named() -> None:
    assert "did you mean breathing?" in unknown_word_warning("breathign", "en", "heart")


def test_a_name_like_no_other_word_gets_no_suggestion() -> None:
    sentence = unknown_word_warning("Oyelaran", "en-GB", "heart")
    assert "did you mean" not in sentence
    assert 'below "en:", like "Oyelaran: "' in sentence


def test_the_check_warns_of_unknown_words_unless_the_lexicon_has_them(tmp_path: Path) -> None:
    project = write_project(
        tmp_path, show=SHOW.replace("tone", "heart"), s02_leaving=SECOND.replace("today", "Oyelaran")
    )
    warnings = check_project(project, ()).warnings
    assert [(problem.line, "Oyelaran" in problem.message) for problem in warnings] == [(9, True)]
    (tmp_path / "scripts/lexicon.yaml").write_text("en:\n  Oyelaran: oh-yeh-lah-rahn\n", encoding="utf-8")
    assert check_project(project, ()).warnings == ()


def test_nothing_is_meant_by_a_word_that_is_longer_than_words_are() -> None:
    # trying every typo of it would take minutes
    assert suggestion("a" * 50_000) is None


def test_a_very_long_word_is_quoted_in_part() -> None:
    assert len(unknown_word_warning("xq" * 5_000, "en", "heart")) < 400
