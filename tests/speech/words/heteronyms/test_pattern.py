"""Patterns of the words around a word, as authors write them."""

import pytest

from audiogen.speech.words.heteronyms.pattern import patterns
from audiogen.speech.words.heteronyms.sentence import cut_words

LISTS = {"DET": frozenset({"the", "a"})}


def fits(pattern: str, text: str, word: str = "wind", ending: str = "") -> bool:
    words = cut_words(text)
    at = [each.rstrip("s") if ending == "s" else each for each in words.folded].index(word)
    return any(each.fits(words, at, ending) for each in patterns(pattern, LISTS))


@pytest.mark.parametrize(
    ("pattern", "text"),
    [
        ("the _", "Hear the wind."),
        ("_ down", "Now wind down."),
        ("a|the _", "a wind"),
        ("DET _ in|on", "The wind in the trees"),
        ("let .. _", "Let the day wind down."),
        ("let .. _", "let wind"),
        ("* _", "soft wind"),
        ("*ly _", "gently wind"),
        ("the (soft) _", "the wind"),
        ("the (soft) _", "the soft wind"),
        (". _", "Wind blows."),
        (". _", "Hush, wind."),
        ("_ .", "Listen to the wind; rest."),
        ("CAPITAL", "Father Wind sings."),
        ("_ 's", "the wind's voice"),
        ("_ - up", "a wind-up toy"),
        ("don't _", "Don\u2019t wind it."),
    ],
)
def test_a_pattern_fits_its_words(pattern: str, text: str) -> None:
    assert fits(pattern, text)


@pytest.mark.parametrize(
    ("pattern", "text"),
    [
        ("the _", "a wind"),
        ("the _", "the, wind"),
        ("let .. _", "let all of this long day wind down"),
        ("let .. _", "let it be. Wind it."),
        ("* _", ". wind"),
        ("*ly _", "soft wind"),
        ("_ .", "wind and rain"),
        ("CAPITAL", "Wind sings. Wind rests."),
        ("_s down", "wind down"),
    ],
)
def test_a_pattern_fits_no_other_words(pattern: str, text: str) -> None:
    assert not fits(pattern, text)


def test_a_word_with_an_s_may_be_asked_for() -> None:
    assert fits("it _s", "as it winds down", ending="s")


def test_what_names_more_words_is_more_exact() -> None:
    named = [patterns(pattern, LISTS)[0].named for pattern in ("_", "* _", "the _", "the _ .", "let .. _ down")]
    assert named == [0, 0, 1, 2, 2]


@pytest.mark.parametrize(
    ("pattern", "message"),
    [
        ("the wind", "write _ once"),
        ("_ and _", "write _ once"),
        ("NAME _", "NAME is no list of words; there are DET"),
        ("100 _", '"100" is no word'),
        ("a| _", r'"a\|" is no word'),
    ],
)
def test_what_is_no_pattern_is_explained(pattern: str, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        patterns(pattern, LISTS)
